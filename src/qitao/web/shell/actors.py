"""From a session to an actor: the same rights as at every other door."""

from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from qitao.base import clock
from qitao.base.actor import Actor, Door
from qitao.base.ids import PlantId
from qitao.base.texts import LANGS
from qitao.people.queries import list_own_plants, load_session_actor
from qitao.people.values import PlantRow

LANG_COOKIE = "lang"
LANG_SECONDS = 365 * 24 * 3600
PERSON_COOKIE = "person"
PLANT_COOKIE = "plant"
LANG_FIRST = "zh"
LANG_NAMES = {"zh": "中文", "en": "English"}
"""Each language in its own words: who cannot read this page must find his."""


def lang_of(request: HttpRequest) -> str:
    """Return the language that this browser last showed, else Chinese."""
    chosen = request.COOKIES.get(LANG_COOKIE, "")
    return chosen if chosen in LANGS else LANG_FIRST


def remember_lang(answer: HttpResponseBase, lang: str) -> None:
    """Keep the language in the browser, for pages before the next log-in."""
    answer.set_cookie(LANG_COOKIE, lang, max_age=LANG_SECONDS, samesite="Lax")


def remember_person(answer: HttpResponseBase, user: int) -> None:
    """Tell the device who signs in, and when: what it keeps of another's work it does not show.

    It proves nothing and opens nothing; the session does.
    """
    told = f"{user}.{clock.now():%Y%m%d%H%M%S%f}"
    answer.set_cookie(PERSON_COOKIE, told, max_age=LANG_SECONDS, samesite="Lax")


def forget_person(answer: HttpResponseBase) -> None:
    """Tell the device that nobody is signed in any more."""
    answer.delete_cookie(PERSON_COOKIE, samesite="Lax")


def plants_of_choice(actor: Actor) -> list[PlantRow]:
    """Return the plants of which this person may choose one to look at; none where it is one."""
    plants = [plant for plant in list_own_plants(actor) if plant.active]
    return plants if len(plants) > 1 else []


def remember_plant(answer: HttpResponseBase, actor: Actor, plant: PlantId | None) -> None:
    """Keep on this device which plant a person looks at; None means all of them."""
    if plant is None:
        answer.delete_cookie(PLANT_COOKIE, samesite="Lax")
    else:
        told = f"{actor.user}.{plant}"
        answer.set_cookie(PLANT_COOKIE, told, max_age=LANG_SECONDS, httponly=True, samesite="Lax")


def _plant_of(request: HttpRequest, actor: Actor) -> PlantId | None:
    """Return the plant that was chosen; None where it is another person's or no longer his."""
    told = request.COOKIES.get(PLANT_COOKIE, "")
    if not told:
        return None
    wanted = (f"{actor.user}.{plant.id}" for plant in plants_of_choice(actor))
    return PlantId(int(told.rpartition(".")[2])) if told in wanted else None


def actor_of(request: HttpRequest, *, key: str | None) -> Actor:
    """Return the signed-in person at the page door; refuses `NOT_SIGNED_IN`.

    The browser's own choice of language wins: a shared tablet is read by whoever stands before it.
    """
    actor = load_session_actor(request.session, door=Door.PAGE, key=key)
    chosen = request.COOKIES.get(LANG_COOKIE, "")
    lang = chosen if chosen in LANGS else actor.lang
    return replace(actor, lang=lang, plant=_plant_of(request, actor))
