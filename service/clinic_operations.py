"""The calls of the HTTP API about clinics, staff, links, ratings and the audit log."""

from __future__ import annotations

from contract import messages as m
from fusion import account_calls, rating_calls
from fusion.audit import Operated
from fusion.overview import ONLY
from fusion.overview_calls import MOST_PAGES
from service.operation import ListOf, Operation, Plain

_C, _U = "/internal/clinics", "/internal/staff"
_P, _S = "/internal/patients/{patient}", "/internal/sessions/{session}"
_TEXT, _NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
_PAGE = {"type": "integer", "minimum": 1, "maximum": MOST_PAGES}
_TIME = {"type": "integer", "minimum": 0, "maximum": 2**40}

CLINIC_OPERATIONS: tuple[Operation, ...] = (
    Operation("get", _C, "Every clinic.", ListOf("clinics", m.Clinic)),
    Operation("post", _C, "One more.", m.Clinic, account_calls.NewClinic),
    Operation("post", f"{_C}/{{clinic}}", "Rename it.", m.Clinic, account_calls.NewClinic),
    Operation(
        "post", f"{_C}/{{clinic}}/alerts", "Who is told of its alerts.", m.Clinic,
        account_calls.Told,
    ),
    Operation(
        "get", f"{_C}/{{clinic}}/patients", "A page of its patients.",
        ListOf("patients", m.PatientLine), None,
        (("patient", _TEXT, False), ("page", _PAGE, False)),
    ),
    Operation(
        "post", f"{_C}/{{clinic}}/patients", "A new patient.", m.Invite, account_calls.NewLink
    ),
    Operation(
        "get", f"{_C}/{{clinic}}/audit", "Who saw and did what.",
        Plain({"lines": list, "before": int | None}), None,
        (("patient", _TEXT, False), ("before", _NUMBER, False)),
    ),
    Operation(
        "get", f"{_C}/{{clinic}}/overview", "A page of its patients at a glance.", m.Overview, None,
        (
            ("page", _PAGE, False), ("cases", _PAGE, False), ("patient", _TEXT, False),
            ("only", {"type": "string", "enum": list(ONLY)}, False), ("channel", _TEXT, False),
            ("since", {"type": "number"}, False), ("until", {"type": "number"}, False),
        ),
    ),
    Operation("get", f"{_C}/{{clinic}}/labels", "Judgements.", ListOf("labels", m.Label)),
    Operation("get", f"{_P}/links", "A patient's links.", ListOf("links", m.Link)),
    Operation("post", f"{_P}/links", "One more link.", m.Invite, account_calls.NewLink),
    Operation("delete", f"{_P}/links/{{link}}", "Revoke it.", Plain({})),
    Operation(
        "get", f"{_P}/course", "A patient over time.", m.Course, None,
        (("since", _TIME, True), ("until", _TIME, True), ("staff", _TEXT, False)),
    ),
    Operation("post", "/internal/marks", "Note something there.", m.Mark, m.Mark),
    Operation("delete", f"{_P}/marks/{{number}}", "Take it away again.", Plain({})),
    Operation(
        "get", _U, "Everybody, or a clinic's.", ListOf("staff", m.Staff), None,
        (("clinic", _TEXT, False),),
    ),
    Operation("post", _U, "A new account.", m.Staff, account_calls.NewStaff),
    Operation("post", f"{_U}/demo", "The demo's administrator.", m.Staff),
    Operation("get", f"{_U}/{{staff}}", "One person.", m.Staff),
    Operation("post", f"{_U}/{{staff}}", "Another role, on or off.", m.Staff, account_calls.Change),
    Operation("post", f"{_U}/{{staff}}/sign-out", "End every sign-in.", m.Staff),
    Operation(
        "post", f"{_U}/{{staff}}/password", "A new password.", m.Staff, account_calls.NewPassword
    ),
    Operation("post", "/internal/sign-ins", "By password.", m.Staff, account_calls.Entry),
    Operation("post", "/internal/sign-ins/openid", "By provider.", m.Staff, account_calls.Vouched),
    Operation("post", "/internal/audit", "Before anything is shown.", m.AuditLine, m.Deed),
    Operation(
        "post", "/internal/audit/operator", "At the command line.", Plain({}),
        Operated,
    ),
    Operation("post", f"{_S}/readings", "It is read.", m.Reading, rating_calls.Read),
    Operation("post", f"{_S}/ratings", "It is rated.", m.Rating, rating_calls.Rate),
)  # fmt: skip
