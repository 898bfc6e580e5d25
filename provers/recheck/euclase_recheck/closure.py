"""Congruence closure of equations between polynomials over opaque terms (rule `congruence`).

Classes are kept by union-find. A polynomial is read over the classes of its opaque terms, an
opaque term over the classes of its arguments; what reads alike is one class, until nothing changes.
"""

from .polynomials import key
from .rational import tidy


class Closure:
    """The classes that some equations make."""

    def __init__(self, terms):
        self.terms = terms
        self.parent = []
        self.of_term = {}
        self.of_polynomial = {}

    def fresh(self):
        self.parent.append(len(self.parent))
        return len(self.parent) - 1

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = x = self.parent[self.parent[x]]
        return x

    def unite(self, x, y):
        x, y = self.find(x), self.find(y)
        self.parent[max(x, y)] = min(x, y)
        return x != y

    def node(self, form):
        """The class of a polynomial, given as its key."""
        if form not in self.of_polynomial:
            self.terms.charge(len(form) + 1)
            self.of_polynomial[form] = self.fresh()
            for m, _ in form:
                for t, _ in m:
                    self.add_term(t)
        return self.of_polynomial[form]

    def add_term(self, t):
        if t not in self.of_term:
            self.of_term[t] = self.fresh()
            for x in self.terms.opaque[t]:
                if isinstance(x, frozenset):
                    self.node(x)

    def equate(self, p, q):
        self.unite(self.node(key(p)), self.node(key(q)))

    def read(self, form):
        """A polynomial over classes; the class itself where it is just that."""
        out = {}
        for m, c in form:
            over = {}
            for t, e in m:
                x = self.find(self.of_term[t])
                over[x] = over.get(x, 0) + e
            m = tuple(sorted(over.items()))
            out[m] = out.get(m, 0) + c
        out = {m: tidy(c) for m, c in out.items() if c}
        if len(out) == 1:
            ((m, c),) = out.items()
            if c == 1 and len(m) == 1 and m[0][1] == 1:
                return m[0][0]
        return key(out)

    def close(self):
        changed = True
        while changed:
            changed = False
            seen = {}
            for form, x in self.of_polynomial.items():
                self.terms.charge(len(form) + 1)
                read = self.read(form)
                y = read if isinstance(read, int) else seen.setdefault(read, x)
                changed |= self.unite(x, y)
            for t, x in self.of_term.items():
                what = self.terms.opaque[t]
                if any(isinstance(a, frozenset) for a in what):
                    self.terms.charge(1)
                    read = tuple(
                        ("class", self.find(self.of_polynomial[a])) if isinstance(a, frozenset) else a for a in what
                    )
                    changed |= self.unite(x, seen.setdefault(read, x))

    def same(self, p, q):
        x, y = self.node(key(p)), self.node(key(q))
        self.close()
        return self.find(x) == self.find(y)
