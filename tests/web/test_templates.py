"""Templates on the screen: what would be installed, installing, taking back."""

from django.urls import reverse

from qitao.flow.models import Instance
from qitao.lowcode import queries
from qitao.lowcode.models import Installation
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

CODE = "work_orders_by_operation"
UNDO = "undo_template"


def test_a_template_is_installed_and_in_use_stays(town: Town, visitor: Visitor) -> None:
    Installation.objects.all().delete()
    client, page = visitor("administrator"), reverse("lowcode:template", args=[CODE])
    listed = client.get(reverse("lowcode:templates")).content.decode()
    assert "生产工单系统(工序)" in listed
    assert page in listed
    shown = client.get(page).content.decode()
    assert "work_order" in shown
    assert "不变" in shown
    assert 'id="undo"' not in shown
    enter_form(client, reverse("lowcode:template_deed", args=[CODE, "install_template"]))
    assert [row.template for row in queries.list_installations()] == [CODE]
    assert 'id="undo"' in client.get(page).content.decode()
    undo = reverse("lowcode:template_deed", args=[CODE, UNDO])
    refused = enter_form(client, undo)
    assert refused.status_code == 409
    assert "TEMPLATE_IN_USE" in refused.content.decode()
    assert queries.list_installations()


def test_a_template_that_nothing_runs_on_is_taken_back(town: Town, visitor: Visitor) -> None:
    client, undo = visitor("administrator"), reverse("lowcode:template_deed", args=[CODE, UNDO])
    Instance.objects.update(status="completed")
    enter_form(client, undo)
    assert queries.list_installations() == []
    shown = client.get(reverse("lowcode:template", args=[CODE])).content.decode()
    assert "未安装" in shown
    assert undo not in shown


def test_an_unknown_template_is_named(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator", lang="en")
    answer = client.get(reverse("lowcode:template", args=["nothing"]))
    assert answer.status_code == 404
    assert "nothing" in answer.content.decode()


def test_who_may_only_look_cannot_install(town: Town, visitor: Visitor) -> None:
    Installation.objects.all().delete()
    planner = visitor("planner")
    shown = planner.get(reverse("lowcode:template", args=[CODE]))
    assert shown.status_code == 200
    deed = reverse("lowcode:template_deed", args=[CODE, "install_template"])
    assert deed not in shown.content.decode()
    assert enter_form(planner, deed).status_code == 403
    assert queries.list_installations() == []
    assert visitor("operator").get(reverse("lowcode:templates")).status_code == 403
