"""Lines of algebra: each rule and each lemma, accepted and rejected."""

import os
import re
import unittest
from unittest.mock import patch

from support import ROOT, TRIVIAL, certificate_of, outcome
from euclase_recheck import algebra_lemmas, certificate, elaborate, polynomials
from euclase_recheck.algebra import Lines
from euclase_recheck.errors import InputError, Rejected

SOURCE = """theorem t { point A, B, C, P  real a, b, c, u, v  assume a >= 0, b > 0, a*b = 6, a != b
assume for all x: x^2 + c > 0  assume a = 1 or b = 2  show a = b }"""


def line(claim, rule, *premises, **fields):
    """A line; a claim is a list of comparisons."""
    return {"claim": claim, "rule": {"kind": rule, **fields}, "premises": list(premises)}


def suppose(*claim):
    return line(list(claim), "suppose")


def eq(x, y="0"):
    return [x, "=", y]


def ge(x, y="0"):
    return [x, ">=", y]


def gt(x, y="0"):
    return [x, ">", y]


def ne(x, y="0"):
    return [x, "!=", y]


def le(x, y="0"):
    return [x, "<=", y]


def reads(lines, source=SOURCE, reals=()):
    """The checked lines."""
    thm = elaborate.load(source)[0]
    value = certificate_of([TRIVIAL])
    value["algebra"] = {"reals": list(reals), "lines": lines, "goals": []}
    out = Lines(thm, [], certificate.from_value(thm, value).algebra)
    out.run()
    return out


ONE = {"coefficient": "1"}


class Rules(unittest.TestCase):
    def holds(self, *lines, **more):
        return reads(list(lines), **more).lines[-1]

    def fails(self, *lines, **more):
        with self.assertRaises(Rejected) as caught:
            reads(list(lines), **more)
        self.assertTrue(caught.exception.rule.startswith(f"line {len(lines) - 1}, "), caught.exception)

    def test_given(self):
        for i, claim in enumerate(([eq(["*", "b", "a"], "6")], [ge("a")], [gt("b")], [ne("b", "a")])):
            self.holds(line(claim, "given", index=i))
            self.assertEqual(self.holds(line(claim, "given", index=i)).rests, 1)
        self.fails(line([gt("a")], "given", index=1))
        self.fails(line([gt("a")], "given", index=60))
        self.holds(line([gt(["+", "c", "4"])], "given", index=4, values=["-2"]))
        self.fails(line([gt(["+", "c", "3"])], "given", index=4, values=["-2"]))
        self.fails(line([gt(["+", "c", "4"])], "given", index=4))
        self.holds(line([eq("b", "2"), eq("a", "1")], "given", index=5))
        self.fails(line([eq("b", "2")], "given", index=5))

    def test_at_once(self):
        x = suppose(gt("a", "b"))
        for claim in ([gt(["*", "2", "a"], ["*", "2", "b"])], [ne("b", "a")], [ge("a", "b")], [["b", "<", "a"]]):
            self.holds(x, line(claim, "weaken", 0))
        for claim in ([gt("b", "a")], [eq("a", "b")], [gt("a", ["*", "2", "b"])], []):
            self.fails(x, line(claim, "weaken", 0))
        self.holds(suppose(eq("a", "b")), line([ge("b", "a")], "weaken", 0))
        self.fails(suppose(eq("a", "b")), line([gt("a", "b")], "weaken", 0))
        self.fails(suppose(ne("a", "b")), line([gt("a", "b")], "weaken", 0))
        self.fails(suppose(ge("a", "b")), line([ne("a", "b")], "weaken", 0))
        self.holds(suppose(eq("1", "2")), line([], "weaken", 0))
        self.fails(suppose(ge("a", "b")), line([gt("a", "b")], "weaken", 0))
        self.fails(x, line([ge("a", "b")], "weaken"))

    def test_either(self):
        self.holds(line([ge("a"), gt("0", "a")], "either"))
        self.holds(line([eq("b"), ne("a"), eq(["*", "-2", "a"])], "either"))
        self.fails(line([gt("a"), gt("0", "a")], "either"))
        self.fails(line([ge("a"), ge("0", "a")], "either"))

    def test_cases_discharge_suppositions(self):
        split = line([ge("a"), gt("0", "a")], "either")
        one, two = suppose(ge("a")), suppose(gt("0", "a"))
        same = line([ge(["abs", "a"])], "lemma", name="abs_sign", terms=["a"])
        both = [split, one, two, line([eq(["abs", "a"], "a")], "lemma", 1, name="abs_same", terms=["a"])]
        self.assertEqual(self.holds(split, one, two, same, line([ge("a"), ["a", "<", "0"]], "cases", 0, 1, 2)).rests, 0)
        claim = [eq(["abs", "a"], "a"), gt("0", "a")]
        self.assertEqual(self.holds(*both, line(claim, "cases", 0, 3, 2)).rests, 0)
        # The line for the other alternative keeps what it rests on.
        self.assertEqual(self.holds(*both, line([*claim, ge("a")], "cases", 0, 2, 1)).rests, 0b110)
        self.fails(*both, line(claim, "cases", 0, 3))
        self.fails(*both, line([eq(["abs", "a"], "a")], "cases", 0, 3, 2))
        self.assertEqual(self.holds(suppose(), line([eq("a", "b")], "cases", 0)).rests, 1)

    def test_givens_are_not_discharged(self):
        given = line([ge("a")], "given", index=1)
        split = line([ge("a"), gt("0", "a")], "either")
        last = line([ge("a"), gt("0", "a")], "cases", 1, 0, 2)
        self.assertEqual(self.holds(given, split, suppose(gt("0", "a")), last).rests, 0b1)

    def test_combine(self):
        x, y = suppose(eq("a", "b")), suppose(eq("b", "c"))
        self.holds(x, y, line([eq("a", "c")], "combine", 0, 1, cofactors=["1", "1"]))
        self.holds(x, line([eq(["^", "a", "2"], ["^", "b", "2"])], "combine", 0, cofactors=[["+", "a", "b"]]))
        self.fails(x, y, line([eq("a", "c")], "combine", 0, 1, cofactors=["1", "-1"]))
        self.fails(x, y, line([eq("a", "c")], "combine", 0, 1, cofactors=["1"]))
        self.fails(x, suppose(ge("b", "c")), line([eq("a", "c")], "combine", 0, 1, cofactors=["1", "1"]))
        self.fails(x, line([ge("a", "b")], "combine", 0, cofactors=["1"]))

    def test_order(self):
        square = {"coefficient": "1", "squares": [["+", "a", ["-", "b"]]]}
        wide = ["+", ["^", "a", "2"], ["^", "b", "2"]]
        claim = [ge(wide, ["*", "2", "a", "b"])]
        self.holds(line(claim, "order", multiplier=[ONE], terms=[square]))
        self.fails(line(claim, "order", terms=[square]))
        self.fails(line([gt(*claim[0][::2])], "order", multiplier=[ONE], terms=[square]))
        self.fails(line(claim, "order", multiplier=[ONE], terms=[{**square, "coefficient": "-1"}]))
        x, y, z = suppose(gt("a")), suppose(ge("b")), suppose(ne("c"))
        product = {"coefficient": "1", "factors": [0, 1]}
        self.holds(x, y, line([ge(["*", "a", "b"])], "order", 0, 1, multiplier=[ONE], terms=[product]))
        self.fails(x, y, line([gt(["*", "a", "b"])], "order", 0, 1, multiplier=[ONE], terms=[product]))
        self.holds(z, line([gt(["^", "c", "2"])], "order", 0, multiplier=[ONE], terms=[{"coefficient": "1", "factors": [0]}]))
        self.fails(z, line([gt("c")], "order", 0, multiplier=[ONE], terms=[{"coefficient": "1", "factors": [0]}]))
        self.holds(x, line([ne("a")], "order", 0, multiplier=[ONE], terms=[{"coefficient": "1", "factors": [0, 0]}]))
        e = suppose(eq("a", ["-", "1"]))
        absurd = line([], "order", 0, 1, terms=[{"coefficient": "1", "factors": [0]}, ONE], cofactors=[[1, "-1"]])
        self.holds(x, e, absurd)
        self.fails(y, e, absurd)
        # Equations are no factors, and a sum that may be 0 makes nothing absurd.
        self.fails(e, line([ge(["+", "a", "1"])], "order", 0, multiplier=[ONE], terms=[{"coefficient": "1", "factors": [0]}]))
        nothing = line([], "order", 0, terms=[], cofactors=[])
        self.fails(e, nothing)
        # From a² ≤ 0: a = 0.
        small = suppose(le(["^", "a", "2"]))
        self.holds(small, line([eq("a")], "order", 0, multiplier=[ONE], terms=[{"coefficient": "1", "factors": [0]}]))

    def test_field(self):
        one, d, ne_d = suppose(ge("a", "b")), suppose(gt("b")), suppose(ne("b"))
        self.holds(one, d, line([ge(["/", "a", "b"], "1")], "field", 0, 1, powers=[1]))
        self.fails(one, ne_d, line([ge(["/", "a", "b"], "1")], "field", 0, 1, powers=[1]))
        equal = suppose(eq("a", "b"))
        self.holds(equal, ne_d, line([eq(["/", "a", "b"], "1")], "field", 0, 1, powers=[1]))
        self.holds(suppose(ge(["*", "a", "b"], ["^", "b", "2"])), ne_d, line([ge(["/", "a", "b"], "1")], "field", 0, 1, powers=[2]))
        self.fails(equal, suppose(ge("b")), line([eq(["/", "a", "b"], "1")], "field", 0, 1, powers=[1]))
        self.fails(equal, ne_d, line([eq(["/", "a", "b"], "1")], "field", 0, 1, powers=[]))
        self.fails(equal, ne_d, line([eq(["/", "a", "b"], "2")], "field", 0, 1, powers=[1]))
        over = ["/", "1", "b"]
        self.fails(suppose(eq(["/", "a", "b"], over)), ne_d, line([eq(["*", "a", over, over], ["*", over, over])], "field", 0, 1, powers=[1]))

    def test_factors(self):
        x = suppose(eq(["^", "a", "2"], "1"))
        plus, minus = ["+", "a", "1"], ["+", "a", "-1"]
        self.holds(x, line([eq("a", "1"), eq("a", "-1")], "factors", 0, factors=[plus, minus]))
        self.fails(x, line([eq("a", "1")], "factors", 0, factors=[plus, minus]))
        self.fails(x, line([eq("a", "1"), eq("a", "-1")], "factors", 0, factors=[plus, plus]))
        self.fails(suppose(ge(["^", "a", "2"], "1")), line([eq("a", "1"), eq("a", "-1")], "factors", 0, factors=[plus, minus]))

    def test_congruence(self):
        x = suppose(eq("a", "b"))
        root = ["sqrt", ["+", "a", "1"]], ["root", "2", ["+", "b", "1"]]
        self.holds(x, line([eq(*root)], "congruence", 0))
        self.holds(x, suppose(gt(["*", "c", root[0]], "1")), line([gt(["*", "c", root[1]], "1")], "congruence", 0, 1))
        self.fails(x, line([eq(["sqrt", "a"], ["sqrt", ["*", "2", "b"]])], "congruence", 0))
        self.fails(x, suppose(ge("a")), suppose(ge("b")), line([ge("b")], "congruence", 0, 1, 2))
        self.fails(x, suppose(ge("a")), line([gt("b")], "congruence", 0, 1))
        deep = suppose(eq(["abs", "a"], "c"))
        self.holds(x, deep, line([eq(["/", "1", ["abs", "b"]], ["/", "1", "c"])], "congruence", 0, 1))

    def test_instance(self):
        general = line([ge(["abs", "u"])], "lemma", name="abs_sign", terms=["u"])
        self.holds(general, line([ge(["abs", ["+", "a", "1"]])], "instance", 0, values=[["u", ["+", "a", "1"]]]))
        self.fails(general, line([ge(["abs", "a"], "1")], "instance", 0, values=[["u", "a"]]))
        rests = [suppose(ge("u")), line([eq(["abs", "u"], "u")], "lemma", 0, name="abs_same", terms=["u"])]
        b = line([gt("b")], "given", index=2)
        done = self.holds(*rests, b, line([eq(["abs", "b"], "b")], "instance", 1, 2, values=[["u", "b"]]))
        self.assertEqual(done.rests, 0b100)
        self.fails(*rests, b, line([eq(["abs", "b"], "b")], "instance", 1, values=[["u", "b"]]))
        self.fails(*rests, b, line([eq(["abs", "c"], "c")], "instance", 1, 2, values=[["u", "c"]]))
        # All at once, and the first of two values counts.
        swap = line([le(["min", "u", "v"], "u")], "lemma", name="min_bound", terms=["u", "v"])
        self.holds(swap, line([le(["min", "v", "u"], "v")], "instance", 0, values=[["u", "v"], ["v", "u"], ["u", "a"]]))

    def test_a_line_cites_earlier_lines(self):
        self.fails(line([ge("a")], "weaken", 0))
        self.fails(suppose(ge("a")), line([ge("a")], "weaken", 7))

    def test_limits(self):
        self.fails(suppose(eq(["^", ["+", "a", "b"], "20000"])))
        with patch.object(polynomials, "MAX_LINE_WORK", 100_000):
            self.fails(suppose(eq(["^", ["+", *[["^", "a", str(i)] for i in range(1, 200)]], "9999"])))
        self.fails(suppose(*[ge("a")] * 1001))
        deep = "a"
        for _ in range(405):
            deep = ["-", deep]
        self.fails(suppose(eq(deep)))
        self.fails(suppose(eq(["odd", "a"])))
        self.fails(suppose(eq(["root", "a", "b"])))

    def test_what_cannot_be_read(self):
        for bad in (
            suppose(eq("nobody")),
            suppose(eq(["/", "a"])),
            suppose(["a", "==", "b"]),
            line([], "guess"),
            line([], "weaken", index=1),
            line([], "instance", values=[["nobody", "a"]]),
        ):
            with self.assertRaises(InputError):
                reads([bad])
        for name in ("a", "A", "-3/4"):
            with self.assertRaises(InputError):
                reads([], reals=[name])


def power(x, u):
    return ["pow", x, u]


def xy(axis, point):
    return [axis, point, "A", "B"]


# Name: terms, what the premises say, what it gives, and claims that it does not give.
LEMMAS = {
    "inverse": (["a"], [ne("a")], [eq(["*", "a", ["/", "1", "a"]], "1")], [eq(["/", "1", "a"], "1")]),
    "root_power": (["2", "a"], [ge("a")], [eq(["^", ["sqrt", "a"], "2"], "a")], [eq(["sqrt", "a"], "a")]),
    "root_sign": (["3", "a"], [ge("a")], [ge(["root", "3", "a"])], [gt(["root", "3", "a"])]),
    "abs_sign": (["a"], [], [ge(["abs", "a"])], [gt(["abs", "a"])]),
    "abs_square": (["a"], [], [eq(["^", ["abs", "a"], "2"], ["^", "a", "2"])], [eq(["abs", "a"], "a")]),
    "abs_same": (["a"], [ge("a")], [eq(["abs", "a"], "a")], [eq(["abs", "a"], ["-", "a"])]),
    "abs_opposite": (["a"], [le("a")], [eq(["abs", "a"], ["-", "a"])], [eq(["abs", "a"], "a")]),
    "min_bound": (["a", "b"], [], [le(["min", "a", "b"], "a")], [le(["min", "a", "b"], "b")]),
    "min_bound_right": (["a", "b"], [], [le(["min", "a", "b"], "b")], [ge(["min", "a", "b"], "b")]),
    "min_either": (["a", "b"], [], [eq(["min", "a", "b"], "a"), eq(["min", "a", "b"], "b")], [eq(["min", "a", "b"], "a")]),
    "max_bound": (["a", "b"], [], [ge(["max", "a", "b"], "a")], [ge(["max", "a", "b"], "b")]),
    "max_bound_right": (["a", "b"], [], [ge(["max", "a", "b"], "b")], [le(["max", "a", "b"], "b")]),
    "max_either": (["a", "b"], [], [eq(["max", "a", "b"], "a"), eq(["max", "a", "b"], "b")], [eq(["max", "a", "b"], "b")]),
    "power_sign": (["a", "u"], [gt("a")], [gt(power("a", "u"))], [gt(power("u", "a"))]),
    "power_sum": (
        ["a", "u", "v"], [gt("a")], [eq(power("a", ["+", "u", "v"]), ["*", power("a", "u"), power("a", "v")])],
        [eq(power("a", ["*", "u", "v"]), ["*", power("a", "u"), power("a", "v")])],
    ),
    "power_power": (
        ["a", "u", "v"], [gt("a")], [eq(power(power("a", "u"), "v"), power("a", ["*", "u", "v"]))],
        [eq(power(power("a", "u"), "v"), power("a", ["+", "u", "v"]))],
    ),
    "power_product": (
        ["a", "b", "u"], [gt("a"), gt("b")], [eq(power(["*", "a", "b"], "u"), ["*", power("a", "u"), power("b", "u")])],
        [eq(power(["+", "a", "b"], "u"), ["*", power("a", "u"), power("b", "u")])],
    ),
    "power_order": (
        ["a", "b", "u"], [gt("b"), ge("u"), ge("a", "b")], [ge(power("a", "u"), power("b", "u"))],
        [ge(power("b", "u"), power("a", "u"))],
    ),
    "bernoulli": (
        ["a", "u"], [gt(["+", "1", "a"]), ge("u", "1")],
        [ge(power(["+", "1", "a"], "u"), ["+", "1", ["*", "u", "a"]])],
        [ge(power(["+", "1", "a"], "u"), ["+", "1", ["*", "2", "u", "a"]])],
    ),
    "weighted_means": (
        ["u", "v", "a", "b"], [ge("u"), gt("a"), ge("v"), gt("b"), eq(["+", "u", "v"], "1")],
        [ge(["+", ["*", "u", "a"], ["*", "v", "b"]], ["*", power("a", "u"), power("b", "v")])],
        [ge(["+", "a", "b"], ["*", power("a", "u"), power("b", "v")])],
    ),
    "cauchy_schwarz": (
        ["a", "b", "u", "v"], [],
        [le(["^", ["+", ["*", "a", "u"], ["*", "b", "v"]], "2"],
            ["*", ["+", ["^", "a", "2"], ["^", "b", "2"]], ["+", ["^", "u", "2"], ["^", "v", "2"]]])],
        [le(["+", ["*", "a", "u"], ["*", "b", "v"]], "1")],
    ),
    "length_sign": ([["len", "A", "B"]], [], [ge(["len", "B", "A"])], [gt(["len", "A", "B"])]),
    "area_sign": ([["area", "A", "B", "C", "P"]], [], [ge(["area", "A", "B", "C", "P"])], [ge(["area", "B", "A", "C", "P"])]),
    "triangle": (
        [["len", "A", "B"], ["len", "C", "B"], ["len", "A", "C"]], [],
        [ge(["+", ["len", "A", "B"], ["len", "B", "C"]], ["len", "A", "C"])],
        [ge(["+", ["len", "A", "B"], ["len", "A", "C"]], ["len", "B", "C"])],
    ),
    "heron": (
        [["area", "A", "B", "C"]], [],
        [eq(["*", "16", ["^", ["area", "C", "A", "B"], "2"]],
            ["+", *[["*", "2", ["^", x, "2"], ["^", y, "2"]] for x, y in (
                (["len", "A", "B"], ["len", "B", "C"]), (["len", "B", "C"], ["len", "A", "C"]), (["len", "A", "C"], ["len", "A", "B"]))],
             *[["-", ["^", x, "4"]] for x in (["len", "A", "B"], ["len", "B", "C"], ["len", "A", "C"])]])],
        [eq(["area", "A", "B", "C"], "1")],
    ),
    "circumradius": (
        [["circumradius", "A", "B", "C"]], [gt(["area", "A", "B", "C"])],
        [eq(["*", "4", ["circumradius", "C", "A", "B"], ["area", "A", "B", "C"]],
            ["*", ["len", "A", "B"], ["len", "B", "C"], ["len", "C", "A"]])],
        [eq(["*", ["circumradius", "C", "A", "B"], ["area", "A", "B", "C"]],
            ["*", ["len", "A", "B"], ["len", "B", "C"], ["len", "C", "A"]])],
    ),
    "inradius": (
        [["inradius", "A", "B", "C"]], [gt(["area", "A", "B", "C"])],
        [eq(["*", "2", ["area", "A", "B", "C"]],
            ["*", ["inradius", "A", "B", "C"], ["+", ["len", "A", "B"], ["len", "B", "C"], ["len", "C", "A"]]])],
        [eq(["area", "A", "B", "C"], ["inradius", "A", "B", "C"])],
    ),
    "distance": (
        [["dist", "P", "A", "B"]], [gt(["len", "A", "B"])],
        [eq(["*", ["dist", "P", "A", "B"], ["len", "A", "B"]], ["*", "2", ["area", "P", "A", "B"]])],
        [eq(["dist", "P", "A", "B"], ["area", "P", "A", "B"])],
    ),
    **{
        name: (
            [["ang", "A", "B", "C"]],
            [gt(["len", "A", "B"]), gt(["len", "C", "B"]), [["ang", "C", "B", "A"], compared, "1/2"]],
            [[["+", ["^", ["len", "A", "B"], "2"], ["^", ["len", "B", "C"], "2"]], gives, ["^", ["len", "A", "C"], "2"]]],
            [[["+", ["^", ["len", "A", "B"], "2"], ["^", ["len", "A", "C"], "2"]], gives, ["^", ["len", "B", "C"], "2"]]],
        )
        for name, compared, gives in (("angle_acute", "<", ">"), ("angle_right", "=", "="), ("angle_obtuse", ">", "<"))
    },
    "length_by_coordinates": (
        [["len", "B", "C"], ["y", "P", "A", "B"]], [],
        [eq(["^", ["len", "C", "B"], "2"], ["+", ["^", ["+", ["len", "A", "B"], ["-", xy("x", "C")]], "2"], ["^", xy("y", "C"), "2"]])],
        [eq(["^", ["len", "C", "B"], "2"], ["+", ["^", xy("x", "C"), "2"], ["^", xy("y", "C"), "2"]])],
    ),
    "area_by_coordinates": (
        [["area", "A", "B", "C", "P"], ["x", "P", "A", "B"]], [],
        [eq(["*", "4", ["^", ["area", "A", "B", "C", "P"], "2"]],
            ["^", ["+", ["*", ["len", "A", "B"], xy("y", "C")], ["*", xy("x", "C"), xy("y", "P")], ["-", ["*", xy("y", "C"), xy("x", "P")]]], "2"])],
        [eq(["*", "4", ["^", ["area", "A", "C", "B", "P"], "2"]],
            ["^", ["+", ["*", ["len", "A", "B"], xy("y", "C")], ["*", xy("x", "C"), xy("y", "P")], ["-", ["*", xy("y", "C"), xy("x", "P")]]], "2"])],
    ),
}  # fmt: skip


class Lemmas(unittest.TestCase):
    def lemma(self, name, terms, needs, claim):
        lines = [suppose(x) for x in needs]
        lines.append(line(claim, "lemma", *range(len(needs)), name=name, terms=terms))
        try:
            reads(lines)
        except Rejected:
            return False
        return True

    def test_the_table_of_the_text(self):
        with open(os.path.join(ROOT, "SOUNDNESS.md"), encoding="utf-8") as f:
            table = f.read().split("### Lemmas of algebra")[1].split("\n### ")[0]
        self.assertEqual(re.findall(r"^\| `([a-z_]+)\(", table, re.M), list(algebra_lemmas.LEMMAS))

    def test_every_lemma(self):
        self.assertEqual(set(LEMMAS), set(algebra_lemmas.LEMMAS))
        for name, (terms, needs, claim, wrong) in LEMMAS.items():
            with self.subTest(name):
                self.assertTrue(self.lemma(name, terms, needs, claim))
                self.assertFalse(self.lemma(name, terms, needs, wrong))
                self.assertFalse(self.lemma(name, terms[:-1], needs, claim))
                for i, (left, _, right) in enumerate(needs):
                    # Left out, or weaker.
                    self.assertFalse(self.lemma(name, terms, needs[:i] + needs[i + 1 :], claim))
                    weaker = [left, ">=", ["+", right, "-1"]]
                    self.assertFalse(self.lemma(name, terms, [*needs[:i], weaker, *needs[i + 1 :]], claim))

    def test_roots_of_odd_index_need_nothing(self):
        claim = [eq(["^", ["root", "3", "a"], "3"], "a")]
        self.assertTrue(self.lemma("root_power", ["3", "a"], [], claim))
        self.assertFalse(self.lemma("root_power", ["1001", "a"], [], [eq(["^", ["root", "1001", "a"], "1001"], "a")]))
        self.assertFalse(self.lemma("root_power", ["1", "a"], [], [eq("a", "a")]))

    def test_unknown(self):
        self.assertFalse(self.lemma("sqrt_two", ["a"], [], [ge("a")]))


def proves(source, lines, goals, steps=(), reals=()):
    value = certificate_of(steps, goals=[0] * len(goals))
    value["algebra"] = {"reals": list(reals), "lines": lines, "goals": goals}
    return outcome("theorem t { " + source + " }", value)[0]


def shown(*lines, **more):
    return {"lines": list(lines), **more}


class Goals(unittest.TestCase):
    def test_terms_are_defined(self):
        zero = line([eq(["*", "a", ["/", "1", "a"]], "1")], "lemma", 0, name="inverse", terms=["a"])
        lines = [line([gt("a")], "given", index=0), zero]
        self.assertEqual(proves("real a > 0 show a*(1/a) = 1", lines, [shown(0, 1)]), "accepted")
        self.assertEqual(proves("real a > 0 show a*(1/a) = 1", lines, [shown(1)]), "rejected")
        self.assertEqual(proves("real a > 0 show a*(1/a) = 1", lines, [shown(1, 1)]), "rejected")
        self.assertEqual(proves("real a > 0 show a*(1/a) = 1", lines, []), "rejected")
        self.assertEqual(proves("real a > 0 show a*(1/a) = 1", lines, [shown()]), "declined")

    def test_implication_supposes(self):
        lines = [suppose(gt("a", "1")), line([gt("a")], "order", 0, multiplier=[ONE], terms=[ONE, {"coefficient": "1", "factors": [0]}])]
        self.assertEqual(proves("real a show a > 1 implies a > 0", lines, [shown(1)]), "accepted")
        self.assertEqual(proves("real a show a > 0", lines, [shown(1)]), "rejected")
        self.assertEqual(proves("real a show (for all x: x > a) implies a > 0", lines, [shown(1)]), "declined")

    def test_cases_of_equality(self):
        square = {"coefficient": "1", "squares": ["a"]}
        lines = [
            line([ge(["^", "a", "2"])], "order", multiplier=[ONE], terms=[square]),
            suppose(eq(["^", "a", "2"])),
            line([eq("a")], "factors", 1, factors=["a", "a"]),
            suppose(eq("a")),
            line([eq(["^", "a", "2"])], "combine", 3, cofactors=["a"]),
        ]
        source = "real a show a^2 >= 0 equality iff a = 0"
        self.assertEqual(proves(source, lines, [shown(0), shown(2, 4)]), "accepted")
        self.assertEqual(proves(source, lines, [shown(0), shown(4, 2)]), "rejected")

    def test_find(self):
        lines = [line([eq("a", "2")], "given", index=0)]
        self.assertEqual(proves("real a assume a = 2 find a", lines, [shown(0)]), "accepted")
        itself = [line([eq("a", "a")], "combine", cofactors=[])]
        self.assertEqual(proves("real a assume a = 2 find a", itself, [shown(0)]), "rejected")

    def test_solve(self):
        source = "real a, b assume a + b = 3, b = 1 solve a"
        lines = [
            line([eq(["+", "a", "b"], "3")], "given", index=0),
            line([eq("b", "1")], "given", index=1),
            suppose(ne("a", "2")),
            line([eq("a", "2")], "combine", 0, 1, cofactors=["1", "-1"]),
            line([], "order", 2, 3, terms=[{"coefficient": "1", "factors": [0]}], cofactors=[[1, ["+", "2", ["-", "a"]]]]),
            suppose(eq("a", "2")),
            line([eq(["+", "a", "b"], "3")], "combine", 5, 1, cofactors=["1", "1"]),
        ]
        solved = [shown(4, 6, solutions=[["2"]])]
        self.assertEqual(proves(source, lines, solved), "accepted")
        # The givens that mention a do not show that a solution is one.
        self.assertEqual(proves(source, lines, [shown(4, 0, solutions=[["2"]])]), "rejected")
        self.assertEqual(proves(source, lines, [shown(4, solutions=[])]), "rejected")
        self.assertEqual(proves(source, lines, [shown(4, 6, solutions=[["a"]])]), "declined")
        self.assertEqual(proves(source, lines, [shown(4, 6, solutions=[["2", "1"]])]), "declined")

    def test_a_step_is_an_equation(self):
        source = "point A, B, C, D real x assume AB = 2*CD show AB + x^2 >= 2*CD"
        step = {"claim": {"kind": "len", "terms": [["1", "A", "B"], ["-2", "C", "D"]], "konst": "0"}, "rule": {"kind": "hyp", "index": 0}, "premises": []}
        equation = eq(["len", "A", "B"], ["*", "2", ["len", "C", "D"]])
        last = line(
            [ge(["+", ["len", "A", "B"], ["^", "x", "2"]], ["*", "2", ["len", "C", "D"]])], "order", 0,
            multiplier=[ONE], terms=[{"coefficient": "1", "squares": ["x"]}], cofactors=[[0, "1"]],
        )  # fmt: skip
        self.assertEqual(proves(source, [line([equation], "step", index=0), last], [shown(1)], [step]), "accepted")
        self.assertEqual(proves(source, [line([equation], "step", index=1), last], [shown(1)], [step]), "rejected")
        wrong = eq(["len", "A", "B"], ["len", "C", "D"])
        self.assertEqual(proves(source, [line([wrong], "step", index=0), last], [shown(1)], [step]), "rejected")


if __name__ == "__main__":
    unittest.main()
