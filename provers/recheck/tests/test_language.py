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
        self.assertEqual(core("real x  assume x = 1 implies x = 2  show x = 1").unsupported, 1)

    def test_sketches_change_nothing(self):
        body = "triangle ABC  show AB = BA"
        with_proof = core(body + " proof { point M = midpoint(A, B)  have [k] MA = MB  show AB = BA by [k] }")
        self.assertEqual((with_proof.points, with_proof.hyps), (core(body).points, core(body).hyps))

    def test_mistakes(self):
        for body in (
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
