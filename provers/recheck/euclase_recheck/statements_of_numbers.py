"""Facts and conditions as statements about numbers, and the clauses that a statement gives.

Statements are tuples: ("atom", left, relation, right)  ("and", parts)  ("or", parts)  ("not", p)
  ("implies", p, q)  ("iff", p, q)  ("forall", variables, p)
A clause is a tuple of comparisons (left, relation, right), one of which holds.
"""

from . import core

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
ZERO = ("const", 0)
MAX_CLAUSES = 2_000


class Nothing(Exception):
    """A statement that gives no clauses."""


# ---------------------------------------------------------------- facts and conditions


def _power(x, e):
    return x if e == 1 else ("pow", x, e)


def _side(terms, konst, exponent):
    out = []
    for q, a, b in terms:
        x = _power(("len", a, b), exponent)
        out.append(x if q == 1 else ("mul", (("const", q), x)))
    if konst != 0:
        out.append(("const", konst))
    return _joined("add", out, 0)


def _joined(kind, parts, unit):
    return (kind, tuple(parts)) if len(parts) > 1 else parts[0] if parts else ("const", unit)


def equation(f):
    """The equation of numbers that a fact is (SOUNDNESS.md, "Facts as equations"), or None."""
    kind = f[0]
    if kind == "num":
        return "atom", f[1], "=", f[2]
    if kind == "same":
        return "atom", ("len", *f[1:]), "=", ZERO
    if kind in ("len", "sq"):
        exponent = 1 if kind == "len" else 2
        left = _side([t for t in f[1] if t[0] > 0], 0, exponent)
        right = _side([(-q, a, b) for q, a, b in f[1] if q < 0], f[2], exponent)
        return "atom", left, "=", right
    if kind == "log":
        sides = [], []
        for e, a, b in f[1]:
            sides[e <= 0].append(_power(("len", a, b), abs(e)))
        for p, e in f[2]:
            sides[e > 0].append(_power(("const", p), abs(e)))
        return "atom", _joined("mul", sides[0], 1), "=", _joined("mul", sides[1], 1)
    return None


def condition(c):
    """The statement about numbers that a condition is, or None."""
    kind = c[0]
    if kind == "numcmp":
        return "atom", c[1], c[2], c[3]
    if kind == "distinct":
        return "atom", ("len", *c[1:]), ">", ZERO
    if kind == "notcoll":
        return "atom", ("area", c[1:]), ">", ZERO
    if kind == "longer":
        return "atom", ("len", *c[1]), ">", ("len", *c[2])
    if kind == "not":
        said = equation(c[1])
        return said and (said[0], said[1], "!=", said[3])
    if kind == "any":
        parts = tuple(condition(x) for x in c[1])
        return None if None in parts else ("or", parts)
    return None


def literal(x):
    """One thing that is said, under a connective; None if it is not about numbers."""
    kind = x[0]
    if kind == "prop":
        return x[1]
    if kind in core.FACTS:
        return equation(x)
    if kind == "distinct":
        return "atom", ("len", *x[1:]), "!=", ZERO
    if kind == "notcoll":
        return None
    if kind == "any":
        parts = tuple(literal(c) for c in x[1])
        return None if None in parts else ("or", parts)
    return condition(x)


def together(said):
    """All that is said as one statement, or None."""
    parts = tuple(literal(x) for x in said)
    if None in parts:
        return None
    return parts[0] if len(parts) == 1 else ("and", parts)


# ---------------------------------------------------------------- walking


def parts_of(n):
    """The numbers that a number is made of, from the left."""
    kind = n[0]
    if kind in ("add", "mul"):
        return n[1]
    if kind == "call":
        return n[2]
    if kind == "div":
        return n[1:]
    return n[1:2] if kind in ("neg", "pow") else ()


def reals_of(n):
    """The real variables of a number."""
    if n[0] == "real":
        return {n[1]}
    out = set()
    for x in parts_of(n):
        out |= reals_of(x)
    return out


def reals_of_clause(clause):
    return set().union(*(reals_of(n) for left, _, right in clause for n in (left, right)))


def atoms(p):
    """The comparisons of a statement."""
    kind = p[0]
    if kind == "atom":
        yield p[1:]
    elif kind in ("and", "or"):
        for x in p[1]:
            yield from atoms(x)
    elif kind == "forall":
        yield from atoms(p[2])
    else:
        for x in p[1:]:
            yield from atoms(x)


def bound(p):
    """The variables of all `for all` in a statement, in the order of the text."""
    kind = p[0]
    if kind == "atom":
        return ()
    if kind == "forall":
        return tuple(p[1]) + bound(p[2])
    parts = p[1] if kind in ("and", "or") else p[1:]
    return tuple(v for x in parts for v in bound(x))


# ---------------------------------------------------------------- clauses


def product(lists):
    """X × Y × …"""
    out = [()]
    for xs in lists:
        if len(out) * len(xs) > MAX_CLAUSES:
            raise Nothing
        out = [a + b for a in out for b in xs]
    return out


def chain(lists):
    return [c for xs in lists for c in xs]


def clauses(p, holds=True):
    """c(P), or those of its opposite."""
    kind = p[0]
    if kind == "atom":
        _, left, relation, right = p
        return [((left, relation if holds else OPPOSITE[relation], right),)]
    if kind == "not":
        return clauses(p[1], not holds)
    if kind in ("and", "or"):
        lists = [clauses(x, holds) for x in p[1]]
        return (chain if (kind == "and") == holds else product)(lists)
    if kind == "forall":
        if not holds:
            raise Nothing
        return clauses(p[2])
    _, a, b = p
    if kind == "implies":
        if holds:
            return product([clauses(a, False), clauses(b)])
        return clauses(a) + clauses(b, False)
    if holds:
        return product([clauses(a, False), clauses(b)]) + product([clauses(b, False), clauses(a)])
    return product([clauses(a), clauses(b)]) + product([clauses(a, False), clauses(b, False)])


def needs(n):
    """What a term needs to be defined: comparisons, what its parts need first."""
    out = []
    _needs(n, out)
    return list(dict.fromkeys(out))


def _needs(n, out):
    for x in parts_of(n):
        _needs(x, out)
    kind = n[0]
    if kind == "div":
        out.append((n[2], "!=", ZERO))
    elif kind == "pow":
        e = n[2]
        if e.denominator != 1:
            out.append((n[1], ">" if e < 0 else ">=", ZERO))
        elif e < 0:
            out.append((n[1], "!=", ZERO))
    elif kind == "call" and n[1] == "sqrt":
        out.append((n[2][0], ">=", ZERO))
    elif kind == "call" and n[1] == "root" and len(n[2]) == 2:
        i = n[2][0]
        if not (i[0] == "const" and i[1].denominator == 1 and i[1] % 2 == 1):
            out.append((n[2][1], ">=", ZERO))
    elif kind == "call" and n[1] == "pow":
        out.append((n[2][0], ">", ZERO))


def defined(p):
    """d(P): the clauses that the terms of a statement are defined."""
    kind = p[0]
    if kind == "atom":
        return [(x,) for x in dict.fromkeys(needs(p[1]) + needs(p[3]))]
    if kind in ("and", "or"):
        return chain(defined(x) for x in p[1])
    if kind == "not":
        return defined(p[1])
    if kind == "forall":
        return defined(p[2])
    _, a, b = p
    if kind == "iff":
        return defined(a) + defined(b)
    later = defined(b)
    return defined(a) + (product([clauses(a, False), later]) if later else [])


def given_by(p):
    """The clauses that a statement gives as a hypothesis; none where it gives nothing."""
    try:
        return clauses(p) + defined(p)
    except Nothing:
        return []
