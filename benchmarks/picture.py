"""The picture for the README: how far each row is from its target, legible on light and dark."""

from typing import Any
from xml.sax.saxutils import escape

from benchmarks.measure import figure

WIDTH, LEFT, RIGHT, TOP, LINE = 860, 240, 200, 64, 34
BAR = 14
SPAN = 3.0
"""Targets reached so many times over fill the bar; more is cut there."""
LABELS = {
    "one_line_movement": "one-line movement, HTTP",
    "post_moves_10000": "post_moves, 10,000 lines",
    "kit_check_10000": "kit check, 10,000 orders",
    "kit_check_100000": "kit check, 100,000 orders",
    "kit_reserve_1000": "kit check + reservation, 1,000",
    "kit_check_http": "kit check of one order, HTTP",
    "push_10000": "10,000 orders past a gate",
    "push_47": "47 orders past a gate",
    "human_step": "one human step, HTTP",
    "order_list": "order list page, 100,000",
    "first_paint": "first paint of seven pages",
    "live_pages": "a change on 500 open pages",
    "commit_to_screen": "a change on the screen, 500 following",
    "search": "search while typing, 150,000 things",
    "order_life": "whole life of an order, HTTP",
    "import_100000": "import, 100,000 rows",
}
GOALS: dict[str, tuple[float, bool]] = {
    "one_line_movement": (0.25, True),
    "post_moves_10000": (0.5, True),
    "kit_check_10000": (2, False),
    "kit_check_100000": (4, False),
    "kit_reserve_1000": (300, False),
    "kit_check_http": (50, False),
    "push_10000": (4000, False),
    "push_47": (50, False),
    "human_step": (25, False),
    "order_list": (120, False),
    "first_paint": (300, False),
    "live_pages": (1000, False),
    "commit_to_screen": (1000, False),
    "search": (100, False),
    "order_life": (40, True),
    "import_100000": (60, False),
}
"""The figure to reach, and whether more is better; rows with a raw limit compare the ratio."""
STYLE = (
    "text{font:13px system-ui,'Noto Sans SC',sans-serif;fill:#57606a}"
    ".t{font-weight:600;font-size:15px}.v{font-variant-numeric:tabular-nums}.n{font-size:11px}"
    ".b{fill:#8b949e22}.g{fill:#2f9e60}.s{fill:#d9822b}.m{stroke:#57606a;stroke-dasharray:3 3}"
    "@media(prefers-color-scheme:dark){text{fill:#adbac7}.m{stroke:#adbac7}}"
)


def reached(row: dict[str, Any]) -> float | None:
    """Return how many times over a row reaches its target; 1 is exactly there."""
    goal = GOALS.get(row["name"])
    found = row["ratio"] if row["raw"] is not None and goal and goal[0] <= 2 else row["product"]
    if goal is None or not found:
        return None
    return found / goal[0] if goal[1] else goal[0] / found


def draw(rows: list[dict[str, Any]]) -> str:
    """Return the SVG: a bar per row, the dashed line is the target."""
    height = TOP + LINE * len(rows) + 14
    inside = WIDTH - LEFT - RIGHT
    mark = LEFT + inside / SPAN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>Qitao, measured against its targets</title>",
        f"<style>{STYLE}</style>",
        '<text class="t" x="12" y="24">Measured against the target (longer is better)</text>',
        f'<text class="n" x="{mark}" y="{TOP - 14}" text-anchor="middle">target</text>',
    ]
    parts += [line for place, row in enumerate(rows) for line in _bar(row, place, inside)]
    parts.append(f'<path class="m" d="M{mark:.1f} {TOP - 8}V{height - 12}"/>')
    return "\n".join([*parts, "</svg>\n"])


def _bar(row: dict[str, Any], place: int, inside: float) -> list[str]:
    top, share = TOP + LINE * place, reached(row)
    middle, label = top + BAR / 2 + 5, LABELS.get(row["name"], row["name"])
    lines = [
        f'<text x="12" y="{middle}">{escape(label)}</text>',
        f'<rect class="b" x="{LEFT}" y="{top}" width="{inside}" height="{BAR}" rx="3"/>',
    ]
    if share is None:
        return [*lines, f'<text class="v" x="{WIDTH - RIGHT + 12}" y="{middle}">–</text>']
    wide, kind = max(min(share, SPAN) / SPAN * inside, 2), "g" if row["holds"] else "s"
    value = f"{figure(row['product'])} {row['unit']}"
    if row["ratio"] is not None:
        value += f" · {row['ratio']:.2f}×"
    return [
        *lines,
        f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{wide:.1f}" height="{BAR}" rx="3"/>',
        f'<text class="v" x="{WIDTH - RIGHT + 12}" y="{middle}">{escape(value)}</text>',
    ]
