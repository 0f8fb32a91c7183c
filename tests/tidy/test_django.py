"""Django's own checks find nothing to complain about."""

from django.core.checks import run_checks


def test_django_finds_nothing() -> None:
    assert run_checks() == []
