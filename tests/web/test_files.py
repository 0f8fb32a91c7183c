"""Pictures and drawings on pages: sent, shown, cached for ever, and harmless whatever they are."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from qitao.catalog.models import Material
from tests import pixels
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def send(client: Client, kind: str, content: bytes, name: str = "a.png", **more: Any) -> Any:
    url = reverse("catalog:put_file", args=[Material.objects.get(code="CASE").pk, kind])
    file = SimpleUploadedFile(name, content, "image/png")
    return enter_form(client, url, file=file, **more)


def shown(client: Client) -> str:
    number = Material.objects.get(code="CASE").pk
    return client.get(reverse("catalog:material", args=[number])).content.decode()


def test_a_picture_is_sent_and_shown_where_the_tile_was(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    assert '<i class="swatch"' in shown(client)
    answer = send(client, "picture", pixels.picture())
    assert answer.status_code == 303, answer.content.decode()
    digest = Material.objects.get(code="CASE").picture
    url = reverse("catalog:file", args=[digest])
    page = shown(client)
    assert f'<img src="{url}"' in page
    assert f'<img class="swatch" src="{url}small/"' in page
    assert client.get(reverse("catalog:materials")).status_code == 200
    assert enter_form(client, answer_url(), drop="on").status_code == 303
    assert '<i class="swatch"' in shown(client)


def answer_url() -> str:
    return reverse("catalog:put_file", args=[Material.objects.get(code="CASE").pk, "picture"])


def test_a_file_is_served_so_that_it_can_do_nothing(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    send(client, "drawing", pixels.PDF, "a.pdf")
    url = reverse("catalog:file", args=[Material.objects.get(code="CASE").drawing])
    answer = client.get(url)
    assert answer.content == pixels.PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "inline"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    again = client.get(url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{url}small/").status_code == 404
    assert Client().get(url).status_code == 302
    assert visitor("nobody").get(url).status_code == 403


def test_a_small_picture_is_seen_wherever_a_row_shows_it(town: Town, visitor: Visitor) -> None:
    send(visitor("planner"), "picture", pixels.picture())
    digest = Material.objects.get(code="CASE").picture
    url = reverse("catalog:small_file", args=[digest])
    assert visitor("nobody").get(url).status_code == 200
    assert visitor("nobody").get(reverse("catalog:file", args=[digest])).status_code == 403
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>alert(1)</script>", "不是 PNG"),
        (pixels.bomb(9_000), "百万像素"),
        (pixels.PDF, "物料图片不能用 PDF"),
    ],
)
def test_a_refused_file_is_told_of_on_the_material(
    town: Town, visitor: Visitor, content: bytes, words: str
) -> None:
    answer = send(visitor("planner"), "picture", content)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'class="refusal' in page
    assert "CASE" in page
    assert Material.objects.get(code="CASE").picture is None


def test_who_may_not_edit_sees_no_form_and_is_refused(town: Town, visitor: Visitor) -> None:
    send(visitor("planner"), "picture", pixels.picture())
    client = visitor("inspector")
    page = shown(client)
    assert "data-file" not in page
    assert 'class="file-view"' in page
    assert send(client, "picture", pixels.picture()).status_code == 403


def test_nothing_chosen_is_said(town: Town, visitor: Visitor) -> None:
    answer = enter_form(visitor("planner"), answer_url())
    assert answer.status_code == 422
    assert "请先选一个文件" in answer.content.decode()
