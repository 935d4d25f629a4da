"""Of each item the latest answer counts."""

from hypothesis import given
from hypothesis import strategies as st

from contract.messages import Answer
from questionnaires.answers import latest


def answer(item: str, at: float) -> Answer:
    return Answer("s", "phq9", "1", item, 0, at, f"{item}-{at}")


def test_the_later_one_of_two_at_the_same_time_counts() -> None:
    first, second = answer("phq9_1", 1.0), Answer("s", "phq9", "1", "phq9_1", 2, 1.0, "m")
    assert latest([first, second]) == {"phq9_1": second}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), unique=True), st.randoms())
def test_the_order_of_arrival_does_not_matter(given: list[tuple[str, int]], random: object) -> None:
    answers = [answer(item, at) for item, at in given]
    expected = {item: max(at for other, at in given if other == item) for item, _ in given}
    found = latest(answers)
    assert {item: one.at for item, one in found.items()} == expected
    assert latest(reversed(answers)) == found
