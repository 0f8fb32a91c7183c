"""接口令牌: the keys with which machines sign in: issued and shown once, listed, revoked."""

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString

from qitao.base import clock
from qitao.base.ids import UserId
from qitao.base.paging import Ask
from qitao.base.texts import say
from qitao.people import actions, queries, rules
from qitao.people.values import EditTokens, TokenRow
from qitao.web.shell import marks, spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.listing import Column, Listing, Switch
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
STATE = "ui.people.token_state"
WORDS = "ui.people.token_field"
DEEDS = deeds_of(actions.revoke_token)
TOKEN = (
    Spot("name", required=True, help="ui.people.token_name_help"),
    Spot("days", "number", help="ui.people.token_days_help"),
)


def state_of(row: TokenRow) -> str:
    """Return whether a token still opens anything: living, expired or revoked."""
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at and row.expires_at <= clock.now() else "living"


def _state(row: TokenRow, lang: str) -> SafeString:
    return marks.state(STATE, state_of(row), lang)


TOKENS = Listing(
    "people.tokens",
    columns=(
        Column("name", kind="main", link="people:user", link_by="user", phone="title"),
        Column("user_name", sub="prefix"),
        Column("created_at", kind="when", phone="off"),
        Column("last_used_at", kind="when"),
        Column("expires_at", kind="when"),
        Column("revoked_at", cell=_state, plain=state_of, phone="corner"),
    ),
    filters=(Switch("gone"),),
    falling=True,
    picture="key",
    template="people/tokens.html",
    live=("people",),
)


@page(permission=EditTokens)
def tokens(visit: Visit) -> HttpResponseBase:
    """List tokens of all machines; those that open nothing any more are shown on request."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> list[TokenRow]:
        reach = rules.reach_of(visit.actor, EditTokens)
        return queries.list_tokens(ask, living=not asked["gone"], org_units=reach)

    return TOKENS.show(visit, fetch, here="tokens")


@page(permission=EditTokens)
def new_token(visit: Visit, user: int) -> HttpResponseBase:
    """Issue a token for a person; the answer shows it, and no page ever does again."""
    reach = rules.reach_of(visit.actor, EditTokens)
    person = visit.only(queries.list_users(user=UserId(user), org_units=reach))
    if visit.posted:
        given = visit.given(actions.issue_token, words=WORDS, user=person.id)
        issued = actions.issue_token(actor=visit.actor, **given)
        secret = issued.token.get_secret_value() if issued.token else ""
        return visit.show("people/token.html", person=person, issued=issued, secret=secret)
    return spots.ask(
        visit,
        TOKEN,
        WORDS,
        title=say("verb.people.issue_token", visit.lang),
        more=say("ui.people.token_acts_as", visit.lang, name=person.name),
        back=reverse("people:user", args=[person.id]),
        back_words=person.name,
        deed=say("ui.people.token_issue", visit.lang),
        picture="key",
    )


@page(permission=EditTokens)
def token_deed(visit: Visit, user: int, verb: str) -> HttpResponseBase:
    """Revoke a token of a person."""
    held = queries.list_tokens(EVERY, user=UserId(user))
    visit.only([row for row in held if row.id == visit.number_of("api_token")])
    carry_out(visit, DEEDS, verb)
    return visit.go("people:user", user)
