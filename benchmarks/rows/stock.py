"""The ledger: one line over HTTP, ten thousand lines at once."""

import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from benchmarks import load, raw
from benchmarks.house import House
from benchmarks.load import Script
from benchmarks.measure import Outcome, Plan, row
from benchmarks.world import World, add_materials, chance, stock, vacuum, world

CLIENTS = 8
MATERIALS = 2_000
LINES = 10_000
LEDGER = ("stock_account", "stock_movement", "stock_entry", "base_journal", "base_request")

BARE_MOVE = """
\\set n random(1, :accounts)
\\set source :first + 2 * (:n - 1)
\\set target :source + 1
\\set what :material + :n - 1
BEGIN;
UPDATE stock_account SET quantity = quantity - 1, version = version + 1
 WHERE id = :source RETURNING version AS v1, quantity AS q1 \\gset
UPDATE stock_account SET quantity = quantity + 1, version = version + 1
 WHERE id = :target RETURNING version AS v2, quantity AS q2 \\gset
INSERT INTO stock_movement (posting_key, line, kind, material_id, quantity, source_id, target_id,
  source_status, target_status, happened_at, actor)
 VALUES (gen_random_uuid(), 1, 'transfer', :what, 1, :place_a, :place_b,
  'available', 'available', now(), 0) RETURNING id AS movement \\gset
INSERT INTO stock_entry (account_id, version, movement_id, delta, balance_after, happened_at)
 VALUES (:source, :v1, :movement, -1, :q1, now()), (:target, :v2, :movement, 1, :q2, now());
COMMIT;
"""

BARE_BATCH = """
WITH lines AS MATERIALIZED (
    SELECT l.*, nextval('stock_movement_id_seq') AS id
    FROM unnest(%(materials)s::bigint[], %(sources)s::bigint[], %(targets)s::bigint[],
        %(quantities)s::numeric[]) WITH ORDINALITY AS l (material, source, target, quantity, line)
), locked AS MATERIALIZED (
    SELECT id, quantity, version FROM stock_account
    WHERE id = ANY (%(accounts)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
), legs AS MATERIALIZED (
    SELECT g.id, g.account, g.delta, a.quantity + sum(g.delta) OVER w AS balance,
        a.version + row_number() OVER w AS version
    FROM (SELECT id, line, source AS account, -quantity AS delta FROM lines
          UNION ALL SELECT id, line, target, quantity FROM lines) g
    JOIN locked a ON a.id = g.account
    WINDOW w AS (PARTITION BY g.account ORDER BY g.line ROWS UNBOUNDED PRECEDING)
), moved AS (
    INSERT INTO stock_movement (id, posting_key, line, kind, material_id, quantity, source_id,
        target_id, source_status, target_status, happened_at, actor)
    SELECT l.id, %(posting)s::text, l.line, 'transfer', l.material, l.quantity, %(a)s::bigint,
        %(b)s::bigint, 'available', 'available', now(), 0 FROM lines l
), entered AS (
    INSERT INTO stock_entry (account_id, version, movement_id, delta, balance_after, happened_at)
    SELECT account, version, id, delta, balance, now() FROM legs
)
UPDATE stock_account a SET quantity = a.quantity + t.net, version = a.version + t.steps
FROM (SELECT account, sum(delta) AS net, count(*) AS steps FROM legs GROUP BY account) t
WHERE t.account = a.id
"""


def at_least(share: float) -> Any:
    """Return the test that the product reaches this share of the raw limit."""
    return lambda outcome: outcome.ratio is not None and outcome.ratio >= share


@row(
    "one_line_movement",
    "one-line movement over HTTP, 8 clients, with permission, journal and idempotency",
    "≥ 0.25 of pgbench with the bare movement + balance transaction",
    at_least(0.25),
    "stock",
    "api",
    zh="通过 HTTP 做单行库存移动，8 个客户端，含权限、操作日志和幂等",
    target_zh="≥ pgbench 裸移动 + 结存事务的 0.25",
)
def one_line_movement(house: House, plan: Plan) -> Outcome:
    """Post one line per request; pgbench writes the same rows into the same tables."""
    made = world(house)
    ours = add_materials(house, made, "http", MATERIALS)
    theirs = add_materials(house, made, "bare", MATERIALS)
    first = _raw_accounts(house, made, theirs)
    stock(house, made, ours, ("A", "B"))
    house.serve()
    outcome = Outcome("movements/s", [])
    for turn in range(plan.runs):
        vacuum(house, *LEDGER)
        before = house.spent()
        bare = raw.pgbench(
            house,
            BARE_MOVE,
            clients=CLIENTS,
            seconds=plan.seconds,
            accounts=len(theirs),
            first=first,
            material=theirs[0],
            place_a=made.places["A"],
            place_b=made.places["B"],
        )
        outcome.raw.append(bare)
        between = house.spent()
        outcome.note("raw_cpu_ms", between.since(before, round(bare * plan.seconds)))
        scripts = [_clients(made, ours, turn * CLIENTS + n) for n in range(CLIENTS)]
        run = load.run(house.connect, scripts, seconds=plan.seconds, warm=plan.warm)
        outcome.product.append(run.per_second)
        outcome.note("cpu_ms", house.spent().since(between, run.requests))
        outcome.note("p95_ms", round(run.quantile(0.95), 2))
        outcome.note("p99_ms", round(run.quantile(0.99), 2))
    outcome.details["ledger_findings"] = _findings()
    return outcome


def _raw_accounts(house: House, made: World, materials: list[int]) -> int:
    """Open the accounts of the bare rows in pairs with numbers in a row; return the first."""
    with house.owner() as connection:
        connection.execute(
            "INSERT INTO stock_account (material_id, location_id) SELECT m, p FROM "
            "unnest(%s::bigint[]) WITH ORDINALITY AS x (m, n), "
            "unnest(%s::bigint[]) WITH ORDINALITY AS y (p, k) ORDER BY n, k",
            [materials, [made.places["A"], made.places["B"]]],
        )
    stock(house, made, materials, ("A", "B"))
    with house.owner() as connection:
        row = connection.execute(
            "SELECT min(id), max(id) FROM stock_account WHERE material_id = ANY (%s)", [materials]
        ).fetchone()
    assert row is not None
    first, last = int(str(row[0])), int(str(row[1]))
    assert last - first + 1 == 2 * len(materials)
    return first


def _clients(made: World, materials: list[int], seed: int) -> Script:
    """Return a client that moves one of a random material to and fro."""
    random, places = chance(seed), made.places
    ways = ((places["A"], places["B"]), (places["B"], places["A"]))

    def requests() -> Iterator[bytes]:
        number = 0
        while True:
            number += 1
            key = f"bench-{seed}-{number}"
            yield movement(made.token, random.choice(materials), *ways[number % 2], key=key)

    return load.repeat(requests())


def movement(token: str, material: int, source: int, target: int, *, key: str | None) -> bytes:
    """Return the request that moves one of a material."""
    body = (
        f'{{"lines":[{{"kind":"transfer","material":{material},'
        f'"quantity":"1","source":{source},"target":{target}}}]}}'
    )
    return load.post("/api/v1/stock/post_moves", token, body.encode(), key=key)


def _findings() -> int:
    """Run the ledger's checks over everything that was written, also by the bare SQL."""
    from qitao.stock import checks

    names = (checks.ledger_equals_balance, checks.versions_without_gap, checks.movements_balance)
    return sum(1 for run in names for _ in run())


@row(
    "post_moves_10000",
    "post_moves with 10,000 lines",
    "≥ 0.5 of the bare set-based SQL",
    at_least(0.5),
    "stock",
    zh="post_moves 一次过账 10 000 行",
    target_zh="≥ 纯集合 SQL 的 0.5",
)
def post_moves_10000(house: House, plan: Plan) -> Outcome:
    """Post 10,000 lines in one call; one bare statement writes the same rows."""
    from qitao.base.actor import Actor
    from qitao.stock.actions import post_moves
    from qitao.stock.values import MoveKind, MoveLine

    house.rest()
    made = world(house)
    materials = add_materials(house, made, "batch", 5_000)
    stock(house, made, materials, ("A", "B"))
    count = plan.size(LINES, 1_000)
    actor = Actor.system(cause="bench")
    a, b = made.places["A"], made.places["B"]
    lines = tuple(
        MoveLine(MoveKind.TRANSFER, materials[n % len(materials)], Decimal(1), a, b)
        for n in range(count)
    )
    bare = _bare_batch(house, materials, count, made)
    outcome = Outcome("lines/s", [])
    with house.owner() as connection:
        for turn in range(plan.runs + 1):
            vacuum(house, *LEDGER)
            began = time.perf_counter()
            connection.execute(BARE_BATCH.encode(), bare | {"posting": f"bare:{turn}"})
            between = time.perf_counter()
            post_moves(actor=actor, lines=lines)
            ended = time.perf_counter()
            if turn > 0:
                outcome.raw.append(count / (between - began))
                outcome.product.append(count / (ended - between))
    outcome.details["ledger_findings"] = _findings()
    return outcome


def _bare_batch(house: House, materials: list[int], count: int, made: World) -> dict[str, Any]:
    a, b = made.places["A"], made.places["B"]
    with house.owner() as connection:
        rows = connection.execute(
            "SELECT material_id, location_id, id FROM stock_account WHERE material_id = ANY (%s)",
            [materials],
        ).fetchall()
    accounts = {(int(str(m)), int(str(p))): int(str(n)) for m, p, n in rows}
    asked = [materials[n % len(materials)] for n in range(count)]
    return {
        "materials": asked,
        "sources": [accounts[m, a] for m in asked],
        "targets": [accounts[m, b] for m in asked],
        "quantities": [Decimal(1)] * count,
        "accounts": sorted({accounts[m, p] for m in asked for p in (a, b)}),
        "a": a,
        "b": b,
    }
