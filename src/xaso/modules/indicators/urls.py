from django.urls import path

from .views import entering, gaps, importing, items, packs, proofs, targets, values

app_name = "indicators"
urlpatterns = [
    path("", targets.Targets.as_view(), name="targets"),
    path("chi-tieu/<uuid:pk>/", targets.TargetPage.as_view(), name="target"),
    path("bo/", packs.Packs.as_view(), name="packs"),
    path("bo/nhap/", importing.ImportPack.as_view(), name="pack-import"),
    path("bo/nhap/mau.xlsx", importing.BlankPack.as_view(), name="pack-blank"),
    path("bo/nhap/<uuid:pk>/", importing.ReviewPack.as_view(), name="pack-review"),
    path("bo/nhap/<uuid:pk>/bo/", importing.DropImport.as_view(), name="pack-drop"),
    path("bo/nhap/<uuid:pk>/dong/<int:row>/", importing.CorrectRow.as_view(), name="pack-row"),
    path("bo/<str:pack_code>/", packs.PackPage.as_view(), name="pack"),
    path("bo/<str:pack_code>/con-thieu/", gaps.Gaps.as_view(), name="gaps"),
    path("bo/<str:pack_code>/phieu-tu-cham/", packs.SelfScore.as_view(), name="self-score"),
    path(
        "bo/<str:pack_code>/tep-cua-tinh.xlsx",
        importing.FilledWorkbook.as_view(),
        name="pack-workbook",
    ),
    path("bo/<str:pack_code>/dung/", packs.FollowPack.as_view(), name="follow"),
    path("bo/<str:pack_code>/thoi-dung/", packs.UnfollowPack.as_view(), name="unfollow"),
    path("bo/<str:pack_code>/muc/<str:item_code>/", items.ItemPage.as_view(), name="item"),
    path(
        "bo/<str:pack_code>/muc/<str:item_code>/tra-loi/",
        items.AnswerItem.as_view(),
        name="answer",
    ),
    path(
        "bo/<str:pack_code>/muc/<str:item_code>/chi-tieu/",
        items.SetTarget.as_view(),
        name="set-target",
    ),
    path("so-lieu/", values.Values.as_view(), name="values"),
    path("so-lieu/sua/<uuid:pk>/", entering.CorrectValue.as_view(), name="correct"),
    path("so-lieu/dung-la-0/<uuid:pk>/", entering.ConfirmZero.as_view(), name="confirm-zero"),
    path("so-lieu/<str:code>/", values.ValuePage.as_view(), name="value"),
    path("so-lieu/<str:code>/nhap/", entering.EnterValue.as_view(), name="enter"),
    path("minh-chung/<uuid:pk>/", proofs.ProofFile.as_view(), name="proof"),
]
