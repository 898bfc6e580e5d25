"""Coordinates: the rule, goals in a frame, and what facts and conditions say there, in figures with
coincidences and in what is written wrongly."""

import cmath
import math
import random
import unittest
from fractions import Fraction
from itertools import combinations

import coordinates_examples as examples
from coordinates_examples import assumed, length, line, of_step, plus, sq, times, x, y
from support import certificate_of, outcome, proved
from euclase_recheck import algebra_coordinates, certificate, elaborate
from euclase_recheck.algebra import Lines
from euclase_recheck.errors import InputError, Rejected
from euclase_recheck.polynomials import Terms

# ---------------------------------------------------------------- exact figures


class Surd:
    """a + b·√3, exactly."""

    def __init__(self, a, b=0):
        # Integers stay integers, which are quicker.
        self.a, self.b = a, b

    def __add__(self, other):
        return Surd(self.a + other.a, self.b + other.b)

    def __sub__(self, other):
        return Surd(self.a - other.a, self.b - other.b)

    def __mul__(self, other):
        return Surd(self.a * other.a + 3 * self.b * other.b, self.a * other.b + self.b * other.a)

    def sign(self):
        size = self.a * self.a - 3 * self.b * self.b
        larger = self.a if size > 0 else self.b
        return (larger > 0) - (larger < 0)

    def __float__(self):
        return float(self.a) + float(self.b) * math.sqrt(3)


def value(terms, p, at):
    """A polynomial, where `at` says what x(P), y(P) and |OE| are."""
    total = Surd(0)
    for m, c in p.items():
        part = Surd(c)
        for t, e in m:
            what = terms.opaque[t]
            v = Surd(0, 1) if what[0] == "root" else at(what)
            for _ in range(e):
                part = part * v
        total = total + part
    return total


def said(terms, clauses, at):
    """Do all clauses hold?"""
    holds = {"=": lambda s: s == 0, "!=": lambda s: s != 0, ">": lambda s: s > 0, ">=": lambda s: s >= 0}
    return all(any(holds[c.relation](value(terms, c.p, at).sign()) for c in clause) for clause in clauses)


class Figure:
    """Six points, with coincidences, in the frame of the first two: O = (0, 0), E = (e, 0), e ≥ 0.
    The facts are judged in the figure turned and moved; they say the same."""

    def __init__(self, rng):
        pick = rng.choice
        circle = [(Surd(1), Surd(0)), (Surd(0), Surd(1)), (Surd(Fraction(3, 5)), Surd(Fraction(4, 5))), (Surd(-1), Surd(0)),
                  (Surd(Fraction(-1, 2)), Surd(0, Fraction(1, 2))), (Surd(Fraction(1, 2)), Surd(0, Fraction(-1, 2)))]  # fmt: skip
        self.points = [(Surd(0), Surd(0)), (Surd(pick((0, 1, 2, 2))), Surd(0))]
        for _ in range(4):
            kind = rng.randrange(3)
            if kind == 0:
                self.points.append((Surd(rng.randint(-1, 2)), Surd(rng.randint(-1, 2))))
            elif kind == 1:
                self.points.append(pick(circle))
            else:
                self.points.append((Surd(pick((0, 1, 2))), Surd(0, pick((0, 1, 1)))))
        c, s = Surd(Fraction(5, 13)), Surd(Fraction(12, 13))
        self.turned = [(c * x - s * y + Surd(7), s * x + c * y - Surd(3)) for x, y in self.points]

    def at(self, what):
        if what[0] == "len":
            return self.points[1][0]
        return self.points[what[1]][what[0] == "y"]


class Truth:
    """What facts and conditions mean, by other words than the clauses."""

    def __init__(self, points):
        self.points = points
        self.floats = [complex(float(x), float(y)) for x, y in points]

    def holds(self, f):
        return getattr(self, f[0])(*f[1:])

    def same(self, a, b):
        return all((u - v).sign() == 0 for u, v in zip(self.points[a], self.points[b]))

    def apart(self, *ps):
        return not any(self.same(p, q) for p, q in combinations(ps, 2))

    def determinant(self, rows):
        if len(rows) == 1:
            return rows[0][0]
        out = Surd(0)
        for j, v in enumerate(rows[0]):
            minor = self.determinant([row[:j] + row[j + 1 :] for row in rows[1:]])
            out = out + v * minor if j % 2 == 0 else out - v * minor
        return out

    def turn(self, a, b, c):
        return self.determinant([[*self.points[p], Surd(1)] for p in (a, b, c)]).sign()

    def coll(self, a, b, c):
        return self.turn(a, b, c) == 0

    def on_circle_or_line(self, ps):
        rows = [[x * x + y * y, x, y, Surd(1)] for x, y in (self.points[p] for p in ps)]
        return self.determinant(rows).sign() == 0

    def cyclic(self, *ps):
        different = []
        for p in ps:
            if all(not self.same(p, q) for q in different):
                different.append(p)
        flat = any(self.coll(*t) for t in combinations(different, 3))
        return len(different) < 3 or (not flat and self.on_circle_or_line(ps))

    def distance(self, a, b):
        return abs(self.floats[a] - self.floats[b])

    def sim(self, abc, def_, opposite):
        turns = self.turn(*abc), self.turn(*def_)
        if 0 in turns or (turns[0] != turns[1]) != opposite:
            return False
        ratios = [self.distance(abc[i], abc[j]) / self.distance(def_[i], def_[j]) for i, j in ((0, 1), (1, 2), (2, 0))]
        return max(ratios) - min(ratios) < 1e-9

    def dir(self, terms, turn):
        if any(k and self.same(a, b) for k, a, b in terms):
            return True
        total = sum(k * cmath.phase(self.floats[b] - self.floats[a]) / math.pi for k, a, b in terms if k) - float(turn)
        return abs(total - round(total)) < 1e-9

    def len(self, terms, konst):
        return abs(sum(q * self.distance(a, b) for q, a, b in terms) - konst) < 1e-9

    def sq(self, terms, konst):
        return abs(sum(q * self.distance(a, b) ** 2 for q, a, b in terms) - konst) < 1e-9

    def log(self, terms, konst):
        sides = [1.0, 1.0]
        for v, e in [(self.distance(a, b), e) for e, a, b in terms] + [(p, -e) for p, e in konst]:
            sides[e < 0] *= v ** abs(float(e))
        return abs(sides[0] - sides[1]) < 1e-9

    def vec(self, terms):
        return abs(sum(q * self.floats[p] for q, p in terms)) < 1e-9

    def distinct(self, a, b):
        return not self.same(a, b)

    def notcoll(self, a, b, c):
        return not self.coll(a, b, c)

    def notpara(self, l, m):
        return self.apart(*l) and self.apart(*m) and not self.dir(((1, *l), (-1, *m)), 0)

    def notcyclic(self, *ps):
        return self.apart(*ps) and not self.on_circle_or_line(ps)

    def same_orient(self, s, t):
        return self.turn(*s) * self.turn(*t) == 1

    def opp_orient(self, s, t):
        return self.turn(*s) * self.turn(*t) == -1

    def positive(self, t):
        return self.turn(*t) == 1

    def between(self, a, b, c):
        sums = self.distance(a, b) + self.distance(b, c) - self.distance(a, c)
        return self.apart(a, b, c) and abs(sums) < 1e-9

    def outside(self, a, b, c):
        return self.apart(a, b, c) and self.coll(a, b, c) and not self.between(a, b, c)

    def longer(self, s, t):
        return self.distance(*s) - self.distance(*t) > 1e-9


def not_(self, fact):
    return not self.holds(fact)


setattr(Truth, "not", not_)
setattr(Truth, "any", lambda self, conds: any(map(self.holds, conds)))


def some_fact(rng, kind):
    p = lambda: rng.randrange(6)  # noqa: E731
    t = lambda: (p(), p(), p())  # noqa: E731
    if kind == "same":
        return kind, p(), p()
    if kind == "coll":
        return kind, *t()
    if kind == "cyclic":
        return kind, *t(), p()
    if kind == "sim":
        abc = t()
        return kind, abc, rng.choice((t(), abc[1:] + abc[:1], (*abc[:2], p()), abc)), rng.random() < 0.3
    if kind == "dir":
        ks = rng.choice(((1, -1), (-1, 1), (2, -2), (2, -1, -1), (1, 1, -1, -1), (3, -2, -1), (1, 0, -1)))
        return kind, tuple((k, p(), p()) for k in ks), Fraction(rng.choice((0, 0, 2, 3, 4, 6, 6, 8, 9, 10)), 12)
    if kind == "len" and rng.random() < 0.5:
        q, konst = rng.choice(((1, 1), (2, 4), (-1, -2), (1, 0), (0, 0), (0, 1), (3, Fraction(3, 2))))
        return kind, ((q, p(), p()),), konst
    if kind == "len":
        q, r = rng.choice(((1, -1), (-2, 1), (3, -1), (0, 1), (0, 0), (1, -2)))
        return kind, ((q, p(), p()), (r, p(), p())), 0
    if kind == "sq":
        ks = rng.choice(((1, -1), (1, 1, -1), (1, -1, 1, -1), (2, -1), (1,)))
        return kind, tuple((k, p(), p()) for k in ks), rng.choice((0, 0, 1, 2))
    if kind == "log":
        es = rng.choice(((1, -1), (1, -2), (1, 1, -2), (Fraction(1, 2), -1), (Fraction(1, 3), Fraction(-1, 3)), (Fraction(1, 4), 0)))
        konst = rng.choice(((), ((2, Fraction(1, 2)),), ((2, 1),), ((3, Fraction(-1, 2)),)))
        return kind, tuple((e, p(), p()) for e in es), konst
    ks = rng.choice(((1, -1), (2, -1, -1), (1, 1, -1, -1), (3, -1, -1, -1)))
    return kind, tuple((k, p()) for k in ks)


FACTS = ("same", "coll", "cyclic", "sim", "dir", "len", "sq", "log", "vec")


def some_condition(rng, kind):
    p = lambda: rng.randrange(6)  # noqa: E731
    t = lambda: (p(), p(), p())  # noqa: E731
    if kind == "distinct":
        return kind, p(), p()
    if kind in ("between", "outside"):
        return kind, *rng.sample(range(6), 3)
    if kind == "notcoll":
        return kind, *t()
    if kind == "notcyclic":
        return kind, *t(), p()
    if kind in ("notpara", "longer"):
        return kind, (p(), p()), (p(), p())
    if kind in ("same_orient", "opp_orient"):
        return kind, t(), t()
    if kind == "positive":
        return kind, t()
    if kind == "not":
        return kind, some_fact(rng, rng.choice(FACTS))
    return kind, tuple(some_condition(rng, rng.choice(("distinct", "notpara", "longer", "positive", "not"))) for _ in range(2))


CONDITIONS = (
    "distinct", "notcoll", "notpara", "notcyclic", "same_orient", "opp_orient", "positive", "between", "outside", "longer",
    "not", "any",
)  # fmt: skip


class Meaning(unittest.TestCase):
    def test_clauses_hold_exactly_where_the_fact_does(self):
        rng = random.Random(20)
        terms = Terms()
        seen = {}
        for kind in FACTS + CONDITIONS:
            for _ in range(120):
                terms.start_line()
                terms.all_work = 0
                fact = some_fact(rng, kind) if kind in FACTS else some_condition(rng, kind)
                clauses = algebra_coordinates.clauses(algebra_coordinates.Frame(terms, 0, 1), fact)
                if clauses is None:
                    seen[kind, None] = seen.get((kind, None), 0) + 1
                    continue
                for _ in range(6):
                    figure = Figure(rng)
                    truth = Truth(figure.turned).holds(fact)
                    self.assertEqual(said(terms, clauses, figure.at), truth, (fact, [list(map(float, p)) for p in figure.points]))
                    seen[kind, truth] = seen.get((kind, truth), 0) + 1
        for kind in FACTS + CONDITIONS:
            self.assertGreater(seen.get((kind, True), 0), 15, kind)
            self.assertGreater(seen.get((kind, False), 0), 15, kind)
        # Nothing is said that a circle is none, nor of sixth powers.
        self.assertLessEqual({k for k, t in seen if t is None}, {"not", "any", "log"})

    def test_lengths_and_areas(self):
        rng = random.Random(3)
        for _ in range(60):
            figure, terms = Figure(rng), Terms()
            frame = algebra_coordinates.Frame(terms, 0, 1)
            ps = [rng.randrange(6) for _ in range(rng.choice((3, 4, 5)))]
            shoelace = sum(
                float(a[0]) * float(b[1]) - float(a[1]) * float(b[0])
                for a, b in zip([figure.turned[p] for p in ps], [figure.turned[p] for p in ps[1:] + ps[:1]])
            )
            self.assertAlmostEqual(float(value(terms, frame.bracket(*ps), figure.at)), shoelace)
            a, b = ps[:2]
            distance = Truth(figure.turned).distance(a, b)
            self.assertAlmostEqual(float(value(terms, frame.square(a, b), figure.at)), distance**2)

    def test_what_says_nothing(self):
        frame = algebra_coordinates.Frame(Terms(), 0, 1)
        for nothing in (
            ("dir", ((1, 0, 1), (1, 2, 3)), 0),
            ("dir", ((2, 0, 1), (-1, 2, 3)), 0),
            ("dir", ((1, 0, 1), (-1, 2, 3)), Fraction(1, 12)),
            ("dir", ((1, 0, 1), (-1, 2, 3)), Fraction(1, 5)),
            ("dir", ((1, 0, 1), (-1, 2, 3)), Fraction(11, 12)),
            ("dir", ((5, 0, 1), (-5, 2, 3)), 0),
            ("dir", ((2**63 - 1, 0, 1), (1 - 2**63, 2, 3)), 0),
            ("len", ((1, 0, 1), (1, 2, 3)), 0),
            ("len", ((1, 0, 1), (-1, 2, 3)), 1),
            ("len", ((1, 0, 1),), -1),
            ("len", ((1, 0, 1), (-1, 2, 3), (0, 1, 2)), 0),
            ("log", ((Fraction(1, 5), 0, 1),), ()),
            ("log", ((Fraction(1, 2), 0, 1), (Fraction(1, 3), 2, 3)), ()),
            ("log", ((5, 0, 1), (-4, 2, 3)), ()),
            ("log", ((1, 0, 1),), ((2, 8),)),
            ("log", ((1, 0, 1),), ((2, 10**300),)),
            ("ang", ((1, (0, 1, 2)),), 0),
            ("num", ("const", 1), ("const", 1)),
            ("numcmp", ("const", 1), "<", ("real", 0)),
            ("numcmp", ("add", (("const", 1), ("neg", ("real", 0)))), "<", ("len", 0, 1)),
            ("dirne", ((1, 0, 1), (-1, 2, 3)), 0),
            ("angwithin", ((1, (0, 1, 2)),), 0),
            ("not", ("cyclic", 0, 1, 2, 3)),
            ("not", ("ang", ((1, (0, 1, 2)),), 0)),
            ("any", (("between", 0, 1, 2), ("distinct", 0, 1))),
            ("any", (("dirne", ((1, 0, 1), (-1, 2, 3)), 0), ("distinct", 0, 1))),
            ("any", (("distinct", 0, 1), ("numcmp", ("real", 0), "<", ("len", 0, 1)))),
        ):
            self.assertIsNone(algebra_coordinates.clauses(frame, nothing), nothing)


# ---------------------------------------------------------------- certificates


def checked(lines, source, steps=(), facts=()):
    thm = elaborate.load("theorem t { " + source + " }")[0]
    cert = certificate_of(list(steps) or [examples.hyp({"kind": "same", "points": ["A", "A"]}, 0)])
    cert["algebra"] = {"lines": lines, "goals": []}
    out = Lines(thm, list(facts), certificate.from_value(thm, cert).algebra)
    out.run()
    return out


class Rules(unittest.TestCase):
    SOURCE = "point A, B, C, D real a assume AB = CD, C between A, B, a > 1 show A = B"
    # AB = CD in the frame AB; the facts are AB = CD and C on AB, the conditions A–C–B and a > 1.
    EQUAL = [[sq(length("AB")), "=", plus(sq(["+", x("D"), ["-", x("C")]]), sq(["+", y("D"), ["-", y("C")]]))]]

    def fails(self, *lines, **more):
        with self.assertRaises(Rejected) as caught:
            checked(list(lines), self.SOURCE, **more)
        self.assertTrue(caught.exception.rule.startswith(f"line {len(lines) - 1}, "), caught.exception)

    def holds(self, *lines, **more):
        return checked(list(lines), self.SOURCE, **more).lines[-1]

    def test_what_is_assumed(self):
        self.assertEqual(self.holds(assumed(0, self.EQUAL)).rests, 1)
        self.holds(assumed(1, [[times(length("AB"), y("C")), "=", "0"]]))
        # Weaker, and with an alternative more.
        self.holds(assumed(0, [[*self.EQUAL[0][:1], ">=", self.EQUAL[0][2]], ["a", "=", "1"]]))
        self.fails(assumed(0, [[x("C"), "=", "0"]]))
        self.fails(assumed(0, self.EQUAL, 1))
        self.fails(assumed(0, self.EQUAL, frame="BA"))
        self.fails(assumed(1, self.EQUAL))
        self.fails(assumed(2**64 - 1, self.EQUAL))
        self.fails(assumed(0, []))

    def test_conditions_come_after_facts(self):
        thm = elaborate.load("theorem t { " + self.SOURCE + " }")[0]
        self.assertEqual([c[0] for c in thm.conds], ["between", "numcmp"])
        first = len(thm.hyps)
        order = [[times(x("C"), ["+", x("C"), ["-", length("AB")]]), "<=", ["-", sq(y("C"))]]]
        self.holds(assumed(first, order, 1))
        self.fails(assumed(first, order, 0))
        self.fails(assumed(first, order, 2))
        # A comparison of variables says nothing in coordinates.
        self.fails(assumed(first + 1, [["a", ">", "1"]]))

    def test_declared_comparisons(self):
        source = "point A, B, C, D assume AB + CD < 3 show A = A"
        more = [[plus(length("AB"), length("DC")), "<=", "3"]]
        checked([assumed(0, more)], source)
        for wrong in (assumed(0, more, 1), assumed(0, [[length("AB"), "<", "3"]]), assumed(1, more)):
            with self.assertRaises(Rejected):
                checked([wrong], source)

    def test_steps(self):
        facts = [("len", ((1, 0, 1), (-1, 2, 3)), 0), ("cyclic", 0, 1, 2, 3)]
        self.assertEqual(self.holds(of_step(0, self.EQUAL), facts=facts).rests, 0)
        self.fails(of_step(1, self.EQUAL), facts=facts)
        self.fails(of_step(2, self.EQUAL), facts=facts)
        self.fails(of_step(0, self.EQUAL))
        # Of a circle: three points that differ are not on a line. All four alternatives are needed.
        apart = [[["+", sq(x(p)), sq(y(p))], "=", "0"] for p in "CD"]
        between = [[["+", sq(["+", x("C"), ["-", x("D")]]), sq(["+", y("C"), ["-", y("D")]])], "=", "0"]]
        proper = [[times(x("C"), y("D")), "!=", times(x("D"), y("C"))]]
        self.holds(of_step(1, proper + apart + between, 2), facts=facts)
        for i in range(4):
            claim = proper + apart + between
            self.fails(of_step(1, claim[:i] + claim[i + 1 :], 2), facts=facts)

    def test_multiples_of_a_length_and_nothing(self):
        """0·AB = 0·CD says nothing of AB and CD; 2·AB = 3·CD does not say that they are equal."""
        equal = self.EQUAL
        self.fails(of_step(0, equal), facts=[("len", ((0, 0, 1), (0, 2, 3)), 0)])
        self.fails(of_step(0, equal), facts=[("len", ((2, 0, 1), (-3, 2, 3)), 0)])
        square = [[times("4", equal[0][0]), "=", times("9", equal[0][2])]]
        self.holds(of_step(0, square), facts=[("len", ((2, 0, 1), (-3, 2, 3)), 0)])
        self.fails(of_step(0, square), facts=[("len", ((2, 0, 1), (3, 2, 3)), 0)])

    def test_what_is_assumed_is_no_supposition(self):
        """`cases` does not discharge it, and `instance` wants a line for it."""
        claim = [*self.EQUAL, ["a", "=", "1"]]
        split = line([["a", "=", "1"], ["a", "!=", "1"]], "either")
        cited = assumed(0, claim)
        done = self.holds(cited, split, line(claim, "cases", 1, 0, 0))
        self.assertEqual(done.rests, 1)
        general = line([["a", "=", "1"], *self.EQUAL], "weaken", 0)
        values = [["a", "7"]]
        seven = [*self.EQUAL, ["7", "=", "1"]]
        self.holds(cited, general, assumed(0, self.EQUAL), line(seven, "instance", 1, 2, values=values))
        self.fails(cited, general, line(seven, "instance", 1, values=values))

    def test_coordinates_of_the_frame(self):
        zero = (x("A"), y("A"), y("B"), ["x", "C", "C", "C"], ["y", "C", "C", "C"])
        for n in zero:
            self.holds(line([[n, "=", "0"]], "combine", cofactors=[]))
        self.holds(line([[x("B"), "=", length("BA")]], "combine", cofactors=[]))
        self.holds(line([[x("A", "BA"), "=", length("AB")]], "combine", cofactors=[]))
        for left, right in ((x("B"), "0"), (y("C"), "0"), (x("C"), length("AC")), (x("C"), x("C", "BA")), (y("C"), y("C", "BA")),
                            (x("C", "AA"), x("C")), (y("B", "AA"), "0"), (x("B", "AA"), length("AB"))):  # fmt: skip
            self.fails(line([[left, "=", right]], "combine", cofactors=[]))

    def test_lemmas_want_a_coordinate(self):
        square = [[sq(length("CD")), "=", "1"]]
        for terms in ([length("CD")], [length("CD"), "a"], [length("CD"), length("AB")], [x("C"), x("C")], [["area", "A", "B", "C"], x("C")]):
            self.fails(line(square, "lemma", name="length_by_coordinates", terms=terms))
            if terms[0][0] != "area":
                self.fails(line(square, "lemma", name="area_by_coordinates", terms=terms))

    def test_what_cannot_be_read(self):
        good = assumed(0, self.EQUAL)
        bad = [
            {"assumed": 0, "step": 0, "frame": ["A", "B"], "clause": 0},
            {"frame": ["A", "B"], "clause": 0},
            {"assumed": 0, "frame": ["A"], "clause": 0},
            {"assumed": 0, "frame": ["A", "Q"], "clause": 0},
            {"assumed": 0, "frame": ["A", "B"]},
            {"assumed": -1, "frame": ["A", "B"], "clause": 0},
            {"assumed": 0, "clause": 0},
            {"assumed": 0, "frame": ["A", "B"], "clause": 0, "index": 0},
        ]
        self.holds(good)
        for rule in bad:
            with self.assertRaises(InputError, msg=rule):
                checked([{**good, "rule": {"kind": "coordinates", **rule}}], self.SOURCE)
        for number in (["x", "A", "B"], ["y", "A", "B", "a"], ["x", "A", "B", "C", "D"]):
            with self.assertRaises(InputError):
                checked([line([[number, "=", "0"]], "suppose")], self.SOURCE)


class Goals(unittest.TestCase):
    def test_proofs_by_hand(self):
        for name, make in examples.HAND.items():
            with self.subTest(name):
                self.assertEqual(proved(*make()), "accepted")

    def test_every_line_of_them_counts(self):
        for name, make in examples.HAND.items():
            source, lines, goals, *more = make()
            for i, one in enumerate(lines):
                last = [*lines[:i], {**one, "claim": [["1", "=", "2"]]}, *lines[i + 1 :]]
                with self.subTest(name, line=i):
                    self.assertEqual(proved(source, last, goals, *more), "rejected")

    def test_statements_of_every_kind(self):
        """What is assumed is shown, in several frames, one of which is no line; or it says nothing."""
        nothing = 0
        for name, source, value in examples.by_kind():
            got = outcome(source, {**value, "theorem": name})
            if all(g["lines"] for g in value["algebra"]["goals"]):
                self.assertEqual(got[0], "accepted", (source, got))
            else:
                nothing += 1
        self.assertEqual(nothing, 4 * 14)

    def test_the_frame_of_a_goal(self):
        source, lines, goals = examples.center()
        self.assertEqual(proved(source, lines, goals), "accepted")
        other = [{**goals[0], "frame": ["A", "C"]}, goals[1]]
        self.assertEqual(proved(source, lines, other), "rejected")
        self.assertEqual(proved(source, lines, goals[::-1]), "rejected")
        self.assertEqual(proved(source, lines, [{"lines": [2]}, goals[1]]), "rejected")
        self.assertEqual(proved(source, lines, [{**goals[0], "lines": [2, 2]}, goals[1]]), "rejected")
        self.assertEqual(proved(source, lines, [{**goals[0], "lines": [9]}, goals[1]]), "rejected")

    def test_frames_of_auxiliary_points(self):
        """They are for steps; what the statement says, and its goals, are shown in frames of its points."""
        source, lines, goals, steps, auxiliary = examples.thales_with_steps()
        self.assertEqual(proved(source, lines, goals, steps, auxiliary), "accepted")
        moved = [{**goals[0], "frame": ["A", "N"]}]
        self.assertEqual(proved(source, lines, moved, steps, auxiliary), "declined")
        wrong = [*lines, assumed(0, [["1", "=", "1"]], frame="AN")]
        self.assertEqual(proved(source, wrong, goals, steps, auxiliary), "rejected")

    def test_suppositions_prove_no_goal(self):
        source, lines, goals = examples.center()
        supposed = [line(lines[0]["claim"], "suppose"), *lines[1:]]
        self.assertEqual(proved(source, supposed, goals), "rejected")

    def test_goals_about_numbers_have_no_frame(self):
        frame = {"frame": ["A", "B"]}
        b = [line([["a", "=", "a"]], "combine", cofactors=[])]
        self.assertEqual(proved("point A, B real a show a = a", b, [{"lines": [0]}]), "accepted")
        self.assertEqual(proved("point A, B real a show a = a", b, [{"lines": [0], **frame}]), "declined")
        self.assertEqual(proved("point A, B real a show a = a or a = 1", b, [{"lines": [0], **frame}]), "declined")
        two = [line([["a", "=", "2"]], "given", index=0)]
        # A value is asked for as without the frame.
        self.assertEqual(proved("point A, B real a assume a = 2 find a", two, [{"lines": [0], **frame}]), "accepted")

    def test_no_frame_says_that_terms_are_defined(self):
        """Of a comparison as a goal, its terms are to be shown defined."""
        q, r = ["/", length("AB"), length("CD")], ["sqrt", ["+", length("AB"), ["-", length("CD")]]]
        for n, words in ((q, "AB/CD"), (r, "sqrt(AB - CD)")):
            same = [line([[n, ">=", n]], "order", multiplier=[{"coefficient": "1"}], terms=[])]
            source = f"point A, B, C, D show {words} >= {words}"
            self.assertEqual(proved(source, same, [{"lines": [0], "frame": ["A", "B"]}]), "declined")
            self.assertEqual(proved(source, same, [{"lines": [0]}]), "rejected")
            either = [*same, line([[n, ">=", n], [length("AB"), ">", "2"]], "weaken", 0)]
            other = source + " or AB > 2"
            self.assertEqual(proved(other, either, [{"lines": [1], "frame": ["A", "B"]}]), "declined")
        n = ["^", length("AB"), "2"]
        square = [line([[n, ">=", "0"]], "order", multiplier=[{"coefficient": "1"}], terms=[{"coefficient": "1", "squares": [length("AB")]}])]
        for frame in ({}, {"frame": ["A", "B"]}):
            self.assertEqual(proved("point A, B show AB^2 + 0*AB >= 0", square, [{"lines": [0], **frame}]), "accepted")

    def test_a_value_mentions_no_coordinate(self):
        zero = [line([[length("AB"), "=", x("B")]], "combine", cofactors=[])]
        self.assertEqual(proved("point A, B find AB", zero, [{"lines": [0]}]), "rejected")

    def test_too_large(self):
        """Eight vectors with all their coordinates are multiplied out, more are not."""
        names = "ABCDEFGHIJKLMNOPQR"
        pairs = [names[2 * i] + names[2 * i + 1] for i in range(9)]
        said = f"{length_product(pairs[:4])} = {length_product(pairs[4:8])}"
        source = f"point {', '.join(names)} assume {said} show {said}"
        got = proved(source, [assumed(0, [["1", "=", "1"]], frame="QR")], [{"lines": [], "frame": ["Q", "R"]}])
        self.assertEqual(got, "rejected")


def length_product(pairs):
    return "*".join(pairs)


class Values(unittest.TestCase):
    SOURCE = "real a, b assume a^2 = 2, b = a show a = b"

    def read(self, values):
        given = [line([["b", "=", "a"]], "given", index=1), line([["a", "=", "b"]], "weaken", 0)]
        return proved(self.SOURCE, given, [{"lines": [1]}], values=values)

    def test_shapes(self):
        root = {"root": ["-2", "0", "1"], "between": ["1", "3/2"]}
        for good in ([], [["a", root], ["b", "a"]], [["a", "7"]], [["a", ["sqrt", "2"]], ["b", ["+", "a", ["pi"]]]],
                     [["b", {"root": [], "between": ["0", "0"]}]]):  # fmt: skip
            self.assertEqual(self.read(good), "accepted", good)
        for bad in (
            None, {}, "a", [["a"]], [["a", "1", "2"]], [["c", "1"]], [[1, "1"]], [["a", 1]], [["a", "c"]], [["a", []]],
            [["a", {"root": ["1"]}]], [["a", {"between": ["1", "2"]}]], [["a", {**root, "x": 1}]],
            [["a", {**root, "between": ["1"]}]], [["a", {**root, "between": ["1", "a"]}]], [["a", {**root, "root": [1]}]],
            [["a", {**root, "root": "1"}]], [["a", ["len", "A", "B"]]], [["a", None]],
        ):  # fmt: skip
            with self.assertRaises(InputError, msg=bad):
                self.read(bad)


if __name__ == "__main__":
    unittest.main()
