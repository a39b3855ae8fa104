"""What the database keeps true about tasks, and the orders it can read them in.

Every list reads the rows of one screen in the order of an index, and every count is read from an
index alone: its last columns are there to be counted, not to be searched. So a page costs the same
with a hundred times the tasks (docs/scale.md).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

RUNNING, WAITING, PAUSED, DRAFT, CANCELLED, DONE = 1, 2, 3, 4, 5, 6

TASK_INDEXES: list[models.Index] = [
    models.Index(
        fields=[
            "commune", "state_order", "listed_date", "id",
            "progress", "submitted_on", "year", "lead", "lead_role", "pillar",
        ],
        name="task_list",
    ),
    models.Index(
        fields=["commune", "lead", "state_order", "listed_date", "id", "plan"],
        name="task_by_lead",
    ),
    models.Index(
        fields=["commune", "follower", "state_order", "listed_date", "id"],
        name="task_by_follower",
    ),
    models.Index(
        fields=["commune", "pillar", "state_order", "listed_date", "id"], name="task_by_pillar"
    ),
    models.Index(
        fields=["plan", "state_order", "listed_date", "id", "submitted_on", "pillar"],
        name="task_by_plan",
    ),
    models.Index(
        fields=[
            "commune", "assigned_by", "state_order", "listed_date", "id", "lead", "submitted_on",
        ],
        name="task_by_assigner",
    ),
    models.Index(fields=["commune", "lead", "-assigned_at"], name="task_newly_given"),
    models.Index(fields=["commune", "accepted_at", "is_on_time"], name="task_by_acceptance"),
    models.Index(fields=["commune", "search_text", "id"], name="task_words"),
    models.Index(
        fields=["commune", "year", "state_order", "pillar", "is_on_time"],
        name="task_year_counts",
    ),
    models.Index(fields=["commune", "state_order", "pillar"], name="task_pillar_counts"),
    models.Index(fields=["plan", "state_order", "pillar"], name="task_plan_counts"),
    models.Index(fields=["target", "state_order", "listed_date", "id"], name="task_by_target"),
    models.Index(
        fields=["commune", "counted_due_date", "state_order", "is_on_time"],
        name="task_due_counts",
    ),
]  # fmt: skip

TASK_CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(fields=["commune", "year", "number"], name="task_number_once"),
    models.UniqueConstraint(fields=["series", "due_date"], name="task_copy_once"),
    models.CheckConstraint(
        condition=Q(state="nhap")
        | (
            ~Q(title="")
            & (Q(lead__isnull=False) | ~Q(lead_role=""))
            & Q(due_date__isnull=False)
            & ~Q(evidence_kind="")
            & Q(evidence_count__gte=1)
            & Q(follower__isnull=False)
        ),
        name="task_beyond_draft_has_five_clear",
    ),
    models.CheckConstraint(
        condition=Q(state="nhap", number=None, original_due_date=None, counted_due_date=None)
        | ~Q(state="nhap")
        & Q(
            number__isnull=False,
            original_due_date__isnull=False,
            counted_due_date__isnull=False,
            assigned_at__isnull=False,
        )
        & ~Q(code=""),
        name="task_number_given_at_assignment",
    ),
    models.CheckConstraint(condition=Q(lead=None) | Q(lead_role=""), name="task_one_kind_of_lead"),
    models.CheckConstraint(
        condition=Q(lead=None) | Q(follower=None) | ~Q(lead=F("follower")),
        name="task_not_accepted_by_its_lead",
    ),
    models.CheckConstraint(condition=Q(progress__lte=99), name="task_progress_to_99"),
    models.CheckConstraint(
        condition=~Q(state__in=["cho_minh_chung", "hoan_thanh"])
        | Q(submitted_at__isnull=False, submitted_on__isnull=False),
        name="task_handed_in_has_a_moment",
    ),
    models.CheckConstraint(
        condition=Q(state="hoan_thanh", accepted_at__isnull=False, is_on_time__isnull=False)
        | ~Q(state="hoan_thanh") & Q(accepted_at=None, is_on_time=None),
        name="task_done_was_accepted",
    ),
    models.CheckConstraint(
        condition=Q(state="tam_dung", paused_on__isnull=False) & ~Q(pause_reason="")
        | ~Q(state="tam_dung") & Q(paused_on=None),
        name="task_paused_has_reason",
    ),
    models.CheckConstraint(
        condition=Q(state="huy", cancelled_on__isnull=False) & ~Q(cancel_reason="")
        | ~Q(state="huy") & Q(cancelled_on=None),
        name="task_cancelled_has_reason",
    ),
    models.CheckConstraint(
        condition=Q(state__in=["chua_bat_dau", "dang_lam"], state_order=RUNNING)
        | Q(state="cho_minh_chung", state_order=WAITING)
        | Q(state="tam_dung", state_order=PAUSED)
        | Q(state="nhap", state_order=DRAFT)
        | Q(state="hoan_thanh", state_order=DONE)
        | Q(state="huy", state_order=CANCELLED),
        name="task_state_order_fits",
    ),
]
