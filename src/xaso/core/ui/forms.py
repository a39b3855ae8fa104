"""How every form looks: errors listed at the top, hint, words for what is required."""

from __future__ import annotations

from pathlib import Path

from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

HERE = Path(__file__).parent


class Renderer(DjangoTemplates):
    """{{ form }} gives the summary and all fields; {{ form.name.as_field_group }} gives one."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def engine(self) -> Backend:
        # Our widget templates stand before Django's own of the same name.
        return Backend(
            {
                "APP_DIRS": True,
                "DIRS": [HERE / "templates"],
                "NAME": "xaso_forms",
                "OPTIONS": {
                    "builtins": [
                        "django.templatetags.i18n",
                        "django.templatetags.static",
                        "xaso.core.ui.templatetags.xaso",
                    ],
                },
            }
        )
