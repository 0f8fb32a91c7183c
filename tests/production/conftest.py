"""The shop that production's tests work in."""

from typing import Any

import pytest

from tests.shop import Shop, build_shop
from tests.standing import keep_standing, stand


@pytest.fixture
def shop_stands(django_db_setup: None, django_db_blocker: Any) -> Shop:
    with django_db_blocker.unblock():
        return keep_standing("shop", build_shop)


@pytest.fixture
def shop(shop_stands: Shop, db: None) -> Shop:
    """A shop; what a test does to it is rolled back."""
    return shop_stands


@pytest.fixture
def real_shop(real_db: None) -> Shop:
    """A shop whose rows are committed."""
    return stand("shop", build_shop)
