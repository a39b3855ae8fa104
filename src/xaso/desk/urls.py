from django.urls import include, path

from . import home

app_name = "desk"
urlpatterns = [
    path("viec-cua-toi/", home.Home.as_view(), name="home"),
    path("", include("xaso.desk.setup_urls")),
]
