"""Marks of earlier versions of a paper find their place in a new one, or are said not to. No Qt, no PDFium.

    edition    one version: its pages' texts, got when they are needed
    alignment  which page of the new version a page became
    plan       what is proposed: carried, uncertain, orphaned; nothing is ever dropped
    words      marks on words find their words again
    around     all other marks find the lines they stand between, or the page
    carrier    takes mark after mark, and gives the plan

A mark is carried only where nobody would put it elsewhere. Of two places that are as good as each other none is
taken: the member is asked.
"""
