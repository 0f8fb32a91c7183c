"""Reads of the master data: structure, lists for pages, documents."""

from qitao.catalog.queries.structure import (
    explode,
    explode_many,
    find_cycle,
    list_components,
    list_substitutes,
    where_used,
)

__all__ = [
    "explode",
    "explode_many",
    "find_cycle",
    "list_components",
    "list_substitutes",
    "where_used",
]
