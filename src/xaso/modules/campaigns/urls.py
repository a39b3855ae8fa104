from django.urls import path

from .views import board, entering, lists, papers, preparing, recordings, villages, work

app_name = "campaigns"
PREPARING = [
    path("lap/", preparing.ChooseTemplate.as_view(), name="choose"),
    path("lap/<slug:template>/", preparing.DraftCampaign.as_view(), name="draft"),
    path("<uuid:pk>/sua/", preparing.EditCampaign.as_view(), name="edit"),
    path("<uuid:pk>/cac-thon/", villages.CampaignVillages.as_view(), name="villages"),
    path("<uuid:pk>/mo/", preparing.OpenCampaign.as_view(), name="open"),
    path("<uuid:pk>/bo/", preparing.DropCampaign.as_view(), name="drop"),
    path("<uuid:pk>/danh-sach/", preparing.SwitchToList.as_view(), name="to-list"),
    path("<uuid:pk>/cap-nhat-danh-sach/", preparing.RefreshList.as_view(), name="refresh"),
    path("<uuid:pk>/khoa/", preparing.LockCampaign.as_view(), name="lock"),
]
RECORDINGS = [
    path("<uuid:pk>/ban-ghi/", recordings.AddRecording.as_view(), name="add-recording"),
    path("ban-ghi/<uuid:pk>/", recordings.RecordingFile.as_view(), name="recording"),
    path("ban-ghi/<uuid:pk>/bo/", recordings.DropRecording.as_view(), name="drop-recording"),
]
OFFICE = [
    path("<uuid:pk>/", board.CampaignBoard.as_view(), name="campaign"),
    path("<uuid:pk>/bao-cao/<slug:kind>/", papers.ReportFile.as_view(), name="report"),
    path("<uuid:pk>/loa/", papers.SpokenWords.as_view(), name="spoken"),
    path("<uuid:pk>/thon/<uuid:village>/", work.VillageWork.as_view(), name="office-village"),
    path(
        "<uuid:pk>/thon/<uuid:village>/phu-trach/",
        villages.Responsible.as_view(),
        name="responsible",
    ),
    path("<uuid:pk>/thon/<uuid:village>/in/", papers.MorningSheet.as_view(), name="sheet"),
    path("<uuid:pk>/thon/<uuid:village>/nhap/", entering.EnterCounts.as_view(), name="enter"),
    path(
        "<uuid:pk>/thon/<uuid:village>/phieu/", entering.EnterSheet.as_view(), name="enter-sheet"
    ),
]
VILLAGE = [
    path("thon/", work.OwnCampaigns.as_view(), name="own"),
    path("thon/<uuid:pk>/<uuid:village>/", work.OwnVillageWork.as_view(), name="own-village"),
    path("thon/<uuid:pk>/<uuid:village>/bao/", entering.ReportCounts.as_view(), name="own-counts"),
    path("ho/<uuid:pk>/", work.TickItem.as_view(), name="tick"),
    path("ho/<uuid:pk>/bo/", work.UntickItem.as_view(), name="untick"),
]
urlpatterns = [
    path("", lists.CampaignList.as_view(), name="campaigns"),
    *PREPARING,
    *RECORDINGS,
    *OFFICE,
    *VILLAGE,
]
