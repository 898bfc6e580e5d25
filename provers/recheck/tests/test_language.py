"""From source text to the core form."""

import glob
import os
import unittest
from fractions import Fraction

from support import ROOT
from euclase_recheck import elaborate, lexer, syntax
from euclase_recheck.core import normal_fact
from euclase_recheck.errors import InputError

A, B, C, D, E = range(5)


def core(body):
    return elaborate.load(f"theorem t {{ {body} }}")[0]


class Lexer(unittest.TestCase):
    def test_points_written_together(self):
        self.assertEqual(lexer.split_points("A1B_2C'"), ["A1", "B_2", "C'"])
        self.assertIsNone(lexer.split_points("Theorem"))
        self.assertIsNone(lexer.split_points("A_"))

    def test_unicode_reads_as_ascii(self):
        def words(text):
            return [t[:2] for t in lexer.tokens(text)][:-1]

        self.assertEqual(words("AB ∥ CD"), words("AB parallel CD"))
        self.assertEqual(words("∠ABC ≤ 90° · π"), words("angle ABC <= 90 deg * pi"))
        self.assertEqual(words("x² − 1 ≠ y³"), words("x^2 - 1 != y^3"))


class Parser(unittest.TestCase):
    def test_a_sum_in_brackets_goes_on(self):
        items = syntax.parse("theorem t { show (a + b) - c = -d * e }")
        left = items[0].body[0][3][0][2]
        self.assertEqual([minus for minus, _ in left[2]], [False, False, True])

    def test_words_that_begin_a_statement_or_go_on(self):
        kinds = [s[0] for s in syntax.parse("theorem t { let t = AB circle g acute triangle ABC show X on t }")[0].body]
        self.assertEqual(kinds, ["let", "circle", "triangle", "show"])

    def test_syntax_errors(self):
        for text in ("theorem t {", "theorem T { }", "theorem t { show A = }", "theorem t { AB = CD }", "t", "theorem t { show a^b^c }"):
            with self.subTest(text), self.assertRaises(InputError):
                syntax.parse(text)


class Statements(unittest.TestCase):
    def test_midpoint(self):
        t = core("point A, B  point M = midpoint(A, B)  show MA = MB")
        self.assertEqual(t.hyps, [("coll", A, B, C), ("len", ((1, C, A), (-1, C, B)), 0)])
        self.assertEqual(t.conds, [("distinct", A, B), ("between", A, C, B)])

    def test_a_free_circle_has_a_hidden_centre(self):
        t = core("circle g  point A, B on g  show AB = BA")
        self.assertEqual(list(zip(t.points, t.hidden)), [("O_g", True), ("A", False), ("B", False)])
        self.assertEqual(t.hyps, [("len", ((1, A, C), (-1, A, B)), 0)])
        self.assertEqual(t.conds, [("distinct", A, B)])

    def test_the_same_expression_is_the_same_point(self):
        t = core("triangle ABC  show distance(A, midpoint(B, C)) = distance(midpoint(B, C), A)")
        self.assertEqual(len(t.points), 4)

    def test_equations_of_lengths_by_kind(self):
        t = core(
            "point A, B, C, D  assume AB = 2*CD, AB^2 + CD^2 = BC^2, AB*CD = 2*BC*AD, AB + CD*BC = 1, AB = sqrt(2)*AC"
            " show AB = CD"
        )
        self.assertEqual([f[0] for f in t.hyps], ["len", "sq", "log", "num", "log"])
        self.assertEqual(t.hyps[4][2], ((2, Fraction(1, 2)),))

    def test_a_bisector_is_a_direction_and_an_orientation(self):
        t = core("triangle ABC  point D on bisector(A, B, C)  show DA = DC")
        self.assertEqual([normal_fact(f) for f in t.hyps], [("dir", ((1, A, B), (1, B, C), (-2, B, D)), 0)])
        self.assertIn(("same_orient", (B, A, D), (B, D, C)), t.conds)

    def test_what_the_core_form_does_not_carry_is_counted(self):
        for said in ("AB parallel CD implies A = B", "cyclic(A, B, C, D) iff A = B", "for all x: collinear(A, B, C)"):
            self.assertEqual(core(f"point A, B, C, D  assume {said}  show AB = BA").unsupported, 1)

    def test_statements_about_numbers(self):
        t = core("real x, y  assume x = 1 implies y = 2, x = 1 or y = 2, x > 1 or y > 2, not (x = 1 and y != 2)  show x = 1")
        one, two = ("num", ("real", 0), ("const", 1)), ("num", ("real", 1), ("const", 2))
        first, second = (("atom", f[1], "=", f[2]) for f in (one, two))
        self.assertEqual(t.props[:2], [("implies", first, second), ("or", (first, second))])
        self.assertEqual(t.props[2][0], "not")
        self.assertEqual([c[0] for c in t.conds], ["any"])
        bound = core("real x  assume for all x: x^2 >= 0, for all x: x^2 + 1 > 0  show x = 1")
        self.assertEqual(bound.reals, ["x", "x'", "x''"])
        self.assertEqual([p[1] for p in bound.props], [(1,), (2,)])

    def test_cases_of_equality(self):
        t = core("real x  show x^2 >= 0 equality iff x = 0")
        self.assertEqual([g[0] for g in t.goals], ["cond", "prop"])
        self.assertEqual(t.goals[1][1][0], "iff")

    def test_lengths_that_may_be_zero_are_not_cancelled(self):
        t = core("point A, B, C, D, E, F  assume AB*CD = AB*EF, AB^2 = AB, 1/(AB + CD) = EF  show AB = CD")
        self.assertEqual([f[0] for f in t.hyps], ["num"] * 3)
        t = core("point A, B, C, D  assume AB/CD = 2, AB/sqrt(AC) = 1, BC*(AD*BD)^-1 = 3  show AB = CD")
        self.assertEqual([c[0] for c in t.conds], ["distinct"] * 4)

    def test_sketches_change_nothing(self):
        body = "triangle ABC  show AB = BA"
        with_proof = core(body + " proof { point M = midpoint(A, B)  have [k] MA = MB  show AB = BA by [k] }")
        self.assertEqual((with_proof.points, with_proof.hyps), (core(body).points, core(body).hyps))

    def test_mistakes(self):
        for body in (
            "real x  assume not 1 < 2  show x = 1",
            "real x  show x = 1 equality iff x = 1",
            "real x  assume x = 1  solve x, x",
            "show AB = CD",
            "point A, A show AA = AA",
            "point A, B show midpoint(A, A) = B",
            "point A, B assume A = B, A != B show AB = BA",
            "point A, B, C assume AB = 3, AB = 4 show AC = BC",
            "point A, B, C show angle(A, B, C) = dangle(A, B, C)",
            "point A, B, C show angle(A, B, C) = 90",
            "point A, B, C show dangle(A, B, C)/2 = 10 deg",
            "point A, B, C show A + B = C",
            "point A, B",
            "point ab show ab = ab",
            "triangle ABC show ABC = ABC",
            "point A, B, C show square_vertices(A, B) = C",
            "point A, B show AB = 1/0",
            "point A, B proof { } show AB = BA",
        ):
            with self.subTest(body), self.assertRaises(InputError):
                core(body)

    def test_bad_files_are_refused(self):
        refused = 0
        for path in glob.glob(os.path.join(ROOT, "datasets", "bad", "*.fml")):
            try:
                with open(path, encoding="utf-8") as f:
                    elaborate.load(f.read())
            except (InputError, UnicodeDecodeError):
                refused += 1
        self.assertGreaterEqual(refused, 30)

    def test_every_file_of_the_datasets_is_read(self):
        for folder in ("classic", "imo", "false", "sketch", "algebra"):
            for path in glob.glob(os.path.join(ROOT, "datasets", folder, "*.fml")):
                with self.subTest(path), open(path, encoding="utf-8") as f:
                    self.assertTrue(elaborate.load(f.read()))


if __name__ == "__main__":
    unittest.main()
