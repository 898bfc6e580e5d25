"""Structural rules: citing, congruence, linear combination, division.

Each takes (theorem's facts, step's parts) and gives the conditions that it records, or raises
`Rejected`. The claim is a fact; a step that claims something else would get a rule of its own.
"""

from . import limits
from .errors import Rejected
from .graph import Cited, Graph, as_lengths, collected
from .rational import quotient

EMPTY = Graph()
MAX_DIVISOR = 360


def proper_pairs(fact):
    """Citing an equation of directions or logarithms records that its pairs are proper."""
    if fact[0] not in ("dir", "log"):
        return []
    return [("distinct", a, b) for _, a, b in fact[1]]


def cite(what, source, number, claim, premises):
    """`hyp` and `aux`: the claim is a given fact."""
    if premises:
        raise Rejected(what, "no premises", f"{len(premises)}")
    if number >= len(source):
        raise Rejected(what, f"a number below {len(source)}", str(number))
    fact = source[number]
    if fact[0] == "num" or EMPTY.form(claim) != EMPTY.form(fact):
        raise Rejected(what, ("fact", fact), ("fact", claim))
    return proper_pairs(fact)


def congruence(claim, premises):
    if not Cited(premises).gives(claim):
        raise Rejected("congruence", "a claim that the cited facts give", ("fact", claim))
    return []


def equation_parts(graph, fact, kind):
    """Terms and constant of an equation of the given kind over the graph. `AB = CD` counts as any
    of the three kinds of equations between lengths."""
    if fact[0] != kind:
        lengths = ("len", "sq", "log")
        if kind not in lengths or fact[0] not in lengths:
            return None
        pair = as_lengths(fact)
        if pair[0] != "len" or len(pair[1]) != 2 or pair[2] or pair[1][0][0] + pair[1][1][0]:
            return None
        # Of another kind it enters as the first term minus the second, whatever the factor.
        (_, a, b), (_, c, d) = pair[1]
        fact = (kind, ((1, a, b), (-1, c, d)), () if kind == "log" else 0)
    if kind in ("dir", "len", "sq", "log"):
        konst = collected(fact[2]) if kind == "log" else [(1, fact[2])]
        return graph.sums(kind, fact[1]), konst
    find = graph.points.find
    if kind == "vec":
        return collected((find(p), q) for q, p in fact[1]), []
    if kind == "ang":
        terms = []
        for q, (a, b, c) in fact[1]:
            a, c = find(a), find(c)
            terms.append(((min(a, c), find(b), max(a, c)), q))
        return collected(terms), [(1, fact[2])]
    return None


def linear(claim, premises, multipliers):
    kind = claim[0]
    if kind not in ("dir", "log", "len", "sq", "vec", "ang"):
        raise Rejected("linear", "an equation as claim", ("fact", claim))
    equations = [f for f in premises if f[0] != "same"]
    if len(equations) != len(multipliers):
        raise Rejected("linear", f"{len(equations)} multipliers", str(len(multipliers)))
    limits.check_multipliers(multipliers)
    graph = Graph(premises, terms=False)
    terms, konst = equation_parts(graph, claim, kind)
    total, rest = dict(terms), dict(konst)
    for f, m in zip(equations, multipliers):
        if kind == "dir" and m.denominator != 1:
            raise Rejected("linear", "integers as multipliers of directions", str(m)[:40])
        parts = equation_parts(graph, f, kind)
        if parts is None:
            raise Rejected("linear", f"equations of the kind `{kind}`", ("fact", f))
        for x, q in parts[0]:
            total[x] = total.get(x, 0) - m * q
        for x, q in parts[1]:
            rest[x] = rest.get(x, 0) - m * q
    wrong = [q for q in total.values() if q != 0]
    left = [q % 1 if kind == "dir" else q for q in rest.values()]
    if wrong or any(left):
        raise Rejected("linear", "claim minus combination to be 0 = 0", "a remainder")
    return []


def divide(claim, premises, k):
    """k·claim is the cited equation of directions; its other k − 1 solutions are excluded."""
    equations = [f for f in premises if f[0] != "same"]
    if claim[0] != "dir" or len(equations) != 1 or equations[0][0] != "dir":
        raise Rejected("divide", "one equation of directions", "other facts")
    if not 2 <= k <= MAX_DIVISOR:
        raise Rejected("divide", f"a divisor from 2 to {MAX_DIVISOR}", str(k))
    graph = Graph(premises, terms=False)
    terms = tuple((k * q, a, b) for q, a, b in claim[1])
    cited = equations[0]
    if graph.sums("dir", terms) != graph.sums("dir", cited[1]) or (k * claim[2] - cited[2]) % 1 != 0:
        raise Rejected("divide", f"the premise to be {k} times the claim", ("fact", equations[0]))
    return [("dirne", claim[1], (claim[2] + quotient(j, k)) % 1) for j in range(1, k)]
