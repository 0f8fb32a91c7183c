"""The one search: what the field of the top bar asks as somebody types, over a plant of some years."""

import time
from collections.abc import Iterator
from itertools import product
from statistics import quantiles
from typing import Any
from urllib.parse import quote

from benchmarks import load
from benchmarks.house import Connection, House
from benchmarks.load import Script
from benchmarks.measure import Outcome, Plan, row
from benchmarks.rows.kitting import large
from benchmarks.world import World, add_plant, chance, session, world

CLIENTS = 2
WORDS_PER_RUN = 200
MATERIAL = ("注塑", "冲压", "压铸", "车削", "吸塑", "焊接", "喷涂", "组装")
PART = ("外壳", "支架", "端盖", "齿轮", "阀体", "面板", "轴套", "弹簧", "垫片", "接头")
SIZE = tuple(f"{place}{number}型" for place in "甲乙丙丁戊" for number in range(1, 126))
TYPED = (
    "zs",
    "zhusu",
    "cykt",
    "注塑",
    "阀体",
    "wk",
    "chilun",
    "丙77",
    "s-000{}",
    "0{}",
    "{}",
    "xyz{}",
)
BARE = (
    "SELECT id, code, name FROM catalog_material "
    "WHERE active AND catalog_pairs(search_text) @> catalog_pairs(%(text)s::text) "
    "AND search_text LIKE '%%' || %(text)s::text || '%%' LIMIT 4",
    "SELECT id, number FROM production_workorder WHERE starts_with(number, upper(%(text)s::text)) "
    "ORDER BY number LIMIT 4",
    "SELECT id, code FROM stock_lot WHERE starts_with(code, %(text)s::text) ORDER BY code LIMIT 4",
)
"""What any search must at least ask: the materials by a part, orders and lots by their beginning."""


@row(
    "search",
    "hits while typing, over 100,000 orders and 50,000 materials, by number, name, pinyin, initials",
    "p95 ≤ 100 ms",
    lambda outcome: outcome.product_median <= 100,
    "production",
    "web",
    zh="边输入边出结果：100 000 张工单、50 000 种物料，按编号、名称、拼音、首字母",
    target_zh="p95 ≤ 100 毫秒",
)
def search(house: House, plan: Plan) -> Outcome:
    """Type words of every kind, found often, rarely and never; the bare SQL asks for less."""
    made = world(house)
    add_plant(house, large(plan))
    _name_materials(house, made, plan.size(50_000, 2_000))
    house.serve()
    cookie = session(made)
    outcome = Outcome("ms", [])
    for turn in range(plan.runs):
        with house.owner() as connection:
            outcome.raw.append(_bare(connection, turn))
        before = house.spent()
        scripts = [_typing(cookie, turn * CLIENTS + n) for n in range(CLIENTS)]
        run = load.run(house.connect, scripts, seconds=plan.seconds, warm=plan.warm)
        outcome.product.append(run.quantile(0.95))
        outcome.note("p50_ms", round(run.quantile(0.5), 1))
        outcome.note("per_second", round(run.per_second))
        outcome.note("cpu_ms", house.spent().since(before, run.requests))
    return outcome


def _words(seed: int) -> Iterator[str]:
    random = chance(seed)
    while True:
        yield random.choice(TYPED).format(random.randint(10, 99_999))


def _typing(cookie: str, seed: int) -> Script:
    return load.repeat(
        load.get(f"/search/hits/?q={quote(words)}", cookie=cookie) for words in _words(seed)
    )


def _bare(connection: Connection, seed: int) -> float:
    """Return the 95th percentile of the bare statements of one word, one after the other, in ms."""
    words = _words(seed)
    spent = []
    for _ in range(WORDS_PER_RUN):
        given: dict[str, Any] = {"text": next(words).lower()}
        began = time.perf_counter()
        for statement in BARE:
            connection.execute(statement.encode(), given).fetchall()
        spent.append((time.perf_counter() - began) * 1000)
    return quantiles(spent, n=20)[18]


def _name_materials(house: House, made: World, count: int) -> None:
    """Make so many materials with Chinese names, spelled as the product spells them."""
    from qitao.base.pinyin import search_key, sort_key

    if "search" in made.materials:
        return
    names = ["".join(parts) for parts in product(SIZE, PART, MATERIAL)][:count]
    columns = [list(map(spell, names)) for spell in (str, sort_key, search_key)]
    with house.owner() as connection:
        connection.execute(
            b"INSERT INTO catalog_material (code, name, kind, unit_id, pinyin, letters) "
            b"SELECT 'S-' || lpad(n::text, 6, '0'), g.name, 'make', %s, g.pinyin, g.letters "
            b"FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY "
            b"AS g (name, pinyin, letters, n)",
            [made.unit, *columns],
        )
        connection.execute(b"VACUUM (ANALYZE) catalog_material")
    made.materials["search"] = [len(names)]
