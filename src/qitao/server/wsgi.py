"""The WSGI application that granian serves: token calls take the short way, all others Django's."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
django_application = get_wsgi_application()

from qitao.api.express import with_express  # noqa: E402 - its models need Django set up
from qitao.server import proxies  # noqa: E402

application = proxies.with_proxies(
    with_express(django_application), proxies.read(os.environ.get(proxies.SETTING, ""))
)
