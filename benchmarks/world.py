"""What the rows work on: a plant, its places, materials with stock, a machine's token."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from benchmarks import plant
from benchmarks.house import Connection, House

PLANT = "BENCH"
PLACES = {
    "A": "internal",
    "B": "internal",
    "SUPPLIER": "supplier",
    "CUSTOMER": "customer",
    "PRODUCTION": "production",
    "SCRAP": "scrap",
    "ADJUST": "adjustment",
}
PLENTY = 1_000_000
LINES_PER_POST = 10_000


@dataclass(slots=True)
class World:
    """The ids that rows speak of."""

    plant: int
    places: dict[str, int]
    unit: int
    user: int
    token: str
    materials: dict[str, list[int]] = field(default_factory=dict)


def insert(connection: Connection, statement: str, *arguments: object) -> list[int]:
    """Run an INSERT … RETURNING id; return the ids."""
    rows = connection.execute(statement.encode(), arguments).fetchall()
    return [int(str(row[0])) for row in rows]


@cache
def setup_django() -> None:
    """Set Django up in this process, once, on the house's database."""
    import django

    django.setup()


_worlds: dict[str, World] = {}


def world(house: House) -> World:
    """Return the house's world, made on first use."""
    name = str(house.instance.home)
    if name not in _worlds:
        _worlds[name] = _make(house)
    return _worlds[name]


def _make(house: House) -> World:
    setup_django()
    with house.owner() as connection:
        (unit,) = insert(
            connection,
            "INSERT INTO catalog_unit (code, name) VALUES ('bench', '件') RETURNING id",
        )
        (org,) = insert(
            connection,
            "INSERT INTO people_orgunit (code, name, kind, parent_id) "
            "SELECT %s, %s, 'plant', (SELECT min(id) FROM people_orgunit WHERE parent_id IS NULL) "
            "RETURNING id",
            PLANT,
            PLANT,
        )
        (plant,) = insert(
            connection,
            "INSERT INTO people_plant (code, name, org_unit_id) VALUES (%s, %s, %s) RETURNING id",
            PLANT,
            PLANT,
            org,
        )
        ids = insert(
            connection,
            "INSERT INTO catalog_location (plant_id, code, name, kind) "
            "SELECT %s, p.code, p.code, p.kind FROM unnest(%s::text[], %s::text[]) "
            "AS p (code, kind) RETURNING id",
            plant,
            list(PLACES),
            list(PLACES.values()),
        )
    user, token = _make_machine()
    return World(plant, dict(zip(PLACES, ids, strict=True)), unit, user, token)


def _make_machine() -> tuple[int, str]:
    """Make a person with every right and a token that acts as him."""
    from qitao.base.actor import PERMISSIONS, Actor
    from qitao.people.actions import issue_token
    from qitao.people.models import Assignment, Role, RolePermission, User

    role = Role.objects.create(code="bench", name="bench")
    RolePermission.objects.bulk_create(
        RolePermission(role=role, permission=str(code)) for code in PERMISSIONS
    )
    user = User.objects.create(username="bench", name="bench", password="!")
    Assignment.objects.create(user=user, role=role)
    issued = issue_token(actor=Actor.system(cause="bench"), user=user.pk, name="bench")
    return user.pk, issued.token.get_secret_value()


def add_materials(house: House, made: World, name: str, count: int) -> list[int]:
    """Make so many materials under a name, once; return their ids."""
    if name in made.materials:
        return made.materials[name]
    with house.owner() as connection:
        made.materials[name] = insert(
            connection,
            "INSERT INTO catalog_material (code, name, kind, unit_id) "
            "SELECT format('%%s-%%s', %s::text, n), format('%%s-%%s', %s::text, n), 'buy', %s "
            "FROM generate_series(1, %s) n RETURNING id",
            name,
            name,
            made.unit,
            count,
        )
        connection.execute("ANALYZE catalog_material")
    return made.materials[name]


def stock(
    house: House,
    made: World,
    materials: Sequence[int],
    places: Sequence[str],
    quantity: int | Sequence[int] = PLENTY,
) -> None:
    """Receive stock of materials in places, through the ledger."""
    from decimal import Decimal

    from qitao.base.actor import Actor
    from qitao.stock.actions import post_moves
    from qitao.stock.values import MoveKind, MoveLine

    amounts = [quantity] * len(materials) if isinstance(quantity, int) else list(quantity)
    lines = [
        MoveLine(
            MoveKind.OPENING, material, Decimal(amount), made.places["ADJUST"], made.places[place]
        )
        for place in places
        for material, amount in zip(materials, amounts, strict=True)
        if amount > 0
    ]
    actor = Actor.system(cause="bench")
    for first in range(0, len(lines), LINES_PER_POST):
        post_moves(actor=actor, lines=tuple(lines[first : first + LINES_PER_POST]))
    vacuum(house, "stock_account", "stock_movement", "stock_entry")


def add_plant(house: House, shape: plant.Shape) -> int:
    """Seed a plant of that shape, once; return its id."""
    setup_django()
    with house.owner() as connection:
        found = connection.execute(
            "SELECT id FROM people_plant WHERE code = %s", [shape.code]
        ).fetchone()
        if found is not None:
            return int(str(found[0]))
        made = plant.seed(connection, shape)
        plant.vacuum(connection)
    return made


def numbers(house: House, statement: str, *arguments: object) -> list[int]:
    """Return the first column of a statement as whole numbers."""
    with house.owner() as connection:
        rows = connection.execute(statement.encode(), arguments).fetchall()
    return [int(str(row[0])) for row in rows]


def session(made: World) -> str:
    """Sign the person of the token in, as the log-in page does; return the cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from qitao.people.models import User

    user = User.objects.get(pk=made.user)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return f"sessionid={store.session_key}"


def vacuum(house: House, *tables: str) -> None:
    """Give the planner figures about freshly seeded tables, as a day's autovacuum would."""
    with house.owner() as connection:
        for table in tables:
            connection.execute(f"VACUUM (ANALYZE) {table}".encode())
        connection.execute("CHECKPOINT") if _may_checkpoint(connection) else None


def _may_checkpoint(connection: Connection) -> bool:
    row = connection.execute("SELECT pg_has_role('pg_checkpoint', 'member')").fetchone()
    return bool(row and row[0])


def chance(seed: int = 1) -> random.Random:
    """Return a generator of equal numbers in every run."""
    return random.Random(seed)
