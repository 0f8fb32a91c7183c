"""变更: a record's time line, the record as of a moment, and the way back to an earlier version."""

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from qitao.base import seen
from qitao.base.actor import Seen
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import find, say
from qitao.base.versions import History, Named, Values, read_history
from qitao.web.history import reverts
from qitao.web.shell import marks, past
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

PAGES = {
    "material": "catalog:material",
    "bom": "catalog:bom",
    "routing": "catalog:routing",
    "work_centre": "catalog:work_centre",
    "user": "people:user",
    "plant": "people:plant",
    "org_unit": "people:unit",
    "post": "people:post",
    "role": "people:role",
    "plan": "quality:plan",
    "lot": "stock:lot",
    "non_conformance": "quality:nonconformance",
    "purchase_order": "trade:purchase",
}
"""Where a record is shown by its id; `edit_…` pages and those by number are told apart below."""
EDITED = (
    "unit",
    "material_group",
    "partner",
    "supplier_item",
    "location",
    "machine",
    "scrap_reason",
)

YEARS = range(MINYEAR + 1, MAXYEAR)
"""In the calendar's first and last year another clock may say a year that it does not have."""


@page()
def record(visit: Visit, noun: str, number: int) -> HttpResponseBase:
    """Show the versions of a record, or the record as of a moment; take it back when posted."""
    name = f"{noun}:{number}"
    version = _version(visit, name)
    history = read_history(visit.actor, name)
    if visit.posted:
        visit.actor = replace(visit.actor, seen=Seen(name, version))
        back_to = moment_of(visit.text("back_to"))
        reverts.revert(visit, history, back_to)
        visit.tell("past.reverted", at=marks.exact(back_to))
        return visit.go("history:record", noun, number)
    asked = visit.query.get("as_of", "")
    at = moment_of(str(asked)) if asked else None
    last = _last(history)
    sheets = past.sheets_of(history, at, visit.lang) if at else []
    return visit.show(
        "history/record.html",
        noun=noun,
        number=number,
        title=_title(visit, history, last),
        back=_address(noun, number, last),
        at=at,
        stamp=at.isoformat() if at else "",
        exact=marks.exact(at) if at else "",
        local=timezone.localtime(at).strftime("%Y-%m-%dT%H:%M:%S") if at else "",
        sheets=sheets,
        differs=past.differs(history, at) if at else False,
        past_url=reverse("history:record", args=[noun, number]),
        moments=past.moments_of(visit, history),
        version=version,
        why_not=reverts.why_not(visit, history, at) if at else "",
        only=find(f"past.only.{noun}", visit.lang) or "",
        may_see=past.may_see_entries(visit),
        gone=history.head() is None,
    )


def _version(visit: Visit, record: str) -> str:
    """Return the version that the page showed when it was posted, else the one that it shows."""
    return (visit.posted and visit.text("version")) or seen.version_of(record)


def moment_of(text: str) -> datetime:
    """Return the moment that an address or a field names, at the plant's clock without a zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(NOT_FOUND, as_of=text) from error
    if found.year not in YEARS:
        raise Refusal(NOT_FOUND, as_of=text)
    return timezone.make_aware(found) if timezone.is_naive(found) else found.astimezone(UTC)


def _last(history: History) -> Values:
    """Return the record's own row as it is, or as it was before it went."""
    rows = [row for step in history.steps for part, row in step.rows if not part.name]
    return rows[-1]


def _title(visit: Visit, history: History, last: Values) -> str:
    """Return what people call the record: its name and code, its number, or its material."""
    part = history.record.parts[0]
    columns = {each.name: each for each in part.fields}
    if "name" in columns:
        code = str(last.get("code") or last.get("username") or "")
        named = Named(history.id, code, last["name"], last.get("name_en") or "")
        return past.name_of(named, visit.lang)
    told = next(name for name in ("number", "material", "code", "plant") if name in columns)
    value = history.named(columns[told], last[columns[told].attname])
    title = str(past.show(part, "", value, visit.lang))
    if "version" not in columns:
        return title
    return say("past.of_version", visit.lang, title=title, version=last["version"])


def _address(noun: str, number: int, last: Values) -> str:
    """Return where the record itself is shown."""
    if noun == "work_order":
        return reverse("orders:order", args=[last["number"]])
    if noun == "kit_policy":
        return f"{reverse('kits:policy')}?plant={number}"
    if noun == "plant_rules":
        return f"{reverse('orders:plant_rules')}?plant={number}"
    if noun in EDITED:
        return reverse(f"catalog:edit_{noun}", args=[number])
    return reverse(PAGES[noun], args=[number]) if noun in PAGES else ""
