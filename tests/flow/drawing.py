"""Draws BPMN for tests in a few words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:qitao="urn:qitao:bpmn:1" xmlns:other="urn:other" targetNamespace="t">\n'
)


@dataclass
class Drawing:
    """A process that is being drawn."""

    key: str = "demo"
    name: str = "演示"
    parts: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)

    def raw(self, xml: str) -> Drawing:
        self.parts.append(xml)
        return self

    def node(self, kind: str, key: str, inside: str = "", plain: str = "", **own: str) -> Drawing:
        name = own.pop("name", key)
        extra = "".join(f" qitao:{k}={quoteattr(v)}" for k, v in own.items())
        return self.raw(
            f"<bpmn:{kind} id={quoteattr(key)} name={quoteattr(name)} {plain}{extra}>"
            f"{inside}</bpmn:{kind}>"
        )

    def start(self, key: str = "start", **own: str) -> Drawing:
        return self.node("startEvent", key, **own)

    def end(self, *keys: str, **own: str) -> Drawing:
        for key in keys or ("end",):
            self.node("endEvent", key, **own)
        return self

    def terminate(self, key: str = "stop", **own: str) -> Drawing:
        return self.node("endEvent", key, "<bpmn:terminateEventDefinition/>", **own)

    def user(self, *keys: str, **own: str) -> Drawing:
        for key in keys:
            self.node("userTask", key, **own)
        return self

    def service(self, key: str, step: str, **own: str) -> Drawing:
        return self.node("serviceTask", key, step=step, **own)

    def xor(self, key: str, default: str = "") -> Drawing:
        return self.node("exclusiveGateway", key, plain=f'default="{default}"' if default else "")

    def fork(self, *keys: str) -> Drawing:
        for key in keys:
            self.node("parallelGateway", key)
        return self

    def timer(self, key: str, host: str, after: str, *, interrupts: bool = True) -> Drawing:
        inside = (
            "<bpmn:timerEventDefinition><bpmn:timeDuration>"
            f"{after}</bpmn:timeDuration></bpmn:timerEventDefinition>"
        )
        plain = f'attachedToRef="{host}" cancelActivity="{str(interrupts).lower()}"'
        return self.node("boundaryEvent", key, inside, plain)

    def error(self, key: str, host: str, code: str = "") -> Drawing:
        ref = f' errorRef="err_{code}"' if code else ""
        if code:
            self.roots.append(f'<bpmn:error id="err_{code}" errorCode="{code}"/>')
        inside = f"<bpmn:errorEventDefinition{ref}/>"
        return self.node("boundaryEvent", key, inside, f'attachedToRef="{host}"')

    def subprocess(self, key: str, inside: Drawing) -> Drawing:
        return self.node("subProcess", key, "\n".join([*inside.parts, *inside.flows]))

    def flow(self, source: str, target: str, when: str = "", key: str = "") -> Drawing:
        key = key or f"{source}_{target}"
        guard = f"<bpmn:conditionExpression>{escape(when)}</bpmn:conditionExpression>"
        self.flows.append(
            f'<bpmn:sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">'
            f"{guard if when else ''}</bpmn:sequenceFlow>"
        )
        return self

    def chain(self, *keys: str) -> Drawing:
        for source, target in pairwise(keys):
            self.flow(source, target)
        return self

    @property
    def xml(self) -> str:
        body = "\n".join([*self.parts, *self.flows])
        roots = "\n".join(self.roots)
        return (
            f"{HEAD}{roots}\n<bpmn:process id={quoteattr(self.key)} name={quoteattr(self.name)}>\n"
            f"{body}\n</bpmn:process>\n</bpmn:definitions>"
        )


def line(*keys: str, key: str = "demo", **own: str) -> Drawing:
    """Draw start → user tasks → end."""
    drawing = Drawing(key).start().user(*keys, **own).end()
    return drawing.chain("start", *keys, "end")
