"""How a process and its steps are called, in Chinese and in English."""

from typing import Protocol

from qitao.base.texts import find

NODE = "flow_node"
PROCESS = "flow_name"


class AtNode(Protocol):
    """What names the step that it is about."""

    @property
    def node_name(self) -> str: ...
    @property
    def node_name_en(self) -> str: ...


def told(row: AtNode) -> dict[str, str]:
    """Return the step as sentences take it, in both languages."""
    return {"node": row.node_name, "node_en": row.node_name_en}


def called(group: str, key: str, name: str, name_en: str) -> tuple[str, str]:
    """Return the Chinese and the English name: as drawn, else the house's words for that id.

    Where the house does not know the id either, the Chinese name is the id, the English one empty:
    English readers see the drawn one. What a plant has renamed is no longer what the house knows.
    """
    known = find(f"{group}.{key}", "zh")
    drawn = name if name != key else ""
    english = find(f"{group}.{key}", "en") if drawn in {"", known} else ""
    return drawn or known or key, name_en or english or ""
