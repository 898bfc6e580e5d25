"""Short ways to write theorems, facts and certificates in tests."""

import os
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), os.pardir, os.pardir, os.pardir))
sys.path.insert(0, os.path.join(ROOT, "provers", "recheck"))

from euclase_recheck import certificate, check, elaborate  # noqa: E402
from euclase_recheck.errors import Declined, Rejected  # noqa: E402

POINTS = "ABCDEFGHIJ"


def theorem(hyps, goal="AB = BA", declared=""):
    """A theorem about ten free points."""
    said = "".join(f" assume {h}" for h in hyps) + (f" assume {declared}" if declared else "")
    return f"theorem t {{ point {', '.join(POINTS)}{said} show {goal} }}"


def segments(text, number=str):
    """`1 AB, -1 CD` as terms."""
    return [[number(q), s[0], s[1]] for q, s in (t.split() for t in text.split(","))] if text else []


def points(kind, names):
    return {"kind": kind, "points": list(names)}


def direction(text, turn="0"):
    return {"kind": "dir", "terms": segments(text, int), "turn": turn}


def lengths(text, konst="0", kind="len"):
    return {"kind": kind, "terms": segments(text), "konst": konst}


def logs(text, konst=()):
    return {"kind": "log", "terms": segments(text), "konst": [list(k) for k in konst]}


def angles(text, konst):
    terms = [[q, list(t)] for q, t in (x.split() for x in text.split(","))]
    return {"kind": "ang", "terms": terms, "konst": konst}


def hyp(claim, index):
    return {"claim": claim, "rule": {"kind": "hyp", "index": index}, "premises": []}


def aux(claim, point, fact):
    return {"claim": claim, "rule": {"kind": "aux", "point": point, "fact": fact}, "premises": []}


def congruence(claim, *premises):
    return {"claim": claim, "rule": {"kind": "congruence"}, "premises": list(premises)}


def linear(claim, multipliers, *premises):
    return {"claim": claim, "rule": {"kind": "linear", "multipliers": multipliers.split()}, "premises": list(premises)}


def divide(claim, by, premise):
    return {"claim": claim, "rule": {"kind": "divide", "by": by}, "premises": [premise]}


def geo(claim, name, args, *premises, opposite=False):
    rule = {"kind": "geo", "name": name, "args": list(args), "opposite": opposite}
    return {"claim": claim, "rule": rule, "premises": list(premises)}


def follows(rule, args, premises, before, opposite=False):
    """A discharge."""
    return {"rule": rule, "args": list(args), "premises": list(premises), "before": before, "opposite": opposite}


TRIVIAL = congruence(lengths("1 AB, -1 BA"))


def certificate_of(steps, auxiliary=(), goals=None, discharges=()):
    points_added = [{"name": n, "def": d, "args": list(a)} for n, d, a in auxiliary]
    return {
        "format": "euclase-certificate",
        "version": 1,
        "theorem": "t",
        "aux": points_added,
        "steps": list(steps),
        "discharges": list(discharges),
        "goals": [len(steps) - 1] if goals is None else goals,
    }


def outcome(source, value):
    """("accepted", [(condition, class)]), ("rejected", step, rule) or ("declined",)."""
    thm = elaborate.load(source)[0]
    try:
        done = check.check(thm, certificate.from_value(thm, value))
    except Rejected as r:
        return "rejected", r.step, r.rule
    except Declined:
        return ("declined",)
    return "accepted", done.conditions


def judged(source, lines, goals, steps=(), auxiliary=(), conditions=(), **more):
    value = certificate_of(list(steps), auxiliary, goals=[0] * len(goals))
    value["algebra"] = {"conditions": list(conditions), "lines": lines, "goals": goals}
    return outcome("theorem t { " + source + " }", {**value, **more})


def proved(*parts, **more):
    return judged(*parts, **more)[0]


def conditions(source, steps, auxiliary=(), discharges=()):
    """The canonical conditions with their classes; the certificate must be accepted."""
    from euclase_recheck.conditions import canonical

    got = outcome(source, certificate_of([*steps, TRIVIAL], auxiliary, discharges=discharges))
    assert got[0] == "accepted", got
    return [(canonical(c), k) for c, k in got[1]]
