"""Documents are compiled by the systems that they are written for: Typst (from PyPI), LaTeX where it is installed.

EUCLASE_PROVE names the program. What is not there is skipped, and said.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROVE = os.environ.get("EUCLASE_PROVE", str(ROOT / "target/debug/prove"))
# A proof by angles, one with points that are added, one about numbers, one by areas of a figure, one that is false.
THEOREMS = [
    "classic/orthocenter_reflection_in_side",
    "imo/imo_2000_p1",
    "imo/imo_2019_p2",
    "algebra/asian_pacific_1996_p5",
    "mixed/euler_radii",
    "false/second_meeting_merged",
]

try:
    import typst
except ImportError:
    typst = None


def document(theorem, form, language, folder):
    ending = {"typst": "typ"}.get(form, form)
    path = pathlib.Path(folder) / f"document.{ending}"
    command = [PROVE, "export", str(ROOT / f"datasets/{theorem}.fml"), "--to", form, "--language", language, "--timeout", "20"]
    done = subprocess.run([*command, "--out", str(path)], capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 1), done.stderr
    return path


class Documents(unittest.TestCase):
    @unittest.skipUnless(typst, "the Python package typst is not installed: pip install typst")
    def test_typst_compiles(self):
        for theorem in THEOREMS:
            for language in ("en", "zh"):
                with self.subTest(theorem=theorem, language=language), tempfile.TemporaryDirectory() as folder:
                    path = document(theorem, "typst", language, folder)
                    pdf = typst.compile(str(path))
                    self.assertTrue(pdf.startswith(b"%PDF") and len(pdf) > 5000)

    @unittest.skipUnless(shutil.which("pdflatex") and subprocess.run(["kpsewhich", "tikz.sty"], capture_output=True).returncode == 0,
                         "pdflatex with TikZ is not installed")
    def test_latex_compiles(self):
        for theorem in THEOREMS:
            with self.subTest(theorem=theorem), tempfile.TemporaryDirectory() as folder:
                path = document(theorem, "tex", "en", folder)
                done = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", path.name], cwd=folder, capture_output=True, timeout=120)
                self.assertEqual(done.returncode, 0, done.stdout[-1500:])
                self.assertNotIn(b"Missing character", done.stdout)

    @unittest.skipUnless(shutil.which("xelatex") and subprocess.run(["kpsewhich", "ctexart.cls"], capture_output=True).returncode == 0,
                         "xelatex with ctex is not installed")
    def test_latex_compiles_in_chinese(self):
        with tempfile.TemporaryDirectory() as folder:
            path = document("classic/orthocenter_reflection_in_side", "tex", "zh", folder)
            done = subprocess.run(["xelatex", "-interaction=nonstopmode", "-halt-on-error", path.name], cwd=folder, capture_output=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stdout[-1500:])

    def test_pages_and_markdown_stand_by_themselves(self):
        for theorem in THEOREMS:
            for language in ("en", "zh"):
                with self.subTest(theorem=theorem, language=language), tempfile.TemporaryDirectory() as folder:
                    page = document(theorem, "html", language, folder).read_text(encoding="utf-8")
                    self.assertNotIn("<script", page)
                    self.assertNotIn("http://", page.replace("http://www.w3.org/2000/svg", ""))
                    text = document(theorem, "md", language, folder).read_text(encoding="utf-8")
                    for name in [p.split(")")[0] for p in text.split("](")[1:]]:
                        self.assertTrue((pathlib.Path(folder) / name).exists(), name)


if __name__ == "__main__":
    unittest.main()
