"""Setting a password by the house's policy."""

from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from pydantic import SecretStr

from qitao.people import rules
from qitao.people.models import User


def hashed(password: SecretStr, user: User) -> str:
    """Return the hash to store; refuses `PASSWORD_WEAK` with every reason."""
    raw = password.get_secret_value()
    about = (user.username, user.name, user.phone, user.email.partition("@")[0])
    rules.check_password(raw, about=about, common=_is_common(raw))
    return make_password(raw)


def _is_common(password: str) -> bool:
    try:
        _validator().validate(password)
    except ValidationError:
        return True
    return False


@cache
def _validator() -> CommonPasswordValidator:
    """Return the validator; it reads a list of 20,000 passwords when it is made."""
    return CommonPasswordValidator()
