"""Việc của tôi: what must I do now?"""

from xaso.core.pages.pages import TextPage


class Home(TextPage):
    right = "desk.home"
    template_name = "desk/home.html"
