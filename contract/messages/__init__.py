"""The messages between the parts: every arrow of DESIGN's picture is one frozen dataclass here.

Times are Unix seconds of the server's clock, taken when the thing was *observed*. Probabilities of
a mood always come in the order of `MOODS` and sum to 1. `to_json` and `from_json` (wire.py) derive
the JSON form from the fields, so a field cannot be forgotten on the wire.
"""

from __future__ import annotations

from contract.messages.alerts import (
    Alert,
    AlertCase,
    AlertSource,
    AlertState,
    AlertStep,
    AlertStepKind,
)
from contract.messages.answers import Answer, SkipReason
from contract.messages.chats import Chat, Invite
from contract.messages.course import Course, Mark, Sitting, Topic
from contract.messages.dialogue import BotTurn, Bubble, Button, Input, Receipt, Reply, Shown
from contract.messages.expressivity import Baseline, Expressivity, Measured, Standing
from contract.messages.mood import Coverage, SessionMood, Switch, TurnMood, Used, Weights
from contract.messages.outbox import Delivery, Outgoing, Queued
from contract.messages.overview import Glance, Missed, Overview, Total, Unanswered
from contract.messages.ratings import Label, LabelSource, Rating, Reading, Seen
from contract.messages.readings import FaceWindow, Movement, ReplyScore, Unread
from contract.messages.records import Record, Summary
from contract.messages.reminders import Due, Planned, Reminder, Schedule
from contract.messages.rights import Kept, Proof, Purged
from contract.messages.sitting import (
    CloseReason,
    Consent,
    Removal,
    RemovalReason,
    Removed,
    Respondent,
    Scope,
    Session,
    Start,
    Who,
)
from contract.messages.staff import AuditLine, Clinic, Deed, Link, PatientLine, Role, Staff
from contract.messages.words import MODALITIES, MOODS, REGIONS, Modality, Mood, MoodName, Region

Message = (
    Session
    | Consent
    | Respondent
    | Removal
    | Start
    | Reply
    | BotTurn
    | ReplyScore
    | FaceWindow
    | Answer
    | Alert
    | AlertStep
    | AlertCase
    | Switch
    | SessionMood
    | Baseline
    | Receipt
    | Invite
    | Chat
    | Shown
    | Schedule
    | Due
    | Planned
    | Reminder
    | Mark
    | Sitting
    | Course
    | Outgoing
    | Delivery
    | Queued
    | Record
    | Summary
    | Clinic
    | Staff
    | Deed
    | AuditLine
    | PatientLine
    | Link
    | Rating
    | Seen
    | Reading
    | Label
    | Proof
    | Purged
    | Unanswered
    | Total
    | Missed
    | Glance
    | Overview
)

__all__ = [
    "MODALITIES",
    "MOODS",
    "REGIONS",
    "Alert",
    "AlertCase",
    "AlertSource",
    "AlertState",
    "AlertStep",
    "AlertStepKind",
    "Answer",
    "AuditLine",
    "Baseline",
    "BotTurn",
    "Bubble",
    "Button",
    "Chat",
    "Clinic",
    "CloseReason",
    "Consent",
    "Course",
    "Coverage",
    "Deed",
    "Delivery",
    "Due",
    "Expressivity",
    "FaceWindow",
    "Glance",
    "Input",
    "Invite",
    "Kept",
    "Label",
    "LabelSource",
    "Link",
    "Mark",
    "Measured",
    "Message",
    "Missed",
    "Modality",
    "Mood",
    "MoodName",
    "Movement",
    "Outgoing",
    "Overview",
    "PatientLine",
    "Planned",
    "Proof",
    "Purged",
    "Queued",
    "Rating",
    "Reading",
    "Receipt",
    "Record",
    "Region",
    "Reminder",
    "Removal",
    "RemovalReason",
    "Removed",
    "Reply",
    "ReplyScore",
    "Respondent",
    "Role",
    "Schedule",
    "Scope",
    "Seen",
    "Session",
    "SessionMood",
    "Shown",
    "Sitting",
    "SkipReason",
    "Staff",
    "Standing",
    "Start",
    "Summary",
    "Switch",
    "Topic",
    "Total",
    "TurnMood",
    "Unanswered",
    "Unread",
    "Used",
    "Weights",
    "Who",
]
