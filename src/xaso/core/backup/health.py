"""How the backups stand, in sentences a leader understands: for doctor, the home pages and the backup page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from xaso.core.doctor.finding import Finding, Level, good, notice, problem
from xaso.lib.dates import moment_words as moment_words
from xaso.lib.numbers import write_number

from .book import read_book
from .folders import data_dir
from .keys import KEY_FILE, key_from_file
from .places import is_there, second_of
from .records import Book, Second, Trial
from .refusals import BackupRefused

QUICK_PERIOD = timedelta(minutes=5)
DAY = timedelta(hours=24)
PATIENCE = 1.1
"""A dead man is noticed within the period and a tenth of it."""
AHEAD = timedelta(hours=1)
"""A clock that is put right by less is no matter."""
REBUILT_NEWS = timedelta(days=7)
UNPLUGGED_NOTICE, UNPLUGGED_PROBLEM = timedelta(days=1), timedelta(days=7)


def findings(at: datetime) -> list[Finding]:
    book = read_book()
    return [
        *_key(book),
        *_rebuilt(book, at),
        _snapshots(book, at),
        _full(book, at),
        _trial(book, at),
        _second(second_of(book), at),
    ]


def alarm(at: datetime) -> Finding | None:
    """The worst of what a person must act on; None where backups were never expected yet."""
    book = read_book()
    if book.began_at is None and not book.trouble:
        return None
    return next((each for each in findings(at) if each.level is Level.PROBLEM), None)


def must_print_key(book: Book) -> bool:
    """Whether the key of this machine has not been said to lie in the safe."""
    try:
        key = key_from_file(data_dir() / KEY_FILE)
    except BackupRefused:
        return False
    return book.stowed_key != key.number


def dated_ahead(moment: datetime, at: datetime) -> bool:
    """Made while the clock was wrong: it says nothing of how long ago that was."""
    return moment - at > AHEAD


def age(moment: datetime, at: datetime) -> str:
    """ "3 ngày", "5 giờ", "12 phút": as one says it aloud."""
    seconds = max(0, int((at - moment).total_seconds()))
    if seconds >= 2 * 86_400:
        return _("%(count)d ngày") % {"count": seconds // 86_400}
    if seconds >= 2 * 3_600:
        return _("%(count)d giờ") % {"count": seconds // 3_600}
    return _("%(count)d phút") % {"count": seconds // 60}


def _key(book: Book) -> Iterator[Finding]:
    if not (data_dir() / KEY_FILE).exists():
        yield problem(
            "backup_key_missing",
            _("Máy này chưa có khóa sao lưu."),
            _("Tắt và bật lại chương trình: máy tự tạo khóa lúc khởi động."),
        )
    elif must_print_key(book):
        yield notice(
            "backup_key_not_stowed",
            _("Phiếu khóa sao lưu chưa được in và cất."),
            _("Mở Sao lưu → Phiếu khóa, in, cất vào két rồi bấm xác nhận."),
        )
    else:
        yield good("backup_key", _("Phiếu khóa sao lưu đã in và cất."))


def _rebuilt(book: Book, at: datetime) -> Iterator[Finding]:
    if book.rebuilt_at is not None and at - book.rebuilt_at < REBUILT_NEWS:
        yield notice(
            "backup_book_rebuilt",
            _("Sổ ghi các bản sao lưu bị hỏng; máy đã lập lại lúc %(when)s, còn đủ %(count)d bản.")
            % {"when": moment_words(book.rebuilt_at), "count": len(book.snapshots)},
            _(
                "Xem lại Nơi cất thứ hai và phiếu khóa có còn ghi đúng không. Lại hỏng lần nữa thì "
                "ổ đĩa có thể sắp hỏng: thay ổ."
            ),
        )


def _snapshots(book: Book, at: datetime) -> Finding:
    if book.trouble:
        return problem(
            "backup_failed",
            _("Lần sao lưu gần nhất không xong: %(why)s") % {"why": book.trouble},
            _("Làm theo câu trên, rồi bấm Sao lưu ngay."),
        )
    since = book.checked_at or book.began_at
    if _is_late(since, at, QUICK_PERIOD):
        return _late_snapshot(book, at)
    return good(
        "backup_age",
        _("Bản sao lưu tốt gần nhất: %(when)s.") % {"when": moment_words(book.last_good.made_at)}
        if book.last_good
        else _("Bản sao lưu đầu tiên sẽ có trong ít phút."),
    )


def _late_snapshot(book: Book, at: datetime) -> Finding:
    if book.last_good is None:
        said = _("Chưa có bản sao lưu nào.")
    elif book.checked_at and dated_ahead(book.checked_at, at):
        said = _said_ahead(_("Lần sao lưu gần nhất"), book.checked_at)
    else:
        said = _("Đã %(age)s không sao lưu. Bản tốt gần nhất: %(when)s.") % {
            "age": age(book.checked_at or book.last_good.made_at, at),
            "when": moment_words(book.last_good.made_at),
        }
    return problem(
        "backup_late",
        said,
        _(
            "Mở trang Đang chạy xem máy có đang tự làm việc không; không thì tắt và bật lại chương "
            "trình. Rồi bấm Sao lưu ngay."
        ),
    )


def _full(book: Book, at: datetime) -> Finding:
    since = book.last_full.made_at if book.last_full else book.began_at
    if _is_late(since, at, DAY):
        return problem(
            "backup_full_late",
            _late_full(book, at),
            _("Để máy chạy qua đêm (2 giờ sáng tự sao lưu), hoặc bấm Sao lưu ngay."),
        )
    if book.last_full and book.last_full.damaged:
        return problem(
            "backup_files_missing",
            _("%(count)d tệp trên máy bị thiếu hoặc hỏng nên không có trong bản sao lưu.")
            % {"count": book.last_full.damaged},
            _("Tìm các tệp đó ở bản sao lưu cũ hơn, hoặc nhờ người gửi nộp lại."),
        )
    if book.last_full is None:
        return good("backup_full", _("Bản đầy đủ đầu tiên sẽ có chậm nhất lúc 2 giờ sáng."))
    when = moment_words(book.last_full.made_at)
    return good("backup_full", _("Bản sao lưu đầy đủ gần nhất: %(when)s.") % {"when": when})


def _late_full(book: Book, at: datetime) -> str:
    if book.last_full is None:
        return _("Chưa có bản đầy đủ nào.")
    made_at = book.last_full.made_at
    if dated_ahead(made_at, at):
        return _said_ahead(_("Bản đầy đủ gần nhất"), made_at)
    return _("Bản đầy đủ gần nhất làm cách đây %(age)s.") % {"age": age(made_at, at)}


def _trial(book: Book, at: datetime) -> Finding:
    last = book.last_trial
    if last is not None and not last.equal:
        return problem(
            "trial_failed",
            _("Khôi phục thử lúc %(when)s không đạt: %(said)s")
            % {"when": moment_words(last.at), "said": last.said},
            _("Bấm Sao lưu ngay rồi Khôi phục thử. Vẫn không đạt thì giữ nguyên máy, gọi hỗ trợ."),
        )
    since = last.at if last else book.began_at
    if _is_late(since, at, DAY):
        return problem(
            "trial_late",
            _late_trial(last, at),
            _("Để máy chạy qua đêm (3 giờ sáng tự thử), hoặc bấm Khôi phục thử."),
        )
    if last is None:
        return good("trial", _("Lần khôi phục thử đầu tiên vào 3 giờ sáng."))
    words = {
        "when": moment_words(last.at),
        "rows": write_number(last.rows),
        "files": write_number(last.files),
    }
    return good(
        "trial", _("Khôi phục thử lúc %(when)s đạt: %(rows)s dòng, %(files)s tệp.") % words
    )


def _late_trial(last: Trial | None, at: datetime) -> str:
    if last is None:
        return _("Chưa khôi phục thử lần nào.")
    if dated_ahead(last.at, at):
        return _said_ahead(_("Lần khôi phục thử gần nhất"), last.at)
    return _("Đã %(age)s chưa khôi phục thử.") % {"age": age(last.at, at)}


def _is_late(since: datetime | None, at: datetime, period: timedelta) -> bool:
    return since is None or at - since > period * PATIENCE or dated_ahead(since, at)


def _said_ahead(what: str, moment: datetime) -> str:
    return _("%(what)s ghi lúc %(when)s, là lúc chưa tới: khi đó đồng hồ máy sai.") % {
        "what": what,
        "when": moment_words(moment),
    }


def _second(second: Second, at: datetime) -> Finding:
    choose = _("Mở Sao lưu → Nơi cất thứ hai, cắm USB rồi chọn.")
    if not second.folder:
        return notice("second_missing", _("Chưa chọn nơi cất bản sao thứ hai."), choose)
    if not is_there(second):
        return _unplugged(second, at)
    if second.trouble:
        return problem(
            "second_failed",
            _("Không chép được sang nơi thứ hai: %(why)s") % {"why": second.trouble},
            _("Thay USB khác, hoặc xóa bớt tệp khác trên USB, giữ thư mục xaso-sao-luu."),
        )
    if second.same_disk:
        return notice(
            "second_same_disk",
            _("Nơi cất thứ hai nằm cùng ổ đĩa với máy: ổ hỏng là mất cả hai."),
            choose,
        )
    if second.copied_at is None:
        return notice(
            "second_waiting", _("Chưa chép bản nào sang nơi thứ hai."), _("Đợi vài phút.")
        )
    return good(
        "second",
        _("Đã chép sang nơi thứ hai lúc %(when)s.") % {"when": moment_words(second.copied_at)},
    )


def _unplugged(second: Second, at: datetime) -> Finding:
    """Within a day it is no news: the stick may be on its way to the safe and back."""
    since = second.seen_at or second.set_at
    if since and dated_ahead(since, at):
        since = None
    gone = at - since if since else UNPLUGGED_NOTICE
    said = (
        _("Đã %(age)s chưa cắm USB.") % {"age": age(since, at)}
        if since
        else _("Chưa cắm USB ở nơi cất thứ hai.")
    )
    if gone < UNPLUGGED_NOTICE:
        return good("second_unplugged", said)
    level = Level.PROBLEM if gone >= UNPLUGGED_PROBLEM else Level.NOTICE
    advice = _("Cắm USB sao lưu vào máy; máy tự chép trong năm phút.")
    return Finding("second_unplugged", level, said, advice)
