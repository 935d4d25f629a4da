"""Every call of the HTTP API: what it takes and gives. A test holds it against the routes."""

from __future__ import annotations

from contract import messages as m
from fusion import alert_calls, app, chat_calls, outbox_calls, reminder_calls, rights_calls
from fusion.writing import KEYS
from service.clinic_operations import CLINIC_OPERATIONS
from service.operation import Binary, ListOf, OneOf, Operation, Plain

_S, _P = "/internal/sessions", "/internal/patients/{patient}"
_LIMIT = ("limit", {"type": "integer", "minimum": 1, "maximum": app.MOST_UNSCORED}, False)

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "get", "/healthz", "Whether it works.", Plain({"status": str, "parts": list}),
        access="anybody",
    ),
    Operation("get", "/metrics", "Prometheus's format.", Binary("text/plain")),
    Operation("post", "/internal/messages", "Store a message.", m.Receipt, OneOf(tuple(KEYS))),
    Operation(
        "post", "/internal/windows", "Store windows of any sessions.", Plain({"receipts": list}),
        ListOf("windows", m.FaceWindow),
    ),
    Operation(
        "post", "/internal/invites", "A new patient with a link.", m.Invite, chat_calls.Spoken
    ),
    Operation("get", "/internal/invites/{token}", "Who holds a link.", m.Invite),
    Operation(
        "post", f"{_P}/language", "What the patient is spoken to in.", Plain({}), chat_calls.Spoken
    ),
    Operation("post", _S, "The patient's open session, or a new one.", m.Session, app.Opening),
    Operation("get", _S, "Every session, the latest first.", ListOf("sessions", m.Summary)),
    Operation("get", f"{_S}/{{session}}", "All that is known of a session.", m.Record),
    Operation("get", f"{_S}/{{session}}/conversation", "What was said in it.", m.Record),
    Operation("get", f"{_S}/{{session}}/head", "The session alone.", m.Session),
    Operation("get", f"{_S}/{{session}}/baseline", "Beside the same person's.", m.Baseline),
    Operation("post", f"{_S}/{{session}}/close", "Close it.", m.Session, app.Closing),
    Operation(
        "get", f"{_S}/{{session}}/consents/{{scope}}", "Yes or no.", Plain({"given": bool})
    ),
    Operation("get", f"{_S}/{{session}}/replies/{{message}}", "One reply.", m.Reply),
    Operation(
        "post", f"{_S}/{{session}}/pictures", "A JPEG or an MP4.", Plain({}),
        Binary("application/octet-stream"), (("at", {"type": "number"}, True),),
    ),
    Operation(
        "get", f"{_P}/completed", "When each questionnaire was completed.",
        Plain({"completed": dict[str, float]}),
    ),
    Operation("get", f"{_P}/download", "A copy of everything.", Binary("application/zip")),
    Operation("post", f"{_P}/erase", "Delete all of a patient.", m.Proof, rights_calls.Erasing),
    Operation(
        "get", "/internal/erasures", "The proofs.", ListOf("proofs", m.Proof), None,
        (("clinic", {"type": "string"}, False),),
    ),
    Operation("post", "/internal/purge", "Delete what was kept long enough.", m.Purged),
    Operation("post", "/internal/switches", "Face or words off or on.", m.Receipt, m.Switch),
    Operation("get", "/internal/alerts", "Alerts not closed.", ListOf("cases", m.AlertCase)),
    Operation("post", "/internal/alerts/claim", "Due notices.", ListOf("cases", m.AlertCase)),
    Operation("get", "/internal/alerts/{number}", "One alert.", m.AlertCase),
    Operation(
        "post",
        "/internal/alerts/{number}/steps",
        "Add to its trail.",
        m.AlertCase,
        alert_calls.Handling,
    ),
    Operation(
        "get", "/internal/replies/undelivered", "No bot turn yet.", ListOf("replies", m.Reply)
    ),
    Operation(
        "get", "/internal/replies/unscored", "No score yet.", ListOf("replies", m.Reply), None,
        (_LIMIT,),
    ),
    Operation("post", "/internal/chats", "Bind a chat.", m.Chat, chat_calls.Binding),
    Operation("post", "/internal/chats/blocked", "Nothing can be sent there.", m.Chat, m.Chat),
    Operation("post", "/internal/chats/taken", "Updates were dealt with.", m.Chat, m.Chat),
    Operation("get", "/internal/chats/{channel}", "Its chats.", ListOf("chats", m.Chat)),
    Operation("get", "/internal/chats/{channel}/{address}", "One chat.", m.Chat),
    Operation("post", "/internal/schedules", "Plan reminders.", m.Schedule, m.Schedule),
    Operation("get", "/internal/schedules", "What is planned.", ListOf("planned", m.Planned)),
    Operation(
        "delete", "/internal/schedules/{patient}/{questionnaire}", "End them.", Plain({})
    ),
    Operation(
        "post", "/internal/reminders/claim", "Due reminders.", ListOf("reminders", m.Reminder),
        reminder_calls.Claim,
    ),
    Operation("post", "/internal/reminders/sent", "It was sent.", Plain({}), m.Reminder),
    Operation(
        "post", "/internal/likeness", "Which option words are close to.",
        Plain({"value": int | None}), Plain({"item": str, "text": str}),
    ),
    Operation("get", "/internal/outbox", "The FHIR outbox.", ListOf("queued", m.Queued)),
    Operation(
        "post", "/internal/outbox", "Send again.", Plain({"queued": int}), outbox_calls.Again
    ),
    Operation(
        "post", "/internal/outbox/claim", "What is to be sent.", ListOf("outgoing", m.Outgoing)
    ),
    Operation("post", "/internal/outbox/delivered", "What came of it.", Plain({}), m.Delivery),
    *CLINIC_OPERATIONS,
)  # fmt: skip
