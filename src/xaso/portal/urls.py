from django.urls import path

from . import home

app_name = "portal"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
]
