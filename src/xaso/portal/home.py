"""The first page people see."""

from xaso.core.pages.pages import TextPage


class Home(TextPage):
    public = True
    template_name = "portal/home.html"
