"""Rules that read a number or a vector from a cited fact, or take any number of triangles.

"The first cited fact of a shape, as it is written": its terms are collected by the notation
alone (`AB` is `BA`), not over the step's equalities.
"""

from fractions import Fraction
from math import isqrt

from .core import collect, collect_primes, pair
from .errors import Rejected
from .graph import as_lengths
from .notation import condition, conditions, fact, facts
from .rational import factor_ratio, quotient, tidy


def missing(name, shape):
    return Rejected(name, ("shape", shape), "no cited fact of that shape")


# ---------------------------------------------------------------- numbers read from facts


def ratio_in(inst, kind, segments, name):
    """The constant c of a cited equation: for two segments AB = c·CD (over logarithms
    log AB − log CD = c), for one AB = c. Over logarithms c is a list of (prime, exponent)."""
    keys = [pair(*s) for s in segments]
    for f in inst.cited.facts:
        if f[0] not in ("len", "sq", "log"):
            continue
        if as_lengths(f)[0] == "len" and len(f[1]) == 2 and len(keys) == 2 and f[0] != kind:
            # AB = CD in another kind.
            if sorted(pair(a, b) for _, a, b in f[1]) == sorted(keys):
                return [] if kind == "log" else 1
            continue
        if f[0] != kind:
            continue
        terms = {(a, b): q for q, a, b in collect(f[1])}
        if kind == "log":
            wanted = {keys[0]: 1}
            if len(keys) > 1:
                wanted[keys[1]] = wanted.get(keys[1], 0) - 1
            k = terms.get(keys[0], 0)
            if k != 0 and terms == {x: tidy(q * k) for x, q in wanted.items() if q != 0}:
                return [(p, quotient(e, k)) for p, e in collect_primes(f[2])]
        elif len(keys) == 1 or keys[0] == keys[1]:
            if len(keys) == 1 and set(terms) == {keys[0]}:
                return quotient(f[2], terms[keys[0]])
        elif set(terms) == set(keys) and f[2] == 0:
            return quotient(-terms[keys[1]], terms[keys[0]])
    raise missing(name, f"{kind} of {len(segments)} segments")


def product_of(powers, name, times=1):
    """Π prime^(times·exponent) as a rational number."""
    out = Fraction(1)
    for p, e in powers:
        e = e * times
        if e.denominator != 1 or abs(e) > 10_000:
            raise Rejected(name, "the logarithm of a rational number", "another constant")
        out *= Fraction(p) ** int(e)
    return tidy(out)


def primes_of(r, name, times=1):
    """log r (times a number) as a list of (prime, exponent)."""
    powers = factor_ratio(r)
    if powers is None:
        raise Rejected(name, "a positive number with prime factors within reach", str(r)[:40])
    return tuple((p, quotient(k, times)) for p, k in sorted(powers.items()) if k)


def root_of(r, name):
    """√r, rational."""
    n, d = r.numerator, r.denominator
    if n < 0 or isqrt(n) ** 2 != n or isqrt(d) ** 2 != d:
        raise Rejected(name, "the square of a rational number", str(r)[:40])
    return quotient(isqrt(n), isqrt(d))


def equation(kind, segments, r):
    """AB = r·CD, or AB = r."""
    a, b = segments[0]
    if len(segments) == 1:
        return kind, ((1, a, b),), r
    return kind, ((1, a, b), (-r, *segments[1])), 0


def conversion(name, source, target, two):
    """One of the rules `log_len` … `sq_len1` between equations of lengths, squares and logarithms."""

    def apply(inst):
        p = inst.args
        segments = [p[0:2], p[2:4]] if two else [p]
        r = ratio_in(inst, source, segments, name)
        conds = []
        if source == "log":
            r = product_of(r, name, 2 if target == "sq" else 1)
        elif target == "log":
            if r <= 0:
                raise Rejected(name, "a positive number", str(r)[:40])
            if two and r != 1:
                conds = [("distinct", *p[:2])]
            konst = primes_of(r, name, 2 if source == "sq" else 1)
            terms = [(1, *segments[0])] + ([(-1, *segments[1])] if two else [])
            return [], ("log", tuple(terms), konst), conds
        elif target == "sq":
            r = tidy(r * r)
        else:
            r = root_of(r, name)
        return [], equation(target, segments, r), conds

    return name, 4 if two else 2, False, apply


CONVERSIONS = [
    conversion(f"{s}_{t}{'' if two else '1'}", s, t, two)
    for s, t in (("log", "len"), ("len", "log"), ("log", "sq"), ("sq", "log"), ("len", "sq"), ("sq", "len"))
    for two in (True, False)
]


# ---------------------------------------------------------------- vectors


def vectors(inst):
    """The cited vector equations, collected: {point: coefficient}."""
    for f in inst.cited.facts:
        if f[0] == "vec":
            sums = {}
            for q, p in f[1]:
                sums[p] = sums.get(p, 0) + q
            yield {p: q for p, q in sums.items() if q != 0}


def vector_ratio(inst, name, four=None):
    """r of a cited B − A = r(D − C)."""
    a, b, c, d = four or inst.args
    for v in vectors(inst):
        # k(B − A) − kr(D − C) = 0 for some k; the four points may repeat.
        for r in candidates(v, a, b, c, d):
            sums = {}
            for p, q in ((b, 1), (a, -1), (d, -r), (c, r)):
                sums[p] = sums.get(p, 0) + q
            sums = {p: q for p, q in sums.items() if q != 0}
            if sums and set(sums) == set(v):
                k = [quotient(v[p], q) for p, q in sums.items()]
                if all(x == k[0] for x in k):
                    return r
    raise missing(name, "B − A = r(D − C)")


def candidates(v, a, b, c, d):
    """What r could be, read off the coefficients of B − A = r(D − C)."""
    if c == d and a != b:
        # B = A: any r is right, and this one is read.
        yield 1 if c == b else -1 if c == a else 0
    if a == b and c != d and b in (c, d):
        yield -1 if b == c else 1
    for near in (a, b):
        if near not in (c, d) and a != b and v.get(near):
            k = v[near] if near == b else -v[near]
            for far, sign in ((c, 1), (d, -1)):
                if far not in (a, b) and c != d:
                    yield quotient(sign * v.get(far, 0), k)
    # A point in common: solve with two coefficients.
    if a != b and c != d:
        for p in (a, b):
            for q in (c, d):
                if p == q:
                    yield from shared(v, a, b, c, d)
                    return


def shared(v, a, b, c, d):
    own = b if a in (c, d) else a
    far = d if c in (a, b) else c
    if own in (c, d) or far in (a, b):
        return
    k = v.get(own, 0) * (1 if own == b else -1)
    if k:
        yield quotient(v.get(far, 0) * (-1 if far == d else 1), k)


def vec_dir(inst):
    a, b, c, d = inst.args
    if vector_ratio(inst, "vec_dir") == 0:
        raise missing("vec_dir", "B − A = r(D − C), r not 0")
    return [], ("dir", ((1, a, b), (-1, c, d)), 0), []


def vec_len(inst):
    r = vector_ratio(inst, "vec_len")
    return [], equation("len", [inst.args[:2], inst.args[2:]], abs(r)), []


def vec_sq(inst):
    p, r = inst.args
    for v in vectors(inst):
        return [], ("sq", tuple([(q, p, x) for x, q in v.items()] + [(-q, r, x) for x, q in v.items()]), 0), []
    raise missing("vec_sq", "a vector equation")


def positive_ratio(inst, name, segments):
    r = ratio_in(inst, "len", segments, name)
    if r <= 0:
        raise Rejected(name, "a positive ratio", str(r)[:40])
    return r


def ratio_vec(inst):
    a, b, c = inst.args
    r = positive_ratio(inst, "ratio_vec", [(a, b), (b, c)])
    if inst.opposite:
        conds = [("outside", a, b, c)]
    else:
        conds = [("distinct", a, c)] if r == 1 else [("between", a, b, c)]
    s = -r if inst.opposite else r
    return [("coll", a, b, c)], ("vec", ((1, b), (-1, a), (-s, c), (s, b))), conds


def para_vec(inst):
    a, b, c, d = inst.args
    r = positive_ratio(inst, "para_vec", [(a, b), (c, d)])
    s = -r if inst.opposite else r
    kind = "opp_orient" if inst.opposite else "same_orient"
    conclusion = ("vec", ((1, b), (-1, a), (-s, d), (s, c)))
    return [("dir", ((1, a, b), (-1, c, d)), 0)], conclusion, [(kind, (a, c, b), (a, c, d))]


# ---------------------------------------------------------------- arcs and chords

LETTERS = "ABPCDR"
ARC = "d(PA)−d(PB)=±(d(RC)−d(RD))"
ARC_FORMS = [fact(ARC, LETTERS, o) for o in (False, True)]
OTHER_ARC = [condition("DirNe: " + ARC, LETTERS, not o) for o in (False, True)]
CHORDS = fact("log AB=log CD", LETTERS)
ARC_CONDS = conditions("A≠B, A≠P, B≠P", LETTERS)
NEAR = conditions("A≠P, B≠P", LETTERS)
FAR = conditions("R≠C, R≠D", LETTERS)
PROPER = conditions("NotColl(ABP)", LETTERS)


def on_circle(p):
    """The premises that C, D, R are on the circle ABP; none for those that are A, B or P."""
    a, b, o = p[:3]
    return [("cyclic", a, b, o, x) for x in p[3:] if x not in (a, b, o)]


def said(conds, p):
    return [c for says in conds for c in says(p)]


def equal_arcs(inst):
    p = inst.args
    circle = on_circle(p)
    conds = said(ARC_CONDS if circle else PROPER, p)
    return circle + [ARC_FORMS[inst.opposite](p)], CHORDS(p), conds


def equal_chords(inst):
    p = inst.args
    circle = on_circle(p)
    conds = said((NEAR if circle else PROPER) + FAR + [OTHER_ARC[inst.opposite]], p)
    return circle + [CHORDS(p)], ARC_FORMS[inst.opposite](p), conds


# ---------------------------------------------------------------- points halfway to a line

FOOT = facts("Coll(ABV), d(PX)−d(VX)=½, 2d(VX)=d(VP)+d(AB)", "ABPVX")
MIDDLE = facts("Coll(ABW), Coll(QYW), YQ=YW", "ABQWY")
LEVEL = fact("d(PQ)=d(AB)", "ABPQ")


def halfway(second):
    def apply(inst):
        a, b, p, v, x, q, w, y = inst.args
        premises = [f((a, b, p, v, x)) for f in FOOT] + [f((a, b, q, w, y)) for f in second]
        if p != q:
            premises.append(LEVEL((a, b, p, q)))
        return premises, ("dir", ((1, x, y), (-1, a, b)), 0), [("distinct", x, y)]

    return apply


SPECIAL = [
    ("vec_dir", 4, False, vec_dir),
    ("vec_len", 4, False, vec_len),
    ("vec_sq", 2, False, vec_sq),
    ("ratio_vec", 3, True, ratio_vec),
    ("para_vec", 4, True, para_vec),
    ("equal_arcs", 6, True, equal_arcs),
    ("equal_chords", 6, True, equal_chords),
    ("halfway_feet", 8, False, halfway(FOOT)),
    ("halfway_mid", 8, False, halfway(MIDDLE)),
]
