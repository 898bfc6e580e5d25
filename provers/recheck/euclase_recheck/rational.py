"""Exact numbers: Python integers where whole, fractions otherwise.

Integers and fractions mix in sums and products and compare and hash alike; only a quotient needs
care, because `/` of two integers is a float.
"""

from fractions import Fraction
from math import gcd

HALF = Fraction(1, 2)
MINUS_HALF = Fraction(-1, 2)


def tidy(x):
    """The same number, an integer where it is whole."""
    return x.numerator if x.denominator == 1 else x


def quotient(a, b):
    """a/b, exactly; b is not 0."""
    return tidy(Fraction(a) / b)


def bits(x):
    """Size of a number in bits: the longer of numerator and denominator."""
    return max(x.numerator.bit_length(), x.denominator.bit_length())


def primitive(numbers):
    """The factor that makes the numbers coprime integers, the first one positive (1 for none)."""
    num, den = 0, 1
    for x in numbers:
        num = gcd(num, x.numerator)
        den = den // gcd(den, x.denominator) * x.denominator
    if num == 0:
        return 1
    return quotient(den if next(x > 0 for x in numbers if x != 0) else -den, num)


def decimal(text):
    """A decimal number of the language."""
    whole, _, fraction = text.partition(".")
    return tidy(Fraction(int(whole + fraction), 10 ** len(fraction)))


def factor(n, most=1_000_000):
    """Prime factors of a positive integer below 2^64 as {prime: exponent}, or None if it takes
    trial divisors beyond `most`."""
    if n.bit_length() > 64:
        return None
    out = {}
    p = 2
    while p * p <= n:
        if p > most:
            return None
        while n % p == 0:
            out[p] = out.get(p, 0) + 1
            n //= p
        p += 1 if p == 2 else 2
    if n > 1:
        out[n] = out.get(n, 0) + 1
    return out


def factor_ratio(x):
    """The same of a positive rational, exponents of the denominator negative."""
    if x <= 0:
        return None
    over, under = factor(x.numerator), factor(x.denominator)
    if over is None or under is None:
        return None
    for p, k in under.items():
        over[p] = over.get(p, 0) - k
    return over
