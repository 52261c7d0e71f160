"""YAML texts, parsed once: a sweep over parameters reads the same files of a region for nearly every run."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml


@lru_cache(maxsize=32)
def parsed(text: str) -> Any:
    """What a YAML text says. The same text gives the same object, so nobody may change it. YAMLError if it is none."""
    return yaml.safe_load(text)
