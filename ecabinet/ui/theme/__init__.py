"""The look of the program: tokens, the theme made of them, icons, fonts, Qt's own words.

tokens        every colour and size, without Qt
theme         Theme(mode, text_scale).apply(), current(), Mode
icons         put(button, name, color), icon, pixmap, paint_source
fonts         the bundled typefaces
translations  install(app): Qt's words in Vietnamese
"""
