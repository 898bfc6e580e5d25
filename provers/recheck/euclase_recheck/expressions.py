"""Names and expressions: what they stand for.

Values: ("point", p), ("run", points) for points written together, ("line", number),
("circle", number), ("num", value) with a value of `numeric`. A scope maps names to
("value", v), ("real", i) or ("function", params, body).
"""

from . import numeric
from .errors import SourceError
from .rational import bits, decimal, quotient

FUNCTIONS = frozenset(
    "angle dangle distance area radius center inradius circumradius sqrt root abs min max".split()
)
MAX_EVALUATION_DEPTH = 1000
MAX_SIZE = 2_000_000


def describe(v):
    if v[0] == "run":
        return "a line or a length" if len(v[1]) == 2 else "a figure of several points"
    return numeric.describe(v[1]) if v[0] == "num" else "a " + v[0]


class Expressions:
    """The part of the elaborator that evaluates."""

    def wrong_sort(self, wanted, v, at):
        return SourceError(f"this is {describe(v)}, not {wanted}", at)

    def lookup(self, name, at):
        if name not in self.scope:
            raise SourceError(f"unknown name `{name}`, or used before it exists", at)
        return self.scope[name]

    def points_named(self, names, at):
        out = []
        for name in names:
            found = self.lookup(name, at)
            if found[0] != "value" or found[1][0] != "point":
                raise SourceError(f"`{name}` is not a point", at)
            out.append(found[1][1])
        return tuple(out)

    def point(self, e):
        v = self.value(e)
        if v[0] != "point":
            raise self.wrong_sort("a point", v, e[1])
        return v[1]

    def line(self, e):
        v = self.value(e)
        line = self.as_line(v)
        if line is None:
            raise self.wrong_sort("a line", v, e[1])
        return line

    def as_number(self, v):
        """A value as a number: `AB` is a length, a point a vector; None if it is neither."""
        if v[0] == "num":
            return v[1]
        if v[0] == "point":
            return "points", ((1, v[1]),)
        if v[0] == "run" and len(v[1]) == 2:
            return "plain", ("len", *v[1])
        return None

    def number(self, e):
        v = self.value(e)
        n = self.as_number(v)
        if n is None:
            raise self.wrong_sort("a number", v, e[1])
        return n

    def value(self, e):
        self.depth += 1
        if self.depth > MAX_EVALUATION_DEPTH:
            raise SourceError("definitions and expressions are nested too deep", e[1])
        try:
            return getattr(self, "value_" + e[0], self.value_statement)(e)
        except SourceError as mistake:
            # The innermost place in the text of the theorem itself.
            if mistake.at is None and self.in_def == 0:
                mistake.at = e[1]
            raise
        finally:
            self.depth -= 1

    def value_statement(self, e):
        raise SourceError("this is a statement; a value is needed here", e[1])

    def value_points(self, e):
        ps = self.points_named(e[2], e[1])
        return ("point", ps[0]) if len(ps) == 1 else ("run", ps)

    def value_triangle(self, e):
        return "run", self.points_named(e[3], e[1])

    def value_name(self, e):
        found = self.lookup(e[2], e[1])
        if found[0] == "value":
            if found[1][0] == "num":
                self.charge(found[1][1])
            return found[1]
        if found[0] == "real":
            return "num", ("plain", ("real", found[1]))
        raise SourceError(f"`{e[2]}` is a function: write `{e[2]}(…)`", e[1])

    def value_number(self, e):
        return "num", ("plain", ("const", decimal(e[2])))

    def value_pi(self, e):
        return "num", ("deg", 1, True)

    def value_deg(self, e):
        c = numeric.constant(self.number(e[2]))
        if c is None:
            raise SourceError("degrees need a number: `90 deg`", e[1])
        return "num", ("deg", quotient(c, 180), False)

    def value_sum(self, e):
        total = None
        for minus, t in e[2]:
            v = self.number(t)
            if total is None:
                total = numeric.scale(v, -1) if minus else v
            else:
                total = numeric.plus(total, v, minus)
            self.measure(total)
        return "num", total

    def value_product(self, e):
        product = None
        for under, t in e[2]:
            v = self.number(t)
            if under:
                self.nonzero(v)
            if product is None:
                product = v
            else:
                product = numeric.over(product, v) if under else numeric.times(product, v)
            self.measure(product)
        return "num", product

    def value_power(self, e):
        base, exponent = self.number(e[2]), self.number(e[3])
        c = numeric.constant(exponent)
        if c is not None and c < 0:
            self.nonzero(base)
        v = numeric.power(base, exponent)
        self.measure(v)
        return "num", v

    def measure(self, v):
        """Refuses numbers that grow out of measure."""
        c = numeric.constant(v)
        if c is not None and bits(c) > numeric.MAX_BITS:
            raise SourceError("this number is too large")
        self.sizes += 1 if v[0] != "plain" or v[1][0] != "add" else len(v[1][1]) // 64 + 1
        if self.sizes > MAX_SIZE:
            raise SourceError("this theorem is too large to expand")

    def charge(self, v):
        """A number that is used by its name is copied."""
        self.sizes += numeric.size(v[1]) if v[0] == "plain" else 1
        if self.sizes > MAX_SIZE:
            raise SourceError("this theorem is too large to expand")

    def nonzero(self, v):
        """A length below a fraction bar is declared not to vanish."""
        if self.in_def == 0 and v[0] == "plain":
            self.nonzero_term(v[1])

    def nonzero_term(self, n):
        kind = n[0]
        if kind == "len":
            self.declare(("distinct", *n[1:]))
        elif kind == "mul":
            for x in n[1]:
                self.nonzero_term(x)
        elif kind == "call" and n[1] in ("sqrt", "root"):
            self.nonzero_term(n[2][-1])
        elif kind in ("div", "neg") or (kind == "pow" and n[2] != 0):
            self.nonzero_term(n[1])

    # ------------------------------------------------------------ calls

    def value_call(self, e):
        _, at, name, args = e
        found = self.scope.get(name)
        if found and found[0] == "function":
            return self.call_function(at, found, args)
        if name in FUNCTIONS:
            v = self.builtin(name, [self.value(a) for a in args])
            if v is None:
                raise SourceError(f"`{name}` cannot take these arguments", at)
            return v
        results = self.call(e, None)
        if len(results) != 1:
            raise SourceError(f"`{name}` gives several points", at, "name them in a statement of their own")
        return results[0]

    def call_function(self, at, function, args):
        _, params, body = function
        if len(params) != len(args):
            raise SourceError(f"this function takes {len(params)} arguments", at)
        values = [self.number(a) for a in args]
        for v in values:
            self.charge(v)
        self.count_expansion()
        scope = dict(self.scope)
        scope.update((p, ("value", ("num", v))) for p, v in zip(params, values))
        with self.setting(scope=scope):
            result = self.number(body)
        self.charge(result)
        return "num", result

    def builtin(self, name, vs):
        """A function that the language knows without a definition; None if the arguments do not fit."""
        flat = []
        for v in vs:
            if flat is not None and v[0] in ("point", "run"):
                flat += [v[1]] if v[0] == "point" else v[1]
            else:
                flat = None
        kinds = [v[0] for v in vs]
        three = flat is not None and len(flat) == 3
        if name in ("angle", "dangle") and three:
            a, b, c = flat
            for x in (a, c):
                if self.in_def == 0 or x == b:
                    self.declare(("distinct", x, b))
            if name == "angle":
                return "num", ("ang", ((1, (min(a, c), b, max(a, c))),), 0)
            return "num", ("dir", numeric.merged((((1, ("pair", b, c))), (-1, ("pair", b, a)))), 0)
        if name == "dangle" and len(vs) == 2:
            l, m = self.as_line(vs[0]), self.as_line(vs[1])
            if l is None or m is None:
                return None
            (s, c), (t, d) = self.direction_of(l), self.direction_of(m)
            return "num", ("dir", numeric.merged(t + tuple((-q, x) for q, x in s)), d - c)
        if name == "distance" and kinds == ["point", "point"]:
            return "num", ("plain", ("len", vs[0][1], vs[1][1]))
        if name == "distance" and len(vs) == 2 and kinds[0] == "point":
            line = self.as_line(vs[1])
            return None if line is None else ("num", ("plain", ("distline", vs[0][1], *self.two_points(line))))
        if name == "area" and flat is not None and len(flat) >= 3:
            return "num", ("plain", ("area", tuple(flat)))
        if name == "radius" and kinds == ["circle"]:
            return "num", ("plain", self.radius_of(vs[0][1]))
        if name == "center" and kinds == ["circle"]:
            return "point", self.center_of(vs[0][1])
        if name in ("inradius", "circumradius") and three:
            if self.in_def == 0:
                self.declare(("notcoll", *flat))
            return "num", ("plain", (name, *flat))
        least, most = {"sqrt": (1, 1), "abs": (1, 1), "root": (2, 2)}.get(name, (2, len(vs)))
        if name in ("sqrt", "abs", "root", "min", "max") and least <= len(vs) <= most:
            numbers = [self.as_number(v) for v in vs]
            numbers = [n and numeric.plain(n) for n in numbers]
            if None not in numbers:
                return "num", ("plain", ("call", name, tuple(numbers)))
        return None
