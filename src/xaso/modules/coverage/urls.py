from django.urls import path

from .views import lists, places, surveys, villages

app_name = "coverage"
PLACES = [
    path("diem/", lists.PlaceList.as_view(), name="places"),
    path("them/", places.AddPlace.as_view(), name="add"),
    path("diem/<uuid:pk>/", lists.PlacePage.as_view(), name="place"),
    path("diem/<uuid:pk>/sua/", places.EditPlace.as_view(), name="edit"),
    path("diem/<uuid:pk>/thoi-do/", places.ClosePlace.as_view(), name="close"),
    path("diem/<uuid:pk>/do-lai/", places.ReopenPlace.as_view(), name="reopen"),
]
SURVEYS = [
    path("diem/<uuid:pk>/do/", surveys.AddSurvey.as_view(), name="survey"),
    path("lan-do/<uuid:pk>/sua/", surveys.CorrectSurvey.as_view(), name="correct"),
]
VILLAGES = [
    path("", villages.VillageTable.as_view(), name="villages"),
    path("xep-hang/", villages.Ranking.as_view(), name="ranking"),
    path("thon/<uuid:pk>/", villages.VillagePage.as_view(), name="village"),
    path("thon/<uuid:pk>/ket-luan/", villages.OverrideClass.as_view(), name="override"),
]
urlpatterns = [*VILLAGES, *PLACES, *SURVEYS]
