"""Folders of files for tests, and imports of them."""

from pathlib import Path

from qitao.base.actor import Actor, Door
from qitao.links import actions
from qitao.links.actions import Outcome, Watch

HOUSE = Actor.system(cause="test", door=Door.CLI)
MAPPING = """
qitao: 1
title: {zh: 小厂, en: A small plant}
steps:
  - noun: unit
    rows: [{code: PCS, name: 件}]
  - noun: material
    file: parts.csv
    columns: {code: no, name: name, unit: {value: PCS}, kind: kind, safety_stock: min}
  - noun: bom
    file: bom.csv
    columns:
      material: parent
      state: {value: active}
      line_no: pos
      component: child
      quantity: qty
"""
PARTS = "no,name,kind,min\nA,阀,make,5\nB,体,buy,\nC,盖,外购,1.5\n"
BOM = "parent,pos,child,qty\nA,10,B,1\nA,20,C,2\n"


def write(folder: Path, **files: str) -> Path:
    """Write CSV files named by their keywords."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def bring_in(
    source: Path,
    mapping: str = MAPPING,
    *,
    actor: Actor = HOUSE,
    dry_run: bool = False,
    onlooker: Watch | None = None,
    **parameters: str,
) -> Outcome:
    """Plan an import and carry it out in this process."""
    planned = actions.plan_import(
        actor=actor,
        source=str(source),
        mapping=mapping,
        parameters=parameters,
        dry_run=dry_run,
        background=False,
    )
    outcome = actions.carry_out(planned.import_run, actor, onlooker=onlooker)
    assert outcome is not None
    return outcome


def places(outcome: Outcome) -> list[tuple[str, int, str, str, str]]:
    """Return file, line, column, value and code of each bad cell."""
    return [(one.table, one.line, one.column, one.value, one.code) for one in outcome.faults]
