"""Sign-in, sign-out and one's own password; Vietnamese addresses for allauth's pages."""

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

from .second_factor import views as factor
from .second_factor.door import AskForCode
from .sign_ins import views as sessions

SECOND_FACTOR = [
    path("dang-nhap/ma/", AskForCode.as_view(), name="mfa_authenticate"),
    path("lop-thu-hai/", factor.SecondFactor.as_view(), name="account_second_factor"),
    path("lop-thu-hai/bat/", factor.TurnOnByPhone.as_view(), name="account_second_factor_on"),
    path("lop-thu-hai/phieu/", factor.TurnOnByPaper.as_view(), name="account_second_factor_paper"),
    path("lop-thu-hai/phieu-moi/", factor.RenewCodes.as_view(), name="account_codes_renew"),
    path("lop-thu-hai/tat/", factor.TurnOff.as_view(), name="account_second_factor_off"),
]

SESSIONS = [
    path("phien-dang-nhap/", sessions.MySessions.as_view(), name="account_sessions"),
    path(
        "phien-dang-nhap/phien-khac/ket-thuc/",
        sessions.EndMyOtherSessions.as_view(),
        name="account_sessions_end_others",
    ),
    path(
        "phien-dang-nhap/<uuid:pk>/ket-thuc/",
        sessions.EndMySession.as_view(),
        name="account_session_end",
    ),
]

urlpatterns = [
    *SECOND_FACTOR,
    *SESSIONS,
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
