"""What happened to an order: process log, verbs and refusals on one time line; the flow picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse

from qitao.base.texts import find, plain, say
from qitao.base.versions import read_history
from qitao.flow.queries import InstanceView
from qitao.production.queries.explain import Explanation
from qitao.production.queries.lists import OrderView, list_order_materials
from qitao.production.queries.timeline import StoryRow, list_timeline
from qitao.production.values import BUSINESS, WorkOrderId
from qitao.web.orders import offers
from qitao.web.shell import marks, past, refusals, spoken
from qitao.web.shell.drawing import drawing
from qitao.web.shell.visit import Visit


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the time line. `kind`: moved, done, refused."""

    at: datetime
    kind: str
    words: str
    who: str = ""
    why: str = ""
    tag: str = ""
    record: int | None = None


def lines_of(order: WorkOrderId, lang: str) -> list[LogLine]:
    """Return the whole story, newest first."""
    rows = list_timeline(order)
    _name_picks(order, rows, lang)
    return [LINES[row.kind](row, lang) for row in rows]


def _name_picks(order: WorkOrderId, rows: Sequence[StoryRow], lang: str) -> None:
    """Name the material of what was found less than planned; its entry keeps the line alone."""
    noted = [pick for row in rows for pick in _picks(row.evidence) if row.what == NOTED]
    if noted:
        lines = {each.line: each for each in list_order_materials(order)}
        for pick in noted:
            line = lines.get(pick["line"])
            pick["name"] = marks.named(line.name, line.name_en, lang) if line else ""


def _picks(given: Any) -> Sequence[dict[str, Any]]:
    return given.get("picks") or () if isinstance(given, dict) else ()


def _moved(row: StoryRow, lang: str) -> LogLine:
    here = marks.named(row.name, row.name_en, lang)
    cause = find(f"flow.cause.{row.cause}", lang) or row.cause
    return LogLine(
        row.at,
        "moved",
        _walked(row, here, lang),
        who=" · ".join(filter(None, [marks.who(row.who, lang) if row.who else "", cause])),
        why=say(f"verdict.{row.code}", lang, **_facts(row, lang)) if row.code else "",
        tag=find(f"flow.tag.{row.tag}", lang) or row.tag,
    )


def _walked(row: StoryRow, here: str, lang: str) -> str:
    """Say where the order came from and how long it had been there, and where it came to."""
    left = marks.named(row.left_name or "", row.left_name_en or "", lang)
    if not left or row.lasted_seconds is None:
        return say("ui.orders.log.came_to", lang, node=here)
    stayed = spoken.duration(timedelta(seconds=row.lasted_seconds), lang)
    return say("ui.orders.log.went", lang, left=left, stayed=stayed, node=here)


def _facts(row: StoryRow, lang: str) -> dict[str, Any]:
    names = (row.left_name, row.left_name_en or "") if row.left_name else (row.name, row.name_en)
    node = marks.named(*names, lang)
    return {**row.evidence, "node": node, "step": row.evidence.get("step", node)}


def _done(row: StoryRow, lang: str) -> LogLine:
    told = [marks.cause(row.cause, lang), *_told(row.evidence, lang), _told_late(row, lang)]
    return LogLine(
        row.at,
        "done",
        _named(row, lang),
        who=marks.who(row.who, lang),
        why=" · ".join(filter(None, told)),
    )


TOLD_LATE = timedelta(minutes=10)
QUANTITIES = ("quantity", "good", "scrap", "rework", "priority")
BARE = ("disposition", "reason")
"""What was given with a verb and speaks for itself."""
NOTED = "production.note_short_picks"


def _told(given: Any, lang: str) -> list[str]:
    """Say the figures and the reason of a verb; zeros are left out."""
    if not isinstance(given, dict):
        return []
    figures = [(name, Decimal(str(given[name]))) for name in QUANTITIES if given.get(name)]
    return [
        *(f"{say(f'ui.field.{name}', lang)} {plain(value)}" for name, value in figures if value),
        *(find(f"{name}.{given[name]}", lang) or given[name] for name in BARE if given.get(name)),
        *(_short_pick(pick, lang) for pick in _picks(given) if "name" in pick),
    ]


def _short_pick(pick: dict[str, Any], lang: str) -> str:
    return say(
        "ui.orders.log.short_pick",
        lang,
        name=pick["name"],
        planned=Decimal(str(pick["planned"])),
        found=Decimal(str(pick["found"])),
        reason=say(f"ui.picking.reason.{pick['reason']}", lang),
    )


def _told_late(row: StoryRow, lang: str) -> str:
    """Say when it happened, where it was told much later: by a terminal without a network."""
    given = row.evidence.get("happened_at") if isinstance(row.evidence, dict) else None
    moment = datetime.fromisoformat(given) if given else row.at
    if row.at - moment < TOLD_LATE:
        return ""
    return say("ui.orders.log.happened", lang, at=marks.exact(moment))


def _refused(row: StoryRow, lang: str) -> LogLine:
    return LogLine(
        row.at,
        "refused",
        say("ui.orders.log.refused", lang, verb=_named(row, lang)),
        who=marks.who(row.who, lang),
        why=refusals.why_recorded(row.code, row.evidence, lang),
        record=row.id,
    )


def _named(row: StoryRow, lang: str) -> str:
    verb = find(f"verb.{row.what}", lang) or row.what
    about = marks.named(row.about, row.about_en, lang)
    return f"{verb} · {about}" if about else verb


LINES = {"verb": _done, "refusal": _refused, "step": _moved}


def picture_of(view: InstanceView, standing: Sequence[Explanation], lang: str) -> dict[str, Any]:
    """Return what the drawing island is given: the model, tokens, what stops them, the path."""
    stops = {each.node: offers.first_stop(each) for each in standing}
    overlays = []
    for token in view.tokens:
        stop = stops.get(token.node)
        overlays.append(
            {
                "node": token.node,
                "name": marks.named(token.node_name, token.node_name_en, lang),
                "words": marks.spoken_since(token.since, lang),
                "outcome": stop.outcome if stop else token.verdict or "pass",
                "why": stop.sentence if stop else "",
            }
        )
    path = [row.to_node for row in view.log if row.to_node]
    return drawing(view.instance.xml, overlays, lang, path=list(dict.fromkeys(path)))


def changes_of(visit: Visit, row: OrderView) -> dict[str, Any]:
    """Return what was changed of the order's plan, old and new."""
    record = f"{BUSINESS}:{row.id}"
    return {
        "moments": past.moments_of(visit, read_history(visit.actor, record)),
        "past_url": reverse("history:record", args=[BUSINESS, row.id]),
        "may_see": past.may_see_entries(visit),
    }
