"""The kernels once more in plain Python: slow, readable, obviously right. The tests hold the two against each other.

A twin takes the arguments of its kernel and fills the same arrays. It turns every number into a Python number
first, so nothing wraps, and it takes no short cut: no quick bound, no early exit, no packed flags.
"""

from sim.kernels.twins.admitting import *  # noqa: F403 - a test finds every twin here, by the name of its kernel
from sim.kernels.twins.at_home import *  # noqa: F403
from sim.kernels.twins.life import *  # noqa: F403
from sim.kernels.twins.luck import *  # noqa: F403
from sim.kernels.twins.seeking import *  # noqa: F403
from sim.kernels.twins.state import *  # noqa: F403
