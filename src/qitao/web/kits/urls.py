"""Addresses of kits."""

from django.urls import path

from qitao.web.kits import pages

app_name = "kits"
urlpatterns = [
    path("", pages.kits, name="kits"),
    path("check/", pages.check, name="check"),
    path("move/", pages.move, name="move"),
    path("rank/", pages.rank, name="rank"),
    path("policy/", pages.policy, name="policy"),
    path("<slug:source_type>/<int:source_id>/", pages.kit, name="kit"),
]
