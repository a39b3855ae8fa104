from django.urls import include, path
from django.views.i18n import set_language

from .modules import MODULES

urlpatterns = [
    path("", include("xaso.portal.urls")),
    path("", include("xaso.core.people.urls")),
    path("", include("xaso.core.lock.urls")),
    path("", include("xaso.core.ui.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
    *(
        path(address, include(f"xaso.modules.{module}.urls"))
        for module, address in MODULES.items()
    ),
    path("", include("xaso.desk.urls")),
    path("", include("xaso.field.urls")),
]

handler400 = "xaso.core.ui.errors.bad_request"
handler403 = "xaso.core.ui.errors.not_allowed"
handler404 = "xaso.core.ui.errors.not_found"
handler500 = "xaso.core.ui.errors.server_error"
