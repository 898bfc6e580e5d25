"""Changes lines of algebra at random and asks both checkers; lists where they disagree.

    python3 provers/recheck/mutate.py --prove BINARY [--count N] [--seed S] THEOREM.fml CERTIFICATE.json ...

Theorems and certificates come in pairs. A mutant changes a coefficient or a number, a relation, a
premise or an index, drops a line or a comparison, swaps two parts, names another variable, point,
operation, lemma or kind of condition, or takes coordinates of a step or a condition instead of what is assumed. The kernel's verdict
is `prove check`, but for its word on figures. Certificates in coordinates:
`python3 provers/recheck/tests/coordinates_examples.py FOLDER` writes some.
Exit code: 0 no disagreement, 1 some.
"""

import argparse
import copy
import json
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from euclase_recheck import algebra_lemmas, algebra_reader, certificate, command  # noqa: E402
from euclase_recheck.errors import InputError  # noqa: E402

RELATIONS = ("=", "!=", "<", "<=", ">", ">=")
OPERATIONS = ("+", "*", "-", "/", "^", "sqrt", "abs", "min", "max", "pow", "root", "pi", "odd")
FIGURE = ("len", "area", "x", "y", "ang", "dist")
CONDITIONS = (*algebra_reader.CONDITIONS, "not", "num", "any")
FACTS = ("dir", "len", "sq", "same", "vec")
NUMBERS = ("0", "1", "-1", "2", "1/2", "3", "-7/3")


def places(v, out, path=()):
    """Every part of a JSON value, with the way to it."""
    out.append((path, v))
    for k, x in v.items() if isinstance(v, dict) else enumerate(v) if isinstance(v, list) else ():
        places(x, out, path + (k,))
    return out


def other_text(rng, text, reals, points):
    if text in points:
        return rng.choice(points)
    if text in ("x", "y") and rng.random() < 0.9:
        return rng.choice(("x", "y"))
    if text in CONDITIONS:
        return rng.choice(CONDITIONS)
    if text in FACTS and (text != "len" or rng.random() < 0.3):
        return rng.choice(FACTS)
    if text in FIGURE:
        return rng.choice(FIGURE)
    if text in RELATIONS:
        return rng.choice(RELATIONS)
    if text in OPERATIONS:
        return rng.choice(OPERATIONS)
    if text in algebra_lemmas.LEMMAS:
        return rng.choice(sorted(algebra_lemmas.LEMMAS))
    return rng.choice(NUMBERS + tuple(reals))


def mutant(rng, cert, reals, points=()):
    """A certificate with one to three changes in its lines and goals, and the last of them in words."""
    out = copy.deepcopy(cert)
    algebra = out["algebra"]
    reals = list(reals) + algebra.get("reals", [])
    points = list(points) + [p["name"] for p in cert["aux"]]
    what = ""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        hard = ("kind", "rule", "claim", "lines")
        path, v = rng.choice([p for p in places(algebra, []) if p[0] and (p[0][-1] not in hard or rng.random() < 0.2)])
        holder = algebra
        for k in path[:-1]:
            holder = holder[k]
        k = path[-1]
        if isinstance(v, bool) or isinstance(v, dict):
            if isinstance(holder, list):
                what = "dropped a part"
                holder.pop(k)
            elif k == "rule" and v.get("kind") == "coordinates":
                what = "other coordinates"
                kinds = ("assumed", "step", "condition")
                other = rng.choice(kinds)
                holder[k] = {other if key in kinds else key: x for key, x in v.items()}
        elif isinstance(v, int):
            what = "an index"
            holder[k] = max(0, v + rng.choice((-2, -1, 1, 2)))
        elif isinstance(v, str):
            what = "a text"
            holder[k] = other_text(rng, v, reals, points)
        elif isinstance(v, list):
            kind = rng.choice(("drop", "repeat", "swap", "empty"))
            what = f"a list: {kind}"
            i, j = (rng.randrange(len(v)), rng.randrange(len(v))) if v else (0, 0)
            if kind == "drop" and v:
                v.pop(i)
            elif kind == "repeat" and v:
                v.insert(j, copy.deepcopy(v[i]))
            elif kind == "swap" and v:
                v[i], v[j] = v[j], v[i]
            elif kind == "empty" and rng.random() < 0.2:
                v.clear()
    return out, what


def ours(theorem, cert):
    try:
        return command.Outcome(theorem, certificate.from_value(theorem, cert))
    except InputError as e:
        return str(e)


def kernels(prove, path, cert):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as f:
        json.dump(cert, f)
        f.flush()
        done = subprocess.run([prove, "check", path, f.name], capture_output=True, text=True)
    verdict = {0: "accepted", 1: "rejected", 2: "declined", 65: "unreadable"}.get(done.returncode, str(done.returncode))
    if "declined: proved under " in done.stdout + done.stderr:
        # All lines hold; a figure is not this program's business.
        verdict = "accepted"
    return verdict, (done.stdout + done.stderr).strip()[-300:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--prove", default="prove")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder for certificates on which they disagree")
    options = parser.parse_args()
    agreed, disagreements = {}, 0
    for path, where in zip(options.files[::2], options.files[1::2]):
        with open(where, encoding="utf-8") as f:
            cert = json.load(f)
        if "algebra" not in cert:
            continue
        theorem = command.chosen(command.load_theorems(command.read_file(path, 1 << 24), path, None), cert["theorem"], path)
        rng = random.Random(f"{options.seed} {os.path.basename(path)}")
        for i in range(options.count + 1):
            changed, what = mutant(rng, cert, theorem.reals, theorem.points) if i else (cert, "nothing")
            outcome = ours(theorem, changed)
            verdict = outcome if isinstance(outcome, str) else outcome.line()
            mine = "unreadable" if isinstance(outcome, str) else outcome.outcome
            theirs, words = kernels(options.prove, path, changed)
            if mine == theirs:
                agreed[mine] = agreed.get(mine, 0) + 1
                continue
            disagreements += 1
            print(f"{path} {i} ({what}): here {mine}, kernel {theirs}\n  {verdict}\n  {words}", flush=True)
            if options.keep:
                with open(os.path.join(options.keep, f"{theorem.name}_{i}.json"), "w", encoding="utf-8") as f:
                    json.dump(changed, f)
    print(f"agreed: {agreed}; disagreements: {disagreements}")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
