from django.urls import path

from . import doubles, importing, lists, pages

urlpatterns = [
    path("ho-dan/", lists.Households.as_view(), name="households"),
    path("ho-dan/ghi-trung/", doubles.Doubles.as_view(), name="household_doubles"),
    path(
        "ho-dan/ghi-trung/<uuid:pk>/<uuid:other>/",
        doubles.CompareHouseholds.as_view(),
        name="household_compare",
    ),
    path(
        "ho-dan/ghi-trung/<uuid:pk>/<uuid:other>/khac-nhau/",
        doubles.TellApart.as_view(),
        name="household_apart",
    ),
    path("ho-dan/them/", pages.AddHousehold.as_view(), name="household_add"),
    path("ho-dan/nhap/", importing.ChooseHouseholdFile.as_view(), name="households_file"),
    path("ho-dan/nhap/mau/", importing.BlankHouseholdFile.as_view(), name="households_blank"),
    path(
        "ho-dan/nhap/<uuid:pk>/",
        importing.ReviewHouseholdFile.as_view(),
        name="households_review",
    ),
    path(
        "ho-dan/nhap/<uuid:pk>/bo/",
        importing.DropHouseholdFile.as_view(),
        name="households_drop",
    ),
    path(
        "ho-dan/nhap/<uuid:pk>/hoan-tac/",
        importing.UndoHouseholdFile.as_view(),
        name="households_undo",
    ),
    path("ho-dan/in/<uuid:pk>/", lists.PrintedHouseholds.as_view(), name="households_print"),
    path("ho-dan/<uuid:pk>/", pages.HouseholdPage.as_view(), name="household"),
    path("ho-dan/<uuid:pk>/ten/", pages.HouseholdName.as_view(), name="household_name"),
    path("ho-dan/<uuid:pk>/sua/", pages.EditHousehold.as_view(), name="household_edit"),
    path("ho-dan/<uuid:pk>/dong/", pages.CloseHousehold.as_view(), name="household_close"),
    path("ho-dan/<uuid:pk>/mo-lai/", pages.ReopenHousehold.as_view(), name="household_reopen"),
    path("ho-dan/<uuid:pk>/gop/", pages.MergeHousehold.as_view(), name="household_merge"),
]
