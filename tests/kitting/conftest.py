"""The kit check is tested on real commits: it sets time limits, locks and reads by snapshot."""

import pytest

from tests.kitting.plant import Shop
from tests.standing import stand


@pytest.fixture
def shop(real_db: None) -> Shop:
    return stand("kit", Shop().build)
