"""Goals: is each of them claimed by its step, or declared?"""

from .core import pair
from .errors import Declined, Rejected
from .graph import gives
from .structural import EMPTY


def refuse_what_is_not_carried(thm):
    """Statements with a part that the core form does not carry."""
    if thm.unsupported:
        raise Declined("the statement has a part that only parses")


def check_goals(checker, lines):
    """`lines` decides which goals lines of algebra prove; None where the certificate has none."""
    thm, cert = checker.theorem, checker.certificate
    if len(cert.goals) != len(thm.goals):
        raise Rejected("goals", f"{len(thm.goals)} goals", str(len(cert.goals)))
    for number, ((kind, what), step) in enumerate(zip(thm.goals, cert.goals)):
        if lines and lines.proves(number, kind, what):
            continue
        if kind == "cond":
            if about_numbers(what):
                raise Declined("a goal about numbers that no lines prove")
            if not checker.stated.entails(what):
                raise Declined("a goal is a condition that is not declared")
            continue
        if kind in ("solve", "prop") or (kind == "fact" and what[0] == "num"):
            raise Declined("a goal about numbers that no lines prove")
        if step >= len(checker.facts):
            raise Rejected("goals", f"a step below {len(checker.facts)}", str(step))
        claim = checker.facts[step]
        if kind == "fact":
            if not gives(EMPTY.form(claim), EMPTY.form(what)):
                raise Rejected("goals", ("fact", what), ("fact", claim), step)
        else:
            conds = answers(what, claim, step)
            checker.record(conds, step, "goals")


def about_numbers(cond):
    """A comparison of numbers, which only lines prove, or an alternative that has one."""
    if cond[0] == "any":
        return any(map(about_numbers, cond[1]))
    return cond[0] == "numcmp" or (cond[0] == "not" and cond[1][0] == "num")


def answers(quantity, claim, step):
    """Does the claim, as it is written, give the value of a quantity? The conditions that this records."""
    kind = quantity[0]
    if claim[0] in ("ang", "len", "sq", "log"):
        form = EMPTY.form(claim)
        written = len(claim[1])
        if kind == "angle" and form[0] == "ang" and written == 1 and len(form[1]) == 1:
            a, b, c = quantity[1:]
            if form[1][0][0] == (min(a, c), b, max(a, c)) and 0 <= form[2] <= 1:
                return []
        elif kind == "length" and form[0] != "ang" and written == 1 and len(form[1]) == 1:
            if form[1][0][0] == pair(*quantity[1:]) and (form[0] == "log" or form[2] >= 0):
                return []
        elif kind == "ratio" and written == 2 and ratio(form, [pair(*s) for s in quantity[1:]]):
            return [("distinct", *quantity[2])]
    raise Rejected("goals", "an equation that gives the value", ("fact", claim), step)


def ratio(form, pairs):
    """|AB| = r·|CD| with r positive, or its square or logarithm."""
    terms = dict(form[1])
    if form[0] == "ang" or set(terms) != set(pairs) or len(terms) != 2:
        return False
    x, y = (terms[p] for p in pairs)
    if form[0] == "log":
        return x + y == 0
    return form[2] == 0 and x * y < 0
