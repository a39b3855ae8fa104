from django.urls import path

from . import home

app_name = "desk"
urlpatterns = [
    path("viec-cua-toi/", home.Home.as_view(), name="home"),
]
