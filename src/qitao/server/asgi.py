"""The ASGI application of the live stream; pages and API are served by `wsgi`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
django.setup()

from qitao.base.verbs import VERBS  # noqa: E402 - its models need Django set up
from qitao.web.live.stream import application  # noqa: E402

__all__ = ["application"]
assert VERBS, "the verbs say what a change is about: they are registered by the apps"
