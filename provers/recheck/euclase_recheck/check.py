"""The driver: a theorem and a certificate, step by step, to one of three outcomes."""

from . import algebra_recorded, auxiliary, conditions, conflicts, limits, rules, structural
from .conditions import Known
from .algebra_goals import GoalProofs
from .errors import Declined, Rejected, deep_stack
from .goals import check_goals, refuse_what_is_not_carried
from .graph import Cited


class Accepted:
    """A theorem: its conditions with their classes, and its strength."""

    __slots__ = ("conditions", "strength", "steps")

    def __init__(self, conds, steps):
        self.conditions = conds
        self.strength = conditions.strength(conds)
        self.steps = steps


class Checker:
    """One certificate under check. `facts` are the claims of the steps that were accepted."""

    def __init__(self, theorem, certificate):
        self.theorem = theorem
        self.certificate = certificate
        self.facts = []
        self.work = limits.Work()
        # Conditions that steps record, and by which step and rule.
        self.recorded = []
        self.places = []
        # Conditions for the existence of auxiliary points, each with what is declared for it.
        self.existence = []
        self.defining = []
        # What the statement declares; in what follows, with what the auxiliary points ensure.
        self.stated = self.declared = Known(theorem.conds + conditions.of_hypotheses(theorem.hyps))
        # What is given at this moment: declared, or from a discharge so far. `followed` are the
        # conclusions of these.
        self.given = None
        self.followed = []

    def run(self):
        thm, cert = self.theorem, self.certificate
        if cert.theorem != thm.name:
            raise Rejected("theorem", thm.name, cert.theorem[:80])
        refuse_what_is_not_carried(thm)
        limits.check_certificate(cert)
        self.introduce()
        self.given = self.declared.copy()
        for i, step in enumerate(cert.steps):
            self.serve(i)
            try:
                self.step(i, *step)
            except Rejected as r:
                r.step = i
                raise
        self.serve(limits.NEVER)
        if cert.algebra:
            algebra_recorded.check(cert.algebra.conditions)
        lines = cert.algebra and GoalProofs(thm, self.facts, cert.algebra)
        check_goals(self, lines)
        if cert.algebra:
            self.record(cert.algebra.conditions, None, "conditions")
        return self.conclude()

    def introduce(self):
        """Auxiliary points, in order. What a definition ensures counts as declared for what
        follows, never for the existence of the point itself."""
        first = len(self.theorem.points)
        for j, (name, definition, args) in enumerate(self.certificate.aux):
            facts, exists, ensures = auxiliary.define(first + j, definition, args, f"aux {name[:40]}")
            self.defining.append(facts)
            self.existence += [(c, self.declared) for c in exists]
            if ensures:
                self.declared = self.declared.copy()
                for c in ensures:
                    self.declared.add(c)

    def step(self, i, claim, rule, premises):
        self.cites(premises, i, rule[0])
        self.work.step(claim, rule, premises)
        limits.check_claim(claim)
        facts = [self.facts[p] for p in premises]
        conds = getattr(self, "by_" + rule[0])(claim, facts, *rule[1:])
        self.record(conds, i, rule[1] if rule[0] == "geo" else rule[0])
        self.facts.append(claim)

    def record(self, conds, step, rule):
        """Conditions that a step, a discharge or a goal needs. One that only discharges give
        follows from what was recorded before, and is not recorded."""
        for c in conds:
            if self.declared.entails(c) or not self.given.entails(c):
                self.recorded.append(c)
                self.places.append((step, rule))

    def serve(self, i):
        """The discharges that stand before step i, in order."""
        discharges = self.certificate.discharges
        while len(self.followed) < len(discharges) and discharges[len(self.followed)][-1] <= i:
            self.discharge(*discharges[len(self.followed)])

    def discharge(self, name, args, opposite, premises, before):
        """What follows counts as given from here on."""
        if before < len(self.facts):
            raise Rejected(name, "discharges in the order of the steps that they serve", str(before))
        self.cites(premises, min(before, len(self.facts)), name)
        self.work.discharge(name, args, premises)
        gives, needs = rules.discharge(name, args, opposite, Cited([self.facts[p] for p in premises]))
        self.record(needs, None, name)
        self.given.add(gives)
        self.followed.append(gives)

    @staticmethod
    def cites(premises, i, rule):
        if len(set(premises)) < len(premises):
            raise Rejected(rule, "premises that differ", "one cited twice")
        for p in premises:
            if p >= i:
                raise Rejected(rule, "earlier steps as premises", str(p))

    # One method a kind of rule, so that a new kind is a new method.

    def by_hyp(self, claim, facts, number):
        return structural.cite("hyp", self.theorem.hyps, number, claim, facts)

    def by_aux(self, claim, facts, point, number):
        if point >= len(self.defining):
            raise Rejected("aux", f"an auxiliary point below {len(self.defining)}", str(point))
        return structural.cite("aux", self.defining[point], number, claim, facts)

    def by_congruence(self, claim, facts):
        return structural.congruence(claim, facts)

    def by_linear(self, claim, facts, multipliers):
        return structural.linear(claim, facts, multipliers)

    def by_divide(self, claim, facts, k):
        return structural.divide(claim, facts, k)

    def by_geo(self, claim, facts, name, args, opposite):
        cited = Cited(facts)
        conclusion, conds = rules.derive(name, args, opposite, cited, claim)
        if cited.graph.form(conclusion) != cited.graph.form(claim):
            raise Rejected(name, ("fact", conclusion), ("fact", claim))
        return conds

    def conclude(self):
        absurd = conflicts.absurd_fact(self.facts)
        if absurd is not None:
            raise Rejected("contradiction", "facts that can hold", "0 = 1", absurd)
        told = [c for c, _ in self.existence] + self.recorded
        # One entry a condition, where it was recorded first, with the first step that needs it.
        places, first = [(None, None)] * len(self.existence) + self.places, {}
        for c, place in zip(told, places):
            form = conditions.canonical(c)
            shown = form if form[0] in ("distinct", "notcoll") else c
            known = first.setdefault(form, [shown, (None, "conditions")])
            if known[1][0] is None and place[0] is not None:
                known[1] = place
        every = list(first.values())
        every += [[c, (None, "conditions")] for c in self.theorem.conds + self.followed]
        found = conflicts.find([c for c, _ in every], self.declared, self.facts)
        if found:
            at, why = found
            c, (step, rule) = every[at]
            raise Rejected(rule, ("condition", c), why, step)
        recorded = self.existence + [(c, self.declared) for c in self.recorded]
        return Accepted(conditions.listed(recorded), len(self.facts))


def check(theorem, certificate):
    """Accepted, or raises Rejected or Declined."""
    with deep_stack():
        return Checker(theorem, certificate).run()


__all__ = ["Accepted", "Declined", "Rejected", "check"]
