from django.urls import path

from .views import lists, members, teams

app_name = "teams"
REGISTER = [
    path("", lists.TeamList.as_view(), name="teams"),
    path("thanh-lap/", teams.FoundTeam.as_view(), name="found"),
    path("<uuid:pk>/", teams.TeamPage.as_view(), name="team"),
    path("<uuid:pk>/can-kien-toan/", teams.CallRenewal.as_view(), name="call-renewal"),
    path("<uuid:pk>/kien-toan/", teams.RenewTeam.as_view(), name="renew"),
    path("<uuid:pk>/giai-the/", teams.DissolveTeam.as_view(), name="dissolve"),
    path("<uuid:pk>/them-nguoi/", members.AddMember.as_view(), name="add-member"),
    path("nguoi/<uuid:pk>/sua/", members.EditMember.as_view(), name="edit-member"),
    path("nguoi/<uuid:pk>/thoi/", members.EndMember.as_view(), name="end-member"),
    path("nguoi/<uuid:pk>/dien-thoai/", members.MemberPhone.as_view(), name="phone"),
]
urlpatterns = [*REGISTER]
