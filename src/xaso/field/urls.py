from django.urls import path

from . import wire

app_name = "field"
urlpatterns = [
    path("dong-bo/ghi-danh", wire.Enrol.as_view(), name="enrol"),
    path("dong-bo/day", wire.Push.as_view(), name="push"),
    path("dong-bo/biet", wire.Ask.as_view(), name="ask"),
]
