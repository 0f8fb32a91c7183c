"""采购: purchase orders, what they still bring, and drafting a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import plain, say
from qitao.catalog import queries as catalog
from qitao.catalog.values import SELLERS
from qitao.people import queries as people
from qitao.production.queries.turns import name_roles
from qitao.quality import queries as quality
from qitao.trade import actions, queries
from qitao.trade.queries import (
    Purchase,
    PurchaseLineRow,
    PurchaseListed,
    ReceiptListed,
    ReturnListed,
)
from qitao.trade.values import (
    PAGE_MAX,
    RECEIPT,
    ApprovePurchase,
    ClosePurchase,
    CreatePurchase,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseState,
    ReceiptState,
    ReceivePurchase,
    ReturnPurchase,
    ViewTrade,
)
from qitao.web.shell import forms, marks, spots
from qitao.web.shell.between import AHEAD, NO_DAYS, Between
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.forms import Problem
from qitao.web.shell.listing import PLANTS, Chips, Column, Listing, Search
from qitao.web.shell.page import page
from qitao.web.shell.spots import Grid, Spot
from qitao.web.shell.visit import Visit
from qitao.web.trade.wish import Wish, read_wish

EVERY = Ask(sort="code", limit=500)
FIELD = "ui.trade.field"
PROMISED = "ui.trade.promise_help"
DEEDS = deeds_of(actions.approve_purchase, actions.close_purchase, actions.cancel_purchase)

OPEN = (PurchaseState.DRAFT, PurchaseState.APPROVED)


def _expected(row: PurchaseListed, lang: str) -> SafeString:
    """Show when the rest comes; what was ordered and is late stands out."""
    return marks.due(row.expected_on, lang, done=row.state != PurchaseState.APPROVED)


PURCHASES = Listing(
    "trade.purchases",
    columns=(
        Column("number", kind="main", link="trade:purchase", phone="title"),
        Column("partner_name", sub="partner_code", phone="wide"),
        PLANTS,
        Column("state", kind="state", vocabulary="purchase_state", phone="corner"),
        Column("lines", kind="count", phone="off"),
        Column("lines_open", kind="count"),
        Column("expected_on", kind="day", cell=_expected),
        Column("ordered_on", kind="day"),
        Column("amount", kind="quantity"),
    ),
    filters=(
        Chips("state", tuple(map(str, PurchaseState)), "purchase_state"),
        Between("ordered_on"),
        Between("expected_on", AHEAD),
        Search(),
    ),
    falling=True,
    picture="package-import",
    first_step=("ui.trade.new", "trade:new_purchase"),
    template="trade/purchases.html",
    live=("trade",),
)


def _sellers(_visit: Visit) -> list[tuple[str, str]]:
    rows = catalog.list_partners(EVERY, kinds=SELLERS, active=True)
    return [(str(row.id), f"{row.name} ({row.code})") for row in rows]


def _plants(visit: Visit) -> list[tuple[str, str]]:
    plants = visit.actor.plants_of(CreatePurchase)
    return [
        (str(row.id), visit.name_plant(row))
        for row in people.list_plants(EVERY, plants=plants, active=True)
    ]


HEAD = (
    Spot("partner", "choice", required=True, choices=_sellers, open=True),
    Spot("plant", "choice", required=True, choices=_plants),
    Spot("number", help="ui.trade.number_help"),
    Spot("ordered_on", "day"),
    Spot("note", wide=True),
)
LINES = Grid(
    "lines",
    (
        Spot("material", "hint", hints="catalog:material_hints", wide=True),
        Spot("quantity", "number"),
        Spot("unit_price", "number"),
        Spot("expected_on", "day"),
    ),
    f"{FIELD}.lines",
    telling=("material", "quantity"),
)


@page(permission=ViewTrade)
def purchases(visit: Visit) -> HttpResponseBase:
    """List purchase orders, the newest first."""
    plants = visit.plants_shown(ViewTrade)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[PurchaseListed]:
        return _fetch(ask, asked, plants)

    return PURCHASES.show(visit, fetch, may_create=visit.actor.may(CreatePurchase))


def _fetch(ask: Ask, asked: dict[str, Any], plants: Any) -> list[PurchaseListed]:
    """Return the rows behind a cursor; the floor gives them in smaller parts than a sheet asks."""
    rows: list[PurchaseListed] = []
    before = PurchaseOrderId(ask.after[1]) if ask.after else None
    while len(rows) < ask.limit:
        wanted = min(ask.limit - len(rows), PAGE_MAX)
        part = queries.list_purchases(
            plants=plants,
            states=[PurchaseState(asked["state"])] if asked["state"] else (),
            words=asked["q"] or "",
            ordered=(asked["ordered_on"] or NO_DAYS).ends,
            expected=(asked["expected_on"] or NO_DAYS).ends,
            before=before,
            limit=wanted,
        )
        rows += part
        if len(part) < wanted:
            break
        before = part[-1].id
    return rows


@page(permission=CreatePurchase)
def new_purchase(visit: Visit) -> HttpResponseBase:
    """Draft a purchase order with its lines."""
    if visit.posted:
        given = visit.given(actions.create_purchase, words=FIELD, lines=_lines(visit))
        made = actions.create_purchase(actor=visit.actor, **given)
        visit.tell("ui.trade.made", number=made.number)
        return visit.go("trade:purchase", made.purchase_order)
    wish = read_wish(visit)
    heads = [replace(spot, start=_usual(visit, spot, wish)) for spot in HEAD]
    return visit.show(
        "trade/new.html",
        fields=spots.shown(visit, heads, None, FIELD),
        lines=LINES.lines(visit, (wish,) if wish else ()),
        wish=wish,
        blank=LINES.blank(visit),
    )


def _usual(visit: Visit, spot: Spot, wish: Wish | None) -> Any:
    if spot.name == "partner" and wish and wish.supplier:
        return wish.supplier.partner_id
    return marks.today() if spot.name == "ordered_on" else visit.query.get(spot.name, "")


def _lines(visit: Visit) -> list[dict[str, Any]]:
    """Return the lines with the materials' ids; refuses all codes that stand for nothing."""
    lines = LINES.read(visit)
    known = catalog.find_known({"material": {(line.get("material", ""),) for line in lines}})
    found = known.get("material", {})
    problems = [] if lines else [_no_lines(visit)]
    for place, line in enumerate(lines):
        code = line.pop("material", "")
        if (code,) in found:
            line["material"] = found[code,].id
        elif code:
            at = say("ui.input.line", visit.lang, line=place + 1)
            what = say("fault.UNKNOWN_REFERENCE", visit.lang, noun="material", value=code)
            problems.append(Problem(f"lines.{place}.material", f"{at}{what}"))
    if problems:
        raise forms.refused(problems, visit.lang)
    return lines


def _no_lines(visit: Visit) -> Problem:
    return Problem("lines", say("ui.trade.no_lines", visit.lang))


@dataclass(frozen=True, slots=True)
class Arrival:
    """One receipt with the line that it is for and its inspection, if there is one."""

    row: ReceiptListed
    line: int
    name: str
    unit: str
    inspection: Any
    serial_tracked: bool = False


@page(permission=ViewTrade)
def purchase(visit: Visit, purchase: int) -> HttpResponseBase:
    """Show one purchase order: its lines with what is still to come, and what came."""
    found = find(visit, purchase)
    order = found.order
    may_receive = order.state is PurchaseState.APPROVED and visit.actor.may(ReceivePurchase)
    return visit.show(
        "trade/purchase.html",
        live=("trade",),
        order=order,
        lines=found.lines,
        arrivals=_arrivals(found, visit.lang),
        plant=next(iter(people.list_plants(EVERY, plants=[order.plant])), None),
        may_approve=order.state is PurchaseState.DRAFT and visit.actor.may(ApprovePurchase),
        approvers=plain(name_roles([ApprovePurchase], visit.lang), visit.lang),
        may_close=order.state is PurchaseState.APPROVED and visit.actor.may(ClosePurchase),
        may_cancel=_may_cancel(visit, found),
        may_promise=order.state in OPEN and visit.actor.may(CreatePurchase, plant=order.plant),
        may_receive=may_receive,
        may_settle=visit.actor.may(ReceivePurchase),
        may_undo=may_receive,
        returns=_returns(found),
        may_return=order.state in (PurchaseState.APPROVED, PurchaseState.CLOSED)
        and visit.actor.may(ReturnPurchase),
    )


def find(visit: Visit, purchase: int) -> Purchase:
    """Return an order; refuses `OUT_OF_SCOPE` where it belongs to a plant of others."""
    found = queries.get_purchase(PurchaseOrderId(purchase))
    visit.actor.check_scope(ViewTrade, plant=found.order.plant)
    return found


def _may_cancel(visit: Visit, found: Purchase) -> bool:
    is_open = found.order.state in OPEN
    came = any(line.received for line in found.lines)
    return is_open and not came and visit.actor.may(ClosePurchase)


def _arrivals(found: Purchase, lang: str) -> list[Arrival]:
    lines = {line.id: line for line in found.lines}
    rows = quality.list_inspections_of(RECEIPT, [row.id for row in found.receipts])
    inspections = {row.source_id: row for row in reversed(rows)}
    waiting = [row.id for row in found.receipts if row.state is ReceiptState.WAITING]
    by_piece = queries.list_serial_receipts(waiting)
    return [
        Arrival(
            row,
            lines[row.line].line,
            marks.named(lines[row.line].name, lines[row.line].name_en, lang),
            lines[row.line].unit,
            inspections.get(row.id),
            row.id in by_piece,
        )
        for row in found.receipts
    ]


def _returns(found: Purchase) -> list[tuple[ReturnListed, PurchaseLineRow]]:
    lines = {line.id: line for line in found.lines}
    return [(row, lines[row.line]) for row in found.returns]


@page(permission=ViewTrade)
def purchase_deed(visit: Visit, purchase: int, verb: str) -> HttpResponseBase:
    """Approve, close or cancel a purchase order."""
    carry_out(visit, DEEDS, verb, purchase_order=PurchaseOrderId(purchase))
    return visit.go("trade:purchase", purchase)


@page(permission=CreatePurchase)
def promise(visit: Visit, purchase: int, line: int) -> HttpResponseBase:
    """Change the day on which a line is promised."""
    found = find(visit, purchase)
    row = next((row for row in found.lines if row.id == line), None)
    if row is None:
        raise Refusal(NOT_FOUND, purchase_line=line)
    if not visit.posted:
        return spots.ask(
            visit,
            (Spot("expected_on", "day", start=row.expected_on, help=PROMISED), Spot("note")),
            f"{FIELD}.lines",
            title=f"{say('verb.trade.promise_line', visit.lang)} · {row.line} {row.code}",
            back=reverse("trade:purchase", args=[purchase]),
            back_words=found.order.number,
        )
    unknown = {} if visit.text("expected_on") else {"expected_on": None}
    given = visit.given(
        actions.promise_line, words=FIELD, purchase_line=PurchaseLineId(line), **unknown
    )
    done = actions.promise_line(actor=visit.actor, **given)
    if done.expected_on:
        visit.tell("ui.trade.promised", line=done.line, day=done.expected_on)
    else:
        visit.tell("ui.trade.unpromised", line=done.line)
    return visit.go("trade:purchase", purchase)
