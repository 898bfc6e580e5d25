"""Lines and circles: what is known of them, and what it means to lie on one.

They never reach the core form. A line or circle that its definition is still describing is *open*:
`P on t`, `t parallel l`, `center(g) = O` then describe it instead of saying something.
"""

from . import numeric
from .core import equal_lengths
from .errors import SourceError
from .rational import HALF


class Line:
    """`pair`: two defining points; `through`: points it is defined to pass through; `members`:
    points that hypotheses put on it; `direction`: a form (terms, turn); `locus`: see `Locus`."""

    __slots__ = ("pair", "through", "members", "direction", "locus", "open")

    def __init__(self, pair=None, is_open=False):
        self.pair = pair
        self.through = list(pair or ())
        self.members = []
        self.direction = None
        self.locus = None
        self.open = is_open


class Circle:
    """`center`: None, ("known", point) or ("later", expression, scope, visible); the rest as for lines."""

    __slots__ = ("name", "center", "through", "members", "radius", "locus", "open")

    def __init__(self, name=None, center=None, is_open=False):
        self.name = name
        self.center = center
        self.through = []
        self.members = []
        self.radius = None
        self.locus = None
        self.open = is_open


def direction(a, b):
    """The direction of the line AB as a form."""
    return ((1, ("pair", a, b)),), 0


class Objects:
    """The part of the elaborator that knows lines and circles."""

    def pair_line(self, a, b):
        """The line AB; in the text of a theorem its points are declared distinct."""
        if self.in_def == 0 or a == b:
            self.declare(("distinct", a, b))
        key = (min(a, b), max(a, b))
        if key not in self.pairs:
            self.lines.append(Line((a, b)))
            self.pairs[key] = len(self.lines) - 1
        return self.pairs[key]

    def as_line(self, v):
        """The line that a value can stand for, or None."""
        if v[0] == "line":
            return v[1]
        if v[0] == "run" and len(v[1]) == 2:
            return self.pair_line(*v[1])
        return None

    def on(self, x, v, at):
        """What "x on v" says."""
        if v[0] == "circle":
            return self.on_circle(x, v[1])
        line = self.as_line(v)
        if line is None:
            raise self.wrong_sort("a line or a circle", v, at)
        return self.on_line(x, line)

    def on_line(self, x, number):
        line = self.lines[number]
        if line.open and line.locus is None:
            line.through.append(x)
            if len(line.through) == 2:
                line.pair = tuple(line.through)
            return []
        if x in line.through:
            return []
        if line.locus is not None:
            said = self.run_locus(line.locus, x)
        elif line.pair is not None:
            said = [("coll", *line.pair, x)]
        elif line.through and line.direction is not None:
            said = self.dir_equation(direction(line.through[0], x), line.direction)
        else:
            raise SourceError("this line is not determined by its definition")
        if self.assuming and x not in line.members:
            line.members.append(x)
        return said

    def on_circle(self, x, number):
        circle = self.circles[number]
        if circle.open and circle.locus is None:
            circle.through.append(x)
            return []
        if x in circle.through:
            return []
        if circle.locus is not None:
            said = self.run_locus(circle.locus, x)
        elif circle.center and circle.center[0] == "known":
            o = circle.center[1]
            if circle.radius is not None:
                said = self.equation(("plain", ("len", o, x)), ("plain", circle.radius))
            elif circle.through:
                said = [equal_lengths(o, x, o, circle.through[0])]
            elif self.assuming:
                # The first point on a free circle fixes its radius.
                circle.through.append(x)
                self.declare(("distinct", o, x))
                return []
            else:
                raise SourceError("no point has been put on this circle: its radius is not fixed")
        elif len(circle.through) >= 3:
            said = [("cyclic", *circle.through[:3], x)]
        else:
            raise SourceError("this circle is not determined by its definition")
        if self.assuming and x not in circle.members:
            circle.members.append(x)
        return said

    # ------------------------------------------------------------ what is known

    def known_direction(self, number):
        """The direction of a line, or None where it would need a new point."""
        line = self.lines[number]
        if line.pair:
            return direction(*line.pair)
        if line.direction is not None:
            return line.direction
        return (((1, ("line", number)),), 0) if line.open else None

    def direction_of(self, number):
        known = self.known_direction(number)
        return known if known is not None else direction(*self.two_points(number))

    def two_points(self, number):
        """Two points of a line: those that define it, those put on it, or hidden ones."""
        line = self.lines[number]
        if line.pair:
            return line.pair
        if line.open:
            raise SourceError("this line is not yet described")
        points = line.through + line.members
        while len(points) < 2:
            x = self.hide("T")
            with self.setting(assuming=True):
                said = self.on_line(x, number)
            self.emit(said)
            points.append(x)
        self.declare(("distinct", points[0], points[1]))
        line.pair = (points[0], points[1])
        return line.pair

    def center_of(self, number):
        """The centre of a circle, made when first asked for."""
        circle = self.circles[number]
        if circle.center is None:
            o = self.hide("O", circle.name or "")
            self.set_center(number, o)
            return o
        if circle.center[0] == "later":
            _, e, scope, visible = circle.center
            with self.definition(dict(scope), visible):
                o = self.point(e)
            circle.center = ("known", o)
        return circle.center[1]

    def set_center(self, number, o):
        circle = self.circles[number]
        if len(circle.through) < 3:
            raise SourceError("the centre of this circle is not determined")
        a, b, c = circle.through[:3]
        circle.center = ("known", o)
        self.emit([equal_lengths(o, a, o, b), equal_lengths(o, b, o, c)])

    def radius_of(self, number):
        circle = self.circles[number]
        if circle.radius is not None:
            return circle.radius
        o = self.center_of(number)
        points = circle.through + circle.members
        if not points:
            raise SourceError("no point has been put on this circle: its radius is not fixed")
        return "len", o, points[0]

    def on_by_words(self, x, number):
        circle = self.circles[number]
        return x in circle.through or x in circle.members

    # ------------------------------------------------------------ touching

    def right_angle(self, a, b):
        return self.dir_equation(a, (b[0], b[1] + HALF))

    def line_touches(self, number, g):
        o = self.center_of(g)
        line = self.lines[number]
        for t in line.through + line.members:
            if self.on_by_words(t, g):
                return self.right_angle(self.direction_of(number), direction(o, t))
        # The point of contact is hidden. In a goal it is the foot of the perpendicular from the
        # centre, and what is to be shown is that it lies on the circle.
        goal = not self.assuming
        d = self.direction_of(number)
        t = self.hide("T", self.circles[g].name or "")
        with self.setting(assuming=True):
            on_line = self.on_line(t, number)
        perp = self.right_angle(d, direction(o, t))
        on_circle = self.on_circle(t, g)
        self.emit(on_line)
        self.emit(perp if goal else on_circle)
        return on_circle if goal else perp

    def circles_touch(self, g, h):
        o, p = self.center_of(g), self.center_of(h)
        circle = self.circles[g]
        for t in circle.through + circle.members:
            if self.on_by_words(t, h):
                return [("coll", o, p, t)]
        if not self.assuming:
            raise SourceError("to show that two circles touch, name the point of contact first")
        t = self.hide("T", circle.name or "")
        said = self.on_circle(t, g)
        self.emit(said + self.on_circle(t, h))
        return [("coll", o, p, t)]

    # ------------------------------------------------------------ equations of directions

    def dir_equation(self, a, b):
        """a = b modulo a half-turn; if an open line occurs, this describes its direction."""
        terms = numeric.merged(a[0] + tuple((-q, x) for q, x in b[0]))
        turn = a[1] - b[1]
        unknown = [(q, x[1]) for q, x in terms if x[0] == "line"]
        if unknown:
            k, number = unknown[0]
            if len(unknown) > 1 or abs(k) != 1:
                raise SourceError("this does not give the direction of the line", None, "use `locus`")
            rest = tuple((-k * q, x) for q, x in terms if x[0] != "line")
            self.integral(rest)
            self.lines[number].direction = (rest, -k * turn)
            return []
        return [("dir", self.integral(terms), -turn % 1)]

    def integral(self, terms):
        out = []
        for q, x in terms:
            if q.denominator != 1:
                raise SourceError(
                    "a directed angle, known modulo 180 deg, cannot be divided",
                    None,
                    "multiply the equation by the denominator",
                )
            out.append((q.numerator, x[1], x[2]))
        return tuple(out)
