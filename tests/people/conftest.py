"""People of a small plant for the tests: made through the verbs, as the plant itself would."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import Refusal, RefusalCode
from qitao.people import actions, queries
from qitao.people.values import OrgKind, RoleId
from tests.standing import stand

PASSWORD = "stone-kettle-harbour"
SYSTEM = Actor.system(cause="test")


@dataclass(frozen=True, slots=True)
class Company:
    """A company with two plants; plant A has a workshop with a team, and an office beside them."""

    top: OrgUnitId
    plant_a: PlantId
    unit_a: OrgUnitId
    workshop: OrgUnitId
    team: OrgUnitId
    plant_b: PlantId
    unit_b: OrgUnitId
    office: OrgUnitId


@pytest.fixture
def company(real_db: None) -> Company:
    return stand("company", build_company)


def build_company() -> Company:
    def unit(code: str, kind: OrgKind, parent: OrgUnitId | None) -> OrgUnitId:
        return actions.create_org_unit(
            actor=SYSTEM, code=code, name=f"单元 {code}", kind=kind, parent=parent
        ).org_unit

    actions.install_roles(actor=SYSTEM)
    top = unit("TOP", OrgKind.COMPANY, None)
    a = actions.create_plant(actor=SYSTEM, code="A", name="一厂", parent=top)
    b = actions.create_plant(actor=SYSTEM, code="B", name="二厂", parent=top)
    workshop = unit("A-INJ", OrgKind.WORKSHOP, a.org_unit)
    team = unit("A-INJ-1", OrgKind.TEAM, workshop)
    office = unit("HR", OrgKind.TEAM, top)
    return Company(top, a.plant, a.org_unit, workshop, team, b.plant, b.org_unit, office)


MakePerson = Callable[..., UserId]


@pytest.fixture
def person(real_db: None) -> MakePerson:
    """Make a person: `person("zhang", role="operator", plant=…, org_unit=…, home=…)`."""

    def make(
        username: str,
        *,
        name: str = "",
        role: str | None = None,
        plant: PlantId | None = None,
        org_unit: OrgUnitId | None = None,
        home: OrgUnitId | None = None,
    ) -> UserId:
        user = actions.create_user(
            actor=SYSTEM,
            username=username,
            name=name or username,
            password=SecretStr(PASSWORD),
            org_unit=home,
        ).user
        if role:
            assign(user, role, plant=plant, org_unit=org_unit)
        return user

    return make


def assign(
    user: UserId,
    role: str,
    *,
    plant: PlantId | None = None,
    org_unit: OrgUnitId | None = None,
) -> int:
    number = RoleId(queries.get_role_by_code(role).id)
    made = actions.assign_role(actor=SYSTEM, user=user, role=number, plant=plant, org_unit=org_unit)
    return made.assignment


def refused(code: RefusalCode) -> "pytest.RaisesExc[Refusal]":
    return pytest.raises(Refusal, match=f"^{code.code} ", check=lambda error: error.code is code)
