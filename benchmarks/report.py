"""What the measurement found: a line per row, a table, JSON, and the picture for the README."""

import json
import os
import platform
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import picture
from benchmarks.house import House
from benchmarks.measure import Outcome, Plan, Row, figure
from qitao.server import paths

FOLDER = paths.VAR / "bench"
PACKAGES = ("django", "psycopg", "granian", "pydantic")


@dataclass(slots=True)
class Line:
    """One row of the table with its figures."""

    name: str
    what: str
    target: str
    what_zh: str = ""
    target_zh: str = ""
    unit: str = ""
    product: float | None = None
    raw: float | None = None
    ratio: float | None = None
    holds: bool | None = None
    product_runs: list[float] = field(default_factory=list)
    raw_runs: list[float] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""

    @classmethod
    def of(cls, row: Row, outcome: Outcome, seconds: float) -> "Line":
        """Return the line of a measured row."""
        return cls(
            row.name,
            row.what,
            row.target,
            row.zh,
            row.target_zh,
            outcome.unit,
            outcome.product_median,
            outcome.raw_median,
            outcome.ratio,
            row.holds(outcome),
            outcome.product,
            outcome.raw,
            outcome.details,
            seconds,
        )

    @classmethod
    def skipped(cls, row: Row, missing: Sequence[str]) -> "Line":
        """Return the line of a row whose floors are not there yet."""
        return cls(
            row.name,
            row.what,
            row.target,
            row.zh,
            row.target_zh,
            details={"missing": list(missing)},
        )


def measured(row: Row, house: House, plan: Plan) -> Line:
    """Measure a row; one that breaks is a line too, and the others go on."""
    began = time.monotonic()
    try:
        outcome = row.measure(house, plan)
    except Exception:  # a broken row must not cost the figures of the others
        words = traceback.format_exc()
        return Line(
            row.name,
            row.what,
            row.target,
            row.zh,
            row.target_zh,
            error=words,
            seconds=time.monotonic() - began,
        )
    return Line.of(row, outcome, time.monotonic() - began)


def machine(house: House) -> dict[str, Any]:
    """Return what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with house.owner() as connection:
        row = connection.execute("SELECT current_setting('fsync')").fetchone()
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "memory_gb": round(memory / 2**30, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "postgresql": house.binaries.version(),
        "fsync": str(row[0]) if row else "?",
        **{name: version(name) for name in PACKAGES},
    }


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def show_line(line: Line) -> None:
    """Say one row as soon as it is known."""
    console = Console(highlight=False)
    if line.error:
        console.print(f"✗ {line.name}: {line.error}", style="red", markup=False)
    elif line.product is None:
        console.print(f"– {line.name}: {line.details}", style="dim", markup=False)
    else:
        ratio = f" · {line.ratio:.2f} × {figure(line.raw)}" if line.ratio is not None else ""
        mark = "✓" if line.holds else "✗"
        words = f"{mark} {line.name}: {figure(line.product)} {line.unit}{ratio}"
        console.print(f"{words}  [{line.seconds:.0f} s] {line.details or ''}", markup=False)


def finish(lines: Sequence[Line], machine: dict[str, Any], plan: Plan, *, keep: bool) -> None:
    """Print the table; write JSON and, of a whole run, the picture."""
    table = Table(title="Qitao", title_justify="left")
    for title in ("", "what", "at least", "product", "raw limit", "ratio"):
        table.add_column(title)
    for line in lines:
        mark = {True: "✓", False: "✗", None: "–"}[line.holds]
        product = f"{figure(line.product)} {line.unit}" if line.product is not None else "–"
        ratio = f"{line.ratio:.2f}" if line.ratio is not None else ""
        raw = figure(line.raw) if line.raw is not None else ""
        table.add_row(mark, line.what, line.target, product, raw, ratio)
    Console().print(table)
    document = {"machine": machine, "plan": asdict(plan), "rows": [asdict(line) for line in lines]}
    FOLDER.mkdir(parents=True, exist_ok=True)
    stamp = machine["measured_at"].replace(":", "").replace("+0000", "Z")
    files = [FOLDER / f"{stamp}.json", *([FOLDER / "latest.json"] if keep else [])]
    for file in files:
        file.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if keep:
        drawn = FOLDER / "latest.svg"
        drawn.write_text(picture.draw(document["rows"]), encoding="utf-8")
        files.append(drawn)
    print("\n".join(str(file.relative_to(paths.CHECKOUT)) for file in files))
