"""What is to be shown of a goal about numbers, and whether lines show it (FORMAT.md, "Goal proof")."""

from . import algebra_coordinates, statements_of_numbers as numbers
from .algebra import Lines, Unmet, bits_of, measure, statements
from .errors import Declined, Rejected
from .polynomials import NoForm, gives
from .statements_of_numbers import Nothing, clauses, defined, needs, reals_of

MAX_OBLIGATIONS = 2_000
MAX_SOLUTIONS = 1_000
MAX_SOLUTIONS_SIZE = 10_000
FIGURE = frozenset("len ang distline area circumradius inradius x y".split())


class Obligation:
    """Δ ⊢ C; `asked` are the variables that the givens of a line may not mention. `form` is C
    where it is not written but made: a clause in coordinates."""

    __slots__ = ("clause", "form", "supposed", "asked")

    def __init__(self, clause, supposed=(), asked=frozenset(), form=None):
        self.clause = clause
        self.form = form
        self.supposed = supposed
        self.asked = asked


def obligations(p, supposed=()):
    """o(P, Δ); raises Nothing where a goal has none that lines could meet."""
    kind = p[0]
    if kind == "forall":
        return obligations(p[2], supposed)
    if kind == "and":
        return [o for x in p[1] for o in obligations(x, supposed)]
    if kind == "implies":
        _, a, b = p
        if numbers.bound(a):
            raise Nothing
        return obligations(b, supposed + tuple(clauses(a)) + tuple(defined(a)))
    if kind == "iff":
        _, a, b = p
        return obligations(("implies", a, b), supposed) + obligations(("implies", b, a), supposed)
    if numbers.bound(p):
        raise Nothing
    return [Obligation(c, supposed) for c in defined(p) + clauses(p)]


def is_closed(n):
    """Made of rational numbers, pi, operations and functions."""
    return n[0] != "real" and n[0] not in FIGURE and all(map(is_closed, numbers.parts_of(n)))


def asked_for(quantity):
    """The number of a goal `find`."""
    kind = quantity[0]
    if kind == "angle":
        return ("ang", *quantity[1:])
    if kind == "length":
        return ("len", *quantity[1:])
    if kind == "ratio":
        return "div", ("len", *quantity[1]), ("len", *quantity[2])
    return quantity[1]


def partial(cond):
    """Does a condition compare numbers that need not be defined?"""
    if cond[0] == "any":
        return any(map(partial, cond[1]))
    return cond[0] == "numcmp" and bool(needs(cond[1]) or needs(cond[3]))


class GoalProofs:
    """Decides which goals lines prove."""

    def __init__(self, theorem, facts, algebra):
        self.theorem = theorem
        self.lines = Lines(theorem, facts, algebra)
        self.proofs = algebra.goals
        self.lines.run()

    def proves(self, number, kind, what):
        """False where the goal is left to a step; raises if lines should prove it and do not."""
        if number >= len(self.proofs) or not self.proofs[number][0]:
            return False
        cited, solutions, frame = self.proofs[number]
        accepted = self.lines.lines
        for j in cited:
            if j >= len(accepted):
                raise Rejected("goals", f"a line below {len(accepted)}", str(j))
        try:
            if frame is None or kind == "find":
                todo = self.to_show(kind, what, accepted[cited[-1]], solutions or ())
            else:
                todo = self.in_frame(kind, what, frame)
        except Nothing:
            raise Declined("a goal that lines cannot prove") from None
        except NoForm as e:
            raise Rejected("goals", str(e), "a term beyond it") from None
        if len(todo) > MAX_OBLIGATIONS:
            raise Declined("a goal with too much to show")
        if len(todo) != len(cited):
            raise Rejected("goals", f"{len(todo)} lines", str(len(cited)))
        for j, obligation in zip(cited, todo):
            self.lines.terms.start_line()
            try:
                self.meets(accepted[j], obligation, j)
            except NoForm as e:
                raise Rejected("goals", str(e), "a term beyond it") from None
            except Unmet as u:
                raise Rejected("goals", u.expected, u.got) from None
        return True

    def in_frame(self, kind, what, frame):
        """The clauses of a fact or condition about points in a frame."""
        if kind not in ("fact", "cond") or not self.lines.of_statement(frame):
            raise Nothing
        # Of comparisons it is to be shown that their terms are defined, too, which no frame says.
        if kind == "cond" and partial(what):
            raise Nothing
        self.lines.terms.start_line()
        said = algebra_coordinates.clauses(algebra_coordinates.Frame(self.lines.terms, *frame), what)
        if said is None:
            raise Nothing
        return [Obligation(None, form=c) for c in said]

    def to_show(self, kind, what, last, solutions):
        if kind == "solve":
            return self.solving(what, solutions)
        if kind == "find":
            e = asked_for(what)
            if len(last.claim) != 1 or last.claim[0][:2] != (e, "=") or not is_closed(last.claim[0][2]):
                raise Rejected("goals", "a line that gives the value", "another one")
            return obligations(("atom", *last.claim[0]))
        said = {"fact": numbers.equation, "cond": numbers.condition, "prop": lambda p: p}[kind](what)
        if said is None:
            raise Nothing
        return obligations(said)

    def solving(self, variables, solutions):
        thm = self.theorem
        asked = frozenset(variables)
        free = set(range(len(thm.reals))) - asked
        stated = statements(thm)
        for p in stated + [g[1] for g in thm.goals if g[0] == "prop"]:
            free -= set(numbers.bound(p))
        size = sum(measure(x)[1] for s in solutions for x in s)
        if len(asked) < len(variables) or len(solutions) > MAX_SOLUTIONS or size > MAX_SOLUTIONS_SIZE:
            raise Nothing
        for s in solutions:
            if len(s) != len(variables) or any(not reals_of(x) <= free for x in s):
                raise Nothing
        # What says something of numbers and gives no clauses would be no condition on solutions.
        for c in thm.conds:
            if c[0] == "any" and numbers.condition(c) is None:
                raise Nothing
        for p in stated:
            clauses(p), defined(p)
        given = [g.clause for g in self.lines.givens if g.mentions & asked]
        names = [("real", v) for v in variables]
        others = tuple(tuple((v, "!=", x) for v, x in zip(names, s)) for s in solutions)
        out = [Obligation((), others)]
        for s in solutions:
            supposed = tuple(((v, "=", x),) for v, x in zip(names, s))
            wanted = [(n,) for n in dict.fromkeys(n for x in s for n in needs(x))]
            out += [Obligation(c, supposed, asked) for c in wanted + given]
        return out

    def meets(self, line, obligation, j):
        form = self.lines.clause
        shown = form(obligation.clause) if obligation.form is None else obligation.form
        if not gives(line.clause, shown):
            raise Rejected("goals", "a line that shows what is to be shown", f"line {j}")
        supposed = [form(c) for c in obligation.supposed]
        for i in bits_of(line.rests):
            rested = self.lines.lines[i]
            if rested.kind == "coordinates":
                # What the theorem assumes of its points, or a recorded condition, whatever the values
                # of variables.
                continue
            if rested.given is not None:
                if not self.lines.givens[rested.given].mentions & obligation.asked:
                    continue
            elif any(gives(c, rested.clause) for c in supposed):
                continue
            raise Rejected("goals", "a line that rests on what may be supposed", f"line {j}, which rests on line {i}")


__all__ = ["GoalProofs"]
