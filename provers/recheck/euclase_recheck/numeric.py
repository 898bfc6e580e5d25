"""Numbers, angles and sums of points as the language computes with them.

A value is ("plain", number) for real numbers, ("deg", q, with_pi) for a constant angle,
("ang", terms, konst) for undirected angles, ("dir", terms, turn) for directed ones with terms
(q, ("pair", a, b)) or (q, ("line", id)), ("points", terms) for Σ q·P. All angles in half-turns.
The kinds do not mix, but a constant angle is at home among both kinds of angle.
"""

from .errors import SourceError
from .rational import bits, quotient, tidy

MAX_BITS = 100_000
MAX_TERMS = 1000

NAMES = {"plain": "a number", "deg": "an angle", "ang": "an angle", "dir": "a directed angle", "points": "a point"}


def describe(v):
    return "a length" if v[0] == "plain" and v[1][0] == "len" else NAMES[v[0]]


def constant(v):
    """The rational number, if the value is one."""
    return v[1][1] if v[0] == "plain" and v[1][0] == "const" else None


def single_point(v):
    if v[0] == "points" and len(v[1]) == 1 and v[1][0][0] == 1:
        return v[1][0][1]
    return None


def plain(v):
    """The real number, where the value is one (`pi` alone is), else None."""
    if v[0] == "plain":
        return v[1]
    if v[0] == "deg" and v[2]:
        pi = ("call", "pi", ())
        return pi if v[1] == 1 else ("mul", (("const", v[1]), pi))
    return None


def merged(terms):
    """Equal terms added up, zeros dropped, in order of first mention."""
    sums = {}
    for q, x in terms:
        sums[x] = sums.get(x, 0) + q
    return tuple((tidy(q), x) for x, q in sums.items() if q != 0)


def scale(v, k):
    kind = v[0]
    if kind == "plain":
        return kind, scale_number(v[1], k)
    if kind == "deg":
        return kind, tidy(v[1] * k), v[2]
    terms = tuple((tidy(q * k), x) for q, x in v[1])
    return (kind, terms) if kind == "points" else (kind, terms, tidy(v[2] * k))


def scale_number(n, k):
    kind = n[0]
    if k == 1:
        return n
    if kind == "const":
        return kind, tidy(n[1] * k)
    if kind == "neg":
        return scale_number(n[1], -k)
    if kind == "div":
        return kind, scale_number(n[1], k), n[2]
    if k == -1:
        return "neg", n
    factors = n[1] if kind == "mul" else (n,)
    if factors[0][0] == "const":
        k, factors = tidy(factors[0][1] * k), factors[1:]
    if k != 1:
        factors = (("const", k), *factors)
    return factors[0] if len(factors) == 1 else ("mul", factors)


def together(a, b):
    """Both values in one kind."""
    if a[0] == b[0]:
        return a, b
    kinds = {a[0], b[0]}
    if kinds == {"ang", "dir"}:
        raise SourceError(
            "`angle` is undirected and `dangle` is directed: they cannot be mixed", None, "use one kind throughout"
        )
    if a[0] == "deg" and b[0] in ("ang", "dir"):
        return (b[0], (), a[1]), b
    if b[0] == "deg" and a[0] in ("ang", "dir"):
        return a, (a[0], (), b[1])
    angles = ("deg", "ang", "dir")
    if constant(a) == 0 and b[0] in angles:
        return together(("deg", 0, False), b)
    if constant(b) == 0 and a[0] in angles:
        return together(a, ("deg", 0, False))
    if kinds == {"plain", "deg"}:
        x, y = plain(a), plain(b)
        if x is not None and y is not None:
            return ("plain", x), ("plain", y)
    if (constant(a) is not None and b[0] in angles) or (constant(b) is not None and a[0] in angles):
        raise SourceError("an angle needs its unit", None, "write `90 deg`")
    raise SourceError(f"{describe(a)} and {describe(b)} cannot be added or compared")


def plus(a, b, minus=False):
    a, b = together(a, b)
    if minus:
        b = scale(b, -1)
    kind = a[0]
    if kind == "plain":
        return kind, add(a[1], b[1])
    if kind == "deg":
        return kind, tidy(a[1] + b[1]), a[2] and b[2]
    if len(a[1]) + len(b[1]) > MAX_TERMS:
        raise SourceError(f"a sum of angles or points may have {MAX_TERMS} terms")
    extra = b[1]
    if kind == "ang":
        extra = tuple((q, t if t[0] <= t[2] else t[::-1]) for q, t in extra)
    terms = merged(a[1] + extra)
    return (kind, terms) if kind == "points" else (kind, terms, tidy(a[2] + b[2]))


def times(a, b):
    k = constant(a)
    if k is not None:
        return scale(b, k)
    k = constant(b)
    if k is not None:
        return scale(a, k)
    x, y = plain(a), plain(b)
    if x is None or y is None:
        raise SourceError(f"{describe(a if x is None else b)} can be multiplied only by a number")
    return "plain", multiply(x, y)


def over(a, b):
    k = constant(b)
    if k is not None:
        if k == 0:
            raise SourceError("division by zero")
        return scale(a, quotient(1, k))
    x, y = plain(a), plain(b)
    if x is None or y is None:
        raise SourceError(f"{describe(a)} and {describe(b)} have no quotient")
    if x[0] == "div":
        return "plain", ("div", x[1], multiply(x[2], y))
    return "plain", ("div", x, y)


def power(a, b):
    base = plain(a)
    if base is None:
        raise SourceError(f"{describe(a)} has no powers")
    e = constant(b)
    if e is None:
        exponent = plain(b)
        if exponent is None:
            raise SourceError(f"{describe(b)} cannot be an exponent")
        return "plain", ("call", "pow", (base, exponent))
    if base[0] == "const" and e.denominator == 1:
        if base[1] == 0 and e < 0:
            raise SourceError("division by zero")
        if abs(e) >= 2**31 or bits(base[1]) * abs(e) > MAX_BITS:
            raise SourceError("this power is too large a number")
        return "plain", ("const", base[1] ** e if e >= 0 else quotient(1, base[1] ** -e))
    return "plain", ("pow", base, e)


def add(x, y):
    if x[0] == "const" and y[0] == "const":
        return "const", tidy(x[1] + y[1])
    if x == ("const", 0):
        return y
    if y == ("const", 0):
        return x
    if x[0] != "add":
        return "add", (x, y)
    return "add", x[1] + (y[1] if y[0] == "add" else (y,))


def multiply(x, y):
    if x[0] == "div":
        return "div", multiply(x[1], y), x[2]
    if x[0] != "mul":
        return "mul", (x, y)
    return "mul", x[1] + (y[1] if y[0] == "mul" else (y,))


def angle_number(terms, konst):
    """A sum of undirected angles as a real number."""
    parts = [scale_number(("ang", *t), q) for q, t in terms]
    if konst != 0 or not parts:
        parts.append(("const", konst))
    return parts[0] if len(parts) == 1 else ("add", tuple(parts))


def size(n):
    """Nodes of a number."""
    kind = n[0]
    if kind in ("add", "mul"):
        return 1 + sum(size(x) for x in n[1])
    if kind == "call":
        return 1 + sum(size(x) for x in n[2])
    if kind == "div":
        return 1 + size(n[1]) + size(n[2])
    if kind in ("neg", "pow"):
        return 1 + size(n[1])
    return 1
