"""Circles: a material that goes into itself, a place that lies within itself."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from qitao.catalog.values import MaterialId
from qitao.catalog.values.structure import Edge

Place = tuple[str, str]


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


def order_by_parent(
    parents: Mapping[Place, Place | None], above: Mapping[Place, Place]
) -> tuple[list[list[Place]], list[Place]]:
    """Return the rows to save in waves, parents before children, and a circle if there is one.

    `parents` are the rows to be saved, `above` the stored rows over them.
    """
    merged = {place: parent for place, parent in above.items() if place not in parents}
    merged |= {place: parent for place, parent in parents.items() if parent is not None}
    graph = TopologicalSorter({place: (parent,) for place, parent in merged.items()})
    for place in parents:
        graph.add(place)
    waves = []
    try:
        graph.prepare()
    except CycleError as error:
        return [], list(error.args[1])
    while graph.is_active():
        ready = graph.get_ready()
        waves.append(sorted(place for place in ready if place in parents))
        graph.done(*ready)
    return [wave for wave in waves if wave], []
