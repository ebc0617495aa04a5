"""The page that names the organization, its rules and its administrator."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from ecabinet.ui.first_run.page import Page
from ecabinet.ui.first_run.ports import Body, RuleChoice
from ecabinet.ui.theme.theme import current
from ecabinet.ui.widgets.field import choice_field, line_field
from ecabinet.ui.widgets.labels import caption
from ecabinet.ui.words import tr


class OrganizationPage(Page):
    """Four fields; under the rules stands the law they come from."""

    def __init__(self, rules: Sequence[RuleChoice]) -> None:
        super().__init__(
            tr("Tổ chức"),
            tr("Tên sẽ in trên mọi văn bản. Quy chế quyết định cách tính số người cần có mặt và kết quả biểu quyết."),
            object_name="organization",
            forward=tr("Tiếp tục"),
        )
        self._sources = {rule.key: rule.sources for rule in rules}
        self.name = line_field(tr("Tên đầy đủ"), object_name="name", placeholder=tr("Ủy ban nhân dân tỉnh Phố Hiến"))
        self.short_name = line_field(tr("Tên viết tắt"), object_name="short_name", placeholder=tr("UBND tỉnh Phố Hiến"))
        self.rules = choice_field(
            tr("Quy chế biểu quyết"), object_name="rule_profile", choices={rule.key: rule.name for rule in rules}
        )
        self._law = caption("")
        self.administrator = line_field(
            tr("Họ tên người quản trị"), object_name="administrator", hint=tr("Người đang ngồi trước máy này.")
        )
        self.add_field("name", self.name)
        self.add_field("short_name", self.short_name)
        self.add_field("rule_profile", self.rules)
        self.body.addWidget(self._law)
        self.body.addSpacing(current().tokens.space_3)
        self.add_field("administrator", self.administrator)
        self.rules.editor.currentIndexChanged.connect(self.on_rule)
        for field in (self.name, self.short_name, self.administrator):
            field.editor.returnPressed.connect(self.forward_button.click)
        self.on_rule()

    @property
    def law(self) -> str:
        """The sources shown."""
        return self._law.text()

    def values(self) -> Body:
        """Return what was entered."""
        return Body(
            self.name.editor.text(),
            self.short_name.editor.text(),
            str(self.rules.editor.currentData()),
            self.administrator.editor.text(),
        )

    @Slot()
    def on_rule(self) -> None:
        """Show the law behind the rules chosen."""
        sources = self._sources.get(str(self.rules.editor.currentData()), ())
        self._law.setText("\n".join(f"•  {source}" for source in sources))
