"""What text in old Vietnamese encodings says, for searching and copying; what the page itself tells stays as it is.

Fonts of TCVN3 and VNI draw Vietnamese letters for the codes of Western ones, so a file says "Céng hßa" or "Coäng hoøa"
where everybody reads "Cộng hòa". Both are read here character by character, so that places stay what they are.

Source: TCVN 5712:1993, VN3; the keyboard table of VNI-Windows.
"""

from ecabinet.app.text.form import Flag, Oddity
from ecabinet.app.text.page import PageText

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_BREVE, _HAT, _HORN = "\u0306", "\u0302", "\u031b"
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": _HAT, "ê": _BREVE,
    "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = str.maketrans(_VNI_LETTERS | {letter.upper(): told.upper() for letter, told in _VNI_LETTERS.items()})
_CARRIERS = "aeiouyôöAEIOUYÔÖ"


def readable(page: PageText) -> str | list[str]:
    """Return for each character of a page what everybody reads in it: a letter, or marks of the one before."""
    if not page.oddities & Oddity.LEGACY:
        return page.text
    letters = list(page.text)
    for line in page.lines:
        if line.flags & Flag.TCVN3:
            letters[line.start : line.end] = page.text[line.start : line.end].translate(_TCVN3)
        elif line.flags & Flag.VNI:
            letters[line.start : line.end] = _from_vni(page.text[line.start : line.end])
    return letters


def _from_vni(text: str) -> list[str]:
    pairs = zip(" " + text, text, strict=False)
    return [_VNI_MARKS[c.lower()] if before in _CARRIERS and c.lower() in _VNI_MARKS else c.translate(_VNI)
            for before, c in pairs]  # fmt: skip
