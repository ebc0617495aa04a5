"""How a paper is named and described in a few words."""

from ecabinet.app.read import PaperLine
from ecabinet.ui.words import tr
from ecabinet.ui.words.names import word


def is_secret(paper: PaperLine) -> bool:
    """Whether the paper is a state secret, which never comes onto the system."""
    return paper.secrecy not in ("", "none")


def is_coming(paper: PaperLine) -> bool:
    """Whether the paper has a file that is not on this laptop yet."""
    return paper.version is not None and not paper.here


def icon(paper: PaperLine) -> str:
    """Return the name of the icon before a paper."""
    if is_secret(paper):
        return "lock"
    return "download" if is_coming(paper) else "file-text"


def name(paper: PaperLine) -> str:
    """Return the number of a paper, its title where it has none."""
    return paper.number or paper.title


def versioned(paper: PaperLine) -> str:
    """Return the name with the version from the second on: "215/TTr-STC · bản 2"."""
    if paper.version_number < 2:
        return name(paper)
    return tr("{name} · bản {version}", name=name(paper), version=paper.version_number)


def facts(paper: PaperLine) -> str:
    """Return what stands below the title: number, pages, version; or that it exists on paper only.

    That it is still to come stands first, where no narrow line leaves it out.
    """
    if paper.version is None:
        return tr("Chỉ có bản giấy")
    coming = tr("Đang tải về") if is_coming(paper) else ""
    parts = [coming, paper.number, tr("{count} trang", count=paper.pages) if paper.pages else ""]
    if paper.version_number > 1:
        parts.append(tr("bản {version}", version=paper.version_number))
    return " · ".join(part for part in parts if part)


def spoken(paper: PaperLine) -> str:
    """Return the paper as one sentence, for screen readers and tooltips."""
    unread = tr("chưa đọc") if paper.unread else ""
    return ", ".join(part for part in (paper.title, facts(paper), word("secrecy", paper.secrecy), unread) if part)
