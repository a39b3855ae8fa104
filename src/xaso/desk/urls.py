from django.urls import include, path

from . import home, search, village_targets
from .board import page, rows

app_name = "desk"
urlpatterns = [
    path("viec-cua-toi/", home.Home.as_view(), name="home"),
    path("tim/", search.Search.as_view(), name="search"),
    path("chi-tieu-cua-thon/", village_targets.VillageTargets.as_view(), name="village-targets"),
    path("toan-canh/", page.Board.as_view(), name="board"),
    path("toan-canh/cho-toi-quyet/", page.Waiting.as_view(), name="board-waiting"),
    path("toan-canh/<slug:o>/", rows.BoardRows.as_view(), name="board-rows"),
    path("", include("xaso.desk.machine.jobs_urls")),
    path("", include("xaso.desk.papers.urls")),
    path("", include("xaso.desk.setup_urls")),
    path("", include("xaso.desk.residents.urls")),
    path("", include("xaso.desk.phones.urls")),
    path("", include("xaso.desk.upstream.urls")),
    path("", include("xaso.desk.machine.backup_urls")),
]
