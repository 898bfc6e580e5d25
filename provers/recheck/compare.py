"""Runs the prover and both checkers over folders of theorems, and lists where the checkers disagree.

    python3 provers/recheck/compare.py [--prove BINARY] [FOLDER or FILE ...]
    python3 provers/recheck/compare.py --mutants DUMP [DUMP ...]

For each theorem `prove FILE --cert` writes certificates; `prove check` is the kernel's verdict,
this folder's checker the other one. The verdict, the rejected step, the strength and the open
conditions must agree. The kernel's conditions are those that `prove --format json` reports in
words; each is compared by its class and the points that it names. (Of declared conditions the
report lists all that the statement has, used or not, so these are not compared here.)

With --mutants the kernel's verdicts are those of a file that `trials mutants --dump` wrote: outcome,
rejected step, strength and the number of conditions (which are worded differently) must agree.
Exit code: 0 no disagreement, 1 some, 65 no `prove` found.
"""

import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, os.pardir, os.pardir)
sys.path.insert(0, HERE)

from euclase_recheck import certificate, command  # noqa: E402
from euclase_recheck.errors import InputError  # noqa: E402

OPEN = ("nondegeneracy", "configuration")
POINT = re.compile(r"[A-Z][0-9]*(?:_[a-z0-9]+)?['′]*")


def find_prove():
    """The release binary of this workspace, or one on the path."""
    try:
        shown = subprocess.run(
            ["cargo", "metadata", "--no-deps", "--format-version", "1", "--offline"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        for profile in ("release", "debug"):
            path = os.path.join(json.loads(shown.stdout)["target_directory"], profile, "prove")
            if os.path.exists(path):
                return path
    except (OSError, subprocess.CalledProcessError, ValueError):
        pass
    return shutil.which("prove")


def files_of(paths):
    out = []
    for path in paths:
        if os.path.isdir(path):
            out += sorted(glob.glob(os.path.join(path, "**", "*.fml"), recursive=True))
        else:
            out.append(path)
    return out


class Comparison:
    """Counts and disagreements over all files."""

    def __init__(self, prove, timeout):
        self.prove = prove
        self.timeout = timeout
        self.certificates = 0
        self.agreed = {}
        self.disagreements = []

    def run(self, *args):
        return subprocess.run([self.prove, *args], capture_output=True, text=True)

    def file(self, path):
        with tempfile.TemporaryDirectory() as folder:
            wanted = os.path.join(folder, "c.json")
            answer = self.run(path, "--cert", wanted, "--format", "json", "--timeout", str(self.timeout))
            try:
                theorems = command.load_theorems(command.read_file(path, 1 << 24), path, None)
            except InputError as e:
                if answer.returncode != 65:
                    self.disagreements.append(f"{path}: refused here ({e}), read by prove")
                return
            if answer.returncode == 65:
                self.disagreements.append(f"{path}: read here, refused by prove")
                return
            told = conditions_told(answer.stdout)
            for cert in sorted(glob.glob(os.path.join(folder, "*.json"))):
                self.certificate(path, theorems, cert, told)

    def certificate(self, path, theorems, cert, told):
        self.certificates += 1
        value = certificate.read_json(command.read_file(cert, certificate.MAX_BYTES))
        theorem = command.chosen(theorems, value["theorem"], path)
        mine = command.Outcome(theorem, certificate.from_value(theorem, value))
        verdict = self.run("check", path, cert).stdout.strip()
        for difference in differences(verdict, mine, told.get(theorem.name)):
            self.disagreements.append(f"{path} ({theorem.name}): {difference}")
        self.agreed[mine.outcome] = self.agreed.get(mine.outcome, 0) + 1


def conditions_told(text):
    """{theorem: {class: conditions in words}} from the prover's JSON, one object or several."""
    out, decoder, at = {}, json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        answer, at = decoder.raw_decode(text, at)
        for one in answer if isinstance(answer, list) else [answer]:
            out[one.get("name")] = {k: one.get("conditions", {}).get(k, []) for k in OPEN}
    return out


def differences(verdict, mine, told):
    """What the kernel and this checker say differently of one certificate."""
    if not verdict.startswith(mine.outcome):
        yield f"kernel: {verdict}; here: {mine.line()}"
        return
    if mine.outcome == "rejected" and (f" step {mine.step}," in verdict) != (mine.step is not None):
        yield f"another step: kernel: {verdict}; here: {mine.line()}"
    if mine.outcome != "accepted":
        return
    if f"strength {mine.strength}" not in verdict:
        yield f"another strength: kernel: {verdict}; here: {mine.strength}"
    if told is None:
        return
    for kind in OPEN:
        here = [t for t, _, k in mine.conditions if k == kind]
        if sorted(map(names, here)) != sorted(map(names, told[kind])):
            yield f"{kind}: kernel {told[kind]}; here {here}"


def names(text):
    """The points that a condition names."""
    return sorted(set(POINT.findall(text)))


def mutants(dumps):
    """The number of mutants in dumps of the trials, counts of outcomes, and the disagreements."""
    checker = command.Batch(None)
    total, counts, wrong = 0, {}, []
    for path in dumps:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                kernel = json.loads(line)
                here = checker.answer(line)
                total += 1
                counts[kernel["outcome"]] = counts.get(kernel["outcome"], 0) + 1
                for what in mutant_differences(kernel, here):
                    wrong.append(f"{path}, mutant {kernel['number']} ({kernel['operator']}: {kernel['description']}): {what}")
    return total, counts, wrong


def mutant_differences(kernel, here):
    """What the kernel and this checker say differently of one mutant. (The kernel was given the parsed
    certificate; what this checker cannot read, the kernel must have rejected.)"""
    if here["outcome"] == "unreadable":
        if kernel["outcome"] != "rejected":
            yield f"kernel: {kernel['outcome']}; here: cannot be read"
    elif here["outcome"] != kernel["outcome"]:
        yield f"kernel: {kernel['outcome']} at {kernel['step']}; here: {here['outcome']} at {here['step']}"
    elif here["outcome"] == "rejected" and here["step"] != kernel["step"]:
        yield f"another step: kernel: {kernel['step']}; here: {here['step']}"
    elif here["outcome"] == "accepted":
        if here["strength"] != kernel["strength"]:
            yield f"another strength: kernel: {kernel['strength']}; here: {here['strength']}"
        mine = [c["text"] for c in here["conditions"]]
        if len(mine) != len(kernel["conditions"]):
            yield f"conditions: kernel {kernel['conditions']}; here {mine}"


def tell(what, counts, disagreements):
    """Prints the disagreements and the counts; the exit code."""
    for d in disagreements:
        print(d)
    told = ", ".join(f"{n} {k}" for k, n in sorted(counts.items())) or "none"
    print(f"{what} ({told}), {len(disagreements)} disagreements")
    return 1 if disagreements else 0


def main():
    parser = argparse.ArgumentParser(description="Compares the kernel with the second checker.")
    parser.add_argument("paths", nargs="*", help="folders or files (all of datasets/ where none is named)")
    parser.add_argument("--prove", help="the program `prove`")
    parser.add_argument("--timeout", type=int, default=60, help="seconds for each theorem")
    parser.add_argument("--mutants", nargs="+", metavar="DUMP", help="compare on dumps of the trials instead")
    options = parser.parse_args()
    if options.mutants:
        total, counts, wrong = mutants(options.mutants)
        return tell(f"{total} mutants", counts, wrong)
    prove = options.prove or find_prove()
    if not prove:
        print("compare: no program `prove`; build it (`cargo build --release`) or name it with --prove", file=sys.stderr)
        return 65
    files = files_of(options.paths or [os.path.join(ROOT, "datasets")])
    comparison = Comparison(prove, options.timeout)
    for path in files:
        comparison.file(path)
    return tell(f"{len(files)} files, {comparison.certificates} certificates", comparison.agreed, comparison.disagreements)


if __name__ == "__main__":
    sys.exit(main())
