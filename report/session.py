"""One session's record as what the clinician sees, and that as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contract.messages import Baseline, Record
from contract.wire import to_json
from report.alerts import alert_lines
from report.estimate import estimate
from report.facts import completeness, medicine, self_rating
from report.question import Definitions
from report.reference import Reference
from report.removals import removal_lines
from report.replies import reply_lines
from report.scores import answer_lines, score_lines
from report.status import status
from report.view import SessionView
from report.wording import WHO


def view(
    record: Record,
    definitions: Definitions,
    reference: Reference,
    *,
    demo: bool,
    hide_estimates: bool,
    earlier: Sequence[Record] = (),
    own: Baseline | None = None,
) -> SessionView:
    """The view of a session; without anything estimated when the settings hide it.

    `earlier` are the patient's sessions before it, the latest first; `own` is how much the face
    moved in them.
    """
    session, answers = record.session, answer_lines(record, definitions)
    return SessionView(
        session=session.session,
        patient=session.patient,
        channel=session.channel,
        opened=session.opened,
        closed=session.closed,
        reason=session.reason,
        status=status(session),
        demo=demo,
        who=record.who,
        who_text=WHO[record.who],
        medicine=medicine(answers),
        self_rating=self_rating(answers),
        completeness=completeness(answers),
        alerts=alert_lines(record, definitions),
        scores=score_lines(record, definitions, earlier),
        answers=answers,
        replies=reply_lines(record, definitions),
        consents=record.consents,
        removals=removal_lines(record),
        switches=record.switches,
        ratings=record.ratings,
        estimate=None if hide_estimates else estimate(record, definitions, reference, own),
    )


def view_json(shown: SessionView) -> dict[str, Any]:
    """The view as one JSON object; the estimate's fields stand beside the others.

    With estimates hidden they are absent, not null.
    """
    body = to_json(shown)
    del body["kind"]
    return body | (body.pop("estimate") or {})
