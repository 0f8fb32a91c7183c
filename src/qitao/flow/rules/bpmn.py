"""Reads BPMN 2.0 XML in the declared subset and names everything else, all at once.

The stored XML is never rewritten, so whatever foreign tools keep in `extensionElements`, in
attributes of their own namespaces or in the diagram part comes back as it went in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from qitao.flow.rules import duration, xml
from qitao.flow.rules.model import Flow, Model, Node
from qitao.flow.values import NAME_MAX, NODES_MAX, NodeKind, Problem

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
QITAO = "urn:qitao:bpmn:1"

KINDS = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "userTask": NodeKind.USER,
    "serviceTask": NodeKind.SERVICE,
    "exclusiveGateway": NodeKind.EXCLUSIVE,
    "parallelGateway": NodeKind.PARALLEL,
}
NOTES = {"documentation", "extensionElements"}
DRAWN = NOTES | {"textAnnotation", "association", "group", "laneSet"}
IN_DEFINITIONS = NOTES | {"process", "error", "category", "collaboration"}
IN_COLLABORATION = DRAWN | {"participant"}
IN_NODE = NOTES | {"incoming", "outgoing"}
IN_FLOW = NOTES | {"conditionExpression"}

NAMED = {"name_en"}
COMMON = NAMED | {"state"}
WORK = COMMON | {"permission", "post", "sla"}
PROPERTIES: dict[NodeKind, set[str]] = {
    NodeKind.USER: WORK | {"verb", "form"},
    NodeKind.SERVICE: WORK | {"step", "attempts", "backoff", "timeout"},
}
ATTEMPTS_LIMIT = 100


@dataclass(slots=True)
class _Reader:
    """What has been read so far, and what was wrong with it."""

    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def fault(self, code: str, at: xml.Element, *, detail: str = "", blocks: bool = True) -> None:
        self.problems.append(
            Problem(
                code,
                at.get("id"),
                at.get("name") or at.get("id"),
                at.name,
                at.line,
                detail,
                blocks,
            )
        )

    def unknown(self, at: xml.Element, allowed: set[str], owner: xml.Element) -> None:
        """Name every BPMN child that is not in the subset; foreign namespaces are let be."""
        for child in at.children:
            if child.namespace == BPMN and child.name not in allowed:
                self.problems.append(
                    Problem(
                        "ELEMENT_UNKNOWN",
                        child.get("id") or owner.get("id"),
                        child.get("name") or owner.get("name") or owner.get("id"),
                        child.name,
                        child.line,
                    )
                )

    def identify(self, at: xml.Element) -> bool:
        """Check that the element has an id of its own."""
        key = at.get("id")
        if not key:
            self.fault("ID_MISSING", at)
        elif key in self.ids:
            self.fault("ID_TWICE", at)
        self.ids.add(key)
        return bool(key)


def read(source: str) -> tuple[Model | None, list[Problem]]:
    """Return the model and all problems of reading it; no model where the file is not BPMN."""
    try:
        root = xml.parse(source)
    except xml.XmlError as error:
        return None, [Problem(error.code, line=error.line, detail=error.detail)]
    if (root.namespace, root.name) != (BPMN, "definitions"):
        return None, [Problem("NOT_BPMN", type=root.name, line=root.line)]
    reader = _Reader()
    reader.unknown(root, IN_DEFINITIONS, root)
    for collaboration in root.each("collaboration"):
        reader.unknown(collaboration, IN_COLLABORATION, collaboration)
        for child in collaboration.children:
            _own(child, NAMED, reader)
    processes = list(root.each("process"))
    if len(processes) != 1:
        detail = str(len(processes))
        reader.problems.append(Problem("PROCESS_COUNT", line=root.line, detail=detail))
        return None, reader.problems
    reader.errors = {e.get("id"): e.get("errorCode") or e.get("id") for e in root.each("error")}
    return _read_process(processes[0], reader), reader.problems


def _read_process(process: xml.Element, reader: _Reader) -> Model | None:
    if not reader.identify(process):
        return None
    allowed = DRAWN | set(KINDS) | {"boundaryEvent", "sequenceFlow"}
    reader.unknown(process, allowed, process)
    for element in process.children:
        if element.namespace != BPMN:
            continue
        if element.name == "sequenceFlow":
            _read_flow(element, reader)
        elif element.name in KINDS or element.name == "boundaryEvent":
            _read_node(element, reader)
        else:
            _own(element, NAMED, reader)
    if len(reader.nodes) > NODES_MAX:
        reader.fault("MODEL_TOO_BIG", process, detail=f"{len(reader.nodes)} > {NODES_MAX}")
        return None
    flows = tuple(_connected(process, reader))
    key = process.get("id")
    name, name_en = _names(process, reader)
    _own(process, NAMED, reader)
    return Model(key, name or key, reader.nodes, flows, name_en)


def list_english_names(source: str) -> dict[str, str]:
    """Return what the elements of a published model are called in English, by their ids."""
    return {
        element.get("id"): name_en
        for element in _walk(xml.parse(source))
        if (name_en := element.get("name_en", QITAO))
    }


def _walk(element: xml.Element) -> Iterator[xml.Element]:
    yield element
    for child in element.children:
        yield from _walk(child)


def _read_flow(element: xml.Element, reader: _Reader) -> None:
    reader.unknown(element, IN_FLOW, element)
    if not reader.identify(element):
        return
    _own(element, NAMED, reader)
    name, _ = _names(element, reader)
    condition = element.first("conditionExpression")
    reader.flows.append(
        Flow(
            element.get("id"),
            name,
            element.get("sourceRef"),
            element.get("targetRef"),
            condition.text.strip() if condition else "",
            element.line,
        )
    )


def _connected(process: xml.Element, reader: _Reader) -> list[Flow]:
    """Keep the flows whose ends are nodes; an end at a refused element was named already."""
    known = {child.get("id") for child in process.children}
    kept = []
    for flow in reader.flows:
        loose = [end for end in (flow.source, flow.target) if end not in known]
        if loose:
            detail = ", ".join(loose)
            reader.problems.append(
                Problem("FLOW_LOOSE", flow.key, flow.name, "sequenceFlow", flow.line, detail)
            )
        elif flow.source in reader.nodes and flow.target in reader.nodes:
            kept.append(flow)
    return kept


def _read_node(element: xml.Element, reader: _Reader) -> None:
    if not reader.identify(element):
        return
    kind, allowed = _kind_of(element, reader)
    reader.unknown(element, IN_NODE | allowed, element)
    if element.get("isForCompensation") == "true":
        reader.fault("COMPENSATION", element)
    if kind is None:
        return
    own = _own(element, PROPERTIES.get(kind, COMMON), reader)
    name, name_en = _names(element, reader)
    reader.nodes[element.get("id")] = Node(
        key=element.get("id"),
        name=name or element.get("id"),
        name_en=name_en,
        kind=kind,
        type=element.name,
        line=element.line,
        default=element.get("default"),
        attached_to=element.get("attachedToRef"),
        interrupts=element.get("cancelActivity") != "false",
        after=_timer(element, reader) if kind is NodeKind.TIMER else None,
        error=_error(element, reader) if kind is NodeKind.ERROR else "",
        step=own.get("step", ""),
        verb=own.get("verb", ""),
        state=own.get("state", ""),
        permission=own.get("permission", ""),
        post=own.get("post", ""),
        form=own.get("form", ""),
        sla=_length(element, own, "sla", reader),
        attempts=_attempts(element, own, reader),
        backoff=_length(element, own, "backoff", reader),
        timeout=_length(element, own, "timeout", reader),
    )


def _kind_of(element: xml.Element, reader: _Reader) -> tuple[NodeKind | None, set[str]]:
    """Tell the kind of a node, and which event definition made it so."""
    if element.name == "endEvent" and element.first("terminateEventDefinition"):
        return NodeKind.TERMINATE, {"terminateEventDefinition"}
    if element.name != "boundaryEvent":
        return KINDS[element.name], set()
    if element.first("timerEventDefinition"):
        return NodeKind.TIMER, {"timerEventDefinition"}
    if element.first("errorEventDefinition"):
        return NodeKind.ERROR, {"errorEventDefinition"}
    if not any(child.name.endswith("EventDefinition") for child in element.children):
        reader.fault("EVENT_WITHOUT_CAUSE", element)
    return None, set()


def _names(element: xml.Element, reader: _Reader) -> tuple[str, str]:
    """Return what an element is called, and what in English; both may be empty."""
    name, name_en = element.get("name"), element.get("name_en", QITAO)
    if max(len(name), len(name_en)) > NAME_MAX:
        reader.fault("NAME_TOO_LONG", element, detail=str(NAME_MAX))
    return name, name_en


def _own(element: xml.Element, allowed: set[str], reader: _Reader) -> dict[str, str]:
    """Return Qitao's own properties of an element; a fault names those that it may not have."""
    own = {
        name: value.strip()
        for (namespace, name), value in element.attributes.items()
        if namespace == QITAO
    }
    for name in own.keys() - allowed:
        detail = f"{name} ({', '.join(sorted(allowed))})"
        reader.fault("PROPERTY_UNKNOWN", element, detail=detail)
    return own


def _length(
    element: xml.Element, own: dict[str, str], name: str, reader: _Reader
) -> timedelta | None:
    if not own.get(name):
        return None
    length = duration.parse(own[name])
    if length is None:
        reader.fault("DURATION_INVALID", element, detail=f"{name}={own[name]}")
    return length


def _attempts(element: xml.Element, own: dict[str, str], reader: _Reader) -> int | None:
    text = own.get("attempts", "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= ATTEMPTS_LIMIT:
        return int(text)
    reader.fault("ATTEMPTS_INVALID", element, detail=f"{text} (1–{ATTEMPTS_LIMIT})")
    return None


def _timer(element: xml.Element, reader: _Reader) -> timedelta | None:
    definition = element.first("timerEventDefinition")
    children = [c for c in definition.children if c.name not in NOTES] if definition else []
    if [child.name for child in children] != ["timeDuration"]:
        found = ", ".join(child.name for child in children) or "—"
        reader.fault("TIMER_KIND", element, detail=found)
        return None
    length = duration.parse(children[0].text)
    if length is None:
        reader.fault("DURATION_INVALID", element, detail=children[0].text.strip() or "—")
    return length


def _error(element: xml.Element, reader: _Reader) -> str:
    definition = element.first("errorEventDefinition")
    reference = definition.get("errorRef") if definition else ""
    if element.get("cancelActivity") == "false":
        reader.fault("ERROR_MUST_INTERRUPT", element)
    if reference and reference not in reader.errors:
        reader.fault("ERROR_UNKNOWN", element, detail=reference)
    return reader.errors.get(reference, "")
