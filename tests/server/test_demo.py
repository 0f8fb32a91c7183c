"""The demo plant, filled by the verbs: what it has to show, and that its books are in order."""

import pytest

from qitao.base.actor import Actor
from qitao.base.checks import CHECKS
from qitao.flow.models import Definition, Incident, Job
from qitao.kitting.actions.refresh import refresh_kits
from qitao.lowcode.actions import install_template
from qitao.lowcode.queries import list_templates
from qitao.people.actions import install_roles
from qitao.production.models import Dispatch, OrderMaterial, Report, WorkOrder
from qitao.production.queries.explain import explain_order
from qitao.production.values import WorkOrderId
from qitao.server import demo
from qitao.stock.models import Account, Serial
from qitao.trade.models import PurchaseLine

HOUSE = Actor.system(cause="test")
OPEN_ON_PURPOSE = "flow.no_process_incident_is_open"


@pytest.mark.slow
@pytest.mark.usefixtures("real_db")
def test_the_demo_plant_shows_what_a_plant_meets() -> None:
    install_roles(actor=HOUSE)
    for template in list_templates():
        install_template(actor=HOUSE, template=template.code)
    demo.install_demo(tell=lambda _words: None)
    refresh_kits()  # as the worker does each minute
    # Books in order: the one thing found is the incident that is there to be looked at.
    found = {name: list(one.run()) for name, one in CHECKS.items()}
    assert len(found.pop(OPEN_ON_PURPOSE)) == 1
    assert {name for name, findings in found.items() if findings} == set()
    # What is counted in pieces is there in whole ones.
    whole = {"material__unit__decimals": 0}
    for rows, names in (
        (WorkOrder.objects.filter(**whole), ("quantity", "good", "scrap", "received")),
        (OrderMaterial.objects.filter(**whole), ("required", "issued", "returned")),
        (Account.objects.filter(**whole), ("quantity", "reserved")),
        (PurchaseLine.objects.filter(**whole), ("ordered", "received")),
    ):
        assert {figure % 1 for row in rows.values_list(*names) for figure in row} <= {0}
    # An operation that is done outside: one order came back whole, of the other some is there.
    sent = Dispatch.objects.order_by("id").values_list("partner__code", "quantity")
    assert [(code, quantity > 0) for code, quantity in sent] == [("V-06", True)] * 2
    states = set(WorkOrder.objects.filter(material__code="S-2006").values_list("state", flat=True))
    assert states == {"completed", "in_production"}
    # Each work was done by the person whose work it is.
    assert set(Report.objects.values_list("operator__username", flat=True)) == {
        "operator",
        "storekeeper",  # what comes back from a supplier
    }
    # Single pieces in stock, as many as the balances say.
    pieces = Serial.objects.filter(material__code="B-3009")
    assert set(pieces.values_list("location__code", flat=True)) == {"PT-01", "LS-A"}
    accounts = Account.objects.filter(material__code="B-3009")
    assert sum(account.quantity for account in accounts) == pieces.count() == 30
    # A job that was tried to the end; new orders run on the usual process.
    (job,) = Job.objects.filter(state="dead")
    assert (job.step, job.attempts) == ("demo.print_labels", 3)
    assert job.last_error["code"] == "flow.STEP_MISSING"
    (incident,) = Incident.objects.all()
    assert (incident.code, incident.resolved_at) == ("flow.JOB_DEAD", None)
    newest = Definition.objects.filter(key="work_order", state="published").latest("version")
    assert job.instance.definition_id != newest.pk
    # What the plant's own step waits for goes by the name that the process gives it.
    (told,) = explain_order(HOUSE, WorkOrderId(job.instance.business_id), lang="zh")
    assert (told.node, told.waiting_for) == ("print_labels", "打印流转卡（演示试用）")
