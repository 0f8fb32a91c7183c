"""What others ask of people: who acts, who may grant what, and the lists of pages and API."""

from qitao.people.queries.actors import (
    Session,
    authenticate_token,
    load_actor,
    load_grants,
    load_session_actor,
    load_tree,
    today,
)
from qitao.people.queries.days import day_in, list_days
from qitao.people.queries.grants import (
    count_administrators,
    list_granters,
    tell_evidence,
    why_may,
)
from qitao.people.queries.lists import (
    find_user_by_username,
    get_role_by_code,
    get_user,
    list_assignments,
    list_org_units,
    list_plants,
    list_posts,
    list_roles,
    list_tokens,
    list_users,
    list_users_within,
    name_users,
)
from qitao.people.queries.locks import (
    lock_assignment,
    lock_org_unit,
    lock_plant,
    lock_post,
    lock_role,
    lock_token,
    lock_user,
)
from qitao.people.queries.shipped import list_shipped_roles
from qitao.people.queries.tries import (
    count_address_failures,
    count_wrong_tries,
    find_totp_device,
    has_signed_in_from,
)

__all__ = [
    "Session",
    "authenticate_token",
    "count_address_failures",
    "count_administrators",
    "count_wrong_tries",
    "day_in",
    "find_totp_device",
    "find_user_by_username",
    "get_role_by_code",
    "get_user",
    "has_signed_in_from",
    "list_assignments",
    "list_days",
    "list_granters",
    "list_org_units",
    "list_plants",
    "list_posts",
    "list_roles",
    "list_shipped_roles",
    "list_tokens",
    "list_users",
    "list_users_within",
    "load_actor",
    "load_grants",
    "load_session_actor",
    "load_tree",
    "lock_assignment",
    "lock_org_unit",
    "lock_plant",
    "lock_post",
    "lock_role",
    "lock_token",
    "lock_user",
    "name_users",
    "tell_evidence",
    "today",
    "why_may",
]
