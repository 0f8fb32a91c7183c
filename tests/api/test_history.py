"""Histories as JSON: who changed what, the record as of a moment, only within one's reach."""

from decimal import Decimal
from urllib.parse import quote

import pytest

from qitao.catalog import actions as catalog
from qitao.catalog.values import LocationKind, MaterialKind
from qitao.catalog.values.rows import LocationRow, MaterialRow, UnitRow
from qitao.people import actions as people
from qitao.people.values import OrgKind
from tests.api.conftest import SYSTEM, MakeClient

PP = MaterialRow(code="PP", name="PP 粒料", unit="KG", kind=MaterialKind.BUY)


@pytest.fixture
def material(roles: None) -> str:
    """A material whose safety stock was raised from 0 to 7.5."""
    catalog.create_unit(actor=SYSTEM, row=UnitRow(code="KG", name="千克", decimals=3))
    made = catalog.create_material(actor=SYSTEM, row=PP)
    raised = MaterialRow(
        code="PP", name="PP 粒料", unit="KG", kind=MaterialKind.BUY, safety_stock=Decimal("7.5")
    )
    catalog.update_material(actor=SYSTEM, row=raised)
    return f"material:{made.material}"


def test_versions_tell_old_and_new(client_of: MakeClient, material: str) -> None:
    client = client_of("planner", "planner")
    latest, first = client.get("catalog.history", f"record={material}").json["rows"]
    [change] = latest["changes"]
    assert (change["field"], Decimal(change["old"]), Decimal(change["new"])) == (
        "safety_stock",
        0,
        Decimal("7.5"),
    )
    assert latest["verb"] == "catalog.update_material"
    assert latest["entry"] > first["entry"]
    unit = next(each["new"] for each in first["changes"] if each["field"] == "unit")
    assert (unit["code"], unit["name"]) == ("KG", "千克")


def test_values_as_of_a_moment(client_of: MakeClient, material: str) -> None:
    client = client_of("planner", "planner")
    latest, first = client.get("catalog.history", f"record={material}").json["rows"]
    for moment, stock in ((first["at"], "0"), (latest["at"], "7.5"), (None, "7.5")):
        query = f"record={material}" + (f"&at={quote(moment)}" if moment else "")
        rows = client.get("catalog.history_as_of", query).json["rows"]
        found = {row["field"]: row["value"] for row in rows}
        assert Decimal(found["safety_stock"]) == Decimal(stock)
    early = f"record={material}&at={quote('2001-01-01T00:00:00Z')}"
    assert client.get("catalog.history_as_of", early).json["rows"] == []


@pytest.mark.parametrize("record", ["material:999", "user:1", "nothing:1", "material"])
def test_what_is_not_there_is_not_found(client_of: MakeClient, material: str, record: str) -> None:
    assert client_of("planner", "planner").get("catalog.history", f"record={record}").status == 404


def test_another_plants_place_is_not_found(client_of: MakeClient, material: str) -> None:
    unit = people.create_org_unit(actor=SYSTEM, code="HQ", name="总部", kind=OrgKind.COMPANY)
    plants = [
        people.create_plant(actor=SYSTEM, code=code, name=code, parent=unit.org_unit).plant
        for code in ("P1", "P2")
    ]
    places = [
        catalog.create_location(
            actor=SYSTEM,
            row=LocationRow(plant=code, code="W", name="仓", kind=LocationKind.INTERNAL),
        ).location
        for code in ("P1", "P2")
    ]
    client = client_of("keeper", "planner", plant=plants[0])
    answers = [client.get("catalog.history", f"record=location:{place}").status for place in places]
    assert answers == [200, 404]


def test_a_version_that_is_no_more_is_refused(client_of: MakeClient, roles: None) -> None:
    client = client_of("boss", "administrator")
    post = people.create_post(actor=SYSTEM, code="LEAD", name="班长").post
    version = client.get("people.history", f"record=post:{post}").headers["ETag"]
    first = {"post": post, "name": "组长"}
    done = client.post("people.update_post", first, HTTP_IF_MATCH=version)
    assert done.status == 200
    late = client.post("people.update_post", {"post": post, "name": "工长"}, HTTP_IF_MATCH=version)
    assert (late.status, late.code) == (409, "CHANGED_MEANWHILE")
    anyhow = client.post("people.update_post", {"post": post, "name": "领班"}, HTTP_IF_MATCH="*")
    assert anyhow.status == 200
    rows = client.get("people.history", f"record=post:{post}").json["rows"]
    assert [row["changes"][0]["new"] for row in rows][:2] == ["领班", "组长"]
