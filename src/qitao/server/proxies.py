"""Who calls, where reverse proxies stand in between: told by those that are trusted, no others."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, TypeAlias

from qitao.server.trouble import Trouble

SETTING = "QITAO_TRUSTED_PROXIES"
HOPS_MAX = 20
Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address
Application = Callable[[dict[str, Any], Any], Any]


def read(setting: str) -> tuple[Network, ...]:
    """Read addresses and networks parted by commas: `10.0.0.2, 172.16.0.0/12`."""
    found = []
    for part in filter(None, map(str.strip, setting.split(","))):
        try:
            found.append(ip_network(part, strict=False))
        except ValueError as error:
            raise Trouble("proxy_unreadable", setting=SETTING, value=part) from error
    return tuple(found)


def client_of(remote: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Return who called: the last address of the way that is not one of our proxies.

    `forwarded` (X-Forwarded-For) is read from the right, as each proxy adds whom it heard; what
    stands left of a stranger is only what he says of himself.
    """
    client = remote
    hops = forwarded.split(",")[-HOPS_MAX:]
    while _is_trusted(client, trusted) and hops:
        hop = _address(hops.pop())
        if hop is None:
            break
        client = str(hop)
    return client


def with_proxies(application: Application, trusted: Sequence[Network]) -> Application:
    """Give a WSGI application the caller's address as `REMOTE_ADDR`.

    Where proxies are named, what others say of the way (address, scheme) is not handed on.
    """
    if not trusted:
        return application

    def behind_proxies(environ: dict[str, Any], start_response: Any) -> Any:
        remote, forwarded = environ.get("REMOTE_ADDR", ""), "HTTP_X_FORWARDED_FOR"
        if _is_trusted(remote, trusted):
            environ["REMOTE_ADDR"] = client_of(remote, environ.get(forwarded, ""), trusted)
        else:
            environ.pop(forwarded, None)
            environ.pop("HTTP_X_FORWARDED_PROTO", None)
        return application(environ, start_response)

    return behind_proxies


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    found = _address(address)
    return found is not None and any(found in network for network in trusted)


def _address(text: str) -> Address | None:
    """Read an address, perhaps with a port; an IPv4 one in IPv6 clothes counts as IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
