"""The description at /openapi.json against the API as it answers, with generated requests, valid and not."""

import json
from typing import Any

import pytest
import schemathesis
from claimwire_gateway.app import create_app
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import connect
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

NAMES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
AWAY = {"/readyz", "/v1/analyze"}
"""What answers 503 here, because no worker runs; the description names that too."""

PATHS = create_app(Settings(), connect(Settings())).openapi()["paths"]
VALID = [
    (path, method, GenerationMode.POSITIVE) for path, operations in PATHS.items() for method in operations
]
INVALID = [
    (path, method, GenerationMode.NEGATIVE)
    for path, operations in PATHS.items()
    for method, operation in operations.items()
    if "requestBody" in operation or any(each["in"] != "path" for each in operation.get("parameters", []))
]
"""Those of which a part can be made wrong; any path is a valid one, if only of nothing."""


@schemathesis.serializer("application/x-ndjson")
def ndjson(_: Any, value: Any) -> bytes:
    return value.encode(errors="surrogatepass") if isinstance(value, str) else json.dumps(value).encode()


@pytest.mark.usefixtures("redis")
@pytest.mark.parametrize(("path", "method", "mode"), VALID + INVALID)
def test_every_answer_is_one_that_the_description_names(
    api: TestClient, path: str, method: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", api.app)
    operation = schema[path][method.upper()]
    names = [name for name in NAMES if path not in AWAY or name != "not_a_server_error"]
    checks = [check for check in CHECKS.get_all() if check.__name__ in names]

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case: Any) -> None:
        case.call_and_validate(base_url="http://localhost", checks=checks)

    assert len(checks) == len(names)
    answers()
