from django.urls import path, re_path

from .views import (
    annex_import,
    annex_result,
    annex_review,
    calendar,
    chasing,
    conclusions,
    deciding,
    drafting,
    editing,
    files,
    giving,
    handover,
    making,
    money,
    plan_list,
    plan_steps,
    stopping,
    targets,
    task_list,
    task_page,
    village,
    village_work,
    working,
)

app_name = "plans"

plan_pages = [
    path("", plan_list.PlanList.as_view(), name="plans"),
    path("lap/", plan_steps.MakePlan.as_view(), name="make-plan"),
    path("<uuid:plan_id>/", task_list.PlanPage.as_view(), name="plan"),
    path("<uuid:plan_id>/sua/", plan_steps.EditPlan.as_view(), name="edit-plan"),
    path("<uuid:plan_id>/lay-y-kien/", plan_steps.AskOpinions.as_view(), name="ask-opinions"),
    path("<uuid:plan_id>/trinh/", plan_steps.SubmitPlan.as_view(), name="submit-plan"),
    path("<uuid:plan_id>/duyet/", plan_steps.ApprovePlan.as_view(), name="approve-plan"),
    path("<uuid:plan_id>/tra-lai/", plan_steps.ReturnPlan.as_view(), name="return-plan"),
    path("<uuid:plan_id>/ban-da-ky/", plan_steps.SignPlan.as_view(), name="sign-plan"),
    path("<uuid:plan_id>/ban-da-ky/tep/", files.PlanFile.as_view(), name="plan-file"),
    path("<uuid:plan_id>/dieu-chinh/", plan_steps.AdjustPlan.as_view(), name="adjust-plan"),
    path("<uuid:plan_id>/ket-thuc/", plan_steps.ClosePlan.as_view(), name="close-plan"),
    path("<uuid:plan_id>/giao-viec/", giving.AssignDrafts.as_view(), name="assign-drafts"),
    path("<uuid:plan_id>/chi-tieu/", targets.PlanTargets.as_view(), name="plan-targets"),
    path("<uuid:plan_id>/chi-tieu/them/", targets.AddTarget.as_view(), name="add-target"),
    path("<uuid:plan_id>/muc-tieu/them/", targets.AddGoal.as_view(), name="add-goal"),
    path("chi-tieu/<uuid:target_id>/", targets.TargetPage.as_view(), name="target"),
    path("chi-tieu/<uuid:target_id>/sua/", targets.EditTarget.as_view(), name="edit-target"),
]

task_pages = [
    path("viec/", task_list.AllTasks.as_view(), name="tasks"),
    path("viec/giao/", drafting.DraftTask.as_view(), name="draft-task"),
    path("viec/tu-van-ban/", drafting.DraftFromDocument.as_view(), name="draft-from-document"),
    path("viec/ket-luan-hop/", conclusions.Conclusions.as_view(), name="conclusions"),
    path("viec/<uuid:task_id>/", task_page.TaskPage.as_view(), name="task"),
    path("viec/<uuid:task_id>/sua/", editing.EditTask.as_view(), name="edit-task"),
    path("viec/<uuid:task_id>/thon/", editing.TaskVillages.as_view(), name="task-villages"),
    path("viec/<uuid:task_id>/giao/", drafting.AssignTask.as_view(), name="assign-task"),
    path("viec/<uuid:task_id>/bo-nhap/", drafting.DropDraft.as_view(), name="drop-draft"),
    path("viec/<uuid:task_id>/ky-sau/", drafting.OpenNextCopy.as_view(), name="next-copy"),
    path("viec/<uuid:task_id>/bat-dau/", working.StartTask.as_view(), name="start-task"),
    path("viec/<uuid:task_id>/tien-do/", working.Progress.as_view(), name="progress"),
    path("viec/<uuid:task_id>/nop/", working.SubmitEvidence.as_view(), name="submit-evidence"),
    path("viec/<uuid:task_id>/gia-han/", working.AskExtension.as_view(), name="ask-extension"),
    path("viec/<uuid:task_id>/tam-dung/", stopping.PauseTask.as_view(), name="pause-task"),
    path("viec/<uuid:task_id>/lam-lai/", stopping.ResumeTask.as_view(), name="resume-task"),
    path("viec/<uuid:task_id>/huy/", stopping.CancelTask.as_view(), name="cancel-task"),
    path("viec/<uuid:task_id>/mo-lai/", stopping.ReopenTask.as_view(), name="reopen-task"),
    path("viec/<uuid:task_id>/van-ban/", files.SourceFile.as_view(), name="source-file"),
    path("viec-cua-cac-thon/", village_work.VillageWork.as_view(), name="village-work"),
]

making_pages = [
    path("mau/", making.TemplateList.as_view(), name="templates"),
    path("mau/<slug:code>/", making.UseTemplate.as_view(), name="use-template"),
    path("mau/<uuid:template_id>/bo/", making.DropTemplate.as_view(), name="drop-template"),
    path("<uuid:plan_id>/luu-mau/", making.SaveTemplate.as_view(), name="save-template"),
    path("<uuid:plan_id>/nam-sau/", making.ClonePlan.as_view(), name="clone-plan"),
]

handover_pages = [
    path("ban-giao/", handover.HandoverList.as_view(), name="handovers"),
    path("ban-giao/cua/<uuid:account_id>/", handover.HandOver.as_view(), name="hand-over"),
    path("ban-giao/<uuid:handover_id>/", handover.HandoverPage.as_view(), name="handover"),
    path(
        "ban-giao/<uuid:handover_id>/bien-ban/",
        handover.HandoverMinutes.as_view(),
        name="handover-minutes",
    ),
]

chasing_pages = [
    path("don-doc/", chasing.Chasing.as_view(), name="chasing"),
    path("don-doc/bao-chu-tich/", chasing.ChairmanList.as_view(), name="chairman-list"),
    path("don-doc/giai-trinh/", chasing.ExplanationList.as_view(), name="explanations"),
    path("nhac-viec/", chasing.MyReminders.as_view(), name="my-reminders"),
    path(
        "viec/<uuid:task_id>/hoi-vi-sao/",
        chasing.AskExplanation.as_view(),
        name="ask-explanation",
    ),
    path(
        "giai-trinh/<uuid:explanation_id>/",
        chasing.AnswerExplanation.as_view(),
        name="answer-explanation",
    ),
]

calendar_pages = [
    path("lich/", calendar.MonthPage.as_view(), name="calendar"),
    path("lich/dien-thoai/", calendar.OwnFeed.as_view(), name="own-feed"),
    path("lich/dien-thoai/thu-lai/", calendar.RevokeFeed.as_view(), name="revoke-feed"),
    re_path(
        r"^lich/(?P<commune>[0-9]{5})/(?P<secret>[A-Za-z0-9_-]{43})\.ics$",
        calendar.FeedFile.as_view(),
        name="calendar-feed",
    ),
    path("viec-cua-tung-nguoi/", calendar.PeopleLoad.as_view(), name="people-load"),
]

money_pages = [
    path("<uuid:plan_id>/kinh-phi/", money.PlanMoney.as_view(), name="plan-money"),
    path("<uuid:plan_id>/kinh-phi/them/", money.AddBudgetLine.as_view(), name="add-budget-line"),
    path("viec/<uuid:task_id>/kinh-phi/", money.AddTaskMoney.as_view(), name="add-task-money"),
    path("kinh-phi/<uuid:line_id>/", money.LinePage.as_view(), name="budget-line"),
    path("kinh-phi/<uuid:line_id>/sua/", money.EditBudgetLine.as_view(), name="edit-budget-line"),
    path("kinh-phi/<uuid:line_id>/bo/", money.DropBudgetLine.as_view(), name="drop-budget-line"),
    path("lan-chi/<uuid:spending_id>/xoa/", money.DropSpending.as_view(), name="drop-spending"),
]

deciding_pages = [
    path(
        "nop/<uuid:submission_id>/duyet/",
        deciding.AcceptSubmission.as_view(),
        name="accept-submission",
    ),
    path(
        "nop/<uuid:submission_id>/lay-lai/",
        deciding.TakeBackAcceptance.as_view(),
        name="take-back-acceptance",
    ),
    path(
        "nop/<uuid:submission_id>/tra-lai/",
        deciding.ReturnSubmission.as_view(),
        name="return-submission",
    ),
    path(
        "gia-han/<uuid:extension_id>/",
        deciding.DecideExtension.as_view(),
        name="decide-extension",
    ),
    path("minh-chung/<uuid:evidence_id>/", files.EvidenceFile.as_view(), name="evidence-file"),
]

village_pages = [
    path("thon/", village.VillageHome.as_view(), name="village"),
    path("thon/da-gui/", village.VillageSent.as_view(), name="village-sent"),
    path(
        "thon/viec/<uuid:task_id>/<uuid:village_id>/",
        village.VillageReport.as_view(),
        name="village-report",
    ),
    path("thon/anh/<uuid:evidence_id>/", files.VillageFile.as_view(), name="village-file"),
]

import_pages = [
    path("nhap-phu-luc/", annex_import.ImportAnnex.as_view(), name="import"),
    path("phu-luc-mau/<str:name>", annex_import.AnnexSample.as_view(), name="annex-sample"),
    path(
        "nhap-phu-luc/<uuid:import_id>/",
        annex_review.ReviewAnnex.as_view(),
        name="import-review",
    ),
    path(
        "nhap-phu-luc/<uuid:import_id>/ket-qua/",
        annex_result.AnnexResult.as_view(),
        name="import-result",
    ),
    path(
        "nhap-phu-luc/<uuid:import_id>/hoan-tac/",
        annex_result.UndoImport.as_view(),
        name="import-undo",
    ),
]

urlpatterns = [
    *plan_pages,
    *task_pages,
    *making_pages,
    *money_pages,
    *handover_pages,
    *chasing_pages,
    *calendar_pages,
    *deciding_pages,
    *village_pages,
    *import_pages,
]
