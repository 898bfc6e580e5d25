"""Statements of fact: what each says, as a list of facts and conditions."""

from . import core, lengths, numeric, statements_of_numbers
from .errors import SourceError
from .expressions import describe

FACTS = core.FACTS
CONTRARY = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
HOLDS = {
    "<": lambda x, y: x < y, "<=": lambda x, y: x <= y, ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y, "!=": lambda x, y: x != y,
}  # fmt: skip
CHAINS = ("=", "<", "<=", ">", ">=", "parallel")


def is_single(e):
    return e[0] == "points" and len(e[2]) == 1


class Relations:
    """The part of the elaborator that reads statements of fact."""

    def proposition(self, e):
        self.depth += 1
        if self.depth > 1000:
            raise SourceError("definitions and expressions are nested too deep", e[1])
        try:
            return getattr(self, "says_" + e[0], self.says_nothing)(e)
        except SourceError as mistake:
            if mistake.at is None and self.in_def == 0:
                mistake.at = e[1]
            raise
        finally:
            self.depth -= 1

    def says_nothing(self, e):
        raise SourceError("this is no statement: nothing is said about it", e[1])

    def says_between(self, e):
        x, a, b = (self.point(p) for p in e[2:])
        return [("coll", a, x, b), ("between", a, x, b)]

    def says_call(self, e):
        return self.predicate(e)

    def says_triangle(self, e):
        ps = self.points_named(e[3], e[1])
        if len(ps) != 3:
            raise SourceError("a triangle has three vertices", e[1])
        return [("notcoll", *ps)] + self.shape(e[2], ps)

    def shape(self, shape, t):
        a, b, c = t
        if shape is None:
            return []
        angles = [(b, a, c), (a, b, c), (a, c, b)]
        if shape == "acute":
            return [core.angle_compare("<", *t) for t in angles]
        return [("any", tuple(core.angle_compare(">", *t) for t in angles))]

    def says_and(self, e):
        return [x for part in e[2] for x in self.proposition(part)]

    def parts(self, es):
        """Each statement read without recording anything; a mistake counts more than `Unsupported`."""
        out, beyond = [], None
        for e in es:
            try:
                with self.setting(assuming=False):
                    out.append(self.proposition(e))
            except self.Unsupported as u:
                beyond = u
        if beyond:
            raise beyond
        return out

    def says_or(self, e):
        parts = self.parts(e[2])
        if all(len(said) == 1 and said[0][0] not in FACTS and said[0][0] != "prop" for said in parts):
            return [("any", tuple(said[0] for said in parts))]
        return [("prop", ("or", tuple(map(self.about_numbers, parts))))]

    def about_numbers(self, said):
        """What is said as one statement about numbers."""
        p = statements_of_numbers.together(said)
        if p is None:
            raise self.Unsupported
        return p

    def says_implies(self, e):
        a, b = self.parts(e[2:])
        return [("prop", (e[0], self.about_numbers(a), self.about_numbers(b)))]

    says_iff = says_implies

    def says_forall(self, e):
        scope, reals, before = dict(self.scope), self.thm.reals, len(self.said)
        first = len(reals)
        for name in e[2]:
            scope[name] = ("real", len(reals))
            while name in reals:
                name += "'"
            reals.append(name)
        try:
            with self.setting(scope=scope):
                p = self.about_numbers(self.parts([e[3]])[0])
        except (SourceError, self.Unsupported):
            del reals[first:]
            raise
        # A figure that depends on the variable is none of this one.
        for x, _ in self.said[before:]:
            said = statements_of_numbers.literal(x)
            if said and max(statements_of_numbers.reals_of_clause(statements_of_numbers.atoms(said)), default=-1) >= first:
                raise self.Unsupported
        return [("prop", ("forall", tuple(range(first, first + len(e[2]))), p))]

    def says_not(self, e):
        x = e[2]
        if self.guarding and x[0] == "chain" and len(x[3]) == 1 and x[3][0][0] in ("parallel", "perp"):
            # A guard about a line whose direction would need a new point says nothing.
            l, m = self.line(x[2]), self.line(x[3][0][1])
            if self.known_direction(l) is None or self.known_direction(m) is None:
                return []
        contrary, said = [], self.parts([x])[0]
        if not said and self.in_def == 0:
            raise SourceError("this denies what always holds", e[1])
        # What is denied by an equation is no alternative of a condition.
        for s in said:
            equation = s[0] in ("distinct", "notcoll") or (s[0] == "numcmp" and s[2] == "!=")
            if s[0] in ("prop", "any") or (len(said) > 1 and equation):
                return [("prop", ("not", self.about_numbers(said)))]
        for s in said:
            kind = s[0]
            if kind in FACTS:
                contrary.append(core.negated(s))
            elif kind == "distinct":
                return [("same", *s[1:])]
            elif kind == "notcoll":
                return [("coll", *s[1:])]
            elif kind == "numcmp":
                if s[2] == "!=":
                    return [("num", s[1], s[3])]
                contrary.append((kind, s[1], CONTRARY[s[2]], s[3]))
            elif kind == "longer":
                contrary.append(("numcmp", ("len", *s[1]), "<=", ("len", *s[2])))
            else:
                raise self.Unsupported
        return contrary if len(contrary) < 2 else [("any", tuple(contrary))]

    # ------------------------------------------------------------ relations between two things

    def says_chain(self, e):
        _, at, left, rest = e
        relations = {r for r, _ in rest}
        if len(rest) > 1:
            if not relations.issubset(CHAINS) or ("parallel" in relations and len(relations) > 1):
                raise SourceError("these relations do not form a chain", at, "write two statements")
        said = []
        for relation, right in rest:
            said += self.relate(at, left, relation, right)
            left = right
        return said

    def relate(self, at, a, relation, b):
        if relation == "=":
            if self.in_def == 0 and is_single(a) and b[0] == "call":
                said = self.claim_of_call(self.point(a), b)
                if said is not None:
                    return said
            return self.equation(self.number(a), self.number(b))
        if relation in HOLDS:
            return self.comparison(self.number(a), relation, self.number(b))
        if relation in ("parallel", "perp"):
            l, m = self.line(a), self.line(b)
            d, f = self.direction_of(l), self.direction_of(m)
            return self.dir_equation(d, f) if relation == "parallel" else self.right_angle(d, f)
        if relation == "on":
            x = self.value(a)
            if x[0] != "point":
                raise self.wrong_sort("a point", x, at)
            return self.on(x[1], self.value(b), at)
        if relation == "tangent":
            return self.touch(self.value(a), self.value(b), at)
        if relation in ("inside", "outside"):
            return self.inside(self.point(a), relation == "inside", b)
        return self.alike(relation, self.value(a), self.value(b), at)

    def touch(self, x, y, at):
        if x[0] == "circle" and y[0] == "circle":
            return self.circles_touch(x[1], y[1])
        if x[0] == "circle":
            x, y = y, x
        line = self.as_line(x)
        if y[0] != "circle" or line is None:
            raise SourceError("`tangent` relates a line and a circle, or two circles", at)
        return self.line_touches(line, y[1])

    def alike(self, relation, x, y, at):
        if not all(v[0] == "run" and len(v[1]) == 3 for v in (x, y)):
            raise SourceError("this relates two triangles: `ABC similar DEF`", at)
        s, t = x[1], y[1]
        side = [((s[i], s[(i + 1) % 3]), (t[i], t[(i + 1) % 3])) for i in range(3)]
        if relation == "congruent":
            return [core.equal_lengths(*p, *q) for p, q in side]
        # Either orientation: the ratios of the sides of proper triangles.
        self.declare(("notcoll", *s))
        self.declare(("notcoll", *t))
        return [core.equal_ratios(*side[0], *side[i]) for i in (1, 2)]

    def inside(self, x, inside, b):
        v = self.value(b)
        if v[0] == "circle":
            o = self.center_of(v[1])
            r = self.radius_of(v[1])
            if r[0] == "len":
                return [("longer", r[1:], (o, x)) if inside else ("longer", (o, x), r[1:])]
            return [("numcmp", ("len", o, x), "<" if inside else ">", r)]
        if v[0] != "run":
            raise self.wrong_sort("a triangle, a segment or a circle", v, b[1])
        ps = v[1]
        if len(ps) == 2:
            p, q = ps
            return [("coll", p, x, q), ("between" if inside else "outside", p, x, q)]
        if not inside:
            raise SourceError("`outside` is said of a circle or a segment", b[1])
        if len(ps) == 3:
            p, q, r = ps
            return [("same_orient", ps, t) for t in ((x, q, r), (p, x, r), (p, q, x))]
        # A convex polygon: on the same side of each of its directed sides.
        sides = [(p, q, x) for p, q in zip(ps, ps[1:] + ps[:1])]
        return [("same_orient", sides[0], t) for t in sides[1:]]

    # ------------------------------------------------------------ equations

    def equation(self, a, b):
        a, b = numeric.together(a, b)
        p, q = numeric.single_point(a), numeric.single_point(b)
        if p is not None and q is not None:
            return [("same", p, q)]
        kind = a[0]
        if kind == "plain":
            return [lengths.classify(a[1], b[1])]
        if kind == "deg":
            return [("ang", (), a[1] - b[1])]
        if kind == "dir":
            return self.dir_equation(a[1:], b[1:])
        difference = numeric.plus(a, b, minus=True)
        if kind == "ang":
            return [("ang", difference[1], -difference[2])]
        terms = difference[1]
        if sum(q for q, _ in terms) != 0:
            raise SourceError("in an equation between points both sides must have the same weight")
        if len(terms) == 2:
            return [("same", terms[0][1], terms[1][1])]
        return [("vec", terms)]

    def comparison(self, a, sign, b):
        a, b = numeric.together(a, b)
        if a[0] == "deg" or (numeric.constant(a) is not None and numeric.constant(b) is not None):
            x, y = (a[1], b[1]) if a[0] == "deg" else (a[1][1], b[1][1])
            if HOLDS[sign](x, y):
                return []
            raise SourceError("this comparison of constants does not hold")
        if sign == "!=":
            p, q = numeric.single_point(a), numeric.single_point(b)
            if p is not None and q is not None:
                return [("distinct", p, q)]
            said = self.equation(a, b)
            if said and said[-1][0] not in ("num", "len", "sq", "log", "ang"):
                return [core.negated(said[-1])]
        if a[0] == "ang":
            x, y = numeric.angle_number(*a[1:]), numeric.angle_number(*b[1:])
        elif a[0] == "plain":
            x, y = a[1], b[1]
        else:
            raise SourceError(f"{describe(('num', a))} has no order")
        zero = ("const", 0)
        if x[0] == "len" and y == zero and sign in (">", "!="):
            return [("distinct", *x[1:])]
        if y[0] == "len" and x == zero and sign in ("<", "!="):
            return [("distinct", *y[1:])]
        if x[0] == "len" and y[0] == "len" and sign in ("<", ">"):
            return [("longer", x[1:], y[1:]) if sign == ">" else ("longer", y[1:], x[1:])]
        return [("numcmp", x, sign, y)]

    # ------------------------------------------------------------ several subjects

    @staticmethod
    def subjects(es):
        """Pairs (statement, subject or None): bare points before `X on l` (and the like) share
        what it says, as in `A, B on g`."""
        out, waiting = [], []
        for e in es:
            if is_single(e):
                waiting.append(e)
                continue
            shares = (e[0] == "chain" and len(e[3]) == 1 and e[3][0][0] in ("on", "inside", "outside")) or (
                e[0] == "between"
            )
            shares = shares and is_single(e[2])
            out += [(e, p) if shares else (p, None) for p in waiting]
            waiting = []
            out.append((e, None))
        return out + [(p, None) for p in waiting]

    def proposition_about(self, subject, e):
        """The statement `e` with another subject."""
        x = self.point(subject)
        if e[0] == "between":
            a, b = self.point(e[3]), self.point(e[4])
            return [("coll", a, x, b), ("between", a, x, b)]
        relation, of = e[3][0]
        if relation == "on":
            return self.on(x, self.value(of), e[1])
        return self.inside(x, relation == "inside", of)
