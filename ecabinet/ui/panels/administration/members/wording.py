"""What will happen, in sentences, before somebody decides about a person or a laptop; no Qt widgets here."""

from ecabinet.app import read
from ecabinet.core.people import Role
from ecabinet.ui.panels.administration.ask import Question
from ecabinet.ui.panels.administration.members.presenter import Card
from ecabinet.ui.words import times, tr
from ecabinet.ui.words.names import word


def label_of(laptop: read.InstallationLine) -> str:
    """Return what a laptop is called; one without a name is told by the beginning of its identifier."""
    return laptop.label or tr("Máy {writer}", writer=laptop.writer[:6])


def since(laptop: read.InstallationLine) -> str:
    """Return when a laptop was let in, empty where nobody knows."""
    return "" if laptop.since_at is None else tr("Vào từ ngày {date}", date=times.date(laptop.since_at))


def gone(laptop: read.InstallationLine) -> str:
    """Return when and why a laptop was revoked, empty if it may write."""
    if laptop.revoked is None:
        return ""
    if laptop.revoked_at is None:
        return tr("Thu hồi vì: {reason}", reason=laptop.revoked) if laptop.revoked else ""
    date = times.date(laptop.revoked_at)
    if not laptop.revoked:
        return tr("Thu hồi ngày {date}", date=date)
    return tr("Thu hồi ngày {date} vì: {reason}", date=date, reason=laptop.revoked)


def about(card: Card) -> str:
    """Return title and unit of a person on one line."""
    return " · ".join(filter(None, (card.title, card.unit)))


def roles_of(card: Card) -> str:
    """Return the roles in words, and whether the person votes."""
    roles = [word("role", role) for role in Role if role in card.roles]
    if card.voting:
        roles.insert(0, tr("Thành viên biểu quyết"))
    return " · ".join(roles)


def revocation(card: Card, laptop: read.InstallationLine) -> Question:
    """Ask whether a laptop may write no more."""
    return Question(
        tr("Thu hồi máy “{label}” của {name}?", label=label_of(laptop), name=card.name),
        (
            tr(
                "Mọi việc máy này đã ghi và máy quản trị đã nhận được đến lúc bấm nút vẫn được tính: ý kiến, phiếu, "
                "điểm danh, tài liệu."
            ),
            tr(
                "Việc nó ghi sau lúc đó, hoặc chưa kịp gửi đến đây, không được tính. Những việc ấy được giữ ở mục "
                "Cách ly, không bị xóa, và có thể công nhận từng việc."
            ),
            tr(
                "Khóa mã hóa được thay mới: máy này không đọc được nội dung phát sinh sau khi thu hồi. Nội dung nó đã "
                "nhận trước đó thì không lấy lại được."
            ),
            tr("Các bản cài đặt tiếp nối máy này cũng bị thu hồi. {name} vẫn là thành viên.", name=card.name),
            tr("Không hoàn tác được. Muốn dùng lại máy này phải mời lại từ đầu."),
        ),
        tr("Thu hồi máy này"),
        "ban",
        reason=tr("Lý do thu hồi"),
    )


def removal(card: Card) -> Question:
    """Ask whether somebody belongs to the organization no more."""
    return Question(
        tr("{name} thôi là thành viên?", name=card.name),
        (
            tr(
                "{name} không còn được mời họp, biểu quyết hay ghi thêm gì. Tên, ý kiến và phiếu trong các phiên họp "
                "đã qua được giữ nguyên.",
                name=card.name,
            ),
            tr(
                "Cả {count} máy của {name} bị thu hồi: việc đã nhận được đến lúc bấm nút vẫn được tính, việc đến sau "
                "vào mục Cách ly.",
                count=card.writing,
                name=card.name,
            )
            if card.writing
            else tr("{name} chưa có máy nào, nên không có máy nào bị thu hồi.", name=card.name),
            tr("Khóa mã hóa được thay mới: những máy ấy không đọc được nội dung phát sinh sau đó."),
            tr("Không hoàn tác được. Muốn nhận lại người này phải thêm như một thành viên mới."),
        ),
        tr("Cho thôi thành viên"),
        "user-x",
        reason=tr("Lý do thôi thành viên"),
    )


def hand_over(card: Card, laptop: read.InstallationLine) -> Question:
    """Ask whether another laptop is to decide from now on."""
    unable = tr("{name} chưa có vai trò Quản trị, nên sẽ không thấy màn hình này trên máy của mình.", name=card.name)
    return Question(
        tr("Giao quyền quản trị cho máy “{label}” của {name}?", label=label_of(laptop), name=card.name),
        (
            tr("Mỗi lúc chỉ một máy được quyết định ai thuộc tổ chức. Từ lúc bấm nút, đó là máy nói trên."),
            tr("Máy này vẫn làm mọi việc khác, nhưng không mời, chấp nhận, thu hồi hay công nhận được nữa."),
            tr("Thư mời đang mở ở máy này hết tác dụng; hãy mời lại từ máy kia."),
            tr("Chỉ máy kia mới giao lại được. Nếu máy kia mất, phải dùng khóa gốc của tổ chức."),
            *(() if Role.ADMINISTRATOR in card.roles else (unable,)),
        ),
        tr("Giao quyền quản trị"),
        "key-round",
        twice=tr("Bấm lần nữa để giao hẳn"),
    )
