"""``carecap elder``: the life of one elder told from the events of the model, two scenarios side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from experiments import config
from experiments.commands import page
from experiments.commands.plan import Plan, lived, plan
from experiments.notices import uncalibrated
from experiments.overrides import BadInput, Problem
from experiments.words_agents import CODES
from sim.agents.kinds import LEVELS, Living
from sim.calendar import text_of

if TYPE_CHECKING:
    from sim.record import Event

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Elder {id} of {region}, seed {seed}", "{region}第{id}号老人，种子{seed}"),
    "month": ("Month", "月份"),
    "same": ("the same", "同左"),
    "nothing": ("nothing", "无变化"),
    "alive": ("lives in the region at the end ({month})", "期末（{month}）仍在本地生活"),
    "differs": ("First month in which the two lives differ: {month}.", "两种情形自{month}起不同。"),
    "alike": ("The two lives are the same.", "两种情形完全相同。"),
    "died": ("dies at the age of {age}", "去世，享年{age}岁"),
    "left the region": ("leaves the region at the age of {age}", "{age}岁时迁出本地"),
    "enters": ("the story begins", "记录开始"),
    "worse": ("loses ability: {before} → {now}", "能力下降：{before}→{now}"),
    "recovers": ("recovers: {before} → {now}", "能力恢复：{before}→{now}"),
    "is": ("ability: {now}", "能力：{now}"),
    "dementia": ("dementia begins", "出现认知障碍"),
    "has dementia": ("has dementia", "有认知障碍"),
    "known": ("becomes known to the authorities", "被识别"),
    "is known": ("is known to the authorities", "已被识别"),
    "unknown": ("is no longer known to the authorities", "不再被识别"),
    "lives with": ("now lives {now}", "现{now}"),
    "is with": ("lives {now}", "{now}"),
    "applies": ("waits for {now}", "申请入住{now}"),
    "stops": ("waits no longer", "不再等候"),
    "moves in": ("moves into {now}", "入住{now}"),
    "moves home": ("goes home from {before}", "从{before}回家"),
    "moves": ("moves from {before} to {now}", "从{before}转到{now}"),
    "at home": ("lives at home", "住在自己家"),
    "in home": ("lives in {now}", "住在{now}"),
    "hours": ("hours a week: {hours}", "每周工时：{hours}"),
    "family hours": ("family {now}", "家庭{now}"),
    "formal hours": ("aides {now}", "护理员{now}"),
    "unmet hours": ("unmet {now}", "未满足{now}"),
    "other": ("{what}: {now}", "{what}：{now}"),
    **{code.name.lower(): words for codes in (LEVELS, CODES[Living]) for code, words in codes.items()},
    "comma": ("; ", "；"),
    "list": (", ", "、"),
}
ABILITIES = tuple(level.name.lower() for level in LEVELS)
OWN_HOME = "own home"
NEW_HOME = re.compile(r"^new home (\d+)$")
"""What ``sim.watch`` calls a home that did not stand at month 0."""
HOURS = ("family hours", "formal hours", "unmet hours")

Say = Callable[..., str]


def elder(overrides: Sequence[str]) -> None:
    """Print the life of one elder under the status quo and, if one is named, under a scenario."""
    settings = config.read("elder", overrides)
    assert settings.id is not None  # config.read refuses an elder without a number
    whole = plan("elder", settings, watch=(settings.id,))
    runs = lived(whole)
    if not any(run.events for run in runs):
        known = f"the elders of the census are 0 to {int(whole.region.elders.sum()) - 1}"
        message = f"nobody of this number lives in this run; {known}, later ones turn 60 or move in"
        raise BadInput([Problem("id", str(settings.id), message)], nothing="nothing was written")
    print(life_text(whole, [run.events for run in runs]))


def life_text(whole: Plan, lives: Sequence[Sequence[Event]]) -> str:
    """One column for each scenario, one line for each month in which something happened in any of them."""
    settings, region = whole.settings, whole.region
    chinese = settings.language == "zh"

    def say(key: str, **facts: Any) -> str:
        words = WORDS[key][chinese]
        return words.format(**facts) if facts else words

    names = {home.name: home.label_zh for home in region.homes} if chinese else {}
    told = [tell([renamed(event, names) for event in events], say) for events in lives]
    last = whole.tasks[0].until
    for months, events in zip(told, lives, strict=True):
        if not any(event.what in {"died", "left the region"} for event in events):
            months.setdefault(last, []).append(say("alive", month=text_of(last)))
    months = sorted(set().union(*told))
    heads = [scenario.title(settings.language) for scenario in settings.scenarios]
    room = (page.terminal() - 9) // len(told) - 2
    lines = [_side_by_side(say("month"), heads, room)]
    lines.append("-" * min(page.terminal(), 9 + len(told) * (room + 2)))
    differ = None
    for month in months:
        happened = [say("comma").join(life.get(month, [])) or say("nothing") for life in told]
        alike = len(set(happened)) == 1
        differ = month if differ is None and not alike else differ
        shown = [happened[0], *([say("same")] * (len(happened) - 1))] if alike else happened
        lines.append(_side_by_side(text_of(month), shown, room))
    place = region.label_zh if chinese else region.label
    caution = uncalibrated(region, settings.language, settings.region)
    title = say("title", id=settings.id, region=place, seed=settings.seed) + (
        caution and "\n" + page.indented(caution, 2)
    )
    if len(told) > 1:
        lines.append("\n" + (say("differs", month=text_of(differ)) if differ is not None else say("alike")))
    return "\n".join([title, "", *lines])


def renamed(event: Event, names: Mapping[str, str]) -> Event:
    """An event whose homes are called by their Chinese names; without ``names`` it stays as it is."""

    def called(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: called(one) for key, one in value.items()}
        if isinstance(value, list):
            return [called(one) for one in value]
        return names.get(value, NEW_HOME.sub(r"新机构\1", value)) if isinstance(value, str) else value

    return replace(event, detail=called(event.detail)) if names else event


def tell(events: Sequence[Event], say: Say) -> dict[int, list[str]]:
    """Month -> what happened in it, as short sentences; hours of care come last, together."""
    life: dict[int, list[str]] = {}
    hours: dict[int, list[str]] = {}
    for event in events:
        if event.what == "enters the story":
            sentences, worked = _beginning(event.detail, say)
            life.setdefault(event.month, []).extend(sentences)
            hours.setdefault(event.month, []).extend(worked)
        elif event.what in HOURS:
            change = f"{event.detail['before']} → {event.detail['now']}"
            hours.setdefault(event.month, []).append(say(event.what, now=change))
        else:
            life.setdefault(event.month, []).append(_sentence(event.what, event.detail, say))
    for month, worked in hours.items():
        if worked:
            life.setdefault(month, []).append(say("hours", hours=say("list").join(worked)))
    return life


def _beginning(now: dict[str, Any], say: Say) -> tuple[list[str], list[str]]:
    """How the elder lives when first seen: sentences, and hours of care."""
    home, waits = now.get("lives in"), now.get("waiting for")
    sentences = [say("enters"), say("is", now=_name(now.get("ability"), say))]
    if now.get("dementia"):
        sentences.append(say("has dementia"))
    if home == OWN_HOME:
        sentences += [say("at home"), say("is with", now=_name(now.get("lives with"), say))]
    else:
        sentences.append(say("in home", now=home))
    if now.get("known"):
        sentences.append(say("is known"))
    if waits:
        sentences.append(say("applies", now=say("list").join(waits)))
    return sentences, [say(what, now=now[what]) for what in HOURS if now.get(what)]


def _sentence(what: str, detail: dict[str, Any], say: Say) -> str:
    """One change of a life."""
    before, now = detail.get("before"), detail.get("now")
    if what in {"died", "left the region"}:
        return say(what, age=detail.get("age"))
    if what == "ability" and before in ABILITIES and now in ABILITIES:
        key = "worse" if ABILITIES.index(now) > ABILITIES.index(before) else "recovers"
        return say(key, before=_name(before, say), now=_name(now, say))
    if what == "dementia" and now:
        return say("dementia")
    if what == "known":
        return say("known" if now else "unknown")
    if what == "lives with":
        return say("lives with", now=_name(now, say))
    if what == "waiting for":
        return say("applies", now=say("list").join(map(str, now))) if now else say("stops")
    if what == "lives in":
        key = "moves in" if before == OWN_HOME else "moves home" if now == OWN_HOME else "moves"
        return say(key, before=before, now=now)
    return say("other", what=what, now=detail if now is None else now)


def _name(value: Any, say: Say) -> str:
    """A word of the model in the language of the story."""
    return say(value) if value in WORDS else str(value)


def _side_by_side(month: str, cells: Sequence[str], room: int) -> str:
    """A month and its columns, each broken to its room."""
    columns = [page.broken_to(cell, room) for cell in cells]
    lines = []
    for i in range(max(map(len, columns))):
        parts = [page.pad(column[i] if i < len(column) else "", room) for column in columns]
        lines.append("  ".join([page.pad(month if i == 0 else "", 9), *parts]).rstrip())
    return "\n".join(lines)
