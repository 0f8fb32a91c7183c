"""工单: the list, a new order, and verbs for many orders at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.catalog.values import MaterialKind
from qitao.flow import queries as flow
from qitao.kitting import queries as kitting
from qitao.kitting.values import KitState, KitVerdict
from qitao.people import queries as people
from qitao.production import actions
from qitao.production import queries as production
from qitao.production.actions.control import RedriveOutcome
from qitao.production.queries import lists
from qitao.production.queries.lists import FAR, OrderCursor, OrderFilter, OrderListRow
from qitao.production.queries.stuck import waiting_for
from qitao.production.values import (
    BUSINESS,
    FLOW_KEY,
    CreateOrder,
    OrderState,
    SetPlantRules,
    ViewOrder,
    WorkOrderId,
)
from qitao.web.shell import forms, refusals
from qitao.web.shell import order_cells as cells
from qitao.web.shell.between import AHEAD, NO_DAYS, Between
from qitao.web.shell.listing import (
    PLANTS,
    Chips,
    Column,
    Group,
    Listing,
    Pick,
    Same,
    Search,
    Switch,
)
from qitao.web.shell.marks import named, word
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

OPEN = tuple(
    str(state)
    for state in OrderState
    if state not in (OrderState.COMPLETED, OrderState.CLOSED, OrderState.CANCELLED)
)
STATES = ("open", *map(str, OrderState))
BULK_MAX = 200
MANY = (
    ("submit_order", "check"),
    ("schedule_order", "clock"),
    ("release_order", "send"),
    ("redrive_orders", "refresh"),
    ("hold_order", "player-pause"),
    ("waive_gate", "circle-check"),
)
"""Verbs for many orders at once, with their icons."""
REASONED = frozenset({"redrive_orders", "hold_order", "waive_gate"})
"""Those of them that ask for one reason, which then holds for all."""
WAIVABLE = (
    OrderState.AWAITING_SCHEDULE,
    OrderState.SCHEDULED,
    OrderState.RELEASED,
    OrderState.IN_PRODUCTION,
)
EVERY = Ask(limit=500)
URGENT = range(1, 9)
"""Priorities up to which a list may be narrowed; the ninth takes in all."""


def _work_centres(visit: Visit) -> list[Group]:
    plants = visit.plants_shown(ViewOrder)
    rows = catalog.list_work_centres(EVERY, plants=plants, active=True)
    words = {str(row.id): named(row.name, row.name_en, visit.lang) for row in rows}
    return [("", list(words.items()))]


def _priorities(visit: Visit) -> list[Group]:
    said = {str(each): say("ui.orders.priority_upto", visit.lang, most=each) for each in URGENT}
    return [("", list(said.items()))]


def _sorts(visit: Visit) -> list[Group]:
    return [("", [(each, say(f"ui.orders.sorts.{each}", visit.lang)) for each in lists.SORTS[1:]])]


def _step_name(node: str, lang: str) -> str:
    found = flow.find_node_name(FLOW_KEY, node)
    return named(found.node_name, found.node_name_en, lang) if found else node


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 10 else None


def _place(row: OrderListRow, _sort: str) -> tuple[Any, Any]:
    return row.due_on or FAR, row.id


ORDERS = Listing(
    "orders.orders",
    columns=(
        Column("number", kind="main", link="orders:order", link_by="number", phone="title"),
        Column("material_name", cell=cells.product, phone="wide"),
        PLANTS,
        Column("good", cell=cells.progress),
        Column("due_on", cell=cells.due),
        Column("state", kind="state", vocabulary="state", phone="corner"),
        Column("step", cell=cells.step, told=cells.step_name),
        Column("kit_state", cell=cells.kit, spoken=True),
        Column("step_outcome", cell=cells.cause, spoken=True, phone="wide"),
        Column("priority", kind="count", phone="off"),
    ),
    filters=(
        Chips("state", STATES, "ui.orders.states", usual="open"),
        Chips("kit", ("short", "unknown", "complete"), "ui.orders.kits", toggles=True),
        Switch("late"),
        Between("due", AHEAD),
        Pick("work_centre", _work_centres),
        Pick("priority", _priorities),
        Pick("by", _sorts),
        Search("q"),
        Same("material"),
        Same("cause", code=True, words=partial(word, "ui.orders.causes")),
        Same("step", code=True, words=_step_name),
    ),
    sort="due_on",
    sheet_columns=(Column("quantity", kind="quantity"),),
    picture="clipboard-list",
    bulk="order",
    first_step=("ui.orders.new", "orders:new_order"),
    template="orders/orders.html",
    place=_place,
    live=("production", "flow", "kitting"),
    keeps_views=True,
)


@page(permission=ViewOrder)
def orders(visit: Visit) -> HttpResponseBase:
    """List orders by due date, with kit, step and what they wait for."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[OrderListRow]:
        after = OrderCursor(*ask.after) if ask.after else None
        return lists.list_orders(visit.actor, _filter(asked), after=after, limit=ask.limit)

    many = [
        (verb, icon)
        for verb, icon in MANY
        if visit.actor.may(getattr(actions, verb).verb.permission)
    ]
    return (ORDERS if many else replace(ORDERS, bulk="")).show(
        visit,
        fetch,
        many=many,
        may_create=visit.actor.may(CreateOrder),
        may_set=visit.actor.may(SetPlantRules),
    )


def _filter(asked: dict[str, Any]) -> OrderFilter:
    state = asked["state"]
    due = asked["due"] or NO_DAYS
    return OrderFilter(
        states=OPEN if state == "open" else (state,) if state else None,
        text=asked["q"],
        late=bool(asked["late"]),
        work_centre=_number(asked["work_centre"]),
        priority_max=_number(asked["priority"]),
        sort=asked["by"] or "",
        due_from=due.first,
        due_to=due.last,
        kit=asked["kit"],
        cause=asked["cause"],
        step=asked["step"],
        material=asked["material"],
    )


@page(permission=CreateOrder)
def new_order(visit: Visit) -> HttpResponseBase:
    """Create an order; what it needs and how it is made follow from BOM and routing."""
    if visit.posted:
        made = actions.create_order(
            actor=visit.actor, **visit.given(actions.create_order, material=_material(visit))
        )
        if visit.text("then") == "submit":
            again = replace(visit.actor, key=f"{visit.actor.key}:submit")
            actions.submit_order(actor=again, order=made.order)
        visit.tell("ui.orders.made", number=made.number)
        return visit.go("orders:order", made.number)
    return visit.show(
        "orders/new.html",
        plants=people.list_plants(EVERY, plants=visit.actor.plants_of(CreateOrder), active=True),
        materials=catalog.list_materials(EVERY, kind=MaterialKind.MAKE, active=True),
    )


def _material(visit: Visit) -> int | None:
    """Take the material by its code, as it is typed or scanned; refuses one that is unknown."""
    typed = visit.text("material_code")
    if not typed:
        return None
    for code in (typed, typed.split(" ", 1)[0]):
        if found := catalog.list_materials(code=code):
            return found[0].id
    words = say("fault.UNKNOWN_REFERENCE", visit.lang, noun="material", value=typed)
    raise forms.refused([forms.Problem("material", words)], visit.lang)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order of many."""

    number: str
    done: bool
    words: str
    now: str = ""
    mark: str = "fail"
    ways: tuple[refusals.Way, ...] = ()
    code: str = ""


@page(permission=ViewOrder)
def bulk(visit: Visit) -> HttpResponseBase:
    """Carry out one verb on the picked orders and tell what became of each, the refused first.

    A link may name instead what holds them; then they are picked here, and shown before it is done.
    """
    given = visit.typed.getlist("order")[:BULK_MAX]
    picked = [WorkOrderId(int(text)) for text in given if text.isdecimal() and len(text) < 19]
    if cause := visit.query.get("cause"):
        held = lists.list_orders(visit.actor, OrderFilter(cause=cause), limit=BULK_MAX)
        picked = [row.id for row in held]
    verb = visit.text("verb")
    if not picked or verb not in BULK:
        raise Refusal(NOT_FOUND)
    numbers = lists.list_numbers(picked)
    if not visit.posted or (verb in REASONED and not visit.text("reason")):
        return _ask_reason(visit, verb, picked, numbers)
    outcomes = BULK[verb](visit, picked, numbers)
    codes = sorted({each.code for each in outcomes})
    return visit.show(
        "orders/outcomes.html",
        verb=verb,
        verb_words=say(f"verb.production.{verb}", visit.lang),
        outcomes=sorted(outcomes, key=lambda outcome: outcome.done),
        who=next(filter(None, (refusals.who_waives(one, visit.actor) for one in codes)), ""),
        done=sum(outcome.done for outcome in outcomes),
        next=visit.typed.get("next", ""),
    )


def _ask_reason(
    visit: Visit, verb: str, picked: list[WorkOrderId], numbers: dict[int, str]
) -> HttpResponseBase:
    """Ask for the one reason that holds for all picked orders."""
    return visit.show(
        "orders/many.html",
        picked=picked,
        numbers=numbers,
        verb=verb,
        verb_words=say(f"verb.production.{verb}", visit.lang),
        picture=dict(MANY)[verb],
    )


def _one_by_one(call: Any) -> Callable[[Visit, list[WorkOrderId], dict[int, str]], list[Outcome]]:
    def run(visit: Visit, picked: list[WorkOrderId], numbers: dict[int, str]) -> list[Outcome]:
        return [_try(call, visit, order, numbers.get(order, str(order))) for order in picked]

    return run


def _with_reason(call: Any) -> Callable[[Visit, list[WorkOrderId], dict[int, str]], list[Outcome]]:
    def run(visit: Visit, picked: list[WorkOrderId], numbers: dict[int, str]) -> list[Outcome]:
        why = visit.text("reason")
        return [
            _try(call, visit, order, numbers.get(order, str(order)), reason=why) for order in picked
        ]

    return run


def _try(call: Any, visit: Visit, order: WorkOrderId, number: str, **given: str) -> Outcome:
    actor = replace(visit.actor, key=f"{visit.actor.key}:{order}")
    try:
        moved = call(actor=actor, order=order, **given)
    except Refusal as refusal:
        card = refusals.card(refusal, visit.actor)
        return Outcome(number, False, card.why, card.now, ways=card.ways, code=card.code)
    return Outcome(number, True, say(f"state.{moved.state}", visit.lang))


def _redrive(visit: Visit, picked: list[WorkOrderId], _numbers: dict[int, str]) -> list[Outcome]:
    result = actions.redrive_orders(
        actor=visit.actor, orders=tuple(picked), reason=visit.text("reason")
    )
    kits = {verdict.source_id: verdict for verdict in kitting.list_verdicts(BUSINESS, picked)}
    return [_redriven(each, kits.get(each.order), visit.lang) for each in result.outcomes]


def _redriven(each: RedriveOutcome, kit: KitVerdict | None, lang: str) -> Outcome:
    """Tell one outcome; what still waits for its kit says how much is short, or not known."""
    if each.moved:
        return Outcome(each.number, True, say(f"state.{each.state}", lang))
    words = waiting_for(each.node, each.node_name, each.node_name_en, lang)
    if kit is None or each.node != "check_kit":
        return Outcome(each.number, False, words)
    if kit.state is KitState.UNKNOWN:
        return Outcome(each.number, False, words, say("ui.orders.no_answer", lang), "unknown")
    short = say("ui.orders.short", lang, count=kit.lines_short) if kit.lines_short else ""
    return Outcome(each.number, False, words, short)


def _waive(visit: Visit, picked: list[WorkOrderId], numbers: dict[int, str]) -> list[Outcome]:
    """Waive the kit check of those that wait for material; say of the others why not."""
    kits = {verdict.source_id: verdict for verdict in kitting.list_verdicts(BUSINESS, picked)}
    states = {row.id: OrderState(row.state) for row in production.list_standing(picked)}
    why_not = {
        order: _no_waiver(states.get(order), kits.get(order), visit.lang) for order in picked
    }
    waived = [order for order in picked if not why_not[order]]
    done = dict(zip(waived, WAIVE(visit, waived, numbers), strict=True))
    return [
        done.get(order) or Outcome(numbers.get(order, str(order)), False, why_not[order])
        for order in picked
    ]


def _no_waiver(state: OrderState | None, kit: KitVerdict | None, lang: str) -> str:
    if kit is None or state is None or state is OrderState.DRAFT:
        return say("ui.orders.waive_none", lang)
    if state not in WAIVABLE:
        return say("ui.orders.waive_over", lang, state=say(f"state.{state}", lang))
    return say("ui.orders.waive_complete", lang) if kit.state is KitState.COMPLETE else ""


WAIVE = _with_reason(actions.waive_gate)
BULK: dict[str, Callable[[Visit, list[WorkOrderId], dict[int, str]], list[Outcome]]] = {
    "submit_order": _one_by_one(actions.submit_order),
    "schedule_order": _one_by_one(actions.schedule_order),
    "release_order": _one_by_one(actions.release_order),
    "redrive_orders": _redrive,
    "hold_order": _with_reason(actions.hold_order),
    "waive_gate": _waive,
}
