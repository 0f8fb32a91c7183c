"""A floor is a Django app; at start-up it imports the rooms that register things."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

REGISTERING_ROOMS = ("values", "actions", "steps", "checks", "jobs", "upkeep", "parts", "records")


class Floor(AppConfig):
    """The app configuration that each floor inherits."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the rooms whose decorators register verbs, steps, checks and jobs."""
        for room in REGISTERING_ROOMS:
            module = f"{self.name}.{room}"
            if find_spec(module) is not None:
                import_module(module)


class BaseFloor(Floor):
    """The floor `base`."""

    name = "qitao.base"
    label = "base"
