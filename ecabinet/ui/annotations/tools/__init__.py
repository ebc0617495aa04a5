"""Tools that make and change marks; each is a `ui.reader.tools.Tool`.

idle      what all have in common: keys, and taking nothing
kit       what is in the hand: presenter, layer, colour, width
hand      chooses marks and moves them; what it does not take goes to the tool beneath
words     marks words that are dragged over
ink       draws; the other end of the pen rubs out
eraser    rubs out whole strokes and marks
drag      frames, arrows, boxes for words
spot      what is put at a place: notes, bookmarks, stamps
"""
