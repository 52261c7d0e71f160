"""The numbers of the small vocabularies (``sim.agents.kinds``) that kernels ask for; a test holds the two together."""

TEKUN, POOR = 0, 1
"""Classes in the safety net."""
PUBLIC, PUBLIC_PRIVATE, PRIVATE = 0, 1, 2
"""Ownerships."""
ORDINARY, NURSING, DEMENTIA = 0, 1, 2
"""Types of beds."""
CARE_CENTRE = 1
"""Kind of a facility."""
TOWNSHIP = 1
"""Tier of a facility."""
IN_HOUSE = 2
"""Medical level of a home with a clinic of its own."""
DISABLED = 2
"""Level of ability from which somebody counts as disabled."""
