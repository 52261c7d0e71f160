"""Work arrays that are reused from month to month, so that a month allocates little."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Scratch:
    """Buffers by name, grown when too small. What is in them is nobody's business after the step."""

    def __init__(self) -> None:
        """No buffers yet."""
        self._arrays: dict[str, NDArray[Any]] = {}

    def get(self, name: str, n: int, dtype: str) -> NDArray[Any]:
        """At least ``n`` values of a type; contents are left over from the last use."""
        array = self._arrays.get(name)
        if array is None or len(array) < n:
            array = np.zeros(max(1024, n + n // 4), dtype=dtype)
            self._arrays[name] = array
        return array

    def events(self, n: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """Rows and outcomes of a pass over everybody."""
        return self.get("who", n, "i8"), self.get("outcome", n, "i1")
