"""The root of all URLs."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("qitao.api.urls"):
    urlpatterns.append(path("api/", include("qitao.api.urls")))
if find_spec("qitao.web.urls"):
    urlpatterns.append(path("", include("qitao.web.urls")))
