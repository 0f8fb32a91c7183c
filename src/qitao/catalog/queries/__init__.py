"""Reads of the master data: structure, rows as people write them, lists for pages."""

from qitao.catalog.queries.rows import (
    Stored,
    find_known,
    find_stored,
    list_above,
    list_boms,
    list_conversions,
    list_routings,
    list_rows,
    list_uses,
)
from qitao.catalog.queries.structure import (
    explode,
    explode_many,
    find_cycle,
    list_components,
    list_substitutes,
    where_used,
)

__all__ = [
    "Stored",
    "explode",
    "explode_many",
    "find_cycle",
    "find_known",
    "find_stored",
    "list_above",
    "list_boms",
    "list_components",
    "list_conversions",
    "list_routings",
    "list_rows",
    "list_substitutes",
    "list_uses",
    "where_used",
]
