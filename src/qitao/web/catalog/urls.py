"""Addresses of the master data."""

from django.urls import path

from qitao.web.catalog import entry, pages, structure

app_name = "catalog"
urlpatterns = [
    path("materials/", pages.materials, name="materials"),
    path("materials/new/", entry.new, {"noun": "material"}, name="new_material"),
    path("materials/<int:material>/", structure.material, name="material"),
    path("materials/<int:number>/edit/", entry.edit, {"noun": "material"}, name="edit_material"),
    path("boms/", pages.boms, name="boms"),
    path("boms/<int:bom>/", structure.bom, name="bom"),
    path("boms/<int:bom>/do/<slug:verb>/", structure.bom_deed, name="bom_deed"),
    path("routings/", pages.routings, name="routings"),
    path("routings/<int:routing>/", structure.routing, name="routing"),
    path("routings/<int:routing>/do/<slug:verb>/", structure.routing_deed, name="routing_deed"),
    path("work-centres/", pages.work_centres, name="work_centres"),
    path("work-centres/new/", entry.new, {"noun": "work_centre"}, name="new_work_centre"),
    path("work-centres/<int:work_centre>/", pages.work_centre, name="work_centre"),
    path("locations/", pages.locations, name="locations"),
    path("locations/new/", entry.new, {"noun": "location"}, name="new_location"),
    path("partners/", pages.partners, name="partners"),
    path("partners/new/", entry.new, {"noun": "partner"}, name="new_partner"),
    path("partners/<int:number>/edit/", entry.edit, {"noun": "partner"}, name="edit_partner"),
    path("locations/<int:number>/edit/", entry.edit, {"noun": "location"}, name="edit_location"),
    path(
        "work-centres/<int:number>/edit/",
        entry.edit,
        {"noun": "work_centre"},
        name="edit_work_centre",
    ),
]
