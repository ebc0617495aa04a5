"""Papers that lie sealed in the vault, lists beside copies, and colours by name."""

import hashlib

from ecabinet.app.file_marks import FileMark
from ecabinet.app.mark_colors import COLORS, nearest, rgb
from ecabinet.core.annotations import MarkKind
from ecabinet.replica.vault import FileVault
from tests.pdf.annotations.kit import FACTS, VERSION, mark


def test_a_sealed_paper_is_copied_and_stays_as_it_is(files, original, tmp_path):
    vault = FileVault(tmp_path / "vault", bytes(32))
    version, _size = vault.add(original)
    source = vault.source(version)
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in (tmp_path / "vault").rglob("*.*")}
    assert files.export_copy(source, FACTS, [mark(MarkKind.STAMP)], tmp_path / "copy.pdf") == 5
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in before} == before
    assert (tmp_path / "copy.pdf").read_bytes().startswith(original.read_bytes())
    assert hashlib.sha256(b"".join(vault.read(version))).hexdigest() == version


def test_a_list_goes_out_and_comes_in_again(files, tmp_path):
    went = [mark(kind, name=f"ecab-{kind}") for kind in MarkKind]
    files.export_list(FACTS, went, tmp_path / "list.xfdf")
    found = files.import_marks(tmp_path / "list.xfdf")
    assert list(found.marks) == went
    assert (found.version, [type(one) for one in found.marks]) == (VERSION, [FileMark] * len(went))


def test_every_colour_is_next_to_itself():
    for name in COLORS:
        assert {nearest(rgb(name)), nearest(rgb(name, wash=True))} == {name}
