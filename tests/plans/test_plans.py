"""Each statement uses an index that its head names, and scans no large table.

The plan is the one that the server keeps: made once, without the values (`plan_cache_mode`). Files
with `-- plan: custom` are planned with the values given here, and lists that are cut into pages
inside the frame that cuts them.
"""

import re
from pathlib import Path

import pytest
from django.db import connection

import qitao
from qitao.base.paging import Ask, cut
from qitao.base.sql import SqlFile, load
from tests.plans.custom import NO_INDEX_HERE, PAGES, READ_WHOLE, VALUES

pytestmark = pytest.mark.slow
FLOORS = (
    *("base", "people", "catalog", "stock", "flow", "kitting"),
    *("production", "trade", "quality", "watch", "links", "lowcode"),
)
ROOT = Path(qitao.__file__).parent
CALL = re.compile(r"\bpage\(\s*sql,\s*\"(\w+)\"")
PARAMETER = re.compile(r"%\((\w+)\)s")
FUNCTION = re.compile(r"\b(FROM|SELECT) \w+_v?\d\(")
SCAN = re.compile(r"Seq Scan on (\w+)")
INDEX = re.compile(r"(?:Scan|Scan Backward)(?: using| on) (\w+)")
ARBITER = re.compile(r"Conflict Arbiter Indexes: (\w+)")
PART = re.compile(r"\w+_\d{6}_\w+")


def statements() -> list[tuple[str, SqlFile]]:
    """Return the files that can be looked into: not schema, not a mere call of a function."""
    found = []
    for floor in FLOORS:
        for path in sorted((ROOT / floor / "sql").glob("*.sql")):
            file = load(f"qitao.{floor}", path.stem)
            whole = path.stem.startswith("schema_") or not file.indexes
            if not whole and not FUNCTION.search(file.text):
                found.append((floor, file))
    return found


ALL = {f"{floor}/{file.name}": (floor, file) for floor, file in statements()}
KEPT = [name for name, (_, file) in ALL.items() if not file.custom_plan]


def kept_plan(name: str) -> str:
    """Return the plan that is made without values."""
    whole = sent(name)
    names = list(dict.fromkeys(PARAMETER.findall(whole)))
    text = PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", whole)
    return explain(f"EXPLAIN (GENERIC_PLAN, COSTS OFF) {text.replace('%%', '%')}", None)


def explain(statement: str, values: dict[str, object] | None) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return "\n".join(row[0] for row in cursor.fetchall())


def faults(name: str, file: SqlFile, plan: str, large: dict[str, set[str]]) -> list[str]:
    """Return the large tables that are read whole, and the named indexes if none of them serves.

    What a plain INSERT looks up for its constraints does not show in a plan. A partition's index
    has a name of its own, and a unique text column has two.
    """
    spared = () if name.startswith("people/") else READ_WHOLE
    scanned = {scan for scan in SCAN.findall(plan) if scan in large and scan not in spared}
    named = [index for index in file.indexes if any(index in own for own in large.values())]
    seen = [*INDEX.findall(plan), *ARBITER.findall(plan)]
    used = [scan for scan in seen if any(_is(scan, index) for index in named)]
    lacks = named and not used and not plan.startswith("Insert on")
    return sorted(scanned) + ([f"none of {', '.join(named)}"] if lacks else [])


def _is(scan: str, index: str) -> bool:
    stem = index.removesuffix("_key")
    return scan == index or scan.startswith(f"{stem}_") or bool(PART.fullmatch(scan))


@pytest.mark.parametrize("name", KEPT)
def test_the_plan_that_is_kept_uses_a_named_index(
    large: dict[str, set[str]], django_db_blocker: object, name: str
) -> None:
    if name in NO_INDEX_HERE:
        pytest.skip(NO_INDEX_HERE[name])
    _, file = ALL[name]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        plan = kept_plan(name)
    assert faults(name, file, plan, large) == [], plan


def sent(name: str) -> str:
    """Return a statement as it is sent: inside the frame that cuts its pages, if there is one."""
    floor, stem = _bare(name).split("/")
    ask = _ask(name)
    if ask is None:
        return load(f"qitao.{floor}", stem).text
    return cut(f"qitao.{floor}", stem, ask.sort, "id", ask.falling, False)


def _bare(name: str) -> str:
    return name.split(maxsplit=1)[0]


def _ask(name: str) -> Ask | None:
    return PAGES.get(name) or PAGES.get(_bare(name))


def test_no_list_that_is_cut_into_pages_is_forgotten() -> None:
    cut_up = {
        f"{floor}/{name}"
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        for name in CALL.findall(path.read_text(encoding="utf-8"))
    }
    assert cut_up - set(PAGES) - set(NO_INDEX_HERE) == set()


def test_no_statement_that_is_planned_for_its_values_is_forgotten() -> None:
    given = {_bare(name) for name in VALUES}
    assert set(ALL) - set(KEPT) - given - set(NO_INDEX_HERE) == set()


@pytest.mark.parametrize("name", VALUES)
def test_the_plan_for_given_values_uses_a_named_index(
    large: dict[str, set[str]], django_db_blocker: object, name: str
) -> None:
    if name in NO_INDEX_HERE:
        pytest.skip(NO_INDEX_HERE[name])
    ask = _ask(name)
    values = VALUES[name] | ({} if ask is None else {"limit": ask.limit})
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        plan = explain(f"EXPLAIN (COSTS OFF) {sent(name)}", values)
    assert faults(name, ALL[_bare(name)][1], plan, large) == [], plan
