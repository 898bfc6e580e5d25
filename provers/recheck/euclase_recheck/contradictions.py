"""Statements that contradict themselves by their words alone are refused.

`A = B` with `A != B`, two lengths for one segment, two orientations of one triangle. Points that
a hypothesis makes equal are put together first; beyond that there is no geometry here.
"""

from . import core, lengths
from .errors import SourceError


def excluded_facts(c):
    """Facts that cannot hold together with a condition."""
    kind = c[0]

    def apart(ps):
        return [("same", p, q) for i, p in enumerate(ps) for q in ps[i + 1 :]]

    if kind == "distinct":
        a, b = c[1:]
        return [("same", a, b), core.equal_lengths(a, b, a, a)]
    if kind == "notcoll":
        return [("coll", *c[1:])] + apart(c[1:])
    if kind in ("same_orient", "opp_orient"):
        return [f for t in c[1:] for f in excluded_facts(("notcoll", *t))]
    if kind == "positive":
        return excluded_facts(("notcoll", *c[1]))
    if kind in ("between", "outside"):
        return apart(c[1:])
    if kind == "notpara":
        return [core.parallel(*c[1], *c[2]), ("same", *c[1]), ("same", *c[2])]
    if kind == "dirne":
        return [("dir", c[1], c[2])]
    if kind == "notcyclic":
        return [("cyclic", *c[1:])]
    if kind == "longer":
        return [core.equal_lengths(*c[1], *c[2]), ("same", *c[1])]
    if kind == "numcmp" and c[2] in ("<", ">", "!="):
        return [lengths.classify(c[1], c[3]), ("num", c[3], c[1])]
    return [c[1]] if kind == "not" else []


def excluded_conds(c):
    """Conditions that cannot hold together with it."""
    kind = c[0]
    if kind == "same_orient":
        return [("opp_orient", *c[1:])]
    if kind == "opp_orient":
        return [("same_orient", *c[1:])]
    if kind == "positive":
        a, b, d = c[1]
        return [("positive", (a, d, b))]
    if kind == "longer":
        return [("longer", c[2], c[1])]
    if kind in ("between", "outside", "notcoll"):
        a, b, d = c[1:]
        middle = [(a, b, d), (b, a, d), (a, d, b)]
        if kind == "notcoll":
            return [(k, *t) for t in middle for k in ("between", "outside")]
        if kind == "outside":
            return [("between", a, b, d), ("notcoll", a, b, d)]
        return [("outside", a, b, d), ("notcoll", a, b, d)] + [("between", *t) for t in middle[1:]]
    if kind == "numcmp":
        x, sign, y = c[1:]
        against = {"<": (">", ">="), ">": ("<", "<="), "<=": (">",), ">=": ("<",)}.get(sign, ())
        turned = {"<": ("<", "<="), ">": (">", ">="), "<=": ("<",), ">=": (">",)}.get(sign, ())
        return [(kind, x, s, y) for s in against] + [(kind, y, s, x) for s in turned]
    return []


def refuse_contradictions(thm):
    """Raises if hypotheses and declared conditions contradict one another by words alone."""
    first = list(range(len(thm.points)))
    for f in thm.hyps:
        if f[0] == "same":
            a, b = first[f[1]], first[f[2]]
            first = [min(a, b) if x in (a, b) else x for x in first]

    def contradiction(x):
        return SourceError(f"`{thm.name}` contradicts itself ({x[0]}): no figure satisfies it", None, "remove one of two")

    values, facts = {}, set()
    for f in thm.hyps:
        n = core.normal_fact(core.map_points(f, first.__getitem__))
        if core.is_absurd(n):
            raise contradiction(f)
        if n[0] in ("len", "sq", "ang") and values.setdefault(n[:2], n[2]) != n[2]:
            raise contradiction(f)
        facts.add(n)
    conds = set()
    for c in thm.conds:
        n = core.normal_cond(core.map_points(c, first.__getitem__))
        if core.is_absurd_cond(n) or any(core.normal_fact(f) in facts for f in excluded_facts(n)):
            raise contradiction(c)
        if any(core.normal_cond(d) in conds for d in excluded_conds(n)):
            raise contradiction(c)
        conds.add(n)
