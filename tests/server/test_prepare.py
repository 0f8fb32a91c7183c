"""A database that this program must not go on with is refused before anything is changed."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from qitao.server.prepare import FOLDED, _refuse_newer, check_current
from qitao.server.trouble import Trouble

pytestmark = pytest.mark.django_db
EARLIER = [(floor, name) for floor, names in FOLDED.items() for name in names]


def applied(*more: tuple[str, str]) -> MigrationExecutor:
    """Say that more migrations were applied, and look again."""
    recorder = MigrationRecorder(connection)
    for floor, name in more:
        recorder.record_applied(floor, name)
    return MigrationExecutor(connection)


def test_a_fresh_database_and_one_from_before_the_fold_go_on() -> None:
    _refuse_newer(applied())
    executor = applied(*EARLIER)
    _refuse_newer(executor)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_what_a_newer_program_has_migrated_is_refused() -> None:
    with pytest.raises(Trouble) as refused:
        _refuse_newer(applied(("stock", "9999_to_come")))
    assert (refused.value.name, refused.value.evidence["migration"]) == (
        "database_newer",
        "stock.9999_to_come",
    )


def test_commands_wait_for_a_database_that_is_not_upgraded_yet() -> None:
    check_current()
    leaf = max(key for key in applied().loader.graph.leaf_nodes() if key[0] == "people")
    MigrationRecorder(connection).record_unapplied(*leaf)
    with pytest.raises(Trouble) as refused:
        check_current()
    assert refused.value.name == "database_behind"


@pytest.mark.parametrize("missing", [("quality", "0002_past"), ("production", "0009_stuck")])
def test_what_stands_amid_the_first_migrations_is_refused(missing: tuple[str, str]) -> None:
    applied(*EARLIER)
    MigrationRecorder(connection).record_unapplied(*missing)
    with pytest.raises(Trouble) as refused:
        _refuse_newer(applied())
    assert refused.value.name == "database_amid"
