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

FULL = os.environ.get("QITAO_TEST_FULL") == "1"
SHARED = Path(__file__).resolve().parents[2] / "shared"
KEPT = ["django_migrations", "django_content_type", "auth_permission", "people_grantsversion"]


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
    """Empty every table that has rows, guards asleep: only the owner of a test server can do this.

    DELETE, since TRUNCATE makes new files for each of 200 tables and their indexes.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        deletions = [f"DELETE FROM {table}" for table in _filled(cursor)]
        statements = (
            "SET session_replication_role = replica",
            *deletions,
            "SET session_replication_role = origin",
            "SELECT setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences "
            "WHERE schemaname = 'public' AND last_value IS NOT NULL",
            "UPDATE people_grantsversion SET version = version + 1_000",
        )
        cursor.execute(";".join(statements))


def _filled(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT format('%%I', relname) FROM pg_class WHERE relkind IN ('r', 'p') "
        "AND relnamespace = 'public'::regnamespace AND NOT relispartition "
        "AND relname <> ALL (%s)",
        [KEPT],
    )
    asked = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for (name,) in cursor.fetchall())
    cursor.execute(" UNION ALL ".join(asked))
    return [name for (name,) in cursor.fetchall()]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: object,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Give every run (and every worker of a run) a database of its own, cloned from a template."""
    from django.db import connection

    dsn = os.environ["QITAO_TEST_DATABASE"]
    name = connection.settings_dict["TEST"]["NAME"]
    template.clone(dsn, name)
    connection.close()
    connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        connection.close()
    template.drop(dsn, name)


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
