"""Pages: the list of orders as a browser asks for it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks import load
from benchmarks.house import House
from benchmarks.load import Script
from benchmarks.measure import Outcome, Plan, row
from benchmarks.rows.kitting import check_all, large
from benchmarks.world import add_plant, chance, session, world

CLIENTS = 2
FILTERS = (
    "",
    "?state=scheduled",
    "?state=in_production",
    "?state=draft",
    "?kit=short",
    "?kit=unknown",
    "?late=1",
    "?kit=short&late=1",
    "?q=HUNDRED-000{}",
    "?q=产品 {}",
    "?step=awaiting_schedule",
)


@row(
    "order_list",
    "order list page, 100,000 orders",
    "p95 ≤ 120 ms",
    lambda outcome: outcome.product_median <= 120,
    "production",
    "web",
    zh="工单列表页，100 000 张工单",
    target_zh="p95 ≤ 120 毫秒",
)
def order_list(house: House, plan: Plan) -> Outcome:
    """Open the page as a signed-in person: usual view, filters, searches, pages further down."""
    made = world(house)
    add_plant(house, large(plan))
    check_all(house)
    house.serve()
    cookie = session(made)
    outcome = Outcome("ms", [])
    for turn in range(plan.runs):
        before = house.spent()
        scripts = [_reading(cookie, turn * CLIENTS + n) for n in range(CLIENTS)]
        run = load.run(house.connect, scripts, seconds=plan.seconds, warm=plan.warm)
        outcome.product.append(run.quantile(0.95))
        outcome.note("p50_ms", round(run.quantile(0.5), 1))
        outcome.note("per_second", round(run.per_second))
        outcome.note("cpu_ms", house.spent().since(before, run.requests))
    return outcome


def _reading(cookie: str, seed: int) -> Script:
    """Return a reader who opens a random view, and every third time a page further down."""
    from qitao.web.shell import cursor

    random = chance(seed)

    def requests() -> Iterator[bytes]:
        while True:
            query = random.choice(FILTERS).format(random.randint(1, 99))
            if random.random() < 0.33:
                day = datetime.now(UTC).date() + timedelta(days=random.randint(-5, 50))
                place = cursor.write(day, random.randint(1, 100_000))
                query += ("&" if query else "?") + f"after={place}"
            yield load.get(f"/orders/{_quoted(query)}", cookie=cookie)

    return load.repeat(requests())


def _quoted(query: str) -> str:
    from urllib.parse import quote

    return quote(query, safe="?&=%:-_.~")
