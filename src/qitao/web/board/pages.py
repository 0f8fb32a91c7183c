"""看板: orders as cards by state, those that have stood longest in the strongest colour."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from qitao.base import clock
from qitao.base.ids import OrgUnitId
from qitao.base.paging import Ask
from qitao.catalog import queries as catalog
from qitao.catalog.values import WorkCentreId
from qitao.production.queries import board as boards
from qitao.production.queries.board import Part
from qitao.production.queries.lists import OrderListRow, StepCount
from qitao.production.values import CreateOrder, ShareBoard, ViewOrder
from qitao.web.shell import marks, order_cells, sheets
from qitao.web.shell.listing import Column, sheet_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

COLUMNS = (
    "awaiting_schedule",
    "scheduled",
    "released",
    "in_production",
    "on_hold",
    "completed",
)
CARDS = 12
AGES = (
    (timedelta(hours=8), "shift"),
    (timedelta(days=1), "day"),
    (timedelta(days=3), "days"),
)
"""How long a card stands before its colour deepens; beyond the last it is `long`."""
SHEET = (
    Column("state", vocabulary="state"),
    Column("number"),
    Column("material_code"),
    Column("material_name"),
    Column("plant_code"),
    Column("quantity"),
    Column("good"),
    Column("scrap"),
    Column("unit", kind="unit", spoken=True),
    Column("due_on"),
    Column("state_since"),
    Column("step", cell=order_cells.step_name, spoken=True),
    Column("cause", cell=order_cells.cause, spoken=True),
    Column("priority"),
)
FOLLOWED = ("production", "flow", "kitting")


@dataclass(frozen=True, slots=True)
class Card:
    """One order on the board."""

    row: OrderListRow
    age: str
    cause: SafeString | str

    @property
    def done(self) -> bool:
        """Whether the order waits for nothing any more."""
        return self.age == "done"


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One state with its counters and its first cards."""

    state: str
    count: StepCount
    cards: tuple[Card, ...]

    @property
    def rest(self) -> int:
        """How many orders of this state have no card here."""
        return max(self.count.orders - len(self.cards), 0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a filter."""

    id: int
    words: str


@page(permission=ViewOrder)
def board(visit: Visit) -> HttpResponse:
    """Show the orders of a plant, a work centre or a group by state."""
    part = _part(visit)
    if visit.query.get("export") in sheets.FORMATS:
        rows = boards.list_board(part, COLUMNS, limit=boards.CARDS_MAX)
        placed = sorted(rows, key=lambda row: COLUMNS.index(row.state))
        return sheet_of(visit, "ui.board.cards", SHEET, placed)
    centres = catalog.list_work_centres(Ask(limit=500), plants=part.plants, active=True)
    groups = {
        each.org_unit_id: marks.named(each.org_unit, each.org_unit_en, visit.lang)
        for each in centres
        if each.org_unit_id
    }
    columns = columns_of(part, visit.lang)
    return visit.show(
        "board/board.html",
        live=FOLLOWED,
        columns=columns,
        bare=not any(column.count.orders for column in columns),
        first_words="ui.orders.new",
        first_url=reverse("orders:new_order") if visit.actor.may(CreateOrder) else "",
        late=sum(column.count.late for column in columns),
        centres=[
            Choice(each.id, marks.named(each.name, each.name_en, visit.lang)) for each in centres
        ],
        groups=[Choice(key, words) for key, words in sorted(groups.items(), key=lambda it: it[1])],
        part=part,
        ages=(*(name for _, name in AGES), "long"),
        may_share=visit.actor.may(ShareBoard),
    )


def _part(visit: Visit) -> Part:
    """Read the filters, within the plants that are looked at."""
    centre, group = visit.number_of("work_centre"), visit.number_of("group")
    return Part(
        plants=visit.actor.plants_shown(ViewOrder),
        work_centre=WorkCentreId(centre) if centre else None,
        org_unit=OrgUnitId(group) if group else None,
    )


def columns_of(part: Part, lang: str) -> list[BoardColumn]:
    """Return the columns with counters over all orders and the cards that fall due first."""
    counts = {row.state: row for row in boards.count_part(part)}
    rows = boards.list_board(part, COLUMNS, limit=CARDS)
    return [
        BoardColumn(
            state,
            counts.get(state) or StepCount(state, 0, 0, None),
            tuple(
                Card(row, age_of(row), order_cells.cause(row, lang))
                for row in rows
                if row.state == state
            ),
        )
        for state in COLUMNS
    ]


def age_of(row: OrderListRow) -> str:
    """Say how long a card has stood in its state; what is done does not age."""
    if row.state == "completed":
        return "done"
    age = clock.now() - row.state_since
    return next((name for limit, name in AGES if age < limit), "long")
