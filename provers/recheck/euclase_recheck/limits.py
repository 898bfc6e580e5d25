"""What a certificate may cost (FORMAT.md, "Limits"), and what a claim must be to mean anything."""

from functools import lru_cache

from .errors import Rejected
from .rational import bits

MAX_STEPS = 100_000
MAX_AUX = 1_000
MAX_PREMISES = 1_000
MAX_NUMBERS = 1_000
MAX_DIR_POINTS = 1_500
MAX_ARGS = 300
MAX_WORK = 3 * 10**10
MAX_PRIME = 2**32


def numbers(f):
    """Terms of a fact, and the bits of its longest number."""
    kind = f[0]
    if kind in ("same", "coll", "cyclic", "sim"):
        return 0, 0
    qs = [t[0] for t in f[1]]
    if kind == "log":
        qs += [e for _, e in f[2]] + [p for p, _ in f[2]]
    elif kind != "vec":
        qs.append(f[2])
    return len(qs), max(map(bits, qs), default=0)


def check(cert):
    def most(what, n, limit):
        if n > limit:
            raise Rejected("limits", f"at most {limit} {what}", str(n))

    most("steps", len(cert.steps), MAX_STEPS)
    most("auxiliary points", len(cert.aux), MAX_AUX)
    work = 0
    sizes = []
    for claim, rule, premises in cert.steps:
        t, b = numbers(claim)
        sizes.append((t, b))
        most("premises", len(premises), MAX_PREMISES)
        if rule[0] == "geo":
            most("points of an instance", len(rule[2]), MAX_ARGS)
        if rule[0] == "linear":
            t += len(rule[1])
            b = max([b, *map(bits, rule[1])])
        for p in premises:
            if p < len(sizes):
                t += sizes[p][0]
                b = max(b, sizes[p][1])
        work += (t + 4) * (200 + b * b // 32)
        most("units of work", work, MAX_WORK)


def check_claim(f):
    n = len(f[1]) if f[0] in ("dir", "log", "len", "sq", "vec", "ang") else 0
    if f[0] == "dir":
        if 2 * n > MAX_DIR_POINTS:
            raise Rejected("limits", f"at most {MAX_DIR_POINTS} points of a fact", str(2 * n))
    elif numbers(f)[0] > MAX_NUMBERS:
        raise Rejected("limits", f"at most {MAX_NUMBERS} numbers of a fact", str(numbers(f)[0]))
    if f[0] == "vec" and sum(q for q, _ in f[1]) != 0:
        raise Rejected("claim", "coefficients of points that add up to 0", ("fact", f))
    if f[0] == "log" and not all(is_prime(p) for p, _ in f[2]):
        raise Rejected("claim", "logarithms of primes below 2^32", ("fact", f))


@lru_cache(maxsize=4096)
def is_prime(p):
    if not 2 <= p < MAX_PRIME:
        return False
    d = 2
    while d * d <= p:
        if p % d == 0:
            return False
        d += 1 + (d > 2)
    return True
