"""The core form: facts and conditions about numbered points, and their form by notation alone.

Facts are tuples:
  ("same", a, b)  ("coll", a, b, c)  ("cyclic", a, b, c, d)  ("sim", (a,b,c), (d,e,f), opposite)
  ("dir", ((k, a, b), …), turn)      ("log", ((q, a, b), …), ((prime, exponent), …))
  ("len", ((q, a, b), …), konst)     ("sq", the same)
  ("vec", ((q, p), …))               ("ang", ((q, (a, b, c)), …), konst)      ("num", x, y)
Conditions are tuples:
  ("distinct", a, b)  ("notcoll", a, b, c)  ("notpara", (a, b), (c, d))  ("dirne", terms, turn)
  ("same_orient", t, u)  ("opp_orient", t, u)  ("positive", t)  ("between", a, b, c)
  ("outside", a, b, c)  ("longer", (a, b), (c, d))  ("notcyclic", a, b, c, d)
  ("angwithin", terms, konst)  ("numcmp", x, sign, y)  ("not", fact)  ("any", (conditions))
Numbers (`num`, `numcmp`): ("const", q) ("real", i) ("len", a, b) ("ang", a, b, c)
  ("distline", p, a, b) ("area", points) ("circumradius", a, b, c) ("inradius", a, b, c)
  ("x", p, o, e) ("y", p, o, e): coordinates of P in the frame OE, in certificates only
  ("add", xs) ("mul", xs) ("div", x, y) ("neg", x) ("pow", x, q) ("call", name, xs)
"""

from itertools import permutations

from .rational import HALF, primitive

FACTS = frozenset("same coll cyclic sim dir log len sq vec ang num".split())
ALL_ORDERS = tuple(permutations(range(3)))


def parallel(a, b, c, d):
    return "dir", ((1, a, b), (-1, c, d)), 0


def equal_lengths(a, b, c, d):
    return "len", ((1, a, b), (-1, c, d)), 0


def equal_ratios(ab, cd, ef, gh):
    """|AB|/|CD| = |EF|/|GH|"""
    return "log", ((1, *ab), (-1, *cd), (-1, *ef), (1, *gh)), ()


def angle_compare(sign, a, b, c):
    """The angle ABC against a right angle."""
    return "numcmp", ("ang", min(a, c), b, max(a, c)), sign, ("const", HALF)


def pair(a, b):
    return (a, b) if a <= b else (b, a)


def swap_parity(t):
    """The triple sorted, and whether that is an odd permutation."""
    a, b, c = t
    odd = ((a > b) + (b > c) + (a > c)) % 2 == 1
    return tuple(sorted(t)), odd


def collect(terms, drop_equal=False):
    """Σ over unordered pairs, zeros dropped, sorted by pair."""
    sums = {}
    for q, a, b in terms:
        if a == b and drop_equal:
            continue
        key = (a, b) if a <= b else (b, a)
        sums[key] = sums.get(key, 0) + q
    return [(q, *k) for k, q in sorted(sums.items()) if q != 0]


def collect_primes(konst):
    sums = {}
    for p, e in konst:
        sums[p] = sums.get(p, 0) + e
    return [(p, e) for p, e in sorted(sums.items()) if e != 0]


def collect_angles(terms):
    sums = {}
    for q, (a, b, c) in terms:
        key = (min(a, c), b, max(a, c))
        sums[key] = sums.get(key, 0) + q
    return [(q, k) for k, q in sorted(sums.items()) if q != 0]


def scaled(terms, konst):
    """Coefficients coprime and the first positive; where there is no term, the constant."""
    k = primitive([t[0] for t in terms] or [konst])
    return tuple((t[0] * k, *t[1:]) for t in terms), konst * k


def signed_dir(terms, turn):
    """Directions know no division: only the sign is free."""
    terms = collect(terms)
    if terms and terms[0][0] < 0:
        terms = [(-k, a, b) for k, a, b in terms]
        turn = -turn
    return tuple(terms), turn % 1


def normal_fact(f):
    """The form of a fact: the same for all ways to write it."""
    kind = f[0]
    if kind in ("same", "coll", "cyclic"):
        return (kind, *sorted(f[1:]))
    if kind == "sim":
        a, b = f[1], f[2]
        both = []
        for s in ALL_ORDERS:
            x, y = tuple(a[i] for i in s), tuple(b[i] for i in s)
            both += [(x, y), (y, x)]
        return (kind, *min(both), f[3])
    if kind == "dir":
        return (kind, *signed_dir(f[1], f[2]))
    if kind in ("len", "sq"):
        return (kind, *scaled(collect(f[1], True), f[2]))
    if kind == "log":
        terms, primes = collect(f[1]), collect_primes(f[2])
        k = primitive([t[0] for t in terms] or [e for _, e in primes])
        return kind, tuple((q * k, a, b) for q, a, b in terms), tuple((p, e * k) for p, e in primes)
    if kind == "vec":
        sums = {}
        for q, p in f[1]:
            sums[p] = sums.get(p, 0) + q
        terms = [(q, p) for p, q in sorted(sums.items()) if q != 0]
        return kind, scaled(terms, 0)[0]
    if kind == "ang":
        return (kind, *scaled(collect_angles(f[1]), f[2]))
    return kind, normal_number(f[1]), normal_number(f[2])


def is_trivial(f):
    """True by the notation alone."""
    n = normal_fact(f)
    kind = n[0]
    if kind == "same":
        return n[1] == n[2]
    if kind == "coll":
        return n[1] == n[2] or n[2] == n[3]
    if kind == "vec":
        return not n[1]
    if kind == "num":
        return n[1] == n[2]
    if kind in ("cyclic", "sim"):
        return False
    return not n[1] and not n[2]


def is_absurd(f):
    """False by the notation alone."""
    kind = f[0]
    if kind == "sim":
        return len(set(f[1])) < 3 or len(set(f[2])) < 3
    if kind == "num":
        return f[1][0] == "const" and f[2][0] == "const" and f[1] != f[2]
    if kind not in ("dir", "log", "len", "sq", "ang"):
        return False
    _, terms, konst = normal_fact(f)
    if not terms:
        return bool(konst)
    return kind in ("len", "sq") and konst < 0 and all(t[0] > 0 for t in terms)


def normal_cond(c):
    """The form of a condition by the symmetries of its notation."""
    kind = c[0]
    if kind in ("distinct", "notcoll", "notcyclic"):
        return (kind, *sorted(c[1:]))
    if kind == "notpara":
        return (kind, *sorted((pair(*c[1]), pair(*c[2]))))
    if kind == "dirne":
        return (kind, *signed_dir(c[1], c[2]))
    if kind in ("same_orient", "opp_orient"):
        (s, odd_s), (t, odd_t) = swap_parity(c[1]), swap_parity(c[2])
        opposite = (kind == "opp_orient") ^ odd_s ^ odd_t
        return ("opp_orient" if opposite else "same_orient", min(s, t), max(s, t))
    if kind == "positive":
        a, b, d = c[1]
        return kind, min((a, b, d), (b, d, a), (d, a, b))
    if kind in ("between", "outside"):
        return kind, min(c[1], c[3]), c[2], max(c[1], c[3])
    if kind == "longer":
        return kind, pair(*c[1]), pair(*c[2])
    if kind == "angwithin":
        terms, konst = collect_angles(c[1]), c[2]
        if terms and terms[0][0] < 0:
            terms, konst = [(-q, t) for q, t in terms], -konst
        return kind, tuple(terms), konst
    if kind == "numcmp":
        return kind, normal_number(c[1]), c[2], normal_number(c[3])
    if kind == "not":
        return kind, normal_fact(c[1])
    return kind, tuple(normal_cond(x) for x in c[1])


def is_absurd_cond(c):
    """False by the notation alone."""
    kind = c[0]
    if kind == "distinct":
        return c[1] == c[2]
    if kind in ("notcoll", "between", "outside", "notcyclic"):
        return len(set(c[1:])) < len(c) - 1
    if kind == "notpara":
        return c[1][0] == c[1][1] or c[2][0] == c[2][1] or pair(*c[1]) == pair(*c[2])
    if kind == "longer":
        return c[1][0] == c[1][1] or pair(*c[1]) == pair(*c[2])
    if kind in ("same_orient", "opp_orient"):
        if len(set(c[1])) < 3 or len(set(c[2])) < 3:
            return True
        (s, odd_s), (t, odd_t) = swap_parity(c[1]), swap_parity(c[2])
        return s == t and (odd_s ^ odd_t) != (kind == "opp_orient")
    if kind == "positive":
        return len(set(c[1])) < 3
    if kind == "dirne":
        terms, turn = signed_dir(c[1], c[2])
        return not terms and turn == 0
    if kind == "numcmp":
        return c[1] == c[3] and c[2] in ("<", ">", "!=")
    if kind == "not":
        return is_trivial(c[1])
    if kind == "any":
        return all(is_absurd_cond(x) for x in c[1])
    return False


def negated(f):
    """The condition that a fact does not hold, in the form that says it best."""
    kind = f[0]
    if kind == "same":
        return ("distinct", *f[1:])
    if kind == "coll":
        return ("notcoll", *f[1:])
    if kind == "dir":
        terms, turn = f[1], f[2]
        if len(terms) == 2 and turn == 0 and terms[0][0] + terms[1][0] == 0 and abs(terms[0][0]) == 1:
            return "notpara", terms[0][1:], terms[1][1:]
        return "dirne", terms, turn
    return "not", f


def normal_number(n):
    """The same number with the points of each length, angle and distance in a fixed order."""
    kind = n[0]
    if kind == "len":
        return (kind, *pair(n[1], n[2]))
    if kind == "ang":
        return kind, min(n[1], n[3]), n[2], max(n[1], n[3])
    if kind == "distline":
        return (kind, n[1], *pair(n[2], n[3]))
    if kind in ("add", "mul"):
        return kind, tuple(normal_number(x) for x in n[1])
    if kind == "call":
        return kind, n[1], tuple(normal_number(x) for x in n[2])
    if kind == "div":
        return kind, normal_number(n[1]), normal_number(n[2])
    if kind == "neg":
        return kind, normal_number(n[1])
    if kind == "pow":
        return kind, normal_number(n[1]), n[2]
    return n


def map_number(n, f):
    """The number with `f` of every point."""
    kind = n[0]
    if kind in ("const", "real"):
        return n
    if kind == "area":
        return kind, tuple(f(p) for p in n[1])
    if kind in ("add", "mul"):
        return kind, tuple(map_number(x, f) for x in n[1])
    if kind == "call":
        return kind, n[1], tuple(map_number(x, f) for x in n[2])
    if kind == "div":
        return kind, map_number(n[1], f), map_number(n[2], f)
    if kind == "neg":
        return kind, map_number(n[1], f)
    if kind == "pow":
        return kind, map_number(n[1], f), n[2]
    return (kind, *(f(p) for p in n[1:]))


def map_points(x, f):
    """A fact or a condition with `f` of every point."""
    kind = x[0]
    if kind in ("same", "coll", "cyclic", "distinct", "notcoll", "between", "outside", "notcyclic"):
        return (kind, *(f(p) for p in x[1:]))
    if kind in ("same_orient", "opp_orient", "notpara", "longer"):
        return kind, tuple(f(p) for p in x[1]), tuple(f(p) for p in x[2])
    if kind == "positive":
        return kind, tuple(f(p) for p in x[1])
    if kind == "sim":
        return kind, tuple(f(p) for p in x[1]), tuple(f(p) for p in x[2]), x[3]
    if kind in ("dir", "log", "len", "sq", "dirne"):
        return kind, tuple((q, f(a), f(b)) for q, a, b in x[1]), x[2]
    if kind == "vec":
        return kind, tuple((q, f(p)) for q, p in x[1])
    if kind in ("ang", "angwithin"):
        return kind, tuple((q, tuple(f(p) for p in t)) for q, t in x[1]), x[2]
    if kind == "num":
        return kind, map_number(x[1], f), map_number(x[2], f)
    if kind == "numcmp":
        return kind, map_number(x[1], f), x[2], map_number(x[3], f)
    if kind == "not":
        return kind, map_points(x[1], f)
    return kind, tuple(map_points(c, f) for c in x[1])


class Theorem:
    """A theorem in core form. Goals: ("fact", f), ("cond", c), ("prop", statement),
    ("find", quantity), ("solve", variables);
    quantities: ("angle", a, b, c), ("length", a, b), ("ratio", (a, b), (c, d)), ("num", n)."""

    def __init__(self, name):
        self.name = name
        self.points = []
        self.hidden = []
        self.reals = []
        self.hyps = []
        self.conds = []
        # Statements about numbers that are no single comparison (`statements_of_numbers`).
        self.props = []
        self.goals = []
        self.unsupported = 0
