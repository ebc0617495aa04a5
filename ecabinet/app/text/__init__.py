"""The text of a page: characters with their places, lines, selection, finding, quotes. No Qt, no PDFium.

    frame     a box as its line of text runs: along and across
    page      what a page says: characters, boxes, lines in reading order, and what is odd about it
    places    from a point to a character
    selection from two characters, or a rectangle, to quads and to words for the clipboard
    query     what somebody looks for, as a pattern; a page's text folded to match it
    finder    through all pages of a paper, those around the reader first
    shelf     texts at hand, within a budget of bytes
    anchors   quotes of a page, and their place in another version of the paper
    links     where a page leads: inside the paper, or out of it

Boxes are in points of the unrotated crop box: x to the right, y upwards from its lower left corner.
"""
