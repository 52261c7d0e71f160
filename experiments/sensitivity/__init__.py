"""Which uncertain numbers an outcome hangs on, how sure that is, and where a policy fails.

``indices`` works on plain arrays: a design and one value for each of its points. ``convergence`` says whether more
points are needed, ``discovery`` finds the plain-rule box in which something fails. ``results`` does it for a study,
``tell`` and ``chart`` say it in words and pictures.
"""

from experiments.sensitivity.indices import Indices, indices

__all__ = ["Indices", "indices"]
