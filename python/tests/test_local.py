"""The package on this machine: `python3 -m unittest discover -s python/tests` (wants the program: EUCLASE_PROVE, PATH, or a build)."""

import importlib.util
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import euclase  # noqa: E402
from euclase import program  # noqa: E402

try:
    euclase.find_program()
    PROGRAM = True
except euclase.ProgramError:
    PROGRAM = False

MIDLINE = "theorem midline { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show MN parallel BC }"


class Options(unittest.TestCase):
    def test_keywords_are_flags(self):
        words = program.options({"timeout": 2.5, "policy_after": 3, "quiet": True, "fresh": False, "out": None})
        self.assertEqual(words, ["--timeout", "2.5", "--policy-after", "3", "--quiet"])


@unittest.skipUnless(PROGRAM, "the program `prove` is not built")
class Proofs(unittest.TestCase):
    def test_a_theorem_with_its_proof_certificate_and_figure(self):
        r = euclase.prove(MIDLINE)
        self.assertTrue(r)
        self.assertEqual((r.name, r.status), ("midline", "Theorem"))
        self.assertIn("<svg", r.figure)
        self.assertIn('"euclase-certificate"', r.certificate)
        self.assertTrue(r.proof and r.strength in ("general", "generic", "configuration"))
        page = r._repr_html_()
        self.assertIn("<svg", page)
        self.assertIn("midline", str(r))

    def test_a_false_one_an_open_one_and_a_wrong_text(self):
        r = euclase.prove("theorem f { real x show x^2 > 0 }")
        self.assertFalse(r)
        self.assertEqual(r.status, "CounterSatisfiable")
        wrong = euclase.prove("theorem w {")
        self.assertEqual(wrong.status, "InputError")
        self.assertTrue(wrong.notes)
        self.assertNotIn("<script", euclase.prove("theorem w { <script> }")._repr_html_())
        with self.assertRaises(euclase.ProgramError) as e:
            euclase.prove(MIDLINE, timeout="soon")
        self.assertEqual(e.exception.code, program.USAGE)

    def test_a_batch_and_its_file(self):
        with tempfile.TemporaryDirectory() as folder:
            f = pathlib.Path(folder)
            (f / "a.fml").write_text(MIDLINE)
            (f / "b.fml").write_text("theorem f { real x show x^2 > 0 }")
            results = euclase.batch(f, out=f / "r.jsonl", timeout=20)
            self.assertEqual([r["status"] for r in results], ["Theorem", "CounterSatisfiable"])
            self.assertTrue(results.complete and len(results.solved) == 2 and results.header["timeout"] == 20)
            text = (f / "r.jsonl").read_text()
            (f / "cut.jsonl").write_text(text[: len(text) // 2])
            cut = euclase.read(f / "cut.jsonl")
            self.assertTrue(not cut.complete and len(cut) < 2)
            (f / "bad.jsonl").write_text("nonsense\n" + text)
            with self.assertRaises(ValueError):
                euclase.read(f / "bad.jsonl")

    def test_a_data_frame(self):
        if importlib.util.find_spec("pandas") is None:
            self.skipTest("pandas is not installed")
        with tempfile.TemporaryDirectory() as folder:
            f = pathlib.Path(folder)
            (f / "a.fml").write_text(MIDLINE)
            (f / "b.fml").write_text("theorem f { real x show x^2 > 0 }")
            frame = euclase.batch(f, timeout=20).frame()
        self.assertEqual(list(frame["name"]), ["midline", "f"])
        self.assertEqual(frame["status"].value_counts()["Theorem"], 1)
        self.assertTrue((frame["seconds"] >= 0).all())


if __name__ == "__main__":
    unittest.main()
