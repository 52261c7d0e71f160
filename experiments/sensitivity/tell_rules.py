"""The boxes in which a policy fails, in plain words."""

from __future__ import annotations

import math

from experiments.commands import page
from experiments.design import Quantity
from experiments.labels import number, outcome_label
from experiments.sensitivity import names
from experiments.sensitivity.failing import Failing, Found
from experiments.sensitivity.rules import DEALS, DEPTH, ERROR, Condition, Rule
from experiments.sensitivity.tell import Block, Teller

SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}


def told(teller: Teller, failing: Failing, found: list[Found]) -> list[Block]:
    """What counts as failing, how rules are found, then each scenario with its rules."""
    measure = page.Measure(failing.outcome, failing.limit, teller.language)
    unit = measure.label.rpartition(", ")[2]
    facts = {"outcome": outcome_label(failing.outcome, teller.language), "sign": SIGNS[failing.sign]}
    limit = f"{measure.text(failing.limit)} {unit}"
    heading = teller.say("fails", **facts, limit=limit, year=found[0].year)
    blocks = [Block(heading=heading)]
    for one in found:
        blocks += _scenario(teller, one)
    how = teller.say("fails.how", depth=DEPTH, error=f"{100 * ERROR:.0f}", deals=DEALS)
    return [*blocks, Block(text=how)]


def _scenario(teller: Teller, one: Found) -> list[Block]:
    """One scenario: how often it fails, and the rules."""
    d = one.discovery
    share = number(100 * d.failures / d.points) if d.points else "–"
    facts = {"failures": d.failures, "points": d.points, "share": share}
    text = teller.say("fails.count", scenario=teller.scenario(one.scenario), **facts)
    if one.missing:
        text += teller.say("fails.missing", n=one.missing)
    if not d.rules:
        if d.failures == d.points and d.points:
            text += teller.say("fails.all")
        elif d.failures == 0:
            text += teller.say("fails.none")
        elif math.isnan(d.best_p):
            text += teller.say("fails.few")
        elif d.too_few:
            text += teller.say("fails.too_few", blocks=d.blocks, p=number(100 * d.least_p))
        else:
            text += teller.say("fails.no_rule", p=f"{d.best_p:.2g}")
    blocks = [Block(text=text)]
    return [*blocks, *(Block(text=_rule(teller, i, rule)) for i, rule in enumerate(d.rules, 1))]


def _rule(teller: Teller, i: int, rule: Rule) -> str:
    """A rule as a sentence."""
    least = 1 / (1 + DEALS)
    return teller.say(
        "rule",
        i=i,
        conditions=teller.say("and").join(_condition(teller, one) for one in rule.conditions),
        density=number(100 * rule.density),
        outside=number(100 * rule.outside) if math.isfinite(rule.outside) else "–",
        points=rule.points,
        coverage=number(100 * rule.coverage),
        p=f" ≤ {least:.3f}" if rule.p <= least + 1e-12 else f" = {rule.p:.3f}",
    )


def _condition(teller: Teller, one: Condition) -> str:
    """A condition with its bounds in the unit of the quantity; whole numbers as the numbers that are inside."""
    path, _, value = one.column.partition("=")
    quantity = next(q for q in teller.design.quantities if q.path == path)
    language = teller.language
    name = f"{names.label(quantity, language)} ({path})" if language != "zh" else f"“{names.label(quantity, language)}”"
    if value:
        key = "is" if math.isinf(one.most) else "is_not"
        return teller.say(key, quantity=name, value=names.amount(quantity, value, language))
    if quantity.declared is not None and isinstance(quantity.declared.default, bool):
        return teller.say("is", quantity=name, value=teller.say("on" if math.isinf(one.most) else "off"))
    return _between(teller, quantity, name, one)


def _between(teller: Teller, quantity: Quantity, name: str, one: Condition) -> str:
    """The bounds of a number."""
    language = teller.language
    low, high = one.above, one.most
    if quantity.whole:
        low, high = (
            math.floor(low) + 1 if math.isfinite(low) else low,
            math.floor(high) if math.isfinite(high) else high,
        )
    if math.isinf(high):
        key = "at_least" if quantity.whole else "above"
        return teller.say(key, quantity=name, value=names.amount(quantity, low, language))
    if math.isinf(low):
        return teller.say("at_most", quantity=name, value=names.amount(quantity, high, language))
    key = "from_to" if quantity.whole else "between"
    facts = {"low": names.amount(quantity, low, language), "high": names.amount(quantity, high, language)}
    return teller.say(key, quantity=name, **facts)
