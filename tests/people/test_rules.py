"""Passwords, the org tree and scopes, decided without a database."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qitao.base.actor import EVERYWHERE, Actor, Scope
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, Refusal
from qitao.base.texts import say
from qitao.people import rules, values
from qitao.people.values import AssignmentId, Holding, OrgNode, ShippedRole

TOP, A, SHOP, TEAM, B, OFFICE = map(OrgUnitId, range(1, 7))
PLANT_A, PLANT_B = PlantId(10), PlantId(20)
TREE = rules.plant_tree(
    [
        OrgNode(TOP, None, None),
        OrgNode(A, TOP, PLANT_A),
        OrgNode(SHOP, A, None),
        OrgNode(TEAM, SHOP, None),
        OrgNode(B, TOP, PLANT_B),
        OrgNode(OFFICE, TOP, None),
    ]
)
Sweep = values.EditOrg
Paint = values.EditTokens


@pytest.mark.parametrize(
    ("password", "reasons"),
    [
        ("stone-kettle-harbour", []),
        ("齐套不卡工单真好", []),
        ("short1", ["short"]),
        ("83920175", ["digits"]),
        ("1234", ["short", "digits"]),
        ("aaaaaaaaaa", ["monotonous"]),
        ("Zhangsan-2026", ["personal"]),
        ("13800138000", ["digits", "personal"]),
        ("", ["short"]),
    ],
)
def test_a_password_is_refused_with_every_reason(password: str, reasons: list[str]) -> None:
    about = ("zhangsan", "张三", "13800138000")
    if not reasons:
        rules.check_password(password, about=about, common=False)
        return
    with pytest.raises(Refusal) as caught:
        rules.check_password(password, about=about, common=False)
    assert caught.value.code is values.PASSWORD_WEAK
    assert caught.value.evidence["password_faults"] == reasons


def test_a_weak_password_is_told_in_words_wherever_it_is_told() -> None:
    with pytest.raises(Refusal) as caught:
        rules.check_password("123", about=(), common=False)
    told = say("refusal.PASSWORD_WEAK", "zh", **caught.value.evidence)
    assert told == "密码不符合要求：至少要 8 位、不能全是数字。"


def test_a_common_password_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        rules.check_password("sunshine2", about=(), common=True)
    assert caught.value.evidence["password_faults"] == ["common"]


@pytest.mark.parametrize(
    ("plant", "unit", "scope"),
    [
        (None, None, EVERYWHERE),
        (PLANT_A, None, Scope(frozenset({PLANT_A}), frozenset({A, SHOP, TEAM}))),
        (PLANT_A, SHOP, Scope(frozenset({PLANT_A}), frozenset({SHOP, TEAM}))),
        (None, SHOP, Scope(frozenset({PLANT_A}), frozenset({SHOP, TEAM}))),
        (None, TEAM, Scope(frozenset({PLANT_A}), frozenset({TEAM}))),
        (
            None,
            TOP,
            Scope(frozenset({PLANT_A, PLANT_B}), frozenset({TOP, A, SHOP, TEAM, B, OFFICE})),
        ),
        (None, OFFICE, Scope(frozenset(), frozenset({OFFICE}))),
        (PlantId(99), None, Scope(frozenset({PlantId(99)}), frozenset())),
    ],
)
def test_an_assignment_covers_what_lies_beneath(
    plant: PlantId | None, unit: OrgUnitId | None, scope: Scope
) -> None:
    assert rules.scope_of(TREE, plant=plant, org_unit=unit) == scope


def hold(*codes: str, plant: PlantId | None = None, unit: OrgUnitId | None = None) -> Holding:
    return Holding(AssignmentId(1), plant, unit, codes)


def test_scopes_of_one_permission_add_up_and_everywhere_swallows_the_rest() -> None:
    grants = rules.resolve_grants(
        [
            hold(Sweep, plant=PLANT_A),
            hold(Sweep, plant=PLANT_B),
            hold(Sweep, plant=PLANT_B),
            hold(Paint, plant=PLANT_A),
            hold(Paint),
        ],
        TREE,
    )
    sweeper = Actor(UserId(1), "a", grants)
    assert len(grants[Sweep]) == 2
    assert grants[Paint] == (EVERYWHERE,)
    assert sweeper.plants_of(Sweep) == frozenset({PLANT_A, PLANT_B})
    assert sweeper.plants_of(Paint) is None
    assert sweeper.may(values.UseOwnAccount)


def test_a_person_without_posts_may_use_the_own_account_only() -> None:
    assert set(rules.resolve_grants([], TREE)) == {values.UseOwnAccount}


def test_a_unit_cannot_come_to_lie_beneath_itself() -> None:
    rules.check_parent(TREE, unit=SHOP, parent=B)
    rules.check_parent(TREE, unit=SHOP, parent=None)
    with pytest.raises(Refusal) as caught:
        rules.check_parent(TREE, unit=A, parent=TEAM)
    assert caught.value.code is values.ORG_CYCLE
    assert caught.value.evidence["circle"] == [A, SHOP, TEAM, A]


def test_a_tree_has_a_depth() -> None:
    deep = rules.plant_tree(
        OrgNode(OrgUnitId(n), OrgUnitId(n - 1) if n > 1 else None, None)
        for n in range(1, values.ORG_DEPTH_MAX + 1)
    )
    with pytest.raises(Refusal) as caught:
        rules.check_depth(deep, parent=OrgUnitId(values.ORG_DEPTH_MAX))
    assert caught.value.code is values.ORG_TOO_DEEP
    rules.check_depth(deep, parent=OrgUnitId(values.ORG_DEPTH_MAX - 1))


def test_a_unit_of_another_plant_is_refused() -> None:
    rules.check_inside_plant(TREE, plant=PLANT_A, unit=TEAM)
    for plant, unit in ((PLANT_B, TEAM), (PLANT_A, OFFICE), (PLANT_A, TOP)):
        with pytest.raises(Refusal) as caught:
            rules.check_inside_plant(TREE, plant=plant, unit=unit)
        assert caught.value.code is values.ORG_UNIT_OUTSIDE_PLANT


def test_nobody_gives_away_what_he_does_not_hold_there() -> None:
    foreman = Actor(
        UserId(1), "foreman", rules.resolve_grants([hold(Sweep, unit=SHOP), hold(Paint)], TREE)
    )
    team = rules.scope_of(TREE, plant=None, org_unit=TEAM)
    plant = rules.scope_of(TREE, plant=PLANT_A, org_unit=None)
    rules.check_may_grant(foreman, [Sweep, Paint], team)
    with pytest.raises(Refusal) as caught:
        rules.check_may_grant(foreman, [Sweep, Paint], plant)
    assert caught.value.code is values.GRANT_NOT_HELD
    assert caught.value.evidence["permissions"] == [Sweep]
    rules.check_may_grant(Actor.system(cause="test"), [Sweep], EVERYWHERE)


def test_who_may_do_more_is_out_of_reach() -> None:
    clerk = Actor(UserId(1), "clerk", rules.resolve_grants([hold(Sweep, plant=PLANT_A)], TREE))
    equal = rules.resolve_grants([hold(Sweep, unit=SHOP)], TREE)
    wider = rules.resolve_grants([hold(Sweep, unit=SHOP), hold(Sweep, plant=PLANT_B)], TREE)
    rules.check_not_above(clerk, equal, user=2)
    with pytest.raises(Refusal) as caught:
        rules.check_not_above(clerk, wider, user=2)
    assert caught.value.code is values.RIGHTS_ABOVE_YOURS


def test_roles_act_on_all_plants_so_changing_them_needs_the_right_everywhere() -> None:
    local = Actor(UserId(1), "a", MappingProxyType({Sweep: (Scope(frozenset({PLANT_A})),)}))
    with pytest.raises(Refusal) as caught:
        local.check_everywhere(Sweep)
    assert caught.value.code is OUT_OF_SCOPE


def test_unknown_codes_are_named_all_at_once() -> None:
    with pytest.raises(Refusal) as caught:
        rules.check_codes(["b.y", "a.x", "a.z"], {"a.x"})
    assert caught.value.evidence["permissions"] == ["a.z", "b.y"]
    assert rules.check_codes(["a.x", "a.x"], {"a.x"}) == ("a.x",)


def test_a_new_release_adds_only_what_it_brings() -> None:
    role = ShippedRole("r", "角色", "role", "", ("a.x", "a.y", "a.z"))
    assert rules.new_codes(role, ["a.x", "a.y"]) == ("a.z",)


@st.composite
def trees(draw: st.DrawFn) -> list[OrgNode]:
    count = draw(st.integers(1, 12))
    nodes = []
    for number in range(1, count + 1):
        parent = draw(st.one_of(st.none(), st.integers(1, number - 1))) if number > 1 else None
        plant = PlantId(number * 100) if draw(st.booleans()) else None
        nodes.append(OrgNode(OrgUnitId(number), OrgUnitId(parent) if parent else None, plant))
    return nodes


@given(trees(), st.data())
def test_beneath_is_the_converse_of_above(nodes: list[OrgNode], data: st.DataObject) -> None:
    tree = rules.plant_tree(nodes)
    unit = data.draw(st.sampled_from(nodes)).id
    below = rules.beneath(tree, unit)
    assert below == {node.id for node in nodes if unit in rules.above(tree, node.id)}


@given(trees(), st.data())
def test_a_scope_lies_within_itself_and_within_that_of_any_unit_above(
    nodes: list[OrgNode], data: st.DataObject
) -> None:
    tree = rules.plant_tree(nodes)
    unit = data.draw(st.sampled_from(nodes)).id
    own = rules.scope_of(tree, plant=None, org_unit=unit)
    assert rules.within(own, own)
    assert rules.within(own, EVERYWHERE)
    assert not rules.within(EVERYWHERE, own)
    for higher in rules.above(tree, unit):
        wider = rules.scope_of(tree, plant=None, org_unit=higher)
        assert own.org_units is not None
        assert wider.org_units is not None
        assert own.org_units <= wider.org_units
