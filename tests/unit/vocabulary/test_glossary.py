"""The glossary has the words of the whole house."""

from importlib import import_module

import pytest

from samsyn.vocabulary.codelist import code_list, code_list_names
from samsyn.vocabulary.glossary import glossary, words_of
from samsyn.vocabulary.tables import TABLES


def test_every_table_has_its_word():
    """A table's title on paper is the glossary's word for it."""
    words = words_of("table")
    assert {name: words[name].sv for name in TABLES} == {
        table.name: table.title_sv[0].lower() + table.title_sv[1:] for table in TABLES.values()
    }
    assert set(words) == set(TABLES)


def test_every_code_list_has_its_word():
    """A code list's title on paper is the glossary's word for it."""
    words = words_of("code list")
    titles = {name: code_list(name).title_sv for name in code_list_names()}
    assert {name: words[name].sv for name in titles} == {
        name: title[0].lower() + title[1:] for name, title in titles.items()
    }
    assert set(words) == set(titles)


def test_every_indicator_has_its_word():
    """An indicator's title on paper is the glossary's word for it."""
    indicators = import_module("samsyn.statistics.indicator").indicators()
    words = words_of("indicator")
    assert {id_: word.sv for id_, word in words.items()} == {
        id_: each.title[0].lower() + each.title[1:] for id_, each in indicators.items()
    }


@pytest.mark.parametrize("language", ["sv", "en"])
def test_one_thing_has_one_word(language):
    """No two words of a kind are written alike, and none is empty."""
    seen = [(word.kind, getattr(word, language)) for word in glossary()]
    assert all(text.strip() for _, text in seen)
    assert len(seen) == len(set(seen))
