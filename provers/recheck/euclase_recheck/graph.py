"""The equalities of one step, and the form of facts over them.

Cited coincidences unite points, cited equations of two directions or two lengths unite these
terms. Over that, two facts say the same when their forms are equal. A form is a tuple:
  ("true",) ("same", p, q) ("coll", set) ("cyclic", set) ("sim", …)
  (kind, terms, konst) for linear facts, collected, and scaled to a leading coefficient 1 (over
  directions only by sign); ("vec", terms)
An equation of two lengths, `AB = CD`, says the same in all three kinds and is read as `len`.
"""

from .core import ALL_ORDERS
from .rational import quotient, tidy

TRUE = ("true",)


class Classes:
    """A union-find over anything hashable and ordered; the least member stands for its class."""

    __slots__ = ("up",)

    def __init__(self):
        self.up = {}

    def find(self, x):
        up = self.up
        root = x
        while root in up:
            root = up[root]
        while x != root:
            up[x], x = root, up[x]
        return root

    def unite(self, x, y):
        x, y = self.find(x), self.find(y)
        if x != y:
            self.up[max(x, y)] = min(x, y)


class Graph:
    """Forms of facts over the equalities of the cited facts."""

    __slots__ = ("points", "dirs", "lens", "merged")

    def __init__(self, cited=(), terms=True):
        self.points = Classes()
        self.dirs = Classes()
        self.lens = Classes()
        for f in cited:
            if f[0] == "same":
                self.points.unite(f[1], f[2])
        self.merged = bool(self.points.up)
        if terms:
            equal = [(f[0], self.two_terms(f)) for f in cited if f[0] in ("dir", "len", "sq", "log")]
            for kind, xy in equal:
                if xy:
                    (self.dirs if kind == "dir" else self.lens).unite(*xy)

    def pair(self, a, b):
        if self.merged:
            a, b = self.points.find(a), self.points.find(b)
        return (a, b) if a <= b else (b, a)

    def two_terms(self, f):
        """The two terms that an equation x − y = 0 says to be equal, or None."""
        kind, terms, konst = f
        if konst and (kind != "dir" or konst % 1):
            if kind != "log" or any(e for _, e in collected(konst)):
                return None
        sums = self.sums(kind, terms)
        if len(sums) != 2:
            return None
        (x, p), (y, q) = sums
        if p + q != 0 or (kind == "dir" and abs(p) != 1):
            return None
        return x, y

    def sums(self, kind, terms):
        """Coefficients by class of term, zeros dropped, in order."""
        classes = self.dirs if kind == "dir" else self.lens
        find = classes.find if classes.up else None
        vanish = kind in ("len", "sq")
        out = {}
        for q, a, b in terms:
            key = self.pair(a, b)
            if vanish and key[0] == key[1]:
                continue
            if find:
                key = find(key)
            out[key] = out.get(key, 0) + q
        return sorted(item for item in out.items() if item[1] != 0)

    def form(self, f):
        kind = f[0]
        if kind == "coll" or kind == "cyclic":
            s = frozenset(map(self.points.find, f[1:]) if self.merged else f[1:])
            return (kind, s) if len(s) > 2 else TRUE
        if kind == "dir":
            return self.dir_form(f)
        if kind in ("len", "sq", "log"):
            return self.length_form(f)
        if kind == "same":
            p = self.pair(f[1], f[2])
            return TRUE if p[0] == p[1] else ("same", *p)
        if kind == "sim":
            a, b = (tuple(map(self.points.find, t)) for t in f[1:3])
            ways = []
            for i, j, k in ALL_ORDERS:
                x, y = (a[i], a[j], a[k]), (b[i], b[j], b[k])
                ways += [(x, y), (y, x)]
            return (kind, *min(ways), f[3])
        if kind == "vec":
            terms = collected((self.points.find(p), q) for q, p in f[1])
            return (kind, scaled(terms, 0)[0]) if terms else TRUE
        if kind == "ang":
            find = self.points.find
            terms = []
            for q, (a, b, c) in f[1]:
                a, c = find(a), find(c)
                terms.append(((min(a, c), find(b), max(a, c)), q))
            return finished(kind, collected(terms), f[2])
        return f

    def dir_form(self, f):
        terms = self.sums("dir", f[1])
        turn = f[2] % 1
        if not terms:
            turn = min(turn, -turn % 1)
            return ("dir", (), turn) if turn else TRUE
        if terms[0][1] < 0:
            return "dir", tuple([(x, -q) for x, q in terms]), -turn % 1
        return "dir", tuple(terms), turn

    def length_form(self, f):
        kind, terms, konst = as_lengths(f)
        terms = self.sums(kind, terms)
        if kind != "log":
            return finished(kind, terms, konst)
        konst = tuple(collected(konst))
        if not terms and not konst:
            return TRUE
        k = (terms or konst)[0][1]
        return kind, scaled_by(terms, k), scaled_by(konst, k)


def as_lengths(f):
    """`AB = CD`, written with just these two terms in any kind, as an equation of lengths."""
    kind, terms, konst = f
    if kind == "len" or len(terms) != 2 or terms[0][0] + terms[1][0] != 0 or terms[0][0] == 0:
        return f
    if any(e for _, e in konst) if kind == "log" else konst:
        return f
    return "len", terms, 0


def collected(terms):
    """Σ by key, zeros dropped, in order."""
    out = {}
    for x, q in terms:
        out[x] = out.get(x, 0) + q
    return sorted(item for item in out.items() if item[1] != 0)


def scaled_by(terms, k):
    if k == 1:
        return tuple(terms)
    if k == -1:
        return tuple([(x, -q) for x, q in terms])
    return tuple([(x, quotient(q, k)) for x, q in terms])


def scaled(terms, konst):
    k = terms[0][1]
    return scaled_by(terms, k), tidy(konst) if k == 1 else quotient(konst, k)


def finished(kind, terms, konst):
    """The form of a collected equation with a rational constant."""
    if not terms:
        return (kind, (), 1) if konst else TRUE
    return (kind, *scaled(terms, konst))


def is_false(form):
    """0 = 1?"""
    return form[0] in ("dir", "log", "len", "sq", "ang") and not form[1]


def gives(form, want):
    """Does a fact of one form give a fact of another? A circle through four points is one through three of them."""
    return form == want or (form[0] == want[0] == "cyclic" and want[1] <= form[1])


class Cited:
    """The facts that a step cites, and what they give over their own equalities."""

    __slots__ = ("facts", "graph", "forms", "circles")

    def __init__(self, facts):
        self.facts = facts
        self.graph = Graph(facts)
        self.forms = {self.graph.form(f) for f in facts}
        self.circles = [f for f in self.forms if f[0] == "cyclic"]

    def gives(self, fact):
        """Is the fact true by itself or given by a cited one?"""
        form = self.graph.form(fact)
        if form == TRUE or form in self.forms:
            return True
        return form[0] == "cyclic" and any(gives(c, form) for c in self.circles)
