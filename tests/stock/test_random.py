"""Random histories: a plain model in Python and the ledger must agree after every step."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from qitao.base.refusal import Refusal, RefusalCode
from qitao.stock.actions import Posted, post_moves, release_reservations, reserve, reverse_move
from qitao.stock.models import Account, Reservation
from qitao.stock.values import (
    ALREADY_REVERSED,
    STOCK_SHORT,
    BusinessRef,
    MoveKind,
    MoveLine,
    MovementId,
    ReserveLine,
)
from tests.stock.conftest import HOUSE, PlantRows, all_findings, make_plant

REAL = ("A", "B", "LINE", "OPEN")
VIRTUAL = ("SUPPLIER", "CUSTOMER", "PRODUCTION")
MATERIALS = ("M1", "M2", "KG")
HOLDERS = (1, 2, 3)

Place = tuple[str, str]


@dataclass
class Step:
    """One line as the model sees it."""

    material: str
    source: str
    target: str
    quantity: Decimal
    holder: int | None = None


def steps_of(
    materials: tuple[str, ...], quantity: st.SearchStrategy[Decimal]
) -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        material=st.sampled_from(materials),
        source=st.sampled_from(REAL + VIRTUAL),
        target=st.sampled_from(REAL + VIRTUAL),
        quantity=quantity,
        holder=st.none() | st.sampled_from(HOLDERS),
    )


steps = st.lists(
    steps_of(MATERIALS, st.integers(1, 20).map(Decimal))
    | steps_of(("KG",), st.decimals("0.001", 20, places=3)),
    min_size=1,
    max_size=6,
)


class Model:
    """The rules of the ledger, one line at a time, with dictionaries."""

    def __init__(self) -> None:
        self.quantity: dict[Place, Decimal] = defaultdict(Decimal)
        self.held: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)

    def reserved(self, place: Place) -> Decimal:
        return sum(
            (held for (_, *key), held in self.held.items() if tuple(key) == place), Decimal(0)
        )

    def post(self, lines: list[Step]) -> bool:
        """Carry the lines out; change nothing and return False where one may not."""
        wanted: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
        for line in lines:
            if line.holder and line.source in REAL:
                wanted[line.holder, line.material, line.source] += line.quantity
        used = {key: min(self.held[key], want) for key, want in wanted.items()}
        moved: dict[Place, Decimal] = defaultdict(Decimal)
        for line in lines:
            if line.source in REAL:
                place = (line.material, line.source)
                moved[place] -= line.quantity
                own = sum((n for (_, *key), n in used.items() if tuple(key) == place), Decimal(0))
                free = self.quantity[place] - self.reserved(place) + own
                if line.source != "OPEN" and free + moved[place] < 0:
                    return False
            if line.target in REAL:
                moved[line.material, line.target] += line.quantity
        for place, change in moved.items():
            self.quantity[place] += change
        for key, taken in used.items():
            self.held[key] -= taken
        return True


def said(call: Callable[[], Posted]) -> tuple[RefusalCode | None, Posted | None]:
    """Return the code of the refusal, or what was posted."""
    try:
        return None, call()
    except Refusal as refusal:
        return refusal.code, None


class Ledger(RuleBasedStateMachine):
    """Posts, reversals, reservations and releases in any order."""

    plant: PlantRows

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.posted: list[tuple[MovementId, Step]] = []
        self.reversed: set[MovementId] = set()
        Ledger.number = getattr(Ledger, "number", 0) + 1
        self.rows = make_plant(f"H{Ledger.number}")

    def line(self, step: Step) -> MoveLine:
        holder = BusinessRef("work_order", self.holder(step.holder), 1) if step.holder else None
        return self.rows.line(
            step.source,
            step.target,
            step.quantity,
            step.material,
            kind=MoveKind.TRANSFER,
            holder=holder,
        )

    def holder(self, number: int) -> int:
        return Ledger.number * 10 + number

    @rule(lines=steps)
    def post(self, lines: list[Step]) -> None:
        lines = [s for s in lines if s.source != s.target and {s.source, s.target} & set(REAL)]
        if not lines:
            return
        allowed = self.model.post(lines)
        code, posted = said(lambda: post_moves(actor=HOUSE, lines=tuple(map(self.line, lines))))
        assert code is (None if allowed else STOCK_SHORT)
        if posted:
            self.posted += zip(posted.movements, lines, strict=True)

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        number, step = data.draw(st.sampled_from(self.posted))
        undone = Step(step.material, step.target, step.source, step.quantity)
        allowed = number not in self.reversed and self.model.post([undone])
        code, _ = said(lambda: reverse_move(actor=HOUSE, movement=number))
        wanted = ALREADY_REVERSED if number in self.reversed else STOCK_SHORT
        assert code is (None if allowed else wanted)
        if allowed:
            self.reversed.add(number)

    @rule(
        holder=st.sampled_from(HOLDERS),
        material=st.sampled_from(MATERIALS),
        want=st.decimals("0.001", 30, places=3),
        whole=st.booleans(),
    )
    def reserve(self, holder: int, material: str, want: Decimal, whole: bool) -> None:
        had = sum(
            (
                n
                for (who, what, _), n in self.model.held.items()
                if (who, what) == (holder, material)
            ),
            Decimal(0),
        )
        free = sum(
            (
                max(
                    self.model.quantity[material, p] - self.model.reserved((material, p)),
                    Decimal(0),
                )
                for p in REAL
            ),
            Decimal(0),
        )
        need = max(want - had, Decimal(0))
        gets = need if free >= need else (Decimal(0) if whole else free)
        ref = BusinessRef("work_order", self.holder(holder), 1)
        line = ReserveLine(ref, self.rows.materials[material], self.rows.plant, want)
        answer = reserve(actor=HOUSE, lines=(line,), whole=whole)
        assert answer.complete == (1 if free >= need else 0)
        self.read_held()
        now = sum(
            (
                n
                for (who, what, _), n in self.model.held.items()
                if (who, what) == (holder, material)
            ),
            Decimal(0),
        )
        assert now == had + gets

    @rule(holder=st.sampled_from(HOLDERS))
    def release(self, holder: int) -> None:
        ref = BusinessRef("work_order", self.holder(holder))
        release_reservations(actor=HOUSE, holders=(ref,))
        for key in [key for key in self.model.held if key[0] == holder]:
            del self.model.held[key]

    def read_held(self) -> None:
        """Take over which places were chosen: the model knows how much, not where."""
        names = {number: name for name, number in self.rows.materials.items()}
        places = {number: name for name, number in self.rows.locations.items()}
        self.model.held.clear()
        for row in Reservation.objects.filter(account__location_id__in=places).select_related(
            "account"
        ):
            key = (
                row.holder_id % 10,
                names[row.account.material_id],
                places[row.account.location_id],
            )
            self.model.held[key] += row.quantity

    @invariant()
    def model_and_ledger_agree(self) -> None:
        names = {number: name for name, number in self.rows.materials.items()}
        places = {number: name for name, number in self.rows.locations.items()}
        for row in Account.objects.filter(location_id__in=places):
            place = (names[row.material_id], places[row.location_id])
            assert row.quantity == self.model.quantity[place], place
            assert row.reserved == self.model.reserved(place), place

    def teardown(self) -> None:
        assert all_findings() == []


def test_random_histories_agree_with_a_plain_model(db: Any) -> None:
    run = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Ledger, settings=run)


@pytest.mark.slow
def test_many_random_histories_agree_with_a_plain_model(db: Any) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run = settings(
        max_examples=60,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Ledger, settings=run)
