"""A COMMIT that no synchronous standby confirmed is no success; asking again waits for one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from qitao.base.action import action
from qitao.base.actor import EVERYWHERE, Actor, Permission
from qitao.base.ids import UserId
from qitao.base.refusal import OUTCOME_UNKNOWN, Refusal
from qitao.base.verbs import VERBS
from qitao.server import testbed
from tests import template

WritePot = Permission("tests.write_pot")
NAME = "test_standby"


@action(permission=WritePot)
def write_pot(*, actor: Actor, pot: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO standby_pot VALUES (%s)", [pot])
    return pot


@pytest.fixture(autouse=True, scope="module")
def _forget_verb() -> Iterator[None]:
    yield
    del VERBS[write_pot.verb.name]


def cook(key: str) -> Actor:
    return Actor(UserId(1), "cook", {WritePot: (EVERYWHERE,)}, key=key)


def ask(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        value: int = cursor.fetchone()[0]
    return value


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def wait_for(standbys: str) -> None:
    """Let every COMMIT of this session wait for these standbys."""
    run(
        f"ALTER SYSTEM SET synchronous_standby_names = '{standbys}'",
        "SELECT pg_reload_conf()",
        "SELECT pg_sleep(0.2)",
        "SET synchronous_commit = 'on'",
    )


@contextmanager
def impatient(dsn: str) -> Iterator[None]:
    """Cancel whatever waits for a standby, as an operator would, for as long as this lasts."""
    over = threading.Event()

    def cancel() -> None:
        with psycopg.connect(dsn, autocommit=True) as other:
            while not over.wait(0.05):
                other.execute(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                    " WHERE wait_event = 'SyncRep'"
                )

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(cancel)
        try:
            yield
        finally:
            over.set()
            done.result(10)


@pytest.fixture
def own_server(django_db_blocker: object, django_db_setup: None) -> Iterator[str]:
    kept = dict(connection.settings_dict)
    connection.close()
    with testbed.server() as dsn, django_db_blocker.unblock():  # type: ignore[attr-defined]
        template.clone(dsn, NAME)
        place = urlsplit(dsn)
        connection.settings_dict.update(
            HOST=place.hostname, PORT=place.port, USER=place.username, PASSWORD=place.password
        )
        connection.settings_dict["NAME"] = NAME
        run("CREATE TABLE standby_pot (id int PRIMARY KEY)")
        yield dsn
        connection.close()
        connection.settings_dict.update(kept)


@pytest.mark.slow
def test_what_no_standby_confirmed_is_unknown_until_one_does(own_server: str) -> None:
    wait_for("nobody")
    for _ in range(2):
        with impatient(own_server), pytest.raises(Refusal) as refused:
            write_pot(actor=cook("k"), pot=1)
        assert refused.value.code is OUTCOME_UNKNOWN
        assert refused.value.record
    assert ask("SELECT count(*) FROM standby_pot") == 1
    wait_for("")
    assert write_pot(actor=cook("k"), pot=1) == 1
    assert ask("SELECT count(*) FROM standby_pot") == 1
    assert ask("SELECT count(*) FROM base_journal") == 1


@pytest.mark.usefixtures("real_db")
def test_another_warning_at_commit_is_no_doubt() -> None:
    run(
        "CREATE TABLE standby_pot (id int PRIMARY KEY)",
        "CREATE FUNCTION standby_warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE WARNING 'canceling wait for synchronous replication' USING ERRCODE = '01000';"
        " RETURN NULL; END $$",
        "CREATE CONSTRAINT TRIGGER standby_warn AFTER INSERT ON standby_pot"
        " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION standby_warn()",
    )
    try:
        assert write_pot(actor=cook("k"), pot=1) == 1
        assert ask("SELECT count(*) FROM standby_pot") == 1
        assert ask("SELECT count(*) FROM base_refusal") == 0
    finally:
        run("DROP TABLE standby_pot", "DROP FUNCTION standby_warn")
