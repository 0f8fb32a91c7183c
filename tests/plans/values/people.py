"""What the people are asked with."""

from datetime import date
from typing import Any

from qitao.base.paging import Ask

_ON = {"on": date(2026, 3, 2), "limit": 500}
_HELD: dict[str, Any] = dict.fromkeys(("user", "post", "role", "plant", "org_units"))
_TOKENS: dict[str, Any] = dict.fromkeys(("user", "living", "org_units"))
_USERS: dict[str, Any] = dict.fromkeys(("user", "active", "org_units", "username", "search"))
PAGES = {
    "people/list_assignments": Ask(limit=51),
    "people/list_org_units": Ask(limit=51),
    "people/list_plants": Ask(limit=51),
    "people/list_posts": Ask(limit=51),
    "people/list_roles": Ask(limit=51),
    "people/list_tokens": Ask(limit=51),
    "people/list_users": Ask("pinyin", limit=51),
}
VALUES: dict[str, dict[str, Any]] = {
    "people/list_assignments": _HELD,
    "people/list_assignments of a person": _HELD | {"user": 4711},
    "people/list_assignments of a post": _HELD | {"post": 7},
    "people/list_assignments of a team": _HELD | {"org_units": [7]},
    "people/list_grant_paths": {"user": 4711, "permission": "x.may_7", "limit": 100},
    "people/list_granters": _ON | {"permissions": ["x.may_7", "x.may_8"]},
    "people/list_holding_roles": {"permissions": ["x.may_7"], "limit": 100},
    "people/list_roles_held": _ON | {"users": [4711, 4712]},
    "people/list_tokens": _TOKENS,
    "people/list_tokens of a person": _TOKENS | {"user": 4711},
    "people/list_tokens that live": _TOKENS | {"living": True},
    "people/list_users": _USERS,
    "people/list_users of a team": _USERS | {"org_units": [7, 8]},
    "people/list_users of a name": _USERS | {"username": "worker4711"},
    "people/list_users search": _USERS | {"search": "gongren"},
    "people/list_users with a number": _USERS | {"user": 4711},
}
