"""Pure decisions about master data."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from qitao.catalog.values import MaterialId
from qitao.catalog.values.structure import Edge


def find_cycle(edges: Iterable[Edge]) -> list[str]:
    """Return one circle of the edges as codes, its first repeated at the end; [] if none."""
    codes: dict[MaterialId, str] = {}
    graph: TopologicalSorter[MaterialId] = TopologicalSorter()
    for edge in edges:
        graph.add(edge.child, edge.parent)
        codes[edge.parent], codes[edge.child] = edge.parent_code, edge.child_code
    try:
        graph.prepare()
    except CycleError as error:
        return [codes[material] for material in error.args[1]]
    return []
