"""Ports that are free and ports that are not."""

import socket

import pytest

from qitao.server import ports


def test_a_host_name_becomes_a_number() -> None:
    assert ports.address_of("localhost") in ("127.0.0.1", "::1")
    assert ports.address_of("0.0.0.0") == "0.0.0.0"
    with pytest.raises(OSError, match=r"Name|name|known"):
        ports.address_of("no-such-host.invalid")


def test_a_port_in_use_is_seen_and_a_free_one_near_it_proposed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not ports.is_free("127.0.0.1", port)
        other = ports.free_near("127.0.0.1", port)
        assert other != port
        assert ports.is_free("127.0.0.1", other)
    assert ports.is_free("127.0.0.1", port)
