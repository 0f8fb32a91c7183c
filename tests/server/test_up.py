"""`./qitao up`, for real: one life of a plant's server with everything that can go wrong."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from qitao.server import dsn, ports
from qitao.server.instance import Instance
from qitao.server.paths import CHECKOUT
from tests.server.places import open_place
from tests.server.running import (
    READY,
    Up,
    answers,
    environment,
    leader,
    processes_of,
    wait_until,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc"),
]


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """The data directory of one plant, set up without a demo."""
    with open_place() as place:
        first = Up(
            place / "data", "--no-demo", QITAO_ADMIN="chief", QITAO_ADMIN_PASSWORD="9-lathes"
        )
        try:
            first.wait_for(READY)
        finally:
            first.end()
        yield place / "data"


@pytest.fixture(scope="module")
def kept(data: Path) -> Iterator[list[Up]]:
    """The one that runs on from test to test, while no test needs it stopped."""
    holder: list[Up] = []
    yield holder
    for up in holder:
        up.end()


@pytest.fixture
def running(data: Path, kept: list[Up]) -> Up:
    """A Qitao that runs; a test may end it."""
    if not kept or kept[0].process.poll() is not None:
        kept[:] = [Up(data)]
        kept[0].wait_for(READY)
    return kept[0]


@pytest.fixture
def idle(data: Path, kept: list[Up]) -> Path:
    """The data of a Qitao that does not run."""
    for up in kept:
        up.end()
    kept.clear()
    return data


def refused(data: Path, *arguments: str, **more: str) -> str:
    """Run an `up` that cannot start; return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "qitao.server.cli", "up", f"--data={data}", *arguments],
        cwd=CHECKOUT,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


def app_connection(data: Path) -> psycopg.Connection[tuple[object, ...]]:
    running = Instance(data).running()
    assert running is not None
    return psycopg.connect(running.database_url, autocommit=True)


def test_the_first_administrator_was_made_and_no_password_was_printed(
    running: Up, data: Path
) -> None:
    with app_connection(data) as connection:
        rows = connection.execute("SELECT username FROM people_user").fetchall()
    assert rows == [("chief",)]
    assert "9-lathes" not in running.said()
    assert not (data / "secrets" / "first-admin").exists()


def test_secrets_are_readable_by_their_owner_only(data: Path) -> None:
    assert (data / "secrets").stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in (data / "secrets").iterdir())


def test_ctrl_c_ends_everything_that_was_started_and_nothing_else(idle: Path) -> None:
    bystander = subprocess.Popen(["sleep", "120"], env={"QITAO_DATA": "elsewhere"})
    try:
        up = Up(idle)
        up.wait_for(READY)
        assert len(processes_of(idle)) > 5
        assert answers(up.port)
        assert up.end() == 0
        wait_until(lambda: processes_of(idle) == set(), 5)
        assert bystander.poll() is None
        assert "shut down" in (idle / "postgres" / "start.log").read_text() + _log(idle)
    finally:
        bystander.kill()
        bystander.wait()


def _log(data: Path) -> str:
    return "".join(file.read_text() for file in (data / "postgres" / "log").iterdir())


def test_sigterm_is_a_clean_stop_too(idle: Path) -> None:
    up = Up(idle)
    up.wait_for(READY)
    assert up.end(signal.SIGTERM) == 0
    assert not (idle / "postgres" / "18" / "postmaster.pid").exists()


def test_a_second_start_names_the_address_of_the_first(running: Up, data: Path) -> None:
    said = refused(data, f"--port={ports.any_free()}")
    assert f"Qitao is already running: http://127.0.0.1:{running.port}/" in said
    assert answers(running.port), "the first one is not disturbed"


def test_a_port_in_use_comes_with_a_free_one(idle: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(idle, f"--port={port}")
    proposed = re.search(r"Port (\d+) is used .*--port (\d+)", said)
    assert proposed is not None, said
    assert int(proposed[1]) == port
    assert ports.is_free("127.0.0.1", int(proposed[2]))


def test_wrong_input_is_one_line_in_each_language(idle: Path) -> None:
    for arguments, words in (
        (("--database=mysql://a@b/c",), "This database address cannot be read"),
        (("--database=postgresql://u:p@127.0.0.1:1/x",), "cannot be reached"),
        (("--host=192.0.2.1",), "not an address of this machine"),
    ):
        said = refused(idle, f"--port={ports.any_free()}", *arguments)
        lines = [line for line in said.splitlines() if line.strip()]
        assert len(lines) == 2, said
        assert words in lines[0]


def test_a_wrong_password_of_an_own_database_is_told(idle: Path) -> None:
    own = dsn.parse(os.environ["QITAO_TEST_DATABASE"])
    wrong = dsn.Dsn(own.host, own.port, own.name, own.user, "wrong")
    said = refused(idle, f"--port={ports.any_free()}", f"--database={wrong.url()}")
    assert "does not accept the password" in said
    assert "wrong" not in said.replace("wrong input", "")


def test_a_folder_that_is_a_file_is_told(data: Path) -> None:
    file = data.parent / "file"
    file.write_text("")
    assert "is not a folder" in refused(file)


def test_a_killed_database_comes_back_and_keeps_what_was_committed(running: Up, data: Path) -> None:
    with app_connection(data) as connection:
        connection.execute("CREATE TEMP TABLE probe (n int)")
        before = connection.execute("SELECT count(*) FROM base_journal").fetchone()
    pid = int((data / "postgres" / "18" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    running.wait_for("The database is back")
    with app_connection(data) as connection:
        assert connection.execute("SELECT count(*) FROM base_journal").fetchone() >= before
    assert answers(running.port)


def test_a_killed_web_server_is_started_again(running: Up, data: Path) -> None:
    pid = leader(data, "qitao.server.serve")
    os.kill(pid, signal.SIGKILL)
    running.wait_for("web ended unexpectedly")
    wait_until(lambda: answers(running.port))
    assert leader(data, "qitao.server.serve") != pid


def test_a_killed_job_worker_is_started_again(running: Up, data: Path) -> None:
    pid = leader(data, "qitao.server.worker")
    os.kill(pid, signal.SIGKILL)
    running.wait_for("worker ended unexpectedly")
    wait_until(lambda: leader(data, "qitao.server.worker") not in (0, pid))


def test_after_a_killed_supervisor_the_next_start_simply_works(idle: Path) -> None:
    killed = Up(idle)
    killed.wait_for(READY)
    killed.process.kill()
    killed.end()
    again = Up(idle)
    again.wait_for(READY)
    assert answers(again.port)
    assert again.end() == 0
    wait_until(lambda: processes_of(idle) == set(), 10)


def test_a_start_that_is_interrupted_leaves_nothing_running(idle: Path) -> None:
    up = Up(idle)
    up.wait_for("PostgreSQL")
    assert up.end() == 0
    assert processes_of(idle) == set()


def test_the_application_cannot_alter_the_journal(running: Up, data: Path) -> None:
    with app_connection(data) as connection:
        for statement in ("DELETE FROM base_journal", "TRUNCATE base_journal"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_a_command_uses_the_running_database_and_else_starts_it(running: Up, data: Path) -> None:
    command = [sys.executable, "-m", "qitao.server.cli", "verify-journal", f"--data={data}"]

    def verify() -> str:
        done = subprocess.run(
            command, cwd=CHECKOUT, env=environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "The journal is whole" in verify()
    running.end()
    assert "The journal is whole" in verify()
    assert processes_of(data) == set()


def test_a_server_of_the_plant_s_own_serves_as_well() -> None:
    root = dsn.parse(os.environ["QITAO_TEST_DATABASE"])
    with psycopg.connect(root.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE probe_plant LOGIN CREATEROLE PASSWORD 'a b@c'")
        connection.execute(
            "CREATE DATABASE probe_plant OWNER probe_plant TEMPLATE template0 ENCODING 'UTF8'"
        )
    own = dsn.Dsn(root.host, root.port, "probe_plant", "probe_plant", "a b@c").url()
    try:
        with open_place() as place:
            up = Up(place / "data", "--no-demo", f"--database={own}")
            up.wait_for(READY)
            with app_connection(place / "data") as connection:
                assert connection.info.user == "probe_plant_app"
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute("DELETE FROM base_journal")
            first = (place / "data" / "secrets" / "first-admin").read_text().splitlines()
            assert first[0] == "admin"
            assert first[1] not in up.said()
            assert up.end() == 0
            assert not (place / "data" / "postgres").exists()
    finally:
        with psycopg.connect(root.url(), autocommit=True) as connection:
            connection.execute("DROP DATABASE probe_plant WITH (FORCE)")
            connection.execute("DROP ROLE probe_plant_app")
            connection.execute("DROP ROLE probe_plant")


def test_what_is_running_is_announced_only_while_it_runs(idle: Path) -> None:
    assert Instance(idle).running() is None
    up = Up(idle)
    up.wait_for(READY)
    announced = json.loads((idle / "running.json").read_text())
    assert announced["pid"] == up.process.pid
    assert (idle / "running.json").stat().st_mode & 0o077 == 0
    up.end()
    assert Instance(idle).running() is None
