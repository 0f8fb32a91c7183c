"""The unprivileged user that the database runs as where Qitao is started as root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from qitao.server.trouble import Trouble

PREFERRED = ("qitao", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def choose() -> Account | None:
    """Return the existing unprivileged user to run as, None where we already are one."""
    if os.geteuid() != 0:
        return None
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise Trouble("no_account", names=", ".join(PREFERRED))


def owner_of(path: Path) -> Account | None:
    """Return the unprivileged user to whom an existing directory belongs, where we are root."""
    if os.geteuid() != 0 or not path.exists():
        return None
    entry = path.stat()
    if entry.st_uid == 0:
        return None
    try:
        name = pwd.getpwuid(entry.st_uid).pw_name
    except KeyError:
        name = str(entry.st_uid)
    return Account(name, entry.st_uid, entry.st_gid)


def may_enter(path: Path, account: Account) -> bool:
    """Tell whether the account can read what lies at `path` (mode bits of it and all above)."""
    spot = path.resolve()
    return all(_allows(parent, account, 1) for parent in spot.parents) and _allows(spot, account, 5)


def _allows(path: Path, account: Account, bits: int) -> bool:
    try:
        entry = path.stat()
    except OSError:
        return False
    if not stat.S_ISDIR(entry.st_mode):
        bits = 4
    shift = 6 if entry.st_uid == account.uid else 3 if entry.st_gid == account.gid else 0
    return entry.st_mode >> shift & bits == bits
