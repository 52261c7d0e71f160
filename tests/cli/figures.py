"""Tables and sheets for the tests of figures: Qingyuan with paired luck and trends, 23 towns that stand close."""

import itertools
from types import SimpleNamespace

import numpy as np
import pandas as pd

from experiments.charts_sheet import Sheet, read
from sim.agents import kinds
from sim.calendar import month_of, text_of
from sim.outcomes import OUTCOMES

COUNTIES = (
    ("Qingcheng", "清城区", 23.70, 113.06, 149434),
    ("Qingxin", "清新区", 23.73, 113.02, 98457),
    ("Fogang", "佛冈县", 23.88, 113.53, 50662),
    ("Yangshan", "阳山县", 24.47, 112.64, 70190),
    ("Lianshan", "连山壮族瑶族自治县", 24.57, 112.09, 17470),
    ("Liannan", "连南瑶族自治县", 24.72, 112.29, 22546),
    ("Yingde", "英德市", 24.19, 113.40, 156885),
    ("Lianzhou", "连州市", 24.78, 112.38, 82635),
)
SCENARIOS = {
    "status_quo": ("Status quo", "现状"),
    "build": ("Public bed construction", "公办养老床位建设"),
    "operate": ("Private operation of public homes", "公建民营"),
    "staff": ("More and better paid aides", "增加护理员并提高薪酬"),
}
LINE = "status_quo, build, operate, staff · Qingyuan · full scale · seeds 1-4 · carecap 0.1.0 (code 3f2a91c)"
EFFECT = {"status_quo": 0.0, "build": -0.01, "operate": -0.04, "staff": -0.16}
LEVEL = {
    **{"unmet_hours": 190_000, "need_hours": 560_000, "any_gap": 0.52, "no_help": 0.11, "known": 0.36},
    **{"formal_hours": 21_000, "operable_beds": 7_300, "waiting": 1_450, "waiting_months": 7.0},
    **{"entered_90": 0.44, "died_waiting": 19, "aides": 1_240, "aides_missing": 560, "tekun_placed": 2_010},
    **{"public_cost": 1.9e7, "household_cost": 1.4e7, "occupancy_operable": 0.86, "urban_rural_gap": 0.07},
    **{"worst_place": 0.44, "beds": 10_100, "residents": 5_900},
}
OCCUPANCY = {"": 0.56, "ownership=public": 0.48, "ownership=public_private": 0.67, "ownership=private": 0.71}
CAUSES = {
    "empty_cause": (kinds.EmptyBed, (140, 700, 1900, 260, 310, 520, 420)),
    "unmet_cause": (kinds.UnmetHour, (92_000, 31_000, 24_000, 22_000, 12_000, 9_000)),
}


def region():
    """Qingyuan as far as the figures look at it: places, their seats and elders."""
    facts = {"estimated": False}
    places = tuple(SimpleNamespace(name=n, label=n, label_zh=zh, lat=a, lon=o, **facts) for n, zh, a, o, _ in COUNTIES)
    elders = np.array([[[people // 2], [people - people // 2]] for *_, people in COUNTIES])
    names = {"name": "qingyuan", "label": "Qingyuan", "label_zh": "清远市"}
    return SimpleNamespace(**names, places=places, elders=elders, calibrated=True)


def synthetic(scenarios=tuple(SCENARIOS), replicates=2, n_months=26, start="2020-11"):
    """A tidy table with paired luck, trends, and scenarios that part after fourteen months."""
    chance = np.random.default_rng(7)  # noqa: TID251
    months = [text_of(month_of(start) + i) for i in range(n_months)]
    time = np.arange(n_months) / 12
    series = [(name, "", value, 0.01) for name, value in LEVEL.items()]
    series += [("occupancy", group, value, -0.01) for group, value in OCCUPANCY.items()]
    for name, (vocabulary, values) in CAUSES.items():
        groups = (f"cause={kind.name.lower()}" for kind in vocabulary)
        series += [(name, group, value, 0.02) for group, value in zip(groups, values, strict=True)]
    tables = []
    for replicate in range(1, replicates + 1):
        luck = {key[:2]: np.cumsum(chance.normal(0, 0.0035, n_months)) for key in series}
        for scenario, (i, (name, group, value, trend)) in itertools.product(scenarios, enumerate(series)):
            sign = {"lower": 1.0, "higher": -1.0}.get(OUTCOMES[name].better, 0.0) * (1 + 0.5 * np.sin(3 * i))
            own = chance.normal(0, 0.006) * (scenario != "status_quo")
            bite = np.clip(time - 14 / 12, 0, 3) / 3 * (sign * EFFECT.get(scenario, -0.1) + own)
            wobble = chance.normal(0, 0.25, n_months) if name == "entered_90" else 0.0
            path = value * (1 + trend * time + luck[name, group] + bite + wobble)
            cell = {"scenario": scenario, "replicate": replicate, "month": months, "group": group, "outcome": name}
            tables.append(pd.DataFrame({**cell, "place": "", "value": path}))
            if name in ("unmet_hours", "need_hours"):
                for j, (place, *_, people) in enumerate(COUNTIES):
                    part = people / 648_279 * (1 + 0.3 * np.sin(2.0 * j) * (name == "unmet_hours"))
                    tables.append(pd.DataFrame({**cell, "place": place, "value": path * part}))
    return pd.concat(tables, ignore_index=True)


def sheet_of(frame, language="en"):
    return read(frame, region(), list(SCENARIOS), language, LINE, SCENARIOS)


def crowded(language, estimated=True):
    """A sheet of 23 towns that stand close together, as Banan has them, under four scenarios."""
    chance = np.random.default_rng(5)  # noqa: TID251
    towns = [
        ("Longzhouwan", "龙洲湾街道"),
        ("Shengdengshan", "圣灯山镇"),
        ("Shuanghekou", "双河口镇"),
        ("Yipin", "一品街道"),
    ]
    lat, lon = 29.2 + 0.45 * chance.random(23), 106.5 + 0.45 * chance.random(23)
    places = tuple(
        SimpleNamespace(name=f"{i}", label=towns[i % 4][0], label_zh=towns[i % 4][1], lat=a, lon=o, estimated=estimated)
        for i, (a, o) in enumerate(zip(lat, lon, strict=True))
    )
    world = SimpleNamespace(label="Banan", label_zh="巴南区", places=places, calibrated=False)
    world.elders = (1500 + 35_000 * chance.random(23) ** 3).astype(int)
    keys = itertools.product(("unmet_hours", "need_hours"), [place.name for place in places], SCENARIOS)
    table = {(o, "", place, name): np.full((2, 12), 30.0 if o == "unmet_hours" else 100.0) for o, place, name in keys}
    names = {name: pair[language == "zh"] for name, pair in SCENARIOS.items()}
    months = np.arange(12) + month_of("2021-01")
    return Sheet(table, world, names, language, LINE, months, np.arange(12), 2)
