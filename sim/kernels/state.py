"""Sex, level, dementia and long gap of an elder in one byte: who reads or writes it does so here.

Bit 0 is the sex, bits 1-3 the level of GB/T 42195 (0-4), bit 4 dementia, bit 5 a long gap of care. The functions
work on numbers in kernels and on whole columns outside.
"""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.kernels.codes import TEKUN

LEVEL_SHIFT, DEMENTIA_SHIFT, LONG_GAP_SHIFT = 1, 4, 5
"""Where in the byte each begins; the sex is the lowest bit."""
LEVEL_BITS = 0b111
"""The three bits of a level, once they have been shifted to the right."""
LEVEL_AND_DEMENTIA = (LEVEL_BITS << LEVEL_SHIFT) | (1 << DEMENTIA_SHIFT)
ALL_BUT_HEALTH = 0xFF ^ LEVEL_AND_DEMENTIA
ALL_BUT_LONG_GAP = 0xFF ^ (1 << LONG_GAP_SHIFT)
"""Masks of what stays in the byte when level and dementia, or the long gap, are written anew."""
ADAPTED, DEVICES, FAMILY_BED, TRAINED_CARER, BRACELET = 1, 2, 4, 8, 16
"""Bits of ``aids``: what helps somebody at home."""
LASTING_AIDS = ADAPTED | TRAINED_CARER
"""What stays for good; the rest is for those in need who live in their own home, and ends with that."""


@register_jitable
def pack(sex: Any, level: Any, dementia: Any) -> Any:
    """The byte of a sex, a level and dementia (0 or 1)."""
    return sex | (level << LEVEL_SHIFT) | (dementia << DEMENTIA_SHIFT)


@register_jitable
def level_of(state: Any) -> Any:
    """Level of loss of ability, 0 to 4."""
    return (state >> LEVEL_SHIFT) & LEVEL_BITS


@register_jitable
def dementia_of(state: Any) -> Any:
    """1 with dementia, else 0."""
    return (state >> DEMENTIA_SHIFT) & 1


@register_jitable
def in_need(state: Any) -> Any:
    """Whether somebody needs care: a level above 0, or dementia."""
    return (state & LEVEL_AND_DEMENTIA) != 0


@register_jitable
def is_concerned(state: Any, standing: Any) -> Any:
    """Whether somebody belongs on the roll of those concerned: in need, or tekun, whatever their ability."""
    return in_need(state) | (standing == TEKUN)


@register_jitable
def with_health(state: Any, level: Any, dementia: Any) -> Any:
    """The byte with another level and dementia, all else as it was."""
    return (state & ALL_BUT_HEALTH) | (level << LEVEL_SHIFT) | (dementia << DEMENTIA_SHIFT)


@register_jitable
def with_long_gap(state: Any, long_gap: Any) -> Any:
    """The byte with a long gap of care (0 or 1), all else as it was."""
    return (state & ALL_BUT_LONG_GAP) | (long_gap << LONG_GAP_SHIFT)
