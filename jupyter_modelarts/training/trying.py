"""What expressions find in a text that the user typed, by the same rules as in a job's log."""

from __future__ import annotations

from ..core.errors import InvalidInput
from .readings import find_points, read_lines
from .rules import DEFAULT_RULES, Matcher
from .schemas import MetricRule, MetricTrial

MAX_TEXT = 20_000  # characters


def try_rules(rules: list[MetricRule] | None, text: str) -> list[MetricTrial]:
    """One trial for each rule; without rules, those of the default ones that found something."""
    if len(text) > MAX_TEXT:
        raise InvalidInput(f"The text has {len(text)} characters: {MAX_TEXT} is the most.")
    lines, _ = read_lines("", text, ended=True)
    trials = [_try_rule(rule, lines) for rule in (DEFAULT_RULES if rules is None else rules)]
    return trials if rules is not None else [trial for trial in trials if trial.values]


def _try_rule(rule: MetricRule, lines: list[str]) -> MetricTrial:
    try:
        matcher = Matcher([rule])
    except InvalidInput as error:
        return MetricTrial(name=rule.name, problem=str(error))
    found = find_points(matcher, lines).get(rule.name)
    return MetricTrial(name=rule.name, values=[value for _, value in found.points] if found else [])
