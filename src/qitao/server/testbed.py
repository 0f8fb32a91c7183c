"""What tests need beside Python: a throw-away PostgreSQL, a browser, a Chinese font."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qitao.server import account, paths, postgres
from qitao.server.dsn import Dsn
from qitao.server.postgres.cluster import LOOPBACK, SUPERUSER
from qitao.server.postgres.conf import THROWAWAY
from qitao.server.trouble import Trouble

PASSWORD = "throwaway"  # noqa: S105 (of a server that lives for the time of the tests)
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
LOG_NAME = "test-setup.log"
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


@contextmanager
def server(major: int = postgres.MAJOR) -> Iterator[str]:
    """Run a PostgreSQL that forgets everything; yield the superuser's DSN."""
    home = Path(tempfile.mkdtemp(prefix="qitao-test-"))
    home.chmod(0o755)
    user = account.choose()
    binaries = postgres.reachable(postgres.of_wheel(major), user, home / "programs")
    cluster = postgres.Cluster(home / "postgres", binaries, user, settings=THROWAWAY)
    try:
        cluster.create(PASSWORD)
        cluster.start()
        yield Dsn(LOOPBACK, cluster.port, "postgres", SUPERUSER, PASSWORD).url()
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)


def environment() -> dict[str, str]:
    """Return the variables for tools and tests: what Python compiled once is kept, beside the code.

    Without it every process of a test compiles Django again where the machine forbids to write.
    """
    kept = {name: value for name, value in os.environ.items() if name != NO_BYTECODE}
    return {**kept, "PYTHONPYCACHEPREFIX": str(paths.VAR / "cache" / "bytecode")}


def find_chromium() -> str | None:
    """Return a Chromium of the machine that really runs (Ubuntu's package is a mere pointer)."""
    for name in CHROMIUMS:
        path = shutil.which(name)
        if path and _runs([path, "--version"]):
            return path
    return None


def has_cjk_font() -> bool:
    """Tell whether Chinese can be drawn."""
    try:
        words = subprocess.check_output(["fc-list", ":lang=zh"], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return False
    return bool(words.strip())


def prepare_browser(log: Path) -> dict[str, str]:
    """Install browser and font where they are missing; return the variables that tests read."""
    as_root_on_debian = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if as_root_on_debian and not (find_chromium() and has_cjk_font()):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _logged(["apt-get", "update"], log, env)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]
        _logged(install, log, env)
    chromium = find_chromium()
    if chromium:
        return {"QITAO_CHROMIUM": chromium}
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if as_root_on_debian:
        command.insert(-1, "--with-deps")
    if not _logged(command, log, dict(os.environ)):
        raise Trouble("no_browser", log=log)
    return {}


def _runs(command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode == 0


def _logged(command: list[str], log: Path, env: dict[str, str]) -> bool:
    with log.open("ab") as words:
        words.write(f"$ {' '.join(command)}\n".encode())
        words.flush()
        done = subprocess.run(
            command, stdout=words, stderr=words, stdin=subprocess.DEVNULL, env=env, check=False
        )
    return done.returncode == 0
