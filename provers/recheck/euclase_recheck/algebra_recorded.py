"""Which conditions a certificate may record for its lines (SOUNDNESS.md, "Facts and conditions in
coordinates"): of what they deny only equations of two directions or of two lengths, and comparisons of
numbers about points alone. What is no fact, denied, would be absurd in some frame.
"""

from . import limits
from .algebra import measure
from .errors import Rejected
from .polynomials import MAX_DEPTH
from .statements_of_numbers import reals_of

MAX_CONDITIONS = 100_000
MAX_SIZE = 1_000
OF_POINTS = frozenset(
    "distinct notcoll notpara notcyclic same_orient opp_orient positive between outside longer".split()
)


def denies_two_terms(fact):
    """dir AB − dir CD = turn, or |AB| − |CD| = 0, in this order."""
    if fact[0] == "dir":
        limits.check_claim(fact)
    elif fact[0] != "len" or fact[2] != 0:
        return False
    return [t[0] for t in fact[1]] == [1, -1]


def about_points(n):
    """A number of moderate size that mentions no variable."""
    depth, size = measure(n)
    return depth <= MAX_DEPTH and size <= MAX_SIZE and not reals_of(n)


def recordable(c):
    kind = c[0]
    if kind == "not":
        return denies_two_terms(c[1])
    if kind == "numcmp":
        return c[2] != "=" and about_points(c[1]) and about_points(c[3])
    return kind in OF_POINTS


def check(conds):
    limits.most("conditions", len(conds), MAX_CONDITIONS, "conditions")
    for c in conds:
        if not recordable(c):
            raise Rejected("conditions", "conditions that may be recorded", ("condition", c))


__all__ = ["check"]
