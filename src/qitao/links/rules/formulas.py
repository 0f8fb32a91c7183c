"""No text of a CSV turns into a formula: an apostrophe stands before it, and comes off again."""

import re

FORMULA = re.compile(r"'*(?:[=@\t\r]|[+-](?!\d[\d ]*([.,]\d+)?\Z))")
"""What a spreadsheet may reckon with: after a sign all but a plain number, such as `-2+cmd|…`.

A text that begins with apostrophes of its own before such a sign gets one more, so that exactly
what was added can be taken off.
"""
GUARD = "'"


def guarded(text: str) -> str:
    """Return a cell as it is written to CSV: text for every spreadsheet."""
    return GUARD + text if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return a CSV cell as it was before `guarded`; any other apostrophe stays."""
    return text[1:] if text.startswith(GUARD) and FORMULA.match(text) else text
