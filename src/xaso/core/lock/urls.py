from django.urls import path

from . import kept_pages, views

app_name = "lock"
urlpatterns = [
    path("mo-khoa/", views.Unlock.as_view(), name="unlock"),
    path("con-lam/", views.StillHere.as_view(), name="still-here"),
    path("go-do/", kept_pages.KeptForms.as_view(), name="kept-forms"),
    path("go-do/<uuid:pk>/", kept_pages.KeptForm.as_view(), name="kept-form"),
    path("go-do/<uuid:pk>/bo/", kept_pages.DropKept.as_view(), name="kept-drop"),
]
