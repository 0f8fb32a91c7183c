"""Imports on real PostgreSQL: all or nothing, every bad cell named, harmless when repeated."""

import os
import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.db import connection
from django.test import override_settings

from qitao.base import clock
from qitao.base.actor import EVERYWHERE, PERMISSIONS, Actor, Door, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, PERMISSION_MISSING, Refusal
from qitao.catalog.models import Bom, BomLine, Location, Machine, Material, Unit
from qitao.catalog.values import EditBoms, EditLocations, EditMaterials, MaterialId, PublishBom
from qitao.kitting.queries import find_verdict
from qitao.links import actions, jobs, queries
from qitao.links.actions import Watch, runs
from qitao.links.models import ImportFault, ImportRun
from qitao.links.rules.rows import fields_of
from qitao.links.rules.words import explain
from qitao.links.values import (
    IMPORT_FAULTS,
    MAPPING_INVALID,
    NOUN_UNKNOWN,
    RUN_FINISHED,
    SOURCE_MISSING,
    ImportRows,
    ImportRunId,
    RunState,
)
from qitao.links.values.imports import Batch, BatchSaved
from qitao.links.values.mapping import Source
from qitao.links.values.nouns import NOUNS
from qitao.lowcode.actions import install_template
from qitao.people.models import OrgUnit, Plant, User
from qitao.production.actions import create_order, submit_order
from qitao.trade.models import PurchaseOrder
from tests.links.folders import BOM, HOUSE, MAPPING, PARTS, bring_in, places, write

pytestmark = pytest.mark.usefixtures("real_db")


def verbs() -> list[str]:
    """Return what the journal says was done, nested verbs behind their outer one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(o.verb || ' › ', '') || e.verb FROM base_journal e "
            "LEFT JOIN base_journal o ON o.id = e.parent ORDER BY e.id"
        )
        return [row[0] for row in cursor.fetchall()]


def counts() -> tuple[int, int, int]:
    return Unit.objects.count(), Material.objects.count(), BomLine.objects.count()


def test_a_folder_comes_in_and_again_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, parts=PARTS, bom=BOM)
    first = bring_in(folder)
    assert first.state is RunState.DONE
    assert first.done is not None
    assert first.done.batches == (
        BatchSaved("unit", 1, 1, 0, 0),
        BatchSaved("material", 3, 3, 0, 0),
        BatchSaved("bom", 2, 1, 0, 0),
    )
    assert Material.objects.get(code="C").safety_stock == Decimal("1.5")
    assert Material.objects.get(code="C").kind == "buy"
    assert Bom.objects.get().state == "active"
    again = bring_in(folder)
    assert again.done is not None
    assert [(one.created, one.updated, one.unchanged) for one in again.done.batches] == [
        (0, 0, 1),
        (0, 0, 3),
        (0, 0, 1),
    ]
    run = queries.get_run(first.done.run or ImportRunId(0))
    assert (run.title, run.state) == ("小厂", "done")
    assert run.report["tables"][1] == {
        "noun": "material",
        "table": "parts.csv",
        "rows": 3,
        "left_out": 0,
    }
    assert (
        verbs()
        == [
            "links.plan_import",
            "links.import_rows",
            "links.import_rows › catalog.import_units",
            "links.import_rows › catalog.import_materials",
            "links.import_rows › catalog.import_boms",
        ]
        * 2
    )


def test_every_bad_cell_is_named_with_file_line_and_column_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    parts = (
        'no,name,kind,min\nA,"zwei\nZeilen",make,5\nB,体,gekauft,\n,盖,buy,x\nA,阀,make,1\n'
        "D,d,buy,1\n"
    )
    bom = "parent,pos,child,qty\nA,10,B,1\nA,20,D,0\nD,10,Z,1\nE,1,D,1\n"
    outcome = bring_in(write(tmp_path, parts=parts, bom=bom))
    assert outcome.state is RunState.REFUSED
    assert places(outcome) == [
        ("parts.csv", 4, "kind", "gekauft", "NOT_ONE_OF"),
        ("parts.csv", 5, "min", "x", "NOT_A_NUMBER"),
        ("parts.csv", 5, "no", "", "MISSING"),
        ("parts.csv", 6, "no", "A", "TWICE"),
        ("bom.csv", 3, "qty", "0", "TOO_SMALL"),
        ("bom.csv", 4, "child", "Z", "UNKNOWN_REFERENCE"),
        ("bom.csv", 5, "parent", "E", "UNKNOWN_REFERENCE"),
    ]
    assert counts() == (0, 0, 0)
    for cell in outcome.faults:
        for lang in ("zh", "en"):
            reason, remedy = explain(cell.code, {**cell.evidence, "value": cell.value}, lang)
            assert reason != cell.code
            assert remedy
            assert "—" not in reason
    reason, remedy = explain("NOT_ONE_OF", outcome.faults[0].evidence | {"value": "x"}, "zh")
    assert remedy == "可以填：自制、外购、虚拟件"
    run = ImportRun.objects.get()
    assert (run.state, run.faults) == ("refused", len(outcome.faults))
    kept = queries.list_faults(ImportRunId(run.pk))
    assert [(one.table, one.line, one.code) for one in kept] == [
        (one.table, one.line, one.code) for one in outcome.faults
    ]


def test_rows_that_name_a_bad_row_are_not_called_bad_too(tmp_path: Path) -> None:
    parts = "no,name,kind,min\nA,阀,make,5\nB,体,buy,x\nC,盖,buy,1\n"
    outcome = bring_in(write(tmp_path, parts=parts, bom=BOM))
    assert places(outcome) == [("parts.csv", 3, "min", "x", "NOT_A_NUMBER")]


def test_a_circle_is_a_fault_with_its_codes(tmp_path: Path) -> None:
    bom = BOM + "B,10,A,1\n"
    outcome = bring_in(write(tmp_path, parts=PARTS, bom=bom))
    assert [one.code for one in outcome.faults] == ["BOM_CYCLE"]
    cycle = outcome.faults[0].evidence["codes"]
    assert set(cycle) == {"A", "B"}
    assert "→" in explain("BOM_CYCLE", outcome.faults[0].evidence, "zh")[0]
    assert counts() == (0, 0, 0)


def test_columns_that_no_file_gives_stay_as_they_are(tmp_path: Path) -> None:
    bring_in(write(tmp_path, parts=PARTS, bom=BOM))
    Material.objects.filter(code="A").update(spec="φ12", drawing_no="D-1", revision=7)
    mapping = """
qitao: 1
steps:
  - noun: material
    file: new.csv
    columns: {code: no, spec: spec}
"""
    outcome = bring_in(write(tmp_path, new="no,spec\nA,φ14\n"), mapping)
    assert outcome.state is RunState.DONE
    row = Material.objects.get(code="A")
    assert (row.spec, row.drawing_no, row.name, row.revision) == ("φ14", "D-1", "阀", 8)


def test_a_step_for_new_rows_leaves_known_ones_alone(tmp_path: Path) -> None:
    bring_in(write(tmp_path, parts=PARTS, bom=BOM))
    mapping = """
qitao: 1
steps:
  - noun: unit
    only_new: true
    rows: [{code: PCS, name: piece}, {code: KG, name: 千克}]
"""
    outcome = bring_in(tmp_path, mapping)
    assert outcome.done is not None
    assert outcome.done.batches == (BatchSaved("unit", 2, 1, 0, 1),)
    assert dict(Unit.objects.values_list("code", "name")) == {"PCS": "件", "KG": "千克"}


def test_a_trial_previews_ten_rows_and_writes_nothing(tmp_path: Path) -> None:
    lines = "".join(f"M{number},件{number},buy,\n" for number in range(30))
    folder = write(tmp_path, parts="no,name,kind,min\n" + lines, bom="parent,pos,child,qty\n")
    outcome = bring_in(folder, dry_run=True)
    assert outcome.state is RunState.TRIED
    preview = next(one for one in outcome.previews if one.noun == "material")
    assert len(preview.rows) == 10
    first = dict(zip(preview.columns, preview.rows[0], strict=True))
    assert (first["code"], first["unit"], first["kind"]) == ("M0", "PCS", "外购")
    assert counts() == (0, 0, 0)
    assert verbs() == ["links.plan_import"]


def test_sheets_of_a_workbook_and_chinese_encodings_are_read(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("物料")
        for place, row in enumerate([["编码", "名称", "单位", "类型", "安全库存", "批次管理"]]):
            sheet.write_row(place, 0, row)
        sheet.write_row(1, 0, ["A", "阀", "PCS", "自制", 1234.5, True])
        sheet.write_row(3, 0, ["B", "体", "PCS", "外购", "1,000", "否"])
        units = book.add_worksheet("计量单位")
        units.write_row(0, 0, ["编码", "名称", "小数位数"])
        units.write_row(1, 0, ["PCS", "件", 0])
    outcome = bring_in(file, "")
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])
    stored = {row.code: row for row in Material.objects.all()}
    assert stored["A"].safety_stock == Decimal("1234.5")
    assert (stored["A"].lot_tracked, stored["B"].lot_tracked) == (True, False)
    assert stored["B"].safety_stock == 1000

    chinese = tmp_path / "gb"
    chinese.mkdir()
    text = "编码;名称;单位;类型\r\nC;螺丝;PCS;外购\r\n"
    (chinese / "物料.csv").write_bytes(text.encode("gb18030"))
    assert bring_in(chinese, "").state is RunState.DONE
    assert Material.objects.get(code="C").name == "螺丝"


def test_a_mapping_that_does_not_fit_the_files_says_where(tmp_path: Path) -> None:
    folder = write(tmp_path, parts="nr,name,kind,min\n")
    outcome = bring_in(folder)
    assert [(one.code, one.line, one.field) for one in outcome.faults] == [
        ("NO_COLUMN", 7, "code"),
        ("NO_TABLE", 10, ""),
    ]
    wrong = bring_in(folder, unknown="1")
    assert [one.code for one in wrong.faults] == ["PARAMETER_UNKNOWN"]
    with pytest.raises(Refusal) as caught:
        bring_in(folder, MAPPING.replace("columns", "colums"))
    assert caught.value.code is MAPPING_INVALID
    assert caught.value.evidence["count"] == 4


def test_an_import_needs_the_rights_of_the_verbs(tmp_path: Path) -> None:
    user = User.objects.create(username="p", name="p")
    folder = write(tmp_path, parts=PARTS, bom=BOM)
    grants = {ImportRows: (EVERYWHERE,), EditMaterials: (EVERYWHERE,), EditBoms: (EVERYWHERE,)}
    planner = Actor(UserId(user.pk), "p", grants, door=Door.CLI)
    outcome = bring_in(folder, actor=planner)
    assert outcome.state is RunState.REFUSED
    assert outcome.refusal is not None
    assert outcome.refusal.code is PERMISSION_MISSING
    assert outcome.refusal.evidence == {"permission": str(PublishBom)}
    assert counts() == (0, 0, 0)
    may = replace(planner, grants={**grants, PublishBom: (EVERYWHERE,)})
    assert bring_in(folder, actor=may).state is RunState.DONE


def test_an_import_stays_within_the_plants_of_its_person() -> None:
    own = two_plants()
    user = User.objects.create(username="k", name="k")
    keeper = Actor(UserId(user.pk), "k", {ImportRows: (EVERYWHERE,), EditLocations: (own,)})
    columns = ("plant", "code", "name", "kind")
    here = Batch("location", columns, (("P1", "L", "L", "internal"),))
    there = Batch("location", columns, (("P2", "L", "L", "internal"),))
    assert actions.import_rows(actor=keeper, batches=(here,)).saved.created == 1
    with pytest.raises(Refusal) as caught:
        actions.import_rows(actor=keeper, batches=(here, there))
    assert caught.value.code is OUT_OF_SCOPE
    assert Location.objects.count() == 1


def two_plants() -> Scope:
    """Make two plants and return the first of them."""
    for code in ("P1", "P2"):
        unit = OrgUnit.objects.create(code=code, name=code, kind="plant")
        Plant.objects.create(code=code, name=code, org_unit=unit)
    return Scope(plants=frozenset({PlantId(Plant.objects.get(code="P1").pk)}))


SHARED_ROWS = {
    "org_unit": ("code name kind", "T|组|team"),
    "plant": ("code name", "P3|三厂"),
    "user": ("username name", "li|李四"),
    "unit": ("code name", "PCS|件"),
    "material_group": ("code name", "G|组"),
    "material": ("code name unit kind", "M|料|PCS|buy"),
    "unit_conversion": ("from_unit to_unit factor", "PCS|PCS|1"),
    "partner": ("code name kind", "S|宏达|supplier"),
    "supplier_item": ("material partner price", "M|S|1"),
    "scrap_reason": ("code name", "R|缩水"),
    "bom": ("material version line_no component quantity", "M|1|1|M|1"),
    "bom_substitute": ("material version line_no substitute", "M|1|1|M"),
}


@pytest.mark.parametrize("name", [one.name for one in NOUNS.values() if one.comes_in])
def test_rows_of_all_plants_do_not_come_in_by_a_person_of_one(name: str) -> None:
    noun = NOUNS[name]
    if "plant" in fields_of(noun.row) or noun.plant_asked:
        assert name not in SHARED_ROWS, "its rows are told by plant"
        return
    user = User.objects.create(username="k", name="k")
    keeper = Actor(UserId(user.pk), "k", dict.fromkeys(PERMISSIONS.values(), (two_plants(),)))
    columns, row = SHARED_ROWS[name]
    batch = Batch(name, tuple(columns.split()), (tuple(row.split("|")),))
    with pytest.raises(Refusal) as caught:
        actions.import_rows(actor=keeper, batches=(batch,))
    assert caught.value.code is OUT_OF_SCOPE
    assert caught.value.evidence == {
        "permission": str(ImportRows),
        "plant": None,
        "org_unit": None,
    }


def test_a_person_of_one_plant_takes_nothing_over_from_another() -> None:
    """Machines and purchase orders go by a code of the whole company, not of a plant."""
    own = two_plants()
    user = User.objects.create(username="k", name="k")
    keeper = Actor(UserId(user.pk), "k", dict.fromkeys(PERMISSIONS.values(), (own,)))
    actions.import_rows(
        actor=HOUSE,
        batches=(
            Batch("unit", ("code", "name"), (("PCS", "件"),)),
            Batch("material", ("code", "name", "unit", "kind"), (("M", "料", "PCS", "buy"),)),
            Batch("partner", ("code", "name", "kind"), (("S", "宏达", "supplier"),)),
            Batch("work_centre", ("plant", "code", "name"), (("P1", "W", "W"), ("P2", "W", "W"))),
        ),
    )
    machine = ("plant", "work_centre", "code", "name")
    line = ("number", "plant", "partner", "line", "material", "ordered")

    def there(plant: str, number: str = "1") -> tuple[Batch, Batch]:
        return (
            Batch("machine", machine, ((plant, "W", "IM-1", "机"),)),
            Batch("purchase_line", line, (("PO1", plant, "S", number, "M", "5"),)),
        )

    actions.import_rows(actor=HOUSE, batches=there("P2"))
    for batch in (*there("P1"), *there("P1", number="2")):
        with pytest.raises(Refusal) as caught:
            actions.import_rows(actor=keeper, batches=(batch,))
        assert caught.value.code is OUT_OF_SCOPE, batch.noun
    assert Machine.objects.get().work_centre.plant.code == "P2"
    assert PurchaseOrder.objects.get().plant.code == "P2"


def test_the_verb_itself_names_faults_by_batch_and_row() -> None:
    units = Batch("unit", ("code", "name", "decimals"), (("PCS", "件", "0"), ("KG", "千克", "9")))
    with pytest.raises(Refusal) as caught:
        actions.import_rows(actor=HOUSE, batches=(units,))
    assert caught.value.code is IMPORT_FAULTS
    [fault] = caught.value.evidence["faults"]
    assert (fault["batch"], fault["row"], fault["field"], fault["code"]) == (
        0,
        1,
        "decimals",
        "TOO_LARGE",
    )
    for batch in (
        Batch("spaceship", ("code",), ()),
        Batch("stock_balance", ("plant",), ()),
        Batch("unit", ("code", "colour"), ()),
        Batch("unit", ("code", "name"), (("PCS",),)),
    ):
        with pytest.raises(Refusal) as strange:
            actions.import_rows(actor=HOUSE, batches=(batch,))
        assert strange.value.code is NOUN_UNKNOWN


def test_a_running_import_can_be_stopped_from_another_connection(tmp_path: Path) -> None:
    lines = "".join(f"M{number},件,buy,\n" for number in range(25_000))
    folder = write(tmp_path, parts="no,name,kind,min\n" + lines, bom="parent,pos,child,qty\n")
    planned = actions.plan_import(
        actor=HOUSE, source=str(folder), mapping=MAPPING, background=False
    )
    watch = Watch()
    ended: list[RunState] = []

    def work() -> None:
        outcome = actions.carry_out(planned.import_run, HOUSE, onlooker=watch)
        assert outcome is not None
        ended.append(outcome.state)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    while not watch.done and thread.is_alive():
        thread.join(0.01)
    actions.stop_import(actor=HOUSE, run=planned.import_run)
    thread.join()
    assert ended == [RunState.STOPPED]
    assert Material.objects.count() == 0
    run = queries.get_run(planned.import_run)
    assert (run.state, run.stop_asked) == ("stopped", True)
    with pytest.raises(Refusal) as caught:
        actions.stop_import(actor=HOUSE, run=planned.import_run)
    assert caught.value.code is RUN_FINISHED


def test_a_waiting_import_is_taken_once_and_a_dead_one_ends(tmp_path: Path) -> None:
    folder = write(tmp_path, parts=PARTS, bom=BOM)
    planned = actions.plan_import(
        actor=HOUSE, source=str(folder), mapping=MAPPING, background=False
    )
    assert runs.begin(planned.import_run)
    assert actions.carry_out(planned.import_run, HOUSE) is None
    assert runs.end_dead_runs() == 0
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert runs.end_dead_runs() == 1
    assert queries.get_run(planned.import_run).state == "failed"
    assert actions.carry_out(planned.import_run, HOUSE) is None
    assert counts() == (0, 0, 0)


def test_uploads_are_imported_in_the_background_with_the_persons_rights(tmp_path: Path) -> None:
    user = User.objects.create(username="root", name="root", is_active=True)
    grants = {ImportRows: (EVERYWHERE,)}
    actor = Actor(UserId(user.pk), "root", grants)
    with override_settings(DATA=tmp_path):
        folder = actions.keep_upload({"../../parts.csv": PARTS.encode(), "bom.csv": BOM.encode()})
        assert sorted(file.name for file in Path(folder).iterdir()) == ["bom.csv", "parts.csv"]
        planned = actions.plan_import(actor=actor, source=folder, mapping=MAPPING)
        for outside in (str(tmp_path), "/etc", str(tmp_path / "imports" / ".." / "x")):
            with pytest.raises(Refusal) as caught:
                actions.plan_import(actor=actor, source=outside, mapping=MAPPING)
            assert caught.value.code is SOURCE_MISSING
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, (args->>'run')::int FROM procrastinate_jobs")
        assert cursor.fetchall() == [("links.run_import", planned.import_run)]
    jobs.run_import(run=planned.import_run)
    run = queries.get_run(planned.import_run)
    assert run.state == "refused"
    assert run.report["refusal"][0]["code"] == "PERMISSION_MISSING"
    assert ImportFault.objects.count() == 0


def test_the_first_plant_of_the_examples_can_make_its_product() -> None:
    install_template(actor=HOUSE, template="work_orders_by_operation")
    folder = Path(__file__).resolve().parents[2] / "examples" / "first-plant"
    outcome = bring_in(folder, "")
    assert (outcome.state, outcome.faults) == (RunState.DONE, [])
    product = Material.objects.get(code="A-1")
    order = create_order(
        actor=HOUSE,
        plant=PlantId(Plant.objects.get().pk),
        material=MaterialId(product.pk),
        quantity=Decimal(20),
    ).order
    submit_order(actor=HOUSE, order=order)
    verdict = find_verdict("work_order", order)
    assert verdict is not None
    assert verdict.state == "complete"
    again = bring_in(folder, "")
    assert again.done is not None
    assert (again.done.saved.created, again.done.saved.updated) == (0, 0)


def test_a_file_that_nobody_knows_stands_among_the_files(tmp_path: Path) -> None:
    outcome = bring_in(write(tmp_path / "in", odd="a,b\n1,2\n"), "")
    assert outcome.state is RunState.REFUSED
    assert [(one.table, one.column, one.code) for one in outcome.faults] == [
        ("odd.csv", "", "TABLE_UNKNOWN")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_head_of_a_large_file_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = "料号,品名\n" + "".join(f"P-{number},物料 {number}\n" for number in range(40_000))
    for size in range(3):  # the cut falls at each place of a character
        (tmp_path / "old.csv").write_bytes(("x" * size + text).encode(encoding))
        rows = queries.Folder(tmp_path).peek(Source("old.csv"))
        assert rows[0][1] == "品名"
        assert rows[1] == ["P-0", "物料 0"]


def test_old_uploads_are_cleared_unless_a_run_still_needs_them(tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        old, waited, new = (runs.keep_upload({"a.csv": b"code\n"}) for _ in range(3))
        (runs.uploads() / "notes").mkdir()
        long_ago = (clock.now() - timedelta(days=runs.UPLOAD_DAYS_KEPT, hours=1)).timestamp()
        for folder in (old, waited, str(runs.uploads() / "notes")):
            os.utime(folder, (long_ago, long_ago))
        actions.plan_import(actor=HOUSE, source=waited, background=False)
        jobs.forget_uploads(0)
        kept = {folder.name for folder in runs.uploads().iterdir()}
        assert kept == {Path(waited).name, Path(new).name, "notes"}
        assert runs.find_upload(Path(old).name) is None
        ImportRun.objects.update(state=RunState.DONE)
        assert runs.forget_uploads() == 1
        assert ImportRun.objects.count() == 1
        assert runs.forget_uploads() == 0
    with override_settings(DATA=tmp_path / "nowhere"):
        assert runs.forget_uploads() == 0
