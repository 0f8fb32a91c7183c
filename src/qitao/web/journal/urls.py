"""Addresses of the journal and of the system's health."""

from django.urls import path

from qitao.web.journal import health, pages

app_name = "journal"
urlpatterns = [
    path("journal/", pages.journal, name="journal"),
    path("journal/refusals/", pages.refusals, name="refusals"),
    path("journal/seal/", pages.seal, name="seal"),
    path("journal/<int:entry>/", pages.entry, name="entry"),
    path("health/", health.health, name="health"),
]
