"""What the drawing island is given: a model, what stands where, names the reader understands."""

from collections.abc import Sequence
from typing import Any

from qitao.base.texts import find, load
from qitao.flow.rules.bpmn import list_english_names
from qitao.flow.rules.names import NODE


def drawing(
    xml: str, overlays: Sequence[dict[str, str]], lang: str, *, path: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the island's JSON; in Chinese a model is drawn as it was published.

    In English each element goes by the English name that was drawn with it, else by the house's
    word for its id: those of the shipped templates; else it keeps the name that it has.
    """
    names = {**_house(lang), **list_english_names(xml)} if lang == "en" else {}
    return {"xml": xml, "overlays": list(overlays), "path": list(path), "names": names}


def _house(lang: str) -> dict[str, str | None]:
    known = f"{NODE}."
    return {key.removeprefix(known): find(key, lang) for key in load() if key.startswith(known)}
