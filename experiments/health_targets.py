"""What is known of the ability, dementia and death of China's elders: the figures at which the fit of health aims."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.health_files import SEXES
from sim.world.cohort import monthly_matrices
from sim.world.health import FloatArray

RUN_IN_FROM = 45  # age at which everybody is taken as able, years (assumption)

# Smoothed CLHLS intensities at 65 and 95 (1/year; log-linear between), men then women: maximum likelihood on
# the three-year tables of Math Probl Eng 2022:7980111; 1 healthy, 2 intermediate, 3 worst; m1-m3 deaths.
CLHLS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "q12": ((0.16796, 0.99803), (0.19136, 1.60918)),
    "q21": ((0.48809, 0.08150), (0.38251, 0.08832)),
    "q23": ((0.11873, 0.47365), (0.11199, 0.63202)),
    "q32": ((0.67769, 0.19498), (0.53453, 0.11908)),
    "m1": ((0.01823, 0.07930), (0.01057, 0.07441)),
    "m2": ((0.03082, 0.13404), (0.01277, 0.08988)),
    "m3": ((0.12164, 0.43783), (0.06488, 0.34698)),
}
CLHLS_AT_80 = {name: np.sqrt(np.prod(value, axis=1)) for name, value in CLHLS.items()}
CLHLS_SLOPE = {name: np.log(np.divide(*np.transpose(value)[::-1])) / 3.0 for name, value in CLHLS.items()}


@dataclass(frozen=True)
class Target:
    """A figure to be met: residuals are divided by ``spread``; the tests accept them up to ``tolerance``."""

    name: str
    value: float
    unit: str
    spread: float
    tolerance: float
    source: str
    compared: str = "ratio"

    def residual(self, fitted: float) -> float:
        """Relative (ratio) or absolute (difference) miss of the fitted value."""
        return fitted / self.value - 1.0 if self.compared == "ratio" else fitted - self.value


def targets() -> list[Target]:
    """Everything that the fit aims at (model.md 4.1), with sources and grades."""
    synthesis = "C: synthesis of 11.6 % (2021 survey), 19.4 = 16.8/1.5/1.1 % (SW China 2020), 2.34 % (census 2020)"
    found = [
        Target(f"share of level {level}", value, "% of 60+ at the census", 0.02, 0.02, synthesis)
        for level, value in enumerate((86.5, 9.5, 2.0, 1.1, 0.9))
    ]
    onset = "A: CLHLS 64.2 (2002 cohort) to 46.6 (2008 cohort), J Gerontol A 2020;75:2113"
    found.append(Target("onset of level 1 from level 0 at 65+", 50.0, "per 1,000 person-years", 0.03, 0.05, onset))
    smooth = "A: smoothed CLHLS intensities (Math Probl Eng 2022:7980111)"
    for i, sex in enumerate(SEXES):
        for name, move in (("q12", "0>1"), ("q21", "1>0")):
            slope = float(CLHLS_SLOPE[name][i])
            found.append(Target(f"age slope {move}, {sex}", slope, "log per 10 y", 0.05, 0.05, smooth, "difference"))
        rate = float(CLHLS_AT_80["q32"][i])
        found.append(Target(f"return of levels 2-4 below 2 at 80, {sex}", rate, "1/year", 0.3, 0.2, smooth))
    for name, move in (("q12", "0>1"), ("q21", "1>0")):
        ratio = float(CLHLS_AT_80[name][1] / CLHLS_AT_80[name][0])
        found.append(Target(f"women / men at 80, {move}", ratio, "ratio", 0.05, 0.05, smooth))
    worst = log_odds(_clhls_worst())
    odds = smooth + ", log odds of its worst state in a cohort able at 45"
    for level in (2, 3):
        for i, sex in enumerate(SEXES):
            rise = float(worst[i, 1] - worst[i, 0]) / 2.0
            name = f"rise of level {level}+ 65 to 85, {sex}"
            found.append(Target(name, rise, "log odds per 10 y", 0.15, 0.2, odds, "difference"))
        gap = float(worst[1, 2] - worst[0, 2])
        found.append(Target(f"women - men at 80, level {level}+", gap, "log odds", 0.15, 0.2, odds, "difference"))
    jia = "A: Jia L. et al, Lancet Public Health 2020;5:e661 (2015-18); by decade solved from its odds ratios"
    found.append(Target("dementia, 60+", 6.0, "%", 0.02, 0.02, jia))
    for decade, value in (("60-69", 3.1), ("70-79", 8.0), ("80-89", 12.7), ("90+", 17.6)):
        found.append(Target(f"dementia, {decade}", value, "%", 0.1, 0.1, jia))
    sexes = "A: 10.3 % women, 7.7 % men at 65+ (2019 survey, n=20,438)"
    found.append(Target("dementia, women / men, 65+", 10.3 / 7.7, "ratio", 0.1, 0.1, sexes))
    yuan = "A: crude incidence, Yuan J. 2016 Alzheimers Dement (1997-2002)"
    found.append(Target("dementia incidence, 65+", 12.1, "per 1,000 person-years", 0.2, 0.2, yuan))
    order = "C: doubling every 5.5 years scaled to 12.1; an order of magnitude"
    for band, value in (("65-69", 4.0), ("70-74", 8.0), ("75-79", 14.0), ("80-84", 24.0), ("85+", 40.0)):
        found.append(Target(f"dementia incidence, {band}", value, "per 1,000 person-years", 0.5, 0.5, order))
    return found


def _clhls_worst() -> FloatArray:
    """Share in the worst CLHLS state at 65, 85 and 80, by sex, in a cohort able at ``RUN_IN_FROM``."""
    decades = (RUN_IN_FROM + (np.arange((85 - RUN_IN_FROM) * 12) + 0.5) / 12.0 - 80.0) / 10.0
    found = []
    for i in (0, 1):
        rate = {name: CLHLS_AT_80[name][i] * np.exp(CLHLS_SLOPE[name][i] * decades) for name in CLHLS}
        moves = (("q12", "q23"), ("q21", "q32"), ("m1", "m2", "m3"))  # down, back, death
        share = follow(*(np.stack([rate[name] for name in names], axis=1) for names in moves))
        found.append([share[(age - RUN_IN_FROM) * 12, 2] for age in (65, 85, 80)])
    return np.array(found)


def follow(up: FloatArray, down: FloatArray, death: FloatArray) -> FloatArray:
    """Composition of survivors from everybody in the first state; rates [month, move], 1/year."""
    n, step = death.shape[1], np.arange(death.shape[1] - 1)
    rates = np.zeros((len(death), n + 1, n + 1))
    rates[:, step, step + 1], rates[:, step + 1, step], rates[:, :n, n] = up, down, death
    rates[:, np.arange(n + 1), np.arange(n + 1)] = -rates.sum(-1)
    share = [np.eye(n)[0]]
    for month in monthly_matrices(rates)[:, :n, :n]:
        after = share[-1] @ month
        share.append(after / after.sum())
    return np.array(share)


def log_odds(share: FloatArray) -> FloatArray:
    """Log odds of shares between 0 and 1."""
    return np.asarray(np.log(share / (1.0 - share)))
