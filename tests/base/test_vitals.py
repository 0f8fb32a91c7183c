"""What the house tells of itself: whose transaction readers wait for, whether jobs are done."""

from datetime import timedelta

import psycopg
from django.db import connection

from qitao.base import vitals
from qitao.people import actions as people
from tests.shop import HOUSE
from tests.waiting import settled


def test_a_transaction_in_another_database_is_named(real_db: None, server_dsn: str) -> None:
    settled()
    people.create_role(actor=HOUSE, code="first", name="一")
    with psycopg.connect(server_dsn) as other:
        other.execute("SELECT pg_current_xact_id()")
        people.create_role(actor=HOUSE, code="second", name="二")
        with connection.cursor() as cursor:
            back = timedelta(seconds=90)
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("UPDATE base_journal SET recorded_at = recorded_at - %s", [back])
            cursor.execute("RESET session_replication_role")
        held = vitals.get_journal_held()
        assert held.seconds >= 90
        assert held.database not in ("", connection.settings_dict["NAME"])
    settled()
    assert vitals.get_journal_held().seconds == 0


def test_a_job_for_at_once_grows_old_and_a_worker_that_is_gone_is_told(real_db: None) -> None:
    assert vitals.get_job_vitals() == vitals.JobVitals(0, 0, 0, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('x', 'x', '{}')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '90 s'")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '75 s')"
        )
    found = vitals.get_job_vitals()
    assert (found.waiting, found.failed) == (1, 0)
    assert (found.seconds, found.silent) == (90, 75)
