"""What happened, in one plain sentence for each kind of event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.queries import Happening
from xaso.core.people.models import Account
from xaso.core.privacy.words import field_words, reason_words
from xaso.core.units.models import Village
from xaso.lib.dates import write_date

from .people_words import role_label

ABOUT_PEOPLE = ("people.", "lock.", "privacy.")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Told:
    sentence: str
    at: datetime
    kind: str


SENTENCES: dict[str, str | Promise] = {
    "units.commune.opened": _("%(who)s mở xã %(code)s trên phần mềm."),
    "units.village.added": _("%(who)s thêm thôn %(name)s."),
    "units.village.edited": _("%(who)s sửa thông tin thôn %(name)s."),
    "units.village.closed": _("%(who)s ngừng dùng thôn %(subject)s."),
    "units.village.reopened": _("%(who)s dùng lại thôn %(name)s."),
    "units.villages.imported": _(
        "%(who)s nhập danh sách thôn: %(added)s thôn mới, %(changed)s thôn sửa."
    ),
    "units.cluster.added": _("%(who)s thêm cụm dân cư %(name)s."),
    "units.cluster.renamed": _("%(who)s đổi tên cụm dân cư thành %(name)s."),
    "residents.household.added": _("%(who)s thêm hộ %(code)s."),
    "residents.household.edited": _("%(who)s sửa thông tin hộ %(code)s."),
    "residents.household.closed": _("%(who)s đóng hộ %(code)s."),
    "residents.household.reopened": _("%(who)s mở lại hộ %(code)s."),
    "residents.household.merged": _("%(who)s gộp hộ %(other_code)s vào hộ %(code)s."),
    "residents.import.started": _("%(who)s đọc một danh sách %(rows)s hộ để xem lại."),
    "residents.import.accepted": _("%(who)s đồng ý nhập một danh sách hộ."),
    "residents.import.taken": _(
        "%(who)s nhập danh sách hộ: %(new)s mới, %(changed)s sửa, %(gone)s đóng."
    ),
    "residents.import.dropped": _("%(who)s bỏ một danh sách hộ đã đọc."),
    "residents.import.undone": _("%(who)s hoàn tác cả lần nhập danh sách %(count)s hộ."),
    "residents.list.handed_out": _("%(who)s lấy danh sách %(count)s hộ (%(kind)s)."),
    "residents.names.forgotten": _("Đã xóa tên của %(households)s hộ quá thời hạn lưu."),
    "people.account.opened": _("%(who)s lập tài khoản %(username)s."),
    "people.account.edited": _("%(who)s sửa thông tin của %(subject)s."),
    "people.account.closed": _("%(who)s khóa tài khoản của %(subject)s. Lý do: %(reason)s"),
    "people.account.reopened": _("%(who)s mở lại tài khoản của %(subject)s."),
    "people.password.reset": _("%(who)s cấp mật khẩu mới cho %(subject)s."),
    "people.sample.entered": _("%(subject)s vào vai trong dữ liệu mẫu."),
    "people.password.changed": _("%(who)s đổi mật khẩu của mình."),
    "people.second_factor.asked": _("%(subject)s được nhắc bật lớp thứ hai khi đăng nhập."),
    "people.second_factor.turned_on": _("%(who)s bật lớp thứ hai khi đăng nhập."),
    "people.second_factor.turned_off": _("%(who)s tắt lớp thứ hai khi đăng nhập."),
    "people.second_factor.codes_renewed": _("%(who)s in phiếu mã dùng một lần mới."),
    "people.second_factor.reissued": _("%(who)s cấp lại lớp thứ hai cho %(subject)s."),
    "people.account.closed_as_idle": _(
        "Phần mềm tự khóa tài khoản của %(subject)s: không dùng %(days)s ngày."
    ),
    "people.account.recovered": _("Tài khoản của %(subject)s được lấy lại bằng lệnh tại máy chủ."),
    "people.password.expired": _("%(who)s được yêu cầu đổi mật khẩu theo định kỳ."),
    "people.settings.saved": _("%(who)s đổi cài đặt an toàn đăng nhập của xã."),
    "people.sign_in.unlocked": _("%(who)s mở khóa đăng nhập cho %(subject)s."),
    "people.session.ended": _("%(who)s kết thúc một phiên đăng nhập của %(subject)s."),
    "people.sessions.ended": _("%(who)s kết thúc các phiên đăng nhập của %(subject)s."),
    "people.role.granted": _("%(who)s giao vai trò %(role)s cho %(subject)s."),
    "people.role.ended": _("%(who)s cho %(subject)s thôi vai trò %(role)s."),
    "lock.session.refused": _("Nhập sai quá nhiều lần khi mở khóa phiên của %(subject)s."),
    "privacy.field.read": _("%(who)s xem %(fields)s của %(subject)s. Lý do: %(reason)s"),
    "law.rule.confirmed": _(
        "%(who)s xác minh quy định %(code)s: %(after)s (trước đó %(before)s)."
    ),
    "law.text.confirmed": _("%(who)s xác minh văn bản %(number)s."),
    "worktime.day.confirmed": _("%(who)s xác nhận ngày %(day)s trong lịch làm việc: %(name)s."),
    "worktime.day.set": _("%(who)s đặt ngày %(day)s của xã: %(name)s."),
    "worktime.day.removed": _("%(who)s bỏ ngày riêng %(day)s của xã."),
    "papers.paper.drafted": _("%(who)s soạn một văn bản."),
    "papers.paper.edited": _("%(who)s sửa dự thảo văn bản."),
    "papers.paper.refreshed": _("%(who)s cập nhật số liệu của dự thảo."),
    "papers.paper.discarded": _("%(who)s bỏ dự thảo “%(title)s”."),
    "papers.number.given": _("%(who)s cấp số %(number)s."),
    "papers.number.voided": _("%(who)s hủy số văn bản. Lý do: %(reason)s"),
    "papers.signed.attached": _("%(who)s đính kèm bản đã ký."),
    "papers.settings.saved": _("%(who)s đổi thể thức văn bản của xã."),
    "plans.plan.made": _("%(who)s lập kế hoạch năm %(year)s."),
    "plans.plan.written": _(
        "%(who)s lập kế hoạch năm %(year)s từ mẫu: %(targets)s chỉ tiêu, %(tasks)s việc nháp."
    ),
    "plans.template.saved": _("%(who)s lưu mẫu kế hoạch “%(name)s”."),
    "plans.template.dropped": _("%(who)s bỏ mẫu kế hoạch “%(name)s”."),
    "plans.plan.edited": _("%(who)s sửa kế hoạch."),
    "plans.plan.opinions_asked": _("%(who)s gửi kế hoạch lấy ý kiến."),
    "plans.plan.submitted": _("%(who)s trình kế hoạch."),
    "plans.plan.approved": _("%(who)s phê duyệt kế hoạch."),
    "plans.plan.returned": _("%(who)s trả lại kế hoạch. Lý do: %(reason)s"),
    "plans.plan.signed": _("%(who)s ghi kế hoạch đã ban hành, số %(number)s."),
    "plans.plan.adjusted": _("%(who)s điều chỉnh kế hoạch. Lý do: %(reason)s"),
    "plans.plan.closed": _("%(who)s kết thúc kế hoạch."),
    "plans.goal.added": _("%(who)s thêm một mục tiêu."),
    "plans.target.added": _("%(who)s thêm một chỉ tiêu."),
    "plans.target.edited": _("%(who)s sửa một chỉ tiêu."),
    "plans.task.drafted": _("%(who)s ghi một nhiệm vụ nháp."),
    "plans.task.draft_dropped": _("%(who)s bỏ nhiệm vụ nháp “%(title)s”."),
    "plans.task.edited": _("%(who)s sửa một nhiệm vụ."),
    "plans.task.villages_set": _("%(who)s chọn %(count)s thôn cho một nhiệm vụ."),
    "plans.task.assigned": _("%(who)s giao nhiệm vụ %(code)s."),
    "plans.task.repeated": _("%(who)s mở lượt mới của một nhiệm vụ định kỳ."),
    "plans.task.started": _("%(who)s bắt đầu một nhiệm vụ."),
    "plans.task.progressed": _("%(who)s báo tiến độ %(progress)s %%."),
    "plans.task.evidence_sent": _("%(who)s nộp minh chứng."),
    "plans.task.paused": _("%(who)s tạm dừng một nhiệm vụ. Lý do: %(reason)s"),
    "plans.task.resumed": _("%(who)s tiếp tục một nhiệm vụ."),
    "plans.task.cancelled": _("%(who)s hủy một nhiệm vụ. Lý do: %(reason)s"),
    "plans.task.reopened": _("%(who)s mở lại một nhiệm vụ. Lý do: %(reason)s"),
    "plans.submission.accepted": _("%(who)s nhận minh chứng."),
    "plans.submission.taken_back": _("%(who)s lấy lại lượt duyệt vừa bấm."),
    "plans.submission.returned": _("%(who)s trả lại minh chứng. Lý do: %(reason)s"),
    "plans.extension.asked": _("%(who)s xin gia hạn đến %(to_date)s."),
    "plans.extension.decided": _("%(who)s trả lời đề nghị gia hạn."),
    "plans.reminders.sent": _("%(who)s nhắc việc buổi sáng: %(count)s dòng."),
    "plans.reminders.seen": _("%(who)s đã xem nhắc việc."),
    "plans.explanation.asked": _("%(who)s yêu cầu giải trình một việc quá hạn."),
    "plans.explanation.given": _("%(who)s gửi giải trình."),
    "plans.calendar.opened": _("%(who)s tạo địa chỉ lịch cho điện thoại."),
    "plans.calendar.revoked": _("%(who)s thu lại địa chỉ lịch."),
    "plans.budget.added": _("%(who)s thêm một dòng kinh phí: %(planned_vnd)s đồng."),
    "plans.budget.edited": _(
        "%(who)s sửa một dòng kinh phí: %(planned_vnd)s đồng (trước đó %(was)s đồng)."
    ),
    "plans.budget.dropped": _("%(who)s bỏ dòng kinh phí “%(content)s”."),
    "plans.spending.added": _("%(who)s ghi chi %(amount_vnd)s đồng."),
    "plans.spending.dropped": _("%(who)s xóa lần chi %(amount_vnd)s đồng. Lý do: %(reason)s"),
    "plans.work.handed_over": _("%(who)s bàn giao một việc sang người khác."),
    "plans.village_report.sent": _("%(who)s gửi báo cáo của thôn."),
    "plans.import.started": _("%(who)s đọc một phụ lục %(rows)s dòng để xem lại."),
    "plans.import.remapped": _("%(who)s chọn lại cột của phụ lục."),
    "plans.import.reviewed": _("%(who)s xem lại các dòng của phụ lục."),
    "plans.import.accepted": _(
        "%(who)s nhận phụ lục: %(new)s việc mới, %(changed)s việc sửa, %(gone)s việc bỏ."
    ),
    "plans.import.undone": _("%(who)s hoàn tác cả lần nhập phụ lục."),
    "campaigns.campaign.drafted": _("%(who)s chuẩn bị đợt ra quân %(code)s."),
    "campaigns.campaign.edited": _("%(who)s sửa đợt ra quân %(code)s."),
    "campaigns.campaign.opened": _("%(who)s mở đợt ra quân %(code)s cho %(villages)s thôn."),
    "campaigns.campaign.dropped": _("%(who)s bỏ bản chuẩn bị đợt “%(name)s”."),
    "campaigns.campaign.listed": _("%(who)s chuyển một đợt ra quân sang danh sách hộ."),
    "campaigns.campaign.locked": _("%(who)s khóa sổ đợt ra quân %(code)s."),
    "campaigns.villages.set": _("%(who)s chọn %(count)s thôn cho một đợt ra quân."),
    "campaigns.responsible.set": _("%(who)s cử người phụ trách thôn trong một đợt ra quân."),
    "campaigns.list.refreshed": _(
        "%(who)s cập nhật danh sách hộ của một đợt: thêm %(added)s, bỏ %(gone)s."
    ),
    "campaigns.lists.forgotten": _("Đã xóa danh sách hộ của %(campaigns)s đợt quá thời hạn lưu."),
    "campaigns.item.ticked": _("%(who)s đánh dấu một hộ trong đợt ra quân."),
    "campaigns.item.unticked": _("%(who)s bỏ đánh dấu một hộ trong đợt ra quân."),
    "campaigns.day.reported": _("%(who)s báo số ngày %(day)s: xong %(done)s."),
    "campaigns.sheet.entered": _("%(who)s chép phiếu giấy của một thôn: %(count)s hộ."),
    "campaigns.recording.added": _("%(who)s thêm bản ghi hướng dẫn cho đợt ra quân."),
    "campaigns.recording.dropped": _("%(who)s bỏ một bản ghi hướng dẫn của đợt ra quân."),
    "systems.systems.chosen": _("%(who)s thêm %(count)s hệ thống vào bản đồ phần mềm."),
    "systems.system.added": _("%(who)s thêm hệ thống “%(name)s” vào bản đồ phần mềm."),
    "systems.system.edited": _("%(who)s sửa hệ thống “%(name)s”."),
    "systems.system.stopped": _("%(who)s ghi ngừng dùng hệ thống “%(name)s”."),
    "systems.system.resumed": _("%(who)s ghi dùng lại hệ thống “%(name)s”."),
    "systems.figure.added": _("%(who)s ghi nơi lấy số liệu %(code)s."),
    "systems.figure.dropped": _("%(who)s bỏ nơi lấy số liệu %(code)s."),
    "systems.account.given": _("%(who)s ghi người có tài khoản trên một hệ thống."),
    "systems.account.ended": _("%(who)s ghi một người thôi giữ tài khoản trên hệ thống."),
    "systems.accounts.passed_on": _(
        "%(who)s bàn giao %(accounts)s tài khoản trên hệ thống khác và việc phụ trách hệ thống."
    ),
    "systems.export.noted": _("%(who)s ghi đã trích xuất số liệu ngày %(day)s."),
    "systems.export.taken_back": _("%(who)s rút lại lần trích xuất ghi nhầm ngày %(day)s."),
    "indicators.value.entered": _("%(who)s nhập số liệu %(code)s: %(number)s."),
    "indicators.value.corrected": _(
        "%(who)s sửa số liệu %(code)s: %(number)s (trước đó %(was)s)."
    ),
    "indicators.zero.confirmed": _("%(who)s xác nhận số liệu %(code)s đúng là 0."),
    "indicators.item.answered": _("%(who)s trả lời mục %(item)s của bộ %(pack)s."),
    "indicators.pack.followed": _("%(who)s theo dõi bộ chỉ số %(pack)s."),
    "indicators.pack.unfollowed": _("%(who)s thôi theo dõi bộ chỉ số %(pack)s."),
    "indicators.binder.asked": _("%(who)s gom hồ sơ minh chứng của một bộ chỉ số."),
    "indicators.edition.begun": _("%(who)s đọc tệp bộ chỉ số của tỉnh để xem lại."),
    "indicators.edition.corrected": _("%(who)s sửa một dòng của bộ chỉ số đang xem lại."),
    "indicators.edition.dropped": _("%(who)s bỏ tệp bộ chỉ số đã đọc."),
    "indicators.edition.taken": _("%(who)s nhận bộ chỉ số của tỉnh."),
    "indicators.portal.read": _("%(who)s ghi điểm một cửa xem trên Cổng."),
    "indicators.round.approved": _("%(who)s duyệt điểm tự chấm của một kỳ đánh giá."),
    "indicators.round.asked_back": _("%(who)s gửi yêu cầu bổ sung của hội đồng cho cán bộ."),
    "indicators.round.assigned": _("%(who)s giao mục chấm điểm cho cán bộ."),
    "indicators.round.concluded": _("%(who)s kết luận một kỳ đánh giá."),
    "indicators.round.entered": _("%(who)s báo xã đã tự chấm xong một kỳ đánh giá."),
    "indicators.round.handed_in": _("%(who)s nộp mục tự chấm."),
    "indicators.round.lock_asked": _("%(who)s đề nghị khóa một kỳ đánh giá."),
    "indicators.round.locked": _("%(who)s khóa một kỳ đánh giá."),
    "indicators.round.opened": _("%(who)s mở một kỳ đánh giá."),
    "indicators.round.reopened": _("%(who)s mở lại một kỳ đánh giá đã khóa."),
    "indicators.round.resubmitted": _("%(who)s nộp lại mục đã bổ sung cho hội đồng."),
    "indicators.round.returned": _("%(who)s trả kỳ đánh giá lại cho cán bộ sửa."),
    "indicators.round.reviewed": _("%(who)s ghi ý kiến thẩm định một mục."),
    "indicators.round.sent": _("%(who)s gửi kỳ đánh giá sang hội đồng."),
    "indicators.round.started": _("%(who)s cho cán bộ nhập điểm của kỳ đánh giá."),
    "indicators.scoreboard.published": _("%(who)s công khai một bảng điểm."),
    "indicators.scoreboard.withdrawn": _("%(who)s thôi công khai bảng điểm."),
    "indicators.target.split": _("%(who)s giao mức của một chỉ tiêu cho các thôn."),
    "indicators.target.set": _("%(who)s đặt đích mục %(item)s của bộ %(pack)s: %(target)s."),
    "roadmap.survey.opened": _("%(who)s mở khảo sát lộ trình, điền sẵn %(filled)s câu."),
    "roadmap.survey.filled": _("%(who)s lấy lại số phần mềm biết cho khảo sát."),
    "roadmap.survey.answered": _("%(who)s trả lời %(count)s câu khảo sát."),
    "roadmap.survey.finished": _("%(who)s khóa khảo sát lộ trình."),
    "roadmap.survey.reopened": _("%(who)s mở lại khảo sát lộ trình."),
    "roadmap.roadmap.proposed": _("%(who)s lập lộ trình bốn quý."),
    "roadmap.block.moved": _("%(who)s chuyển viên gạch %(block)s trong lộ trình."),
    "roadmap.plan.written": _("%(who)s lập dự thảo kế hoạch %(tasks)s việc từ lộ trình."),
    "roadmap.needs.drafted": _("%(who)s lập bảng nhu cầu từ lộ trình."),
    "roadmap.needs.saved": _("%(who)s ghi bảng nhu cầu của lộ trình."),
    "roadmap.promises.saved": _("%(who)s ghi cam kết của lãnh đạo."),
    "roadmap.awareness.counted": _("%(who)s nhập %(sheets)s phiếu kiểm tra nhận thức."),
    "roadmap.awareness.removed": _("%(who)s bỏ một lần nhập phiếu kiểm tra nhận thức."),
    "roadmap.awareness.restored": _("%(who)s lấy lại một lần nhập phiếu kiểm tra nhận thức."),
    "switches.module.set": _("%(who)s bật hoặc tắt phần %(module)s cho xã."),
    "jobs.job.run_again": _("%(who)s cho chạy lại việc nền %(name)s."),
    "jobs.job.dropped": _("%(who)s bỏ việc nền %(name)s."),
    "backup.backup.ordered": _("%(who)s cho sao lưu ngay."),
    "backup.trial.ordered": _("%(who)s cho khôi phục thử."),
    "backup.key.printed": _("%(who)s tạo phiếu khóa sao lưu số %(key)s để in."),
    "backup.key.stowed": _("%(who)s xác nhận phiếu khóa sao lưu số %(key)s đã in và cất."),
    "backup.place.chosen": _("%(who)s chọn nơi cất bản sao thứ hai: %(folder)s"),
    "backup.file.taken": _("%(who)s tải bản sao lưu %(name)s."),
    "backup.data.restored": _("%(who)s khôi phục dữ liệu từ bản sao lưu %(name)s."),
    "doctor.examination.ordered": _("%(who)s cho khám kỹ máy."),
    "events.delivery.retried": _("%(who)s cho xử lý lại dòng nhật ký %(number)s (%(handler)s)."),
    "events.delivery.dropped": _("%(who)s bỏ xử lý tiếp dòng nhật ký %(number)s (%(handler)s)."),
}


def told(event: Happening, names: Mapping[UUID, str] | None = None) -> Told:
    """A kind without a sentence shows its code: better a strange word than a silent gap."""
    words = _Words({name: _readable(value) for name, value in event.data.items()})
    words.update(who=event.who, subject=(names or {}).get(event.subject_id, "…"))
    if "role" in words:
        words["role"] = role_label(str(words["role"]))
    if "fields" in words:
        words["fields"] = field_words(words["fields"])
        words["reason"] = reason_words(words["reason"])
    pattern = SENTENCES.get(event.kind)
    sentence = str(pattern) % words if pattern else _unknown(event)
    return Told(sentence, event.at, event.kind)


def tell_all(events: Iterable[Happening], known: Mapping[UUID, str] | None = None) -> list[Told]:
    """`known` are names the page has at hand already."""
    events = list(events)
    names = {**(known or {}), **_names_of(events, known or {})}
    return [told(event, names) for event in events]


def _names_of(events: Iterable[Happening], known: Mapping[UUID, str]) -> dict[UUID, str]:
    """Today's names of the people and villages the events are about."""
    new = [(event.kind, event.subject_id) for event in events if event.subject_id not in known]
    people = {subject for kind, subject in new if kind.startswith(ABOUT_PEOPLE)}
    villages = {subject for kind, subject in new if kind.startswith("units.village.")}
    names: dict[UUID, str] = {}
    if people:
        names |= dict(Account.objects.filter(pk__in=people).values_list("pk", "full_name"))
    if villages:
        names |= dict(Village.objects.filter(pk__in=villages).values_list("pk", "name"))
    return names


def _readable(value: Any) -> Any:
    """Days are kept as 2026-11-24 and read as 24/11/2026. Words that only look like one stay."""
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        return value
    try:
        return write_date(date.fromisoformat(value))
    except ValueError:
        return value


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _unknown(event: Happening) -> str:
    return _t("%(who)s: %(kind)s") % {"who": event.who, "kind": event.kind}
