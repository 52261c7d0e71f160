"""Sex, level and dementia of an elder in one byte: who reads or writes it does so here.

Bit 0 is the sex, bits 1-3 the level of GB/T 42195 (0-4), bit 4 dementia. The functions work on numbers in
kernels and on whole columns outside.
"""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

LEVEL_AND_DEMENTIA = 0x1E
ALL_ELSE = 0xE1
ADAPTED, DEVICES, FAMILY_BED, TRAINED_CARER, BRACELET = 1, 2, 4, 8, 16
"""Bits of ``aids``: what helps somebody at home."""
LASTING_AIDS = ADAPTED | TRAINED_CARER
"""What stays for good; the rest is for those in need who live in their own home, and ends with that."""


@register_jitable
def pack(sex: Any, level: Any, dementia: Any) -> Any:
    """The byte of a sex, a level and dementia (0 or 1)."""
    return sex | (level << 1) | (dementia << 4)


@register_jitable
def level_of(state: Any) -> Any:
    """Level of loss of ability, 0 to 4."""
    return (state >> 1) & 7


@register_jitable
def dementia_of(state: Any) -> Any:
    """1 with dementia, else 0."""
    return (state >> 4) & 1


@register_jitable
def in_need(state: Any) -> Any:
    """Whether somebody needs care: a level above 0, or dementia."""
    return (state & LEVEL_AND_DEMENTIA) != 0


@register_jitable
def with_health(state: Any, level: Any, dementia: Any) -> Any:
    """The byte with another level and dementia, all else as it was."""
    return (state & ALL_ELSE) | (level << 1) | (dementia << 4)
