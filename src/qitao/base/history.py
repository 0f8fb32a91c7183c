"""Row versions: every change of a tracked row is kept beside it, tied to the journal entry."""

from typing import Any, TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])
INDEX_NAME_MAX = 30
EVENTS: dict[type[models.Model], type[models.Model]] = {}
"""Where the versions of a tracked model are kept."""


def tracked(
    model: M,
    *,
    hidden: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
    owner: str = "",
    bulk: bool = False,
    name: str | None = None,
) -> M:
    """Keep every version of a model's rows in `…event`; `hidden` columns leave no trace there.

    `only` keeps these columns alone: where none of them changed, nothing is written. `owner` is the
    foreign key by which the rows of one record are found, those that are gone included. `bulk`
    writes inserted rows once per statement: for tables that take thousands at once. (Changed rows
    stay row by row: joining old to new keeps the plan of its first, tiny call.)
    """
    EVENTS[model] = pghistory.create_event_model(
        model,
        pghistory.InsertEvent(level=pghistory.Statement if bulk else pghistory.Row),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        fields=list(only) or None,
        exclude=list(hidden),
        context_field=pghistory.ContextJSONField(null=True),
        context_id_field=pghistory.ContextUUIDField(null=True),
        model_name=name,
        abstract=False,
        meta={"indexes": [_by_owner(model, owner)] if owner else []},
    )
    return model


def _by_owner(model: type[models.Model], owner: str) -> models.Index:
    suffix = "_past"
    table = model._meta.db_table[: INDEX_NAME_MAX - len(suffix)].rstrip("_")
    return models.Index(fields=[owner], name=f"{table}{suffix}")


def kept_of(model: type[models.Model]) -> Any:
    """Return the manager of a model's versions."""
    return EVENTS[model]._default_manager
