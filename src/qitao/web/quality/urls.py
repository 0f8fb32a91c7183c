"""Addresses of inspection."""

from django.urls import path

from qitao.web.quality import pages, plans, repeat, scrap, sheet

app_name = "quality"
urlpatterns = [
    path("", pages.inspections, name="inspections"),
    path("scrap/", scrap.scrap, name="scrap"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new_plan, name="new_plan"),
    path("plans/<int:plan>/", plans.plan, name="plan"),
    path("plans/<int:plan>/edit/", plans.edit_plan, name="edit_plan"),
    path("plans/<int:plan>/do/<slug:verb>/", plans.plan_deed, name="plan_deed"),
    path("nonconformances/", pages.nonconformances, name="nonconformances"),
    path("nonconformances/<int:number>/", pages.nonconformance, name="nonconformance"),
    path("open/<int:operation>/", sheet.open_for, name="open_for"),
    path("<int:inspection>/", sheet.inspection, name="inspection"),
    path("<int:inspection>/decide/", sheet.decide, name="decide"),
    path("<int:inspection>/concede/", sheet.concede, name="concede"),
    path("<int:inspection>/again/", repeat.reinspect, name="reinspect"),
]
