"""The documentation says what the code does: every setting, every path, every link."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from claimwire_gateway.app import create_app
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import connect
from pydantic import SecretStr
from pydantic_settings import BaseSettings

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SETTINGS = ROOT / "docs" / "settings.md"
SECTIONS = {
    "The gateway": "claimwire_gateway.settings",
    "Ingest": "claimwire_ingest.settings",
    "Nlp": "claimwire_nlp.settings",
    "The client": "claimwire_client.settings",
}
ROW = re.compile(r"^\| `(CLAIMWIRE_\w+)` \| (.*?) \| (.+) \|$", re.MULTILINE)


def settings_of(module: str) -> dict[str, str]:
    """Each setting of a package with its default, as the documentation writes it."""
    classes = [thing for thing in vars(importlib.import_module(module)).values() if is_settings(thing)]
    return {
        f"{found.model_config['env_prefix']}{name}".upper(): written(field.get_default())
        for found in classes
        for name, field in found.model_fields.items()
    }


def is_settings(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, BaseSettings) and thing is not BaseSettings


def written(default: object) -> str:
    """A default as one would write it in the environment."""
    match default:
        case None | () | []:
            return "unset"
        case SecretStr():
            return f"`{default.get_secret_value()}`"
        case tuple() | list():
            return f"`{','.join(str(part) for part in default)}`"
        case _:
            return f"`{default}`"


def section(title: str) -> str:
    """The part of settings.md under one heading."""
    return SETTINGS.read_text().partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(("title", "module"), SECTIONS.items())
def test_every_setting_is_documented_with_its_default_and_no_other_one(title: str, module: str) -> None:
    documented = {name: default for name, default, _ in ROW.findall(section(title))}
    assert documented == settings_of(module)


def test_what_the_compose_file_reads_stands_in_the_example_of_an_env_file() -> None:
    read = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    shown = set(re.findall(r"^#?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read <= shown


def test_every_make_command_that_the_documentation_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in DOCS for name in re.findall(r"`make ([a-z-]+)", page.read_text())}
    assert named <= targets


def paths(text: str) -> set[str]:
    """The paths of the API that a text names, with `{}` for an id."""
    named: set[str] = set(re.findall(r"(?:127\.0\.0\.1:8000|`)(/(?:v1/|\w+z\b|metrics)[^\s`'?]*)", text))
    return {re.sub(r"[a-z]{3}_\.\.\.", "{}", path) for path in named}


def test_the_paths_that_the_api_page_shows_are_those_that_the_gateway_serves() -> None:
    settings = Settings()
    served = create_app(settings, connect(settings)).openapi()["paths"]
    shown = paths((ROOT / "docs" / "api.md").read_text())
    assert shown
    assert shown <= {re.sub(r"\{\w+\}", "{}", path) for path in served}


def links() -> Iterator[tuple[Path, str]]:
    for page in DOCS:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
            if "://" not in target and not target.startswith("mailto:"):
                yield page, target


@pytest.mark.parametrize(
    ("page", "target"), [pytest.param(*link, id=f"{link[0].name}-{link[1]}") for link in links()]
)
def test_a_link_between_pages_leads_somewhere(page: Path, target: str) -> None:
    assert (page.parent / target).exists()


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = (ROOT / "docs" / "adr" / "README.md").read_text()
    records = [path.name for path in (ROOT / "docs" / "adr").glob("0*.md")]
    assert records
    assert [name for name in records if f"({name})" not in listed] == []
