"""Addresses of stock."""

from django.urls import path

from qitao.web.stock import account, lots, pages, past, periods, serials

app_name = "stock"
urlpatterns = [
    path("", pages.balances, name="balances"),
    path("as-of/", past.as_of, name="as_of"),
    path("moves/", pages.moves, name="moves"),
    path("moves/<int:move>/reverse/", pages.reverse, name="reverse"),
    path("lots/", lots.lots, name="lots"),
    path("lots/<int:lot>/", lots.lot, name="lot"),
    path("lots/<int:lot>/do/<slug:verb>/", lots.lot_deed, name="lot_deed"),
    path("periods/", periods.periods, name="periods"),
    path("periods/<int:plant>/do/<slug:verb>/", periods.period_deed, name="period_deed"),
    path("serials/", serials.serials, name="serials"),
    path("serials/<int:serial>/", serials.serial, name="serial"),
    path("opening/", account.opening, name="opening"),
    path(
        "account/<int:material>/<int:location>/<slug:status>/<int:lot>/",
        account.account,
        name="account",
    ),
    path(
        "account/<int:material>/<int:location>/<slug:status>/<int:lot>/do/<slug:verb>/",
        account.account_deed,
        name="account_deed",
    ),
]
