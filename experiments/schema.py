"""What a command may be told: one pydantic tree, made from the declarations of levers and parameters.

A lever field takes a value or a set of dated values; both become a tuple of (month, value), where month -1
means "from the start". None means that nothing was said about the field.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, create_model
from pydantic_core import PydanticCustomError

from experiments.lists.assumed import Assumed
from sim.calendar import month_of, text_of
from sim.declare import Declared, declared
from sim.levers import LEVERS
from sim.parameters import Parameters

FROM_THE_START = -1
LAST_MONTH = "2035-12"


class Tree(BaseModel):
    """A node: read once, never changed, and nothing in it that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(message: str) -> PydanticCustomError:
    """An error whose text is the message alone."""
    return PydanticCustomError("carecap", "{message}", {"message": message})


def _problem(item: Declared, value: Any) -> str | None:
    """What is wrong with one value of a declared field; no number of the model is infinite or undefined."""
    numbers = value if isinstance(value, (list, tuple)) else (value,)
    if any(isinstance(n, float) and not math.isfinite(n) for n in numbers):
        return f"must be a finite number between {item.low:g} and {item.high:g} {item.unit}".rstrip()
    problem = item.check(value)
    return problem.rstrip() if problem else None


def _like_declared(item: Declared, value: Any) -> Any:
    """The value as the type that the declaration has (5 becomes 5.0 where a float is declared)."""
    if isinstance(item.default, tuple):
        kind = type(item.default[0])
        return tuple(kind(v) for v in value)
    return type(item.default)(value)


def _value(item: Declared) -> Callable[[Any], Any]:
    """A validator of one plain value; None is let through."""

    def check(value: Any) -> Any:
        if value is None:
            return None
        problem = _problem(item, value)
        if problem:
            raise wrong(problem)
        return _like_declared(item, value)

    return check


def _dated(item: Declared) -> Callable[[Any], tuple[tuple[int, Any], ...] | None]:
    """A validator of a plain value or of dated values, the dates written in order of time."""

    def check(value: Any) -> tuple[tuple[int, Any], ...] | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            problem = _problem(item, value)
            if problem:
                raise wrong(f"{problem}, or dated values such as {{2025-01: …}}")
            return ((FROM_THE_START, _like_declared(item, value)),)
        found: list[str] = [] if value else ["no date in it"]
        changes: list[tuple[int, Any]] = []
        for date, one in value.items():
            problem = _problem(item, one)
            if problem:
                found.append(f"{date}: {one!r} {problem}")
            try:
                month = month_of(str(date))
            except ValueError as error:
                found.append(str(error))
                continue
            if changes and month <= changes[-1][0]:
                found.append(f"{date} comes after {text_of(changes[-1][0])}: dates must be in order of time")
            changes.append((month, one))
        if found:
            raise wrong("; ".join(found))
        return tuple((month, _like_declared(item, one)) for month, one in changes)

    return check


def _group(name: str, kind: type, check: Callable[[Declared], Callable[[Any], Any]]) -> type[Tree]:
    """A node with one optional field for each declaration of a dataclass."""
    fields: dict[str, Any] = {d.name: (Annotated[Any, BeforeValidator(check(d))], None) for d in declared(kind)}
    return create_model(name, __base__=Tree, **fields)


def _groups(name: str, kinds: dict[str, type], check: Callable[[Declared], Callable[[Any], Any]]) -> type[Tree]:
    """A node with one group for each dataclass."""
    nodes = {key: _group(kind.__name__, kind, check) for key, kind in kinds.items()}
    fields: dict[str, Any] = {key: (node, node()) for key, node in nodes.items()}
    return create_model(name, __base__=Tree, **fields)


PARAMETER_GROUPS: dict[str, type] = dict(get_type_hints(Parameters))
"""Subject -> its dataclass, for instance homes -> Homes."""
PARAMETERS: dict[str, Declared] = {
    f"{name}.{item.name}": item for name, kind in PARAMETER_GROUPS.items() for item in declared(kind)
}
"""``subject.field`` -> declaration."""

LeverValues = _groups("LeverValues", LEVERS, _dated)
ParameterValues = _groups("ParameterValues", PARAMETER_GROUPS, _value)
AssumedValues = _group("AssumedValues", Assumed, _value)


def said(values: BaseModel) -> dict[str, Any]:
    """The fields of a tree of groups about which something was said: ``group.field`` -> value."""
    return {f"{group}.{name}": value for group, fields in values for name, value in fields if value is not None}


class Scenario(Tree):
    """A named set of dated levers and projects, and the question that it answers."""

    name: str
    label: str
    label_zh: str
    question: str
    question_zh: str
    levers: LeverValues = LeverValues()  # type: ignore[valid-type]
    projects: tuple[dict[str, Any], ...] = ()
    """Named projects: the columns of ``projects.csv`` and ``decided``; checked once the region is loaded."""

    def title(self, language: str) -> str:
        """Its label in a language."""
        return self.label_zh if language == "zh" else self.label


class Switch(Tree):
    """One of the switches of a comparison, all combinations of which are its arms."""

    name: str
    label: str
    label_zh: str


class Comparison(Tree):
    """A named comparison: its question and where its quantities come from. Its arms are the scenarios."""

    name: str
    label: str
    label_zh: str
    question: str
    question_zh: str
    note: str
    note_zh: str
    switches: tuple[Switch, ...] = ()
    none: str = ""
    """Name of the arm in which all switches are off."""

    def said(self, key: str, language: str) -> str:
        """Label, question or note in a language."""
        return str(getattr(self, f"{key}_zh" if language == "zh" else key)).strip()


FEWEST_ELDERS = 100
"""Fewest persons of a sample | judgement: with six a run failed as homes hired; with 200, three regions ran."""


class Scale(Tree):
    """How many of the elders are simulated, and for how long if nothing else is said."""

    fraction: Annotated[float, Field(strict=True, gt=0, le=1)] | None = None
    elders: Annotated[int, Field(strict=True, ge=FEWEST_ELDERS, le=10_000_000)] | None = None
    months: Annotated[int, Field(strict=True, ge=1, le=1200)] | None = None


def _switch(value: Any) -> Any:
    """On and off as people write them; the rest is left to be refused."""
    if isinstance(value, bool):
        return value
    known = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
    if isinstance(value, str) and value.lower() in known:
        return known[value.lower()]
    raise wrong("must be on or off")


def _switch_or_null(value: Any) -> Any:
    return None if value is None else _switch(value)


def _month(value: Any) -> int | None:
    """A month written YYYY-MM as its number."""
    if value is None:
        return None
    try:
        return month_of(str(value))
    except ValueError as error:
        raise wrong(str(error)) from None


def _known_folder(value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise wrong("must name a folder, or null to print only")
    return value


Count = Annotated[StrictInt, Field(ge=1, le=100_000)]


class Executed(Tree):
    """Who lives the runs; nothing in the results depends on it."""

    kind: Literal["processes", "serial", "dask"] = "processes"
    address: str | None = None


class Settings(Tree):
    """Everything that a command was told, checked."""

    region: str
    scenarios: tuple[Scenario, ...] = Field(min_length=1)
    comparison: Comparison | None = None
    scale: Scale
    levers: LeverValues = LeverValues()  # type: ignore[valid-type]
    parameters: ParameterValues = ParameterValues()  # type: ignore[valid-type]
    seed: Annotated[StrictInt, Field(ge=0, le=2**31 - 1)] = 1
    replicates: Count = 1
    until: Annotated[int | None, BeforeValidator(_month)] = None
    out: Annotated[str | None, AfterValidator(_known_folder)] = None
    out_named: bool = False
    """Whether ``out`` was typed, and is not the folder that the command has of its own"""
    language: Literal["en", "zh"] = "en"
    laws: Annotated[bool, BeforeValidator(_switch)] = False
    workers: Annotated[StrictInt, Field(ge=1, le=1024)] | None = None
    executor: Executed = Executed()
    resume: Annotated[bool | None, BeforeValidator(_switch_or_null)] = None
    keep: Literal["years", "months"] = "months"
    design: Any = None
    """An ``experiments.design.Design``, or None"""
    typed: tuple[str, ...] = ()
    """The words that were typed and that results depend on"""
    id: Annotated[StrictInt, Field(ge=0)] | None = None
    waterfall: Annotated[bool, BeforeValidator(_switch)] = False
    """Of `carecap compare`: take the last scenario apart, lever by lever (experiments/waterfall.py)."""
    # of `carecap optimise`
    goal: str | None = None
    trials: Count | None = None
    check: str | None = None
    # of `carecap lists`, the budget also of `carecap optimise`
    budget: Annotated[float, Field(ge=0, le=1e11, allow_inf_nan=False)] | None = None
    homes: Annotated[StrictInt, Field(ge=0, le=500)] | None = None
    stations: Annotated[StrictInt, Field(ge=0, le=5000)] | None = None
    trial_months: Annotated[StrictInt, Field(ge=24, le=120)] | None = None
    assume: AssumedValues = AssumedValues()  # type: ignore[valid-type]

    @property
    def assumed(self) -> Assumed:
        """What the lists assume: what is declared, but for what was said."""
        return Assumed(**{name: value for name, value in self.assume if value is not None})
