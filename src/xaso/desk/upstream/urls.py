from django.urls import path

from . import hub, office

urlpatterns = [
    path("len-tinh/", office.Line.as_view(), name="upstream"),
    path("len-tinh/noi/", office.Join.as_view(), name="upstream-join"),
    path("len-tinh/gui/", office.SendNow.as_view(), name="upstream-send"),
    path("len-tinh/thoi/", office.Leave.as_view(), name="upstream-leave"),
    path("len-tinh/cac-xa/", hub.Nodes.as_view(), name="upstream-nodes"),
    path("len-tinh/cac-xa/cap-ma/", hub.InviteNode.as_view(), name="upstream-invite"),
    path("len-tinh/cac-xa/<uuid:pk>/", hub.NodePage.as_view(), name="upstream-node"),
]
