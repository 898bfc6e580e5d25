"""The part of compare.py that runs under an interpreter where `newclid` and `py-yuclid` are installed.

    newclid_side.py write PROBLEMS.txt DIR     one input of yuclid a problem: newclid's own reading and drawing of it
    newclid_side.py solve PROBLEMS.txt         newclid as shipped on each problem; one JSON line each

PROBLEMS.txt is in AlphaGeometry's language: a line with the name, a line with the problem. Newclid's language differs
in a few places (`construction` below); the rest is given to it as it stands. Problems that it cannot read or draw are
reported with the reason, and the other engines are not run on them.
"""

import json
import re
import resource
import sys
import time
from pathlib import Path

import numpy as np
from newclid.api import GeometricSolverBuilder
from newclid.jgex.constructions import ALL_JGEX_CONSTRUCTIONS
from newclid.jgex.definition import JGEXDefinition
from newclid.jgex.problem_builder import JGEXProblemBuilder
from py_yuclid.yuclid_adapter import _write_yuclid_setup

# Constructions with another name in Newclid's language.
DIALECT = {"eq_trapezoid": "iso_trapezoid"}
# Constructions whose number is written in degrees with an `o` there.
DEGREES = {"s_angle", "aconst"}
SEEDS = 5

DEFS = JGEXDefinition.to_dict(ALL_JGEX_CONSTRUCTIONS)


def construction(text, outputs):
    """One construction in Newclid's dialect: outputs where its definition has them."""
    name, *args = text.split()
    name = DIALECT.get(name, name)
    definition = DEFS.get(name)
    if definition is None:
        return " ".join([name, *args])
    if name in DEGREES and re.fullmatch(r"-?[\d.]+", args[-1]):
        args[-1] += "o"
    made, wanted = len(definition.output_points), len(definition.args)
    if len(args) == wanted - made:
        args = outputs + args
    elif 0 < made < wanted and len(args) == wanted and args[-made:] == outputs and args[:made] != outputs:
        # `square a b x y`, `parallelogram a b c x`: the vertices in the same cyclic order from another one on.
        args = outputs + args[:-made]
    return " ".join([name, *args])


def translated(problem):
    setup, goal = problem.split(" ? ")
    clauses = []
    for clause in setup.split(";"):
        points, made = clause.split("=")
        outputs = points.split()
        clauses.append(" ".join(outputs) + " = " + ", ".join(construction(c, outputs) for c in made.split(",")))
    return "; ".join(clauses) + " ? " + goal.strip()


def problems(path):
    lines = [line.strip() for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    return zip(lines[::2], lines[1::2])


def drawn(problem):
    """Newclid's reading of a problem; it draws at random and does not always succeed at once."""
    for seed in range(SEEDS):
        try:
            builder = JGEXProblemBuilder(rng=np.random.default_rng(seed))
            return builder.with_problem_from_txt(translated(problem)).build()
        except Exception as e:  # noqa: BLE001 -- whatever it raises is what is to be reported
            last = e
    raise last


def record(**fields):
    print(json.dumps(fields), flush=True)


def reason(e):
    """What an exception says, without the places of this machine."""
    return re.sub(r"/[^\s',]*/", "", str(e))[:300]


def cpu():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def write(path, folder):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for number, (name, problem) in enumerate(problems(path)):
        try:
            text = "\n".join(_write_yuclid_setup(drawn(problem)))
        except Exception as e:  # noqa: BLE001
            record(name=name, error=reason(e))
            continue
        file = Path(folder) / f"{number:03}.txt"
        file.write_text(text, encoding="utf-8")
        record(name=name, file=str(file))


def solve(path):
    for name, problem in problems(path):
        try:
            setup = drawn(problem)
            wall, used = time.perf_counter(), cpu()
            solver = GeometricSolverBuilder(rng=0).build(setup)
            solved = solver.run()
        except Exception as e:  # noqa: BLE001
            record(name=name, error=reason(e))
            continue
        record(name=name, solved=bool(solved), wall=time.perf_counter() - wall, cpu=cpu() - used)


if __name__ == "__main__":
    {"write": write, "solve": solve}[sys.argv[1]](*sys.argv[2:])
