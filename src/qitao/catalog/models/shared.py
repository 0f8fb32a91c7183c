"""What all tables of the master data have in common."""

from functools import partial
from typing import Any

from django.db import models
from django.db.models import Q

from qitao.base import history
from qitao.base.files import DIGEST_CHARS
from qitao.catalog.values import RevisionState

KIND_CHARS = 20

tracked = partial(history.tracked, bulk=True)
"""Keeps every version of a row; imports write thousands at once."""


def one_of(field: str, kinds: Any, name: str) -> models.CheckConstraint:
    """Hold a column to the values of an enum, in the database too."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": [*map(str, kinds)]}))


def kind_column(kinds: Any, default: Any = None) -> Any:
    """Return a column for the codes of an enum."""
    given: dict[str, Any] = (
        {} if default is None else {"default": str(default), "db_default": str(default)}
    )
    return models.CharField(
        max_length=KIND_CHARS, choices=[(str(k), str(k)) for k in kinds], **given
    )


def quantity_column(**options: Any) -> Any:
    """Return a column for an exact quantity in the unit of the row."""
    return models.DecimalField(max_digits=18, decimal_places=6, **options)


def zero_column(**options: Any) -> Any:
    """Return a quantity that is zero unless said."""
    return quantity_column(default=0, db_default=0, **options)


def text_column(length: int) -> Any:
    """Return a text that is empty unless said."""
    return models.CharField(max_length=length, default="", db_default="", blank=True)


def file_column() -> Any:
    """Return a column for a file by its digest (`base.files`); none unless said."""
    return models.CharField(max_length=DIGEST_CHARS, null=True)


class Master(models.Model):
    """What every record of master data has: it is retired, not deleted, and counts its changes."""

    active = models.BooleanField(default=True, db_default=True)
    revision = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A version of a BOM or routing: drafted, published for a span of days (both included)."""

    version = models.CharField(max_length=20)
    state = kind_column(RevisionState, RevisionState.DRAFT)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    note = text_column(300)
    revision = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True
