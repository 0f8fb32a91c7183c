"""The kit check measured: a seeded plant, the bare window statement, and the product's verbs.

`seed` adds a plant of its own to a migrated database. Each `measure_*` returns milliseconds as a
plain number; the harness repeats, compares and prints. Nothing here asserts a time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.kitting import actions, queries
from qitao.kitting.values import Source
from qitao.stock.actions import release_reservations
from qitao.stock.values import BusinessRef

ORDER = "bench_order"
BENCH = Actor.system(cause="bench")

PLANT = """
WITH org AS (
    INSERT INTO people_orgunit (code, name, kind) VALUES (%(code)s, %(code)s, 'plant') RETURNING id
), plant AS (
    INSERT INTO people_plant (code, name, org_unit_id) SELECT %(code)s, %(code)s, id FROM org
    RETURNING id
), places AS (
    INSERT INTO catalog_location (plant_id, code, name, kind)
    SELECT p.id, v.code, v.code, v.kind
    FROM plant p, (VALUES ('STORE', 'internal'), ('LINE', 'line_side')) AS v (code, kind)
), unit AS (
    INSERT INTO catalog_unit (code, name) VALUES (%(code)s, '件') RETURNING id
), materials AS (
    INSERT INTO catalog_material (code, name, unit_id, kind)
    SELECT %(code)s || '-' || m, '物料' || m, u.id, 'buy'
    FROM unit u, generate_series(1, %(materials)s) m
)
SELECT id FROM plant
"""

DEMAND = """
CREATE TEMP TABLE bench_material ON COMMIT DROP AS
SELECT id, row_number() OVER (ORDER BY id)::int AS n
FROM catalog_material WHERE code LIKE %(code)s || '-%%';
SELECT setseed(0.42);
INSERT INTO kitting_verdict (source_type, source_id, label, plant_id, priority, due_on, lines)
SELECT %(source)s, o, %(code)s || '-WO' || o, %(plant)s, 1 + floor(random() * 9),
       current_date + floor(random() * 60)::int, %(lines)s
FROM generate_series(1, %(orders)s) o;
INSERT INTO kitting_demand (source_type, source_id, source_line, plant_id, material_id, quantity,
                            priority, rank_on)
SELECT w.source_type, w.source_id, w.line, %(plant)s, m.id, w.quantity, w.priority, w.rank_on
FROM (
    SELECT v.source_type, v.source_id, v.priority, v.rank_on, l AS line,
           1 + floor(random() * %(materials)s)::int AS n, 1 + floor(random() * 20) AS quantity
    FROM kitting_verdict v, generate_series(1, %(lines)s) l WHERE v.plant_id = %(plant)s
) w JOIN bench_material m ON m.n = w.n;
INSERT INTO stock_account (material_id, location_id, quantity)
SELECT d.material_id, p.id,
       round((d.total * d.cover * CASE p.kind WHEN 'internal' THEN 0.8 ELSE 0.2 END)::numeric, 0)
FROM (
    SELECT material_id, sum(quantity) AS total,
           CASE WHEN random() < %(loose)s THEN 1.2 + random() ELSE 0.7 + random() * 0.3 END AS cover
    FROM kitting_demand WHERE plant_id = %(plant)s GROUP BY material_id
) d JOIN catalog_location p ON p.plant_id = %(plant)s;
INSERT INTO kitting_supply (source_type, source_id, source_line, label, plant_id, material_id,
                            quantity, expected_on)
SELECT 'bench_purchase', m.id, s, 'PO' || m.n, %(plant)s, m.id, 100,
       current_date + floor(random() * 30)::int
FROM bench_material m, generate_series(1, 2) s
"""

BARE = """
SELECT count(*) FILTER (WHERE complete), sum(short) FROM (
    SELECT source_type, source_id, bool_and(upto <= free) AS complete,
           count(*) FILTER (WHERE upto > free) AS short
    FROM (
        SELECT d.source_type, d.source_id, coalesce(f.free, 0) AS free,
               sum(d.quantity) OVER (PARTITION BY d.material_id
                   ORDER BY d.priority, d.rank_on, d.source_id, d.source_line) AS upto
        FROM kitting_demand d
        LEFT JOIN (
            SELECT a.material_id, sum(a.quantity - a.reserved) AS free
            FROM stock_account a JOIN catalog_location l ON l.id = a.location_id
            WHERE l.plant_id = %(plant)s AND l.kind IN ('internal', 'line_side') AND l.pickable
              AND a.status = 'available'
            GROUP BY a.material_id
        ) f ON f.material_id = d.material_id
        WHERE d.plant_id = %(plant)s AND d.active
    ) netted
    GROUP BY source_type, source_id
) checked
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the seeded plant is; `loose`: share of materials with enough for everybody."""

    code: str = "KIT"
    orders: int = 10_000
    lines: int = 10
    materials: int = 5_000
    loose: float = 0.7


def seed(shape: Shape) -> PlantId:
    """Add a plant of the given shape to a database that has none of this code; return its id."""
    values: dict[str, object] = {
        "code": shape.code,
        "source": ORDER,
        "orders": shape.orders,
        "lines": shape.lines,
        "materials": shape.materials,
        "loose": shape.loose,
    }
    with connection.cursor() as cursor:
        cursor.execute(PLANT, values)
        values["plant"] = cursor.fetchone()[0]
        cursor.execute("BEGIN")
        for statement in DEMAND.split(";\n"):
            cursor.execute(statement, values)
        cursor.execute("COMMIT")
        for table in ("kitting_demand", "kitting_verdict", "kitting_supply", "stock_account"):
            cursor.execute(f"VACUUM ANALYZE {table}")
    return PlantId(int(str(values["plant"])))


def _ms(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def _sources(first: int, count: int) -> tuple[Source, ...]:
    return tuple(Source(ORDER, first + n) for n in range(count))


def measure_bare(plant: PlantId, work_mem: str = "64MB") -> float:
    """Run the bare window statement over a whole plant, with as much memory; it stores nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET work_mem = '{work_mem}'")
        took = _ms(lambda: cursor.execute(BARE, {"plant": plant}))
        cursor.execute("RESET work_mem")
    return took


def measure_check(plant: PlantId) -> float:
    """Check a whole plant through the verb: journal, answers and shortages, what changed stored."""
    return _ms(lambda: actions.check_kits(actor=BENCH, plant=plant))


def measure_first_check(plant: PlantId) -> float:
    """Check a whole plant as if for the first time: every answer and shortage is written."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kitting_shortage WHERE plant_id = %s", [plant])
        cursor.execute(
            "UPDATE kitting_verdict SET state = 'unknown', cause = 'not_checked', lines_short = 0, "
            "coverage_on = NULL WHERE plant_id = %s",
            [plant],
        )
        cursor.execute("VACUUM ANALYZE kitting_verdict")
        cursor.execute("VACUUM ANALYZE kitting_shortage")
    return measure_check(plant)


def measure_preview(plant: PlantId) -> float:
    """Compute a whole plant without storing: what dragging one order in the list costs."""
    return _ms(lambda: queries.preview_priorities(plant, ()))


def measure_fingerprint(plant: PlantId) -> float:
    """Look whether anything changed: what each refresh costs when nothing did."""
    return _ms(lambda: queries.fingerprint(plant))


def measure_few(first: int, count: int) -> float:
    """Check `count` orders from `first` on through the verb, answers stored."""
    return _ms(lambda: actions.check_kits(actor=BENCH, sources=_sources(first, count)))


def measure_availability(code: str, order: int) -> float:
    """Answer for one order without storing, as `POST /api/inventory/check` does."""
    return _ms(lambda: queries.check_availability(orders=[f"{code}-WO{order}"]))


def measure_reserve(first: int, count: int) -> float:
    """Check and reserve `count` orders from `first` on in one verb; they hold nothing before."""
    return _ms(lambda: actions.reserve_kits(actor=BENCH, sources=_sources(first, count)))


def release(first: int, count: int) -> None:
    """Give the orders' reservations back, so that `measure_reserve` can run again."""
    holders = tuple(BusinessRef(ORDER, first + n) for n in range(count))
    release_reservations(actor=BENCH, holders=holders)
