"""What a certificate may cost (FORMAT.md, "Limits"), and what a claim must be to mean anything."""

from functools import lru_cache

from .errors import Rejected

MAX_STEPS = 100_000
MAX_DISCHARGES = 100_000
MAX_AUX = 1_000
MAX_PREMISES = 1_000
MAX_NUMBERS = 1_000
MAX_DIR_TERMS = 1_500
MAX_ARGS = 300
MAX_WORK = 3 * 10**10
MAX_PRIME = 2**32
LONG = 10**2000
# A step that no certificate reaches.
NEVER = 2**64


def numbers(f):
    """The rational numbers of a fact; the integers of directions and the primes do not count."""
    kind = f[0]
    if kind == "dir":
        return [f[2]]
    if kind in ("same", "coll", "cyclic", "sim"):
        return []
    out = [t[0] for t in f[1]]
    if kind == "log":
        return out + [e for _, e in f[2]]
    return out if kind == "vec" else out + [f[2]]


def points(f):
    """How many points a fact names."""
    kind = f[0]
    if kind == "sim":
        return 6
    if kind in ("same", "coll", "cyclic"):
        return len(f) - 1
    return len(f[1]) * {"vec": 1, "ang": 3}.get(kind, 2)


def size(f):
    """Numbers and points of a fact, and the bits of the numbers together."""
    qs = numbers(f)
    return len(qs) + points(f), sum(map(length, qs))


def length(q):
    return q.numerator.bit_length() + q.denominator.bit_length()


def most(what, n, limit, rule="limits"):
    if n > limit:
        raise Rejected(rule, f"at most {limit} {what}", str(n))


def check_certificate(cert):
    most("steps", len(cert.steps), MAX_STEPS)
    most("discharges", len(cert.discharges), MAX_DISCHARGES)
    most("auxiliary points", len(cert.aux), MAX_AUX)


class Work:
    """What the steps cost together."""

    def __init__(self):
        self.done = 0
        self.sizes = []

    def step(self, claim, rule, premises):
        """Refuses a step that is too long, or one too many."""
        most("premises", len(premises), MAX_PREMISES, rule[0])
        if rule[0] == "geo":
            most("points of an instance", len(rule[2]), MAX_ARGS, rule[1])
        own = size(claim)
        more = sum(map(length, rule[1])) if rule[0] == "linear" else 0
        self.add(rule[0], own[0], own[1] + more, premises)
        self.sizes.append(own)

    def discharge(self, name, args, premises):
        most("premises", len(premises), MAX_PREMISES, name)
        most("points of an instance", len(args), MAX_ARGS, name)
        self.add(name, 0, 0, premises)

    def add(self, rule, t, b, premises):
        for p in premises:
            t += self.sizes[p][0]
            b += self.sizes[p][1]
        self.done += (t + 4) * (200 + b * b // 32)
        most("units of work", self.done, MAX_WORK, rule)


def too_long(q):
    """More than 2,000 digits above or below the bar?"""
    return not -LONG < q.numerator < LONG or q.denominator >= LONG


def check_multipliers(qs):
    if any(map(too_long, qs)):
        raise Rejected("linear", "multipliers of at most 2,000 digits", "a longer one")


def check_claim(f):
    qs = numbers(f)
    most("numbers of a fact", len(qs), MAX_NUMBERS, "claim")
    if f[0] == "dir":
        most("terms of a fact", len(f[1]), MAX_DIR_TERMS, "claim")
    if any(map(too_long, qs)):
        raise Rejected("claim", "numbers of at most 2,000 digits", "a longer one")
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
