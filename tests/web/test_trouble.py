"""Incidents and dead letters on the screen: the order they hold, the way out, and whose plant."""

from django.urls import reverse
from django.utils import timezone

from qitao.base.ids import PlantId, UserId
from qitao.flow.models import Incident, Instance, Job, Token
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.models import Assignment
from qitao.people.values import RoleId
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def strand(town: Town, name: str = "short") -> Incident:
    """Let the token of an order stand as one whose job was tried in vain to the end."""
    instance = Instance.objects.get(business_type="work_order", business_id=town.orders[name].order)
    token, now = Token.objects.get(instance=instance), timezone.now()
    found = Incident.objects.create(
        instance=instance,
        token_id=token.pk,
        node=token.node,
        code="flow.JOB_DEAD",
        evidence={"step": "erp.push", "attempts": 5},
        opened_at=now,
    )
    Job.objects.create(
        instance=instance,
        token_id=token.pk,
        node=token.node,
        step="erp.push",
        state="dead",
        key="k1",
        attempts=5,
        run_after=now,
        last_error={"code": "flow.STEP_TIMEOUT", "evidence": {"step": "erp.push", "limit": 5}},
        created_at=now,
        finished_at=now,
    )
    Token.objects.filter(pk=token.pk).update(wait="incident", wait_ref=found.pk)
    return found


def bind(user: UserId, plant: int) -> None:
    """Let all rights of a person end at a plant."""
    Assignment.objects.filter(user_id=user).delete()
    role = RoleId(queries.get_role_by_code("workshop_director").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=PlantId(plant))


def test_a_dead_job_is_shown_with_its_order_and_redriven(town: Town, visitor: Visitor) -> None:
    strand(town)
    number, page = town.orders["short"].number, reverse("flows:trouble")
    client = visitor("workshop_director")
    assert f'href="{page}"' in client.get(reverse("flows:flows")).content.decode()
    shown = client.get(page).content.decode()
    assert shown.count(reverse("orders:order", args=[number])) == 2
    assert "试了 5 次都没有结果" in shown
    assert "5 秒内没有回答" in shown
    bulk = reverse("orders:bulk")
    typed = {"verb": "redrive_orders", "order": town.orders["short"].order, "next": page}
    assert "原因" in enter_form(client, bulk, **typed).content.decode()
    enter_form(client, bulk, **typed, reason="接口已恢复")
    assert Job.objects.get(step="erp.push").state == "queued"
    assert not Incident.objects.filter(resolved_at=None).exists()
    after = client.get(page).content.decode()
    assert number not in after
    assert "没有停止重试的作业" in after


def test_an_incident_that_holds_nothing_is_closed_with_a_word(town: Town, visitor: Visitor) -> None:
    incident = strand(town)
    Token.objects.filter(wait_ref=incident.pk).update(wait="gate", wait_ref=None)
    client, page = visitor("administrator", lang="en"), reverse("flows:trouble")
    assert f'id="resolve-{incident.pk}"' in client.get(page).content.decode()
    deed = reverse("flows:trouble_deed", args=["resolve_incidents"])
    refused = enter_form(client, deed, incidents=incident.pk, resolution=" ")
    assert refused.status_code == 422
    enter_form(client, deed, incidents=incident.pk, resolution="Looked into; a test.")
    incident.refresh_from_db()
    assert incident.resolution == "Looked into; a test."
    assert "No open incidents" in client.get(page).content.decode()


def test_who_may_only_look_gets_no_button(town: Town, visitor: Visitor) -> None:
    incident = strand(town)
    operator = visitor("operator")
    shown = operator.get(reverse("flows:trouble")).content.decode()
    assert town.orders["short"].number in shown
    assert 'value="redrive_orders"' not in shown
    Token.objects.filter(wait_ref=incident.pk).update(wait="gate", wait_ref=None)
    assert "resolve-" not in operator.get(reverse("flows:trouble")).content.decode()
    deed = reverse("flows:trouble_deed", args=["resolve_incidents"])
    refused = enter_form(operator, deed, incidents=incident.pk, resolution="x")
    assert refused.status_code == 403
    incident.refresh_from_db()
    assert incident.resolved_at is None
    assert visitor("nobody").get(reverse("flows:trouble")).status_code == 403


def test_a_person_of_one_plant_sees_what_holds_its_orders_only(
    town: Town, visitor: Visitor
) -> None:
    strand(town)
    Incident.objects.create(code="flow.INVARIANT_BROKEN", opened_at=timezone.now())
    other = people.create_plant(actor=HOUSE, code="P9", name="九厂").plant
    director = town.users["workshop_director"]
    bind(director, town.shop.plant)
    own = visitor("workshop_director").get(reverse("flows:trouble")).content.decode()
    assert town.orders["short"].number in own
    assert "流程自检不通过" not in own
    bind(director, other)
    foreign = visitor("workshop_director").get(reverse("flows:trouble")).content.decode()
    assert town.orders["short"].number not in foreign
    assert "没有未处理的异常" in foreign


def test_a_check_tells_what_it_found_in_words(town: Town, visitor: Visitor) -> None:
    strand(town)
    for lang, words in (("zh", "试了 5 次都没有结果"), ("en", "erp.push")):
        page = visitor("administrator", lang=lang).get("/health/?checks=1").content.decode()
        row = page.split("flow.no_process_incident_is_open")[1].split("</tr>")[0]
        assert f'href="{reverse("flows:trouble")}"' in row
        assert words in row
        assert "JOB_DEAD" not in row
