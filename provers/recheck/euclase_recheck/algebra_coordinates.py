"""Facts and conditions of geometry as clauses about coordinates in a frame OE (SOUNDNESS.md,
"Facts and conditions in coordinates").

Everything here is a polynomial over the opaque terms x(P; OE), y(P; OE): a vector is a pair of
polynomials, which is also a complex number. A clause is a list of `Comparison`s with 0, one of
which holds; a fact holds exactly where all its clauses do.
"""

from itertools import combinations

from .polynomials import Comparison, compare, number
from .statements_of_numbers import OPPOSITE, reals_of

MAX_FACTORS = 8
# (cosine, sine) of the turns that are carried, in twelfths of a half-turn, up to a common positive
# factor; "root" is the root of 3.
TURNS = {
    0: (1, 0), 2: ("root", 1), 3: (1, 1), 4: (1, "root"),
    6: (0, 1), 8: (-1, "root"), 9: (-1, 1), 10: ("-root", 1),
}  # fmt: skip


class Frame:
    """The frame OE: what points are in it. For O = E it is still one frame."""

    def __init__(self, terms, o, e):
        self.terms = terms
        self.o = o
        self.e = e

    # ------------------------------------------------------------ polynomials

    def plus(self, p, q, k=1):
        return self.terms.add(p, q, k)

    def times(self, *ps):
        out = number(1)
        for p in ps:
            out = self.terms.times(out, p)
        return out

    def sum_of(self, parts):
        """Σ q·p"""
        out = {}
        for q, p in parts:
            out = self.terms.add(out, self.terms.times(number(q), p))
        return out

    # ------------------------------------------------------------ vectors

    def point(self, p):
        return self.terms.form(("x", p, self.o, self.e)), self.terms.form(("y", p, self.o, self.e))

    def vector(self, a, b):
        (ax, ay), (bx, by) = self.point(a), self.point(b)
        return self.plus(bx, ax, -1), self.plus(by, ay, -1)

    def dot(self, u, v):
        return self.plus(self.times(u[0], v[0]), self.times(u[1], v[1]))

    def cross(self, u, v):
        return self.plus(self.times(u[0], v[1]), self.times(u[1], v[0]), -1)

    def square(self, a, b):
        u = self.vector(a, b)
        return self.dot(u, u)

    def bracket(self, *ps):
        """[A B …]: twice the area of a polygon, with its sign."""
        arms = [self.vector(ps[0], p) for p in ps[1:]]
        out = {}
        for u, v in zip(arms, arms[1:]):
            out = self.plus(out, self.cross(u, v))
        return out

    # ------------------------------------------------------------ complex numbers

    def conjugate(self, u):
        return u[0], self.plus({}, u[1], -1)

    def product(self, *us):
        re, im = number(1), {}
        for x, y in us:
            re, im = (
                self.plus(self.times(re, x), self.times(im, y), -1),
                self.plus(self.times(re, y), self.times(im, x)),
            )
        return re, im


# ---------------------------------------------------------------- facts
# One function a kind; None where the fact says nothing in coordinates.


def zero(p):
    return [Comparison("=", p)]


def not_zero(p):
    return [Comparison("!=", p)]


def positive(p):
    return [Comparison(">", p)]


def same(f, a, b):
    x, y = f.vector(a, b)
    return [zero(x), zero(y)]


def coll(f, a, b, c):
    return [zero(f.bracket(a, b, c))]


def concyclic(f, a, b, c, d):
    """0 on a circle, on a line, and where two of the points are one."""
    return f.product(f.vector(c, a), f.conjugate(f.vector(c, b)), f.conjugate(f.vector(d, a)), f.vector(d, b))[1]


def cyclic(f, *ps):
    out = [zero(concyclic(f, *ps))]
    for left_out in range(4):
        three = ps[:left_out] + ps[left_out + 1 :]
        apart = [c for p, q in combinations(three, 2) for c in zero(f.square(p, q))]
        out.append(not_zero(f.bracket(*three)) + apart)
    return out


def sim(f, abc, def_, opposite):
    (a, b, c), (d, e, g) = abc, def_
    de, dg = f.vector(d, e), f.vector(d, g)
    if opposite:
        de, dg = f.conjugate(de), f.conjugate(dg)
    left, right = f.product(f.vector(a, b), dg), f.product(f.vector(a, c), de)
    ratio = [zero(f.plus(p, q, -1)) for p, q in zip(left, right)]
    return [*ratio, not_zero(f.bracket(a, b, c)), not_zero(f.bracket(d, e, g))]


def directions(f, terms, turn):
    """The polynomial equation: Im (e^(−iπ·turn)·Π PQ^k) = 0."""
    turned = TURNS.get(12 * turn)
    if turned is None or sum(k for k, _, _ in terms) != 0 or sum(abs(k) for k, _, _ in terms) > MAX_FACTORS:
        return None
    factors = []
    for k, a, b in terms:
        u = f.vector(a, b)
        factors += [u if k > 0 else f.conjugate(u)] * abs(k)
    re, im = f.product(*factors)
    root = f.terms.form(("call", "sqrt", (("const", 3),)))
    known = {"root": root, "-root": f.plus({}, root, -1)}
    cosine, sine = (known[x] if x in known else number(x) for x in turned)
    return [zero(f.plus(f.times(cosine, im), f.times(sine, re), -1))]


def squares(f, terms, konst):
    parts = [(q, f.square(a, b)) for q, a, b in terms]
    return [zero(f.sum_of([*parts, (-konst, number(1))]))]


def lengths(f, terms, konst):
    """A length that is a number ≥ 0, or a multiple ≥ 0 of another one: both sides are squared."""
    if len(terms) == 1 and terms[0][0] * konst >= 0:
        q, a, b = terms[0]
        return [zero(f.sum_of([(q * q, f.square(a, b)), (-konst * konst, number(1))]))]
    if len(terms) == 2 and konst == 0 and terms[0][0] * terms[1][0] <= 0:
        (q, a, b), (r, c, d) = terms
        return [zero(f.sum_of([(q * q, f.square(a, b)), (-r * r, f.square(c, d))]))]
    return None


def logarithms(f, terms, konst):
    exponents = [t[0] for t in terms] + [e for _, e in konst]
    whole = next((m for m in (1, 2, 3, 4) if all((m * e).denominator == 1 for e in exponents)), None)
    if whole is None or sum(abs(whole * e) for e in exponents) > MAX_FACTORS:
        return None
    left, right = number(1), number(1)
    sides = [(q, f.square(a, b)) for q, a, b in terms]
    sides += [(-e, number(p * p)) for p, e in konst]
    for e, x in sides:
        x = f.terms.power(x, abs(int(whole * e)))
        if e > 0:
            left = f.times(left, x)
        else:
            right = f.times(right, x)
    return [zero(f.plus(left, right, -1))]


def vectors(f, terms):
    points = [(q, f.point(p)) for q, p in terms]
    return [zero(f.sum_of((q, p[axis]) for q, p in points)) for axis in (0, 1)]


# ---------------------------------------------------------------- conditions


def distinct(f, a, b):
    return [not_zero(f.square(a, b))]


def not_collinear(f, a, b, c):
    return [not_zero(f.bracket(a, b, c))]


def not_parallel(f, l, m):
    return [not_zero(f.cross(f.vector(*l), f.vector(*m)))]


def not_cyclic(f, *ps):
    return [not_zero(concyclic(f, *ps))]


def orientation(sign):
    def turned(f, s, t):
        return [positive(f.times(number(sign), f.bracket(*s), f.bracket(*t)))]

    return turned


def counter_clockwise(f, t):
    return [positive(f.bracket(*t))]


def between(f, a, b, c):
    towards = f.dot(f.vector(b, a), f.vector(b, c))
    return [zero(f.bracket(a, b, c)), positive(f.plus({}, towards, -1))]


def outside(f, a, b, c):
    towards = f.dot(f.vector(b, a), f.vector(b, c))
    return [zero(f.bracket(a, b, c)), positive(towards), not_zero(f.square(a, c))]


def longer(f, s, t):
    return [positive(f.plus(f.square(*s), f.square(*t), -1))]


def comparison(f, left, relation, right):
    """It is its own clause, unless it is about variables."""
    if reals_of(left) or reals_of(right):
        return None
    return [[compare(f.terms, left, relation, right)]]


def denied(c, terms):
    """The comparison that a comparison fails."""
    relation, p = OPPOSITE[c.relation], c.p
    if relation in ("<", "<="):
        relation, p = {"<": ">", "<=": ">="}[relation], terms.add({}, p, -1)
    return Comparison(relation, p)


def single(said):
    """Clauses of one comparison each: these comparisons; else None."""
    if said is None or any(len(clause) != 1 for clause in said):
        return None
    return [clause[0] for clause in said]


def fails(f, fact):
    comparisons = single(clauses(f, fact))
    return comparisons and [[denied(c, f.terms) for c in comparisons]]


def one_of(f, conds):
    out = []
    for c in conds:
        comparisons = single(clauses(f, c))
        if comparisons is None or len(comparisons) != 1:
            return None
        out += comparisons
    return [out]


KINDS = {
    "same": same, "coll": coll, "cyclic": cyclic, "sim": sim, "dir": directions, "log": logarithms,
    "len": lengths, "sq": squares, "vec": vectors,
    "distinct": distinct, "notcoll": not_collinear, "notpara": not_parallel, "notcyclic": not_cyclic,
    "same_orient": orientation(1), "opp_orient": orientation(-1), "positive": counter_clockwise,
    "between": between, "outside": outside, "longer": longer, "numcmp": comparison, "not": fails, "any": one_of,
}  # fmt: skip


def clauses(frame, said):
    """The clauses of a fact or condition in a frame, or None where it says nothing there."""
    read = KINDS.get(said[0])
    return read and read(frame, *said[1:])


__all__ = ["Frame", "clauses"]
