"""The bytes of an elder, taken apart in plain arithmetic."""


def level_of(state):
    """Level of ability: bits 1-3 of the state."""
    return int(state) // 2 % 8


def dementia_of(state):
    """1 with dementia: bit 4 of the state."""
    return int(state) // 16 % 2


def without_long_gap(state):
    """The state with bit 5 cleared."""
    return int(state) % 32 + int(state) // 64 * 64


def adapted_and_trained(aids):
    """Of what helps at home, bits 0 (adapted home) and 3 (trained family)."""
    return int(aids) % 2 + int(aids) // 8 % 2 * 8


def in_need(state):
    """Whether somebody needs care: a level above 0, or dementia."""
    return level_of(state) > 0 or dementia_of(state) == 1
