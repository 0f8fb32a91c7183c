"""One installed Qitao: data directory, secrets, lock, and what is known while it runs."""

import errno
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from qitao.server.trouble import Trouble

MB = 1024 * 1024
FREE_FIRST_MIN = 1024 * MB
FREE_LATER_MIN = 100 * MB
SECRET_BYTES = 32
LOCK_TRIES = 4
LOCK_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Running:
    """What a running `./qitao up` tells other commands; the file is readable by its owner only."""

    pid: int
    url: str
    database_url: str


@dataclass(frozen=True, slots=True)
class Instance:
    """The data directory of one Qitao."""

    home: Path

    @property
    def logs(self) -> Path:
        """Where web and worker write their logs."""
        return self.home / "log"

    @property
    def _running_file(self) -> Path:
        return self.home / "running.json"

    def prepare(self) -> None:
        """Make the directories; refuse a disk that is (nearly) full or a place that is not ours."""
        private = (self.logs, self.home / "secrets")
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            for folder in private:
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from error
        if not all(os.access(folder, os.W_OK | os.X_OK) for folder in (self.home, *private)):
            raise Trouble("data_not_ours", path=self.home)
        first = not any((self.home / "secrets").iterdir())
        if shutil.disk_usage(self.home).free < (FREE_FIRST_MIN if first else FREE_LATER_MIN):
            raise Trouble("disk_full", path=self.home)

    def _unusable(self, error: OSError) -> Trouble:
        """Say why no data can lie here: it is no folder, somebody else's, or cannot be made."""
        if isinstance(error, FileExistsError | NotADirectoryError):
            return Trouble("data_not_a_folder", path=self.home)
        if error.errno == errno.ENOSPC:
            return Trouble("disk_full", path=self.home)
        if isinstance(error, PermissionError) and os.access(self.home, os.F_OK):
            return Trouble("data_not_ours", path=self.home)
        return Trouble("data_not_makeable", path=self.home, reason=error.strerror)

    @property
    def begun(self) -> bool:
        """Tell whether `./qitao up` has been here; refuse a place that this user may not enter."""
        try:
            return (self.home / "secrets").is_dir()
        except PermissionError as error:
            raise Trouble("data_not_ours", path=self.home) from error
        except OSError:
            return False

    def secret(self, name: str) -> str:
        """Return the secret of that name; the first call makes it."""
        file = self.home / "secrets" / name
        if not file.exists():
            self.keep_secret(name, secrets.token_urlsafe(SECRET_BYTES))
        return file.read_text(encoding="utf-8")

    def keep_secret(self, name: str, value: str) -> Path:
        """Write a secret that only the owner of the data directory can read."""
        file = self.home / "secrets" / name
        begun = file.with_name(f".{name}.new")
        begun.unlink(missing_ok=True)
        begun.touch(mode=0o600, exist_ok=False)
        begun.write_text(value, encoding="utf-8")
        return begun.rename(file)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the instance for one process; a second one is told where the first answers."""
        with (self.home / "lock").open("w", encoding="utf-8") as file:
            if not _take(file):
                running = self.running()
                if running is None:
                    raise Trouble("already_starting", path=self.home)
                raise Trouble("already_running", url=running.url, path=self.home)
            self._running_file.unlink(missing_ok=True)
            try:
                yield
            finally:
                self._running_file.unlink(missing_ok=True)

    def is_locked(self) -> bool:
        """Tell whether a process holds the instance now."""
        try:
            with (self.home / "lock").open("r", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def announce(self, running: Running) -> None:
        """Tell other commands where this running Qitao answers."""
        begun = self._running_file.with_suffix(".new")
        begun.unlink(missing_ok=True)
        begun.touch(mode=0o600)
        begun.write_text(json.dumps(asdict(running)), encoding="utf-8")
        begun.rename(self._running_file)

    def running(self) -> Running | None:
        """Return what the running Qitao announced, None where none runs."""
        try:
            return Running(**json.loads(self._running_file.read_text(encoding="utf-8")))
        except PermissionError as error:
            raise Trouble("data_not_ours", path=self.home) from error
        except (OSError, ValueError, TypeError):
            return None


def _take(file: TextIO) -> bool:
    """Take the lock, waiting a moment for a command that only looks whether it is held."""
    for _ in range(LOCK_TRIES):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(LOCK_PAUSE_SECONDS)
        else:
            return True
    return False
