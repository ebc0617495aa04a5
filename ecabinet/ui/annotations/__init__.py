"""Marks on the pages of the open paper: painting them, making them, choosing and changing them.

sheet      the marks of a paper by page, and which of them lies under a point; no Qt
history    what can be undone, by paper; no Qt
presenter  puts, changes, removes marks; shows at once what is still being written; no Qt
reading    where the member stands, and what was looked at; no Qt
strokes    ink as paths of changing width
painting   a table: how each kind of mark is painted
tiles      painted ink kept as pictures, so that a stroke paints no other
layer      the marks over the pages of a `PageView`
tools      what pen, mouse and keys do with a tool in the hand
bar        the tools beside the pages
chosen     the little bar beside a chosen mark
marking    joins all that to a reader
"""
