"""Who calls, as trusted proxies tell it and as strangers would like to have it."""

from typing import Any

import pytest

from qitao.server import proxies
from qitao.server.trouble import Trouble

TRUSTED = proxies.read("10.0.0.2, 172.16.0.0/12,::1")


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "203.0.113.9,198.51.100.1, 172.20.1.1", "198.51.100.1"),
        ("10.0.0.2", "10.0.0.2, 172.20.1.1", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, nonsense", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, nonsense, 172.20.1.1", "172.20.1.1"),
        ("10.0.0.2", "198.51.100.1:5123", "198.51.100.1"),
        ("10.0.0.2", "[2001:db8::5]:443", "2001:db8::5"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_way_is_read_from_the_right_past_our_own_proxies_only(
    remote: str, forwarded: str, client: str
) -> None:
    assert proxies.client_of(remote, forwarded, TRUSTED) == client


def seen(setting: str, **given: str) -> dict[str, Any]:
    """Return what an application behind `setting` gets to see."""
    found: dict[str, Any] = {}
    application = proxies.with_proxies(
        lambda environ, _: found.update(environ), proxies.read(setting)
    )
    application({"REMOTE_ADDR": "10.0.0.2", **given}, None)
    return found


def test_nobody_is_believed_where_no_proxy_is_named() -> None:
    environ = seen("", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert environ["REMOTE_ADDR"] == "10.0.0.2"


def test_the_application_sees_the_caller_behind_a_trusted_proxy() -> None:
    environ = seen(
        "10.0.0.0/8", HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_FORWARDED_PROTO="https"
    )
    assert environ["REMOTE_ADDR"] == "198.51.100.1"
    assert environ["HTTP_X_FORWARDED_PROTO"] == "https"


def test_what_a_stranger_says_of_the_way_is_dropped() -> None:
    environ = seen("10.0.0.3", HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_FORWARDED_PROTO="https")
    assert environ == {"REMOTE_ADDR": "10.0.0.2"}


def test_a_setting_that_cannot_be_read_says_how_to_write_it() -> None:
    with pytest.raises(Trouble) as caught:
        proxies.read("10.0.0.2, proxy.example")
    assert caught.value.evidence["value"] == "proxy.example"
    assert "172.16.0.0/12" in str(caught.value)
