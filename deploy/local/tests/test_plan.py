from pathlib import Path

import pytest
from claimwire_local.plan import Plan, environment, services


def test_a_plan_names_each_process_once(tmp_path: Path) -> None:
    names = [service.name for service in services(Plan(data=tmp_path, nlp=2, ingest=2))]
    assert names == ["gateway-api", "gateway-pipeline", "ingest-1", "ingest-2", "nlp-1", "nlp-2"]


def test_only_the_gateway_is_told_where_the_database_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMWIRE_DATABASE_URL", "postgresql://elsewhere/claimwire")
    plan = Plan(data=tmp_path, port=8123)
    told = {
        service.name: environment(service, plan, "redis://r", "postgresql://p").get("CLAIMWIRE_DATABASE_URL")
        for service in services(plan)
    }
    assert told == {
        "gateway-api": "postgresql://p",
        "gateway-pipeline": "postgresql://p",
        "ingest-1": None,
        "nlp-1": None,
    }


def test_the_plans_settings_reach_every_service(tmp_path: Path) -> None:
    plan = Plan(data=tmp_path, settings={"CLAIMWIRE_TASK_SECONDS": "5"})
    for service in services(plan):
        assert environment(service, plan, "redis://r", "postgresql://p")["CLAIMWIRE_TASK_SECONDS"] == "5"
