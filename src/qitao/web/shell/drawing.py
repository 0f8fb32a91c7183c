"""What the drawing island is given: a model, what stands where, names the reader understands."""

from collections.abc import Sequence
from typing import Any

from qitao.base.texts import find, load

NODE = "flow_node."


def drawing(
    xml: str, overlays: Sequence[dict[str, str]], lang: str, *, path: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the island's JSON; the plant's own names stand unless the house knows other words.

    A model is drawn in Chinese as it was published; in another language the steps and notes of the
    shipped templates are said in that language, and what a plant added keeps the name it gave.
    """
    keys = (key for key in load() if key.startswith(NODE)) if lang != "zh" else ()
    names = {key.removeprefix(NODE): find(key, lang) for key in keys}
    return {"xml": xml, "overlays": list(overlays), "path": list(path), "names": names}
