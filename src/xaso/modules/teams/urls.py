from django.urls import path

from .views import (
    activity,
    allowances,
    codes,
    follow_ups,
    helping,
    kit,
    lists,
    members,
    needs,
    own,
    report_board,
    report_forms,
    report_writing,
    reports,
    sheets,
    teams,
    visit_lists,
    visits,
)

app_name = "teams"
REGISTER = [
    path("", lists.TeamList.as_view(), name="teams"),
    path("thanh-lap/", teams.FoundTeam.as_view(), name="found"),
    path("<uuid:pk>/", teams.TeamPage.as_view(), name="team"),
    path("<uuid:pk>/can-kien-toan/", teams.CallRenewal.as_view(), name="call-renewal"),
    path("<uuid:pk>/kien-toan/", teams.RenewTeam.as_view(), name="renew"),
    path("<uuid:pk>/giai-the/", teams.DissolveTeam.as_view(), name="dissolve"),
    path("<uuid:pk>/them-nguoi/", members.AddMember.as_view(), name="add-member"),
    path("nguoi/<uuid:pk>/sua/", members.EditMember.as_view(), name="edit-member"),
    path("nguoi/<uuid:pk>/thoi/", members.EndMember.as_view(), name="end-member"),
    path("nguoi/<uuid:pk>/dien-thoai/", members.MemberPhone.as_view(), name="phone"),
]
VISITS = [
    path("cua-to/", own.OwnTeam.as_view(), name="own"),
    path("ket-qua/", activity.ActivityPage.as_view(), name="activity"),
    path("luot/", visit_lists.VisitList.as_view(), name="visits"),
    path("luot/ghi/", visits.AddVisit.as_view(), name="add-visit"),
    path("luot/go-phieu/", sheets.EnterVisits.as_view(), name="enter-visits"),
    path("luot/phieu/<uuid:pk>/", sheets.BlankSheet.as_view(), name="blank-sheet"),
    path("luot/<uuid:pk>/", visits.VisitPage.as_view(), name="visit"),
    path("luot/<uuid:pk>/sua/", visits.CorrectVisit.as_view(), name="correct-visit"),
    path("luot/<uuid:pk>/rut/", visits.WithdrawVisit.as_view(), name="withdraw-visit"),
    path("luot/<uuid:pk>/theo-doi/", follow_ups.FinishFollowUp.as_view(), name="follow-up"),
    path("theo-doi/", follow_ups.FollowUpList.as_view(), name="follow-ups"),
    path("anh/<uuid:pk>/", visits.PhotoFile.as_view(), name="photo"),
]
CODES = [
    path("danh-muc/", codes.CodeLists.as_view(), name="codes"),
    path("danh-muc/them/", codes.AddCode.as_view(), name="add-code"),
    path("danh-muc/<uuid:pk>/thoi/", codes.EndCode.as_view(), name="end-code"),
]
REPORTS = [
    path("bao-cao/", report_board.ReportBoard.as_view(), name="reports"),
    path("bao-cao/duyet/", report_board.ApproveReports.as_view(), name="approve-reports"),
    path("bao-cao/khoa/", report_board.LockMonth.as_view(), name="lock-month"),
    path("bao-cao/thon/<uuid:pk>/", report_writing.WriteReport.as_view(), name="write-report"),
    path("bao-cao/<uuid:pk>/", reports.ReportPage.as_view(), name="report"),
    path("bao-cao/<uuid:pk>/gui/", reports.SendReport.as_view(), name="send-report"),
    path("bao-cao/<uuid:pk>/xac-nhan/", reports.ConfirmReport.as_view(), name="confirm-report"),
    path("bao-cao/<uuid:pk>/duyet/", reports.ApproveReport.as_view(), name="approve-report"),
    path("bao-cao/<uuid:pk>/tra-lai/", reports.ReturnReport.as_view(), name="return-report"),
    path("bao-cao/<uuid:pk>/mo-ban-sua/", reports.ReopenReport.as_view(), name="reopen-report"),
    path("bao-cao/so/<uuid:pk>/", reports.GuardedNumber.as_view(), name="guarded-number"),
    path("bao-cao/bieu/", report_forms.ReportForms.as_view(), name="report-forms"),
    path("bao-cao/bieu/them/", report_forms.AddForm.as_view(), name="add-form"),
    path("bao-cao/bieu/them-muc/", report_forms.AddItem.as_view(), name="add-item"),
    path("bao-cao/bieu/han/", report_forms.DecideReportDay.as_view(), name="report-day"),
    path("bao-cao/bieu/<uuid:pk>/thoi/", report_forms.EndItem.as_view(), name="end-item"),
]
ASKING = [
    path("nhu-cau/", needs.NeedList.as_view(), name="needs"),
    path("nhu-cau/ghi/", needs.AddNeed.as_view(), name="add-need"),
    path("nhu-cau/<uuid:pk>/", needs.NeedPage.as_view(), name="need"),
    path("nhu-cau/<uuid:pk>/giao/", needs.HandNeed.as_view(), name="hand-need"),
    path("nhu-cau/<uuid:pk>/tra-loi/", needs.AnswerNeed.as_view(), name="answer-need"),
    path("can-giup/", helping.HelpList.as_view(), name="help-list"),
    path("can-giup/ghi/", helping.AskHelp.as_view(), name="ask-help"),
    path("can-giup/<uuid:pk>/", helping.HelpPage.as_view(), name="help"),
    path("can-giup/<uuid:pk>/nhan/", helping.TakeRequest.as_view(), name="take-request"),
    path("can-giup/<uuid:pk>/dang-giup/", helping.BeginHelp.as_view(), name="begin-help"),
    path("can-giup/<uuid:pk>/xong/", helping.FinishHelp.as_view(), name="finish-help"),
    path("can-giup/<uuid:pk>/chuyen/", helping.PassHelp.as_view(), name="pass-help"),
]
KIT = [
    path("do-cho-muon/", kit.KitList.as_view(), name="kit"),
    path("do-cho-muon/them/", kit.AddThing.as_view(), name="add-thing"),
    path("do-cho-muon/<uuid:pk>/", kit.ThingPage.as_view(), name="thing"),
    path("do-cho-muon/<uuid:pk>/sua/", kit.EditThing.as_view(), name="edit-thing"),
    path("do-cho-muon/<uuid:pk>/giao/", kit.LendThing.as_view(), name="lend-thing"),
    path("do-cho-muon/<uuid:pk>/nhan-lai/", kit.ReturnThing.as_view(), name="return-thing"),
    path("ho-tro/", allowances.AllowanceList.as_view(), name="allowances"),
    path("ho-tro/muc/", allowances.DecideAllowance.as_view(), name="decide-allowance"),
    path("do-cho-muon/phieu/<uuid:pk>/", kit.LoanSlip.as_view(), name="loan-slip"),
]
urlpatterns = [*REGISTER, *VISITS, *CODES, *REPORTS, *ASKING, *KIT]
