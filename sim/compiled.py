"""Where compiled kernels are kept: in a folder named after the text of all kernels.

Numba keeps a compiled kernel as long as its own file is unchanged, even when a function that it calls in another
file has changed. A folder for each state of the sources rules that out.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import numba.core.config

KERNELS = Path(__file__).parent / "kernels"


def keep_by_sources() -> Path:
    """Point numba to the folder of the present sources, unless the user has set NUMBA_CACHE_DIR; returns it.

    The folder is beside the kernels where one may write, otherwise in the user's folder for temporary files.
    """
    if "NUMBA_CACHE_DIR" in os.environ:
        return Path(os.environ["NUMBA_CACHE_DIR"])
    text = b"".join(path.read_bytes() for path in sorted(KERNELS.glob("*.py")))
    name = hashlib.sha256(text).hexdigest()[:16]
    beside = KERNELS / "__pycache__"
    writable = os.access(beside if beside.exists() else KERNELS, os.W_OK)
    folder = (beside if writable else Path(tempfile.gettempdir()) / "carecap-kernels") / name
    numba.core.config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]
    return folder
