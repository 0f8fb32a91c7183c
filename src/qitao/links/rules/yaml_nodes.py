"""Reading YAML node by node, so that every fault names its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from qitao.links.values.mapping import MappingFault


@dataclass(slots=True)
class Faults:
    """The faults found so far; reading goes on after each."""

    found: list[MappingFault] = field(default_factory=list)

    def add(self, node: "Node", code: str, **evidence: Any) -> None:
        """Note a fault at a node."""
        self.found.append(MappingFault(node.line, node.path, code, evidence))


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML node with its place; what it is not, it notes as a fault and answers empty."""

    node: yaml.Node
    path: str
    faults: Faults

    @property
    def line(self) -> int:
        """The line of the file, from 1."""
        return int(self.node.start_mark.line) + 1

    @property
    def is_text(self) -> bool:
        """Tell whether it is a plain value."""
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        """Tell whether it is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_table(self) -> bool:
        """Tell whether it is a table of names."""
        return isinstance(self.node, yaml.MappingNode)

    def wrong(self, code: str, **evidence: Any) -> None:
        """Note a fault here."""
        self.faults.add(self, code, **evidence)

    def text(self) -> str:
        """Return a plain value as it was written."""
        if isinstance(self.node, yaml.ScalarNode):
            return str(self.node.value)
        self.wrong("NOT_A_TEXT")
        return ""

    def number(self, *, least: int) -> int:
        """Return a whole number not below `least`."""
        words = self.text()
        if words.isascii() and words.isdigit() and int(words) >= least:
            return int(words)
        self.wrong("NOT_A_WHOLE_NUMBER", value=words, least=least)
        return least

    def flag(self) -> bool:
        """Return true or false."""
        words = self.text().lower()
        if words not in ("true", "false", "yes", "no"):
            self.wrong("NOT_TRUE_OR_FALSE", value=words)
        return words in ("true", "yes")

    def items(self) -> Iterator["Node"]:
        """Yield the items of a list; a single value counts as a list of one."""
        if isinstance(self.node, yaml.SequenceNode):
            for place, item in enumerate(self.node.value):
                yield Node(item, f"{self.path}[{place + 1}]", self.faults)
        elif self.is_text:
            yield self
        else:
            self.wrong("NOT_A_LIST")

    def texts(self) -> tuple[str, ...]:
        """Return a list of plain values (a single one counts as a list)."""
        return tuple(item.text() for item in self.items())

    def table(self) -> dict[str, "Node"]:
        """Return the named nodes of a table; a name twice is a fault."""
        named: dict[str, Node] = {}
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong("NOT_A_TABLE")
            return named
        for key, value in self.node.value:
            name = str(key.value)
            inner = Node(value, f"{self.path}.{name}" if self.path else name, self.faults)
            if name in named:
                inner.wrong("NAME_TWICE", name=name)
            named[name] = inner
        return named

    def known(self, *names: str) -> dict[str, "Node"]:
        """Return the named nodes of a table that may hold only these names."""
        named = self.table()
        for name in [name for name in named if name not in names]:
            named.pop(name).wrong("NAME_UNKNOWN", name=name, names=list(names))
        return named
