"""Who may do what where, who may change that, and what a refusal says of it."""

from datetime import date, timedelta

import pytest
from pydantic import SecretStr

from qitao.base.actor import EVERYWHERE, PERMISSIONS, Actor
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import (
    NOT_FOUND,
    OUT_OF_SCOPE,
    PERMISSION_MISSING,
    Refusal,
)
from qitao.base.texts import say
from qitao.people import actions, queries, values
from qitao.people.models import Role, RolePermission
from qitao.people.values import ApiTokenId, AssignmentId, PostId, RoleId, UseOwnAccount, ViewPeople
from qitao.server import demo
from tests.people.conftest import PASSWORD, SYSTEM, Company, MakePerson, assign, refused

pytestmark = pytest.mark.usefixtures("real_db")

# rights


def test_rights_reach_as_far_as_the_assignment(company: Company, person: MakePerson) -> None:
    user = person("foreman", role="workshop_director", org_unit=company.workshop)
    actor = queries.load_actor(user)
    assert actor.may(ViewPeople, plant=company.plant_a, org_unit=company.team)
    assert not actor.may(ViewPeople, org_unit=company.unit_a)
    assert not actor.may(ViewPeople, plant=company.plant_b)
    assert actor.plants_of(ViewPeople) == frozenset({company.plant_a})


def test_a_post_gives_its_roles_where_the_post_is(company: Company, person: MakePerson) -> None:
    user = person("lin")
    role = RoleId(queries.get_role_by_code("workshop_director").id)
    post = actions.create_post(
        actor=SYSTEM, code="FM", name="注塑班长", org_unit=company.workshop, roles=(role,)
    ).post
    assert not queries.load_actor(user).may(ViewPeople)
    made = actions.assign_post(actor=SYSTEM, user=user, post=post)
    assert queries.load_actor(user).plants_of(ViewPeople) == frozenset({company.plant_a})
    (path,) = queries.why_may(user, ViewPeople)
    assert (path.assignment, path.post, path.role) == (made.assignment, "注塑班长", "车间主任")
    assert (path.permission, path.plant, path.org_unit) == ("people.view", None, "单元 A-INJ")
    assert (path.valid_from, path.valid_to) == (None, None)
    actions.set_post_roles(actor=SYSTEM, post=post, roles=())
    assert not queries.load_actor(user).may(ViewPeople)
    assert queries.why_may(user, ViewPeople) == []


def test_a_change_of_rights_is_seen_by_the_next_request(
    person: MakePerson, company: Company
) -> None:
    user = person("quick")
    assert not queries.load_actor(user).may(ViewPeople)
    assignment = assign(user, "general_manager")
    assert queries.load_actor(user).may(ViewPeople)
    actions.end_assignment(actor=SYSTEM, assignment=AssignmentId(assignment))
    assert not queries.load_actor(user).may(ViewPeople)


def test_loading_an_actor_again_is_one_statement(
    person: MakePerson, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = person("once", role="planner")
    raw = actions.issue_token(actor=SYSTEM, user=user, name="x").token
    assert raw is not None
    queries.load_actor(user)
    from qitao.base.sql import SqlRoom

    names: list[str] = []
    execute = SqlRoom._execute

    def listening(self: SqlRoom, name: str, *rest: object) -> object:
        names.append(name)
        return execute(self, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(SqlRoom, "_execute", listening)
    queries.load_actor(user)
    queries.authenticate_token(raw.get_secret_value())
    assert names == ["load_user", "load_token_user"]


def test_an_assignment_holds_on_its_days_only(person: MakePerson, company: Company) -> None:
    user = person("temp")
    role = RoleId(queries.get_role_by_code("general_manager").id)
    day = queries.today()
    actions.assign_role(
        actor=SYSTEM, user=user, role=role, plant=company.plant_a, valid_to=day - timedelta(days=1)
    )
    actions.assign_role(
        actor=SYSTEM,
        user=user,
        role=role,
        plant=company.plant_b,
        valid_from=day,
        valid_to=day,
    )
    assert queries.load_actor(user).plants_of(ViewPeople) == frozenset({company.plant_b})
    with refused(values.DATES_REVERSED):
        actions.assign_role(
            actor=SYSTEM,
            user=user,
            role=role,
            valid_from=date(2026, 2, 2),
            valid_to=date(2026, 2, 1),
        )


def test_the_same_assignment_is_made_once(person: MakePerson, company: Company) -> None:
    user = person("twice", role="planner")
    with refused(values.ALREADY_ASSIGNED):
        assign(user, "planner")
    assign(user, "planner", plant=company.plant_a)


def test_nobody_grants_what_he_does_not_hold(company: Company, person: MakePerson) -> None:
    director = queries.load_actor(
        person("director", role="workshop_director", plant=company.plant_a)
    )
    newcomer = person("newcomer")
    own = RoleId(
        actions.create_role(
            actor=SYSTEM, code="watcher", name="旁观", permissions=("people.view",)
        ).role
    )
    actions.assign_role(actor=director, user=newcomer, role=own, plant=company.plant_a)
    with refused(OUT_OF_SCOPE):
        actions.assign_role(actor=director, user=newcomer, role=own, plant=company.plant_b)
    with refused(OUT_OF_SCOPE):
        actions.assign_role(actor=director, user=newcomer, role=own)
    administrator = RoleId(queries.get_role_by_code("administrator").id)
    with refused(values.GRANT_NOT_HELD) as caught:
        actions.assign_role(
            actor=director, user=newcomer, role=administrator, plant=company.plant_a
        )
    assert "people.edit_roles" in caught.value.evidence["permissions"]
    told = say("refusal.GRANT_NOT_HELD", "zh", **caught.value.evidence)
    assert "，另有 " in told, "a hundred permissions are no sentence"
    assert told.count("、") < len(caught.value.evidence["permissions"])


def test_nobody_puts_into_a_role_what_he_does_not_hold(
    company: Company, person: MakePerson
) -> None:
    clerk_role = actions.create_role(
        actor=SYSTEM, code="clerk", name="权限员", permissions=("people.edit_roles", "people.view")
    )
    clerk = queries.load_actor(person("clerk", role="clerk"))
    actions.create_role(actor=clerk, code="reader", name="读者", permissions=("people.view",))
    with refused(values.GRANT_NOT_HELD):
        actions.create_role(actor=clerk, code="boss", name="头", permissions=("people.edit_users",))
    with refused(values.GRANT_NOT_HELD):
        actions.set_role_permissions(
            actor=clerk,
            role=clerk_role.role,
            permissions=("people.edit_roles", "people.view", "people.edit_tokens"),
        )
    local = queries.load_actor(person("local", role="clerk", plant=company.plant_a))
    with refused(OUT_OF_SCOPE):
        actions.create_role(actor=local, code="mine", name="我的", permissions=("people.view",))


def test_who_may_do_more_cannot_be_reset_or_impersonated(
    person: MakePerson, company: Company
) -> None:
    helpdesk = queries.load_actor(person("helpdesk", role="it_supervisor"))
    chief = person("chief", role="administrator")
    peer = person("peer")
    actions.set_password(actor=helpdesk, user=peer, password=SecretStr("fresh-Kettle-12"))
    for attempt in (
        lambda: actions.set_password(
            actor=helpdesk, user=chief, password=SecretStr("fresh-Kettle-12")
        ),
        lambda: actions.issue_token(actor=helpdesk, user=chief, name="x"),
        lambda: actions.reset_totp(actor=helpdesk, user=chief),
        lambda: actions.deactivate_user(actor=helpdesk, user=chief),
        lambda: actions.update_user(actor=helpdesk, user=chief, badge="1"),
    ):
        with refused(values.RIGHTS_ABOVE_YOURS):
            attempt()


def test_an_account_out_of_reach_is_refused(company: Company, person: MakePerson) -> None:
    role = actions.create_role(
        actor=SYSTEM, code="hr", name="人事", permissions=("people.edit_users", "people.view")
    )
    assert role.permissions == ("people.edit_users", "people.view")
    hr = queries.load_actor(person("hr", role="hr", plant=company.plant_a))
    mine, others, nowhere = (
        person("mine", home=company.team),
        person("others", home=company.unit_b),
        person("nowhere"),
    )
    actions.update_user(actor=hr, user=mine, phone="13800138000")
    actions.move_user(actor=hr, user=mine, org_unit=company.workshop)
    for user in (others, nowhere):
        with refused(OUT_OF_SCOPE):
            actions.update_user(actor=hr, user=user, phone="1")
    with refused(OUT_OF_SCOPE):
        actions.move_user(actor=hr, user=mine, org_unit=company.unit_b)
    with refused(OUT_OF_SCOPE):
        actions.create_user(actor=hr, username="new", name="新人")
    actions.create_user(actor=hr, username="new", name="新人", org_unit=company.team)


def test_the_last_administrator_cannot_be_removed(company: Company, person: MakePerson) -> None:
    chief = person("chief")
    assignment = AssignmentId(assign(chief, "administrator"))
    person("local", role="administrator", plant=company.plant_a)
    role = RoleId(queries.get_role_by_code("administrator").id)
    attempts = (
        lambda: actions.deactivate_user(actor=SYSTEM, user=chief),
        lambda: actions.end_assignment(actor=SYSTEM, assignment=assignment),
        lambda: actions.end_assignment(
            actor=SYSTEM, assignment=assignment, last_day=queries.today() + timedelta(days=9)
        ),
        lambda: actions.set_role_permissions(actor=SYSTEM, role=role, permissions=()),
    )
    for attempt in attempts:
        with refused(values.LAST_ADMINISTRATOR):
            attempt()
    assert queries.load_actor(chief).may(values.EditRoles)
    person("second", role="administrator")
    attempts[0]()


def test_two_administrators_cannot_remove_each_other_at_once(
    company: Company, person: MakePerson
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    pair = [person("east", role="administrator"), person("west", role="administrator")]
    actors = [queries.load_actor(user) for user in pair]

    def remove(index: int) -> str:
        try:
            actions.deactivate_user(actor=actors[index], user=pair[1 - index])
        except Refusal as refusal:
            return refusal.code.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(remove, range(2)))
    assert outcomes == ["LAST_ADMINISTRATOR", "done"]


def test_the_first_administrator_may_do_everything(company: Company) -> None:
    made = actions.create_administrator(
        actor=SYSTEM, username="root1", name="管理员", password=SecretStr(PASSWORD)
    )
    actor = queries.load_actor(made.user)
    assert set(actor.grants) == set(PERMISSIONS)
    assert all(scopes == (EVERYWHERE,) for scopes in actor.grants.values())
    outsider = Actor(UserId(9), "x", {"people.edit_roles": (EVERYWHERE,)})
    with refused(OUT_OF_SCOPE):
        actions.create_administrator(
            actor=outsider, username="root2", name="管理员", password=SecretStr(PASSWORD)
        )


def test_shipped_roles_are_installed_once_and_keep_what_the_plant_changed(company: Company) -> None:
    again = actions.install_roles(actor=SYSTEM)
    assert (again.made, again.extended) == ((), ())
    role = RoleId(queries.get_role_by_code("general_manager").id)
    actions.set_role_permissions(actor=SYSTEM, role=role, permissions=("base.view_journal",))
    actions.install_roles(actor=SYSTEM)
    assert queries.get_role_by_code("general_manager").permissions == ["base.view_journal"]


def test_who_drafts_a_purchase_does_not_approve_it(company: Company) -> None:
    roles = {role.code: set(role.permissions) for role in queries.list_shipped_roles()}
    holding = {
        permission: {code for code in roles if permission in roles[code]} - {"administrator"}
        for permission in ("trade.create_purchase", "trade.approve_purchase")
    }
    assert holding == {
        "trade.create_purchase": {"purchaser"},
        "trade.approve_purchase": {"purchasing_manager", "general_manager"},
    }
    assert "purchasing_manager" in {user["role"] for user in demo.read()["user"]}


def test_a_new_release_extends_a_shipped_role(company: Company) -> None:
    role = Role.objects.get(code="general_manager")
    role.shipped = [code for code in role.shipped if code != "people.view"]
    role.save()
    RolePermission.objects.filter(role=role, permission="people.view").delete()
    assert actions.install_roles(actor=SYSTEM).extended == ("general_manager",)
    assert "people.view" in queries.get_role_by_code("general_manager").permissions


def test_a_role_or_post_in_use_is_not_deleted(company: Company, person: MakePerson) -> None:
    user = person("holder", role="planner")
    role = RoleId(queries.get_role_by_code("planner").id)
    with refused(values.ROLE_IN_USE) as caught:
        actions.delete_role(actor=SYSTEM, role=role)
    assert caught.value.evidence == {"role": "计划员", "posts": 0, "people": 1}
    post = actions.create_post(actor=SYSTEM, code="P1", name="岗").post
    actions.assign_post(actor=SYSTEM, user=user, post=post)
    with refused(values.POST_IN_USE):
        actions.delete_post(actor=SYSTEM, post=post)
    empty = actions.create_post(actor=SYSTEM, code="P2", name="空岗", roles=(role,)).post
    actions.delete_post(actor=SYSTEM, post=empty)
    spare = actions.create_role(actor=SYSTEM, code="spare", name="备用").role
    actions.delete_role(actor=SYSTEM, role=spare)
    assert [row.code for row in queries.list_posts()] == ["P1"]


# org


def test_a_unit_cannot_be_moved_beneath_itself(company: Company) -> None:
    with refused(values.ORG_CYCLE):
        actions.move_org_unit(actor=SYSTEM, org_unit=company.unit_a, parent=company.team)
    actions.move_org_unit(actor=SYSTEM, org_unit=company.workshop, parent=company.unit_b)


def test_a_unit_is_renamed_and_moved_at_once_or_not_at_all(company: Company) -> None:
    unit = company.workshop
    with refused(values.ORG_CYCLE):
        actions.update_org_unit(actor=SYSTEM, org_unit=unit, name="新", parent=company.team)
    actions.update_org_unit(actor=SYSTEM, org_unit=unit, active=True)
    row = queries.list_org_units(org_unit=unit)[0]
    assert (row.name == "新", row.parent) == (False, company.unit_a)
    actions.update_org_unit(actor=SYSTEM, org_unit=unit, name="新", parent=company.unit_b)
    row = queries.list_org_units(org_unit=unit)[0]
    assert (row.name, row.parent) == ("新", company.unit_b)
    actions.update_org_unit(actor=SYSTEM, org_unit=unit, no_parent=True)
    assert queries.list_org_units(org_unit=unit)[0].parent is None


def test_a_role_is_renamed_with_its_permissions_or_not_at_all(company: Company) -> None:
    role = actions.create_role(actor=SYSTEM, code="spare", name="备用").role
    with refused(values.PERMISSION_UNKNOWN):
        actions.update_role(actor=SYSTEM, role=role, name="新", permissions=("people.fly",))
    assert (queries.get_role_by_code("spare").name, role) == ("备用", role)
    done = actions.update_role(actor=SYSTEM, role=role, name="新", permissions=("people.view",))
    assert done.permissions == ("people.view",)
    actions.update_role(actor=SYSTEM, role=role, purpose="代班")
    kept = queries.get_role_by_code("spare")
    assert (kept.name, kept.purpose, kept.permissions) == ("新", "代班", ["people.view"])


def test_rights_move_along_with_the_unit(company: Company, person: MakePerson) -> None:
    user = person("moved", role="workshop_director", org_unit=company.workshop)
    assert queries.load_actor(user).plants_of(ViewPeople) == frozenset({company.plant_a})
    actions.move_org_unit(actor=SYSTEM, org_unit=company.workshop, parent=company.unit_b)
    assert queries.load_actor(user).plants_of(ViewPeople) == frozenset({company.plant_b})


def test_a_foreign_unit_cannot_be_pulled_under_ones_own(
    company: Company, person: MakePerson
) -> None:
    actions.create_role(actor=SYSTEM, code="org", name="组织", permissions=("people.edit_org",))
    local = queries.load_actor(person("local", role="org", plant=company.plant_a))
    with refused(OUT_OF_SCOPE):
        actions.move_org_unit(actor=local, org_unit=company.unit_b, parent=company.workshop)
    actions.update_plant(actor=local, plant=company.plant_a, name="新名字")
    with refused(OUT_OF_SCOPE):
        actions.update_plant(actor=local, plant=company.plant_b, name="别人的")
    with refused(OUT_OF_SCOPE):
        actions.create_plant(actor=local, code="C", name="三厂")


def test_codes_and_time_zones_are_checked(company: Company) -> None:
    with refused(values.CODE_TAKEN):
        actions.create_plant(actor=SYSTEM, code="A", name="又一厂")
    with refused(values.ORG_UNIT_TAKEN):
        actions.create_plant(actor=SYSTEM, code="A2", name="同一单元", org_unit=company.unit_a)
    for zone in ("Mars/Olympus", "../etc/passwd", "Asia"):
        with refused(values.TIME_ZONE_UNKNOWN):
            actions.create_plant(actor=SYSTEM, code="X", name="x", time_zone=zone)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: actions.update_user(actor=SYSTEM, user=UserId(99)),
        lambda: actions.create_user(actor=SYSTEM, username="xx", name="x", org_unit=OrgUnitId(99)),
        lambda: actions.create_org_unit(
            actor=SYSTEM, code="x", name="x", kind=values.OrgKind.TEAM, parent=OrgUnitId(99)
        ),
        lambda: actions.update_plant(actor=SYSTEM, plant=PlantId(99)),
        lambda: actions.create_post(actor=SYSTEM, code="x", name="x", roles=(RoleId(99),)),
        lambda: actions.assign_post(actor=SYSTEM, user=UserId(99), post=PostId(99)),
        lambda: actions.end_assignment(actor=SYSTEM, assignment=AssignmentId(99)),
        lambda: actions.revoke_token(actor=SYSTEM, api_token=ApiTokenId(99)),
        lambda: actions.set_language(actor=SYSTEM, lang=values.Lang.EN),
    ],
)
def test_what_does_not_exist_is_refused(attempt: object) -> None:
    with refused(NOT_FOUND):
        attempt()  # type: ignore[operator]


def test_unknown_permissions_are_refused_by_name() -> None:
    with refused(values.PERMISSION_UNKNOWN) as caught:
        actions.create_role(
            actor=SYSTEM, code="x", name="x", permissions=("people.fly", "people.view")
        )
    assert caught.value.evidence == {"permissions": ["people.fly"]}
    with refused(values.PERMISSION_UNKNOWN):
        actions.create_role(actor=SYSTEM, code="x", name="x", permissions=(str(UseOwnAccount),))


# what a refusal says


def test_a_refusal_names_the_permission_and_the_nearest_who_may_grant_it(
    company: Company, person: MakePerson
) -> None:
    person("gm", name="总王", role="administrator")
    person("dir", name="车间李", role="workshop_director", org_unit=company.workshop)
    person("dirb", name="二厂赵", role="workshop_director", plant=company.plant_b)
    newcomer = queries.load_actor(person("newcomer"))
    with refused(PERMISSION_MISSING) as caught:
        newcomer.check(ViewPeople)
    told = queries.tell_evidence(caught.value, "zh")
    assert told["permission_name"] == "查看人员与权限"
    assert set(told["granters"]) == {
        "车间李（车间主任）",
        "二厂赵（车间主任）",
        "总王（系统管理员）",
    }
    with refused(OUT_OF_SCOPE) as outside:
        newcomer.check_scope(ViewPeople, plant=company.plant_a)
    assert queries.tell_evidence(outside.value, "en")["granters"] == [
        "车间李 (Workshop director)",
        "总王 (Administrator)",
    ]


def test_without_anybody_the_administrator_is_named() -> None:
    refusal = Refusal(PERMISSION_MISSING, permission="people.view")
    assert queries.tell_evidence(refusal, "zh")["granters"] == ["系统管理员"]
    assert queries.tell_evidence(Refusal(values.OWN_ACCOUNT, user=1), "zh") == {"user": 1}
