"""The lemmas of algebra as SOUNDNESS.md tables them: what each needs, and what it gives.

`lemma(terms, name, args)` returns (needs, gives): a list of comparisons, and a clause, both of
(left, relation, right).
"""

from fractions import Fraction
from fractions import Fraction

from .polynomials import NoForm, rational

ZERO, ONE = ("const", 0), ("const", 1)


def plus(*xs):
    return "add", xs


def times(*xs):
    return "mul", xs


def square(x):
    return "pow", x, 2


def k(q):
    return "const", q


def call(name, *xs):
    return "call", name, xs


class Unfit(Exception):
    """Terms that the lemma does not take: what it wants."""


def index(terms, n):
    q = rational(terms.form(n))
    if q is None or q.denominator != 1 or not 2 <= q <= 1000:
        raise Unfit("an index from 2 to 1,000")
    return q


def inverse(terms, x):
    return [(x, "!=", ZERO)], [(times(x, ("div", ONE, x)), "=", ONE)]


def root_power(terms, n, x):
    i = index(terms, n)
    return ([(x, ">=", ZERO)] if i % 2 == 0 else []), [(("pow", call("root", n, x), i), "=", x)]


def root_sign(terms, n, x):
    index(terms, n)
    return [(x, ">=", ZERO)], [(call("root", n, x), ">=", ZERO)]


def abs_sign(terms, x):
    return [], [(call("abs", x), ">=", ZERO)]


def abs_square(terms, x):
    return [], [(square(call("abs", x)), "=", square(x))]


def abs_same(terms, x):
    return [(x, ">=", ZERO)], [(call("abs", x), "=", x)]


def abs_opposite(terms, x):
    return [(x, "<=", ZERO)], [(call("abs", x), "=", ("neg", x))]


def bound(name, relation, second):
    def lemma(terms, x, y):
        return [], [(call(name, x, y), relation, y if second else x)]

    return lemma


def either(name):
    def lemma(terms, x, y):
        return [], [(call(name, x, y), "=", x), (call(name, x, y), "=", y)]

    return lemma


def power_sign(terms, a, u):
    return [(a, ">", ZERO)], [(call("pow", a, u), ">", ZERO)]


def power_sum(terms, a, u, v):
    gives = call("pow", a, plus(u, v)), "=", times(call("pow", a, u), call("pow", a, v))
    return [(a, ">", ZERO)], [gives]


def power_power(terms, a, u, v):
    return [(a, ">", ZERO)], [(call("pow", call("pow", a, u), v), "=", call("pow", a, times(u, v)))]


def power_product(terms, a, b, u):
    gives = call("pow", times(a, b), u), "=", times(call("pow", a, u), call("pow", b, u))
    return [(a, ">", ZERO), (b, ">", ZERO)], [gives]


def power_order(terms, a, b, u):
    return [(b, ">", ZERO), (u, ">=", ZERO), (a, ">=", b)], [(call("pow", a, u), ">=", call("pow", b, u))]


def bernoulli(terms, x, u):
    needs = [(plus(ONE, x), ">", ZERO), (u, ">=", ONE)]
    return needs, [(call("pow", plus(ONE, x), u), ">=", plus(ONE, times(u, x)))]


def weighted_means(terms, *args):
    n = len(args) // 2
    if n == 0 or len(args) % 2:
        raise Unfit("as many weights as numbers")
    ws, xs = args[:n], args[n:]
    needs = [y for w, x in zip(ws, xs) for y in ((w, ">=", ZERO), (x, ">", ZERO))]
    mean = plus(*(times(w, x) for w, x in zip(ws, xs)))
    product = times(*(call("pow", x, w) for w, x in zip(ws, xs)))
    return [*needs, (plus(*ws), "=", ONE)], [(mean, ">=", product)]


def cauchy_schwarz(terms, *args):
    n = len(args) // 2
    if n == 0 or len(args) % 2:
        raise Unfit("two lists of as many numbers")
    xs, ys = args[:n], args[n:]
    left = square(plus(*(times(x, y) for x, y in zip(xs, ys))))
    return [], [(left, "<=", times(plus(*map(square, xs)), plus(*map(square, ys))))]


def of_figure(x, kind, wanted):
    if x[0] != kind:
        raise Unfit(wanted)
    return x[1:]


def length_sign(terms, x):
    of_figure(x, "len", "a length")
    return [], [(x, ">=", ZERO)]


def area_sign(terms, x):
    of_figure(x, "area", "an area")
    return [], [(x, ">=", ZERO)]


def triangle(terms, x, y, z):
    (a, b), (c, d), (e, f) = (of_figure(s, "len", "lengths") for s in (x, y, z))
    # AB, BC and AC, the letters of each in either order.
    for p, q in ((a, b), (b, a)):
        for r, s in ((c, d), (d, c)):
            if q == r and {p, s} == {e, f}:
                return [], [(plus(x, y), ">=", z)]
    raise Unfit("lengths AB, BC, AC")


def corners(ps):
    if len(ps) != 3:
        raise Unfit("three points")
    a, b, c = ps
    return ("area", (a, b, c)), ("len", b, c), ("len", c, a), ("len", a, b)


def heron(terms, x):
    s, a, b, c = corners(of_figure(x, "area", "the area of a triangle")[0])
    a, b, c = square(a), square(b), square(c)
    mixed = times(k(2), plus(times(b, c), times(c, a), times(a, b)))
    fourth = plus(square(a), square(b), square(c))
    return [], [(times(k(16), square(s)), "=", plus(mixed, ("neg", fourth)))]


def circumradius(terms, x):
    s, a, b, c = corners(of_figure(x, "circumradius", "a circumradius"))
    return [(s, ">", ZERO)], [(times(k(4), x, s), "=", times(a, b, c))]


def inradius(terms, x):
    s, a, b, c = corners(of_figure(x, "inradius", "an inradius"))
    return [(s, ">", ZERO)], [(times(k(2), s), "=", times(x, plus(a, b, c)))]


def distance(terms, x):
    p, a, b = of_figure(x, "distline", "the distance of a point from a line")
    side = "len", a, b
    return [(side, ">", ZERO)], [(times(x, side), "=", times(k(2), ("area", (p, a, b))))]


def angle(compared, gives):
    """An angle ABC compares so with 1/2: BA² + BC² compares otherwise with AC²."""

    def lemma(terms, x):
        a, b, c = of_figure(x, "ang", "an angle")
        arms = ("len", a, b), ("len", b, c)
        needs = [(arm, ">", ZERO) for arm in arms] + [(x, compared, k(Fraction(1, 2)))]
        return needs, [(plus(*map(square, arms)), gives, square(("len", a, c)))]

    return lemma


def frame_of(coordinate):
    """The frame of a coordinate: O and E."""
    if coordinate[0] not in ("x", "y"):
        raise Unfit("a coordinate")
    return coordinate[2:]


def length_by_coordinates(terms, x, coordinate):
    a, b = of_figure(x, "len", "a length")
    frame = frame_of(coordinate)
    steps = (plus((axis, b, *frame), ("neg", (axis, a, *frame))) for axis in ("x", "y"))
    return [], [(square(x), "=", plus(*map(square, steps)))]


def area_by_coordinates(terms, x, coordinate):
    (first, *others), frame = of_figure(x, "area", "an area")[0], frame_of(coordinate)

    def arm(axis, p):
        return plus((axis, p, *frame), ("neg", (axis, first, *frame)))

    twice = [
        plus(times(arm("x", p), arm("y", q)), ("neg", times(arm("y", p), arm("x", q)))) for p, q in zip(others, others[1:])
    ]
    return [], [(times(k(4), square(x)), "=", square(plus(*twice)))]


# Name: the lemma, and how many terms it takes (None: any even number).
LEMMAS = {
    "inverse": (inverse, 1),
    "root_power": (root_power, 2),
    "root_sign": (root_sign, 2),
    "abs_sign": (abs_sign, 1),
    "abs_square": (abs_square, 1),
    "abs_same": (abs_same, 1),
    "abs_opposite": (abs_opposite, 1),
    "min_bound": (bound("min", "<=", False), 2),
    "min_bound_right": (bound("min", "<=", True), 2),
    "min_either": (either("min"), 2),
    "max_bound": (bound("max", ">=", False), 2),
    "max_bound_right": (bound("max", ">=", True), 2),
    "max_either": (either("max"), 2),
    "power_sign": (power_sign, 2),
    "power_sum": (power_sum, 3),
    "power_power": (power_power, 3),
    "power_product": (power_product, 3),
    "power_order": (power_order, 3),
    "bernoulli": (bernoulli, 2),
    "weighted_means": (weighted_means, None),
    "cauchy_schwarz": (cauchy_schwarz, None),
    "length_sign": (length_sign, 1),
    "area_sign": (area_sign, 1),
    "triangle": (triangle, 3),
    "heron": (heron, 1),
    "circumradius": (circumradius, 1),
    "inradius": (inradius, 1),
    "distance": (distance, 1),
    "angle_acute": (angle("<", ">"), 1),
    "angle_right": (angle("=", "="), 1),
    "angle_obtuse": (angle(">", "<"), 1),
    "length_by_coordinates": (length_by_coordinates, 2),
    "area_by_coordinates": (area_by_coordinates, 2),
}


def lemma(terms, name, args):
    """(needs, gives) of a lemma for these terms; raises Unfit or NoForm."""
    if name not in LEMMAS:
        raise Unfit(f"a lemma of SOUNDNESS.md, not {name[:40]!r}")
    make, count = LEMMAS[name]
    if count is not None and len(args) != count:
        raise Unfit(f"{count} terms")
    return make(terms, *args)


__all__ = ["LEMMAS", "NoForm", "Unfit", "lemma"]
