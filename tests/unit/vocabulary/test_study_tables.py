"""The tables of a study: their words, lists and references."""

import pytest

from samsyn.errors import UnknownName
from samsyn.evaluation.costs import PAYERS
from samsyn.evaluation.delivery import BREACHES
from samsyn.evaluation.screening import STEPS
from samsyn.vocabulary.codelist import code_list, code_list_names
from samsyn.vocabulary.glossary import words_of
from samsyn.vocabulary.study_tables import STUDY_TABLES, study_table
from samsyn.vocabulary.tables import TABLES


def test_every_study_table_has_its_word():
    """A study table's title on paper is the glossary's word for it."""
    titles = {
        name: each.title_sv[0].lower() + each.title_sv[1:]
        for name, each in STUDY_TABLES.items()
        if name not in TABLES
    }
    assert {name: word.sv for name, word in words_of("study table").items()} == titles


def test_coded_fields_name_lists_that_exist():
    """Each coded field's list is there; each reference is to another study table."""
    for each in STUDY_TABLES.values():
        for field in each.fields:
            assert field.code_list in {"", "municipality", *code_list_names()}
            assert field.refers_to in {"", "person", *STUDY_TABLES}


def test_code_lists_hold_what_the_functions_count():
    """Steps, kinds of breach and payers are the same words in the lists and in the code."""
    assert code_list("study_step").codes == STEPS
    assert code_list("study_breach").codes == BREACHES
    assert code_list("payer").codes == (*PAYERS, "society")


def test_an_unknown_study_table_is_an_error_that_helps():
    """A slip in a name says what is near."""
    with pytest.raises(UnknownName, match="study_person"):
        study_table("study_persons")
