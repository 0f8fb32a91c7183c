"""The environment of Qitao: made with uv from the lock file where it is missing or out of date.

Runs before any package is installed, so it imports nothing but the standard library.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from qitao.server import paths
from qitao.server.language import say
from qitao.server.paths import CHECKOUT, VAR
from qitao.server.trouble import EXIT_CODE, Trouble

VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "qitao-stamp"
UV_HOME = VAR / "uv"
LOG = VAR / "setup.log"
RUN, DEV = "requirements.lock", "requirements-dev.lock"
NEEDS_DEV = ("test", "check", "fix", "bench")
PICTURES = "--pictures"
"""Taken by a browser, which is a developer's tool, too."""
UV_MIN = (0, 5)
UV_WANTED = "uv>=0.8"
DEBIAN_PYTHON = "/usr/bin/"
OFFLINE_SIGNS = ("dns", "connect", "timed out", "timeout", "network", "retries", "fetch", "proxy")
CERTIFICATE_SIGNS = ("certificate", "unknownissuer", "ssl")
PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"


def main(arguments: Sequence[str]) -> NoReturn:
    """Prepare what is missing, then become the command line of Qitao."""
    try:
        if lock_to_install(arguments):
            _set_up(arguments)
    except Trouble as trouble:
        _give_up(trouble)
    except OSError as error:
        name = "disk_full" if error.errno == errno.ENOSPC else "setup_failed"
        _give_up(Trouble(name, path=CHECKOUT, reason=error, log=LOG))
    except KeyboardInterrupt:
        sys.exit(130)
    os.execv(PYTHON, [str(PYTHON), "-m", "qitao.server.cli", *arguments])  # noqa: S606 (no shell wanted)


def _give_up(trouble: Trouble) -> NoReturn:
    print(trouble, file=sys.stderr)
    sys.exit(EXIT_CODE)


def lock_to_install(arguments: Sequence[str]) -> str | None:
    """Return the lock file still to be installed, None where the environment is right.

    Developers' tools come with the first command that needs them, and then stay.
    """
    stamp = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    wants_dev = PICTURES in arguments or (bool(arguments) and arguments[0] in NEEDS_DEV)
    lock = DEV if wants_dev or stamp.startswith(DEV) else RUN
    return None if PYTHON.exists() and stamp == wanted_stamp(lock) else lock


def wanted_stamp(lock: str) -> str:
    """Name the state that the environment must be in: which lock file, its content, the place."""
    digest = hashlib.sha256(str(CHECKOUT).encode())
    for name in (RUN, lock):
        digest.update((CHECKOUT / name).read_bytes())
    return f"{lock} {digest.hexdigest()}\n"


def _set_up(arguments: Sequence[str]) -> None:
    """Prepare the environment once, also where two starts come at the same time."""
    VAR.mkdir(exist_ok=True)
    began = time.monotonic()
    with (VAR / "setup.lock").open("w", encoding="utf-8") as guard:
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            _tell("waiting")
            fcntl.flock(guard, fcntl.LOCK_EX)
        lock = lock_to_install(arguments)
        if lock:
            _tell("begin")
            LOG.unlink(missing_ok=True)
            _install(lock)
            _tell("ready", seconds=f"{time.monotonic() - began:.0f}")


def _install(lock: str) -> None:
    """Make the environment equal to the lock file, and remember it."""
    uv = find_uv()
    environment = uv_environment(os.environ, _pip_settings())
    ours = STAMP.exists()
    if not version_of(PYTHON):
        command = [uv, "venv", "--clear", "--python", sys.executable, str(VENV)]
        if not _run(command, environment):
            raise _blame("uv venv")
        STAMP.write_text("begun\n", encoding="utf-8")
        ours = True
    # An environment that somebody else made may hold more; nothing is taken out of it.
    verb = ["sync"] if ours else ["install", "--requirements"]
    command = [uv, "pip", *verb, str(CHECKOUT / lock), "--require-hashes", "--python", str(PYTHON)]
    if not _run(command, environment):
        raise _blame("uv pip sync")
    site = Path(subprocess.check_output([PYTHON, "-c", PURELIB], text=True).strip())
    (site / "qitao.pth").write_text(f"{CHECKOUT / 'src'}\n", encoding="utf-8")
    STAMP.write_text(wanted_stamp(lock), encoding="utf-8")


def find_uv() -> str:
    """Return a uv: the machine's, the private one, or a private one installed now."""
    private = UV_HOME / "bin" / "uv"
    for candidate in (shutil.which("uv"), private):
        if candidate and version_of(candidate) >= UV_MIN:
            return str(candidate)
    _make_uv_home()
    pip = [str(UV_HOME / "bin" / "python"), "-m", "pip", "install"]
    if not _run([*pip, "--disable-pip-version-check", UV_WANTED], os.environ):
        raise _blame("pip install uv")
    return str(private)


def _make_uv_home() -> None:
    """Make a private environment for uv; as root on Debian also install what that needs."""
    command = [sys.executable, "-m", "venv", "--clear", str(UV_HOME)]
    if _run(command, os.environ):
        return
    apt = shutil.which("apt-get")
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if apt and os.geteuid() == 0 and sys.executable.startswith(DEBIAN_PYTHON):
        _tell("apt", package=package)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        _run([apt, "update"], environment)
        install = [apt, "install", "-y", "--no-install-recommends", package]
        if _run(install, environment) and _run(command, environment):
            return
    remedy = f"sudo apt-get install -y {package}" if apt else f"{sys.executable} -m ensurepip"
    raise Trouble("no_venv", python=sys.executable, remedy=remedy)


def _pip_settings() -> dict[str, str]:
    """Return what the user told pip, in its files or its variables: `index-url`, `cert` …"""
    own = UV_HOME / "bin" / "python"
    command = [str(own if own.exists() else sys.executable), "-m", "pip", "config", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    settings: dict[str, str] = {}
    for line in done.stdout.splitlines():
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2]] = value.strip().strip("'\"")
    return settings


def uv_environment(given: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for uv: the user's own; where those are silent, what pip knows.

    A plant's mirror, proxy or certificate is usually set for pip, which uv does not read.
    """
    environment = {
        "UV_HTTP_TIMEOUT": "120",
        **paths.caches(),
        **given,
        "UV_PYTHON_DOWNLOADS": "never",
    }
    if "index-url" in pip and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & environment.keys():
        environment["UV_DEFAULT_INDEX"] = pip["index-url"]
    for name, variable in (
        ("cert", "SSL_CERT_FILE"),
        ("proxy", "HTTPS_PROXY"),
        ("trusted-host", "UV_INSECURE_HOST"),
    ):
        if name in pip:
            environment.setdefault(variable, pip[name])
    return environment


def version_of(program: str | Path) -> tuple[int, ...]:
    """Return the version that a program names, () where it does not run."""
    try:
        words = subprocess.check_output(
            [program, "--version"], stderr=subprocess.DEVNULL, text=True
        )
        return tuple(int(part) for part in words.split()[1].split(".")[:2])
    except (OSError, ValueError, IndexError, subprocess.CalledProcessError):
        return ()


def _run(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Run a set-up command; its words go to the log."""
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        log.flush()
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
        )
    return done.returncode == 0


def _blame(step: str) -> Trouble:
    """Find in the log why the last command failed."""
    words = LOG.read_text(encoding="utf-8", errors="replace").rsplit("\n$ ", 1)[-1]
    low = words.lower()
    if "no space left" in low:
        return Trouble("disk_full", path=CHECKOUT)
    if any(sign in low for sign in CERTIFICATE_SIGNS):
        return Trouble("index_certificate", log=LOG)
    if any(sign in low for sign in OFFLINE_SIGNS):
        return Trouble("index_offline", log=LOG)
    lines = [line for line in words.splitlines() if line.strip()]
    return Trouble("setup_failed", reason=lines[-1].strip() if lines[1:] else step, log=LOG)


def _tell(name: str, **evidence: object) -> None:
    print(say("setup", name, **evidence), file=sys.stderr, flush=True)
