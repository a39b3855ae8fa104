"""Addresses of the pages that describe the commune: people, units, calendar, law, log, settings."""

from __future__ import annotations

from django.urls import path

from . import (
    account_access,
    account_changes,
    calendar,
    catalogue,
    commune,
    law,
    law_confirm,
    log,
    log_chain,
    people,
    private_data,
    settings_page,
    signin_safety,
    start,
    switches,
    units,
    villages_file,
)

PEOPLE = [
    path("can-bo/", people.People.as_view(), name="people"),
    path("can-bo/them/", account_changes.AddPerson.as_view(), name="person_add"),
    path("can-bo/an-toan-dang-nhap/", signin_safety.SignInSafety.as_view(), name="signin_safety"),
    path("can-bo/<uuid:pk>/", people.Person.as_view(), name="person"),
    path("can-bo/<uuid:pk>/dien-thoai/", private_data.PersonPhone.as_view(), name="person_phone"),
    path("can-bo/<uuid:pk>/sua/", account_changes.EditPerson.as_view(), name="person_edit"),
    path(
        "can-bo/<uuid:pk>/mat-khau/",
        account_changes.ResetPassword.as_view(),
        name="person_password",
    ),
    path(
        "can-bo/<uuid:pk>/lop-thu-hai/",
        account_access.ReissueSecondFactor.as_view(),
        name="person_second_factor",
    ),
    path(
        "can-bo/<uuid:pk>/phien/", account_access.PersonSessions.as_view(), name="person_sessions"
    ),
    path(
        "can-bo/<uuid:pk>/phien/ket-thuc/",
        account_access.EndSessions.as_view(),
        name="person_sessions_end",
    ),
    path(
        "can-bo/phien/<uuid:pk>/ket-thuc/",
        account_access.EndSession.as_view(),
        name="session_end",
    ),
    path("can-bo/<uuid:pk>/mo-khoa/", account_access.UnlockSignIn.as_view(), name="person_unlock"),
    path("can-bo/<uuid:pk>/khoa/", account_changes.ClosePerson.as_view(), name="person_close"),
    path("can-bo/<uuid:pk>/mo-lai/", account_changes.ReopenPerson.as_view(), name="person_reopen"),
    path("can-bo/<uuid:pk>/vai-tro/", account_changes.GrantRole.as_view(), name="role_grant"),
    path("can-bo/vai-tro/<uuid:pk>/thoi/", account_changes.EndRole.as_view(), name="role_end"),
]

UNITS = [
    path("don-vi/", units.Units.as_view(), name="units"),
    path("don-vi/danh-muc/", catalogue.Catalogue.as_view(), name="catalogue"),
    path("don-vi/thon/them/", units.AddVillage.as_view(), name="village_add"),
    path("don-vi/thon/<uuid:pk>/", units.VillagePage.as_view(), name="village"),
    path("don-vi/thon/<uuid:pk>/sua/", units.EditVillage.as_view(), name="village_edit"),
    path("don-vi/thon/<uuid:pk>/ngung/", units.CloseVillage.as_view(), name="village_close"),
    path("don-vi/thon/<uuid:pk>/dung-lai/", units.ReopenVillage.as_view(), name="village_reopen"),
    path("don-vi/thon/<uuid:pk>/cum/", units.AddCluster.as_view(), name="cluster_add"),
    path("don-vi/cum/<uuid:pk>/", units.RenameCluster.as_view(), name="cluster_rename"),
    path("don-vi/nhap/", villages_file.ChooseVillageFile.as_view(), name="villages_file"),
    path("don-vi/nhap/mau/", villages_file.BlankVillageFile.as_view(), name="villages_blank"),
    path(
        "don-vi/nhap/<uuid:pk>/",
        villages_file.ReviewVillageFile.as_view(),
        name="villages_review",
    ),
]

CALENDAR = [
    path("lich/", calendar.CalendarPage.as_view(), name="calendar"),
    path("lich/them/", calendar.AddOwnDay.as_view(), name="day_add"),
    path("lich/<str:day>/xac-nhan/", calendar.ConfirmDay.as_view(), name="day_confirm"),
    path("lich/<str:day>/bo/", calendar.RemoveOwnDay.as_view(), name="day_remove"),
]

LAW = [
    path("can-cu/", law.LawPage.as_view(), name="law"),
    path("can-cu/ra-soat/", law.Review.as_view(), name="law_review"),
    path("can-cu/quy-dinh/", law.Rules.as_view(), name="rules"),
    path(
        "can-cu/quy-dinh/<str:code>/<str:day>/",
        law_confirm.ConfirmRule.as_view(),
        name="rule_confirm",
    ),
    path("can-cu/<slug:code>/", law.LegalTextPage.as_view(), name="law_text"),
    path(
        "can-cu/<slug:code>/xac-minh/",
        law_confirm.ConfirmText.as_view(),
        name="law_text_confirm",
    ),
]

LOG = [
    path("nhat-ky/", log.Log.as_view(), name="log"),
    path("du-lieu-rieng/", private_data.PrivateReads.as_view(), name="private-reads"),
    path("nhat-ky/moc/", log_chain.HeadPage.as_view(), name="log_head"),
    path("nhat-ky/moc/tep/", log_chain.HeadFile.as_view(), name="log_head_file"),
    path("nhat-ky/kiem-tra/", log_chain.VerifyPage.as_view(), name="log_verify"),
]

urlpatterns = [
    path("bat-dau/", start.StartPage.as_view(), name="start"),
    path("thong-tin-xa/", commune.CommunePage.as_view(), name="commune"),
    path("cac-phan/", switches.Switches.as_view(), name="switches"),
    path("the-thuc/", settings_page.SettingsPage.as_view(), name="settings"),
    *PEOPLE,
    *UNITS,
    *CALENDAR,
    *LAW,
    *LOG,
]
