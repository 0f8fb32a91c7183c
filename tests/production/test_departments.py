"""A post limited to a department: its people report at that department's work centres only."""

from decimal import Decimal

import pytest

from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.refusal import OUT_OF_SCOPE, Refusal
from qitao.catalog import actions as catalog
from qitao.catalog.models import WorkCentre
from qitao.catalog.values.rows import MachineRow, WorkCentreRow
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.models import OrgUnit, Plant
from qitao.people.values import ORG_UNIT_OUTSIDE_PLANT, OrgKind, RoleId
from qitao.production import actions as production
from qitao.production.models import Report
from qitao.production.queries import lists
from qitao.production.values import OperationId
from tests.shop import HOUSE, Shop

CENTRES = {"注塑": "MOULD", "装配": "ASSEMBLY"}


@pytest.fixture
def departments(shop: Shop) -> dict[str, OrgUnitId]:
    """Give two of the three work centres a department; 包装 has none."""
    people.install_roles(actor=HOUSE)
    home = OrgUnitId(Plant.objects.get(pk=shop.plant).org_unit_id)
    units: dict[str, OrgUnitId] = {}
    for centre, code in CENTRES.items():
        units[code] = people.create_org_unit(
            actor=HOUSE, code=code, name=code, kind=OrgKind.WORKSHOP, parent=home
        ).org_unit
        WorkCentre.objects.filter(plant_id=shop.plant, name=centre).update(org_unit_id=units[code])
    return units


def works_in(
    role: str, *, org_unit: OrgUnitId | None = None, plant: PlantId | None = None
) -> Actor:
    """Make a person whose role ends at a department or a plant."""
    user = people.create_user(actor=HOUSE, username=f"{role}.{org_unit}.{plant}", name="某").user
    number = RoleId(queries.get_role_by_code(role).id)
    people.assign_role(actor=HOUSE, user=user, role=number, org_unit=org_unit, plant=plant)
    return queries.load_actor(user)


def operations(shop: Shop) -> dict[str, OperationId]:
    shop.stock(100)
    order = shop.released(10).order
    return {row.name: row.id for row in lists.list_operations(order)}


def test_a_department_reports_at_its_own_work_centres_only(
    shop: Shop, departments: dict[str, OrgUnitId]
) -> None:
    moulder = works_in("operator", org_unit=departments["MOULD"])
    at = operations(shop)
    report = production.report_output(actor=moulder, operation=at["注塑"], good=Decimal(5)).report
    for verb in (
        lambda: production.start_operation(actor=moulder, operation=at["装配"]),
        lambda: production.report_output(actor=moulder, operation=at["装配"], good=Decimal(1)),
        lambda: production.pause_operation(actor=moulder, operation=at["装配"]),
        lambda: production.finish_operation(actor=moulder, operation=at["装配"]),
    ):
        with pytest.raises(Refusal) as caught:
            verb()
        assert caught.value.code is OUT_OF_SCOPE
        assert caught.value.evidence["org_unit"] == departments["ASSEMBLY"]
    assert Report.objects.count() == 1
    assembler = works_in("operator", org_unit=departments["ASSEMBLY"])
    with pytest.raises(Refusal, match=OUT_OF_SCOPE.code):
        production.undo_report(actor=assembler, report=report)
    production.undo_report(actor=moulder, report=report)


def test_a_work_centre_without_department_belongs_to_its_whole_plant(
    shop: Shop, departments: dict[str, OrgUnitId]
) -> None:
    at = operations(shop)
    moulder = works_in("operator", org_unit=departments["MOULD"])
    for name in ("注塑", "装配"):
        production.report_output(actor=HOUSE, operation=at[name], good=Decimal(5))
    production.report_output(actor=moulder, operation=at["包装"], good=Decimal(1))


def test_a_right_of_the_plant_holds_in_all_of_its_departments(
    shop: Shop, departments: dict[str, OrgUnitId]
) -> None:
    at = operations(shop)
    anywhere = works_in("operator", plant=shop.plant)
    for operation in at.values():
        production.report_output(actor=anywhere, operation=operation, good=Decimal(1))
    assert len(lists.list_own_work(anywhere)) == 3


def test_work_is_listed_where_one_may_report(shop: Shop, departments: dict[str, OrgUnitId]) -> None:
    operations(shop)
    moulder = works_in("operator", org_unit=departments["MOULD"])
    assert {row.name for row in lists.list_own_work(moulder)} == {"注塑", "包装"}
    assert {row.name for row in lists.list_work(moulder)} == {"注塑", "包装"}
    assert len(lists.list_own_work(HOUSE)) == 3


def test_who_may_grant_more_is_told_for_the_department(
    shop: Shop, departments: dict[str, OrgUnitId]
) -> None:
    at = operations(shop)
    moulder = works_in("operator", org_unit=departments["MOULD"])
    works_in("workshop_director", org_unit=departments["MOULD"])
    director = works_in("workshop_director", org_unit=departments["ASSEMBLY"])
    with pytest.raises(Refusal) as caught:
        production.report_output(actor=moulder, operation=at["装配"], good=Decimal(1))
    told = queries.list_granters(
        production.report_output.verb.permission,  # type: ignore[attr-defined]
        plant=shop.plant,
        org_unit=caught.value.evidence["org_unit"],
    )
    assert [granter.user for granter in told] == [director.user]


def test_work_centres_and_machines_are_kept_by_their_department(
    shop: Shop, departments: dict[str, OrgUnitId]
) -> None:
    planner = works_in("planner", org_unit=departments["MOULD"])
    own = WorkCentreRow(plant="P1", code="P1-10", name="注塑", org_unit="MOULD")
    catalog.update_work_centre(actor=planner, row=own)
    taken = WorkCentreRow(plant="P1", code="P1-20", name="装配", org_unit="MOULD")
    given_away = WorkCentreRow(plant="P1", code="P1-10", name="注塑", org_unit="ASSEMBLY")
    machine = MachineRow(plant="P1", work_centre="P1-10", code="P1-M20", name="装配机")
    for verb, row in (
        (catalog.update_work_centre, taken),
        (catalog.update_work_centre, given_away),
        (catalog.update_machine, machine),
    ):
        with pytest.raises(Refusal, match=OUT_OF_SCOPE.code):
            verb(actor=planner, row=row)  # type: ignore[operator]
    with pytest.raises(Refusal, match=OUT_OF_SCOPE.code):
        catalog.retire_machine(actor=planner, machine=shop.machines["装配"])


def test_a_work_centre_has_its_department_in_its_own_plant(shop: Shop) -> None:
    OrgUnit.objects.create(code="ELSEWHERE", name="别处", kind="workshop")
    row = WorkCentreRow(plant="P1", code="X", name="X", org_unit="ELSEWHERE")
    with pytest.raises(Refusal, match=ORG_UNIT_OUTSIDE_PLANT.code):
        catalog.create_work_centre(actor=HOUSE, row=row)
