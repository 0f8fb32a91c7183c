"""What uploaded tables seem to hold: their first rows, our words, and mappings used before."""

from functools import lru_cache
from pathlib import Path

from qitao.base.ids import UserId
from qitao.base.sql import SqlRoom
from qitao.links.queries.sources import Folder, table_of
from qitao.links.rules.guess import Guess, find_header, guess
from qitao.links.rules.mapping import parse_mapping
from qitao.links.values import KEPT_MAPPINGS_MAX
from qitao.links.values.mapping import Source, Step

sql = SqlRoom("qitao.links")


def list_kept_steps(*, user: UserId | None = None) -> list[Step]:
    """Return the steps of the mappings that imports used lately, perhaps of one person's only."""
    texts: list[str] = sql.values("list_kept_mappings", user=user, limit=KEPT_MAPPINGS_MAX)
    return [step for text in texts for step in _steps_of(text)]


@lru_cache(maxsize=4 * KEPT_MAPPINGS_MAX)
def _steps_of(text: str) -> tuple[Step, ...]:
    return parse_mapping(text)[0].steps


def guess_tables(folder: str, *, user: UserId | None = None) -> list[Guess]:
    """Return what each table of a folder seems to hold, by all but the rows behind the first ones.

    Refuses `SOURCE_UNREADABLE`.
    """
    files, kept = Folder(Path(folder)), list_kept_steps(user=user)
    guesses = []
    for source in files.list_sources():
        rows = files.peek(source)
        headed = Source(source.file, source.sheet, find_header(rows))
        shown = " › ".join(filter(None, (source.file, source.sheet)))
        table = table_of(shown, list(enumerate(rows, 1)), headed.header)
        if table.columns:
            guesses.append(guess(headed, table, kept))
    return guesses
