"""Rules for conditions that read a number, an equation or a vector: lines that meet, points that
differ, points in order.

"The first cited fact of a shape, as it is written": its terms are collected by the notation alone,
as for the rules of `valued`.
"""

from .core import collect, pair
from .errors import Rejected
from .valued import missing, vector_ratio


def collected(f):
    """{pair: coefficient} of an equation of directions or lengths, as it is written."""
    return {(a, b): q for q, a, b in collect(f[1])}


def angle_lines(inst):
    a, b, c, d = inst.args
    first, second = pair(a, b), pair(c, d)
    for f in inst.cited.facts:
        if f[0] == "dir" and first != second:
            terms = collected(f)
            if set(terms) == {first, second} and sorted(terms.values()) == [-1, 1]:
                if f[2] % 1 == 0:
                    raise Rejected("angle_lines", "an angle that is not 0", "parallel lines")
                return [], ("notpara", (a, b), (c, d)), []
    raise missing("angle_lines", "the angle of the two lines")


def pair_proper(inst):
    """What must be proper, so that the ω of the pair cannot cancel, or its length is not 0."""
    own = pair(*inst.args)
    for f in inst.cited.facts:
        if f[0] not in ("dir", "log", "len", "sq"):
            continue
        terms = collected(f)
        k = terms.pop(own, 0)
        if k == 0:
            continue
        if f[0] in ("dir", "log"):
            return [], ("distinct", *inst.args), [("distinct", *x) for x, q in terms.items() if q * k < 0]
        if len(terms) == 1 and f[2] == 0:
            return [], ("distinct", *inst.args), [("distinct", *x) for x in terms]
        if not terms and f[2] != 0:
            return [], ("distinct", *inst.args), []
    raise missing("pair_proper", "an equation that keeps the pair proper")


def vec_order(inst):
    a, b, c = inst.args
    r = vector_ratio(inst, "vec_order", (a, b, b, c))
    if r <= 0:
        raise Rejected("vec_order", "a positive ratio", str(r)[:40])
    return [], ("between", a, b, c), [("distinct", a, b)]


RULES = [
    ("angle_lines", 4, False, angle_lines),
    ("pair_proper", 2, False, pair_proper),
    ("vec_order", 3, False, vec_order),
]
