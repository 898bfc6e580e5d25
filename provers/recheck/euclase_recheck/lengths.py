"""Equations between lengths, sorted into `len`, `sq`, `log` or `num`.

Both sides become sums of monomials: {(lengths, primes): coefficient}, where `lengths` is a sorted
tuple of (pair, exponent) and `primes` one of (prime, exponent) with exponents in (0, 1).
"""

from math import floor

from .rational import bits, factor_ratio, quotient, tidy

MAX_EXPONENT = 10_000
MAX_BITS = 100_000
MAX_TERMS = 200
ONE = ((), ())


class TooHard(Exception):
    """The number is no sum of monomials, or too long a one."""


def add_to(total, lengths, primes, q):
    """Adds q·Π length^e·Π prime^e, whole powers of primes taken into the coefficient."""
    rest = []
    for p, e in primes.items():
        whole = floor(e)
        if e != whole:
            rest.append((p, tidy(e - whole)))
        q = q * p**whole if whole >= 0 else quotient(q, p**-whole)
    key = (tuple(sorted((k, tidy(e)) for k, e in lengths.items() if e != 0)), tuple(sorted(rest)))
    total[key] = total.get(key, 0) + q
    if total[key] == 0:
        del total[key]


def small(total):
    if any(bits(q) > MAX_BITS for q in total.values()):
        raise TooHard
    return total


def sums(xs, ys, k=1):
    out = dict(xs)
    for m, q in ys.items():
        out[m] = out.get(m, 0) + q * k
        if out[m] == 0:
            del out[m]
    return out


def product(xs, ys):
    if len(xs) * len(ys) > MAX_TERMS:
        raise TooHard
    out = {}
    for m, c in xs.items():
        for n, d in ys.items():
            lengths, primes = dict(m[0]), dict(m[1])
            for k, e in n[0]:
                lengths[k] = lengths.get(k, 0) + e
            for k, e in n[1]:
                primes[k] = primes.get(k, 0) + e
            add_to(out, lengths, primes, c * d)
    return small(out)


def power(xs, e):
    if e.denominator == 1 and 0 <= e <= 8:
        out = {ONE: 1}
        for _ in range(int(e)):
            out = product(out, xs)
        return out
    if len(xs) != 1 or abs(e) > MAX_EXPONENT:
        raise TooHard
    ((m, c),) = xs.items()
    lengths = {k: x * e for k, x in m[0]}
    primes = {k: x * e for k, x in m[1]}
    q = 1
    if e.denominator == 1 and abs(e) <= 64:
        q = c**e if e >= 0 else quotient(1, c**-e)
    else:
        factors = factor_ratio(c)
        if factors is None:
            raise TooHard
        for p, k in factors.items():
            primes[p] = primes.get(p, 0) + k * e
    if any(abs(x) > MAX_EXPONENT for x in primes.values()):
        raise TooHard
    out = {}
    add_to(out, lengths, primes, q)
    return small(out)


def monomials(n):
    """A number as a sum of monomials."""
    kind = n[0]
    if kind == "const":
        return {ONE: n[1]} if n[1] != 0 else {}
    if kind == "len":
        key = (min(n[1:]), max(n[1:]))
        return {(((key, 1),), ()): 1} if n[1] != n[2] else {}
    if kind == "add":
        out = {}
        for x in n[1]:
            out = sums(out, monomials(x))
        return out
    if kind == "mul":
        out = {ONE: 1}
        for x in n[1]:
            out = product(out, monomials(x))
        return out
    # Of a sum it is not known that it is not 0, even where one term is left of it.
    if kind in ("div", "pow") and not is_product(n[2] if kind == "div" else n[1]):
        if kind == "div" or n[2] < 0:
            raise TooHard
    if kind == "div":
        return product(monomials(n[1]), power(monomials(n[2]), -1))
    if kind == "neg":
        return sums({}, monomials(n[1]), -1)
    if kind == "pow":
        return power(monomials(n[1]), n[2])
    if kind == "call" and n[1] == "sqrt":
        return power(monomials(n[2][0]), quotient(1, 2))
    if kind == "call" and n[1] == "root" and n[2][0][0] == "const" and n[2][0][1] > 0:
        return power(monomials(n[2][1]), quotient(1, n[2][0][1]))
    raise TooHard


def is_product(n):
    """Made of lengths and constants without addition."""
    kind = n[0]
    if kind in ("const", "len"):
        return True
    if kind == "mul":
        return all(map(is_product, n[1]))
    if kind == "call":
        return all(map(is_product, n[2]))
    if kind == "div":
        return is_product(n[1]) and is_product(n[2])
    return kind in ("neg", "pow") and is_product(n[1])


def written(n, out):
    """The lengths of a number in order of the text: {unordered pair: pair as written}."""
    kind = n[0]
    if kind == "len":
        out.setdefault((min(n[1:]), max(n[1:])), n[1:])
    elif kind in ("add", "mul"):
        for x in n[1]:
            written(x, out)
    elif kind == "call":
        for x in n[2]:
            written(x, out)
    elif kind == "div":
        written(n[1], out)
        written(n[2], out)
    elif kind in ("neg", "pow"):
        written(n[1], out)


def classify(a, b):
    """The equation a = b as a fact of the core form."""
    try:
        d = sums(monomials(a), monomials(b), -1)
        fact = linear("len", d, 1) or linear("sq", d, 2) or two_monomials(d)
    except TooHard:
        fact = None
    if fact is None:
        return "num", a, b
    text = {}
    written(a, text)
    written(b, text)
    place = {k: i for i, k in enumerate(text)}
    kind, terms, konst = fact
    terms = tuple((q, *text[k]) for k, q in sorted(terms, key=lambda t: place[t[0]]))
    if kind == "log" and terms and terms[0][0] < 0:
        terms = tuple((-q, x, y) for q, x, y in terms)
        konst = tuple((p, -e) for p, e in konst)
    return kind, terms, konst


def linear(kind, d, exponent):
    terms, konst = [], 0
    for (lengths, primes), q in d.items():
        if primes or len(lengths) > 1:
            return None
        if not lengths:
            konst = tidy(-q)
        elif lengths[0][1] == exponent:
            terms.append((lengths[0][0], tidy(q)))
        else:
            return None
    return kind, terms, konst


def two_monomials(d):
    """c·m + e·n = 0 with coefficients of unlike sign: log m − log n = log(−e/c)."""
    if len(d) != 2:
        return None
    (m, c), (n, e) = d.items()
    ratio = quotient(-e, c)
    if ratio <= 0:
        return None
    # A length on both sides that may be 0 is not cancelled.
    right = dict(n[0])
    if any(x > 0 and right.get(k, 0) > 0 for k, x in m[0]):
        return None
    primes = factor_ratio(ratio)
    if primes is None:
        raise TooHard
    lengths = dict(m[0])
    for k, x in n[0]:
        lengths[k] = lengths.get(k, 0) - x
    for sign, part in ((1, n[1]), (-1, m[1])):
        for p, x in part:
            primes[p] = primes.get(p, 0) + sign * x
    terms = [(k, tidy(x)) for k, x in lengths.items() if x != 0]
    return "log", terms, tuple((p, tidy(x)) for p, x in sorted(primes.items()) if x != 0)
