"""A `./qitao up` that runs for a test, and the processes that belong to it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from qitao.server import ports
from qitao.server.paths import CHECKOUT

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Tests that run in the background would hand on that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)

READY = "Ctrl-C stops it"
SECONDS_MAX = 180.0


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("QITAO_")}
    source = str(CHECKOUT / "src")
    return {**kept, "QITAO_LANG": "en", "PYTHONPATH": source, "PYTHONUNBUFFERED": "1", **more}


class Up:
    """A started `./qitao up` and what it says."""

    def __init__(self, data: Path, *arguments: str, **more: str) -> None:
        self.port = ports.any_free()
        command = [sys.executable, "-m", "qitao.server.cli", "up", f"--data={data}"]
        self.words = data.parent / f"words-{self.port}"
        self.out = self.words.open("w")
        self.process = subprocess.Popen(
            [*command, f"--port={self.port}", *arguments],
            cwd=CHECKOUT,
            env=environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=self.out,
            stderr=subprocess.STDOUT,
        )

    def said(self) -> str:
        return self.words.read_text()

    def wait_for(self, words: str) -> None:
        deadline = time.monotonic() + SECONDS_MAX
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(90)
        self.out.close()
        return code


def processes_of(data: Path) -> set[int]:
    """Find every process that has to do with the data directory."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                where = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                where += str((folder / "cwd").resolve()).encode()
            except OSError:
                continue
            if str(data).encode() in where and state != "Z":
                found.add(int(folder.name))
    return found


def wait_until(holds: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
    except urllib.error.HTTPError as error:
        error.close()
        return False
    except OSError:
        return False
    return True


def leader(data: Path, module: str) -> int:
    for pid in processes_of(data):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if module.encode() in words and os.getpgid(pid) == pid:
                return pid
        except OSError:
            continue  # it ended meanwhile
    return 0
