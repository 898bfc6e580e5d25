"""Euclase from Python: theorems proved by the program `prove`, whose proofs its kernel has checked.

    >>> import euclase
    >>> r = euclase.prove("theorem t { real x show x^2 + 1 > 0 }")
    >>> r.status, bool(r)
    ('Theorem', True)

`prove` proves one text; `batch` whole folders, like `prove batch`; `euclase.cluster` spreads batches and synthetic data over the machines of
a Ray cluster. The package has no prover of its own and knows no more than the program tells; the program is found by `find_program`.
"""

from .batch import Results, batch, read
from .program import ProgramError, find_program
from .result import Result, prove

__all__ = ["ProgramError", "Result", "Results", "batch", "find_program", "prove", "read"]
__version__ = "0.1.0"
