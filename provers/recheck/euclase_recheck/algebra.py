"""Lines of algebra: each a clause, a rule that gives it, and the lines that it rests on.

What a line means and when each rule accepts it: SOUNDNESS.md, "Algebra". The lines that one rests
on are the bits of an integer, bit i for line i.
"""

from . import algebra_coordinates, algebra_lemmas, limits, statements_of_numbers
from .closure import Closure
from .errors import Rejected
from .polynomials import MAX_DEPTH, Comparison, NoForm, Terms, compare, gives, number
from .statements_of_numbers import parts_of, reals_of_clause

MAX_LINES = 100_000
MAX_PREMISES = 1_000
MAX_COMPARISONS = 1_000
MAX_SIZE = 1_000_000
MAX_POWER = 10_000


class Unmet(Exception):
    """A line that its rule does not give: what was expected, and what was found."""

    def __init__(self, expected, got):
        super().__init__(expected, got)
        self.expected = expected
        self.got = got


def want(holds, expected, got="another one"):
    if not holds:
        raise Unmet(expected, got)


def measure(n):
    """(depth, size) of a number."""
    depth, size = 0, len(n[1]) if n[0] == "area" else 1
    for x in parts_of(n):
        d, s = measure(x)
        depth, size = max(depth, d), size + s
    return depth + 1, size


def put(n, values):
    """A number with values for its variables, all at once."""
    kind = n[0]
    if kind == "real":
        return values.get(n[1], n)
    if kind in ("add", "mul"):
        return kind, tuple([put(x, values) for x in n[1]])
    if kind == "call":
        return kind, n[1], tuple([put(x, values) for x in n[2]])
    if kind == "div":
        return kind, put(n[1], values), put(n[2], values)
    if kind == "neg":
        return kind, put(n[1], values)
    if kind == "pow":
        return kind, put(n[1], values), n[2]
    return n


def bits_of(mask):
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Given:
    """A clause that the theorem gives, and the variables that it binds."""

    __slots__ = ("clause", "bound", "mentions")

    def __init__(self, clause, bound):
        self.clause = clause
        self.bound = bound
        self.mentions = reals_of_clause(clause)


class Line:
    """A line that was accepted. `given` is the number of its given, where its rule cites one."""

    __slots__ = ("claim", "clause", "rests", "kind", "given")

    def __init__(self, claim, clause, rests, rule):
        self.claim = claim
        self.clause = clause
        self.rests = rests
        self.kind = rule[0]
        self.given = rule[1] if rule[0] == "given" else None


def statements(thm):
    """What the theorem says about numbers, in the order of the givens."""
    said = [statements_of_numbers.equation(f) for f in thm.hyps]
    said += [statements_of_numbers.condition(c) for c in thm.conds]
    return [p for p in said if p is not None] + thm.props


class Lines:
    """The lines of one certificate under check."""

    def __init__(self, theorem, facts, algebra):
        self.theorem = theorem
        self.facts = facts
        self.algebra = algebra
        self.terms = Terms()
        self.lines = []
        self.givens = []
        for p in statements(theorem):
            binds = statements_of_numbers.bound(p)
            self.givens += [Given(c, binds) for c in statements_of_numbers.given_by(p)]

    def run(self):
        lines = self.algebra.lines
        limits.most("lines", len(lines), MAX_LINES, "algebra")
        for i, (claim, rule, premises) in enumerate(lines):
            try:
                self.lines.append(self.line(i, claim, rule, premises))
            except Unmet as u:
                raise Rejected(f"line {i}, {rule[0]}", u.expected, u.got) from None
            except algebra_lemmas.Unfit as u:
                raise Rejected(f"line {i}, {rule[0]}", str(u), "others") from None
            except NoForm as e:
                raise Rejected(f"line {i}, {rule[0]}", str(e), "a term beyond it") from None

    def line(self, i, claim, rule, premises):
        self.terms.start_line()
        want(len(premises) <= MAX_PREMISES, f"at most {MAX_PREMISES} premises", str(len(premises)))
        for p in premises:
            want(p < i, "earlier lines as premises", str(p))
        cited = [self.lines[p] for p in premises]
        clause = self.clause(claim)
        rests = self.union(cited)
        if rule[0] in ("given", "suppose") or (rule[0] == "coordinates" and rule[1] != "step"):
            rests |= 1 << i
        found = getattr(self, "by_" + rule[0])(claim, clause, cited, *rule[1:])
        return Line(claim, clause, rests if found is None else found, rule)

    # ------------------------------------------------------------ parts of lines

    def clause(self, claim, values=None):
        """A clause in its form, with values for variables."""
        want(len(claim) <= MAX_COMPARISONS, f"at most {MAX_COMPARISONS} comparisons", str(len(claim)))
        largest = max((self.size(v) for v in values.values()), default=1) if values else 1
        size = sum(self.size(n) for left, _, right in claim for n in (left, right))
        want(size * largest <= MAX_SIZE, f"clauses of a size up to {MAX_SIZE}", "a larger one")
        self.terms.charge(size)
        if values:
            claim = tuple((put(left, values), r, put(right, values)) for left, r, right in claim)
        return [compare(self.terms, *c) for c in claim]

    def form(self, n):
        self.size(n)
        return self.terms.form(n)

    @staticmethod
    def size(n):
        depth, size = measure(n)
        want(depth <= MAX_DEPTH, f"numbers of depth {MAX_DEPTH} at most", "a deeper one")
        return size

    @staticmethod
    def union(lines):
        out = 0
        for x in lines:
            out |= x.rests
        return out

    @staticmethod
    def single(clause, what="one comparison", relations=("=", "!=", ">=", ">")):
        want(len(clause) == 1 and clause[0].relation in relations, what)
        return clause[0]

    def equation(self, line):
        return self.single(line.clause, "an equation", ("=",)).p

    @staticmethod
    def follows(clause, other, what):
        want(gives(clause, other), f"a claim that follows at once from {what}", "another one")

    # ------------------------------------------------------------ rules

    def by_given(self, claim, clause, cited, i, values):
        want(i < len(self.givens), f"a given below {len(self.givens)}", str(i))
        given = self.givens[i]
        want(len(values) == len(given.bound), f"{len(given.bound)} values", str(len(values)))
        self.follows(self.clause(given.clause, dict(zip(given.bound, values))), clause, "the given")

    def by_step(self, claim, clause, cited, i):
        want(i < len(self.facts), f"a step below {len(self.facts)}", str(i))
        said = statements_of_numbers.equation(self.facts[i])
        want(said is not None, "a step that says an equation of numbers", "another fact")
        self.follows(self.clause((said[1:],)), clause, "the step")

    def of_statement(self, points):
        return all(p < len(self.theorem.points) for p in points)

    def by_coordinates(self, claim, clause, cited, source, i, frame, which):
        if source == "assumed":
            said = self.theorem.hyps + self.theorem.conds
            want(i < len(said), f"a fact or condition below {len(said)}", str(i))
            want(self.of_statement(frame), "a frame of points of the statement", "another point")
        elif source == "condition":
            said = self.algebra.conditions
            want(i < len(said), f"a condition below {len(said)}", str(i))
        else:
            said = self.facts
            want(i < len(said), f"a step below {len(said)}", str(i))
        found = algebra_coordinates.clauses(algebra_coordinates.Frame(self.terms, *frame), said[i])
        want(found is not None, "what says something in coordinates", "another fact or condition")
        want(which < len(found), f"a clause below {len(found)}", str(which))
        self.follows(found[which], clause, "the clause in coordinates")

    def by_suppose(self, claim, clause, cited):
        return None

    def by_either(self, claim, clause, cited):
        want(not cited, "no premises", str(len(cited)))
        for j, x in enumerate(clause):
            for y in clause[:j]:
                if self.opposite(x, y) or self.opposite(y, x):
                    return
        raise Unmet("two comparisons that are opposite", "none")

    @staticmethod
    def opposite(x, y):
        if x.relation == "=":
            return y.relation == "!=" and x.any == y.any
        if x.relation != ">=" or y.relation != ">":
            return False
        return x.up == frozenset((m, -c) for m, c in y.up)

    def by_weaken(self, claim, clause, cited):
        want(len(cited) == 1, "one premise", str(len(cited)))
        self.follows(cited[0].clause, clause, "the line")

    def by_cases(self, claim, clause, cited):
        want(cited, "a line with alternatives", "none")
        first, others = cited[0], cited[1:]
        want(len(others) == len(first.clause), f"{len(first.clause)} lines, one for each alternative", str(len(others)))
        rests = first.rests
        for alternative, line in zip(first.clause, others):
            self.follows(line.clause, clause, "the line for each alternative")
            for j in bits_of(line.rests):
                supposed = self.lines[j]
                self.terms.charge(len(supposed.clause) + 1)
                if supposed.kind != "suppose" or not gives([alternative], supposed.clause):
                    rests |= 1 << j
        return rests

    def by_combine(self, claim, clause, cited, cofactors):
        want(len(cofactors) == len(cited), "a cofactor for each premise", str(len(cofactors)))
        rest = self.single(clause, "an equation", ("=",)).p
        for line, by in zip(cited, cofactors):
            rest = self.terms.add(rest, self.terms.times(self.equation(line), self.form(by)), -1)
        want(not rest, "an equation that is the sum", "another one")

    def products(self, products, cited):
        """A sum of non-negative products, and whether it is certainly positive."""
        total, certain = {}, False
        for coefficient, factors, squares in products:
            want(coefficient > 0, "positive coefficients", str(coefficient)[:40])
            want(not limits.too_long(coefficient), "shorter coefficients", "a longer one")
            p = number(coefficient)
            strict = not squares
            for j in factors:
                want(j < len(cited), f"a premise below {len(cited)}", str(j))
                c = self.single(cited[j].clause, "factors of one inequality", ("!=", ">=", ">"))
                strict = strict and c.relation != ">="
                p = self.terms.times(p, c.p)
                if c.relation == "!=":
                    p = self.terms.times(p, c.p)
            for s in squares:
                s = self.form(s)
                p = self.terms.times(self.terms.times(p, s), s)
            total = self.terms.add(total, p)
            certain = certain or strict
        return total, certain

    def by_order(self, claim, clause, cited, multiplier, terms, cofactors):
        m, m_certain = self.products(multiplier, cited)
        t, t_certain = self.products(terms, cited)
        for j, by in cofactors:
            want(j < len(cited), f"a premise below {len(cited)}", str(j))
            t = self.terms.add(t, self.terms.times(self.equation(cited[j]), self.form(by)))
        want(len(clause) <= 1, "one comparison, or none")
        if clause:
            p, relation = clause[0].p, clause[0].relation
            if relation in ("=", "!="):
                p = self.terms.times(p, p)
            if relation == "=":
                p = self.terms.add({}, p, -1)
            certain = m_certain if relation in (">=", "=") else t_certain
        else:
            p, certain = {}, t_certain
        want(certain, "a sum that is certainly positive", "one that may be 0")
        want(self.terms.times(m, p) == t, "multiplier times claim equal to the sum", "a difference")

    def by_field(self, claim, clause, cited, powers):
        want(cited, "a line to multiply", "none")
        want(len(powers) == len(cited) - 1, "a power for each divisor", str(len(powers)))
        c = self.single(clause)
        self.single(cited[0].clause)
        p = c.p
        for line, power in zip(cited[1:], powers):
            want(power <= MAX_POWER, f"powers up to {MAX_POWER}", str(power))
            d = self.single(line.clause, "divisors that are positive or not 0", ("!=", ">"))
            if d.relation == "!=" and c.relation not in ("=", "!="):
                want(power % 2 == 0, "an even power of what is not 0", str(power))
            p = self.cleared(p, d.p, power)
        self.follows(cited[0].clause, [Comparison(c.relation, p)], "the line, multiplied")

    def cleared(self, p, d, power):
        """p·d^power, with d·(1/d) = 1."""
        inverse = self.terms.inverse(d)
        ((m, _),) = inverse.items() if inverse else (((), 0),)
        t = m[0][0] if m else None
        parts = {}
        for mono, c in p.items():
            e = next((e for x, e in mono if x == t), 0)
            want(e <= power, f"a power of at least {e}", str(power))
            rest = tuple((x, k) for x, k in mono if x != t)
            part = parts.setdefault(power - e, {})
            part[rest] = part.get(rest, 0) + c
        out = {}
        for k, part in sorted(parts.items()):
            part = {m: c for m, c in part.items() if c}
            out = self.terms.add(out, self.terms.times(part, self.terms.power(d, k)))
        return out

    def by_factors(self, claim, clause, cited, factors):
        want(len(cited) == 1, "one premise", str(len(cited)))
        self.equation(cited[0])
        forms = [self.form(f) for f in factors]
        product = number(1)
        for f in forms:
            product = self.terms.times(product, f)
        self.follows(cited[0].clause, [Comparison("=", product)], "the equation of the product")
        self.follows([Comparison("=", f) for f in forms], clause, "the factors")

    def by_congruence(self, claim, clause, cited):
        equations = [x for x in cited if len(x.clause) == 1 and x.clause[0].relation == "="]
        others = [x for x in cited if x not in equations]
        want(len(others) <= 1, "equations, and one other comparison at most", str(len(others)))
        c = self.single(clause)
        closure = Closure(self.terms)
        for x in equations:
            ((left, _, right),) = x.claim
            closure.equate(self.terms.form(left), self.terms.form(right))
        if others:
            other = self.single(others[0].clause)
            want(other.relation == c.relation, "the relation of the other comparison", c.relation)
            q = other.p
        else:
            want(c.relation == "=", "an equation", c.relation)
            q = {}
        want(closure.same(c.p, q), "terms that the equations make one", "others")

    def by_lemma(self, claim, clause, cited, name, args):
        for x in args:
            self.size(x)
        needs, result = algebra_lemmas.lemma(self.terms, name, args)
        want(len(cited) == len(needs), f"{len(needs)} premises", str(len(cited)))
        for need, line in zip(needs, cited):
            self.follows(line.clause, self.clause((need,)), "what the lemma needs")
        self.follows(self.clause(tuple(result)), clause, "what the lemma gives")

    def by_instance(self, claim, clause, cited, values):
        want(cited, "a line to put values in", "none")
        first, others = cited[0], cited[1:]
        resting = [self.lines[j] for j in bits_of(first.rests)]
        want(len(others) == len(resting), f"{len(resting)} lines that it rests on", str(len(others)))
        chosen = {}
        for v, x in values:
            chosen.setdefault(v, x)
        for line, other in zip(resting, others):
            want(gives(other.clause, self.clause(line.claim, chosen)), "lines for what the first rests on")
        self.follows(self.clause(first.claim, chosen), clause, "the line with the values")
        return self.union(others)
