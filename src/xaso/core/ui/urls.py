from __future__ import annotations

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("giao-dien/", views.ComponentsPage.as_view(), name="components"),
    path("hien-thi/", views.DisplayPage.as_view(), name="display"),
]
