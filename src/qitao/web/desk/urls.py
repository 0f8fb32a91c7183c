"""Addresses of the desk and of the search for everything."""

from django.urls import path

from qitao.web.desk import counted, health, pages, purchasing, search, store, stuck, tasks

app_name = "desk"
urlpatterns = [
    path("", pages.desk, name="desk"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:task>/do/<slug:verb>/", tasks.task_deed, name="task_deed"),
    path("health-tiles/", health.health, name="health"),
    path("store/", store.store, name="store"),
    path("counted/", counted.counted, name="counted"),
    path("purchasing/", purchasing.purchasing, name="purchasing"),
    path("stuck/", stuck.stuck, name="stuck"),
    path("search/", search.search, name="search"),
    path("search/hits/", search.hits, name="hits"),
]
