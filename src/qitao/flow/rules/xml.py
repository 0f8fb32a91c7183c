"""Reads XML safely: no DTD, no entities, named limits; every element knows its line.

Expat through the standard library; anything that could make a small file large or reach outside
(a DOCTYPE, hence every entity) is refused before it is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from qitao.flow.values import XML_BYTES_MAX, XML_DEPTH_MAX, XML_ELEMENTS_MAX


class XmlError(ValueError):
    """The text is not XML that this house reads."""

    def __init__(self, code: str, *, line: int = 0, detail: str = "") -> None:
        super().__init__(f"{code} line {line} {detail}")
        self.code = code
        self.line = line
        self.detail = detail


@dataclass(slots=True)
class Element:
    """One element: namespace, local name, attributes by (namespace, name), place."""

    namespace: str
    name: str
    attributes: dict[tuple[str, str], str]
    line: int
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def get(self, name: str, namespace: str = "") -> str:
        """Return an attribute's value, stripped; empty where it is absent."""
        return self.attributes.get((namespace, name), "").strip()

    def each(self, name: str) -> Iterator["Element"]:
        """Yield the children of that local name in the element's own namespace."""
        return (c for c in self.children if c.name == name and c.namespace == self.namespace)

    def first(self, name: str) -> "Element | None":
        """Return the first such child."""
        return next(self.each(name), None)


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition("}")
    return namespace, local


class _Builder:
    """Builds the tree while expat reads."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("UTF-8", namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.open: list[Element] = []
        self.root: Element | None = None
        self.count = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.count += 1
        if self.count > XML_ELEMENTS_MAX:
            raise XmlError("XML_TOO_BIG", line=line, detail=f"> {XML_ELEMENTS_MAX}")
        if len(self.open) >= XML_DEPTH_MAX:
            raise XmlError("XML_TOO_DEEP", line=line, detail=f"> {XML_DEPTH_MAX}")
        split = {_split(key): value for key, value in attributes.items()}
        element = Element(*_split(name), attributes=split, line=line)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def _doctype(self, *_: object) -> None:
        raise XmlError("XML_DOCTYPE", line=self.parser.CurrentLineNumber)


def parse(source: str) -> Element:
    """Return the root element; raise `XmlError` with the line where it is not readable."""
    try:
        data = source.encode()
    except UnicodeEncodeError as error:
        raise XmlError("XML_BROKEN", detail=error.reason) from None
    if len(data) > XML_BYTES_MAX:
        raise XmlError("XML_TOO_BIG", detail=f"{len(data)} > {XML_BYTES_MAX}")
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlError("XML_BROKEN", line=error.lineno, detail=str(error)) from None
    if builder.root is None:
        raise XmlError("XML_BROKEN")
    return builder.root
