"""Addresses at the root, since a service worker rules what lies below it."""

from django.urls import path

from qitao.web.install import pages

app_name = "install"
urlpatterns = [
    path("app.webmanifest", pages.manifest, name="manifest"),
    path("worker.js", pages.worker, name="worker"),
    path("offline/", pages.offline, name="offline"),
]
