"""The work queues: replies that the bot or the text model has not dealt with yet."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session as Db

from contract.messages import Reply
from fusion.cipher import Cipher
from fusion.record import latest_consent, latest_respondent
from fusion.rows import message_of
from fusion.tables import AnswerRow, BotTurnRow, ReplyRow, ReplyScoreRow, SessionRow


def undelivered(db: Db, cipher: Cipher) -> list[Reply]:
    """Replies in open sessions that the bot has not answered, oldest first."""
    return _replies(db, _undelivered(), cipher)


def unscored(db: Db, cipher: Cipher, limit: int) -> list[Reply]:
    """Free text with consent and no score, oldest first, at most `limit`.

    Words typed where an option is expected count as free text once the bot has answered them
    without an answer coming of it; until then they may turn out to be an option.
    """
    return _replies(db, _unscored().limit(limit), cipher)


def lengths(db: Db) -> dict[str, int]:
    """How many replies wait in each queue."""
    queues = {"undelivered_replies": _undelivered(), "unscored_replies": _unscored()}
    return {
        name: db.scalar(select(func.count()).select_from(query.subquery())) or 0
        for name, query in queues.items()
    }


def _undelivered() -> Select[ReplyRow]:
    return (
        select(ReplyRow)
        .join(SessionRow, SessionRow.session == ReplyRow.session)
        .where(SessionRow.closed.is_(None), ~_has(BotTurnRow))
    )


def _unscored() -> Select[ReplyRow]:
    resolved = or_(AnswerRow.value.is_not(None), AnswerRow.skipped)
    return (
        select(ReplyRow)
        .where(ReplyRow.words, ~_has(ReplyScoreRow), ~_has(AnswerRow, resolved))
        .where(or_(ReplyRow.open_item, _has(BotTurnRow)))
        .where(latest_consent(ReplyRow.session, "text").correlate(ReplyRow).scalar_subquery())
        .where(func.coalesce(_by(ReplyRow.session), "self") != "proxy")
    )


def _by(session: Any) -> Any:
    """Who answers in the session of the row."""
    return latest_respondent(session).correlate(ReplyRow).scalar_subquery()


def _has(table: Any, *more: Any) -> Any:
    """Whether the table has a row of the reply."""
    same = table.session == ReplyRow.session, table.message == ReplyRow.message
    return exists().where(*same, *more).correlate(ReplyRow)


def _replies(db: Db, query: Select[ReplyRow], cipher: Cipher) -> list[Reply]:
    ordered = query.order_by(ReplyRow.at, ReplyRow.number)
    return [message_of(row, Reply, cipher) for row in db.scalars(ordered)]
