"""The processes that `./qitao up` starts: watched, started again when they die, ended in order."""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from qitao.server import lifeline

LOG_BYTES_MAX = 10 * 1024 * 1024
LOG_FILES = 5
HEALTHY_SECONDS = 60.0
WAIT_SECONDS_FIRST = 1.0
WAIT_SECONDS_MAX = 30.0
STOP_SECONDS_MAX = 25.0
ASK_AGAIN_SECONDS = 1.0
SCRIBE_SECONDS_MAX = 2.0
NOTICES = ("[INFO]", "[WARNING]")


@dataclass(slots=True)
class Child:
    """A process of ours, the leader of a process group of its own."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    insistent: bool = False
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait_seconds: float = WAIT_SECONDS_FIRST
    start_again_at: float = 0.0
    lifeline: int = -1
    scribe: threading.Thread | None = None

    def start(self) -> None:
        """Start the process; its words go to its log, its life hangs on ours."""
        read, write = os.pipe()
        self.process = subprocess.Popen(
            self.command,
            env={**self.environment, lifeline.VARIABLE: str(read)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=(read,),
            start_new_session=True,
        )
        os.close(read)
        self.lifeline = write
        self.started_at = time.monotonic()
        self.scribe = threading.Thread(target=self._keep_log, args=(self.process,), daemon=True)
        self.scribe.start()

    def alive(self) -> bool:
        """Tell whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def stop(self, seconds_max: float = STOP_SECONDS_MAX) -> None:
        """Ask the process to finish its work and go; force it when it does not.

        An insistent child has its whole group asked again each second: a web process that was
        still starting at the first time may not have heard it.
        """
        process, self.process = self.process, None
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + seconds_max
        while process.poll() is None and time.monotonic() < deadline:
            with suppress(subprocess.TimeoutExpired):
                process.wait(ASK_AGAIN_SECONDS)
            if self.insistent and process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        self._clear(process)

    def bury(self) -> int:
        """Clear what a dead process left behind; return its exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        self._clear(process)
        return process.returncode or 0

    def last_words(self) -> str:
        """Return the last line of the log that is more than a notice."""
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        telling = (line.strip() for line in reversed(lines) if not line.startswith(NOTICES))
        return next(filter(None, telling), "")

    def _clear(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if self.scribe:
            self.scribe.join(SCRIBE_SECONDS_MAX)
        if self.lifeline >= 0:
            os.close(self.lifeline)
            self.lifeline = -1

    def _keep_log(self, process: subprocess.Popen[bytes]) -> None:
        handler = RotatingFileHandler(
            self.log, maxBytes=LOG_BYTES_MAX, backupCount=LOG_FILES, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(message)s"))
        assert process.stdout is not None
        with process.stdout as lines, closing(handler):
            for line in lines:
                words = line.decode(errors="replace").rstrip("\n")
                handler.handle(logging.makeLogRecord({"msg": words}))


def watch(
    children: list[Child],
    *,
    stopping: threading.Event,
    died: Callable[[Child, int, float], None],
    each_round: Callable[[], None],
    pause_seconds: float = 0.5,
) -> None:
    """Keep the children alive until `stopping`: what dies is started again, ever more slowly."""
    while not stopping.wait(pause_seconds):
        each_round()
        now = time.monotonic()
        for child in children:
            if child.alive():
                if now - child.started_at > HEALTHY_SECONDS:
                    child.wait_seconds = WAIT_SECONDS_FIRST
            elif child.process is not None:
                code = child.bury()
                child.start_again_at = now + child.wait_seconds
                died(child, code, child.wait_seconds)
                child.wait_seconds = min(child.wait_seconds * 2, WAIT_SECONDS_MAX)
            elif now >= child.start_again_at:
                child.start()
