"""What can be read: lists with filter, sort and cursor, declared floor by floor.

A read is a permission, a row and the floor's own query. The query's keyword parameters are the
filters, so nothing is said twice. To add some: `reads/<floor>.py` with `READS = (Read(...), ...)`.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from qitao.api.reads.read import Read

FLOORS = (
    "people",
    "lowcode",
    "catalog",
    "stock",
    "flow",
    "kitting",
    "quality",
    "trade",
    "production",
    "base",
)


def list_reads() -> Iterator[Read]:
    """Yield the reads of every floor that is there."""
    for floor in FLOORS:
        module = f"{__name__}.{floor}"
        if apps.is_installed(f"qitao.{floor}") and find_spec(module):
            yield from import_module(module).READS
