"""``briefbook_rules``: what a book may change, and what is refused."""

from __future__ import annotations

import pytest
from sphinx.errors import ConfigError

from briefbook.findings import Severity
from briefbook.rules.registry import RULES
from briefbook.rules.settings import read


def test_every_rule_has_its_defaults() -> None:
    settings = read({}, RULES)
    assert {name: chosen.severity for name, chosen in settings.items()} == {
        name: rule.severity for name, rule in RULES.items()
    }


def test_severity_and_limits_are_changed() -> None:
    given = {"long-sentence": {"severity": "hint", "words": 40}, "gap-missing": "off"}
    settings = read(given, RULES)
    assert settings["long-sentence"].severity is Severity.HINT
    assert settings["long-sentence"].number("words") == 40
    assert settings["gap-missing"].severity is None
    assert settings["long-paragraph"].number("sentences") == 3


def test_star_stands_for_what_is_not_named() -> None:
    settings = read({"*": "hint", "duplicate-id": "error"}, RULES)
    assert settings["wrong-kind"].severity is Severity.HINT
    assert settings["duplicate-id"].severity is Severity.ERROR


def test_lists_become_tuples() -> None:
    settings = read({"weasel-word": {"allowed": ["may"]}}, RULES)
    assert settings["weasel-word"].words("allowed") == ("may",)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"long-sentance": "off"}, "no rule 'long-sentance'; did you mean 'long-sentence'?"),
        ({"zzz": "off"}, "no rule 'zzz'; the reference lists all rules"),
        ({"long-sentence": "of"}, "'long-sentence' has the severity 'of'; did you mean 'off'?"),
        ({"long-sentence": 3}, "'long-sentence' is 3; give one of 'error', 'warning'"),
        ({"long-sentence": {"word": 3}}, "no setting 'word'; did you mean 'words'?"),
        ({"long-sentence": {"words": "3"}}, "'words' of 'long-sentence' is '3'; give a whole"),
        ({"long-sentence": {"words": True}}, "is True; give a whole number"),
        ({"long-sentence": {"words": -1}}, "is -1; give a whole number"),
        ({"long-sentence": {"severity": None}}, "has the severity None"),
        ({"weasel-word": {"allowed": "may"}}, "is 'may'; give a list of words"),
        ({"*": "loud"}, "'*' is 'loud'; use one of 'error'"),
    ],
)
def test_what_is_not_well_formed_is_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read(given, RULES)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("chosen", "own", "weighed"),
    [
        ("error", Severity.HINT, Severity.HINT),
        ("hint", Severity.WARNING, Severity.HINT),
        ("warning", None, Severity.WARNING),
        ("off", Severity.HINT, None),
    ],
)
def test_breach_never_weighs_more_than_its_rule(
    chosen: str, own: Severity | None, weighed: Severity | None
) -> None:
    assert read({"handout-pages": chosen}, RULES)["handout-pages"].weigh(own) is weighed
