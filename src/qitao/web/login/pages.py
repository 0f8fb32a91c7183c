"""Signing in, the second step, signing out, the language, and the own account."""

from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase

from qitao.base.refusal import Refusal
from qitao.people import actions, queries
from qitao.people.actions import SignIn
from qitao.people.queries import load_session_actor
from qitao.people.values import SIGN_IN_EXPIRED, Lang
from qitao.web.login.picture import qr
from qitao.web.shell.actors import (
    LANG_COOKIE,
    forget_person,
    remember_lang,
    remember_person,
    remember_plant,
)
from qitao.web.shell.page import open_page, page
from qitao.web.shell.visit import Visit

OF_ONE_PLANT = ("plant", "work_centre", "group", "location", "after", "before", "offset")
"""What an address says of a plant that is left: its places, and how far its rows were leafed."""


@open_page
def login(visit: Visit) -> HttpResponseBase:
    """Ask for name and password."""
    if visit.posted:
        stands = actions.sign_in(
            visit.request, username=visit.text("username"), password=visit.typed.get("password", "")
        )
        if stands is SignIn.CODE_NEEDED:
            visit.request.session["next"] = visit.typed.get("next", "")
            return visit.go("login:code")
        return _enter(visit, visit.typed.get("next", ""))
    return visit.show("login/login.html", next=visit.typed.get("next", ""))


@open_page
def code(visit: Visit) -> HttpResponseBase:
    """Ask for the code of the second factor."""
    if visit.posted:
        target = visit.request.session.get("next", "")
        try:
            actions.finish_sign_in(visit.request, code=visit.text("code"))
        except Refusal as refusal:
            if refusal.code is not SIGN_IN_EXPIRED:
                raise
            visit.turned_back(refusal)
            return visit.show("login/login.html", next=target)
        return _enter(visit, target)
    return visit.show("login/code.html")


@open_page
def logout(visit: Visit) -> HttpResponseBase:
    """Close the session."""
    if not visit.posted:
        return visit.go("login:login")
    actions.sign_out(visit.request)
    return _leave(visit)


@open_page
def language(visit: Visit) -> HttpResponseBase:
    """Change the language and stay on the page."""
    answer = visit.go_back("desk:desk")
    chosen = visit.text("lang")
    if visit.posted and chosen in list(Lang):
        remember_lang(answer, chosen)
        with suppress(Refusal):  # nobody is signed in: the browser alone remembers
            actor = load_session_actor(visit.request.session)
            actions.set_language(actor=actor, lang=Lang(chosen))
    return answer


@page()
def plant(visit: Visit) -> HttpResponseBase:
    """Choose the plant to look at and stay on the page, at its first rows."""
    answer = visit.go_to(_elsewhere(visit))
    if visit.posted:
        wanted = visit.number_of("plant")
        chosen = next((each.id for each in visit.plants if each.id == wanted), None)
        remember_plant(answer, visit.actor, chosen)
    return answer


def _elsewhere(visit: Visit) -> str:
    """Return the page to come back to, without what its address names of one plant."""
    url = visit.typed.get("next", "")
    parts = urlsplit(url if visit.is_own(url) else "/")
    query = QueryDict(parts.query, mutable=True)
    for name in OF_ONE_PLANT:
        query.pop(name, None)
    there = urlunsplit(("", "", parts.path, query.urlencode(), ""))
    return there if visit.is_own(there) else "/"


@page()
def account(visit: Visit) -> HttpResponse:
    """Show the own account: who I am, what I may do, password, second step."""
    return visit.show(
        "login/account.html",
        person=queries.get_user(visit.actor.user),
        rights=sorted(map(str, visit.actor.grants)),
        second_step=queries.find_totp_device(visit.actor.user, confirmed=True) is not None,
    )


@page()
def password(visit: Visit) -> HttpResponseBase:
    """Change the own password."""
    if visit.posted:
        str(visit.request.user)  # read while the session still proves who it is
        actions.change_own_password(actor=visit.actor, **visit.given(actions.change_own_password))
        actions.keep_session(visit.request)
        visit.tell("ui.login.password_changed")
        return visit.go("login:account")
    return visit.show("login/password.html")


@page()
def second_step(visit: Visit) -> HttpResponseBase:
    """Begin to set up the second factor: the password first, then a picture to scan."""
    if visit.posted:
        begun = actions.enable_totp(actor=visit.actor, **visit.given(actions.enable_totp))
        if begun.uri and begun.secret:  # a form that is sent twice is told no secret again
            picture = qr(begun.uri.get_secret_value())
            secret = begun.secret.get_secret_value()
            return visit.show("login/second_step_code.html", secret=secret, picture=picture)
    return visit.show("login/second_step.html")


@page()
def second_step_code(visit: Visit) -> HttpResponseBase:
    """Turn the second factor on with a code of the picture that was scanned."""
    if visit.posted:
        actions.confirm_totp(actor=visit.actor, **visit.given(actions.confirm_totp))
        visit.tell("ui.login.second_step_on")
        return visit.go("login:account")
    return visit.show("login/second_step_code.html")


@page()
def second_step_off(visit: Visit) -> HttpResponseBase:
    """Turn the second factor off."""
    if visit.posted:
        actions.disable_totp(actor=visit.actor, **visit.given(actions.disable_totp))
        visit.tell("ui.login.second_step_is_off")
        return visit.go("login:account")
    return visit.show("login/second_step_off.html")


@page()
def sessions(visit: Visit) -> HttpResponseBase:
    """End every session of this person, on all devices."""
    if visit.posted:
        actions.sign_out_everywhere(actor=visit.actor)
        actions.sign_out(visit.request)
        return _leave(visit)
    return visit.go("login:account")


def _enter(visit: Visit, target: str) -> HttpResponse:
    answer = visit.go_to(target if visit.is_own(target) else "/")
    remember_person(answer, int(visit.request.user.pk or 0))
    own = getattr(visit.request.user, "lang", "")
    if LANG_COOKIE not in visit.request.COOKIES and own in list(Lang):
        remember_lang(answer, own)
    return answer


def _leave(visit: Visit) -> HttpResponse:
    answer = visit.go("login:login")
    forget_person(answer)
    return answer
