"""The shop that production's tests work in."""

import pytest

from tests.shop import Shop, build_shop
from tests.standing import stand


@pytest.fixture
def shop(db: None) -> Shop:
    """A shop inside the test's own transaction."""
    return stand("shop", build_shop)


@pytest.fixture
def real_shop(real_db: None) -> Shop:
    """A shop whose rows are committed."""
    return stand("shop", build_shop)
