"""Every setting there is, in one list: name, default, help. Unknown VULTUS_* names are refused."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from contract.cover import parse_cover
from contract.errors import BadSetting
from contract.fhir_server import wrong_server
from contract.recipients import mail_server, recipient
from contract.retention import DataClass, Days, parse_keep
from contract.telegram import wrong_telegram

PARTS = ("channels", "vision", "sentiment", "fusion", "report", "alerts")
MODES = ("auto", "demo", "live")
NEEDED_LIVE = ("contact", "alert_to", "safety_reviewed_by")
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")

# (field of Settings, default, help). The environment variable is VULTUS_ + the field in capitals.
SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("data", "data", "Folder for the database, keys and logs; made when missing."),
    ("host", "127.0.0.1", "Address the service listens on; others than loopback need origin."),
    ("port", "8080", "Port of the service: the patient's and the clinician's pages."),
    ("rasa_port", "5005", "Port of Rasa, on loopback only."),
    ("actions_port", "5055", "Port of the action server, on loopback only."),
    ("parts", ",".join(PARTS), "Parts this process serves, separated by commas."),
    ("origin", "", "Public address behind a TLS proxy, e.g. https://vultus.example.org."),
    ("fusion_url", "", "Where the store answers; empty: this service."),
    ("rasa_url", "", "Where Rasa answers; empty: loopback and rasa_port."),
    ("database", "", "SQLAlchemy URL; empty: SQLite in the data folder."),
    ("trackers", "", "SQLAlchemy URL of Rasa's tracker store; empty: SQLite in the data folder."),
    ("secret", "", "Shared secret between the parts; empty: made once, kept in the data folder."),
    (
        "key",
        "",
        "Key that encrypts text at rest, former ones after it; empty: made, in data.",
    ),
    ("openid_issuer", "", "OpenID provider that staff may sign in with; empty: passwords only."),
    ("openid_client", "", "Client id that the OpenID provider gave this installation."),
    ("openid_secret", "", "Client secret of the same; empty: a public client."),
    ("openid_claim", "email", "Claim compared with sign-in names: email or preferred_username."),
    ("mode", "auto", "auto: demo until the three that live needs are set; live: no start without."),
    ("contact", "", "Whom a patient in danger should call, shown word for word."),
    ("alert_to", "", "Who is told of alerts: mail addresses and https webhooks, by commas."),
    ("alert_second", "", "Who is told as well when nobody acknowledges in time."),
    ("alert_repeat_minutes", "10", "Minutes between notices until a named person acknowledges."),
    ("alert_escalate_minutes", "30", "Minutes after which alert_second is told as well."),
    ("smtp", "", "Mail server: smtps://user:password@host or smtp://... with STARTTLS."),
    ("mail_from", "", "Sender of the mails."),
    ("cover_hours", "", "When the clinic reads, local time: mon-fri 9:00-17:00, sat 10:00-12:00."),
    ("safety_reviewed_by", "", "Who at your clinic approved the safety texts; needed when live."),
    ("telegram_token", "", "Token of the Telegram bot, from @BotFather; empty: no Telegram."),
    ("telegram_name", "", "The bot's user name, for patients' invite links to Telegram."),
    ("telegram_allows", "all", "What runs there: all, own (no validated instruments), reminders."),
    ("telegram_webhook", "", "https address that leads to /telegram here; empty: long polling."),
    ("telegram_secret", "", "Secret that Telegram shows at the webhook; needed with one."),
    ("quiet_hours", "21:00-8:00", "Local hours of the patient without reminders; empty: none."),
    ("telegram_api", "https://api.telegram.org", "Where the Bot API answers."),
    ("frame_rate", "5", "Camera frames a second that the page sends."),
    ("face_model", "face-mini-xception", "Model in models/ that reads faces; also: face-cbam."),
    ("vision_url", "", "Where vision takes pictures from other channels; empty: this service."),
    ("sentiment_url", "", "Where sentiment likens words to options; empty: this service."),
    ("vision_workers", "1", "Worker processes that score frames."),
    ("idle_hours", "24", "Hours without a reply after which a session closes."),
    ("keep", "", "Days to keep each class of data, e.g. face=90,words=forever; docs/rights.md."),
    (
        "hide_estimates",
        "false",
        "true hides every estimate from staff: pages, reports and exports.",
    ),
    ("fhir_url", "", "FHIR R4 server that sessions are pushed to, e.g. https://host/fhir."),
    ("fhir_token", "", "Bearer token that is shown to the FHIR server."),
    ("fhir_mood", "false", "true pushes the estimated mood too, as a preliminary Observation."),
    ("fhir_alerts", "false", "true pushes alerts too: a Flag, a Task and what was sent to whom."),
    ("language", "en", "Language that patients write in, as a BCP 47 tag such as en, el or pt-BR."),
    ("languages", "en,it,el,ro", "Languages that patients may choose on the page."),
    ("text_models", "en=text-minilm", "Text model of each language: en=NAME,el=NAME."),
    ("min_intervals", "", "Days before a questionnaire may be answered again: phq9=7,gad7=0."),
    ("licences", "", "Ids of questionnaires whose owners permit you to show their text."),
)


@dataclass(frozen=True)
class Settings:
    """The settings of one process; `load_settings` reads them from the environment."""

    data: Path
    host: str
    port: int
    rasa_port: int
    actions_port: int
    parts: tuple[str, ...]
    origin: str
    fusion_url: str
    rasa_url: str
    database: str
    trackers: str
    secret: str
    key: str
    openid_issuer: str
    openid_client: str
    openid_secret: str
    openid_claim: str
    mode: str
    contact: str
    alert_to: tuple[str, ...]
    alert_second: tuple[str, ...]
    alert_repeat_minutes: float
    alert_escalate_minutes: float
    smtp: str
    mail_from: str
    cover_hours: tuple[str, ...]
    safety_reviewed_by: str
    telegram_token: str
    telegram_name: str
    telegram_allows: str
    telegram_webhook: str
    telegram_secret: str
    quiet_hours: str
    telegram_api: str
    frame_rate: float
    face_model: str
    vision_url: str
    sentiment_url: str
    vision_workers: int
    idle_hours: float
    keep: tuple[str, ...]
    hide_estimates: bool
    fhir_url: str
    fhir_token: str
    fhir_mood: bool
    fhir_alerts: bool
    language: str
    languages: tuple[str, ...]
    text_models: tuple[str, ...]
    min_intervals: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def demo(self) -> bool:
        """True while nobody has to read an alert: always, while anything for that is lacking."""
        return self.mode == "demo" or not all(getattr(self, name) for name in NEEDED_LIVE)

    @property
    def store_url(self) -> str:
        """Where the parts reach the store."""
        return self.fusion_url or f"http://127.0.0.1:{self.port}"

    @property
    def public_url(self) -> str:
        """Where browsers reach the service."""
        return self.origin or f"http://{self.host}:{self.port}"

    @property
    def min_interval_of(self) -> dict[str, int]:
        """Questionnaire id to the operator's own interval in days; 0: none."""
        pairs = (one.partition("=") for one in self.min_intervals)
        return {id: int(days) for id, _, days in pairs}

    @property
    def keep_days(self) -> Days:
        """How long each class of data is kept; None: for ever."""
        return parse_keep(self.keep)

    @property
    def text_model_of(self) -> dict[str, str]:
        """Language tag, in small letters, to the name of its text model."""
        pairs = (one.partition("=") for one in self.text_models)
        return {language.lower(): name for language, _, name in pairs}


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from VULTUS_* variables, defaults for the rest.

    Raises BadSetting naming the variable that is unknown or cannot have its value.
    """
    environ = os.environ if environ is None else environ
    known = {f"VULTUS_{name.upper()}" for name, _, _ in SETTINGS}
    for variable in environ:
        if variable.startswith("VULTUS_") and variable not in known:
            raise BadSetting(f"Unknown setting {variable}. Known: {', '.join(sorted(known))}.")
    given = {name: environ.get(f"VULTUS_{name.upper()}", default) for name, default, _ in SETTINGS}
    values: dict[str, Any] = {
        field.name: _cast(field.name, field.type, given[field.name]) for field in fields(Settings)
    }
    return _checked(Settings(**values))


def _cast(name: str, kind: object, text: str) -> object:
    try:
        return _CASTS[str(kind)](text)
    except (ValueError, KeyError):
        raise BadSetting(f"VULTUS_{name.upper()} has value {text!r}. Not a valid {kind}.") from None


def _bool(text: str) -> bool:
    if text.lower() not in _TRUE + _FALSE:
        raise ValueError(text)
    return text.lower() in _TRUE


_CASTS: dict[str, Callable[[str], object]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": _bool,
    "Path": Path,
    "tuple[str, ...]": lambda text: tuple(part.strip() for part in text.split(",") if part.strip()),
}


def _checked(settings: Settings) -> Settings:
    for part in settings.parts:
        if part not in PARTS:
            raise BadSetting(f"VULTUS_PARTS names {part!r}. Known parts: {', '.join(PARTS)}.")
    for name in ("port", "rasa_port", "actions_port"):
        if not 0 < getattr(settings, name) < 65536:
            raise BadSetting(f"VULTUS_{name.upper()} must be a port from 1 to 65535.")
    if not 0 < settings.frame_rate <= 30:
        raise BadSetting("VULTUS_FRAME_RATE must be above 0 and at most 30.")
    if settings.vision_workers < 1 or not settings.idle_hours > 0:
        raise BadSetting("VULTUS_VISION_WORKERS and VULTUS_IDLE_HOURS must be above 0.")
    _check_languages(settings)
    _check_alerts(settings)
    _check_telegram(settings)
    _check_openid(settings)
    _check_keep(settings)
    for pair in settings.min_intervals:
        if not re.fullmatch(r"[a-z][a-z0-9_]*=[0-9]{1,4}", pair):
            raise BadSetting(f"VULTUS_MIN_INTERVALS has {pair!r}, not ID=DAYS like phq9=7.")
    wrong = wrong_server(settings.fhir_url)
    if wrong is not None:
        raise BadSetting(wrong)
    if settings.origin and not settings.origin.startswith("https://"):
        raise BadSetting("VULTUS_ORIGIN must start with https:// (cameras need a secure page).")
    if not _loopback(settings.host) and not settings.origin:
        raise BadSetting(
            f"VULTUS_HOST is {settings.host!r}, which others can reach: put a TLS proxy in front "
            "and name its address in VULTUS_ORIGIN, or listen on 127.0.0.1."
        )
    return settings


def _check_alerts(settings: Settings) -> None:
    if settings.mode not in MODES:
        raise BadSetting(f"VULTUS_MODE is {settings.mode!r}. Known: {', '.join(MODES)}.")
    if settings.alert_repeat_minutes <= 0 or settings.alert_escalate_minutes <= 0:
        raise BadSetting("VULTUS_ALERT_REPEAT_MINUTES and _ESCALATE_MINUTES must be above 0.")
    try:
        parse_cover(settings.cover_hours)
    except ValueError as error:
        raise BadSetting(
            f"VULTUS_COVER_HOURS has {str(error)!r}, not a span like mon-fri 9:00-17:00."
        ) from None
    _check_recipients(settings)
    if settings.mode == "live":
        _check_live(settings)


def _check_recipients(settings: Settings) -> None:
    try:
        told = [recipient(one) for one in (*settings.alert_to, *settings.alert_second)]
    except ValueError as error:
        raise BadSetting(
            f"VULTUS_ALERT_TO or _SECOND has {str(error)!r}, neither mail nor https address."
        ) from None
    if any(one.kind == "mail" for one in told):
        try:
            mail_server(settings.smtp)
            recipient(settings.mail_from)
        except ValueError:
            raise BadSetting(
                "Alerts by mail need VULTUS_SMTP, such as smtps://user:password@mail.example.org, "
                "and VULTUS_MAIL_FROM."
            ) from None


def _check_live(settings: Settings) -> None:
    """Every questionnaire asks for words, so every one of them can raise an alert."""
    lacking = [f"VULTUS_{name.upper()}" for name in NEEDED_LIVE if not getattr(settings, name)]
    if lacking:
        raise BadSetting(
            "No questionnaire that can raise an alert is enabled (VULTUS_MODE is live) without "
            f"{', '.join(lacking)}: a log that nobody reads is no alert route."
        )


def _check_keep(settings: Settings) -> None:
    try:
        parse_keep(settings.keep)
    except ValueError as error:
        raise BadSetting(
            f"VULTUS_KEEP has {str(error)!r}, not CLASS=DAYS or CLASS=forever with a class of "
            f"{', '.join(get_args(DataClass))}."
        ) from None


def _check_telegram(settings: Settings) -> None:
    wrong = wrong_telegram(
        settings.telegram_token,
        settings.telegram_allows,
        settings.telegram_webhook,
        settings.telegram_secret,
    )
    if wrong is not None:
        raise BadSetting(wrong)
    hour = r"([01]?[0-9]|2[0-3]):[0-5][0-9]"
    if settings.quiet_hours and not re.fullmatch(f"{hour}-{hour}", settings.quiet_hours):
        raise BadSetting(
            f"VULTUS_QUIET_HOURS is {settings.quiet_hours!r}, not a span like 21:00-8:00."
        )


def _check_openid(settings: Settings) -> None:
    if settings.openid_claim not in ("email", "preferred_username"):
        raise BadSetting("VULTUS_OPENID_CLAIM must be email or preferred_username.")
    if not settings.openid_issuer:
        return
    site = urlsplit(settings.openid_issuer)
    if not (site.scheme == "https" or (site.scheme == "http" and _loopback(site.hostname or ""))):
        raise BadSetting("VULTUS_OPENID_ISSUER must start with https://.")
    if not settings.openid_client:
        raise BadSetting("VULTUS_OPENID_ISSUER needs VULTUS_OPENID_CLIENT.")


def _check_languages(settings: Settings) -> None:
    if not re.fullmatch(_LANGUAGE, settings.language):
        raise BadSetting(f"VULTUS_LANGUAGE is {settings.language!r}, not a tag like en or pt-BR.")
    for pair in settings.text_models:
        if not re.fullmatch(_LANGUAGE + r"=[A-Za-z0-9][A-Za-z0-9._-]*", pair):
            raise BadSetting(
                f"VULTUS_TEXT_MODELS has {pair!r}, not LANGUAGE=NAME like el=my-model."
            )
    if len(settings.text_model_of) < len(settings.text_models):
        raise BadSetting("VULTUS_TEXT_MODELS names a language twice; keep one model for each.")


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
