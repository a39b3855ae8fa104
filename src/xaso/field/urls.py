from django.urls import path

from . import doors, shell, upstream_wire, wire

app_name = "field"
urlpatterns = [
    path("thon/", shell.Shell.as_view(), name="app"),
    path("thon/sw.js", shell.Worker.as_view(), name="app-worker"),
    path("thon/app.webmanifest", shell.Card.as_view(), name="app-card"),
    path("dong-bo/ghi-danh", wire.Enrol.as_view(), name="enrol"),
    path("dong-bo/day", wire.Push.as_view(), name="push"),
    path("dong-bo/tep/<str:sha256>", wire.Piece.as_view(), name="piece"),
    path("dong-bo/nghe/<str:sha256>", doors.Sound.as_view(), name="sound"),
    path("dong-bo/do", doors.Probe.as_view(), name="probe"),
    path("dong-bo/vao", wire.Enter.as_view(), name="enter"),
    path("dong-bo/keo", wire.Pull.as_view(), name="pull"),
    path("dong-bo/doi-may", upstream_wire.Renew.as_view(), name="renew"),
    path("dong-bo/biet", wire.Ask.as_view(), name="ask"),
]
