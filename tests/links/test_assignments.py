"""Posts and roles from a file: given once, never more than who imports them may give."""

from datetime import date
from pathlib import Path

import pytest

from qitao.base.actor import Actor, Scope
from qitao.base.ids import PlantId
from qitao.base.refusal import Refusal
from qitao.links import actions, queries
from qitao.links.values import ExportRows, ImportRows
from qitao.links.values.imports import Batch
from qitao.links.values.nouns import NOUNS
from qitao.people import actions as people
from qitao.people.models import Assignment, Plant
from qitao.people.queries import find_user_by_username, get_role_by_code, load_actor
from qitao.production.values import ReportOutput
from tests.links.folders import HOUSE, bring_in, write

pytestmark = pytest.mark.usefixtures("real_db")
HEAD = "user,post,role,plant,org_unit,valid_from,valid_to\n"
ROWS = "li,LINE,,P1,,,\nwang,,storekeeper,P2,,2026-01-01,2026-12-31\nwang,LINE,,,,,\n"


@pytest.fixture(autouse=True)
def _people(real_db: None) -> None:
    people.install_roles(actor=HOUSE)
    for code in ("P1", "P2"):
        people.create_plant(actor=HOUSE, code=code, name=code)
    for name in ("li", "wang"):
        people.create_user(actor=HOUSE, username=name, name=name)
    post = people.create_post(actor=HOUSE, code="LINE", name="线长").post
    operator = get_role_by_code("operator").id
    people.set_post_roles(actor=HOUSE, post=post, roles=(operator,))


def keeper_of(*plants: str, roles: tuple[str, ...] = ("operator",)) -> Actor:
    """Return a person who may assign posts at plants, and holds what the roles may there."""
    scope = Scope(plants=frozenset(PlantId(Plant.objects.get(code=one).pk) for one in plants))
    held = {code for role in roles for code in get_role_by_code(role).permissions}
    user = people.create_user(actor=HOUSE, username="keeper", name="keeper").user
    given = (*held, str(ImportRows), str(ExportRows), "people.assign_posts", "people.view")
    grants = dict.fromkeys(given, (scope,))
    return Actor(user, "keeper", grants)  # type: ignore[arg-type]


def codes(caught: pytest.ExceptionInfo[Refusal]) -> list[str]:
    told = caught.value.evidence
    return [one["code"] for one in told.get("faults", [])] or [caught.value.code.code]


def bring(actor: Actor, row: str) -> int:
    names = tuple(HEAD.strip().split(","))
    cells = tuple(cell or None for cell in row.split(","))
    batch = Batch("assignment", names, (cells,))
    return actions.import_rows(actor=actor, batches=(batch,)).saved.created


def test_posts_come_in_go_out_and_come_in_again_unchanged(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", assignment=HEAD + ROWS)
    outcome = bring_in(folder, "")
    assert outcome.done is not None
    assert outcome.done.saved.created == 3
    li = find_user_by_username("li")
    assert li is not None
    assert load_actor(li.id).plants_of(ReportOutput) == {Plant.objects.get(code="P1").pk}
    out = tmp_path / "out"
    out.mkdir()
    queries.write_csv(HOUSE, out, ["assignment"], lang=None, tell=lambda _noun, _rows: None)
    written = (out / "assignment.csv").read_text(encoding="utf-8-sig").splitlines()
    assert set(written) == set((HEAD + ROWS).splitlines())
    again = bring_in(out, "")
    assert again.done is not None
    assert (again.done.saved.created, again.done.saved.unchanged) == (0, 3)


def test_a_last_day_may_be_changed_a_first_not(tmp_path: Path) -> None:
    bring_in(write(tmp_path, assignment=HEAD + ROWS), "")
    bring(HOUSE, "wang,,storekeeper,P2,,2026-01-01,2026-06-30")
    assert Assignment.objects.get(role__code="storekeeper").valid_to == date(2026, 6, 30)
    with pytest.raises(Refusal) as caught:
        bring(HOUSE, "wang,,storekeeper,P2,,2026-02-01,2026-06-30")
    assert codes(caught) == ["NOT_CHANGED_BY_IMPORT"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("li,,,P1,,,", ["POST_OR_ROLE"]),
        ("li,LINE,operator,P1,,,", ["POST_OR_ROLE"]),
        ("zhao,LINER,,P9,,,", ["UNKNOWN_REFERENCE"] * 3),
        ("li,LINE,,P1,,2026-02-01,2026-01-01", ["DATES_REVERSED"]),
    ],
)
def test_what_names_nothing_or_too_much_is_refused_whole(row: str, told: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        bring(HOUSE, row)
    assert codes(caught) == told
    assert Assignment.objects.count() == 0


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("li,LINE,,P1,,,", []),
        ("li,LINE,,P2,,,", ["OUT_OF_SCOPE"]),
        ("li,LINE,,,,,", ["OUT_OF_SCOPE"]),
        ("li,,administrator,P1,,,", ["GRANT_NOT_HELD"]),
    ],
)
def test_nobody_gives_by_a_file_what_he_could_not_give_by_hand(row: str, told: list[str]) -> None:
    keeper = keeper_of("P1")
    if not told:
        assert bring(keeper, row) == 1
        return
    with pytest.raises(Refusal) as caught:
        bring(keeper, row)
    assert codes(caught) == told
    assert Assignment.objects.count() == 0


def test_nobody_ends_by_a_file_what_he_could_not_end_by_hand() -> None:
    bring(HOUSE, "li,,administrator,P1,,,")
    with pytest.raises(Refusal) as caught:
        bring(keeper_of("P1"), "li,,administrator,P1,,,2026-01-01")
    assert codes(caught) == ["GRANT_NOT_HELD"]
    assert Assignment.objects.get().valid_to is None


def test_a_reader_of_one_plant_sees_what_holds_there(tmp_path: Path) -> None:
    bring_in(write(tmp_path, assignment=HEAD + ROWS), "")
    told = [
        (row.user, row.plant) for row in queries.export_rows(keeper_of("P1"), NOUNS["assignment"])
    ]
    assert told == [("li", "P1")]
