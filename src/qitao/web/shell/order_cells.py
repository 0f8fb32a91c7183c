"""How an order shows in a list: progress, kit, and what it waits for, in a few words."""

from typing import Any

from django.utils.safestring import SafeString

from qitao.base.texts import say
from qitao.production.queries.lists import OrderListRow
from qitao.production.queries.stuck import waiting_for
from qitao.web.shell import marks, units
from qitao.web.shell.html import markup
from qitao.web.shell.stuck import MARKS, words_of

OVER = ("completed", "closed", "cancelled")


def product(row: OrderListRow, lang: str) -> SafeString:
    """Show what is made, with the colour that marks it everywhere."""
    name = marks.named(row.material_name, row.material_name_en, lang)
    return marks.product_line(row.material_code, name, row.material_code, row.material_picture)


def progress(row: OrderListRow, lang: str) -> SafeString:
    """Show good and scrap of the whole."""
    return markup(
        '<span class="progress-cell"><span class="num">{} / {} <small>{}</small></span>{}</span>',
        marks.figures(row.good),
        marks.figures(row.quantity),
        units.word(row.unit, lang),
        marks.bar(row.good, row.scrap, row.quantity, lang),
    )


def due(row: OrderListRow, lang: str) -> SafeString:
    """Show the due date; the countdown ends with the order."""
    return marks.due(row.due_on, lang, done=row.state in OVER, on=row.plant_day)


def kit(row: Any, lang: str) -> SafeString:
    """Show the kit: complete, so many short, or not known."""
    if row.state in OVER or row.kit_state is None:
        return marks.DASH
    if row.kit_state == "unknown":
        return marks.mark("unknown", lang)
    if row.kit_short:
        short = marks.mark("short", lang, say("ui.orders.short", lang, count=row.kit_short))
        if not row.kit_waived:
            return short
        return markup('{}<span class="sub">{}</span>', short, marks.mark("waived", lang))
    words = f"{row.kit_lines}/{row.kit_lines}" if row.kit_lines else say("ui.orders.drawn", lang)
    return marks.mark("complete", lang, words)


def step(row: OrderListRow, lang: str) -> SafeString:
    """Show the present step and how long it lasts."""
    if row.step is None or row.state in OVER[1:]:
        return marks.DASH
    return markup(
        '{}<span class="sub num">{} {}</span>',
        step_name(row, lang),
        say("ui.orders.waited", lang),
        marks.waited(row.step_since, lang),
    )


def step_name(row: OrderListRow, lang: str) -> str:
    """Name the present step: the operation where there is one; nothing where the order is over."""
    if row.step is None or row.state in OVER[1:]:
        return ""
    operation = marks.named(row.operation or "", row.operation_en or "", lang)
    return operation or marks.named(row.step_name or "", row.step_name_en or "", lang) or row.step


def cause(row: OrderListRow, lang: str) -> SafeString | str:
    """Say in a few words what the order waits for."""
    if row.state in OVER[1:] or row.step is None:
        return marks.DASH
    if row.cause is None:
        return waiting_for(row.step, row.step_name, row.step_name_en, lang)
    if row.cause == "short":
        told = "ui.orders.waits_for_material"
        return marks.mark("short", lang, lacking(row, lang) if row.lacks else say(told, lang))
    if row.cause == "on_hold":
        return say("ui.orders.on_hold", lang)
    step = (row.cause_step, row.cause_step_name, row.cause_step_name_en)
    words = words_of(row.cause, *step, lang)
    if row.cause == "turn":
        return words
    return marks.mark(MARKS.get(row.cause, "fail"), lang, words)


def lacking(row: OrderListRow, lang: str) -> str:
    """Name the material of which the order lacks most, how much, and how many others."""
    more = (row.kit_short or 1) - 1
    return say(
        "ui.orders.lacks_more" if more else "ui.orders.lacks",
        lang,
        name=marks.named(row.lacks or "", row.lacks_en or "", lang),
        quantity=f"−{marks.figures(row.lacks_quantity)}",
        unit=units.word(row.lacks_unit or "", lang),
        more=more,
    )
