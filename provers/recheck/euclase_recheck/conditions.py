"""Side conditions: canonical forms, what entails what, classes, contradictions.

Conditions are compared as written, never modulo proved coincidences: a coincidence may have been
proved with the very condition that it would discharge.
"""

from . import core
from .core import pair, swap_parity

DECLARED, NONDEGENERACY, CONFIGURATION = "declared", "nondegeneracy", "configuration"
STRENGTHS = {None: "general", NONDEGENERACY: "generic", CONFIGURATION: "configuration"}
ORIENTATIONS = ("same_orient", "opp_orient", "positive")


def canonical(c):
    """One form for all ways to write a condition; lines through a common point as three
    points, a triangle with its own orientation as a proper triangle. A false equation of directions
    stays as it is written: all of its pairs are proper, whether they cancel or not."""
    if c[0] == "not" and c[1][0] == "dir":
        return c
    c = core.normal_cond(c)
    if c[0] == "notpara":
        points = sorted(set(c[1] + c[2]))
        if len(points) == 3 and c[1][0] != c[1][1] and c[2][0] != c[2][1]:
            return ("notcoll", *points)
    if c[0] == "same_orient" and c[1] == c[2]:
        return ("notcoll", *c[1])
    return c


def class_of(c):
    """The class of an open condition in canonical form."""
    if c[0] in ("distinct", "notcoll", "notpara", "notcyclic"):
        return NONDEGENERACY
    if c[0] == "not" and c[1][0] == "dir":
        return NONDEGENERACY
    return CONFIGURATION


def directions_differ(l, m):
    return "dirne", *core.signed_dir(((1, *l), (-1, *m)), 0)


def consequences(c):
    """What a canonical condition entails at once."""
    kind = c[0]
    if kind == "notcoll":
        a, b, d = c[1:]
        sides = [(a, b), (a, d), (b, d)]
        return [("distinct", *s) for s in sides] + [
            directions_differ(s, t) for i, s in enumerate(sides) for t in sides[i + 1 :]
        ]
    if kind == "notpara":
        return [("distinct", *c[1]), ("distinct", *c[2]), directions_differ(c[1], c[2])]
    if kind in ("notcyclic", "between", "outside"):
        ps = c[1:]
        apart = [("distinct", *pair(p, q)) for i, p in enumerate(ps) for q in ps[i + 1 :]]
        # Of three points in a row only the middle one is between the others.
        others = [("outside", ps[1], ps[0], ps[2]), ("outside", ps[0], ps[2], ps[1])]
        return apart + others if kind == "between" else apart
    if kind in ("same_orient", "opp_orient"):
        return [("notcoll", *sorted(t)) for t in c[1:]]
    if kind == "positive":
        return [("notcoll", *sorted(c[1]))]
    if kind == "longer":
        return [("distinct", *c[1])]
    if kind == "not" and c[1][0] == "dir":
        # The polynomial equation holds where a pair coincides. (One to the power 0 is no factor.)
        return [("distinct", *pair(a, b)) for k, a, b in c[1][1] if k]
    return []


class Known:
    """A growing set of conditions, closed under simple entailment."""

    def __init__(self, conds=()):
        self.atoms = set()
        # Orientations: sorted triples, each with its parity against the representative.
        self.up = {}
        for c in conds:
            self.add(c)

    def copy(self):
        other = Known()
        other.atoms = set(self.atoms)
        other.up = dict(self.up)
        return other

    def add(self, c):
        c = canonical(c)
        if c in self.atoms:
            return
        self.atoms.add(c)
        if c[0] in ORIENTATIONS:
            s, t, opposite = self.relation(c)
            r, p = self.root(s)
            u, q = self.root(t)
            if r != u:
                self.up[r] = (u, p ^ q ^ opposite)
        for d in consequences(c):
            self.add(d)

    @staticmethod
    def relation(c):
        """An orientation as (triple, triple or the sense of the plane, opposite)."""
        if c[0] == "positive":
            s, odd = swap_parity(c[1])
            return s, "positive", odd
        return c[1], c[2], c[0] == "opp_orient"

    def root(self, s):
        odd = False
        while s in self.up:
            s, p = self.up[s]
            odd ^= p
        return s, odd

    def orientation(self, c):
        """What is known of an orientation: True, False (the opposite), or None."""
        s, t, opposite = self.relation(c)
        (r, p), (u, q) = self.root(s), self.root(t)
        return (p ^ q) == opposite if r == u else None

    def entails(self, c):
        c = canonical(c)
        if c in self.atoms:
            return True
        if c[0] in ORIENTATIONS:
            return self.orientation(c) is True
        if c[0] == "any":
            return any(map(self.entails, c[1]))
        return False


def of_hypotheses(hyps):
    """Similar triangles are proper, and turned alike, or oppositely."""
    return [("opp_orient" if f[3] else "same_orient", f[1], f[2]) for f in hyps if f[0] == "sim"]


def listed(recorded):
    """The conditions of a theorem with their classes, in order: declared ones, and open ones that
    no other open one entails by itself. `recorded` are pairs of conditions and what is declared for them."""
    out, seen = [], set()
    for c, known in recorded:
        form = canonical(c)
        if form not in seen:
            seen.add(form)
            out.append((c, form, DECLARED if known.entails(c) else class_of(form)))
    opened = [(c, form) for c, form, k in out if k != DECLARED]
    dropped = set()
    for c, form in opened:
        if form in Known(d for d, f in opened if f != form and f not in dropped).atoms:
            dropped.add(form)
    return [(c, k) for c, form, k in out if k == DECLARED or form not in dropped]


def strength(conds):
    classes = {k for _, k in conds}
    worst = CONFIGURATION if CONFIGURATION in classes else NONDEGENERACY if NONDEGENERACY in classes else None
    return STRENGTHS[worst]
