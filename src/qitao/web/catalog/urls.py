"""Addresses of the master data."""

from django.urls import path

from qitao.web.catalog import documents, entry, files, pages, structure

NOUNS = (
    ("materials", "material"),
    ("material-groups", "material_group"),
    ("units", "unit"),
    ("work-centres", "work_centre"),
    ("machines", "machine"),
    ("scrap-reasons", "scrap_reason"),
    ("locations", "location"),
    ("partners", "partner"),
    ("supplier-items", "supplier_item"),
)
"""The nouns that one form makes and changes; the page of each list bears the plural's name."""

app_name = "catalog"
urlpatterns = [
    path("materials/hints/", entry.material_hints, name="material_hints"),
    path("locations/hints/", entry.location_hints, name="location_hints"),
    path("materials/<int:material>/", structure.material, name="material"),
    path("materials/<int:material>/files/<slug:kind>/", files.put_file, name="put_file"),
    path("files/<slug:digest>/", files.file, name="file"),
    path("files/<slug:digest>/small/", files.small, name="small_file"),
    path("work-centres/<int:work_centre>/", pages.work_centre, name="work_centre"),
    path("unit-conversions/", pages.unit_conversions, name="unit_conversions"),
    path("boms/", pages.boms, name="boms"),
    path("boms/new/", documents.new_bom, name="new_bom"),
    path("boms/<int:bom>/", structure.bom, name="bom"),
    path("boms/<int:bom>/edit/", documents.edit_bom, name="edit_bom"),
    path("boms/<int:bom>/substitutes/<int:line>/", documents.substitutes, name="substitutes"),
    path("boms/<int:bom>/do/<slug:verb>/", structure.bom_deed, name="bom_deed"),
    path("routings/", pages.routings, name="routings"),
    path("routings/new/", documents.new_routing, name="new_routing"),
    path("routings/<int:routing>/", structure.routing, name="routing"),
    path("routings/<int:routing>/edit/", documents.edit_routing, name="edit_routing"),
    path("routings/<int:routing>/do/<slug:verb>/", structure.routing_deed, name="routing_deed"),
]
for folder, noun in NOUNS:
    given = {"noun": noun}
    urlpatterns += [
        path(f"{folder}/", getattr(pages, f"{noun}s"), name=f"{noun}s"),
        path(f"{folder}/new/", entry.new, given, name=f"new_{noun}"),
        path(f"{folder}/<int:number>/edit/", entry.edit, given, name=f"edit_{noun}"),
    ]
