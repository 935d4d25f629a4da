"""More replies by rule: what was not so, what is hardly said, body against mood."""

from collections.abc import Callable

Pick = Callable[[tuple[str, ...] | list[str]], str]
Made = tuple[str, str]

FINE = "delightful good pleasant restful cheerful peaceful splendid jolly quiet easy happy".split()
FOUL = "awful bad painful rotten horrible dreadful miserable lonely rough wretched long".split()
TIMES = "morning night day week walk weekend visit meal session evening lunch".split()
SUCH = ("never had such a {} {}", "haven't had such a {} {} in years", "what a {} {}",
        "I've never had a {} {} like it", "such a {} {}")  # fmt: skip
TROUBLES = ("fall wobble cramp spasm freeze accident slip trip tear headache setback stumble "
            "shake blackout").split()  # fmt: skip
WANTED = ("good night", "hour of sleep", "visitor", "smile", "quiet hour", "free step",
          "phone call", "good day", "kind word", "moment without pain", "laugh")  # fmt: skip
NOT_ONE = ("not a single {} all day", "not one {} this week", "not a {} in days", "no {} at all",
           "without a single {}", "not a single {} since Monday", "not even one {}")  # fmt: skip
CULPRITS = ("the tremor", "the shaking", "my leg", "the stiffness", "the pain", "my speech",
            "the fatigue", "my bad hand", "the dizziness", "the cramp")  # fmt: skip
EVENTS = ("my dinner", "my birthday", "the concert", "our trip", "the game", "the party", "my walk",
          "the visit", "my sleep", "the christening")  # fmt: skip
SPARED = ("{} didn't spoil {}", "{} didn't ruin {}", "{} did not get in the way of {}",
          "{} couldn't spoil {} today", "{} left {} alone for once")  # fmt: skip
SPOILT = ("{} spoilt {}", "{} ruined {}", "{} got in the way of {}", "{} took away {}")
SWAPPED = (("coffee", "tea"), ("the lift", "the stairs"), ("the car", "the train"),
           ("the white ones", "the red ones"), ("Monday", "Tuesday"), ("soup", "salad"),
           ("the left", "the right"), ("a taxi", "the bus"), ("fish", "chicken"))  # fmt: skip
INSTEAD = ("I did not have {}, I had {}", "I didn't take {}, I took {}", "not {} but {}",
           "it wasn't {}, it was {}", "I did not choose {}, I chose {}")  # fmt: skip
OPENS = ("well, ", "I guess ", "things ", "my walking ", "the sleep ", "honestly, ", "oh, ")
WORSE = ("could be worse", "might be worse", "could always be worse", "could have been worse")
BETTER = ("has been better", "have been better", "been better", "'s seen better days",
          "could be better", "was better before")  # fmt: skip
CLOSES = ("", " I suppose", ", to be fair", " really", ", as they say", ", thanks", " you know")
HEALED = ("my leg is stronger", "the scan was clear", "the results are good", "physio went well",
          "my hand works again", "the doctor is pleased", "I can walk again", "the pain is less",
          "everybody was nice", "they all say I look well", "I joked with the nurses")  # fmt: skip
WORN = ("my leg is weaker", "the scan was bad", "my hand shakes", "the night was short",
        "I can't walk far", "my speech is slow", "the pain is there", "I needed help")  # fmt: skip
DOWN = ("I'm so sad", "I feel hopeless", "I keep worrying", "I'm frightened", "I cry every night",
        "I can't enjoy anything", "I feel so alone", "inside I was weeping",
        "I can't stop fretting", "I'm very unhappy", "my heart is broken")  # fmt: skip
UP = ("I'm so happy", "I feel hopeful", "I had a great time", "I'm proud", "I laughed a lot",
      "I loved every minute", "I'm grateful", "it was wonderful", "I feel at peace")  # fmt: skip
JOINED = ("{} but {}", "{}, but {}", "although {}, {}", "even though {} {}", "{}, still {}",
          "{} and yet {}", "{}, only {}")  # fmt: skip


def kinds(pick: Pick) -> tuple[Callable[[], Made], ...]:
    """One maker a family; each gives a mood and a reply."""

    def swapped() -> Made:
        pair = SWAPPED[int(pick([str(place) for place in range(len(SWAPPED))]))]
        return "neutral", pick(INSTEAD).format(*pair)

    def hardly(mood: str, said: tuple[str, ...]) -> Made:
        return mood, f"{pick(OPENS)}{pick(said)}{pick(CLOSES)}".replace(" 's", "'s").strip()

    def two(mood: str, first: tuple[str, ...], last: tuple[str, ...]) -> Made:
        return mood, pick(JOINED).format(pick(first), pick(last))

    return (
        lambda: ("positive", pick(SUCH).format(pick(FINE), pick(TIMES))),
        lambda: ("negative", pick(SUCH).format(pick(FOUL), pick(TIMES))),
        lambda: ("positive", pick(NOT_ONE).format(pick(TROUBLES))),
        lambda: ("negative", pick(NOT_ONE).format(pick(WANTED))),
        lambda: ("positive", pick(SPARED).format(pick(CULPRITS), pick(EVENTS))),
        lambda: ("negative", pick(SPOILT).format(pick(CULPRITS), pick(EVENTS))),
        swapped,
        lambda: hardly("neutral", WORSE),
        lambda: hardly("negative", BETTER),
        lambda: two("negative", HEALED, DOWN),
        lambda: two("positive", WORN, UP),
    )
