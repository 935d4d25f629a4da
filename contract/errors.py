"""The one error shape: `{"error": {"code": "bad_message", "text": "Answer.value must be ..."}}`.

The text names the culprit and what to do; it never carries a patient's words.
"""

from __future__ import annotations


class VultusError(Exception):
    """An error that a caller is shown. `status` is the HTTP status it travels with."""

    code = "error"
    status = 500

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def body(self) -> dict[str, dict[str, str]]:
        """The JSON object that is sent."""
        return {"error": {"code": self.code, "text": self.text}}


class BadMessage(VultusError):
    """Something sent does not have the form it must have."""

    code, status = "bad_message", 400


class NotAllowed(VultusError):
    """No token, a wrong secret, a foreign origin."""

    code, status = "not_allowed", 403


class NotFound(VultusError):
    """No such link, session or page."""

    code, status = "not_found", 404


class Conflict(VultusError):
    """The same id with other content, or a session that is closed."""

    code, status = "conflict", 409


class NoConsent(VultusError):
    """The patient has not agreed to this, or has withdrawn it."""

    code, status = "no_consent", 403


class TooLarge(VultusError):
    """More than the limit that the text names."""

    code, status = "too_large", 413


class TooMany(VultusError):
    """More often than the limit that the text names; the same call may work a moment later."""

    code, status = "too_many", 429


class Unavailable(VultusError):
    """A neighbouring part does not answer; the same call may work later."""

    code, status = "unavailable", 503


class BadSetting(VultusError):
    """A setting that does not exist or has a value it cannot have."""

    code = "bad_setting"
