"""A process of its own that works on a running Qitao's database: seed the plant, ask its checks.

`python -m tests.faults.plant seed` prints a token and ids as JSON; `… findings` prints what the
house's own checks find.
"""

import json
import sys

import django


def seed() -> dict[str, object]:
    """Build the moulding shop with stock for many orders; return how a machine may work in it."""
    from qitao.base.actor import PERMISSIONS
    from qitao.people.actions import issue_token
    from qitao.people.models import Assignment, Role, RolePermission, User
    from tests.shop import HOUSE, build_shop

    shop = build_shop("FAULTS")
    shop.stock(sets=10_000)
    role = Role.objects.create(code="faults", name="faults")
    RolePermission.objects.bulk_create(
        RolePermission(role=role, permission=code) for code in PERMISSIONS
    )
    user = User.objects.create(username="faults", name="faults", password="!")
    Assignment.objects.create(user=user, role=role)
    issued = issue_token(actor=HOUSE, user=user.pk, name="faults")
    assert issued.token is not None
    return {
        "token": issued.token.get_secret_value(),
        "plant": shop.plant,
        "material": shop.materials["CASE"],
        "screw": shop.materials["SCREW"],
        "store": shop.places["STORE"],
        "scrap": shop.places["SCRAP"],
    }


def findings() -> list[str]:
    """Run every check of the house; return what does not hold."""
    from qitao.base.checks import CHECKS

    return [f"{name}: {each}" for name, check in sorted(CHECKS.items()) for each in check.run()]


if __name__ == "__main__":
    django.setup()
    from qitao.server import urls  # noqa: F401 (imports every floor, so that all checks are there)

    sys.stdout.write(json.dumps({"seed": seed, "findings": findings}[sys.argv[1]]()))
