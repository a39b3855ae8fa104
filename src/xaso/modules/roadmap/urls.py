from django.urls import path

from .views import awareness, blocks, home, needs, profiles, roadmaps, surveys

app_name = "roadmap"
SURVEY, ROADMAP = "khao-sat/<uuid:pk>/", "lo-trinh/<uuid:pk>/"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("khao-sat/mo/", surveys.OpenSurvey.as_view(), name="open-survey"),
    path(SURVEY, surveys.SurveyPage.as_view(), name="survey"),
    path(f"{SURVEY}tra-loi/", surveys.AnswersPage.as_view(), name="answers"),
    path(f"{SURVEY}nhom/<slug:group>/", surveys.GroupPage.as_view(), name="group"),
    path(f"{SURVEY}lay-so/", surveys.FillAgain.as_view(), name="fill-again"),
    path(f"{SURVEY}xong/", surveys.FinishSurvey.as_view(), name="finish-survey"),
    path(f"{SURVEY}mo-lai/", surveys.ReopenSurvey.as_view(), name="reopen-survey"),
    path(f"{SURVEY}ho-so/", profiles.ProfilePage.as_view(), name="profile"),
    path(f"{SURVEY}so-sanh/", profiles.ComparePage.as_view(), name="compare"),
    path(f"{SURVEY}de-xuat/", roadmaps.ProposeRoadmap.as_view(), name="propose"),
    path(ROADMAP, roadmaps.RoadmapPage.as_view(), name="roadmap"),
    path(f"{ROADMAP}in/", roadmaps.PrintRoadmap.as_view(), name="print"),
    path(f"{ROADMAP}vien-gach/<slug:block>/", roadmaps.BlockOfRoadmap.as_view(), name="block-of"),
    path(f"{ROADMAP}lap-ke-hoach/", roadmaps.WritePlan.as_view(), name="write-plan"),
    path(f"{ROADMAP}nhu-cau/", needs.NeedsPage.as_view(), name="needs"),
    path(f"{ROADMAP}nhu-cau/lap/", needs.DraftNeeds.as_view(), name="draft-needs"),
    path(f"{ROADMAP}cam-ket/", needs.PromisesPage.as_view(), name="promises"),
    path("vien-gach/", blocks.Blocks.as_view(), name="blocks"),
    path("vien-gach/<slug:block>/", blocks.BlockPage.as_view(), name="block"),
    path("nhan-thuc/", awareness.AwarenessPage.as_view(), name="awareness"),
    path("nhan-thuc/nhap/", awareness.CountSheets.as_view(), name="awareness-count"),
    path("nhan-thuc/phieu/", awareness.Sheet.as_view(), name="awareness-sheet"),
    path("nhan-thuc/hoi/", awareness.Aloud.as_view(), name="awareness-aloud"),
    path("nhan-thuc/<uuid:pk>/bo/", awareness.RemoveCount.as_view(), name="awareness-remove"),
    path(
        "nhan-thuc/<uuid:pk>/lay-lai/", awareness.RestoreCount.as_view(), name="awareness-restore"
    ),
]
