"""Processor time of the house's processes: what a request costs, also on a busy machine."""

import os
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor time, living and ended processes together."""

    database: float
    web: float
    load: float

    def since(self, before: "Spent", count: int) -> dict[str, float]:
        """Return milliseconds per request since an earlier reading."""
        parts = {
            "database": self.database - before.database,
            "web": self.web - before.web,
            "load": self.load - before.load,
        }
        return {name: round(part * 1000 / max(count, 1), 3) for name, part in parts.items()}


def read(*, database: int | None, web: int | None) -> Spent:
    """Return what the trees below these processes, and this process, have used up to now."""
    own = os.times()
    load = own.user + own.system + own.children_user + own.children_system
    if not Path("/proc/self/stat").exists():
        return Spent(0.0, 0.0, load)
    parents = _parents()
    return Spent(_tree(database, parents), _tree(web, parents), load)


def _parents() -> dict[int, int]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _fields(int(entry.name))
            if fields:
                found[int(entry.name)] = int(fields[1])
    return found


def _fields(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _tree(root: int | None, parents: dict[int, int]) -> float:
    """Sum a process, its ended children, and all living ones below it."""
    if root is None:
        return 0.0
    ticks, level = 0, [root]
    while level:
        for pid in level:
            fields = _fields(pid)
            ticks += sum(int(field) for field in fields[11:15])
        level = [pid for pid, parent in parents.items() if parent in level]
    return ticks / TICK
