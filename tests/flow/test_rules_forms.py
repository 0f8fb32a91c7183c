"""What a task asks for, as its model writes it."""

import pytest

from qitao.flow.rules.forms import FIELDS_MAX, FormField, read_answers, read_form


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("", ()),
        ("result", (FormField("result"),)),
        ("ok:yes，重量 : number", (FormField("ok", "yes"), FormField("重量", "number"))),
        ("a:colour, a:yes, 1st, no name", (FormField("a"),)),
    ],
)
def test_a_form_names_variables(form: str, fields: tuple[FormField, ...]) -> None:
    assert read_form(form) == fields


def test_a_form_has_an_end() -> None:
    assert len(read_form(",".join(f"f{number}" for number in range(50)))) == FIELDS_MAX


def test_answers_are_of_their_kind() -> None:
    typed = {"ok": "on", "n": "3", "w": " 2.50 ", "note": " 好 ", "other": "x"}
    answers, wrong = read_answers("ok:yes, n:number, w:number, note, empty", typed)
    assert answers == {"ok": True, "n": 3, "w": 2.5, "note": "好"}
    assert wrong == []


@pytest.mark.parametrize("text", ["heavy", "nan", "inf", "1,5"])
def test_what_is_no_number_is_named(text: str) -> None:
    assert read_answers("ok:yes, w:number", {"w": text}) == ({"ok": False}, ["w"])
