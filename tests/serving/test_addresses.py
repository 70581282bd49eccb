"""Whom limits count: the address of a connection, or the one that a trusted proxy names."""

import subprocess
import sys
from ipaddress import ip_network

import pytest

from pages.serving import settings
from pages.serving.wire import addresses
from tests.running import PROJECT


def asked_by(peer: str | None, *forwarded: str) -> str:
    scope = {"client": (peer, 1234) if peer else None}
    return addresses.address_of({**scope, "headers": [(b"x-forwarded-for", each.encode()) for each in forwarded]})


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::1", "::/56"),
        ("2001:db8:1:2::5", "2001:db8:1::/56"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1::/56"),
        ("2001:db8:1:ff::5", "2001:db8:1::/56"),  # A home that was given a /56.
        ("2001:db8:1:100::5", "2001:db8:1:100::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("", "unknown"),
        (None, "unknown"),
        ("testclient", "unknown"),
    ],
)
def test_an_address_is_counted_by_who_holds_it(peer, counted):
    assert asked_by(peer) == counted


def test_nobody_says_by_default_who_else_is_asking():
    assert settings.PROXY == ()
    assert asked_by("127.0.0.1", "192.0.2.9") == "127.0.0.1"


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("10.0.0.2", ["192.0.2.9"], "192.0.2.9"),
        ("::ffff:10.0.0.2", ["192.0.2.9"], "192.0.2.9"),
        ("10.0.0.2", ["203.0.113.1, 192.0.2.9"], "192.0.2.9"),  # What the visitor wrote stands first.
        ("10.0.0.2", ["203.0.113.1", "192.0.2.9"], "192.0.2.9"),
        ("10.0.0.2", ["192.0.2.9, 10.0.0.3"], "192.0.2.9"),  # By way of two proxies.
        ("10.0.0.2", ["192.0.2.9:4711"], "192.0.2.9"),
        ("10.0.0.2", ["[2001:db8:1:2::5]:4711"], "2001:db8:1::/56"),
        ("10.0.0.2", ["2001:db8:1:2::5"], "2001:db8:1::/56"),
        ("10.0.0.2", ["::ffff:192.0.2.9"], "192.0.2.9"),
        ("10.0.0.2", [], "10.0.0.2"),
        ("10.0.0.2", ["nobody"], "10.0.0.2"),
        ("10.0.0.2", ["192.0.2.9, nobody"], "10.0.0.2"),
        ("10.0.0.2", ["10.0.0.3"], "10.0.0.2"),
        ("192.0.2.1", ["203.0.113.1"], "192.0.2.1"),  # No proxy of ours.
        ("2001:db8::1", ["203.0.113.1"], "203.0.113.1"),
    ],
)
def test_a_trusted_proxy_says_who_is_asking(monkeypatch, peer, forwarded, counted):
    monkeypatch.setattr(settings, "PROXY", (ip_network("10.0.0.0/8"), ip_network("2001:db8::1/128")))
    assert asked_by(peer, *forwarded) == counted


def test_a_proxy_that_is_no_address_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("REPORT_CARD_PROXY", "127.0.0.1, proxy.example")
    code = [sys.executable, "-c", "from pages.serving import settings"]
    said = subprocess.run(code, cwd=PROJECT, capture_output=True, text=True)
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1 and "REPORT_CARD_PROXY" in said.stderr and "proxy.example" in said.stderr
