"""A small clinic of made-up patients, for the README's pictures: put there through the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from contract.messages import (
    AlertStep,
    Answer,
    Consent,
    FaceWindow,
    Mark,
    Mood,
    Movement,
    Reply,
    ReplyScore,
    Respondent,
    Schedule,
    Start,
)
from fusion.store import Store
from questionnaires.definition import Item, Questionnaire
from questionnaires.loader import load
from questionnaires.payload import make_payload

DAY_S, TURN_S = 86_400.0, 12.0
LOW: Mood = (0.72, 0.19, 0.04, 0.05)
CALM: Mood = (0.12, 0.74, 0.08, 0.06)
GLAD: Mood = (0.05, 0.2, 0.7, 0.05)
Face = tuple[Mood, float, float]
"""Mood, amplitude and activity."""
MASKED: Face = (CALM, 0.035, 0.03)
MOVED: Face = (CALM, 0.13, 0.06)
TIRED: Face = (LOW, 0.11, 0.05)
BRIGHT: Face = (GLAD, 0.14, 0.06)
BEFORE = "A rough week. My legs would not do what I wanted, and I slept badly."
AFTER = "My grandson comes on Sunday, I am looking forward to that."
NURSE = "N. Okafor"
REGIONS = {
    "brow_right": 0.12, "brow_left": 0.14, "eye_right": 0.07, "eye_left": 0.06, "nose": 0.05,
    "cheek_right": 0.09, "cheek_left": 0.07, "mouth": 0.3, "chin": 0.06, "outside": 0.04,
}  # fmt: skip
Values = Sequence[int | None]


class MadeUp:
    """Writes sessions of made-up patients; `now` is when the pictures are taken."""

    def __init__(self, store: Store, now: float) -> None:
        self._store, self._now = store, now
        self._staff = store.accounts.demo_staff(now).staff

    def fill(self) -> tuple[str, str]:
        """Seven patients; one who was followed for ten weeks, and the latest of their sessions."""
        quiet: tuple[tuple[str, Values], ...] = (
            ("gad7", (0, 1, 0, 1, 0, 0, 1)),
            ("phq9", (1, 0, 1, 1, 0, 0, 0, 0, 0, 0)),
        )
        for number, (instrument, values) in enumerate(quiet):
            self._answered(self._patient(80), instrument, values, 9 + 3 * number)
        self._late(self._patient(60))
        worse = self._patient(70)
        self._answered(worse, "gad7", (1, 0, 1, 1, 0, 1, 0), 30)
        self._answered(worse, "gad7", (2, 2, 1, 2, 1, 2, 1), 2)
        self._answered(self._patient(50), "phq9", (1, 1, 2, 1, 0, 1, 0, 0, None, 1), 1)
        followed = self._patient(75)
        session = self._follow(followed)
        self._told(self._patient(20))
        self._store.overviews.make_lines(60, self._now)
        return followed, session

    def _patient(self, days: float) -> str:
        return self._store.invite(self._now - days * DAY_S).patient

    def _follow(self, patient: str) -> str:
        """PHQ-9 every three weeks, check-ins, a mark; the latest session has words and a face."""
        totals: tuple[tuple[float, Values], ...] = (
            (63, (2, 2, 2, 2, 1, 2, 2, 1, 0, 2)),
            (42, (2, 2, 2, 1, 1, 2, 1, 1, 0, 1)),
            (21, (1, 1, 2, 1, 1, 1, 1, 0, 0, 1)),
        )
        for ago, values in totals:
            words = (LOW, CALM)[ago < 30]
            self._seen(self._answered(patient, "phq9", values, ago, MASKED, words))
        for number, days in enumerate(range(60, 0, -3)):
            rating, medicine = 3 + (number * 7 % 4) + number // 8, (0, 1, 0, 0, 2, 0)[number % 6]
            checked: Values = (rating, 2, 3, 4, medicine, None)
            early = (TIRED, MASKED, TIRED, MOVED, BRIGHT)[number % 5]
            face = early if number < 12 else (MOVED, BRIGHT)[number % 2]
            self._seen(self._answered(patient, "daily_checkin", checked, days + 0.3, face))
        day = date.fromtimestamp(self._now - 31 * DAY_S).isoformat()
        note = "Levodopa 100 mg more in the evening"
        self._store.courses.add_mark(Mark(patient, day, "medication", note, "Dr. Ilves", self._now))
        latest: Values = (1, 2, 3, 1, 1, 0, 1, 0, 1, 1)
        return self._answered(patient, "phq9", latest, 0.1, MASKED, LOW, GLAD, taken_on=True)

    def _seen(self, session: str) -> None:
        """The demo's administrator has uncovered its estimate."""
        self._store.ratings.read(session, self._staff, self._now, uncover=True)

    def _late(self, patient: str) -> None:
        """Answered once and then no more."""
        self._answered(patient, "daily_checkin", (5, 2, 3, 4, 1, None), 16)
        first = (datetime.fromtimestamp(self._now) - timedelta(days=15)).date().isoformat()
        schedule = Schedule(patient, "daily_checkin", 7, first, "09:00", "UTC")
        self._store.reminders.set_schedule(schedule, self._now - 16 * DAY_S)

    def _told(self, patient: str) -> None:
        """Wrote something that a person must see, and nobody has taken it on yet."""
        session = self._opened(patient, self._now - 2400)
        said = Reply(session, "m0", self._now - 2390, "I want to end my life", None, self._now)
        self._store.put(said)
        self._store.put(Start(session, "phq9", load("phq9").version, self._now - 2399, "m0"))
        (case,) = [one for one in self._store.alerts.open() if one.alert.session == session]
        self._store.alerts.add_steps(case.number, [AlertStep(self._now - 2380, "logged")], None)
        self._store.close_session(session, "stopped", self._now - 2300)

    def _opened(self, patient: str, at: float) -> str:
        session = self._store.open_session(patient, "web", at).session
        self._store.put(Respondent(session, "self", at))
        for scope in ("text", "camera"):
            self._store.put(Consent(session, patient, scope, "1", True, at))
        return session

    def _answered(
        self,
        patient: str,
        instrument: str,
        values: Values,
        days: float,
        face: Face | None = None,
        words: Mood | None = None,
        after: Mood | None = None,
        taken_on: bool = False,
    ) -> str:
        """A whole session that many days ago; with words when their reading is given."""
        asked, at = load(instrument), self._now - days * DAY_S
        session = self._opened(patient, at)
        self._store.put(Start(session, asked.id, asked.version, at + 1, "start"))
        if words is not None:
            self._write(session, asked, "whats_new_before", BEFORE, words, at + 2)
        last = at + 2 + TURN_S
        for item, value in zip(asked.items, values, strict=True):
            self._press(session, asked, item, value, last)
            last += TURN_S
        if after is not None:
            self._write(session, asked, "whats_new_after", AFTER, after, last)
            last += TURN_S
        for window in _windows(session, at + 2, last, face, asked):
            self._store.put(window)
        if taken_on:
            self._take_on(session, last)
        self._store.close_session(session, "completed", last)
        return session

    def _press(
        self, session: str, asked: Questionnaire, item: Item, value: int | None, shown: float
    ) -> None:
        message, at = f"m-{item.id}", shown + TURN_S - 1
        skipped = value is None
        label = "Skip" if skipped else next(o.label for o in item.options if o.value == value)
        option = {} if skipped else {"option": str(value)}
        payload = make_payload("skip" if skipped else "answer", item=item.id, **option)
        self._store.put(
            Reply(session, message, at, label, item.id, shown, typed=False, payload=payload)
        )
        self._store.put(
            Answer(session, asked.id, asked.version, item.id, value, at, message, skipped)
        )

    def _write(
        self, session: str, asked: Questionnaire, item: str, text: str, mood: Mood, shown: float
    ) -> None:
        message, at = f"m-{item}", shown + TURN_S - 1
        self._store.put(Reply(session, message, at, text, item, shown))
        self._store.put(ReplyScore(session, message, at + 1, mood, 18, "text-minilm 3"))
        self._store.put(Answer(session, asked.id, asked.version, item, None, at, message))

    def _take_on(self, session: str, at: float) -> None:
        for case in self._store.alerts.open():
            if case.alert.session == session:
                step = AlertStep(at + 240, "acknowledged", NURSE)
                self._store.alerts.add_steps(case.number, [step], None)


def _windows(
    session: str, start: float, end: float, face: Face | None, asked: Questionnaire
) -> Iterator[FaceWindow]:
    """A window for every second with the face in it, none while an item that can alert is shown."""
    if face is None:
        return
    alerting = [n for n, item in enumerate(asked.items, start=1) if item.alert_from is not None]
    mood, amplitude, activity = face
    movement = Movement({"jaw": (1.0, 1.0 + amplitude)}, activity, 1.0)
    negative, neutral, positive, other = mood
    emotions = {"sadness": negative, "neutral": neutral, "happiness": positive, "surprise": other}
    for second in range(int(end - start)):
        if int(second // TURN_S) in alerting:
            continue
        at = start + second
        yield FaceWindow(
            session, at, at + 1, 5, 5, mood, emotions, movement, 0.85,
            model="face-mini-xception 1", regions=REGIONS if second % 10 == 0 else None,
        )  # fmt: skip
