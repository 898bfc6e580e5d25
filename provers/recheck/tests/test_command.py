"""Reading certificates, the command and the batch."""

import copy
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

from support import ROOT, certificate_of, hyp, lengths, theorem
from euclase_recheck import certificate, command, elaborate
from euclase_recheck.errors import InputError

SOURCE = theorem(["AB = CD"], "AB = CD")
GOOD = certificate_of([hyp(lengths("1 AB, -1 CD"), 0)])
PROGRAM = os.path.join(ROOT, "provers", "recheck")


def changed(*path_and_value):
    *path, last, value = path_and_value
    out = copy.deepcopy(GOOD)
    at = out
    for p in path:
        at = at[p]
    at[last] = value
    return json.dumps(out)


class Reading(unittest.TestCase):
    def refused(self, text):
        thm = elaborate.load(SOURCE)[0]
        with self.assertRaises(InputError):
            certificate.from_value(thm, certificate.read_json(text))

    def test_malformed(self):
        good = json.dumps(GOOD)
        for text in (
            "", "null", "[]", good[:-1], good + "x", good.replace('"aux"', '"auxx"'),
            good.replace('"aux": []', '"aux": [], "aux": []'), good.replace("{", '{"extra": 1, ', 1),
            changed("version", 2), changed("version", "1"), changed("version", 1.0), changed("format", "other"),
            changed("steps", {}), changed("steps", 0, "premises", [-1]), changed("steps", 0, "premises", [True]),
            changed("steps", 0, "premises", [2**64]), changed("goals", [0.5]),
            changed("steps", 0, "claim", "kind", "lenn"), changed("steps", 0, "claim", "kind", "fact"),
            changed("steps", 0, "claim", "terms", 0, ["1", "A"]), changed("steps", 0, "claim", "terms", 0, ["1", "A", "Z"]),
            changed("steps", 0, "claim", "terms", 0, [1, "A", "B"]), changed("steps", 0, "claim", "terms", 0, ["1", ["A"], "B"]),
            changed("steps", 0, "rule", {"kind": "guess"}), changed("steps", 0, "rule", {"kind": ["hyp"]}),
            changed("aux", [{"name": "A", "def": "midpoint", "args": ["B", "C"]}]),
            changed("aux", [{"name": "M", "def": "midpoint", "args": ["M", "C"]}]),
            changed("theorem", "\ud800"), good.replace('"t"', "NaN"),
        ):  # fmt: skip
            with self.subTest(text[:120]):
                self.refused(text)

    def test_rationals(self):
        for text in ("", "+1", "1.5", " 1", "1/0", "1/-2", "½", "١", "0x1", "1/", "--1", "1" * 3000, "1/" + "1" * 3000):
            with self.subTest(text[:20]), self.assertRaises(InputError):
                certificate.rational(text)
        self.assertEqual(certificate.rational("-06/4"), certificate.rational("-3/2"))

    def test_bad_files_take_no_time(self):
        start = time.monotonic()
        for text in ("[" * 500_000, '{"a":' * 500_000, "9" * 1_000_000, '"' + "\\u0041" * 500_000, changed("steps", 0, "claim", "konst", "9" * 10**6)):
            self.refused(text)
        self.assertLess(time.monotonic() - start, 5)


class Command(unittest.TestCase):
    def run_on(self, source, value, *options):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, n) for n in ("t.fml", "c.json")]
            for path, text in zip(paths, (source, value if isinstance(value, str) else json.dumps(value))):
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text)
            return subprocess.run([sys.executable, PROGRAM, *paths, *options], capture_output=True, text=True)

    def test_outcomes_and_exit_codes(self):
        done = self.run_on(SOURCE, GOOD, "--conditions")
        self.assertEqual((done.returncode, done.stdout.splitlines()[0]), (0, "accepted: t (1 steps, strength general)"))
        done = self.run_on(SOURCE, changed("steps", 0, "rule", "index", 3))
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.startswith("rejected: t: step 0, hyp: expected"), done.stdout)
        done = self.run_on(SOURCE.replace("show AB = CD", "show A != B"), GOOD)
        self.assertEqual((done.returncode, done.stdout[:8]), (2, "declined"))

    def test_errors_are_told_without_a_traceback(self):
        for source, value, said in (
            (SOURCE, "{", "not JSON"),
            (SOURCE, changed("version", 7), "version 7"),
            (SOURCE, changed("theorem", "u"), "no theorem 'u'"),
            ("theorem t { show AB = CD }", GOOD, "t.fml:1:18: unknown name `A`"),
            ("theorem t {", GOOD, "the end of the file"),
        ):
            done = self.run_on(source, value)
            with self.subTest(said):
                self.assertEqual(done.returncode, 65)
                self.assertIn(said, done.stderr)
                self.assertNotIn("Traceback", done.stderr)

    def test_usage(self):
        done = subprocess.run([sys.executable, PROGRAM, "one.fml"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 64)
        done = subprocess.run([sys.executable, PROGRAM, "no.fml", "no.json"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (65, ""))


class Batches(unittest.TestCase):
    def test_one_line_each(self):
        lines = [
            json.dumps({"fml": SOURCE, "certificate": GOOD}),
            "",
            json.dumps({"theorem": None, "fml": SOURCE, "certificate_text": changed("goals", [7])}),
            json.dumps({"fml": SOURCE, "certificate_text": "{"}),
            json.dumps({"fml": "theorem", "certificate": GOOD}),
            json.dumps({"fml": SOURCE, "certificate": dict(GOOD, theorem="u")}),
            json.dumps({"certificate": GOOD}),
            "[1]",
            "{",
        ]
        out = io.StringIO()
        command.Batch(None).run(lines, out)
        got = [json.loads(line) for line in out.getvalue().splitlines()]
        wanted = ["accepted", "rejected", "unreadable", "unreadable", "rejected", "unreadable", "unreadable", "unreadable"]
        self.assertEqual([g["outcome"] for g in got], wanted)
        self.assertEqual((got[0]["strength"], got[0]["conditions"]), ("general", []))
        self.assertIsNone(got[1]["step"])


if __name__ == "__main__":
    unittest.main()
