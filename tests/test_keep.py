# SPDX-License-Identifier: EUPL-1.2
"""What is kept between runs never changes an answer, and nothing in it is run."""

import json
import os
import pickle
import random

import pytest
import trees
from hypothesis import given, settings
from node_trees import WORDS

from checker import folders, limits
from checker.disk import keep, plain
from checker.errors import MistakesError
from checker.language import grammar
from checker.language.parser import parse
from checker.language.printer import print_document
from checker.lawbook import load
from checker.records import evolve
from checker.source import Source
from checker.speech.node import Document
from checker.speech.rule import LegalSource

TEXT = 'rule r "R"\n    KBS needs publication\n    under KSL § 2\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RESSORT_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(folders, "KEPT", None)  # nothing has come with an installation
    keep._folder.cache_clear()
    yield tmp_path / "kept"
    keep._folder.cache_clear()


@pytest.fixture
def placed(tmp_path, monkeypatch):
    """placed("a/b") says whether a cache folder there, under the working folder's, is used."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def used(path, home=tmp_path):
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("RESSORT_CACHE", str(tmp_path / path))
        keep._folder.cache_clear()
        return keep._folder() is not None

    yield used
    keep._folder.cache_clear()


def test_a_document_comes_back_with_the_place_it_is_read_from_now(folder):
    keep.remember(parse(Source.of(TEXT, "one.ressort")))

    again = keep.recall(Source.of(TEXT, "two.ressort"))

    assert again == parse(Source.of(TEXT))
    assert again.statements[0].span.path == "two.ressort"
    assert again.statements[0].id.span.text == "r"
    assert len(list(folder.glob("document-*"))) == 1


@pytest.mark.slow
@pytest.mark.parametrize("surface", ["en", "da"])
@settings(max_examples=60, deadline=None)
@given(trees.documents)
def test_any_document_comes_back_from_plain_data(surface, tree):
    source = Source.of(print_document(tree, surface, WORDS))
    document = parse(source)

    again = plain.document_of(json.loads(json.dumps(plain.data_of(document))), source)

    assert (again, again.comments, again.span) == (document, document.comments, document.span)
    assert print_document(again, surface, {}) == print_document(document, surface, {})
    for one, other in zip(again.statements, document.statements, strict=True):
        assert [each.span for each in one.walk()] == [each.span for each in other.walk()]


@pytest.mark.usefixtures("folder")
def test_no_more_of_a_kept_document_is_made_than_is_asked_for():
    source = Source.of('municipality m "M" as of 2013-06-18\n# more\ncommittee C "C"\n')
    document = parse(source)
    keep.remember(document)

    one, other, third = (keep.recall(source) for _ in range(3))

    assert (one.kind, one.header, one.ids) == ("organisation", document.header, document.ids)
    assert one.all_of(LegalSource) == []
    assert type(one) is type(other) is not Document
    assert pickle.loads(pickle.dumps(one)) == document == other
    assert (type(other), other.comments) == (Document, document.comments)
    assert one.statements == document.statements
    assert one.statements[0] is one.header
    assert evolve(third, kind="proposal") == evolve(document, kind="proposal")
    assert hash(keep.recall(source)) == hash(document)


@pytest.mark.usefixtures("folder")
def test_no_more_of_a_kept_node_is_made_than_is_asked_for():
    source = Source.of(TEXT)
    keep.remember(parse(source))
    (rule,) = keep.recall(source).statements

    assert (rule.id.text, "bases" in vars(rule)) == ("r", False)
    assert pickle.loads(pickle.dumps(rule)) == rule == parse(source).statements[0]
    assert rule.bases[0].span.text == "KSL § 2"
    with pytest.raises(AttributeError, match="other"):
        assert rule.other


RULES = """
kilde KSL lov "L"
regel r "R"
    KBs enhedsforvaltning kræver dispensation
    efter KSL § 2
"""


def town(*ids):
    units = "".join(f'enhed {each} "{each}" under ØU\n' for each in ids)
    return parse(Source.of(f'kommune m "By" pr. 2013-06-18\nudvalg ØU "Ø"\n{units}', "by.ressort"))


def test_a_rule_base_comes_back_as_it_was_loaded(folder, monkeypatch):
    documents = [parse(Source.of(RULES, "rules.ressort"))]
    loaded = load.load_lawbook(documents, [town("KB")])
    assert load.recalled(documents, [town("KB")]).rules == loaded.rules
    assert [each.text for each, _ in loaded.names_of(loaded.rules[0])] == ["KB"]

    with monkeypatch.context() as patched:
        patched.setattr(load, "load_lawbook", None)  # it is not asked again
        again = load.recalled(documents, [town("KB", "KEjd")])
        another = load.recalled([parse(Source.of(RULES, "other.ressort"))], [town("KB")])

    assert (again.rules, again.sources, again.words) == (loaded.rules, loaded.sources, loaded.words)
    assert [each.span for each in again.rules[0].walk()] == [
        each.span for each in loaded.rules[0].walk()
    ]
    assert another.rules[0].span.path == "other.ressort"
    assert len([*folder.glob("rule-base-*")]) == 1


def test_of_a_rule_base_that_is_not_kept_no_data_is_made(folder, monkeypatch):
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    monkeypatch.setattr(plain, "data_of", None)

    assert load.recalled([parse(Source.of(RULES))], [town("KB")]).rules


@pytest.mark.parametrize("ids", [["KBs"], ["KBs", "KB"], []])
def test_a_rule_base_is_loaded_anew_where_its_names_mean_something_else(folder, ids):
    documents = [parse(Source.of(RULES))]
    load.recalled(documents, [town("KB")])

    again = load.recalled(documents, [town(*ids)])

    assert again.rules == load.load_lawbook(documents, [town(*ids)]).rules
    assert again.rules != load.recalled(documents, [town("KB")]).rules
    assert len([*folder.glob("rule-base-*")]) == 1


def test_a_rule_base_is_kept_neither_wrong_nor_with_the_sources_of_an_organisation(folder):
    wrong = [parse(Source.of(RULES.replace("KSL §", "LAB §")))]
    for _ in range(2):
        with pytest.raises(MistakesError, match="LAB"):
            load.recalled(wrong, [town("KB")])
    own = parse(Source.of('kommune m "By" pr. 2013-06-18\nkilde LAB lov "B"\nudvalg ØU "Ø"\n'))

    assert "LAB" in load.recalled(wrong, [own]).sources
    assert [*folder.glob("rule-base-*")] == []


def test_another_text_is_another_document(folder):
    keep.remember(parse(Source.of(TEXT)))

    assert keep.recall(Source.of(TEXT + "# more\n")) is None
    assert folder.is_dir()


class Harm:
    def __reduce__(self):
        return print, ("harm",)


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"no entry", pickle.dumps(Harm()), pickle.dumps([1]), b"\xff\n{}", b"{}\n{}"],
)
def test_what_is_broken_or_foreign_is_not_taken_and_made_anew(folder, data, capsys):
    source = Source.of(TEXT)
    keep.remember(parse(source))
    (file,) = folder.glob("document-*")
    whole = file.read_bytes()
    file.write_bytes(data)

    assert keep.recall(source) is None
    assert capsys.readouterr().out == ""

    keep.remember(parse(source))

    assert file.read_bytes() == whole


def test_nothing_that_is_planted_under_any_name_that_is_read_is_run(folder, monkeypatch, capsys):
    """Not even with the digest that belongs to it: nothing there is a pickle."""
    read, asked = keep._read, []
    monkeypatch.setattr(keep, "_read", lambda name: asked.append(name) or read(name))
    source, harm = Source.of(TEXT), pickle.dumps(Harm())
    keep.remember(parse(source))
    grammar._table.__wrapped__("waivers")
    load.recalled([parse(Source.of(RULES))], [town("KB")])
    keep.recall(source)

    for name in asked:
        for data in (harm, b"x\n" + harm, keep._digest(name, harm).encode() + b"\n" + harm):
            (folder / name).write_bytes(data)
            read(name)

    assert len({name.partition("-")[0] for name in asked}) > 2
    assert capsys.readouterr().out == ""


def test_an_entry_in_the_place_of_another_is_not_taken(folder):
    other = Source.of(TEXT.replace("publication", "notification"))
    for one in (Source.of(TEXT), other):
        keep.remember(parse(one))
    first, second = folder.glob("document-*")
    first.write_bytes(second.read_bytes())

    assert [keep.recall(Source.of(TEXT)), keep.recall(other)].count(None) == 1


@pytest.mark.slow
def test_no_flipped_bit_changes_what_is_read(folder):
    """Every bit of a small entry, some hundred of a large one: a document, and a table."""
    made = {"rows": [{"a": 1}] * 9}
    large = {"rows": [{"a": 1}] * 9999}
    for kind, value in (("small", made), ("large", large)):
        keep.kept(kind, lambda value=value: value)
        (file,) = folder.glob(f"{kind}-*")
        whole = file.read_bytes()
        bits = range(len(whole) * 8)
        for bit in bits if kind == "small" else random.Random(7).sample(bits, 300):
            broken = bytearray(whole)
            broken[bit // 8] ^= 1 << bit % 8
            file.write_bytes(broken)

            assert keep._read(file.name) is None
        assert keep.kept(kind, lambda value=value: value) == value
        assert file.read_bytes() == whole


def test_only_parts_of_a_document_are_made():
    source = Source.of(TEXT)
    data = plain.data_of(parse(source))
    assert "rule.Rule" in [name for name, *_ in data["classes"]]
    for name in ("node.field", "node.Any", "part.NOTHING_TRIED", "situation.Answers", "rule.No"):
        with pytest.raises(ValueError, match=name):
            plain.document_of({**data, "classes": [[name]]}, source)


def test_a_grammar_that_is_broken_is_made_anew(folder, monkeypatch):
    monkeypatch.setattr(grammar, "_table", grammar._table.__wrapped__)
    made = grammar._table("waivers")
    (file,) = folder.glob("grammar-waivers-*")
    file.write_bytes(b"no grammar at all")

    again = grammar._table("waivers")

    assert [*again.rows[again.start]] == [*made.rows[made.start]] == ["WAIVE", "WAIVERS"]
    assert file.stat().st_size > 1000


def test_nothing_is_kept_where_others_may_write(folder):
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)

    keep.remember(parse(Source.of(TEXT)))

    assert list(folder.iterdir()) == []


def test_nothing_is_kept_in_a_folder_that_others_may_exchange(placed, tmp_path):
    above = tmp_path / "above"
    above.mkdir()
    above.chmod(0o777)
    assert not placed("above/kept")

    above.chmod(0o1777)  # as /tmp is: nobody exchanges what is another's
    assert placed("above/kept")


def test_nothing_is_kept_in_a_checkout(placed, tmp_path):
    (tmp_path / "there" / ".git").mkdir(parents=True)
    (tmp_path / "worktree").mkdir()
    (tmp_path / "worktree" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    (tmp_path / "link").symlink_to("there")
    (tmp_path / "here" / "link").symlink_to("..")

    assert placed("beside")
    assert not placed("here/.cache/ressort")
    assert not placed("there/.cache/ressort")
    assert not placed("worktree/cache")
    assert not placed("link/cache")
    assert placed("here/link/beside")
    assert placed("here/.cache/ressort", home=tmp_path / "here")


def test_keeping_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("RESSORT_CACHE", "")
    keep._folder.cache_clear()
    try:
        assert keep._folder() is None
        assert keep.kept("x", lambda: [1]) == [1]
    finally:
        keep._folder.cache_clear()


def test_of_too_many_entries_the_oldest_give_way_and_nothing_else(folder, monkeypatch):
    folder.mkdir()
    names = [
        f"{kind}-{number:032x}" for number in range(5) for kind in ("document", "grammar-rules")
    ]
    for age, name in enumerate([*names, "thesis.docx", "document-of-mine"]):
        (folder / name).write_bytes(b"x" * 100)
        os.utime(folder / name, (age, age))
    monkeypatch.setattr(limits, "KEPT", 800)

    keep._make_room.cache_clear()
    keep.remember(parse(Source.of(TEXT)))

    left = {each.name for each in folder.iterdir()}
    assert {*names} & left == {*names[-4:]}
    assert {"thesis.docx", "document-of-mine"} < left
