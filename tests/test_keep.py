"""What is kept between runs never changes an answer."""

import pickle
from io import BytesIO

import pytest

from checker.disk import keep
from checker.language.parser import parse
from checker.source import Source
from checker.speech.node import Name

TEXT = 'rule r "R"\n    KBS needs publication\n    under KSL § 2\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RESSORT_CACHE", str(tmp_path / "kept"))
    keep._folder.cache_clear()
    yield tmp_path / "kept"
    keep._folder.cache_clear()


def test_a_document_comes_back_with_the_place_it_is_read_from_now(folder):
    keep.remember(parse(Source.of(TEXT, "one.ressort")))

    again = keep.recall(Source.of(TEXT, "two.ressort"))

    assert again == parse(Source.of(TEXT))
    assert again.statements[0].span.path == "two.ressort"
    assert again.statements[0].id.span.text == "r"
    assert len(list(folder.glob("document-*"))) == 1


def test_another_text_is_another_document(folder):
    keep.remember(parse(Source.of(TEXT)))

    assert keep.recall(Source.of(TEXT + "# more\n")) is None
    assert folder.is_dir()


class Harm:
    def __reduce__(self):
        return print, ("harm",)


@pytest.mark.parametrize("data", [b"", b"no pickle", pickle.dumps(Harm()), pickle.dumps([1])])
def test_what_is_broken_or_foreign_is_not_taken(folder, data, capsys):
    source = Source.of(TEXT)
    keep.remember(parse(source))
    (file,) = folder.glob("document-*")
    file.write_bytes(data)

    assert keep.recall(source) is None
    assert capsys.readouterr().out == ""


def test_nothing_is_kept_where_others_may_write(folder):
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)

    keep.remember(parse(Source.of(TEXT)))

    assert list(folder.iterdir()) == []


def test_keeping_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("RESSORT_CACHE", "")
    keep._folder.cache_clear()
    try:
        assert keep.place("document", "x") is None
    finally:
        keep._folder.cache_clear()


def test_only_the_model_s_own_classes_are_made():
    reader = keep._Reader(BytesIO(), Source.of(TEXT))

    assert reader.find_class("checker.speech.node", "Name") is Name
    for module, name in (
        ("checker.source", "Path"),
        ("checker.speech.node", "field"),
        ("os", "getcwd"),
    ):
        with pytest.raises(pickle.UnpicklingError):
            reader.find_class(module, name)
