"""Addresses of work orders."""

from django.urls import path

from qitao.web.orders import materials, order, outside, pages, setting

app_name = "orders"
urlpatterns = [
    path("", pages.orders, name="orders"),
    path("new/", pages.new_order, name="new_order"),
    path("rules/", setting.plant_rules, name="plant_rules"),
    path("bulk/", pages.bulk, name="bulk"),
    path("do/<int:order>/<slug:verb>/", order.order_deed, name="order_deed"),
    path("receipts/<int:order>/<int:receipt>/undo/", order.undo_receipt, name="undo_receipt"),
    path("operations/<int:order>/<int:operation>/reopen/", order.reopen, name="reopen"),
    path("outside/<int:order>/<int:operation>/send/", outside.send_out, name="send_out"),
    path(
        "outside/<int:order>/dispatch/<int:dispatch>/<slug:verb>/",
        outside.dispatch_deed,
        name="dispatch_deed",
    ),
    path("materials/<int:order>/<int:line>/substitute/", materials.substitute, name="substitute"),
    path("materials/<int:order>/<slug:verb>/", order.move_materials, name="move_materials"),
    path("<path:number>/", order.order, name="order"),
]
