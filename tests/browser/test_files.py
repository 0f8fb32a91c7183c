"""A drawing goes from the planner's file to the inspector's screen, with and without a network."""

import base64
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from qitao.catalog.models import Material
from qitao.quality.models import Inspection
from tests import pixels
from tests.browser.conftest import PHONE, Enter, let_worker_rule
from tests.browser.tablet import cut, first, forgive
from tests.waiting import until
from tests.web.conftest import enter_form, sign_in
from tests.web.town import Town

DROP = """([form, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  form.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""
IS_DRAWN = "each => each.decode().then(() => each.naturalWidth)"
DRAWINGS_KEPT = "caches.open('qitao-drawings').then((all) => all.keys()).then((all) => all.length)"


def drawn(image: Locator) -> int:
    expect(image).to_be_visible()
    width: int = image.evaluate(IS_DRAWN)
    return width


def drop(page: Page, form: Locator, name: str, content: bytes) -> None:
    page.evaluate(DROP, [form.element_handle(), name, base64.b64encode(content).decode()])


def test_a_drawing_that_was_sent_is_beside_the_figures(
    real_town: Town, enter: Enter, tmp_path: Path
) -> None:
    case = Material.objects.get(code="CASE")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(pixels.picture(800, 600, kind="JPEG"))
    visit = enter("planner", size=PHONE)
    page = visit.page
    visit.go(f"/catalog/materials/{case.pk}/")
    page.locator("form[action*='/files/picture/'] input[type=file]").set_input_files(photo)
    expect(page.locator("#notice")).to_contain_text("图片已上传")
    assert drawn(page.locator(".file-view img")) == 800
    assert drawn(page.locator("h1 img.swatch")) == 160
    drop(page, page.locator("form[action*='/files/drawing/']"), "no.png", b"<html>")
    expect(page.locator(".refusal")).to_contain_text("不是 PNG")
    drop(page, page.locator("form[action*='/files/drawing/']"), "d.png", pixels.picture(400, 200))
    expect(page.locator("#notice")).to_contain_text("图纸已上传")

    inspector = sign_in(real_town.users["inspector"])
    enter_form(inspector, f"/quality/open/{first(real_town).pk}/", kind="first_piece")
    one = Inspection.objects.latest("id")
    visit = enter("inspector", size=PHONE)
    page = visit.page
    visit.go(f"/quality/{one.pk}/")
    assert drawn(page.locator(".file-view img")) == 400
    visit.go("/terminal/inspections/")
    page.wait_for_selector("#page[data-ready]")
    let_worker_rule(page)
    page.wait_for_selector("#page[data-ready]")
    until(lambda: page.evaluate(DRAWINGS_KEPT))
    cut(page)
    page.get_by_text(one.number).click()
    assert drawn(page.locator(".file-view img")) == 400
    forgive(visit)
