"""What a page lets its reader do: its links, and its forms filled in as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = ("submit", "image", "reset", "button", "file")


@dataclass
class Form:
    """One form: where it goes, what it holds before anybody types, whether it can be sent."""

    action: str
    posts: bool
    values: dict[str, list[str]] = field(default_factory=dict)
    sendable: bool = False

    def put(self, name: str | None, value: str) -> None:
        if name:
            self.values.setdefault(name, []).append(value)


class Seen(HTMLParser):
    """Collects the links and forms of one page; what stands in a disabled fieldset is dead."""

    def __init__(self, html: str, url: str) -> None:
        super().__init__()
        self.url = url
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._dead: list[bool] = []
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._area: str | None = None
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            action = given.get("action") or given.get("hx-post") or self.url
            posts = given.get("method") == "post" or "hx-post" in given
            self._form = Form(action, posts)
            self.forms.append(self._form)
        elif tag == "fieldset":
            self._dead.append("disabled" in given)
        elif self._form is not None and not any(self._dead) and "disabled" not in given:
            self._control(self._form, tag, given)
        if tag not in ("form", "a") and "hx-post" in given:  # a button that posts by itself
            self.forms.append(Form(given["hx-post"], posts=True, sendable=True))

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        kind, name = given.get("type", ""), given.get("name")
        if tag == "button" and kind not in ("button", "reset"):
            form.sendable = True
            form.put(name, given.get("value", ""))
        elif tag == "input" and kind == "submit":
            form.sendable = True
        elif tag == "input" and kind in ("checkbox", "radio"):
            if "checked" in given:
                form.put(name, given.get("value", "on"))
        elif tag == "input" and kind not in VOID:
            form.put(name, given.get("value", ""))
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area, self._text = name, ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "fieldset" and self._dead:
            self._dead.pop()
        elif tag == "textarea" and self._area and self._form:
            self._form.put(self._area, self._text)
            self._area = None
        elif tag == "select" and self._select and self._form:
            chosen = [value for value, yes in self._options if yes]
            given = [value for value, _ in self._options if value]
            self._form.put(self._select, (chosen or given or [""])[0])
            self._select = None
