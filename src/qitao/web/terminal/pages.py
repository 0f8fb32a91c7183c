"""报工 terminal: one page for all of it, which lives from what the tablet keeps."""

import json
from typing import Any

from django.http import JsonResponse
from django.http.response import HttpResponseBase

from qitao.base import journal
from qitao.base.refusal import INVALID, NOT_FOUND, Refusal
from qitao.production.queries import lists
from qitao.production.values import OperationId, ReportOutput
from qitao.quality.values import RecordResults
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit
from qitao.web.terminal import labels, pack, words


@page(permission=ReportOutput, instead=RecordResults)
def terminal(visit: Visit) -> HttpResponseBase:
    """Show the frame of the terminal; the work in it comes with the pack."""
    return _frame(visit)


@page(permission=ReportOutput)
def operation(visit: Visit, operation: int) -> HttpResponseBase:
    """Show the frame of the terminal for one operation, where this person may report."""
    row = lists.find_operation(OperationId(operation))
    if row is None:
        raise Refusal(NOT_FOUND, operation=operation)
    visit.actor.check_scope(ReportOutput, plant=row.plant, org_unit=row.org_unit)
    return _frame(visit)


@page(permission=RecordResults)
def inspections(visit: Visit, **_: int) -> HttpResponseBase:
    """Show the frame of the terminal to an inspector."""
    return _frame(visit)


@page(permission=ReportOutput, instead=RecordResults)
def decide(visit: Visit) -> HttpResponseBase:
    """Show the frame of the terminal for what a person has to decide."""
    return _frame(visit)


def _frame(visit: Visit) -> HttpResponseBase:
    return visit.show(
        "terminal/terminal.html",
        live=("production", "quality"),
        words=words.of(visit.lang),
    )


@page(permission=ReportOutput, instead=RecordResults)
def packed(visit: Visit) -> HttpResponseBase:
    """Give the tablet what it needs to work on without a network."""
    return JsonResponse(pack.of(visit), json_dumps_params={"ensure_ascii": False})


@page(permission=ReportOutput, instead=RecordResults)
def known(visit: Visit) -> HttpResponseBase:
    """Tell which acts of the tablet are booked here, and what their operations are called.

    After a restore from a backup some are not: the tablet sends those again.
    """
    asked = _asked(visit)
    keys = journal.list_known_keys(visit.actor, [each["key"] for each in asked])
    operations = labels.of_operations(visit.actor, _ids(asked, "operation"))
    inspected = labels.of_inspections(visit.actor, _ids(asked, "inspection"))
    return JsonResponse(
        {
            "user": visit.actor.user,
            "acts": [
                {
                    "key": each["key"],
                    "known": each["key"] in keys,
                    "operation": operations.get(each.get("operation") or 0),
                    "inspection": inspected.get(each.get("inspection") or 0),
                }
                for each in asked
            ],
        }
    )


def _asked(visit: Visit) -> list[dict[str, Any]]:
    """Read what is asked for; refuses `INVALID`."""
    try:
        asked: list[dict[str, Any]] = json.loads(visit.text("acts") or "[]")
        well = isinstance(asked, list) and all(_is_key(each["key"]) for each in asked)
    except (ValueError, TypeError, KeyError) as error:
        raise Refusal(INVALID, problems="acts") from error
    if not well or len(asked) > journal.KEYS_MAX:
        raise Refusal(INVALID, problems="acts")
    return asked


def _is_key(key: Any) -> bool:
    return isinstance(key, str) and key.isascii() and key.isprintable()


def _ids(asked: list[dict[str, Any]], name: str) -> set[int]:
    found = (each.get(name) for each in asked)
    return {each for each in found if type(each) is int and 0 < each <= journal.BIGINT_MAX}
