"""Shared by all tests: a database per run, real transactions where a test needs them."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import template

hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")

SHARED = Path(__file__).resolve().parents[2] / "shared"
KEPT = "('django_migrations', 'django_content_type', 'auth_permission', 'people_grantsversion')"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the checkout; tests that need it skip where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("needs the real data in ../shared/data, which is not here")
    return SHARED


def empty_all_tables() -> None:
    """Empty every table, guards asleep: only the owner of a test server can do this."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(format('%%I', c.relname), ', ') FROM pg_class c "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
            f"AND NOT c.relispartition AND c.relname NOT IN {KEPT}".replace("%%", "%")
        )
        tables = cursor.fetchone()[0]
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = origin")


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
        connections.close_all()
