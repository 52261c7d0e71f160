"""``carecap calibrate``: fit a region's constants to its month 0, or the health file to its sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from experiments import config
from experiments.files import CannotWrite
from experiments.overrides import BadInput, Problem


def calibrate(overrides: Sequence[str]) -> None:
    """Fit, print each target with its residual, write one file."""
    if list(overrides) == ["health"]:
        from experiments.calibrate_health import main

        main([])
        return
    if len(overrides) != 1 or not overrides[0].startswith("region="):
        raise BadInput([Problem("calibrate", " ".join(overrides), "say region=<name> or health")])
    from experiments.calibrate_region import calibrate as fit_region

    name = config.read("run", overrides, only={"region"}).region
    try:
        path = fit_region(name)
    except OSError as error:
        raise CannotWrite(f"choice.yaml cannot be written: {error}") from error
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    print(f"Written: {shown}. Scenarios use these constants and never refit.")
