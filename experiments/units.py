"""Units of the figures of a document, in words: of facts, of what is wanted, and of their validation."""

from __future__ import annotations

UNITS: dict[str, tuple[str, str]] = {
    "aide": ("aides", "名"),
    "association/village": ("associations in each village", "个/村"),
    "bed": ("beds", "张"),
    "bed/1000": ("beds per 1,000", "张/千人"),
    "centre": ("centres", "个"),
    "centre/street": ("centres in each street", "个/街道"),
    "county": ("counties", "个"),
    "district": ("districts", "个"),
    "group/villager group": ("groups in each villager group", "个/村民小组"),
    "home": ("homes", "家"),
    "home/county": ("homes in each county", "家/县"),
    "household": ("households", "户"),
    "level": ("levels", "级"),
    "m2": ("m²", "平方米"),
    "m2/100 households": ("m² per 100 households", "平方米/百户"),
    "minute": ("minutes", "分钟"),
    "month": ("months", "个月"),
    "network": ("networks", "个"),
    "person": ("persons", "人"),
    "person-time": ("person-times", "人次"),
    "person/1000 elders": ("persons per 1,000 elders", "人/千名老人"),
    "person/village": ("persons in each village", "人/村"),
    "person/year": ("persons a year", "人/年"),
    "place": ("places", "个"),
    "platform": ("platforms", "个"),
    "point": ("points", "个"),
    "resident/staff": ("residents for each of staff", "名老人/名人员"),
    "share": ("share", "比例"),
    "site": ("sites", "处"),
    "site/village": ("sites in each village", "处/村"),
    "station": ("stations", "个"),
    "street": ("streets", "个"),
    "team/village": ("teams in each village", "支/村"),
    "town": ("towns", "个"),
    "yuan": ("yuan", "元"),
    "yuan/month": ("yuan a month", "元/月"),
    "yuan/year": ("yuan a year", "元/年"),
}
"""Unit of ``facts.csv`` or ``targets.csv`` -> its words."""


def in_chinese(unit: str) -> str:
    """A unit in Chinese; one that is not known as it stands."""
    return UNITS.get(unit, ("", unit))[1]
