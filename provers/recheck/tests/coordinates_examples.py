"""Theorems with certificates in coordinates, by hand and by the clauses of a frame.

    python3 provers/recheck/tests/coordinates_examples.py FOLDER

writes them as files, for `prove check` and for `mutate.py`.
"""

import json
import os
import sys

from support import angles, aux, certificate_of, congruence, direction, hyp, lengths, logs, points
from euclase_recheck import certificate, elaborate
from euclase_recheck.algebra_coordinates import Frame, clauses
from euclase_recheck.algebra_reader import AlgebraReader
from euclase_recheck.polynomials import Terms
from euclase_recheck.statements_of_numbers import reals_of


def line(claim, kind, *premises, **fields):
    return {"claim": claim, "rule": {"kind": kind, **fields}, "premises": list(premises)}


def assumed(i, claim, clause=0, frame="AB"):
    return line(claim, "coordinates", assumed=i, frame=list(frame), clause=clause)


def of_step(i, claim, clause=0, frame="AB"):
    return line(claim, "coordinates", step=i, frame=list(frame), clause=clause)


def recorded(i, claim, clause=0, frame="AB"):
    return line(claim, "coordinates", condition=i, frame=list(frame), clause=clause)


def x(p, frame="AB"):
    return ["x", p, *frame]


def y(p, frame="AB"):
    return ["y", p, *frame]


def length(pair):
    return ["len", *pair]


def sq(n):
    return ["^", n, "2"]


def less(a, b):
    return ["+", a, ["-", b]]


def times(*xs):
    return ["*", *xs]


def plus(*xs):
    return ["+", *xs]


# What a hand proof is: the statement, lines, goal proofs, steps and auxiliary points.
b = length("AB")


def proper(of_distinct, cite=assumed):
    """b² ≠ 0, then b ≠ 0, which `field` divides by."""
    return [
        cite(of_distinct, [[sq(b), "!=", "0"]]),
        line([[b, "!=", "0"]], "order", 0, multiplier=[{"coefficient": "1", "squares": [b]}],
             terms=[{"coefficient": "1", "factors": [0]}]),
    ]  # fmt: skip


def center():
    """Equal distances are transitive."""
    from_a = plus(sq(x("O")), sq(y("O")))
    from_b = plus(sq(less(x("O"), b)), sq(y("O")))
    from_c = plus(sq(less(x("O"), x("C"))), sq(less(y("O"), y("C"))))
    lines = [
        assumed(0, [[from_a, "=", from_b]]),
        assumed(1, [[from_b, "=", from_c]]),
        line([[from_a, "=", from_c]], "combine", 0, 1, cofactors=["1", "1"]),
    ]
    goals = [{"lines": [2], "frame": ["A", "B"]}, {"lines": [1], "frame": ["A", "B"]}]
    return "point A, B, C, O assume OA = OB, OB = OC show A, B on circle(O, C)", lines, goals


def midpoint_lines(first, collinear, equal, cite):
    """M is (b/2, 0) in the frame AB."""
    return [
        cite(collinear, [[times(b, y("M")), "=", "0"]]),
        line([[y("M"), "=", "0"]], "field", first, 1, powers=[1]),
        cite(equal, [[plus(sq(x("M")), sq(y("M"))), "=", plus(sq(less(x("M"), b)), sq(y("M")))]]),
        line([[times("2", x("M")), "=", b]], "field", first + 2, 1, powers=[1]),
    ]


def right_angle(first, cite, index):
    """CM = MA: CA·CB = 0."""
    on_circle = [plus(sq(less(x("M"), x("C"))), sq(less(y("M"), y("C")))), "=", plus(sq(x("M")), sq(y("M")))]
    product = plus(sq(x("C")), ["-", times(x("C"), b)], sq(y("C")))
    return [
        cite(index, [on_circle]),
        line([[product, "=", "0"]], "combine", first, first - 1, first - 3, cofactors=["1", x("C"), times("2", y("C"))]),
    ]


def thales():
    """The angle in a half circle, M the midpoint of the statement: Coll(MAB), MA = MB."""
    lines = proper(3) + midpoint_lines(2, 0, 1, assumed) + right_angle(6, assumed, 2)
    source = "point A, B, C  point M = midpoint(A, B)  assume CM = MA  show CA perp CB"
    return source, lines, [{"lines": [7], "frame": ["A", "B"]}]


def thales_with_steps():
    """The same; the first facts are claims of steps, of the auxiliary midpoint N too."""
    steps = [
        hyp({"kind": "coll", "points": ["M", "A", "B"]}, 0),
        hyp({"kind": "len", "terms": [["1", "M", "A"], ["-1", "M", "B"]], "konst": "0"}, 1),
        hyp({"kind": "len", "terms": [["1", "C", "M"], ["-1", "M", "A"]], "konst": "0"}, 2),
        aux({"kind": "coll", "points": ["N", "A", "C"]}, 0, 0),
    ]
    lines = proper(3) + midpoint_lines(2, 0, 1, of_step) + right_angle(6, of_step, 2)
    lines.append(of_step(3, [[times(x("N", "AC"), "0"), "=", times(y("N", "AC"), length("CA"))]], frame="AC"))
    lines.append(of_step(2, [[plus(sq(less(x("M", "NC"), length("NC"))), sq(y("M", "NC"))), "=",
                              plus(sq(less(x("M", "NC"), x("A", "NC"))), sq(less(y("M", "NC"), y("A", "NC"))))]],
                         frame="NC"))  # fmt: skip
    source = "point A, B, C assume A != C point M = midpoint(A, B) assume CM = MA show CA perp CB"
    found = elaborate.load("theorem t { " + source + " }")[0]
    at = len(found.hyps) + [c[0] for c in found.conds].index("distinct")
    # The declared A != C comes first, A != B after it.
    lines[0]["rule"]["assumed"] = at + 1
    return source, lines, [{"lines": [7], "frame": ["A", "B"]}], steps, [("N", "midpoint", "AC")]


def pythagoras():
    """Three lengths by coordinates, in the frame CA."""
    frame = "CA"
    xa, xb, yb = length("CA"), x("B", frame), y("B", frame)
    lines = [
        assumed(0, [[times(xa, xb), "=", "0"]], frame=frame),
        line([[sq(length("AB")), "=", plus(sq(less(xb, xa)), sq(yb))]], "lemma",
             name="length_by_coordinates", terms=[length("AB"), x("A", frame)]),
        line([[sq(length("BC")), "=", plus(sq(xb), sq(yb))]], "lemma",
             name="length_by_coordinates", terms=[length("CB"), y("B", frame)]),
        line([[sq(length("AB")), "=", plus(sq(length("AC")), sq(length("BC")))]], "combine", 1, 2, 0,
             cofactors=["1", "-1", "-2"]),
    ]  # fmt: skip
    return "point A, B, C assume CA perp CB show AB^2 = AC^2 + BC^2", lines, [{"lines": [3]}]


def flat():
    """A flat triangle has no area."""
    s = ["area", "C", "A", "B"]
    lines = [
        line([[times("4", sq(s)), "=", sq(times(b, y("C")))]], "lemma", name="area_by_coordinates", terms=[["area", "A", "B", "C"], x("A")]),
        assumed(0, [[times(b, y("C")), "=", "0"]]),
        line([[sq(s), "=", "0"]], "combine", 0, 1, cofactors=["1/4", times("1/4", b, y("C"))]),
        line([[s, "=", "0"]], "factors", 2, factors=[s, s]),
    ]  # fmt: skip
    return "point A, B, C assume C on AB show area(A, B, C) = 0", lines, [{"lines": [3]}]


def order_on_a_line():
    """B between A and C: A is outside BC."""
    product = times(b, less(x("C"), b))
    square = plus(sq(less(x("C"), b)), sq(y("C")))
    lines = [
        assumed(1, [[times(b, y("C")), "=", "0"]]),
        assumed(1, [[product, ">", "0"]], 1),
        line([[times(b, x("C")), ">", "0"]], "order", 1, multiplier=[{"coefficient": "1"}],
             terms=[{"coefficient": "1", "factors": [0]}, {"coefficient": "1", "squares": [b]}]),
        line([[square, ">", "0"]], "order", 1, multiplier=[{"coefficient": "1", "squares": [b]}],
             terms=[{"coefficient": "1", "factors": [0, 0]}, {"coefficient": "1", "squares": [times(b, y("C"))]}]),
        line([[square, "!=", "0"]], "weaken", 3),
    ]  # fmt: skip
    source = "point A, B, C assume B between A, C show A outside BC"
    found = elaborate.load("theorem t { " + source + " }")[0]
    count = len(found.hyps)
    for one in lines[:2]:
        one["rule"]["assumed"] = count
    goals = []
    for kind, what in found.goals:
        flat_line = (kind, what[0]) == ("fact", "coll")
        goals.append({"lines": [0] if flat_line else [0, 2, 4], "frame": ["A", "B"]})
    return source, lines, goals


def unless():
    """C and D on AB: B, C and D are on a line, unless A = B."""
    lines = proper(1, recorded)
    for i, p in enumerate("CD"):
        lines.append(assumed(i, [[times(b, y(p)), "=", "0"]]))
        lines.append(line([[y(p), "=", "0"]], "field", len(lines) - 1, 1, powers=[1]))
    bracket = less(times(less(x("C"), b), y("D")), times(y("C"), less(x("D"), b)))
    lines.append(line([[bracket, "=", "0"]], "combine", 3, 5, cofactors=[["-", less(x("D"), b)], less(x("C"), b)]))
    source = "point A, B, C, D assume collinear(A, B, C), collinear(A, B, D) show collinear(B, C, D)"
    recorded_too = [{"kind": "longer", "points": list("ABCD")}, {"kind": "distinct", "points": ["A", "B"]}]
    return source, lines, [{"lines": [6], "frame": ["A", "B"]}], (), (), recorded_too


COMPARISONS = (
    [x("C"), "!=", "0"], [x("C", "ME"), "<", y("M", "DF")], [length("AB"), "<=", plus(length("CM"), "1/2")],
    [["ang", "A", "B", "C"], ">", "1/3"], [["/", ["area", "A", "B", "C", "D"], length("EF")], ">=", ["pi"]],
    [["sqrt", ["dist", "A", "B", "M"]], "!=", ["min", ["circumradius", "A", "B", "C"], ["inradius", "D", "E", "F"], "3"]],
    ["1", "<", "2"],
)  # fmt: skip


def determinant():
    """P on AB and on AC is A: [ABC] as a number in coordinates is no 0. In the frame AB, B = (b, 0)."""
    bracket = times(b, y("C"))
    lines = [
        recorded(0, [[bracket, "!=", "0"]]),
        assumed(0, [[times(b, y("P")), "=", "0"]]),
        assumed(1, [[less(times(x("C"), y("P")), times(y("C"), x("P"))), "=", "0"]]),
        line([[times(bracket, y("P")), "=", "0"]], "combine", 1, cofactors=[y("C")]),
        line([[y("P"), "=", "0"]], "field", 3, 0, powers=[1]),
        line([[times(bracket, x("P")), "=", "0"]], "combine", 2, 1, cofactors=[["-", b], x("C")]),
        line([[x("P"), "=", "0"]], "field", 5, 0, powers=[1]),
    ]
    source = "point A, B, C, P assume collinear(A, B, P), collinear(A, C, P) show P = A"
    return source, lines, [{"lines": [6, 4], "frame": ["A", "B"]}], (), (), [{"kind": "num", "claim": [bracket, "!=", "0"]}]


def declared_comparisons():
    """What the theorem declares of numbers without variables is cited as it stands."""
    source = "real r point A, B, C, D assume AB*CD + 1 < AC, r > AB, AB < 2 or CD > AC + 1 show AB < 2 or CD > AC + 1"
    thm = elaborate.load("theorem t { " + source + " }")[0]
    first = len(thm.hyps)
    at = {c[0]: first + i for i, c in enumerate(thm.conds) if not reals_of_condition(c)}
    sum_of = [plus(times(length("AB"), length("CD")), "1"), "<", length("AC")]
    one_of = [[length("AB"), "<", "2"], [length("CD"), ">", plus(length("AC"), "1")]]
    lines = [
        assumed(at["numcmp"], [sum_of]),
        assumed(at["numcmp"], [[sum_of[2], ">=", sum_of[0]]], 0, "DD"),
        assumed(at["any"], one_of, 0, "CA"),
    ]
    return source, lines, [{"lines": [2], "frame": ["B", "D"]}]


def reals_of_condition(c):
    return set().union(*(reals_of(n) for n in (c[1], c[3]))) if c[0] == "numcmp" else set()


def conditions_of_every_kind():
    """Each is cited in the frames CE or ME, and of an auxiliary point; the theorem assumes nothing."""
    source = "point A, B, C, D, E, F show A = A"
    cases = [
        ("distinct", "AB"), ("notcoll", "ABC"), ("notpara", "ABCD"), ("notcyclic", "ABCD"), ("sameorient", "ABCDEF"),
        ("opporient", "ABCABF"), ("positive", "BFE"), ("between", "ABD"), ("outside", "ACF"), ("longer", "BCEF"),
        ("distinct", "AM"),
    ]  # fmt: skip
    said = [{"kind": kind, "points": list(ps)} for kind, ps in cases]
    for fact in (
        direction("1 AB, -1 CD", "1/3"), direction("1 AB, -1 CM"), direction("1 AE, -1 BF", "1/5"),
        lengths("1 AB, -1 CD"), lengths("1 AM, -1 MF"),
    ):  # fmt: skip
        said.append({"kind": "not", "fact": fact})
    said += [{"kind": "num", "claim": claim} for claim in COMPARISONS]
    thm = elaborate.load("theorem t { " + source + " }")[0]
    reader = certificate.Reader(thm)
    reader.points["M"] = len(thm.points)
    read, terms, lines = AlgebraReader(certificate, reader, ()), Terms(), []
    for i, c in enumerate(said):
        if c["kind"] == "num":
            lines.append(recorded(i, [c["claim"]], 0, "ME"))
            continue
        for k, clause in enumerate(clauses(Frame(terms, 2, 4), read.condition(c)) or ()):
            lines.append(recorded(i, [[written(terms, c.p), c.relation, "0"] for c in clause], k, "CE"))
    length_of_nothing = line([[length("AA"), "=", "0"]], "combine", cofactors=[])
    return source, [length_of_nothing, *lines], [{"lines": [0]}], (), [("M", "midpoint", "BC")], said


def written(terms, p):
    """A polynomial as the JSON of a number."""
    names = "ABCDEFM"

    def term(t):
        what = terms.opaque[t]
        if what[0] == "root":
            return ["sqrt", str(dict(what[2])[()])]
        return [what[0], *(names[i] for i in what[1:])]

    parts = [["*", str(c), *(["^", term(t), str(e)] for t, e in m)] for m, c in sorted(p.items())]
    return ["+", *parts]


ALL_KINDS = """A = B; collinear(A, B, C); cyclic(A, B, C, D); directly_similar(A, B, C, D, E, F);
oppositely_similar(A, B, C, D, E, F); AB parallel CD; AB perp CD; dangle(A, B, C) = 30 deg; dangle(A, B, C) = 45 deg;
dangle(A, B, C) = 60 deg; dangle(D, B, C) = 120 deg; dangle(A, E, C) = 135 deg; dangle(A, B, F) = 150 deg;
dangle(A, B, C) = dangle(D, E, F); dangle(A, B, C) = 2*dangle(D, E, F); dangle(A, B, C) = dangle(D, A, F) + dangle(B, E, C);
dangle(A, B, C) = 15 deg; dangle(A, B, C) = 36 deg; dangle(A, B, C) = 4*dangle(D, E, F);
AB^2 + 2*CD^2 = 3*EF^2 + 5; AB = CD; AB = 3; 2*AB = 3*CD; AB + BC = CD; AB*CD = EF^2; AB*CD = 6; AB/CD = sqrt(2)*EF/AC;
AB^2 = 12; AB*CD*EF = 1000; AB*CD*EF = AE*BF*DE; AB*BC*CD*DE*EF = AC*BD*CE*DF*AE; A + C = B + D; 3*A = B + C + D; 2*A + F = 3*B;
A != B; not collinear(A, B, C); not AB parallel CD; not AB perp CD; not cyclic(A, B, C, D); not AB = CD; not AB^2 + CD^2 = 4;
not AB*CD = EF^2; not directly_similar(A, B, C, D, E, F); not dangle(A, B, C) = 60 deg;
not dangle(A, B, C) = dangle(D, E, F); same_orientation(A, B, C, D, E, F); opposite_orientation(A, B, C, D, E, F);
counterclockwise(A, B, C); clockwise(A, B, C); A between B, C; A outside BC; AB > CD; AB < CD; same_side(A, B, CD);
A != B or C != D; A = B or C = D; AB = CD or AB = EF; angle(A, B, C) = 60 deg; angle(A, B, C) < angle(D, E, F); not A + C = B + D"""


def every_kind(statement, frame):
    """All clauses of all that a statement assumes; the goals are the statement itself."""
    source = f"point A, B, C, D, E, F assume {statement} show {statement}"
    thm = elaborate.load("theorem t { " + source + " }")[0]
    terms = Terms()
    numbers = ["ABCDEF".index(p) for p in frame]
    lines, of = [], {}
    said = thm.hyps + thm.conds
    for i, fact in enumerate(said):
        for k, clause in enumerate(clauses(Frame(terms, *numbers), fact) or ()):
            of.setdefault(fact, []).append(len(lines))
            claim = [[written(terms, c.p), c.relation, "0"] for c in clause]
            lines.append(assumed(i, claim, k, frame))
    goals = [{"lines": of.get(what, []), "frame": list(frame)} for _, what in thm.goals]
    return source, lines, goals


def trivial_steps():
    """What steps may claim without premises, as it is written; most of it says 0 = 0."""
    claims = [
        lengths("0 AB, 0 CD"), lengths("1 AB, -1 BA"), lengths("0 AB"), lengths("2 AA, -3 BB"), lengths("5 AA"),
        direction("1 AB, -1 BA"), direction("1 AB, -1 AB, 0 CD"), direction("2 AB, -2 AB, 1 CD, -1 DC"),
        logs("1 AB, -1 AB"), logs("1/2 AB, -1/2 BA, 0 CD"), logs("1/3 AB, -1/3 AB", [[2, "1"], [2, "-1"]]),
        lengths("1 AB, 2 CD, -3 CD, -1 BA, 1 DC", kind="sq"), points("coll", "ABA"), points("same", "AA"),
        points("cyclic", "ABAB"),
    ]  # fmt: skip
    source = "point A, B, C, D assume A != B, C != D show A != B"
    steps = [congruence(claim) for claim in claims]
    thm = elaborate.load("theorem t { " + source + " }")[0]
    read, terms, lines = certificate.Reader(thm), Terms(), []
    for i, s in enumerate(steps):
        for frame in ("AB", "DD"):
            found = clauses(Frame(terms, *("ABCD".index(p) for p in frame)), read.claim(s["claim"])) or ()
            for k, clause in enumerate(found):
                lines.append(of_step(i, [[written(terms, c.p), c.relation, "0"] for c in clause], k, frame))
    lines.append(assumed(0, [[sq(b), "!=", "0"]]))
    return source, lines, [{"lines": [len(lines) - 1], "frame": ["A", "B"]}], steps


HAND = {
    "center": center, "thales": thales, "thales_with_steps": thales_with_steps, "pythagoras": pythagoras,
    "flat": flat, "order_on_a_line": order_on_a_line, "trivial_steps": trivial_steps,
    "unless": unless, "conditions_of_every_kind": conditions_of_every_kind, "determinant": determinant,
    "declared_comparisons": declared_comparisons,
}  # fmt: skip


def by_hand():
    """(name, source, certificate)"""
    for name, make in HAND.items():
        source, lines, goals, *more = make()
        yield name, *together(name, source, lines, goals, *more)


def together(name, source, lines, goals, steps=(), auxiliary=(), conditions=()):
    value = certificate_of(list(steps), auxiliary, goals=[0] * len(goals))
    value["theorem"] = name
    value["algebra"] = {"conditions": list(conditions), "lines": lines, "goals": goals}
    return f"theorem {name} {{ {source} }}\n", value


def by_kind():
    for i, statement in enumerate(s.strip() for s in ALL_KINDS.split(";")):
        for frame in ("AB", "BA", "CE", "DD"):
            name = f"kind_{i}_{frame.lower()}"
            yield name, *together(name, *every_kind(" ".join(statement.split()), frame))


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for examples in (by_hand(), by_kind()):
        for name, source, value in examples:
            with open(os.path.join(folder, name + ".fml"), "w", encoding="utf-8") as f:
                f.write(source)
            with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as f:
                json.dump(value, f)


if __name__ == "__main__":
    main()
