"""Terms of algebra in their normal form: polynomials over opaque terms.

A polynomial is {monomial: coefficient}, no coefficient 0; a monomial is a sorted tuple of
(number of an opaque term, exponent). Opaque terms are numbered by a `Terms`, so that two terms
with the same normal form are the same object of Python's `==`. (FORMAT.md, "Normal form".)
"""

from fractions import Fraction

from .rational import tidy

MAX_TERMS = 200_000
MAX_COEFFICIENT_BITS = 6_644
MAX_EXPONENT = 10_000
MAX_INDEX = 2**32
MAX_DEPTH = 400
MAX_LINE_WORK = 20_000_000
MAX_WORK = 100_000_000
ONE = ()


class NoForm(Exception):
    """A term that has no normal form, or one beyond the limits."""


def key(p):
    """A polynomial as something that can be looked up."""
    return frozenset(p.items())


def number(q):
    return {ONE: q} if q != 0 else {}


def rational(p):
    """The rational number that a polynomial is, or None."""
    if not p:
        return 0
    return p.get(ONE) if len(p) == 1 else None


def times_monomial(m, n):
    if not m or not n:
        return m or n
    out = dict(m)
    for t, e in n:
        out[t] = out.get(t, 0) + e
        if out[t] > MAX_EXPONENT:
            raise NoForm(f"exponents of at most {MAX_EXPONENT}")
    return tuple(sorted(out.items()))


def long(q):
    return q.numerator.bit_length() > MAX_COEFFICIENT_BITS or q.denominator.bit_length() > MAX_COEFFICIENT_BITS


class Terms:
    """The opaque terms of one certificate, and arithmetic that counts its work."""

    def __init__(self):
        self.numbers = {}
        self.opaque = []
        self.forms = {}
        self.line_work = 0
        self.all_work = 0

    def start_line(self):
        self.line_work = 0

    def charge(self, n):
        self.line_work += n
        self.all_work += n
        if self.line_work > MAX_LINE_WORK or self.all_work > MAX_WORK:
            raise NoForm("less work")

    # ------------------------------------------------------------ arithmetic

    def checked(self, p):
        if len(p) > MAX_TERMS:
            raise NoForm(f"polynomials of at most {MAX_TERMS} terms")
        if any(map(long, p.values())):
            raise NoForm("shorter coefficients")
        return p

    def add(self, p, q, k=1):
        """p + k·q"""
        self.charge(len(q))
        out = dict(p)
        for m, c in q.items():
            c = out.get(m, 0) + k * c
            if c:
                out[m] = tidy(c)
            else:
                out.pop(m, None)
        return self.checked(out)

    def times(self, p, q):
        self.charge(len(p) * len(q))
        if len(q) == 1 and ONE in q:
            p, q = q, p
        out = {}
        for m, c in p.items():
            for n, d in q.items():
                mn = times_monomial(m, n)
                out[mn] = out.get(mn, 0) + c * d
                if len(out) > MAX_TERMS:
                    raise NoForm(f"polynomials of at most {MAX_TERMS} terms")
        return self.checked({m: tidy(c) for m, c in out.items() if c})

    def power(self, p, n):
        if n > MAX_EXPONENT:
            raise NoForm(f"exponents of at most {MAX_EXPONENT}")
        if len(p) == 1:
            ((m, c),) = p.items()
            if (c.numerator.bit_length() - 1) * n > MAX_COEFFICIENT_BITS or (
                (c.denominator.bit_length() - 1) * n > MAX_COEFFICIENT_BITS
            ):
                raise NoForm("shorter coefficients")
            if any(e * n > MAX_EXPONENT for _, e in m):
                raise NoForm(f"exponents of at most {MAX_EXPONENT}")
            return self.checked({tuple((t, e * n) for t, e in m if n): tidy(c**n)})
        out = number(1)
        for bit in bin(n)[2:] if n else "":
            out = self.times(out, out)
            if bit == "1":
                out = self.times(out, p)
        return out

    # ------------------------------------------------------------ opaque terms

    def term(self, *what):
        """The opaque term: an operation and its arguments, polynomials as their keys."""
        if what not in self.numbers:
            self.numbers[what] = len(self.opaque)
            self.opaque.append(what)
        return self.numbers[what]

    def opaque_term(self, *what):
        return {((self.term(*what), 1),): 1}

    def inverse(self, p):
        c = rational(p)
        if c:
            return number(tidy(1 / Fraction(c)))
        return self.opaque_term("inv", key(p))

    def root(self, n, p):
        return p if n == 1 else self.opaque_term("root", n, key(p))

    def rational_power(self, p, e):
        a, q = abs(e.numerator), e.denominator
        if max(a, q) > MAX_EXPONENT:
            raise NoForm(f"exponents of at most {MAX_EXPONENT}")
        r = self.root(q, p)
        if e < 0:
            r = self.inverse(r)
        return self.power(r, a)

    # ------------------------------------------------------------ normal forms

    def form(self, n):
        """The normal form of a number."""
        found = self.forms.get(n)
        if found is None:
            found = self.forms[n] = self.computed(n)
        return found

    def computed(self, n):
        kind = n[0]
        if kind == "const":
            return self.checked(number(n[1]))
        if kind == "add":
            out = {}
            for x in n[1]:
                out = self.add(out, self.form(x))
            return out
        if kind == "mul":
            out = number(1)
            for x in n[1]:
                out = self.times(out, self.form(x))
            return out
        if kind == "neg":
            return self.add({}, self.form(n[1]), -1)
        if kind == "div":
            return self.times(self.form(n[1]), self.inverse(self.form(n[2])))
        if kind == "pow":
            return self.rational_power(self.form(n[1]), n[2])
        if kind == "call":
            return self.call(n[1], [self.form(x) for x in n[2]])
        if kind == "len" and n[1] == n[2]:
            return {}
        if kind == "len":
            n = (kind, *sorted(n[1:]))
        elif kind == "ang":
            n = (kind, min(n[1], n[3]), n[2], max(n[1], n[3]))
        elif kind == "distline":
            n = (kind, n[1], *sorted(n[2:]))
        elif kind in ("circumradius", "inradius"):
            n = (kind, *sorted(n[1:]))
        elif kind in ("x", "y"):
            point, o, e = n[1:]
            # O is the origin, and E on the x-axis, not left of it.
            if point == o or (kind, point) == ("y", e):
                return {}
            if point == e:
                return self.form(("len", o, e))
        elif kind == "area":
            n = (kind, tuple(sorted(n[1])) if len(n[1]) == 3 else n[1])
        return self.opaque_term(*n)

    def call(self, name, args):
        count = len(args)
        if name == "pi" and count == 0:
            return self.opaque_term("pi")
        if name == "sqrt" and count == 1:
            return self.root(2, args[0])
        if name == "abs" and count == 1:
            return self.opaque_term("abs", key(args[0]))
        if name == "root" and count == 2:
            return self.root(self.whole(args[0]), args[1])
        if name in ("min", "max") and count:
            out = args[0]
            for x in args[1:]:
                out = self.opaque_term(name, key(out), key(x))
            return out
        if name == "pow" and count == 2:
            e = rational(args[1])
            if e is not None:
                return self.rational_power(args[0], e)
            return self.opaque_term("pow", key(args[0]), key(args[1]))
        raise NoForm(f"an operation that is known, with its arguments, not {name[:40]!r}")

    @staticmethod
    def whole(p):
        n = rational(p)
        if n is None or n.denominator != 1 or not 1 <= n < MAX_INDEX:
            raise NoForm("a whole number as the index of a root")
        return n


# ---------------------------------------------------------------- comparisons


class Comparison:
    """p = 0, p ≠ 0, p ≥ 0 or p > 0. `up` is p divided by the size of one coefficient, and `any`
    by the coefficient itself: what agrees up to a factor has one form."""

    __slots__ = ("relation", "p", "up", "any", "value")

    def __init__(self, relation, p):
        self.relation = relation
        self.p = p
        c = rational(p)
        self.value = None if c is None else holds(relation, c)
        k = p[max(p)] if p else 1
        self.any = frozenset((m, tidy(Fraction(c) / k)) for m, c in p.items())
        self.up = self.any if k > 0 else frozenset((m, -c) for m, c in self.any)

    def gives(self, other):
        """Does the other one follow at once?"""
        if other.value or self.value is False:
            return True
        if self.value is not None or other.value is not None:
            return False
        r, s = self.relation, other.relation
        if s in ("=", "!="):
            return (r == s or (r == ">" and s == "!=")) and self.any == other.any
        if r == "=":
            return s == ">=" and self.any == other.any
        return (r == s or (r == ">" and s == ">=")) and self.up == other.up


def holds(relation, c):
    return {"=": c == 0, "!=": c != 0, ">=": c >= 0, ">": c > 0}[relation]


def compare(terms, left, relation, right):
    """The comparison of two numbers."""
    if relation in ("<", "<="):
        left, right, relation = right, left, {"<": ">", "<=": ">="}[relation]
    return Comparison(relation, terms.add(terms.form(left), terms.form(right), -1))


def gives(clause, other):
    """Does a clause follow at once from another one? Clauses of `Comparison`s. A false comparison
    gives the absurd clause too."""
    return all(x.value is False or any(x.gives(y) for y in other) for x in clause)


__all__ = ["Comparison", "NoForm", "Terms", "compare", "gives", "key", "number", "rational"]
