"""Rules of geometry, and rules for conditions: the tables', compiled, and those that read a number
or a vector.

A rule is a function of an `Instance`; it gives (premises, conclusion, conditions). A premise is a
fact, or a list of facts of which one must be given. The conclusion of a rule for conditions
is a condition.
"""

from . import angles, notation, proper, tables, valued
from .errors import Rejected


class Instance:
    """One use of a rule: its points, which form, the cited facts with their graph, the claim
    (a discharge has none)."""

    __slots__ = ("args", "opposite", "cited", "claim")

    def __init__(self, args, opposite, cited, claim):
        self.args = args
        self.opposite = opposite
        self.cited = cited
        self.claim = claim


class Rule:
    """A rule by name: how many points it takes (`arity`; `many`: a multiple of it), whether it has
    an opposite form, and what it does."""

    __slots__ = ("name", "arity", "many", "both", "apply")

    def __init__(self, name, arity, both, apply, many=False):
        self.name = name
        self.arity = arity
        self.many = many
        self.both = both
        self.apply = apply

    def fits(self, n):
        return n == self.arity if not self.many else n > 0 and n % self.arity == 0


def one_condition(text, letters, opposite):
    """A function from points to the condition that `text` says."""
    says = notation.condition(text, letters, opposite)
    return lambda p: says(p)[0]


def compiled(row, conclude=notation.fact):
    """A row of the tables as a rule."""
    name, args, premises, conclusion, conds = row[:5]
    both = name.endswith("(±)")
    name = name[:-3] if both else name
    letters = notation.letters_of(args)
    forms = []
    for opposite in (False, True)[: 1 + both]:
        asked = row[5] if opposite and len(row) > 5 else conds
        forms.append(
            (
                notation.facts(premises, letters, opposite),
                conclude(conclusion, letters, opposite),
                notation.conditions(asked, letters, opposite),
            )
        )

    def apply(inst):
        p = inst.args
        premises, conclusion, conds = forms[inst.opposite]
        return [f(p) for f in premises], conclusion(p), [c for says in conds for c in says(p)]

    return Rule(name, len(letters), both, apply)


def all_rules():
    """{name: rule}"""
    rules = [compiled(row) for row in tables.ROWS]
    rules += [Rule(*spec) for spec in valued.CONVERSIONS + valued.SPECIAL + angles.RULES]
    return {r.name: r for r in rules}


def rules_for_conditions():
    """{name: rule}"""
    rules = [compiled(row, one_condition) for row in tables.CONDITION_ROWS]
    return {r.name: r for r in rules + [Rule(*spec) for spec in proper.RULES]}


RULES = all_rules()
FOR_CONDITIONS = rules_for_conditions()


def derive(name, args, opposite, cited, claim):
    """Checks the premises of a rule of geometry; gives its conclusion and conditions."""
    rule = RULES.get(name)
    if rule is None:
        raise Rejected(name[:40], "a rule of geometry", "an unknown name")
    return applied(rule, args, opposite, cited, claim)


def discharge(name, args, opposite, cited):
    """Checks the premises of a rule for conditions; gives the condition that follows, and those
    that it needs."""
    rule = FOR_CONDITIONS.get(name)
    if rule is None:
        raise Rejected(name[:40], "a rule for conditions", "an unknown name")
    return applied(rule, args, opposite, cited, None)


def applied(rule, args, opposite, cited, claim):
    name = rule.name
    if not rule.fits(len(args)):
        raise Rejected(name, f"{'a multiple of ' * rule.many}{rule.arity} points", f"{len(args)}")
    if opposite and not rule.both:
        raise Rejected(name, "a rule that has an opposite form", "`opposite`")
    premises, conclusion, conds = rule.apply(Instance(args, opposite, cited, claim))
    for p in premises:
        if not (any(map(cited.gives, p)) if type(p) is list else cited.gives(p)):
            raise Rejected(name, ("premise", p[0] if type(p) is list else p), "no cited fact that gives it")
    return conclusion, conds
