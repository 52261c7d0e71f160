"""A goal of one's own for the tests of ``carecap optimise``: two knobs, one line of service, a budget."""

GOAL = {
    **{key: f"{key} here" for key in ("label", "question", "note")},
    **{f"{key}_zh": "目标" for key in ("label", "question", "note")},
    "regions": ["qingyuan"],
    "since": "2022-01",
    "until": "2024-12",
    "mix": [
        {"levers": {"train.seats_per_year": [None, 300], "visit.posts_per_station": [None, 1]}},
        {"levers": {"volunteer.share": {"low": 0.0, "high": 0.1, "step": 0.05}}},
    ],
    "service": [{"outcome": "unmet_hours", "years": [2024], "at_most": 0.97, "of": "status_quo"}],
    "budget": 50e6,
    "objective": "cheapest",
}
SHORT = ["scale=tiny", "replicates=2", "check=tiny", "workers=1"]
