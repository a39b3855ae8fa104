from django.urls import path

from .views import (
    files,
    going,
    hexagons,
    lists,
    own_network,
    own_rules,
    petition_steps,
    petitions,
    places,
    sketch,
    speeds,
    surveys,
    villages,
    weights,
)

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
FILES = [
    path("tep/", files.ChooseFile.as_view(), name="files"),
    path("tep/lan-do/", files.OwnFile.as_view(), name="own-file"),
    path("tep/<uuid:pk>/", files.FilePage.as_view(), name="file"),
    path("tep/<uuid:pk>/bo/", files.DropFile.as_view(), name="drop-file"),
    path("tep/<uuid:pk>/hoan-tac/", files.UndoFile.as_view(), name="undo-file"),
]
SPEEDS = [
    path("i-speed/", speeds.Speeds.as_view(), name="speeds"),
    path("i-speed/ghi/", speeds.AddSpeed.as_view(), name="add-speed"),
    path("i-speed/tung-mau/", speeds.SpeedList.as_view(), name="speed-list"),
    path("i-speed/cong-bo/", speeds.NotePublished.as_view(), name="note-published"),
    path("i-speed/<uuid:pk>/bo/", speeds.TakeBackSpeed.as_view(), name="take-back-speed"),
]
OWN_NETWORK = [
    path("nha-mang/", own_network.OwnPetitions.as_view(), name="own-petitions"),
    path("nha-mang/<uuid:pk>/", own_network.OwnPetition.as_view(), name="own-petition"),
    path("nha-mang/<uuid:pk>/tra-loi/", own_network.OwnReply.as_view(), name="own-reply"),
    path("nha-mang/<uuid:pk>/phat-song/", own_network.OwnOnAir.as_view(), name="own-on-air"),
    path("tai-khoan-nha-mang/", own_network.OperatorLogins.as_view(), name="operator-logins"),
    path(
        "tai-khoan-nha-mang/<uuid:pk>/", own_network.GiveOperator.as_view(), name="give-operator"
    ),
]
OWN_RULES = [
    path("quy-uoc/", own_rules.RulesPage.as_view(), name="rules"),
    path("quy-uoc/nha-mang/them/", own_rules.AddOperator.as_view(), name="add-operator"),
    path(
        "quy-uoc/nha-mang/<slug:code>/doi-ten/",
        own_rules.RenameOperator.as_view(),
        name="rename-operator",
    ),
    path(
        "quy-uoc/nha-mang/<slug:code>/thoi/",
        own_rules.EndOperator.as_view(),
        name="end-operator",
    ),
    path("quy-uoc/muc-dbm/", own_rules.AdoptClasses.as_view(), name="adopt-classes"),
    path("quy-uoc/xep-loai/", own_rules.AdoptVillageRule.as_view(), name="adopt-village-rule"),
    path("quy-uoc/do-lai/", own_rules.AdoptTerms.as_view(), name="adopt-terms"),
]
VILLAGES = [
    path("", villages.VillageTable.as_view(), name="villages"),
    path("ban-do/", hexagons.Hexagons.as_view(), name="hexagons"),
    path("he-so/", weights.WeightTables.as_view(), name="weights"),
    path("he-so/ban-moi/", weights.AdoptWeights.as_view(), name="adopt-weights"),
    path("truoc-khi-di/", going.BeforeGoing.as_view(), name="going"),
    path("thon/<uuid:pk>/phieu-do/", going.BlankSheet.as_view(), name="blank-sheet"),
    path("so-do/", sketch.Sketch.as_view(), name="sketch"),
    path("xep-hang/", villages.Ranking.as_view(), name="ranking"),
    path("thon/<uuid:pk>/", villages.VillagePage.as_view(), name="village"),
    path("thon/<uuid:pk>/ket-luan/", villages.OverrideClass.as_view(), name="override"),
]
PETITIONS = [
    path("kien-nghi/", petitions.PetitionList.as_view(), name="petitions"),
    path("kien-nghi/lap/", petitions.DraftPetition.as_view(), name="draft-petition"),
    path("kien-nghi/<uuid:pk>/", petitions.PetitionPage.as_view(), name="petition"),
    path("kien-nghi/<uuid:pk>/bo/", petition_steps.DropPetition.as_view(), name="drop-petition"),
    path("kien-nghi/<uuid:pk>/gui/", petition_steps.SendPetition.as_view(), name="send"),
    path("kien-nghi/<uuid:pk>/tra-loi/", petition_steps.NoteReply.as_view(), name="reply"),
    path("kien-nghi/<uuid:pk>/phat-song/", petition_steps.NoteOnAir.as_view(), name="on-air"),
    path(
        "kien-nghi/<uuid:pk>/do-lai/", petition_steps.ConcludePetition.as_view(), name="conclude"
    ),
    path(
        "kien-nghi/<uuid:pk>/dong/", petition_steps.ClosePetition.as_view(), name="close-petition"
    ),
]
urlpatterns = [*VILLAGES, *OWN_RULES, *PLACES, *SURVEYS, *FILES, *SPEEDS, *PETITIONS, *OWN_NETWORK]
