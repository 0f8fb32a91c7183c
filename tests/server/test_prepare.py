"""Which databases this checkout may bring up to date."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from qitao.server import prepare
from qitao.server.trouble import Trouble


def test_a_database_is_ours_until_a_newer_migration_was_applied(db: None) -> None:
    """One that was just made holds the names of migrations that were replaced, too."""
    executor = MigrationExecutor(connection)
    disk = executor.loader.disk_migrations or {}
    assert set(executor.loader.applied_migrations) - set(disk), "replaced ones are recorded"
    prepare._refuse_newer(executor)
    MigrationRecorder(connection).record_applied("stock", "9999_tomorrow")
    with pytest.raises(Trouble):
        prepare._refuse_newer(MigrationExecutor(connection))
