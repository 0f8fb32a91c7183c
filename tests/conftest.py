"""Shared by all tests: a database per run, real transactions where a test needs them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import template

hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")

LONGEST = (
    "tests/web/test_edges.py",
    "tests/faults/test_order_lives.py",
    "tests/base/test_standby.py",
    "tests/flow/test_differential.py",
    "tests/browser/test_pictures.py",
    "tests/browser/test_backup.py",
    "tests/browser/test_extremes.py",
)
"""Files that one worker is at for minutes: begun last, the others would wait for it."""
FULL = os.environ.get("QITAO_TEST_FULL") == "1"
SHARED = Path(__file__).resolve().parents[2] / "shared"


def sized(usual: int, *, full: int) -> int:
    """Return the size of a slow proof: the usual one, or in full with `QITAO_TEST_FULL=1`."""
    return full if FULL else usual


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; tests that need it skip where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("needs the real data in ../shared/data, which is not here")
    return SHARED


def empty_all_tables() -> None:
    """Empty every table that has rows, guards asleep: only a superuser of a test server can."""
    from tests import standing

    standing.empty()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-database",
        action="store_true",
        help="leave out what asks no database: it proves nothing more on another server",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest files; leave out what `--on-database` does not want."""
    items.sort(key=lambda item: item.nodeid.split("::")[0] not in LONGEST)
    if not config.getoption("--on-database"):
        return
    kept = [item for item in items if _asks_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _asks_database(item)])
    items[:] = kept


def _asks_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    asked = not names.isdisjoint(("db", "django_db_setup", "server_dsn"))
    return asked or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take away what another test stood on, unless this one stands on something too."""
    from tests import standing

    names = getattr(item, "fixturenames", ())
    if not any(name.endswith("_stands") for name in names):
        standing.clear()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: object,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Give every run (and every worker of a run) a database of its own, cloned from a template."""
    from django.db import connection

    from tests import standing

    dsn = os.environ["QITAO_TEST_DATABASE"]
    name = connection.settings_dict["TEST"]["NAME"]
    template.clone(dsn, name)
    connection.close()
    connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        connection.close()
        standing.leave()
    template.drop(dsn, name)


@pytest.fixture(scope="session")
def server_dsn() -> str:
    """The superuser's way into the test server, for those that make databases of their own."""
    return os.environ["QITAO_TEST_DATABASE"]


@pytest.fixture
def real_db(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """A database whose commits are real (threads, other processes, readers by xid)."""
    from django.db import connections

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        empty_all_tables()
        _settle(connections["default"])


def _settle(connection: Any) -> None:
    """Give the next test a session as new, for less than a new one costs."""
    from django.db import DatabaseError

    try:
        with connection.cursor() as cursor:
            cursor.execute("RESET ALL")
        connection.ensure_timezone()
    except DatabaseError:
        connection.close()
