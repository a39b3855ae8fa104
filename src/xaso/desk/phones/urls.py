from django.urls import path

from . import deciding, joining, lists, notes, outbox

urlpatterns = [
    path("may/", lists.Phones.as_view(), name="phones"),
    path("may/can-xem/", lists.ToLookAt.as_view(), name="phones-to-look-at"),
    path("may/ghi-danh/", joining.Invite.as_view(), name="phone-invite"),
    path("may/nhap-tep/", outbox.ImportOutbox.as_view(), name="phone-outbox"),
    path("may/ket-thuc-khoi-phuc/", joining.CloseRecovery.as_view(), name="phone-recovery"),
    path("may/tin/", notes.Notes.as_view(), name="phone-notes"),
    path("may/tin/viet/", notes.Write.as_view(), name="phone-note-write"),
    path("may/tin/<uuid:pk>/", notes.Note.as_view(), name="phone-note"),
    path("may/tin/<uuid:pk>/go/", notes.End.as_view(), name="phone-note-end"),
    path("may/<uuid:pk>/", lists.Phone.as_view(), name="phone"),
    path("may/<uuid:pk>/bao-mat/", joining.ReportLost.as_view(), name="phone-lost"),
    path("may/<uuid:pk>/nop-lai/", joining.HandIn.as_view(), name="phone-hand-in"),
    path("may/<uuid:pk>/cho-gui-lai/", joining.Thaw.as_view(), name="phone-thaw"),
    path("may/muc/<uuid:pk>/", deciding.ItemPage.as_view(), name="phone-item"),
    path("may/muc/<uuid:pk>/nhan/", deciding.TakeItem.as_view(), name="phone-item-take"),
    path("may/muc/<uuid:pk>/tra-lai/", deciding.SendBack.as_view(), name="phone-item-back"),
    path(
        "may/muc/<uuid:pk>/thoi-cho-anh/", deciding.StopWaiting.as_view(), name="phone-item-files"
    ),
    path("may/de-rieng/<uuid:pk>/", deciding.ApartPage.as_view(), name="phone-apart"),
    path("may/de-rieng/<uuid:pk>/nhan/", deciding.TakeIn.as_view(), name="phone-apart-take"),
    path("may/de-rieng/<uuid:pk>/xong/", deciding.PutBy.as_view(), name="phone-apart-close"),
    path("may/khac-nhau/<uuid:pk>/", deciding.Clash.as_view(), name="phone-clash"),
]
