from django.urls import path

from .views import detail, holding, importing, lists, mappings, numbers, systems, taking

app_name = "systems"
MAP = [
    path("", lists.SystemList.as_view(), name="systems"),
    path("chon/", systems.ChooseReady.as_view(), name="choose"),
    path("them/", systems.AddSystem.as_view(), name="add"),
    path("<uuid:pk>/", detail.SystemPage.as_view(), name="system"),
    path("<uuid:pk>/sua/", systems.EditSystem.as_view(), name="edit"),
    path("<uuid:pk>/ngung/", systems.StopSystem.as_view(), name="stop"),
    path("<uuid:pk>/dung-lai/", systems.ResumeSystem.as_view(), name="resume"),
]
NUMBERS = [
    path("so-lieu/", numbers.Numbers.as_view(), name="numbers"),
    path("so-lieu/lay-o/<str:code>/", holding.GiveSource.as_view(), name="source"),
    path("<uuid:pk>/so-lieu/", holding.AddFigure.as_view(), name="add-figure"),
    path("so-lieu/<uuid:pk>/bo/", holding.DropFigure.as_view(), name="drop-figure"),
]
ACCOUNTS = [
    path("<uuid:pk>/tai-khoan/", holding.GiveAccount.as_view(), name="give-account"),
    path("tai-khoan/<uuid:pk>/thoi-giu/", holding.EndAccount.as_view(), name="end-account"),
    path("tai-khoan/<uuid:pk>/ten/", holding.AccountLogin.as_view(), name="login"),
]
EXPORTS = [
    path("<uuid:pk>/trich-xuat/", taking.NoteExport.as_view(), name="note-export"),
    path("trich-xuat/<uuid:pk>/rut-lai/", taking.TakeBackExport.as_view(), name="take-back"),
]
FILES = [
    path("<uuid:pk>/nhap-tep/", importing.SendFile.as_view(), name="send-file"),
    path("tep/<uuid:pk>/", importing.FilePage.as_view(), name="file"),
    path("tep/<uuid:pk>/bo/", importing.DropFile.as_view(), name="file-drop"),
    path("tep/<uuid:pk>/rut-lai/", importing.TakeBackFile.as_view(), name="file-back"),
    path("tep/<uuid:pk>/cach-doc/", mappings.ReadingPage.as_view(), name="reading"),
    path("tep/<uuid:pk>/doc-theo/", mappings.ChooseReading.as_view(), name="file-reading"),
    path("tep/<uuid:pk>/ten-thon/", mappings.NameVillages.as_view(), name="file-names"),
    path("cach-doc/<uuid:pk>/bo/", mappings.DropReading.as_view(), name="drop-reading"),
]
urlpatterns = [*MAP, *NUMBERS, *ACCOUNTS, *EXPORTS, *FILES]
