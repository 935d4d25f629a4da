"""Settings come from one list; what is not on it, or cannot be, is refused by name."""

from __future__ import annotations

from dataclasses import fields

import pytest

from contract.errors import BadSetting
from contract.settings import SETTINGS, Settings, load_settings


def test_the_list_and_the_dataclass_agree() -> None:
    assert [name for name, _, _ in SETTINGS] == [field.name for field in fields(Settings)]


def test_defaults_are_loopback_and_demo() -> None:
    settings = load_settings({})
    assert (settings.host, settings.port, settings.demo) == ("127.0.0.1", 8080, True)
    assert settings.store_url == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("environ", "text"),
    [
        ({"VULTUS_FRAMERATE": "5"}, "Unknown setting VULTUS_FRAMERATE. Known: "),
        ({"VULTUS_PORT": "eight"}, "VULTUS_PORT has value 'eight'. Not a valid int."),
        ({"VULTUS_PORT": "0"}, "VULTUS_PORT must be a port from 1 to 65535."),
        ({"VULTUS_FRAME_RATE": "0"}, "VULTUS_FRAME_RATE must be above 0"),
        ({"VULTUS_HIDE_ESTIMATES": "maybe"}, "VULTUS_HIDE_ESTIMATES has value 'maybe'."),
        ({"VULTUS_PARTS": "channels,magic"}, "VULTUS_PARTS names 'magic'."),
        ({"VULTUS_HOST": "0.0.0.0"}, "VULTUS_HOST is '0.0.0.0', which others can reach"),
        ({"VULTUS_LANGUAGE": "Greek!"}, "VULTUS_LANGUAGE is 'Greek!', not a tag like en or pt-BR."),
        ({"VULTUS_TEXT_MODELS": "el"}, "VULTUS_TEXT_MODELS has 'el', not LANGUAGE=NAME"),
        ({"VULTUS_TEXT_MODELS": "el=../key"}, "VULTUS_TEXT_MODELS has 'el=../key', not "),
        ({"VULTUS_TEXT_MODELS": "el=a,EL=b"}, "VULTUS_TEXT_MODELS names a language twice"),
        ({"VULTUS_MIN_INTERVALS": "phq9"}, "VULTUS_MIN_INTERVALS has 'phq9', not ID=DAYS"),
        ({"VULTUS_MODE": "loud"}, "VULTUS_MODE is 'loud'. Known: auto, demo, live."),
        ({"VULTUS_MODE": "live"}, "No questionnaire that can raise an alert is enabled"),
        (
            {"VULTUS_MODE": "live", "VULTUS_CONTACT": "0800", "VULTUS_SAFETY_REVIEWED_BY": "x"},
            "No questionnaire that can raise an alert is enabled (VULTUS_MODE is live) without "
            "VULTUS_ALERT_TO",
        ),
        ({"VULTUS_ALERT_TO": "http://hooks.example.org"}, "VULTUS_ALERT_TO or _SECOND has "),
        ({"VULTUS_ALERT_TO": "a@example.org"}, "Alerts by mail need VULTUS_SMTP"),
        ({"VULTUS_COVER_HOURS": "always"}, "VULTUS_COVER_HOURS has 'always', not a span"),
        ({"VULTUS_ALERT_REPEAT_MINUTES": "0"}, "VULTUS_ALERT_REPEAT_MINUTES and"),
        ({"VULTUS_TELEGRAM_TOKEN": "hush"}, "VULTUS_TELEGRAM_TOKEN is not a bot's token like"),
        ({"VULTUS_TELEGRAM_ALLOWS": "some"}, "VULTUS_TELEGRAM_ALLOWS is 'some'. Known: all, own,"),
        ({"VULTUS_TELEGRAM_WEBHOOK": "http://x.org"}, "VULTUS_TELEGRAM_WEBHOOK must start with"),
        ({"VULTUS_TELEGRAM_WEBHOOK": "https://x.org"}, "VULTUS_TELEGRAM_SECRET must be 16 to 256"),
        ({"VULTUS_QUIET_HOURS": "at night"}, "VULTUS_QUIET_HOURS is 'at night', not a span"),
        ({"VULTUS_ORIGIN": "http://example.org"}, "VULTUS_ORIGIN must start with https://"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(environ: dict[str, str], text: str) -> None:
    with pytest.raises(BadSetting) as caught:
        load_settings(environ)
    assert caught.value.text.startswith(text)


def test_a_contact_someone_to_tell_and_a_reviewer_end_the_demo() -> None:
    told = {
        "VULTUS_ALERT_TO": "https://hooks.example.org/x",
        "VULTUS_CONTACT": "0800",
        "VULTUS_SAFETY_REVIEWED_BY": "the ward's psychologist",
    }
    assert not load_settings(told).demo
    assert load_settings(told | {"VULTUS_MODE": "demo"}).demo
    assert all(load_settings(told | {name: ""}).demo for name in told)


def test_each_language_has_its_text_model() -> None:
    settings = load_settings({"VULTUS_TEXT_MODELS": "en=text-minilm, pt-BR=my-model"})
    assert settings.text_model_of == {"en": "text-minilm", "pt-br": "my-model"}


def test_the_operators_intervals_are_days() -> None:
    settings = load_settings({"VULTUS_MIN_INTERVALS": "phq9=7, gad7=0"})
    assert settings.min_interval_of == {"phq9": 7, "gad7": 0}


def test_false_is_false() -> None:
    assert load_settings({"VULTUS_HIDE_ESTIMATES": "false"}).hide_estimates is False


def test_other_addresses_are_allowed_behind_a_tls_proxy() -> None:
    environ = {"VULTUS_HOST": "0.0.0.0", "VULTUS_ORIGIN": "https://vultus.example.org"}
    assert load_settings(environ).public_url == "https://vultus.example.org"
