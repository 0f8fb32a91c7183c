"""The demo plant's one incident: an order on a trial process whose label printer never answers.

The plant tried out a process with one more step; what that step was to call is not connected, so
its job was tried to the end and given up. The trial is retired, and that order waits for a person.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from qitao.base import clock
from qitao.flow import actions, jobs, queries
from qitao.flow.rules.registry import STEPS, step
from qitao.flow.values import DefinitionId, Verdict
from qitao.production.values import FLOW_KEY
from qitao.server.demo.masters import ACTOR

STEP = "demo.print_labels"
ATTEMPTS = 3
PAUSE = timedelta(minutes=30)
"""Longer than the engine waits before it tries again."""
CHANGES: Mapping[str, str] = {
    "<bpmn:incoming>to_released</bpmn:incoming>": ("<bpmn:incoming>to_labelled</bpmn:incoming>"),
    'sourceRef="scheduled" targetRef="released" />': (
        'sourceRef="scheduled" targetRef="print_labels" />'
        '<bpmn:sequenceFlow id="to_labelled" sourceRef="print_labels" targetRef="released" />'
    ),
    '<bpmn:userTask id="released"': (
        '<bpmn:serviceTask id="print_labels" name="打印流转卡（演示试用）"'
        ' qitao:name_en="Print the traveller (a trial)"'
        f' qitao:step="{STEP}" qitao:state="released" qitao:attempts="{ATTEMPTS}">'
        "<bpmn:incoming>to_released</bpmn:incoming><bpmn:outgoing>to_labelled</bpmn:outgoing>"
        '</bpmn:serviceTask><bpmn:userTask id="released"'
    ),
    '<bpmndi:BPMNShape id="released_di"': (
        '<bpmndi:BPMNShape id="print_labels_di" bpmnElement="print_labels">'
        '<dc:Bounds x="846" y="-46" width="110" height="64" /></bpmndi:BPMNShape>'
        '<bpmndi:BPMNEdge id="to_labelled_di" bpmnElement="to_labelled">'
        '<di:waypoint x="901" y="18" /><di:waypoint x="901" y="68" /></bpmndi:BPMNEdge>'
        '<bpmndi:BPMNShape id="released_di"'
    ),
    '<di:waypoint x="796" y="100" /><di:waypoint x="846" y="100" />': (
        '<di:waypoint x="741" y="68" /><di:waypoint x="741" y="-14" />'
        '<di:waypoint x="846" y="-14" />'
    ),
}
"""What the trial process adds to the usual one."""


@contextmanager
def trial() -> Iterator[None]:
    """Let orders that are created inside run on the trial process; it is retired afterwards."""
    usual = queries.find_definition(FLOW_KEY)
    if usual is None:
        raise LookupError(FLOW_KEY)
    xml = queries.get_definition(usual.id).xml
    for known, changed in CHANGES.items():
        if xml.count(known) != 1:
            raise ValueError(known)
        xml = xml.replace(known, changed)
    with _known():
        published = actions.publish_definition(actor=ACTOR, xml=xml)
    yield
    actions.retire_definition(actor=ACTOR, definition=DefinitionId(published.definition))


@contextmanager
def _known() -> Iterator[None]:
    """Let the engine know the step while the process is published; afterwards nobody answers it."""

    @step(STEP, kind="service")
    def print_labels(ids: Sequence[int], **_: object) -> Mapping[int, Verdict]:
        raise NotImplementedError(STEP)

    yield
    del STEPS[STEP]


def give_up(begun: datetime) -> datetime:
    """Let the engine try the job to the end; return when it gave up."""
    at = begun
    for _ in range(ATTEMPTS):
        at += PAUSE
        with clock.frozen(at):
            jobs.run_batch("demo")
    return at
