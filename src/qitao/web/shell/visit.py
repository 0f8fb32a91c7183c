"""One visit of one page: who came, what was typed, and how the answer is shown."""

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from qitao.base.actor import Actor, Permission
from qitao.base.refusal import INVALID, NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.people.queries import list_own_plants
from qitao.web.shell import forms, marks, navigation, notices, refusals
from qitao.web.shell.actors import plants_of_choice
from qitao.web.shell.forms import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qitao.base.ids import PlantId
    from qitao.base.verbs import Verb
    from qitao.people.values import PlantRow

Row = TypeVar("Row")
Choice = TypeVar("Choice", bound=Enum)
NUL = "\0"
FRAME, FRAGMENT = "shell/base.html", "shell/fragment.html"


class Visit:
    """What a page function gets: the actor, the query, the typed values, and ways to answer."""

    def __init__(self, request: HttpRequest, actor: Actor) -> None:
        self.request = request
        self.actor = actor
        self.number: str = getattr(request, "number", "")
        self.refusal: Refusal | None = None
        self.problems: Mapping[str, Problem] = {}
        self.posted = request.method == "POST"
        self.clash: Any = None
        """What somebody else changed as well while the form was open (`shell.meeting`)."""
        self.kept: dict[str, str] | None = None
        """Whose changes were kept beside those of the form."""
        self.at = ""
        """From where on the page follows the journal: taken before anything is read."""
        given: tuple[QueryDict, QueryDict] = (request.GET, request.POST)
        self.unreadable = NUL in request.path or any(map(forms.holds_nul, given))
        if self.unreadable:
            given = (forms.without_nul(request.GET), forms.without_nul(request.POST))
        self.query: QueryDict = given[0]
        """The filters in the URL."""
        self.typed: QueryDict = given[1] if self.posted else given[0]

    @property
    def lang(self) -> str:
        """The language of this visit, zh or en."""
        return self.actor.lang

    @property
    def is_fragment(self) -> bool:
        """Whether HTMX asks for the page's inside only."""
        headers = self.request.headers
        return "HX-Request" in headers and "HX-History-Restore-Request" not in headers

    def text(self, name: str, default: str = "") -> str:
        """Return one typed value without surrounding blanks."""
        return self.typed.get(name, default).strip()

    def number_of(self, name: str) -> int | None:
        """Return a typed whole number, None where it is none."""
        value = self.text(name)
        return int(value) if value.isdecimal() and len(value) < 19 else None

    def choice_of(self, name: str, usual: Choice) -> Choice:
        """Return a typed choice, the usual one where none is; refuses `INVALID` for another."""
        text = self.text(name)
        for each in type(usual):
            if str(each.value) == text:
                return each
        if text:
            label = forms.label_of("", name, self.lang)
            words = f"{label}{say('ui.input.enum', self.lang)}"
            raise forms.refused([Problem(name, words)], self.lang)
        return usual

    def given(self, call: Any, *, words: str = "", **more: Any) -> dict[str, Any]:
        """Return the keyword values for an action from what was typed; refuses `INVALID`.

        `more` are values that the page knows better than the form (the id in the URL); `words` is
        where the form's fields have their words.
        """
        verb: Verb = call.verb
        try:
            return forms.read(verb, self.typed, more, lang=self.lang, words=words)
        except Refusal as refusal:
            refusal.verb = verb.name
            raise

    def refuse_unreadable(self) -> None:
        """Refuse `INVALID` where something given holds a NUL, which no table can keep."""
        if self.unreadable:
            raise Refusal(INVALID, problems=say("ui.input.unreadable", self.lang))

    def begin_again(self) -> None:
        """Take the form as it came in, before anything was merged into it."""
        self.typed, self.kept = self.request.POST, None
        self.actor = replace(self.actor, seen=None)

    def turned_back(self, refusal: Refusal) -> "Visit":
        """Turn a refused post into a look at the same form: what was typed stays in it."""
        self.refusal = refusal
        self.problems = refusal.evidence.get("fields", {}) if refusal else {}
        self.posted = False
        return self

    def plants_of(self, permission: Permission) -> "list[PlantId] | None":
        """Return the plants where this person holds a permission; None means all."""
        plants = self.actor.plants_of(permission)
        return None if plants is None else sorted(plants)

    def plants_shown(self, permission: Permission) -> "list[PlantId] | None":
        """Return the plants whose rows a list shows, within the one looked at; None means all."""
        plants = self.actor.plants_shown(permission)
        return None if plants is None else sorted(plants)

    @property
    def plants(self) -> "Sequence[PlantRow]":
        """The plants between which this person may switch; none where there is only one."""
        return plants_of_choice(self.actor)

    def plants_for_one(self, permission: Permission) -> "tuple[PlantRow | None, list[PlantRow]]":
        """Return the plant that a page of one plant shows, and those that it could show.

        It is the one that the address names, else the one looked at, else the first.
        """
        held = self.actor.plants_of(permission)
        known = [plant for plant in list_own_plants(self.actor) if plant.active]
        plants = [plant for plant in known if held is None or plant.id in held]
        for wanted in (self.number_of("plant"), self.actor.plant):
            for plant in plants:
                if plant.id == wanted:
                    return plant, plants
        return next(iter(plants), None), plants

    def one_plant(self, permission: Permission) -> "tuple[PlantRow, list[PlantRow]]":
        """Return what `plants_for_one` does; refuses `NOT_FOUND` where there is none."""
        plant, plants = self.plants_for_one(permission)
        return self.only([plant] if plant else []), plants

    @property
    def known_plants(self) -> "dict[int | str, PlantRow]":
        """All plants that this person knows, by id and by code."""
        known = list_own_plants(self.actor)
        return {key: plant for plant in known for key in (plant.id, plant.code)}

    @property
    def plant_name(self) -> str:
        """The name of the plant that is looked at; empty where all are."""
        plant = self.actor.plant
        return self.name_plant(self.known_plants[plant]) if plant else ""

    def name_plant(self, plant: "PlantRow") -> str:
        """Return the name of a plant in the reader's language."""
        return marks.named(plant.name, plant.name_en, self.lang)

    @property
    def sees_plants(self) -> bool:
        """Whether rows of several plants may stand in one list."""
        return self.actor.plant is None and len(self.plants) > 1

    def only(self, rows: "Sequence[Row]") -> Row:
        """Return the one row that was asked for; refuses `NOT_FOUND`."""
        if not rows:
            raise Refusal(NOT_FOUND)
        return rows[0]

    def tell(self, key: str, **evidence: Any) -> None:
        """Leave one sentence that the next page shows once."""
        notices.leave(self.request, key, evidence)

    def show(
        self, template: str, *, status: int = 200, frame: str = FRAME, **context: Any
    ) -> HttpResponse:
        """Render a page: whole, in the usual frame or its own, or only its inside for HTMX."""
        if self.refusal is not None:
            status = self.refusal.code.status
        html = render_to_string(template, self._context(context, frame), self.request)
        answer = HttpResponse(html, status=status)
        answer["Vary"] = "HX-Request, Cookie"
        return answer

    def show_bare(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render one fragment that stands for itself."""
        html = render_to_string(template, self._context(context), self.request)
        return HttpResponse(html, status=status)

    def unchanged(self) -> HttpResponse:
        """Answer that the part on the screen still holds: HTMX leaves it, and what was typed."""
        return HttpResponse(status=204)

    def go(self, name: str, *args: Any) -> HttpResponseRedirect:
        """Send the browser on after something was done, so that a reload repeats nothing."""
        return self.go_to(reverse(name, args=args))

    def go_back(self, name: str, *args: Any) -> HttpResponseRedirect:
        """Send the browser to the page that the form names in `next`, else to `name`."""
        url = self.typed.get("next", "")
        return self.go_to(url if self.is_own(url) else reverse(name, args=args))

    def go_to(self, url: str) -> HttpResponseRedirect:
        """Send the browser to a URL of our own."""
        answer = HttpResponseRedirect(url)
        answer.status_code = 303
        return answer

    def is_own(self, url: str) -> bool:
        """Tell whether a URL stays on this site."""
        return bool(url) and url_has_allowed_host_and_scheme(url, {self.request.get_host()})

    def _context(self, context: dict[str, Any], frame: str = FRAME) -> dict[str, Any]:
        card = refusals.card_in_full(self.refusal, self.actor) if self.refusal else None
        return {
            "visit": self,
            "actor": self.actor,
            "lang": self.lang,
            "layout": FRAGMENT if self.is_fragment else frame,
            "refusal": card,
            "problems": self.problems,
            "typed": self.typed,
            "notices": notices.take(self.request),
            "nav": SimpleLazyObject(lambda: navigation.tree(self.actor, self.request.path)),
            **context,
        }
