"""Processes of a server whose starter was killed: found by their working directory, then ended."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

FAST_STOP_SECONDS_MAX = 60
PAUSE_SECONDS = 0.1


def is_of(pid: int, data: Path) -> bool:
    """Tell whether the process belongs to the server of that data directory."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cwd").resolve() == data.resolve()
        except OSError:
            return False
    words = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(data) in words.stdout


def living(data: Path) -> list[int]:
    """List all processes of that server, also such as lost their postmaster."""
    if sys.platform == "linux":
        numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        return [pid for pid in numbers if pid != os.getpid() and is_of(pid, data)]
    postmaster = postmaster_pid(data)
    return [postmaster] if postmaster and is_of(postmaster, data) else []


def postmaster_pid(data: Path) -> int | None:
    """Return the process number that the lock file of the data directory names."""
    try:
        return int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def end(data: Path) -> bool:
    """End what still runs on the data directory, gently first; True if there was something.

    Only for who holds our own lock of the instance: nobody else may be using that server.
    """
    found = living(data)
    if not found:
        _drop_stale_lock(data)
        return False
    postmaster = postmaster_pid(data)
    if postmaster in found:
        _signal([postmaster], signal.SIGINT)
        if _wait_until_gone(data, FAST_STOP_SECONDS_MAX):
            return True
    _signal(living(data), signal.SIGQUIT)
    if not _wait_until_gone(data, 5):
        _signal(living(data), signal.SIGKILL)
        _wait_until_gone(data, 5)
    return True


def _drop_stale_lock(data: Path) -> None:
    """Remove the server's lock file where its number belongs to some other program by now.

    Only where processes can be told by their directory, since the file also guards against
    server processes that outlived their postmaster.
    """
    if sys.platform == "linux":
        (data / "postmaster.pid").unlink(missing_ok=True)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _wait_until_gone(data: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while living(data):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE_SECONDS)
    return True
