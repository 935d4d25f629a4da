"""Asking a running service what its description allows, and holding the answers against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.openapi import describe

EXAMPLES = 4
"""Requests a call; all of it is to stay within seconds."""
SCHEMA = schemathesis.openapi.from_dict(describe())
CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
]
Filled = Mapping[str, str]
NOTHING: Filled = {}


def ask(
    described: Any, operation: Any, base: str, headers: Mapping[str, str], known: Filled = NOTHING
) -> list[int]:
    """Send what the description allows; each answer has to be what it promises. The statuses.

    `known` are ids that there are: every other request has them in its address.
    """
    statuses: list[int] = []

    @rules(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(described[operation.path][operation.method.upper()].as_strategy(), st.integers(0, 99))
    def asked(case: Any, number: int) -> None:
        if known and len(statuses) % 2 == 0:
            case.path_parameters = {name: known[name] for name in case.path_parameters or ()}
        answer = case.call_and_validate(base_url=base, headers=dict(headers), checks=CHECKS)
        statuses.append(answer.status_code)

    asked()
    return statuses
