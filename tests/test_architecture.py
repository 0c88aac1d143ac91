"""Each package stands on what it declares: its imports, its declared dependencies, its environment."""

import ast
import contextlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ["contracts", "services/ingest", "services/nlp", "services/gateway", "client", "deploy/local"]
SERVICES = {"claimwire_ingest", "claimwire_nlp", "claimwire_gateway", "claimwire_client"}


def declared(package: str) -> set[str]:
    """The distributions that a package depends on, in normal form."""
    project = tomllib.loads((ROOT / package / "pyproject.toml").read_text())["project"]
    return {name_of(line) for line in project["dependencies"]}


def reachable(distributions: set[str]) -> set[str]:
    """These distributions and all that they bring along (Starlette comes with FastAPI)."""
    found, open_ones = set(distributions), list(distributions)
    while open_ones:
        with contextlib.suppress(metadata.PackageNotFoundError):
            brought = {name_of(line) for line in metadata.requires(open_ones[-1]) or []}
            open_ones[:0] = brought - found
            found |= brought
        open_ones.pop()
    return found


def name_of(requirement: str) -> str:
    """`celery` of `celery[redis]>=5.5; python_version > "3"`."""
    match = re.match(r"[\w.-]+", requirement)
    assert match, requirement
    return normal(match[0])


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported(package: str) -> Iterator[str]:
    """The top-level modules that a package's code imports, its own and the standard library's left out."""
    for path in (ROOT / package / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    yield from (name.name.partition(".")[0] for name in names)
                case ast.ImportFrom(module=str(module), level=0):
                    yield module.partition(".")[0]


def own(package: str) -> str:
    return next((ROOT / package / "src").iterdir()).name


def providers() -> dict[str, set[str]]:
    return {
        module: {normal(name) for name in names}
        for module, names in metadata.packages_distributions().items()
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_declares_what_it_imports(package: str) -> None:
    foreign = set(imported(package)) - set(sys.stdlib_module_names) - {own(package)}
    allowed, known = reachable(declared(package)), providers()
    workspace = {name for name in foreign if name.startswith("claimwire_")}
    missing = {name for name in foreign - workspace if not known.get(name, {normal(name)}) & allowed}
    assert missing | {name for name in workspace if normal(name) not in allowed} == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_declares_nothing_that_it_does_not_use(package: str) -> None:
    source = "\n".join(path.read_text("utf-8").lower() for path in (ROOT / package / "src").rglob("*.py"))
    by_distribution: dict[str, set[str]] = {}
    for module, distributions in providers().items():
        for distribution in distributions:
            by_distribution.setdefault(distribution, set()).add(module)
    modules = set(imported(package))
    unused = {
        name
        for name in declared(package)
        if not any(
            module in modules or module.lower() in source
            for module in by_distribution.get(name, {name.replace("-", "_")})
        )
    }
    assert unused == set()


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_service_is_imported_without_any_other_ones_code(service: str) -> None:
    others = sorted((SERVICES | {"claimwire_local"}) - {service})
    program = f"""
import importlib, pkgutil, sys
for other in {others!r}:
    sys.modules[other] = None
package = importlib.import_module({service!r})
for module in pkgutil.walk_packages(package.__path__, {service!r} + "."):
    if not module.name.endswith("__main__") and ".migrations" not in module.name:
        importlib.import_module(module.name)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_layers_that_pyproject_draws_are_kept() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
