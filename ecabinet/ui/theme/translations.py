"""Qt's own words in Vietnamese: buttons of dialogs, context menus, the file dialog.

Qt ships no Vietnamese translation; ours is `resources/i18n/qtbase_vi.ts`, compiled beside it with
`pyside6-lrelease resources/i18n/qtbase_vi.ts -qm resources/i18n/qtbase_vi.qm`.
"""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from ecabinet import resources

LOCALE = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)


def install(app: QCoreApplication) -> tuple[QTranslator, ...]:
    """Make the application speak Vietnamese; keep what is returned, Qt does not.

    Raises:
        FileNotFoundError: the compiled translation is missing or cannot be read.
    """
    QLocale.setDefault(LOCALE)
    installed = []
    for name in ("qtbase_vi",):
        file = resources.path("i18n", f"{name}.qm")
        translator = QTranslator(app)
        if not translator.load(str(file)):
            raise FileNotFoundError(file)
        app.installTranslator(translator)
        installed.append(translator)
    return tuple(installed)
