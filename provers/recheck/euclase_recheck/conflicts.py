"""Conditions that cannot hold: such a theorem would say nothing.

Each condition of the certificate and of the statement, and what discharges give, is compared,
modulo all coincidences that the certificate proves, with itself, with every fact proved and with
every other condition. Orientations chain, those of the statement first, then as they were
recorded; what discharges give is held against the chain and against every single condition.
"""

from . import core
from .conditions import ORIENTATIONS, Known, canonical
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


def find(recorded, stated, followed, facts):
    """The number of the first contradicted condition, in the order of the arguments, and what
    contradicts it; or None."""
    graph = Graph(facts, terms=False)
    forms = {graph.form(f) for f in facts}
    where = graph.points.find
    # Two lines through a common point are compared as their three points; what a discharge gives,
    # as its rule writes it.
    conds = [canonical(c) for c in recorded + stated] + followed
    written = [core.map_points(c, where) for c in conds]
    here = [canonical(c) for c in written]
    said = len(recorded), len(recorded) + len(stated)
    chain = Known(here[said[0] : said[1]] + here[: said[0]])
    every = Known(here).atoms
    for i, c in enumerate(written):
        if core.is_absurd_cond(c):
            return i, "itself"
        for f in excluded(c):
            form = graph.form(f)
            if form == ("true",) or form in forms:
                return i, ("fact", f)
        other = clash(chain, every, here[i])
        if other:
            return i, other
    return None


def clash(chain, every, c):
    """Does a condition contradict a chain of orientations, or a single one of all conditions?"""
    kind = c[0]
    if kind in ORIENTATIONS:
        opposite = {"same_orient": "opp_orient", "opp_orient": "same_orient"}.get(kind)
        if chain.orientation(c) is False or (opposite, *c[1:]) in every:
            return "another orientation"
    elif kind == "longer":
        if ("longer", c[2], c[1]) in every:
            return "another order of lengths"
    elif kind == "between":
        a, b, d = c[1:]
        orders = [("outside", a, b, d), canonical(("between", b, a, d)), canonical(("between", a, d, b))]
        if any(x in every for x in orders):
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
