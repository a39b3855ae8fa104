"""Sign-in, sign-out and one's own password; Vietnamese addresses for allauth's pages."""

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("doi-mat-khau/", views.password_change, name="account_change_password"),
    path("xac-nhan-lai/", views.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan-da-khoa/", views.account_inactive, name="account_inactive"),
    path(
        "dang-ky/",
        RedirectView.as_view(pattern_name="account_login", permanent=False),
        name="account_signup",
    ),
    path(
        "quen-mat-khau/",
        RedirectView.as_view(pattern_name="account_login", permanent=False),
        name="account_reset_password",
    ),
    path(
        "thu-dien-tu/",
        RedirectView.as_view(pattern_name="account_change_password", permanent=False),
        name="account_email",
    ),
]
