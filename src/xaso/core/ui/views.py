from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from xaso.core.pages.addresses import own_address
from xaso.core.pages.pages import TextPage

from .display import COOKIE, THEMES, display_of, wished
from .samples import component_samples

ONE_YEAR_SECONDS = 365 * 24 * 60 * 60
SIZE_NAMES = (_("Nhỏ"), _("Vừa"), _("To"), _("Rất to"), _("To nhất"))
THEME_NAMES = (_("Theo máy"), _("Sáng"), _("Tối"))


class ComponentsPage(TextPage):
    """The living page of all components: what stands here is what pages may use."""

    public = True
    template_name = "ui/components.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs, **component_samples())


# A wish about text size changes nothing anybody else sees, and a token in every
# header would give the same page a new ETag at each visit.
@method_decorator(csrf_exempt, name="dispatch")
class DisplayPage(TextPage):
    public = True
    template_name = "ui/display.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(
            **kwargs,
            back=self._back(),
            sizes=list(enumerate(SIZE_NAMES, 1)),
            themes=list(zip(THEMES, THEME_NAMES, strict=True)),
            languages=settings.LANGUAGES,
        )

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = HttpResponseRedirect(self._back())
        wish = wished(display_of(request), request.POST)
        _keep(response, request, COOKIE, wish.cookie)
        language = request.POST.get("language", "")
        if language in dict(settings.LANGUAGES):
            _keep(response, request, settings.LANGUAGE_COOKIE_NAME, language)
        return response

    def _back(self) -> str:
        """Only an address of our own; anything else leads to the first page."""
        back = self.request.POST.get("next") or self.request.GET.get("next") or ""
        return own_address(self.request, back) or "/"


def _keep(response: HttpResponse, request: HttpRequest, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=ONE_YEAR_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
