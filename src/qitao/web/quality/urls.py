"""Addresses of inspection."""

from django.urls import path

from qitao.web.quality import pages, sheet

app_name = "quality"
urlpatterns = [
    path("", pages.inspections, name="inspections"),
    path("plans/", pages.plans, name="plans"),
    path("nonconformances/", pages.nonconformances, name="nonconformances"),
    path("nonconformances/<int:number>/close/", pages.close, name="close"),
    path("open/<int:operation>/", sheet.open_for, name="open_for"),
    path("<int:inspection>/", sheet.inspection, name="inspection"),
    path("<int:inspection>/decide/", sheet.decide, name="decide"),
]
