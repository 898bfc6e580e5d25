"""Definitions, the prelude's and the file's: choosing one and expanding it.

A call binds the parameters to its arguments, makes new results and says the body: `require` when
it is defined, `assume` what defines it, `have` what follows (no part of a claim `X = noun(…)`).
"""

from . import numeric
from .errors import SourceError
from .expressions import FUNCTIONS, describe
from .lexer import split_points
from .objects import Circle, Line
from .predicates import PREDICATES
from .rational import quotient


class Locus:
    """What membership means: statements about a moving point, in the scope of their definition."""

    __slots__ = ("point", "body", "scope", "visible")

    def __init__(self, point, body, scope, visible):
        self.point = point
        self.body = body
        self.scope = scope
        self.visible = visible


def sorts(params, at):
    """The sort of each parameter; a missing one is that of the parameter before."""
    out, last = [], None
    for sort, name, _ in params:
        last = sort or last
        if last is None:
            raise SourceError(f"what is `{name}`?", at, "write its sort: `point A`, `line l`")
        out.append(last)
    return tuple(out)


class Definitions:
    """All definitions, in order; a definition sees only those before it."""

    def __init__(self, items):
        self.all = []
        self.by_name = {}
        for item in items:
            self.add(item)

    def add(self, item):
        params, results = sorts(item.params, item.at), sorts(item.results, item.at)
        self.by_name.setdefault(item.name, []).append(len(self.all))
        self.all.append((item, params, results))

    def add_file(self, items):
        for item in items:
            if item.kind != "def":
                continue
            same = self.by_name.get(item.name, [])
            if any(self.all[i][1] == sorts(item.params, item.at) for i in same):
                raise SourceError(f"`{item.name}` is already defined", item.at, "choose another name")
            if item.name in FUNCTIONS or item.name in PREDICATES:
                raise SourceError(f"`{item.name}` is a word of the language", item.at, "choose another name")
            self.add(item)

    def named(self, name, visible):
        return [i for i in self.by_name.get(name, ()) if i < visible]


def fits(sort, v):
    kind = v[0]
    if sort in ("line", "length") and kind == "run":
        return len(v[1]) == 2
    if kind == "num":
        if sort in ("length", "real"):
            return numeric.plain(v[1]) is not None
        return sort == "angle" and v[1][0] in ("deg", "dir")
    return kind == sort and sort in ("point", "line", "circle")


class Expansion:
    """The part of the elaborator that expands definitions."""

    def choose(self, name, values, at):
        numbers = self.defs.named(name, self.visible)
        if not numbers:
            raise SourceError(f"unknown construction `{name}`", at)
        for i in numbers:
            params = self.defs.all[i][1]
            if len(params) == len(values) and all(map(fits, params, values)):
                return i
        given = ", ".join(map(describe, values))
        raise SourceError(f"`{name}` does not take these arguments: {given}", at)

    def call(self, e, names):
        """The results of a call; `names` where a statement names them. Unnamed, the same call
        means the same objects again."""
        _, at, name, args = e
        values = [self.value(a) for a in args]
        index = self.choose(name, values, at)
        key = None
        if not any(v[0] == "num" and v[1][0] == "plain" and numeric.size(v[1][1]) > 50 for v in values):
            key = (index, *values)
            if names is None and key in self.calls:
                return self.calls[key]
        with self.setting(assuming=True):
            results = self.expand(index, values, names, None, at)
        if key is not None:
            self.calls.setdefault(key, results)
        return results

    def claim_of_call(self, x, e):
        """What `x = noun(…)` says: the statements that define the point, said of x. None if the
        call does not construct a single point."""
        _, at, name, args = e
        if not self.defs.named(name, self.visible):
            return None
        values = [self.value(a) for a in args]
        index = self.choose(name, values, at)
        if self.defs.all[index][2] != ("point",):
            return None
        collected = []
        with self.setting(collected=collected, assuming=True):
            self.expand(index, values, None, x, at)
        return collected

    def expand(self, index, values, names, given, at):
        item, params, results = self.defs.all[index]
        if names is not None and len(names) != len(results):
            raise SourceError(f"`{item.name}` gives {len(results)} results, {len(names)} are named", at)
        scope = {}
        for (_, name, _), sort, v in zip(item.params, params, values):
            if v[0] == "run":
                v = ("line", self.pair_line(*v[1])) if sort == "line" else ("num", ("plain", ("len", *v[1])))
            points = split_points(name) if v[0] == "line" else None
            if points is not None:
                # A line by two of its points.
                for p, x in zip(points, self.two_points(v[1])):
                    scope[p] = ("value", ("point", x))
            else:
                scope[name] = ("value", v)
        made = []
        for i, ((_, name, _), sort) in enumerate(zip(item.results, results)):
            if sort == "point":
                if given is not None:
                    p = given
                elif names is not None and self.in_def == 0:
                    p = self.introduce(names[i], at)
                else:
                    p = self.hide((names[i] if names else name)[0])
                v = ("point", p)
            elif sort == "line":
                self.lines.append(Line(is_open=True))
                v = ("line", len(self.lines) - 1)
            elif sort == "circle":
                self.circles.append(Circle(is_open=True))
                v = ("circle", len(self.circles) - 1)
            else:
                raise SourceError("a definition gives points, lines or circles", at)
            scope[name] = ("value", v)
            made.append(v)
        with self.definition(scope, index):
            for s in item.body:
                self.definition_statement(s, made)
        for kind, number in made:
            if kind != "point":
                (self.lines if kind == "line" else self.circles)[number].open = False
        return made

    def definition_statement(self, s, made):
        kind = s[0]
        claiming = self.collected is not None and self.in_def == 1
        if kind == "require":
            with self.setting(guarding=True):
                for e in s[2]:
                    self.emit(self.proposition(e))
        elif kind == "assume":
            for e, subject in self.subjects(s[2]):
                if subject is None and self.describes_circle(e):
                    continue
                with self.setting(assuming=not claiming):
                    said = self.proposition(e) if subject is None else self.proposition_about(subject, e)
                if claiming:
                    self.collected.extend(said)
                else:
                    self.emit(said)
        elif kind == "have":
            if not claiming:
                for e in s[3]:
                    self.emit(self.proposition(e))
        elif kind == "locus":
            if len(made) != 1 or made[0][0] == "point":
                raise SourceError("`locus` describes the one line or circle of a definition", s[1])
            of = (self.lines if made[0][0] == "line" else self.circles)[made[0][1]]
            of.locus = Locus(s[2], s[3], dict(self.scope), self.visible)
        elif kind in ("point", "triangle", "circle", "line", "let"):
            self.introduction(s)
        else:
            raise SourceError("this statement has no place in a definition", s[1])

    def describes_circle(self, e):
        """`center(g) = O` and `radius(g) = r` describe a circle that is still open."""
        if e[0] != "chain" or e[2][0] != "call" or len(e[3]) != 1 or e[3][0][0] != "=":
            return False
        _, _, name, args = e[2]
        right = e[3][0][1]
        if name not in ("center", "radius") or len(args) != 1 or args[0][0] != "name":
            return False
        found = self.scope.get(args[0][2])
        if not found or found[0] != "value" or found[1][0] != "circle":
            return False
        circle = self.circles[found[1][1]]
        if not circle.open:
            return False
        if name == "radius":
            circle.radius = numeric.plain(self.number(right))
            if circle.radius is None:
                raise SourceError("a radius is a length", e[1])
        elif right[0] == "points" and len(right[2]) == 1:
            circle.center = ("known", self.point(right))
        else:
            circle.center = ("later", right, dict(self.scope), self.visible)
        return True

    def run_locus(self, locus, x):
        """What membership in a locus means for x."""
        scope = dict(locus.scope)
        scope[locus.point] = ("value", ("point", x))
        said = []
        with self.definition(scope, locus.visible):
            for s in locus.body:
                if s[0] == "assume":
                    for e in s[2]:
                        said += self.proposition(e)
        return said

    def check_definition(self, index):
        """Expands a definition of the file once, with arguments of its own, for its mistakes."""
        values = []
        for sort in self.defs.all[index][1]:
            if sort == "point":
                v = ("point", self.hide("Z"))
            elif sort == "line":
                v = ("run", (self.hide("Z"), self.hide("Z")))
            elif sort == "circle":
                circle = Circle(center=("known", self.hide("Z")))
                circle.through.append(self.hide("Z"))
                self.circles.append(circle)
                v = ("circle", len(self.circles) - 1)
            elif sort == "angle":
                v = ("num", ("deg", quotient(1, 7), False))
            else:
                v = ("num", ("plain", ("len", self.hide("Z"), self.hide("Z"))))
            values.append(v)
        try:
            self.expand(index, values, None, None, self.item.at)
        except self.Unsupported:
            pass
