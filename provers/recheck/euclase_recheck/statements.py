"""Statements of a theorem, in order."""

from . import numeric, statements_of_numbers
from .core import FACTS
from .errors import SourceError
from .expressions import FUNCTIONS
from .lexer import split_points
from .objects import Circle, Line
from .predicates import PREDICATES

STATUSES = frozenset(
    """Theorem CounterSatisfiable Unknown ContradictoryAxioms Satisfiable Unsatisfiable Timeout
    GaveUp""".split()
)


def is_point_name(name):
    points = split_points(name)
    return points is not None and len(points) == 1


def declared_names(body):
    """Every name that the statements introduce, a proof's included."""
    for s in body:
        kind = s[0]
        if kind in ("point", "circle", "line", "real", "triangle", "let", "function"):
            yield from s[2]
        elif kind == "proof":
            yield from declared_names(s[2])
        elif kind == "case":
            yield from declared_names(s[3])
        elif kind in ("have", "show") and s[6]:
            yield from declared_names(s[6])


class Statements:
    """The part of the elaborator that reads statements."""

    def theorem(self):
        body = self.item.body
        for s in body:
            self.statement(s, s is body[-1])
            self.flush()
        self.attributes()
        if not any(s[0] in ("show", "find", "solve") for s in body):
            raise SourceError(f"`{self.item.name}` has no goal", self.item.at, "say what is to be proved: `show …`")

    def guarded(self, work):
        """Runs a statement; what the core form cannot carry is counted."""
        try:
            work()
            failed = False
        except self.Unsupported:
            failed = True
        if failed:
            self.thm.unsupported += 1

    def statement(self, s, last):
        kind, at = s[0], s[1]
        if kind in ("point", "triangle", "circle", "line", "let", "real", "function"):
            self.guarded(lambda: self.introduction(s))
        elif kind == "assume":
            for e, subject in self.subjects(s[2]):
                self.guarded(lambda: self.assume(e, subject))
        elif kind == "show":
            shown = self.claims(s[3])
            for x in (x for said in shown for x in said):
                if x[0] == "prop":
                    self.thm.goals.append(x)
                else:
                    self.thm.goals.append(("fact" if x[0] in FACTS else "cond", x))
            if s[4]:
                self.equality_case(s, shown)
        elif kind == "find":
            for e in s[2]:
                self.guarded(lambda: self.thm.goals.append(("find", self.quantity(e))))
        elif kind == "solve":
            for name in s[2]:
                if self.lookup(name, at)[0] != "real":
                    raise SourceError(f"`{name}` is no real variable", at)
            if len(set(s[2])) < len(s[2]):
                raise SourceError("a variable is asked for twice", at)
            self.thm.goals.append(("solve", tuple(self.scope[name][1] for name in s[2])))
        elif kind != "proof" or not last:
            raise SourceError(f"`{kind}` has no place here", at)

    def equality_case(self, s, shown):
        """`show E >= F equality iff S`: besides, E = F iff S."""
        when = self.claims(s[4])
        bound = None
        if len(s[3]) == 1 and len(shown) == 1 and len(shown[0]) == 1:
            bound = statements_of_numbers.literal(shown[0][0])
        if bound is None or bound[0] != "atom" or bound[2] not in (">=", "<="):
            raise SourceError("`equality iff` follows one inequality with `>=` or `<=`", s[1])
        parts = [statements_of_numbers.together(said) if said else None for said in when]
        if None in parts or len(parts) != len(s[4]):
            self.thm.unsupported += 1
            return
        case = parts[0] if len(parts) == 1 else ("and", tuple(parts))
        self.thm.goals.append(("prop", ("iff", ("atom", bound[1], "=", bound[3]), case)))

    def assume(self, e, subject):
        said = self.proposition(e) if subject is None else self.proposition_about(subject, e)
        self.emit(said, explicit=True)

    def claims(self, es):
        """What each statement says, without those that the core form cannot carry."""
        out = []

        def claim(e, subject):
            with self.setting(assuming=False):
                said = self.proposition(e) if subject is None else self.proposition_about(subject, e)
            out.append(said)

        for e, subject in self.subjects(es):
            self.guarded(lambda: claim(e, subject))
        return out

    def quantity(self, e):
        n = self.number(e)
        kind = n[0]
        if kind == "ang":
            if len(n[1]) == 1 and n[1][0][0] == 1 and n[2] == 0:
                return ("angle", *n[1][0][1])
            raise self.Unsupported
        if kind != "plain":
            raise SourceError("there is nothing to find: ask for an angle, a length or a ratio", e[1])
        x = n[1]
        if x[0] == "len":
            return ("length", *x[1:])
        if x[0] == "div" and x[1][0] == "len" and x[2][0] == "len":
            return "ratio", x[1][1:], x[2][1:]
        return "num", x

    # ------------------------------------------------------------ introducing names

    def fresh(self, name, at):
        """One name, one meaning; inside a definition names are its own."""
        if self.in_def > 0:
            return
        if name in self.scope:
            raise SourceError(f"`{name}` already has a meaning", at, "choose another name")
        if self.defs.named(name, self.visible) or name in FUNCTIONS or name in PREDICATES:
            raise SourceError(f"`{name}` is the name of a construction", at, "choose another name")

    def fresh_lower(self, name, at):
        if not name[0].islower():
            raise SourceError(f"`{name}` is the name of a point, and no other thing", at)
        self.fresh(name, at)

    def introduce(self, name, at):
        """A new point by name; inside a definition it is hidden."""
        if self.in_def > 0:
            p = self.hide(name[0])
        else:
            if not is_point_name(name):
                raise SourceError(f"`{name}` is no name of a point", at, "points are capitals, between commas")
            self.fresh(name, at)
            p = self.new_point(name, False)
        self.scope[name] = ("value", ("point", p))
        return p

    def introduction(self, s):
        kind, at, names = s[0], s[1], s[2]
        if kind == "point":
            _, _, _, on, definition, others, conds = s
            points = self.points_on(names, on, at) if definition is None else self.constructed(names, definition, at)
            for x in points:
                for e in others:
                    self.emit([("distinct", x, self.point(e))], explicit=True)
            for e in conds:
                self.emit(self.proposition(e), explicit=True)
        elif kind == "triangle":
            if len(names) != 3:
                raise SourceError("a triangle has three vertices", at)
            t = tuple(
                self.points_named([n], at)[0] if n in self.scope else self.introduce(n, at) for n in names
            )
            self.declare(("notcoll", *t))
            self.emit(self.shape(s[3], t), explicit=True)
        elif kind in ("circle", "line") and s[3] is None:
            for name in names:
                (self.free_circle if kind == "circle" else self.free_line)(name, at)
        elif kind in ("circle", "line"):
            if len(names) > 1:
                raise SourceError("one object cannot have several names", at)
            self.fresh_lower(names[0], at)
            if kind == "line":
                v = ("line", self.line(s[3]))
            else:
                v = self.value(s[3])
                if v[0] != "circle":
                    raise self.wrong_sort("a circle", v, at)
            self.name_value(names[0], v)
        elif kind == "let":
            v = self.value(s[3])
            if v[0] == "point":
                raise SourceError("`let` names lines, circles and numbers; for a point write `point`", at)
            if v[0] == "num":
                self.charge(v[1])
            self.fresh_lower(names[0], at)
            self.name_value(names[0], v)
        elif kind == "real":
            for name in names:
                self.real(name, at)
            for name in names:
                for sign, e in s[3]:
                    self.bound(name, sign, e)
        else:
            self.function(s)

    def name_value(self, name, v):
        if v[0] == "circle" and self.circles[v[1]].name is None:
            self.circles[v[1]].name = name
        self.scope[name] = ("value", v)

    def function(self, s):
        _, at, (name,), params, body = s
        self.fresh_lower(name, at)
        # Checked once with variables of its own.
        reals, scope = list(self.thm.reals), dict(self.scope)
        for p in params:
            scope[p] = ("real", len(self.thm.reals))
            self.thm.reals.append(p)
        try:
            with self.setting(scope=scope):
                self.number(body)
        finally:
            self.thm.reals = reals
        self.scope[name] = ("function", params, body)

    def points_on(self, names, on, at):
        # The loci come first: a point cannot be on a line through itself.
        loci = [(e[1], self.value(e)) for e in on]
        points = [self.introduce(name, at) for name in names]
        for x in points:
            for place, v in loci:
                self.emit(self.on(x, v, place))
        return points

    def constructed(self, names, e, at):
        if e[0] == "call":
            _, _, name, args = e
            if name == "center" and len(args) == 1 and len(names) == 1:
                g = self.value(args[0])
                if g[0] == "circle":
                    return [self.named_center(names[0], g[1], at)]
            if name not in FUNCTIONS:
                values = self.call(e, names)
                if any(v[0] != "point" for v in values):
                    raise SourceError(f"`{name}` gives no point", at, "write `point X on …`")
                for n, v in zip(names, values):
                    self.scope[n] = ("value", v)
                return [v[1] for v in values]
        if len(names) > 1:
            raise SourceError("this gives one point", at)
        v = self.number(e)
        if v[0] != "points":
            raise SourceError(f"this is {numeric.describe(v)}, not a point", at)
        x = self.introduce(names[0], at)
        self.emit(self.equation(("points", ((1, x),)), v))
        return [x]

    def named_center(self, name, g, at):
        """`point O = center(g)`: the hidden centre gets the name; one that has a name is the same point."""
        if self.circles[g].center is None:
            o = self.introduce(name, at)
            self.set_center(g, o)
            return o
        o = self.center_of(g)
        if self.in_def == 0 and self.thm.hidden[o] and is_point_name(name):
            self.fresh(name, at)
            self.thm.points[o] = name
            self.thm.hidden[o] = False
            self.scope[name] = ("value", ("point", o))
            return o
        p = self.introduce(name, at)
        self.emit([("same", p, o)])
        return p

    def free_circle(self, name, at):
        self.fresh_lower(name, at)
        self.circles.append(Circle(name, ("known", self.hide("O", name))))
        self.scope[name] = ("value", ("circle", len(self.circles) - 1))

    def free_line(self, name, at):
        self.fresh_lower(name, at)
        a, b = self.hide("P", name), self.hide("Q", name)
        self.declare(("distinct", a, b))
        self.lines.append(Line((a, b)))
        self.scope[name] = ("value", ("line", len(self.lines) - 1))

    def real(self, name, at):
        self.fresh_lower(name, at)
        self.scope[name] = ("real", len(self.thm.reals))
        self.thm.reals.append(name)

    def bound(self, name, sign, e):
        x = ("plain", ("real", self.scope[name][1]))
        v = self.number(e)
        self.emit(self.equation(x, v) if sign == "=" else self.comparison(x, sign, v), explicit=True)

    def parameters(self):
        """The parameters of a rule or lemma: a theorem about them."""
        params = self.item.params
        last, groups = None, []
        for i, (sort, name, _) in enumerate(params):
            if sort:
                last, start = sort, i
            if last is None:
                raise SourceError(f"what is `{name}`?", self.item.at, "write its sort: `point A`, `real a`")
            groups.append(start)
            introduce = {"point": self.introduce, "line": self.free_line, "circle": self.free_circle, "real": self.real}
            if last not in introduce:
                raise SourceError("a rule is about points, lines, circles and real variables", self.item.at)
            introduce[last](name, self.item.at)
        # A bound holds for its group.
        for i, (_, _, bound) in enumerate(params):
            if bound:
                for _, name, _ in params[groups[i] : i + 1]:
                    if self.scope[name][0] != "real":
                        raise SourceError(f"`{name}` is no real variable", self.item.at)
                    self.bound(name, *bound)
        self.flush()

    def attributes(self):
        """Only their form matters: a checker ignores them."""
        for name, args, at in self.item.attributes:
            kinds = [a[0] for a in args]
            wanted = {"source": ["text"], "expect": ["word"], "at": ["word", "number", "number"]}.get(name, kinds)
            if kinds != wanted:
                raise SourceError(f"`@{name}` cannot take these arguments", at)
            if name == "expect" and args[0][1] not in STATUSES:
                raise SourceError(f"`{args[0][1]}` is no SZS status", at)
            if name == "at":
                found = self.scope.get(args[0][1])
                if not found or found[0] != "value" or found[1][0] != "point":
                    raise SourceError(f"unknown point `{args[0][1]}`", at)
