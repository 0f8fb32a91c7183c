"""Random plants: the set-based check agrees with the naive one, for all and for a few."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qitao.kitting import actions, queries
from qitao.kitting.values import Allocation, Policy, Source
from tests.kitting.oracle import Coming, Kit, Line, Order, covered_on, gaps, greedy
from tests.kitting.plant import ORDER, TEST, Shop, rows, run, today

MATERIALS = 5
DAY = date(2026, 1, 1)
quantities = st.decimals("0", "20", places=6) | st.integers(0, 12).map(Decimal)
lines = st.builds(
    Line, st.integers(1, MATERIALS), quantities, st.sampled_from([0, 0, 0, 2, 5]).map(Decimal)
)
orders = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.none() | st.integers(0, 3).map(lambda n: DAY + timedelta(days=n)),
        st.lists(lines, max_size=4).map(tuple),
    ),
    max_size=9,
).map(lambda found: [Order(number, *order) for number, order in enumerate(found, 1)])
stocks = st.dictionaries(st.integers(1, MATERIALS), st.decimals("0", "40", places=6))
usual = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


supplies = st.lists(
    st.tuples(st.integers(1, MATERIALS), quantities.filter(bool), st.none() | st.integers(-1, 4)),
    max_size=6,
)


def fill(shop: Shop, found: list[Order], stock: dict[int, Decimal], *, whole: bool) -> None:
    for table in ("kitting_demand", "kitting_verdict", "kitting_shortage", "stock_reservation"):
        run(f"DELETE FROM {table}")
    run("DELETE FROM kitting_supply")
    run("UPDATE stock_account SET quantity = 0, reserved = 0")
    held = {material: Decimal(0) for material in range(1, MATERIALS + 1)}
    for order in found:
        for line in order.lines:
            held[line.material] += line.reserved
    accounts = {m: shop.stock(m, stock.get(m, Decimal(0)) + held[m]) for m in held}
    for order in found:
        for number, line in enumerate(order.lines, 1):
            if line.reserved:
                shop.hold(accounts[line.material], order.id, number, line.reserved)
    allocation = Allocation.ALL_OR_NOTHING if whole else Allocation.PARTIAL
    actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, allocation=allocation))
    actions.put_demands(
        actor=TEST,
        demands=tuple(
            shop.demand(
                order.id,
                [(line.material, line.quantity) for line in order.lines],
                priority=order.priority,
                due_on=order.due_on,
            )
            for order in found
        ),
    )


def stored(found: list[Order]) -> dict[int, Kit]:
    covered = {o.id: [line.quantity for line in o.lines] for o in found}
    for source, line, got in rows("SELECT source_id, source_line, covered FROM kitting_shortage"):
        covered[int(str(source))][int(str(line)) - 1] = Decimal(str(got))
    short = dict(rows("SELECT source_id, lines_short FROM kitting_verdict"))
    return {number: Kit(tuple(c), int(str(short[number]))) for number, c in covered.items()}


def stored_gaps() -> dict[tuple[int, int], Decimal]:
    found = rows("SELECT source_id, source_line, gap FROM kitting_shortage")
    return {(int(str(s)), int(str(line))): Decimal(str(gap)) for s, line, gap in found}


def bring(shop: Shop, coming: list[tuple[int, Decimal, int | None]]) -> list[Coming]:
    found = [
        Coming(m, quantity, None if n is None else today() + timedelta(days=n))
        for m, quantity, n in coming
    ]
    for number, one in enumerate(found, 1):
        shop.incoming(number, one.material, one.quantity, one.expected_on)
    return found


def beyond(found: list[Order], stock: dict[int, Decimal]) -> dict[int, Decimal]:
    """Return what the plant wants of each material beyond what is free."""
    wanted = {m: -stock.get(m, Decimal(0)) for m in range(1, MATERIALS + 1)}
    for line in (line for order in found for line in order.lines):
        wanted[line.material] += max(line.quantity - line.reserved, Decimal(0))
    return {material: lack for material, lack in wanted.items() if lack > 0}


def dates() -> dict[int, object]:
    found = rows("SELECT source_id, coverage_on FROM kitting_verdict")
    return {int(str(source)): day for source, day in found}


@usual
@given(found=orders, stock=stocks, coming=supplies, whole=st.booleans())
def test_a_plant_gets_what_the_naive_check_says(
    shop: Shop,
    found: list[Order],
    stock: dict[int, Decimal],
    coming: list[tuple[int, Decimal, int | None]],
    whole: bool,
) -> None:
    fill(shop, found, stock, whole=whole)
    supply = bring(shop, coming)
    actions.check_kits(actor=TEST, plant=shop.plant)
    kits = greedy(found, stock, whole=whole)
    assert stored(found) == kits
    assert stored_gaps() == gaps(found, kits, stock)
    lacking = {s.material: s.short for s in queries.list_shortages(shop.plant)}
    assert lacking == beyond(found, stock)
    assert dates() == covered_on(found, kits, stock, supply, today())


@usual
@given(
    found=orders.filter(bool), stock=stocks, coming=supplies, whole=st.booleans(), data=st.data()
)
def test_a_few_get_the_same_as_with_all(
    shop: Shop,
    found: list[Order],
    stock: dict[int, Decimal],
    coming: list[tuple[int, Decimal, int | None]],
    whole: bool,
    data: st.DataObject,
) -> None:
    """Also when the few were unknown before: whoever ranks before them has a true answer."""
    fill(shop, found, stock, whole=whole)
    bring(shop, coming)
    actions.check_kits(actor=TEST, plant=shop.plant)
    before, lacking = dates(), stored_gaps()
    few = data.draw(st.lists(st.sampled_from(found), min_size=1, unique_by=lambda o: o.id))
    for order in few:
        run("DELETE FROM kitting_shortage WHERE source_id = %s", order.id)
    run(
        "UPDATE kitting_verdict SET state = 'unknown', cause = 'timeout', lines_short = 0, "
        "coverage_on = NULL WHERE source_id = ANY (%s)",
        [order.id for order in few],
    )
    actions.check_kits(actor=TEST, sources=tuple(Source(ORDER, order.id) for order in few))
    assert stored(found) == greedy(found, stock, whole=whole)
    assert dates() == before
    assert stored_gaps() == lacking


@usual
@given(found=orders.filter(bool), stock=stocks, whole=st.booleans())
def test_one_by_one_in_rank_order_comes_to_the_same(
    shop: Shop, found: list[Order], stock: dict[int, Decimal], whole: bool
) -> None:
    fill(shop, found, stock, whole=whole)
    for order in sorted(found, key=lambda o: o.rank):
        actions.check_kits(actor=TEST, sources=(Source(ORDER, order.id),))
    assert stored(found) == greedy(found, stock, whole=whole)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(found=orders, stock=stocks, whole=st.booleans())
def test_the_allocation_alone(
    shop: Shop, found: list[Order], stock: dict[int, Decimal], whole: bool
) -> None:
    ranked = sorted(found, key=lambda o: o.rank)
    flat = [(n, line) for n, order in enumerate(ranked, 1) for line in order.lines]
    needs = [max(line.quantity - line.reserved, Decimal(0)) for _, line in flat]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.took, a.short FROM kitting_allocate("
            "%s::int[], %s::int[], %s::numeric[], %s::numeric[], %s) a",
            [
                [n for n, _ in flat],
                [line.material for _, line in flat],
                needs,
                [stock.get(line.material, Decimal(0)) for _, line in flat],
                whole,
            ],
        )
        took, short = cursor.fetchone()
    kits = greedy(found, stock, whole=whole)
    covered = [c for order in ranked for c in kits[order.id].covered]
    own = [min(line.reserved, line.quantity) for _, line in flat]
    assert [t + o for t, o in zip(took, own, strict=True)] == covered
    assert short == [kits[order.id].lines_short > 0 for order in ranked for _ in order.lines]
