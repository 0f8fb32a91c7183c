"""Hands that have a keyboard and no mouse: they Tab to what they want and see where they are."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

STOPS_MAX = 250
AT = """() => {
  const each = document.activeElement;
  if (!each || each === document.body || each === document.documentElement) return null;
  const seen = (one) => {
    const style = one && getComputedStyle(one);
    return Boolean(style) && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none");
  };
  const box = each.getBoundingClientRect();
  const hidden = box.width < 4 || box.height < 4 || getComputedStyle(each).opacity === "0"
    || getComputedStyle(each).clipPath !== "none";
  const beside = [each.nextElementSibling, each.closest("label"), each.parentElement];
  const shown = hidden ? beside : [each];
  const all = [...document.querySelectorAll("*")];
  return {
    place: all.indexOf(each),
    name: each.outerHTML.slice(0, 120),
    seen: shown.some(seen),
    inside: Boolean(each.closest("dialog[open]")),
    onScreen: box.bottom > 0 && box.top < innerHeight,
    modal: Boolean(document.querySelector("dialog:modal")),
  };
}"""
FROM_THE_TOP = """() => {
  document.activeElement.blur();
  document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex");
}"""
REACHABLE = """() => {
  const wants = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const named = new Set();
  return [...document.querySelectorAll(wants)]
    .filter((each) => !each.disabled && each.tabIndex >= 0)
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => !each.closest("[inert], dialog:not([open]), [role=listbox]"))
    .filter((each) => {
      if (each.type !== "radio") return true;
      const group = `${each.form?.id} ${each.name} ${each.closest("tr, form, fieldset")?.rowIndex}`;
      return !named.has(group) && named.add(group);
    }).length;
}"""


@dataclass
class Hands:
    """One person at the keyboard; what was wrong on the way."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def at(self) -> dict[str, object] | None:
        """Say where the focus is; note where nobody would see it."""
        here: dict[str, object] | None = self.page.evaluate(AT)
        if here is not None and not here["seen"]:
            self.wrong.append(f"focus not seen: {here['name']}")
        if here is not None and not here["onScreen"]:
            self.wrong.append(f"focus off the screen: {here['name']}")
        if here is not None and here["modal"] and not here["inside"]:
            self.wrong.append(f"focus left the dialog: {here['name']}")
        return here

    def tab_to(self, selector: str, *, back: bool = False) -> None:
        """Press Tab until the focus is on what is wanted."""
        for _ in range(STOPS_MAX):
            self.press("Shift+Tab" if back else "Tab")
            self.at()
            if self.page.evaluate("(one) => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"never came to {selector}; wrong on the way: {self.wrong}")

    def walk(self) -> int:
        """Go through the whole page once by Tab; return how many stops it has."""
        self.page.evaluate(FROM_THE_TOP)
        places: list[int] = []
        for _ in range(STOPS_MAX):
            self.press("Tab")
            here = self.at()
            if here is None or here["place"] in places:
                break
            places.append(int(str(here["place"])))
        else:
            self.wrong.append(f"more than {STOPS_MAX} stops")
        if here is not None and places and here["place"] == places[-1]:
            self.wrong.append(f"the focus is caught: {here['name']}")
        if places != sorted(places):
            self.wrong.append(f"out of order: {places}")
        return len(places)
