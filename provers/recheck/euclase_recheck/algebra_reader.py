"""The `algebra` object of certificates, read into tuples (FORMAT.md, "Algebra").

A line is (claim, rule, premises): a claim is a clause of comparisons of `statements_of_numbers`,
a rule a tuple that begins with its kind; numbers are those of `core`.
"""

from .errors import InputError

RELATIONS = frozenset("= != < <= > >=".split())
SOURCES = ("assumed", "step", "condition")
# Conditions that a certificate records: their names in `core`, and how many points stand together.
CONDITIONS = {
    "distinct": ("distinct", (2,)), "notcoll": ("notcoll", (3,)), "notpara": ("notpara", (2, 2)),
    "notcyclic": ("notcyclic", (4,)), "sameorient": ("same_orient", (3, 3)), "opporient": ("opp_orient", (3, 3)),
    "positive": ("positive", (3,)), "between": ("between", (3,)), "outside": ("outside", (3,)), "longer": ("longer", (2, 2)),
}  # fmt: skip
# A JSON reader may stop here; no number that a checker accepts is deeper.
MAX_READ = 420
POINTS = {"len": ("len", 2), "ang": ("ang", 3), "dist": ("distline", 3), "circumradius": ("circumradius", 3), "inradius": ("inradius", 3), "x": ("x", 3), "y": ("y", 3)}


class Algebra:
    """Further real variables, conditions that are recorded, lines, and proofs of goals: (lines, solutions or None,
    frame or None)."""

    __slots__ = ("reals", "conditions", "lines", "goals")

    def __init__(self, reals=(), conditions=(), lines=(), goals=()):
        self.reals = reals
        self.conditions = conditions
        self.lines = lines
        self.goals = goals


class AlgebraReader:
    """Reads numbers and lines; `read` is the module that reads the rest of a certificate."""

    def __init__(self, read, points, reals):
        self.read = read
        self.points = points
        self.reals = {}
        for i, name in enumerate(reals):
            if name in points.points:
                raise InputError(f"the auxiliary point {name[:40]!r} has the name of a variable")
            self.reals.setdefault(name, i)
        self.many = len(reals)

    def is_rational(self, text):
        try:
            self.read.rational(text)
        except InputError:
            return False
        return True

    def further(self, names):
        out = []
        for name in self.read.array(names, "`reals`"):
            self.read.string(name, "the name of a variable")
            if name in self.reals or name in self.points.points or self.is_rational(name):
                raise InputError(f"the variable {name[:40]!r} has the name of something else")
            self.reals[name] = self.many + len(out)
            out.append(name)
        return out

    def number(self, v, depth=0):
        if depth > MAX_READ:
            raise InputError("a number is nested too deep")
        if isinstance(v, str):
            return ("real", self.reals[v]) if v in self.reals else ("const", self.read.rational(v))
        if not isinstance(v, list) or not v:
            raise InputError("a number is a text, or an array with an operation")
        op, args = self.read.string(v[0], "an operation"), v[1:]

        def numbers(count=None):
            if count is not None and len(args) != count:
                raise InputError(f"`{op[:40]}` is applied to {count} numbers, not to {len(args)}")
            return tuple([self.number(x, depth + 1) for x in args])

        if op in POINTS:
            kind, count = POINTS[op]
            return (kind, *self.points.points_of(args, count))
        if op == "area":
            if len(args) < 3:
                raise InputError("an area has three points or more")
            return op, self.points.points_of(args)
        if op in ("+", "*"):
            return "add" if op == "+" else "mul", numbers()
        if op == "-":
            return ("neg", *numbers(1))
        if op == "/":
            return ("div", *numbers(2))
        if op == "^":
            if len(args) != 2:
                raise InputError("`^` is applied to a number and a rational number")
            return "pow", self.number(args[0], depth + 1), self.read.rational(args[1])
        return "call", op, numbers()

    def numbers(self, v, what):
        return tuple([self.number(x) for x in self.read.array(v, what)])

    def assignments(self, v, read):
        """Pairs of a variable and what is said of it."""
        out = []
        for x in self.read.array(v, "`values`"):
            name, value = self.read.array(x, "a value", 2)
            if self.read.string(name, "a variable") not in self.reals:
                raise InputError(f"unknown variable {name[:40]!r}")
            out.append((self.reals[name], read(value)))
        return tuple(out)

    def values(self, v):
        """The shape of the values of a certificate. They are no part of the proof, and this program
        does not judge them."""
        self.assignments(v, self.value)

    def value(self, v):
        """A number, or a root of a polynomial between two numbers."""
        if not isinstance(v, dict):
            return self.number(v)
        coefficients, ends = self.read.fields(v, "a root", ("root", "between"))
        for q in self.read.array(coefficients, "`root`") + self.read.array(ends, "`between`", 2):
            self.read.rational(q)
        return None

    def clause(self, v):
        return tuple([self.comparison(c) for c in self.read.array(v, "a claim")])

    def indices(self, v, what):
        return tuple([self.read.index(x, what) for x in self.read.array(v, what)])

    def products(self, v, what):
        out = []
        for p in self.read.array(v, what):
            (coefficient,) = self.read.fields(p, "a product", ("coefficient",), ("factors", "squares"))
            factors = self.indices(p.get("factors", []), "`factors`")
            out.append((self.read.rational(coefficient), factors, self.numbers(p.get("squares", []), "`squares`")))
        return tuple(out)

    def comparison(self, v):
        left, relation, right = self.read.array(v, "a comparison", 3)
        if not isinstance(relation, str) or relation not in RELATIONS:
            raise InputError(f"unknown relation {str(relation)[:40]!r}")
        return self.number(left), relation, self.number(right)

    def condition(self, v):
        kind = v.get("kind") if isinstance(v, dict) else None
        if kind == "num":
            left, relation, right = self.comparison(self.read.fields(v, "a condition", ("kind", "claim"))[1])
            if relation == "=":
                raise InputError("a condition is no equation")
            return "numcmp", left, relation, right
        if kind == "not":
            return kind, self.points.claim(self.read.fields(v, "a condition", ("kind", "fact"))[1])
        if not isinstance(kind, str) or kind not in CONDITIONS:
            raise InputError(f"unknown kind of condition {str(kind)[:40]!r}")
        name, parts = CONDITIONS[kind]
        ps = self.points.points_of(self.read.fields(v, "a condition", ("kind", "points"))[1], sum(parts))
        if len(parts) == 1:
            return (name, ps) if name == "positive" else (name, *ps)
        return name, ps[: parts[0]], ps[parts[0] :]

    def frame(self, v):
        return self.points.points_of(v, 2)

    def rule(self, v):
        if not isinstance(v, dict):
            raise InputError("a rule is not an object")
        kind = v.get("kind")
        fields = self.read.fields
        if kind in ("suppose", "either", "weaken", "cases", "congruence"):
            fields(v, "a rule", ("kind",))
            return (kind,)
        if kind == "given":
            _, i = fields(v, "a rule", ("kind", "index"), ("values",))
            return kind, self.read.index(i, "`index`"), self.numbers(v.get("values", []), "`values`")
        if kind == "step":
            return kind, self.read.index(fields(v, "a rule", ("kind", "index"))[1], "`index`")
        if kind == "coordinates":
            _, frame, which = fields(v, "a rule", ("kind", "frame", "clause"), SOURCES)
            sources = [s for s in SOURCES if v.get(s) is not None]
            if len(sources) != 1:
                raise InputError("coordinates are of what is `assumed`, of a `step` or a `condition`, one of them")
            i = self.read.index(v[sources[0]], f"`{sources[0]}`")
            return kind, sources[0], i, self.frame(frame), self.read.index(which, "`clause`")
        if kind == "combine":
            return kind, self.numbers(fields(v, "a rule", ("kind", "cofactors"))[1], "`cofactors`")
        if kind == "factors":
            return kind, self.numbers(fields(v, "a rule", ("kind", "factors"))[1], "`factors`")
        if kind == "field":
            return kind, self.indices(fields(v, "a rule", ("kind", "powers"))[1], "`powers`")
        if kind == "lemma":
            _, name, args = fields(v, "a rule", ("kind", "name", "terms"))
            return kind, self.read.string(name, "the name of a lemma"), self.numbers(args, "`terms`")
        if kind == "order":
            fields(v, "a rule", ("kind",), ("multiplier", "terms", "cofactors"))
            if "terms" not in v:
                raise InputError("a rule has no field `terms`")
            cofactors = []
            for c in self.read.array(v.get("cofactors", []), "`cofactors`"):
                place, by = self.read.array(c, "a cofactor", 2)
                cofactors.append((self.read.index(place, "a place"), self.number(by)))
            multiplier = self.products(v.get("multiplier", []), "`multiplier`")
            return kind, multiplier, self.products(v["terms"], "`terms`"), tuple(cofactors)
        if kind == "instance":
            return kind, self.assignments(fields(v, "a rule", ("kind", "values"))[1], self.number)
        raise InputError(f"unknown kind of rule {str(kind)[:40]!r}")

    def line(self, v):
        claim, rule = self.read.fields(v, "a line", ("claim", "rule"), ("premises",))
        return self.clause(claim), self.rule(rule), self.indices(v.get("premises", []), "`premises`")

    def goal(self, v):
        (lines,) = self.read.fields(v, "a goal proof", ("lines",), ("solutions", "frame"))
        solutions = v.get("solutions")
        if "solutions" in v:
            solutions = tuple([self.numbers(s, "a solution") for s in self.read.array(solutions, "`solutions`")])
        frame = self.frame(v["frame"]) if v.get("frame") is not None else None
        return self.indices(lines, "`lines`"), solutions, frame

    def algebra(self, v):
        lines, goals = self.read.fields(v, "`algebra`", ("lines", "goals"), ("reals", "conditions"))
        # Variables first: a condition that mentions one can be read.
        reals = self.further(v.get("reals", []))
        conditions = self.read.array(v.get("conditions", []), "`conditions`")
        conditions = self.read.numbered("condition", conditions, self.condition)
        lines = self.read.numbered("line", self.read.array(lines, "`lines`"), self.line)
        return Algebra(reals, conditions, lines, self.read.numbered("goal", self.read.array(goals, "`goals`"), self.goal))
