"""How far a total lies from the patient's last one, by the change flag in the instrument's file."""

from __future__ import annotations

from collections.abc import Sequence

from contract.client import StoreClient
from contract.messages import Record
from questionnaires.answers import counting
from questionnaires.definition import Questionnaire
from questionnaires.score import Score, score
from report.question import Definitions
from report.view import ChangeLine


async def earlier_sessions(
    store: StoreClient, record: Record, definitions: Definitions
) -> tuple[Record, ...]:
    """The patient's sessions before this one, the latest first, as far as changes need them.

    Of each questionnaire with a change flag: back to the latest session that has its total.
    """
    session = record.session
    started = {start.questionnaire for start in record.starts}
    wanted = {id for id in started & set(definitions) if definitions[id].change is not None}
    found: list[Record] = []
    if not wanted:
        return ()
    for line in await store.summaries(patient=session.patient):
        one = line.session
        if one.opened >= session.opened:
            continue
        if wanted.isdisjoint(line.questionnaires):
            continue
        found.append(await store.conversation(one.session))
        wanted -= {id for id in wanted if _total(definitions[id], found[-1]) is not None}
    return tuple(found)


def change_line(
    questionnaire: Questionnaire, version: str, said: Score, earlier: Sequence[Record]
) -> ChangeLine | None:
    """The change since the latest total of the same version; None without both totals."""
    flag = questionnaire.change
    if flag is None or said.total is None or version != questionnaire.version:
        return None
    for record in earlier:
        previous = _total(questionnaire, record)
        if previous is not None:
            difference = said.total - previous
            flagged = abs(difference) >= flag.points
            return ChangeLine(
                previous=previous,
                at=record.session.opened,
                difference=difference,
                points=flag.points,
                flagged=flagged,
                basis=flag.source,
                text=_text(previous, difference, flag.points, flagged),
            )
    return None


def _total(questionnaire: Questionnaire, record: Record) -> int | None:
    """The session's total; None when it has none or was answered in another version."""
    versions = {start.version for start in record.starts if start.questionnaire == questionnaire.id}
    if versions != {questionnaire.version}:
        return None
    return score(questionnaire, counting(record.starts, record.answers)).total


def _text(previous: int, difference: int, points: int, flagged: bool) -> str:
    since = f"{difference:+d} since the last total, {previous}" if difference else "as last time"
    return f"{since}: {'at least' if flagged else 'less than'} {points} points apart."
