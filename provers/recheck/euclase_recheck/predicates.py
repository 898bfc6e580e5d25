"""Statements written like calls: `cyclic(A, B, C, D)`."""

from itertools import combinations
from math import floor

from . import core
from .errors import SourceError

PREDICATES = frozenset(
    """collinear cyclic concurrent same_side opposite_side same_orientation opposite_orientation
    counterclockwise clockwise directly_similar oppositely_similar acute obtuse convex turns""".split()
)
MAX_CONVEX = 64


class Predicates:
    """The part of the elaborator that reads statements written like calls."""

    def predicate(self, e):
        _, at, name, args = e
        if name not in PREDICATES:
            self.value(e)
            raise SourceError("this is no statement: nothing is said about it", at)
        values = [self.value(a) for a in args]
        if name == "concurrent":
            return self.concurrent(values, at)
        kinds = [v[0] for v in values]
        if name in ("same_side", "opposite_side") and len(values) == 3 and kinds[:2] == ["point", "point"]:
            line = self.as_line(values[2])
            if line is not None:
                a, b = self.two_points(line)
                s, t = (values[0][1], a, b), (values[1][1], a, b)
                return [("same_orient" if name == "same_side" else "opp_orient", s, t)]
        if name == "turns" and kinds == ["point", "point", "point", "num"] and values[3][1][0] == "deg":
            return self.turns([v[1] for v in values[:3]], values[3][1][1])
        ps = []
        for kind, x in values:
            if kind == "point":
                ps.append(x)
            elif kind == "run":
                ps += x
            else:
                ps = []
        said = self.of_points(name, tuple(ps))
        if said is None:
            raise SourceError(f"`{name}` cannot take these arguments", at)
        return said

    @staticmethod
    def turns(t, d):
        """The sense of a turn by the constant angle d, read between -180 and 180 degrees."""
        r = d - floor((d + 1) // 2) * 2
        if r in (0, -1):
            raise SourceError("a turn by a multiple of 180 deg has no sense", None, "use `mirror`")
        a, b, c = t
        return [("positive", (a, b, c) if r > 0 else (a, c, b))]

    def of_points(self, name, ps):
        """The statement about these points; None if it cannot be said of so many."""
        n = len(ps)
        if name == "collinear" and n == 3:
            return [("coll", *ps)]
        if name == "collinear" and n > 3:
            self.declare(("distinct", ps[0], ps[1]))
            return [("coll", ps[0], ps[1], x) for x in ps[2:]]
        if name == "cyclic" and n == 4:
            return [("cyclic", *ps)]
        if name == "cyclic" and n > 4:
            self.declare(("notcoll", *ps[:3]))
            return [("cyclic", *ps[:3], x) for x in ps[3:]]
        if n == 6:
            halves = (ps[:3], ps[3:])
            if name in ("same_orientation", "opposite_orientation"):
                return [("same_orient" if name == "same_orientation" else "opp_orient", *halves)]
            if name in ("directly_similar", "oppositely_similar"):
                return [("sim", *halves, name == "oppositely_similar")]
        if n == 3:
            a, b, c = ps
            if name == "counterclockwise":
                return [("positive", ps)]
            if name == "clockwise":
                return [("positive", (a, c, b))]
            if name in ("acute", "obtuse"):
                if self.in_def == 0:
                    self.declare(("distinct", a, b))
                    self.declare(("distinct", c, b))
                return [core.angle_compare("<" if name == "acute" else ">", *ps)]
        if name == "convex" and 3 <= n <= MAX_CONVEX:
            return self.convex(ps)
        return None

    @staticmethod
    def convex(ps):
        n = len(ps)
        first = ps[:3]
        if n == 3:
            return [("notcoll", *ps)]
        if n == 4:
            # Four turns to the same side add up to one full turn.
            others = [(ps[i], ps[(i + 1) % 4], ps[(i + 2) % 4]) for i in (1, 2, 3)]
        else:
            others = [t for t in combinations(ps, 3)][1:]
        return [("same_orient", first, t) for t in others]

    def concurrent(self, values, at):
        lines = []
        for v in values:
            line = self.as_line(v)
            if line is None:
                raise self.wrong_sort("a line", v, at)
            lines.append(line)
        if len(lines) < 3:
            raise SourceError("`concurrent` is said of three lines or more", at)
        # The first two meet (declared), and the others pass through their common point.
        d, f = self.known_direction(lines[0]), self.known_direction(lines[1])
        if d is not None and f is not None:
            for said in self.dir_equation(d, f):
                self.declare(core.negated(said))
        x = self.hide("X")
        with self.setting(assuming=True):
            self.emit(self.on_line(x, lines[0]) + self.on_line(x, lines[1]))
        return [s for line in lines[2:] for s in self.on_line(x, line)]
