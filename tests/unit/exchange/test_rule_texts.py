"""Every rule and message in both languages, saying the same of the same values."""

import re

import pytest

from samsyn.exchange import rule_texts_english, rule_texts_form
from samsyn.exchange.rule_texts import MESSAGES, RULES, texts, title

BRACES = re.compile(r"\{\w+\}")


def test_both_languages_have_the_same_rules_and_messages() -> None:
    """None is missing, and none is left of what was taken away."""
    assert list(rule_texts_english.TITLES) == list(RULES)
    assert list(rule_texts_english.MESSAGES) == list(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_names_the_same_values_in_both(name: str) -> None:
    """A lost or misspelt brace would lose a day or stop the check."""
    for swedish, english in zip(texts(name), texts(name, "en"), strict=True):
        assert set(BRACES.findall(english)) == set(BRACES.findall(swedish))
        assert english != swedish


def test_a_form_says_it_without_tables_and_columns() -> None:
    """The same messages in both languages, of values that the rule gives, and no code's names."""
    assert list(rule_texts_form.ENGLISH) == list(rule_texts_form.SWEDISH)
    for name, swedish in rule_texts_form.SWEDISH.items():
        english = texts(name, "en", form=True)
        assert texts(name, form=True) == swedish
        for one, other, whole in zip(swedish, english, texts(name), strict=True):
            assert set(BRACES.findall(one)) == set(BRACES.findall(other))
            known = set(BRACES.findall(whole))
            assert set(BRACES.findall(one)) <= known | set(BRACES.findall(texts(name)[0]))
            assert not re.search(r"\b[a-z]+_[a-z_]+\b", BRACES.sub("", one + other))


def test_a_title_is_in_the_language_asked_for() -> None:
    """Swedish unless English is asked for."""
    assert title("R06") == "Samtycke saknas"
    assert title("R06", "en") == "Consent is missing"
