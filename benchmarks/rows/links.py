"""The import as a person calls it: 100,000 rows by one command, checked, written, journalled."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.house import House
from benchmarks.measure import Outcome, Plan, row
from benchmarks.world import PLANT, numbers, vacuum, world

ROWS = 100_000
STORE = "A"
SECONDS_MAX = 60
MATERIALS = "SELECT count(*) FROM catalog_material m WHERE starts_with(m.code, %s)"
STOCKED = """
SELECT count(*) FROM stock_account a JOIN catalog_material m ON m.id = a.material_id
WHERE starts_with(m.code, %s) AND a.quantity = 250
"""
PATIENCE_SECONDS = 900


@row(
    "import_100000",
    "./qitao import of 100,000 rows: materials and their opening stock, from two CSV files",
    "≤ 60 s",
    lambda outcome: outcome.product_median <= SECONDS_MAX,
    "links",
    zh="./qitao import 导入 10 万行：物料和期初库存，两个 CSV 文件",
    target_zh="≤ 60 秒",
)
def import_100000(house: House, plan: Plan) -> Outcome:
    """Time the command from its start to its end, with new codes in each run."""
    world(house)
    half = plan.size(ROWS, 2_000) // 2
    outcome = Outcome("s", [])
    for turn in range(plan.runs):
        with TemporaryDirectory() as folder:
            _write(Path(folder), f"IMP{turn}", half)
            began = time.perf_counter()
            _command(house, folder)
            took = time.perf_counter() - began
        _check(house, f"IMP{turn}", half)
        outcome.product.append(took)
        outcome.note("rows", half * 2)
        outcome.note("per_second", round(half * 2 / took))
        vacuum(house, "catalog_material", "stock_account", "stock_entry", "stock_movement")
    return outcome


def _write(folder: Path, name: str, count: int) -> None:
    codes = [f"{name}-{number:06}" for number in range(count)]
    _file(
        folder / "material.csv",
        ("code", "name", "unit", "kind", "spec", "safety_stock"),
        ((code, f"导入物料 {code}", "bench", "buy", "M3×8", "100") for code in codes),
    )
    _file(
        folder / "opening_stock.csv",
        ("plant", "location", "material", "quantity"),
        ((PLANT, STORE, code, "250") for code in codes),
    )


def _file(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(heads)
        writer.writerows(rows)


def _command(house: House, folder: str) -> None:
    """Run the command in a process of its own, as from a terminal."""
    call = ["-m", "qitao.server.cli", "import", folder, "--data", str(house.instance.home)]
    done = subprocess.run(
        [sys.executable, *call, "--database", house.access.owner.url()],
        env=os.environ | house.variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The import failed: {done.stdout}{done.stderr}")


def _check(house: House, name: str, count: int) -> None:
    """Prove that every row came in: as many materials, and as many of them in stock."""
    (materials,) = numbers(house, MATERIALS, name)
    (stocked,) = numbers(house, STOCKED, name)
    if (materials, stocked) != (count, count):
        raise RuntimeError(f"{count} rows each were imported, but found {materials}, {stocked}")
