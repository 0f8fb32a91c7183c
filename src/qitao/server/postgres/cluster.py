"""One database cluster of ours: made with checksums, started, waited for, stopped cleanly."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qitao.server import ports
from qitao.server.account import Account
from qitao.server.postgres import conf, orphans
from qitao.server.postgres.binaries import Binaries
from qitao.server.trouble import Trouble

SUPERUSER = "postgres"
LOOPBACK = "127.0.0.1"
SOCKET_PATH_BYTES_MAX = 100
POLL_SECONDS = 0.02
STARTS_MAX = 3
FAST_STOP_SECONDS_MAX = 60
LOG_TAIL_BYTES = 8_192

Said = Callable[[str], None]


@dataclass(slots=True)
class Cluster:
    """A PostgreSQL cluster under `home`, which belongs to `account` where that is not ourselves."""

    home: Path
    binaries: Binaries
    account: Account | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        """The data directory proper; its name carries the major version."""
        return self.home / str(self.binaries.major)

    @property
    def conf_file(self) -> Path:
        """Our configuration, which includes initdb's before and the plant's own after."""
        return self.home / "qitao.conf"

    @property
    def start_log(self) -> Path:
        """What the server says before its own log is open."""
        return self.home / "start.log"

    @property
    def logs(self) -> Path:
        """Where the server writes its log, one file per weekday."""
        return self.home / "log"

    @property
    def socket_dir(self) -> Path | None:
        """The private directory of the unix socket, None where its path would be too long."""
        place = self.home / "run"
        return place if len(os.fsencode(place)) <= SOCKET_PATH_BYTES_MAX - 20 else None

    @property
    def host(self) -> str:
        """Where clients on this machine connect: the socket if there is one."""
        return str(self.socket_dir or LOOPBACK)

    def exists(self) -> bool:
        """Tell whether the cluster has been made."""
        return (self.data / "PG_VERSION").exists()

    def other_majors(self) -> list[int]:
        """List clusters of other major versions that lie here: data waiting for an upgrade."""
        found = self.home.glob("*/PG_VERSION") if self.home.is_dir() else ()
        majors = [int(file.parent.name) for file in found if file.parent.name.isdigit()]
        return sorted(major for major in majors if major != self.binaries.major)

    def create(self, password: str) -> None:
        """Make the cluster, whole or not at all; the superuser gets the password."""
        self._make_folders()
        begun = self.home / "new"
        shutil.rmtree(begun, ignore_errors=True)
        pwfile = self.home / "pwfile"
        pwfile.unlink(missing_ok=True)
        self._make_for_account(begun)
        try:
            pwfile.touch(mode=0o600, exist_ok=False)
            pwfile.write_text(password)
            self._give(pwfile)
            self._initdb(begun, pwfile)
            begun.rename(self.data)
        finally:
            pwfile.unlink(missing_ok=True)
            shutil.rmtree(begun, ignore_errors=True)

    def start(self, say: Said = lambda _: None) -> None:
        """Start the server and wait until it answers, however long recovery takes."""
        self._make_folders()
        if orphans.end(self.data):
            say("orphans")
        for attempt in range(1, STARTS_MAX + 1):
            if not self.port or not ports.is_free(LOOPBACK, self.port):
                self.port = ports.any_free(LOOPBACK)
            self._write_conf()
            mark = self._spawn()
            if self._wait_until_ready(say):
                return
            words = self._words_since(mark)
            self.process = None
            if "could not bind" not in words or attempt == STARTS_MAX:
                raise self._blame(words)

    def stop(self, seconds_max: float = FAST_STOP_SECONDS_MAX) -> None:
        """Stop the server: sessions are ended, all is written, nothing needs recovery."""
        process, self.process = self.process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(seconds_max)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGQUIT)
            process.wait()

    def _initdb(self, place: Path, pwfile: Path) -> None:
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if self.binaries.major >= 17
            else ["--locale=C"]
        )
        command = [
            self.binaries.program("initdb"),
            f"--pgdata={place}",
            f"--username={SUPERUSER}",
            f"--pwfile={pwfile}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--data-checksums",
            "--no-instructions",
            *locale,
        ]
        if "fsync" in self.settings:
            command.append("--no-sync")
        done = subprocess.run(
            command,
            cwd="/",
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            user=self._uid,
            group=self._gid,
            extra_groups=self._groups,
        )
        if done.returncode:
            shutil.rmtree(place, ignore_errors=True)
            raise self._blame(done.stderr)

    def _make_folders(self) -> None:
        """Make the folders. Ours is `home`: as root we never write where the account can."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._make_for_account(self.logs)
        if self.socket_dir:
            self._make_for_account(self.socket_dir)

    def _make_for_account(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(mode=0o700)
            self._give(folder)

    def _give(self, path: Path) -> None:
        if self.account is not None:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)

    @property
    def _uid(self) -> int | None:
        return self.account.uid if self.account else None

    @property
    def _gid(self) -> int | None:
        return self.account.gid if self.account else None

    @property
    def _groups(self) -> list[int] | None:
        return [] if self.account else None

    def _write_conf(self) -> None:
        settings: dict[str, str | int] = {
            **conf.FIXED,
            **conf.sizes(conf.memory_bytes()),
            **conf.shared_memory(),
            **self.settings,
            "listen_addresses": LOOPBACK,
            "port": self.port,
            "unix_socket_directories": str(self.socket_dir or ""),
            "unix_socket_permissions": "0700",
            "log_directory": str(self.logs),
        }
        text = conf.render(settings, first=self.data / "postgresql.conf", last="local.conf")
        self.conf_file.write_text(text, encoding="utf-8")
        self.conf_file.chmod(0o644)

    def _spawn(self) -> dict[Path, int]:
        mark = {file: file.stat().st_size for file in self.logs.iterdir()}
        command = [self.binaries.program("postgres"), f"-D{self.data}"]
        command.append(f"--config-file={self.conf_file}")
        with self.start_log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self._uid,
                group=self._gid,
                extra_groups=self._groups,
            )
        return mark

    def _log_files(self) -> list[Path]:
        return sorted(file for file in (self.start_log, *self.logs.iterdir()) if file.exists())

    def _wait_until_ready(self, say: Said) -> bool:
        began = time.monotonic()
        told = 2.0
        while self.process is not None and self.process.poll() is None:
            if self._status() == "ready":
                return True
            waited = time.monotonic() - began
            if waited > told:
                say(f"{waited:.0f}")
                told = waited + 1
            time.sleep(POLL_SECONDS)
        return False

    def _status(self) -> str:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return ""
        ours = self.process is not None and lines and lines[0] == str(self.process.pid)
        return lines[7].strip() if ours and len(lines) > 7 else ""

    def _words_since(self, mark: Mapping[Path, int]) -> str:
        words = ""
        for file in self._log_files():
            with file.open("rb") as log:
                size = log.seek(0, os.SEEK_END)
                log.seek(max(min(mark.get(file, 0), size), size - LOG_TAIL_BYTES))
                words += log.read().decode(errors="replace")
        return words

    def _blame(self, words: str) -> Trouble:
        if "No space left on device" in words:
            return Trouble("disk_full", path=self.home)
        if "Permission denied" in words and self.account is not None:
            return Trouble("data_unreachable", path=self.home, user=self.account.name)
        fatal = [line for line in words.splitlines() if "FATAL" in line or "error:" in line]
        reason = fatal[-1].split("FATAL:")[-1].strip() if fatal else words.strip()[-200:]
        return Trouble("database_did_not_start", reason=reason or "?", log=self.logs)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C", "LC_ALL": "C", "TZ": "UTC"}
