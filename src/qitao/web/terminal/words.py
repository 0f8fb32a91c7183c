"""The words that the terminal says by itself, without asking the server."""

from functools import cache

from qitao.base.texts import find, load

GROUPS = ("ui.terminal.", "operation_state.", "ui.due.", "inspection_kind.", "ui.mark.pass")
ALONE = (
    "ui.field.good",
    "ui.field.scrap",
    "ui.field.rework",
    "ui.act.cancel",
    "ui.refusal.label",
    "ui.refusal.number",
    "ui.quality.below",
    "ui.quality.above",
    "verb.production.start_operation",
    "verb.production.pause_operation",
    "verb.production.report_output",
    "verb.production.finish_operation",
    "verb.production.reopen_operation",
    "verb.production.undo_report",
    "verb.production.issue_materials",
    "verb.quality.record_results",
)


@cache
def of(lang: str) -> dict[str, str]:
    """Return them by their keys."""
    keys = [key for key in load() if key.startswith(GROUPS)]
    return {key: find(key, lang) or key for key in (*keys, *ALONE)}
