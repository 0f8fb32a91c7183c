"""Readers of the journal wait for the oldest transaction of the server: it is found out whose."""

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
