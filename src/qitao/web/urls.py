"""Addresses of all areas; an area's own addresses lie beside its pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("qitao.web.desk.urls")),
    path("", include("qitao.web.login.urls")),
    path("", include("qitao.web.install.urls")),
    path("", include("qitao.web.journal.urls")),
    path("", include("qitao.web.board.urls")),
    path("orders/", include("qitao.web.orders.urls")),
    path("kits/", include("qitao.web.kits.urls")),
    path("picking/", include("qitao.web.picking.urls")),
    path("terminal/", include("qitao.web.terminal.urls")),
    path("quality/", include("qitao.web.quality.urls")),
    path("stock/", include("qitao.web.stock.urls")),
    path("purchases/", include("qitao.web.trade.urls")),
    path("catalog/", include("qitao.web.catalog.urls")),
    path("flows/", include("qitao.web.flows.urls")),
    path("templates/", include("qitao.web.lowcode.urls")),
    path("people/", include("qitao.web.people.urls")),
    path("history/", include("qitao.web.history.urls")),
    path("live/", include("qitao.web.live.urls")),
    path("notices/", include("qitao.web.notices.urls")),
    path("views/", include("qitao.web.views.urls")),
    path("imports/", include("qitao.web.imports.urls")),
    path("help/", include("qitao.web.help.urls")),
    path("design/", include("qitao.web.design.urls")),
]
