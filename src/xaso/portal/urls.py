from django.urls import path

from . import enter, help_page, home, scoreboard, villages

app_name = "portal"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("vao-vai/", enter.EnterRole.as_view(), name="enter-role"),
    path("bang-diem/<str:commune_code>/", scoreboard.Scoreboard.as_view(), name="scoreboard"),
    path("so-lieu-thon/<str:commune_code>/", villages.VillageNumbers.as_view(), name="villages"),
    path("tro-giup/", help_page.Help.as_view(), name="help"),
]
