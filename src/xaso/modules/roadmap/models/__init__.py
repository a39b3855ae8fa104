"""Surveys, roadmaps, needs and commitments, counted awareness sheets."""

from .awareness import AwarenessCount
from .roadmap import Commitment, Need, Roadmap, RoadmapLine
from .survey import Answer, Survey

__all__ = [
    "Answer",
    "AwarenessCount",
    "Commitment",
    "Need",
    "Roadmap",
    "RoadmapLine",
    "Survey",
]
