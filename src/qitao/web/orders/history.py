"""What happened to an order: process log, verbs and refusals on one time line; the flow picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from qitao.base import audit
from qitao.base.paging import Ask
from qitao.base.texts import find, say
from qitao.flow import queries as flow
from qitao.flow.queries import InstanceView, LogRow
from qitao.production.queries.lists import OrderView
from qitao.production.values import BUSINESS, WorkOrderId
from qitao.web.shell import marks
from qitao.web.shell.visit import Visit

LINES_MAX = 200


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the time line. `kind`: moved, done, refused."""

    at: datetime
    kind: str
    words: str
    who: str = ""
    why: str = ""
    tag: str = ""
    lasted: timedelta | None = None
    record: int | None = None


def lines_of(order: WorkOrderId, lang: str) -> list[LogLine]:
    """Return the whole story, newest first."""
    subject = f"{BUSINESS}:{order}"
    newest = Ask(falling=True, limit=LINES_MAX)
    lines = [_moved(row, lang) for row in flow.list_log(BUSINESS, order) if row.to_node]
    lines += [_done(row, lang) for row in audit.list_entries(newest, subject=subject)]
    lines += [_refused(row, lang) for row in audit.list_refusals(newest, subject=subject)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:LINES_MAX]


def name_node(node: str | None, name: str | None, lang: str) -> str:
    """Return a step in words: the house's own, else as it is drawn."""
    return (find(f"flow_node.{node}", lang) if node else None) or name or ""


def _moved(row: LogRow, lang: str) -> LogLine:
    here = name_node(row.to_node, row.to_name, lang)
    words = say("ui.orders.log.came_to", lang, node=here)
    cause = find(f"flow.cause.{row.cause}", lang) or row.cause
    why = say(f"verdict.{row.code}", lang, **_facts(row, lang)) if row.code else ""
    return LogLine(
        row.at,
        "moved",
        words,
        who=cause,
        why=why,
        tag=find(f"flow.tag.{row.tag}", lang) or row.tag,
        lasted=row.waited + row.worked if row.from_node else None,
    )


def _facts(row: LogRow, lang: str) -> dict[str, Any]:
    node = name_node(row.from_node or row.to_node, row.from_name or row.to_name, lang)
    return {**row.evidence, "node": node, "step": row.evidence.get("step", node)}


def _done(row: audit.EntryRow, lang: str) -> LogLine:
    words = find(f"verb.{row.verb}", lang) or row.verb
    return LogLine(
        row.recorded_at,
        "done",
        words,
        who=marks.who(row.actor_name, lang),
        why=marks.cause(row.cause, lang),
    )


def _refused(row: audit.RefusalRow, lang: str) -> LogLine:
    verb = find(f"verb.{row.verb}", lang) or row.verb
    evidence = row.evidence if isinstance(row.evidence, dict) else {}
    return LogLine(
        row.recorded_at,
        "refused",
        say("ui.orders.log.refused", lang, verb=verb),
        who=marks.who(row.actor_name, lang),
        why=say(f"refusal.{row.code}", lang, **evidence),
        record=row.id,
    )


def picture_of(view: InstanceView, lang: str) -> dict[str, Any]:
    """Return what the drawing island is given: the model, tokens, and the nodes passed."""
    overlays = [
        {
            "node": token.node,
            "words": marks.spoken_since(token.since, lang),
            "outcome": token.verdict or "pass",
        }
        for token in view.tokens
    ]
    path = [row.to_node for row in view.log if row.to_node]
    return {
        "xml": view.instance.xml,
        "overlays": overlays,
        "path": list(dict.fromkeys(path)),
    }


CHANGES = (
    "production.update_order",
    "production.split_order",
    "production.set_priorities",
    "production.schedule_order",
    "production.substitute_material",
    "production.waive_gate",
)
"""Verbs that change what an order says, apart from moving it on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: which verb, who, and the values that were given."""

    at: datetime
    words: str
    who: str
    values: list[tuple[str, Any]]


def changes_of(visit: Visit, row: OrderView) -> dict[str, Any]:
    """Return what was changed of the order, newest first."""
    entries = audit.list_full(f"{BUSINESS}:{row.id}", CHANGES)
    return {"changes": [_change(entry, visit.lang) for entry in entries]}


def _change(entry: audit.FullEntry, lang: str) -> Change:
    given = entry.given if isinstance(entry.given, dict) else {}
    values = [
        (find(f"ui.field.{name}", lang) or name, value)
        for name, value in given.items()
        if name != "order" and value not in (None, "")
    ]
    words = find(f"verb.{entry.verb}", lang) or entry.verb
    return Change(entry.recorded_at, words, entry.actor_name, values)
