"""Plants, org units, posts and roles on the screen."""

from django.urls import reverse

from qitao.people import queries as people
from qitao.people.models import OrgUnit, Plant, Post, Role
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def test_a_department_is_made_renamed_moved_and_retired(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    top = OrgUnit.objects.get(code="P1")
    typed = {"code": "WS-1", "name": "注塑车间", "kind": "workshop", "parent": top.pk}
    enter_form(client, reverse("people:new_unit"), **typed)
    unit = OrgUnit.objects.get(code="WS-1")
    assert unit.parent_id == top.pk
    page = reverse("people:unit", args=[unit.pk])
    assert "注塑车间" in client.get(page).content.decode()
    deed = reverse("people:unit_deed", args=[unit.pk, "update_org_unit"])
    enter_form(client, deed, name="注塑一车间")
    enter_form(client, reverse("people:unit_deed", args=[unit.pk, "move_org_unit"]), parent="")
    unit.refresh_from_db()
    assert (unit.name, unit.parent_id) == ("注塑一车间", None)
    enter_form(client, deed, active="false")
    unit.refresh_from_db()
    assert not unit.active
    assert unit.name == "注塑一车间"
    listed = client.get(reverse("people:organisation")).content.decode()
    assert "注塑一车间" in listed
    assert "已停用" in listed


def test_a_department_never_lies_beneath_itself(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    top = OrgUnit.objects.get(code="P1")
    below = OrgUnit.objects.create(code="WS-2", name="下级", kind="workshop", parent=top)
    url = reverse("people:unit_deed", args=[top.pk, "move_org_unit"])
    answer = enter_form(client, url, parent=below.pk)
    assert answer.status_code == 409
    assert "ORG_CYCLE" in answer.content.decode()


def test_a_plant_is_made_with_a_unit_of_its_own(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    typed = {"code": "P7", "name": "二厂", "time_zone": "Asia/Shanghai", "parent": ""}
    enter_form(client, reverse("people:new_plant"), **typed)
    plant = Plant.objects.get(code="P7")
    assert plant.org_unit.kind == "plant"
    deed = reverse("people:plant_deed", args=[plant.pk, "update_plant"])
    wrong = enter_form(client, deed, name="二厂", time_zone="Moon/Sea")
    assert wrong.status_code in (409, 422)
    assert "Moon/Sea" in wrong.content.decode()
    enter_form(client, deed, name="苏州二厂", time_zone="Asia/Shanghai")
    plant.refresh_from_db()
    assert plant.name == "苏州二厂"


def test_a_post_maps_to_the_roles_that_are_ticked(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    made = enter_form(
        client, reverse("people:new_post"), code="LEAD", name="班组长", name_en="Shift lead"
    )
    post = Post.objects.get(code="LEAD")
    assert made["Location"] == reverse("people:post", args=[post.pk])
    operator = people.get_role_by_code("operator")
    deed = reverse("people:post_deed", args=[post.pk, "set_post_roles"])
    enter_form(client, deed, roles=[operator.id])
    assert [role.code for role in post.roles.all()] == ["operator"]
    page = visitor("administrator", lang="en").get(reverse("people:posts")).content.decode()
    assert "Shift lead" in page
    assert "Operator" in page
    enter_form(client, deed)
    assert not post.roles.exists()
    enter_form(client, reverse("people:post_deed", args=[post.pk, "delete_post"]))
    assert not Post.objects.filter(code="LEAD").exists()


def test_a_post_is_renamed_and_keeps_its_code_and_roles(town: Town, visitor: Visitor) -> None:
    client, operator = visitor("administrator"), people.get_role_by_code("operator")
    post = Post.objects.create(code="LEAD", name="班组长")
    post.roles.add(operator.id)
    deed = reverse("people:post_deed", args=[post.pk, "update_post"])
    enter_form(client, deed, name="注塑班组长", name_en="Moulding lead")
    post.refresh_from_db()
    assert (post.code, post.name, post.name_en) == ("LEAD", "注塑班组长", "Moulding lead")
    assert [role.code for role in post.roles.all()] == ["operator"]
    refused = enter_form(client, deed, name="x" * 300)
    assert refused.status_code == 422
    assert enter_form(visitor("planner"), deed, name="别的").status_code == 403
    missing = reverse("people:post_deed", args=[post.pk + 99, "update_post"])
    assert enter_form(client, missing, name="没有").status_code == 404
    post.refresh_from_db()
    assert post.name == "注塑班组长"


def test_a_role_is_made_and_named(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    enter_form(client, reverse("people:new_role"), code="auditor", name="审计")
    role = Role.objects.get(code="auditor")
    deed = reverse("people:role_deed", args=[role.pk, "update_role"])
    enter_form(client, deed, name="内审", name_en="Auditor", purpose="只看日志")
    role.refresh_from_db()
    assert (role.name, role.name_en) == ("内审", "Auditor")
    enter_form(client, reverse("people:role_deed", args=[role.pk, "delete_role"]))
    assert not Role.objects.filter(code="auditor").exists()


def test_who_may_only_look_changes_nothing(town: Town, visitor: Visitor) -> None:
    client = visitor("workshop_director")
    unit = OrgUnit.objects.get(code="P1")
    page = client.get(reverse("people:unit", args=[unit.pk])).content.decode()
    assert 'class="form-grid" disabled' in page
    deed = reverse("people:unit_deed", args=[unit.pk, "update_org_unit"])
    assert enter_form(client, deed, name="x").status_code == 403
    assert client.get(reverse("people:new_post")).status_code == 403


def test_plants_and_departments_have_an_english_name(town: Town, visitor: Visitor) -> None:
    boss = visitor("administrator")
    plant, company = Plant.objects.get(pk=town.shop.plant), OrgUnit.objects.first()
    assert company is not None
    enter_form(
        boss,
        reverse("people:plant_deed", args=[plant.pk, "update_plant"]),
        name=plant.name,
        name_en="First plant",
        time_zone=plant.time_zone,
    )
    enter_form(
        boss,
        reverse("people:unit_deed", args=[company.pk, "update_org_unit"]),
        name=company.name,
        name_en="Whole company",
    )
    plant.refresh_from_db()
    assert plant.name_en == "First plant"
    page = reverse("people:organisation")
    told = {"zh": (plant.name, company.name), "en": ("First plant", "Whole company")}
    for lang, names in told.items():
        shown = visitor("administrator", lang=lang).get(page).content.decode()  # type: ignore[call-arg]
        assert all(name in shown for name in names)
    english = visitor("planner", lang="en").get("/orders/new/").content.decode()  # type: ignore[call-arg]
    assert ">First plant</option>" in english
    assert plant.name not in english
