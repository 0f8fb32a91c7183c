"""Addresses of purchasing."""

from django.urls import path

from qitao.web.trade import pages, receipts

app_name = "trade"
urlpatterns = [
    path("", pages.purchases, name="purchases"),
    path("new/", pages.new_purchase, name="new_purchase"),
    path("<int:purchase>/", pages.purchase, name="purchase"),
    path("<int:purchase>/do/<slug:verb>/", pages.purchase_deed, name="purchase_deed"),
    path("<int:purchase>/receive/<int:line>/", receipts.receive, name="receive"),
    path("<int:purchase>/promise/<int:line>/", pages.promise, name="promise"),
    path("<int:purchase>/return/<int:line>/", receipts.return_goods, name="return_goods"),
    path(
        "<int:purchase>/return/<int:supplier_return>/undo/",
        receipts.undo_return,
        name="undo_return",
    ),
    path("<int:purchase>/undo/<int:receipt>/", receipts.undo, name="undo"),
    path("<int:purchase>/settle/<int:receipt>/", receipts.settle, name="settle"),
]
