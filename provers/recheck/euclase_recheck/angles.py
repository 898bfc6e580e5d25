"""Rules about any number of triangles: the law of sines, and the bridge to undirected angles."""

from .core import collect, collect_angles, collect_primes
from .errors import Rejected
from .rational import HALF, primitive
from fractions import Fraction

# log |sin| of the angles whose sines are square roots of rationals, in half-turns.
SINES = {
    Fraction(1, 6): {2: -1},
    Fraction(1, 4): {2: -HALF},
    Fraction(1, 3): {2: -1, 3: HALF},
    Fraction(1, 2): {},
}
SINES.update({1 - a: s for a, s in list(SINES.items())})


def triples(args):
    return [args[i : i + 3] for i in range(0, len(args), 3)]


def angle_at_first(x, y, z):
    """The directed angle at X of the triangle XYZ, as terms."""
    return (1, x, y), (-1, x, z)


def angle_at_second(x, y, z):
    """The one at Y, turned the same way."""
    return (1, y, z), (-1, y, x)


def equal(s, t, opposite):
    """s = t, or s = −t for the opposite form."""
    sign = 1 if opposite else -1
    return "dir", s + tuple((sign * k, a, b) for k, a, b in t), 0


def link(one, two):
    """Angle at Y of one triangle is ± angle at X of the other."""
    s, t = angle_at_second(*one), angle_at_first(*two)
    return [equal(s, t, False), equal(s, t, True)]


def ratios(ts):
    """Σ (log YZ − log ZX)"""
    return tuple(term for x, y, z in ts for term in ((1, y, z), (-1, z, x)))


def law_of_sines(inst):
    ts = triples(inst.args)
    links = [link(s, t) for s, t in zip(ts, ts[1:] + ts[:1])]
    return links, ("log", ratios(ts), ()), [("notcoll", *ts[0])]


def known_angle(inst, terms):
    """The value of a cited directed angle."""
    wanted = collect(terms)
    for f in inst.cited.facts:
        if f[0] == "dir" and f[2] % 1 in SINES:
            written = collect(f[1])
            if written == wanted or written == [(-k, a, b) for k, a, b in wanted]:
                return f[2] % 1
    raise Rejected("law_of_sines_known", ("shape", "a known angle"), "no cited fact of that shape")


def law_of_sines_known(inst):
    ts = triples(inst.args)
    links = [link(s, t) for s, t in zip(ts, ts[1:])]
    first = known_angle(inst, angle_at_first(*ts[0]))
    last = known_angle(inst, angle_at_second(*ts[-1]))
    konst = collect_primes(list(SINES[first].items()) + [(p, -e) for p, e in SINES[last].items()])
    return links, ("log", ratios(ts), tuple(konst)), []


def law_of_sines_angle(inst):
    ts = triples(inst.args)
    links = [link(s, t) for s, t in zip(ts, ts[1:])]
    s, t = angle_at_first(*ts[0]), angle_at_second(*ts[-1])
    other = equal(s, t, not inst.opposite)
    premises = links + [("log", ratios(ts), ())]
    return premises, equal(s, t, inst.opposite), [("notcoll", *ts[0]), ("dirne", *other[1:])]


# ---------------------------------------------------------------- undirected angles


def key(t):
    return min(t[0], t[2]), t[1], max(t[0], t[2])


def oriented(ts):
    """The triangles QPR of the angles PQR, and that they have one orientation."""
    faces = [(q, p, r) for p, q, r in ts]
    return [("same_orient", faces[0], f) for f in faces[1:]], faces[0]


def combination(f, ts):
    """Coprime coefficients of the angle equation f, their signs as written, in the order of the
    triples ts; and its constant. None if f is about other angles."""
    terms = collect_angles(f[1])
    if [k for _, k in terms] != sorted(set(map(key, ts))) or len(terms) != len(ts):
        return None
    factor = abs(primitive([q for q, _ in terms]))
    by_key = {k: int(q * factor) for q, k in terms}
    return [by_key[key(t)] for t in ts], f[2] * factor


def directions(ts, ks):
    """Σ k(d(QR) − d(QP))"""
    return tuple(term for (p, q, r), k in zip(ts, ks) for term in ((k, q, r), (-k, q, p)))


def ang_dir(inst):
    ts = triples(inst.args)
    for f in inst.cited.facts:
        found = combination(f, ts) if f[0] == "ang" else None
        if found:
            break
    else:
        raise Rejected("ang_dir", ("shape", "an equation of just these angles"), "no cited fact of that shape")
    ks, c = found
    conds, face = oriented(ts)
    if (2 * c).denominator != 1:
        conds.append(("positive", face))
    elif len(ts) == 1:
        conds = [("distinct", face[0], face[1]), ("distinct", face[0], face[2])]
    return [], ("dir", directions(ts, ks), c % 1), conds


def dir_ang(inst):
    ts = triples(inst.args)
    found = combination(inst.claim, ts) if inst.claim[0] == "ang" else None
    if found is None:
        raise Rejected("dir_ang", "a claim about just these angles", "another claim")
    ks, c = found
    premise = ("dir", directions(ts, ks), c % 1)
    conds, face = oriented(ts)
    if len(ts) == 1 and (2 * c).denominator == 1:
        special = {0: [("outside", *ts[0])], HALF: [], 1: [("between", *ts[0])]}
        if ks[0] * c not in special:
            raise Rejected("dir_ang", "an angle from 0 to 1 half-turn", str(ks[0] * c)[:40])
        return [premise], inst.claim, special[ks[0] * c]
    if (2 * c).denominator != 1:
        conds.append(("positive", face))
    low, high = sum(k for k in ks if k < 0) - c, sum(k for k in ks if k > 0) - c
    if low < -1 or high > 1:
        conds.append(("angwithin", tuple(zip(ks, ts)), c))
    return [premise], inst.claim, conds


RULES = [
    ("law_of_sines", 3, False, law_of_sines, True),
    ("law_of_sines_known", 3, False, law_of_sines_known, True),
    ("law_of_sines_angle", 3, True, law_of_sines_angle, True),
    ("ang_dir", 3, False, ang_dir, True),
    ("dir_ang", 3, False, dir_ang, True),
]
