"""Conditions that cannot hold: such a theorem would say nothing.

Each condition of the certificate and of the statement, and what discharges give, is held against
every fact proved, modulo all coincidences that the certificate proves, and against what the
statement and the auxiliary points give and the conditions before it, as they are written.
"""

from . import core
from .conditions import ORIENTATIONS, canonical
from .graph import Graph, is_false


def excluded(c):
    """Facts that say the opposite of a condition, as it is written."""
    kind = c[0]
    if kind == "notcoll":
        return [("coll", *c[1:])]
    if kind in ("same_orient", "opp_orient", "positive"):
        return [("coll", *t) for t in triples(c)]
    if kind == "notpara":
        return [core.parallel(*c[1], *c[2])]
    if kind == "dirne":
        return [("dir", c[1], c[2])]
    if kind == "notcyclic":
        return [("cyclic", *c[1:])]
    if kind == "longer":
        return [core.equal_lengths(*c[1], *c[2])]
    return [c[1]] if kind == "not" else []


def find(conds, declared, facts):
    """The number of the first contradicted condition and what contradicts it; or None."""
    graph = Graph(facts, terms=False)
    forms = {graph.form(f) for f in facts}
    where = graph.points.find
    together = declared.copy()
    for i, c in enumerate(conds):
        for form in (c, canonical(c)):
            here = core.map_points(form, where)
            if absurd(here):
                return i, "itself"
            for f in excluded(here):
                got = graph.form(f)
                if got == ("true",) or got in forms:
                    return i, ("fact", f)
        together.add(c)
        other = clash(together, canonical(c))
        if other:
            return i, other
    return None


def absurd(c):
    """Is a single condition false as it is written? (Two orientations are left to their chain, comparisons of numbers
    and alternatives to the figure.)"""
    if c[0] in ORIENTATIONS:
        return any(len(set(t)) < 3 for t in triples(c))
    return c[0] not in ("any", "numcmp") and core.is_absurd_cond(c)


def clash(known, c):
    """Does a condition contradict the others that are known, orientations by their chain?"""
    kind = c[0]
    if kind in ORIENTATIONS:
        if kind == "positive":
            a, b, d = c[1]
            opposite = canonical(("positive", (a, d, b)))
        else:
            opposite = ({"same_orient": "opp_orient", "opp_orient": "same_orient"}[kind], *c[1:])
        if known.orientation(c) is False or opposite in known.atoms:
            return "another orientation"
    elif kind == "longer":
        if ("longer", c[2], c[1]) in known.atoms:
            return "another order of lengths"
    elif kind == "between":
        a, b, d = c[1:]
        orders = [("outside", a, b, d), canonical(("between", b, a, d)), canonical(("between", a, d, b))]
        if any(x in known.atoms for x in orders):
            return "another order of these points"
    elif kind == "outside" and ("between", *c[1:]) in known.atoms:
        return "another order of these points"
    return None


def triples(c):
    if c[0] in ("same_orient", "opp_orient"):
        return c[1:]
    return [c[1]] if c[0] == "positive" else []


def absurd_fact(facts):
    """The number of a fact that says 0 = 1, or None."""
    graph = Graph(facts, terms=False)
    for i, f in enumerate(facts):
        if is_false(graph.form(f)):
            return i
    return None
