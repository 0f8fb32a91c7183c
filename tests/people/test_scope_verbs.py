"""Every verb × the rows of another plant: refused, recorded, nothing changed.

A verb is either shared (it needs its right everywhere), given something of plant P1 by
`foreign_verbs.given`, or named in `SAFE` with the reason. A new verb is none of these and fails.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection

from qitao.api.routes import list_operations
from qitao.base.actor import PERMISSIONS, Actor, Scope
from qitao.base.refusal import OUT_OF_SCOPE, Refusal
from qitao.base.verbs import VERBS, Verb
from qitao.people.values import GRANT_NOT_HELD
from qitao.trade.values import RECEIPT_INVALID, RETURN_INVALID
from tests.foreign import World, build_world, outsider
from tests.people import foreign_verbs
from tests.people.foreign_verbs import SAFE

REFUSING = (OUT_OF_SCOPE, GRANT_NOT_HELD, RECEIPT_INVALID, RETURN_INVALID)
"""The last two are how trade refuses a place of another plant for an order of one's own."""
LOGS = ("base_refusal", "base_journal", "base_idempotency")


def house_verbs() -> dict[str, Verb]:
    """Return every verb of the house, as the API offers them."""
    list_operations()
    return {
        name: verb
        for name, verb in sorted(VERBS.items())
        if verb.function.__module__.startswith("qitao.")
    }


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def stranger(world: World) -> Actor:
    """Return a person who holds every permission, at plant P2 alone."""
    here = (Scope(frozenset({world.plant}), frozenset({world.unit})),)
    grants = dict.fromkeys(PERMISSIONS.values(), here)
    return Actor(world.ids["outsider"], "二厂来客", grants)


def told(verb: Verb, actor: Actor, given: Mapping[str, Any]) -> str:
    """Call a verb; return what it did, as the table of outcomes says it."""
    before = count("base_refusal")
    try:
        verb.call(actor=actor, **given)
    except Refusal as refusal:
        if refusal.code not in REFUSING:
            return f"{refusal}"
        return "refused" if count("base_refusal") == before + 1 else "not recorded"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "done"


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def contents() -> dict[str, str]:
    """Return what lies in every table, as one sum each; what is only a log is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
            "AND relnamespace = 'public'::regnamespace AND relname <> ALL (%s)",
            [list(LOGS)],
        )
        names = [name for (name,) in cursor.fetchall()]
        parts = (
            f"SELECT '{name}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t"
            for name in names
        )
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def test_every_verb_refuses_the_rows_of_another_plant(world: World) -> None:
    world.ids["outsider"] = outsider(world)
    actor, asked = stranger(world), foreign_verbs.given(world)
    before, entries = contents(), count("base_journal")
    outcomes = {
        f"{name} {place}": told(verb, actor, one)
        for name, verb in house_verbs().items()
        if name not in SAFE
        for place, one in enumerate(ways(verb, asked))
    }
    wrong = [f"{name}: {said}" for name, said in outcomes.items() if said != "refused"]
    assert wrong == [], "\n".join(wrong)
    assert contents() == before
    assert count("base_journal") == entries


def ways(verb: Verb, asked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what to give a verb; a shared one refuses whatever it is given."""
    if verb.shared:
        return [{}]
    found = asked.get(verb.name, [])
    return found if isinstance(found, list) else [found]


def test_every_verb_is_shared_tried_or_safe_for_a_reason(world: World) -> None:
    world.ids["outsider"] = outsider(world)
    asked = foreign_verbs.given(world)
    verbs = house_verbs()
    shared = {name for name, verb in verbs.items() if verb.shared}
    assert set(verbs) - shared - set(asked) - set(SAFE) == set(), "say how each is tried"
    assert (set(asked) | set(SAFE)) - set(verbs) == set(), "no verb of that name"
    assert [shared & set(asked), shared & set(SAFE), set(asked) & set(SAFE)] == [set()] * 3
    assert all(SAFE.values())
