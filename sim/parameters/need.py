"""Hours of care that ability calls for, and the choice between home and staying."""

from __future__ import annotations

from dataclasses import dataclass

from sim.declare import quantity


@dataclass(frozen=True)
class Need:
    """Hours of care that a level of ability calls for."""

    home: tuple[float, ...] = quantity(
        (0.0, 7.0, 16.0, 30.0, 45.0),
        unit="hour/week",
        high=168,
        meaning="need at home by level 0-4",
        source="design prior",
    )
    dementia: float = quantity(
        7.0,
        unit="hour/week",
        high=60,
        meaning="supervision that dementia adds at home",
        source="judgement; supervision replaced by insured home care in Shanghai 2.1 h/week (2018-19)",
    )
    dementia_in_home: float = quantity(
        3.0, unit="hour/week", high=40, meaning="aide hours that dementia adds in a home", source="judgement"
    )
    gap_effect: bool = quantity(
        True,
        unit="",
        meaning="long gaps hasten worsening and death by the multipliers of the health file",
        source="design: small default",
    )
    gap_share: float = quantity(
        0.25,
        unit="share",
        low=0.01,
        meaning="a gap counts as long when it exceeds this share of need …",
        source="judgement",
    )
    gap_months: int = quantity(
        6, unit="month", low=1, high=60, meaning="… for this many months on end", source="judgement"
    )


@dataclass(frozen=True)
class Choosing:
    """Utility of entering a home against staying; the ownership constants are fitted at month 0 and frozen."""

    constant: tuple[float, ...] = quantity(
        (-3.0, -3.0, -3.0),
        unit="utility",
        low=-30,
        high=30,
        meaning="constant of public, publicly built privately operated, private homes",
        source="fitted to month-0 occupancy",
        grade="F",
    )
    tekun_constant: tuple[float, ...] = quantity(
        (2.0, 2.0),
        unit="utility",
        low=-30,
        high=30,
        meaning="added for tekun in public and in publicly built privately operated homes",
        source="fitted to the tekun among the residents at month 0",
        grade="F",
    )
    memory: float = quantity(
        0.6,
        unit="utility",
        low=0,
        high=3,
        meaning="added at month 0 for all but tekun: residents who entered in an earlier spell of need and stayed",
        source="fitted so that paying residents keep pace with known need in the first two years",
        grade="F",
    )
    home_spread: float = quantity(
        0.3,
        unit="ratio",
        low=0.05,
        high=1.0,
        meaning="spread of tastes between homes against that of readiness for any home; with n equal homes demand "
        "grows like n to this power",
        source="judgement: a new home draws mostly from the others; 1 would let demand grow with the number of homes",
    )
    level: float = quantity(
        0.6, unit="utility/level", low=0, high=3, meaning="each level of loss of ability", source="judgement"
    )
    alone: float = quantity(
        0.75,
        unit="utility",
        low=-1,
        high=3,
        meaning="living alone",
        source="log of OR 1/0.47 of having a spouse, BMJ Open 2020;10:e032478",
        grade="A",
    )
    children: float = quantity(
        -1.4,
        unit="utility",
        low=-3,
        high=1,
        meaning="living with children",
        source="log of OR 0.25, BMJ Open 2020;10:e032478",
        grade="A",
    )
    oldest: float = quantity(
        0.8,
        unit="utility",
        low=-1,
        high=2,
        meaning="80 and older",
        source="log of OR 2.25, BMJ Open 2020;10:e032478",
        grade="A",
    )
    gap: float = quantity(
        0.05,
        unit="utility per hour/week",
        low=0,
        high=0.5,
        meaning="each unmet hour a week at home",
        source="judgement",
    )
    price: float = quantity(
        1.5,
        unit="utility",
        low=0,
        high=10,
        meaning="price after subsidies as a share of what elder and family can pay",
        source="judgement",
    )
    strain: float = quantity(
        0.3,
        unit="utility",
        low=0,
        high=1,
        meaning="the family has been under strain for family.strain_months and more",
        source="judgement: about 1.3 times as many apply, so relief takes a quarter off; hazards of entry to try: 0.95 "
        "(respite), 0.90 (training of carers), range 0.75-1.0; no numeric Chinese estimate found",
        grade="C",
    )
    family_bed: float = quantity(
        0.3,
        unit="utility",
        low=0,
        high=2,
        meaning="added to staying for those with a family care bed at home",
        source="judgement: about three quarters as many apply, the low end of the hazards of entry (0.75-1.0) of "
        "single measures, for visits, devices and an alarm together; no numeric Chinese estimate found",
        grade="C",
    )
    adapted: float = quantity(
        0.2,
        unit="utility",
        low=0,
        high=1,
        meaning="added to staying for those whose home has been adapted",
        source="judgement: about 0.86 times as many apply; hazard of entry of single measures 0.90-0.95 (0.75-1.0)",
        grade="C",
    )
    distance: float = quantity(
        0.03,
        unit="utility/km",
        low=0,
        high=0.5,
        meaning="each kilometre between the counties' seats",
        source="judgement",
    )
    quality: float = quantity(1.0, unit="utility", low=0, high=5, meaning="quality from 0 to 1", source="judgement")
    medical: float = quantity(
        0.3, unit="utility/level", low=0, high=3, meaning="each medical level", source="judgement"
    )
    review_months: int = quantity(
        12,
        unit="month",
        low=1,
        high=60,
        meaning="a persisting gap (and, by tekun, a place) is thought over this often",
        source="judgement",
    )
    patience: float = quantity(
        0.35,
        unit="1/year",
        low=0,
        high=5,
        meaning="rate of giving up waiting at level 2; doubles with each level less, halves with each more",
        source="judgement",
    )
    outreach: float = quantity(
        0.4,
        unit="utility",
        low=0,
        high=2,
        meaning="added for tekun whom a visit or a trial day has shown what a home is like",
        source="judgement: half as much as living alone; no document says how many change their mind",
        grade="C",
    )
    refuse_help: float = quantity(
        0.25,
        unit="share",
        meaning="people who want no help from strangers at home",
        source="87 % prefer care at home (Caijing 2025); refusal of outside help is a judgement",
    )
