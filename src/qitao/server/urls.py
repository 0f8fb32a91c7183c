"""The root of all URLs."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from qitao.server.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz)]
if find_spec("qitao.api.urls"):
    urlpatterns.append(path("api/", include("qitao.api.urls")))
if find_spec("qitao.web.urls"):
    urlpatterns.append(path("", include("qitao.web.urls")))
    handler400 = "qitao.web.shell.errors.bad_request"
    handler403 = "qitao.web.shell.errors.forbidden"
    handler404 = "qitao.web.shell.errors.not_found"
    handler500 = "qitao.web.shell.errors.broken"
