"""What is said about one vote, as sentences and as numbers of the bars."""

from ecabinet.app.read import Vote
from ecabinet.core.voting import Method, Outcome, Verdict
from ecabinet.ui.widgets.chip import ChipKind
from ecabinet.ui.words import contested, times, tr
from ecabinet.ui.words.names import word
from ecabinet.ui.words.rules import outcome_sentence, percent, share


def chip(vote: Vote) -> tuple[ChipKind, str, str]:
    """Return kind, word and icon of the vote's state; an empty icon is the usual one."""
    if vote.state == "annulled":
        return ChipKind.NEUTRAL, tr("Đã hủy"), "ban"
    if vote.state == "open":
        return ChipKind.PRIMARY, tr("Đang biểu quyết"), "vote"
    if vote.contested:
        return ChipKind.ABSTAIN, contested.chip(), contested.ICON
    if vote.outcome is None:
        return ChipKind.NEUTRAL, tr("Chờ kiểm phiếu"), "hourglass"
    passed = vote.outcome.passed
    return (ChipKind.AGREE if passed else ChipKind.DISAGREE), word("verdict", _short(passed=passed)), ""


def heading(vote: Vote) -> str:
    """Return "Mục 4 · 09:27"."""
    number = tr("Mục {number}", number=vote.item_number) if vote.item_number else ""
    return " · ".join(part for part in (number, times.clock(vote.closed_at or vote.opened_at)) if part)


def arithmetic(vote: Vote, outcome: Outcome) -> str:
    """Return verdict, counts, share of all members and of those present, and what was needed."""
    present = tr(
        "Bằng {percent} số thành viên có mặt khi mở biểu quyết ({present}).",
        percent=percent(outcome.tally.approve, vote.entitled),
        present=vote.entitled,
    )
    return f"{outcome_sentence(outcome)} {present}"


def sources(vote: Vote) -> str:
    """Return the rule and where it stands."""
    majority, quorum = vote.rule.majority, vote.rule.quorum
    rule = tr("Quy tắc: {share} tổng số thành viên", share=share(majority))
    first = f"{rule} ({majority.source})." if majority.source else f"{rule}."
    second = tr("Điều kiện họp: {share}", share=share(quorum))
    return f"{first} {second} ({quorum.source})." if quorum.source else f"{first} {second}."


def counted_papers(vote: Vote) -> str:
    """Return the numbers of ballots on paper, empty for electronic votes and before they are typed in."""
    if vote.method is not Method.COUNTED or not vote.counts_entered:
        return ""
    return tr(
        "Phiếu phát ra {issued}, thu về {returned}, hợp lệ {valid}, không hợp lệ {invalid}.",
        issued=vote.issued,
        returned=vote.returned,
        valid=vote.returned - vote.invalid,
        invalid=vote.invalid,
    )


def my_ballot(vote: Vote) -> str:
    """Return what I answered and what became of it; empty where no answer is asked of me, or nobody knows yet."""
    if vote.method is Method.COUNTED or vote.state == "annulled" or vote.contested:
        return ""
    if vote.my_choice is None:
        if not vote.i_am_entitled:
            return tr("Không có tên trong danh sách biểu quyết lần này.")
        return tr("Chưa biểu quyết.") if vote.state == "open" else tr("Đã không gửi ý kiến lần này.")
    said = tr(
        "Ý kiến đã gửi: {choice}, lúc {time}.",
        choice=word("choice", vote.my_choice),
        time=times.clock_seconds(vote.my_cast_at),
    )
    return f"{said} {_fate(vote)}"


def _fate(vote: Vote) -> str:
    if vote.my_counted is None:
        return tr("Đã chuyển tới chủ tọa.") if vote.my_sent else tr("Chưa chuyển, sẽ tự gửi khi có kết nối.")
    return tr("Đã được tính.") if vote.my_counted else tr("Không được tính vì đến sau khi đóng biểu quyết.")


def progress(vote: Vote) -> str:
    """Return how many have answered in an open vote."""
    return tr("Đã có {cast}/{entitled} ý kiến.", cast=vote.cast, entitled=vote.entitled)


def warnings(vote: Vote) -> tuple[str, ...]:
    """Return what must be known beside the verdict: results that cannot be checked, a disputed reading of the law."""
    found = []
    if vote.missing:
        found.append(tr("Kết quả chưa kiểm chứng được (thiếu {count} phiếu).", count=vote.missing))
    if vote.outcome and vote.outcome.legal_warning:
        found.append(
            tr(
                "Ngang phiếu khi có thành viên vắng hoặc không trả lời: kết quả theo ý kiến Chủ tọa dựa trên cách hiểu "
                "nguyên văn quy định, còn có ý kiến khác. Nên xin ý kiến cơ quan tư pháp."
            )
        )
    return tuple(found)


def _short(*, passed: bool) -> Verdict:
    return Verdict.PASSED if passed else Verdict.FAILED
