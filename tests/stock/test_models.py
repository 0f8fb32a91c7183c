"""Tables."""
import pytest
@pytest.mark.django_db
def test_tables():
    from qitao.stock.models import Account
    assert Account.objects.count() == 0
