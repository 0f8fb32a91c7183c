"""What can be called: every verb, every declared read, and the few that are written by hand."""

from collections.abc import Iterator
from functools import cache

from qitao.api.extra import EXTRA
from qitao.api.operation import Operation
from qitao.api.reads import list_reads
from qitao.api.verbs import VerbOperation
from qitao.base.verbs import list_verbs


def list_operations() -> Iterator[Operation]:
    """Yield all operations in the order in which the document shows them."""
    yield from (VerbOperation(verb) for verb in list_verbs())
    yield from list_reads()
    yield from EXTRA


@cache
def routes() -> dict[str, dict[str, Operation]]:
    """Return every operation by address and method; raises `ValueError` where two collide."""
    table: dict[str, dict[str, Operation]] = {}
    for operation in list_operations():
        methods = table.setdefault(operation.path, {})
        if operation.method in methods:
            raise ValueError(f"{operation.method} {operation.path} is there twice")
        methods[operation.method] = operation
    return table
