"""Conditions that cannot hold: such a theorem would say nothing.

Each condition of the certificate and of the statement is compared, modulo all coincidences that
the certificate proves, with itself, with every fact proved and with every other condition.
"""

from . import core
from .conditions import ORIENTATIONS, Known, canonical
from .graph import Graph, is_false


def excluded(c):
    """Facts that cannot hold together with a canonical condition."""
    kind = c[0]

    def apart(ps):
        return [("same", p, q) for i, p in enumerate(ps) for q in ps[i + 1 :]]

    if kind == "distinct":
        return [("same", *c[1:]), ("len", ((1, *c[1:]),), 0), ("sq", ((1, *c[1:]),), 0)]
    if kind == "notcoll":
        a, b, d = c[1:]
        lines = [core.parallel(a, b, a, d), core.parallel(a, b, b, d), core.parallel(a, d, b, d)]
        return [("coll", *c[1:])] + apart(c[1:]) + lines
    if kind in ("same_orient", "opp_orient"):
        return [f for t in c[1:] for f in excluded(("notcoll", *t))]
    if kind == "positive":
        return excluded(("notcoll", *c[1]))
    if kind in ("between", "outside"):
        return apart(c[1:])
    if kind == "notpara":
        return [core.parallel(*c[1], *c[2]), ("same", *c[1]), ("same", *c[2])]
    if kind == "dirne":
        return [("dir", c[1], c[2])]
    if kind == "notcyclic":
        return [("cyclic", *c[1:])] + apart(c[1:])
    if kind == "longer":
        return [core.equal_lengths(*c[1], *c[2]), ("same", *c[1])]
    return [c[1]] if kind == "not" else []


def find(conds, facts):
    """The first contradicted condition, with what contradicts it; or None."""
    graph = Graph(facts, terms=False)
    forms = {graph.form(f) for f in facts}
    where = graph.points.find
    known = Known()
    for c in conds:
        here = canonical(core.map_points(c, where))
        if core.is_absurd_cond(here):
            return c, "itself"
        for f in excluded(here):
            form = graph.form(f)
            if form == ("true",) or form in forms:
                return c, ("fact", f)
        other = clash(known, here)
        if other:
            return c, other
        known.add(here)
    return None


def clash(known, c):
    """Does a condition contradict those that are known?"""
    kind = c[0]
    if kind in ORIENTATIONS:
        if known.orientation(c) is False:
            return "another orientation"
    elif kind == "longer":
        if known.is_longer(c[2], c[1]):
            return "another order of lengths"
    elif kind in ("between", "outside"):
        a, b, d = c[1:]
        against = [("notcoll", *sorted(c[1:])), ("outside" if kind == "between" else "between", a, b, d)]
        if kind == "between":
            against += [canonical(("between", b, a, d)), canonical(("between", a, d, b))]
        if any(x in known.atoms for x in against):
            return "another order of these points"
    for d in [c] if kind == "notcoll" else [("notcoll", *sorted(t)) for t in triples(c)]:
        a, b, e = d[1:]
        for k in ("between", "outside"):
            if any(canonical((k, *t)) in known.atoms for t in ((a, b, e), (b, a, e), (a, e, b))):
                return "an order of these points"
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
