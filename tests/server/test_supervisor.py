"""Child processes: logs, restart, a stop in order, an end together with their supervisor."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qitao.server.supervisor import Child, watch

SECONDS_MAX = 10.0


def child(tmp_path: Path, code: str) -> Child:
    return Child("probe", [sys.executable, "-c", code], dict(os.environ), tmp_path / "probe.log")


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def test_words_go_to_the_log(tmp_path: Path) -> None:
    probe = child(tmp_path, "print('one'); print('two 零件')")
    probe.start()
    wait_until(lambda: not probe.alive())
    wait_until(lambda: probe.last_words() == "two 零件")
    assert probe.bury() == 0


def test_a_stop_is_asked_first_and_forced_later(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(15, 1); print('deaf', flush=True); time.sleep(60)"
    probe = child(tmp_path, deaf)
    probe.start()
    wait_until(lambda: probe.last_words() == "deaf")
    process = probe.process
    assert process is not None
    began = time.monotonic()
    probe.stop(seconds_max=0.5)
    assert time.monotonic() - began < SECONDS_MAX
    assert process.returncode == -signal.SIGKILL
    assert not probe.alive()


def test_what_a_dead_child_left_behind_is_cleared(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True);"
        " sys.exit(3)"
    )
    probe = child(tmp_path, code)
    probe.start()
    wait_until(lambda: not probe.alive())
    wait_until(probe.last_words)
    left = int(probe.last_words())
    assert probe.bury() == 3
    wait_until(lambda: not _runs(left))


def test_a_dead_child_is_started_again_ever_more_slowly(tmp_path: Path) -> None:
    probe = child(tmp_path, "raise SystemExit(7)")
    probe.wait_seconds = 0.05
    stopping = threading.Event()
    deaths: list[tuple[int, float]] = []

    def died(_: Child, code: int, wait: float) -> None:
        deaths.append((code, wait))
        if len(deaths) == 3:
            stopping.set()

    probe.start()
    watch([probe], stopping=stopping, died=died, each_round=lambda: None, pause_seconds=0.02)
    assert deaths == [(7, 0.05), (7, 0.1), (7, 0.2)]
    probe.stop()


def test_a_child_ends_when_its_supervisor_was_killed(tmp_path: Path) -> None:
    holder = (
        "import os, sys, time; from pathlib import Path\n"
        "from qitao.server.supervisor import Child\n"
        "code = 'from qitao.server import lifeline; lifeline.hold(); import time; "
        'print("up", flush=True); time.sleep(60)\'\n'
        "command = [sys.executable, '-c', code]\n"
        f"probe = Child('probe', command, dict(os.environ), Path({str(tmp_path / 'log')!r}))\n"
        "probe.start(); print(probe.process.pid, flush=True); time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    supervisor = subprocess.Popen(
        [sys.executable, "-c", holder], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert supervisor.stdout is not None
    with supervisor.stdout as words:
        pid = int(words.readline())
        wait_until((tmp_path / "log").exists)
        wait_until(lambda: "up" in (tmp_path / "log").read_text())
        supervisor.kill()
        supervisor.wait()
        wait_until(lambda: not _runs(pid))


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture(autouse=True)
def _needs_proc() -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("looks at processes through /proc, which this system does not have")
