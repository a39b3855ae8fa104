"""What desk and papers may ask of the roadmap."""

from .papers import NeedRow, PromiseRow, Request, promises_in, request_in
from .surveys import SurveyDue, survey_due

__all__ = [
    "NeedRow",
    "PromiseRow",
    "Request",
    "SurveyDue",
    "promises_in",
    "request_in",
    "survey_due",
]
