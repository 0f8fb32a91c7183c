"""Row versions: every change of a tracked row is kept beside it, tied to the journal entry."""

from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def tracked(model: M, *, hidden: tuple[str, ...] = (), bulk: bool = False) -> M:
    """Keep every version of a model's rows in `…event`; `hidden` columns leave no trace there.

    `bulk` writes inserted rows once per statement: for tables that take thousands at once.
    (Changed rows stay row by row: joining old to new keeps the plan of its first, tiny call.)
    """
    kept: M = pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement if bulk else pghistory.Row),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(hidden),
        context_field=pghistory.ContextJSONField(null=True),
        context_id_field=pghistory.ContextUUIDField(null=True),
    )(model)
    return kept
