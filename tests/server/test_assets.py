"""The icon sprite, and the style sheet of the frame."""

import pytest

from qitao.server import assets
from qitao.server.trouble import Trouble

SHAPES = {"box": [("path", {"d": "M0 0h24"})], "dot": [("circle", {"cx": "1", "r": "2"})]}


def test_the_sprite_holds_the_asked_icons_only() -> None:
    assert assets.sprite(["dot"], SHAPES) == (
        '<svg xmlns="http://www.w3.org/2000/svg"><symbol id="dot" viewBox="0 0 24 24">'
        '<circle cx="1" r="2"/></symbol></svg>\n'
    )


def test_an_unknown_icon_is_named() -> None:
    with pytest.raises(Trouble) as refused:
        assets.sprite(["box", "nonsense"], SHAPES)
    assert "nonsense" in str(refused.value)


def test_the_frame_has_the_rules_that_pages_use_and_no_others() -> None:
    assets.install_missing()
    kept = (assets.PLACE / assets.RULES).read_text(encoding="utf-8")
    assert ".btn-primary" in kept
    assert ".form-control:focus{" in kept
    assert "offcanvas" not in kept
