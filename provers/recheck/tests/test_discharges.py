"""Conditions that follow from facts and other conditions: each rule, and when it may serve."""

import unittest

from support import (
    TRIVIAL, angles, aux, certificate_of, conditions, congruence, direction, follows, geo, hyp, lengths, linear, logs,
    outcome, points, theorem,
)  # fmt: skip
from euclase_recheck import certificate, rules
from euclase_recheck.conditions import Known, canonical
from euclase_recheck.elaborate import load
from euclase_recheck.errors import InputError, Rejected
from euclase_recheck.graph import Cited

A, B, C, D, E, F = range(6)
OPEN, CHOICE, SAID = "nondegeneracy", "configuration", "declared"
THEOREM = load(theorem([]))[0]
READ = certificate.Reader(THEOREM)


def similar(a, b, opposite=False):
    return {"kind": "sim", "a": list(a), "b": list(b), "opposite": opposite}


def vector(text):
    return {"kind": "vec", "terms": [[q, p] for q, p in (t.split() for t in text.split(","))]}


def applied(name, args, *cited, opposite=False):
    """What a rule gives and needs, in canonical form, with these facts cited."""
    given, needs = rules.discharge(name, READ.points_of(list(args)), opposite, Cited([READ.claim(f) for f in cited]))
    return canonical(given), [canonical(c) for c in needs]


class Rules(unittest.TestCase):
    def gives(self, wanted, name, args, *cited, needs=(), opposite=False):
        with self.subTest(name, args=args, cited=cited):
            self.assertEqual(applied(name, args, *cited, opposite=opposite), (canonical(wanted), [canonical(c) for c in needs]))

    def refused(self, because, name, args, *cited, opposite=False):
        with self.subTest(name, args=args, cited=cited):
            with self.assertRaises(Rejected) as r:
                applied(name, args, *cited, opposite=opposite)
            self.assertEqual(r.exception.rule, name)
            self.assertIn(because, str(r.exception))

    def test_sim_orient(self):
        for opposite in (False, True):
            turned = ("opp_orient" if opposite else "same_orient", (A, B, C), (D, E, F))
            self.gives(turned, "sim_orient", "ABCDEF", similar("EFD", "BCA", opposite), opposite=opposite)
            self.refused("no cited fact", "sim_orient", "ABCDEF", similar("ABC", "DEF", opposite), opposite=not opposite)
        self.refused("no cited fact", "sim_orient", "ABCDEF", similar("ABC", "DFE"))

    def test_angle_lines(self):
        for turn in ("1/2", "7/3", "-1/180"):
            self.gives(("notpara", (A, B), (C, D)), "angle_lines", "ABCD", direction("-1 BA, 1 CD", turn))
        self.gives(("notcoll", A, B, C), "angle_lines", "ABAC", direction("1 AB, -1 AC", "1/3"))
        self.refused("parallel lines", "angle_lines", "ABCD", direction("1 AB, -1 CD", "2"))
        self.refused("no cited fact", "angle_lines", "ABCD", direction("1 AB, 1 CD", "1/2"))
        self.refused("no cited fact", "angle_lines", "ABCD", direction("2 AB, -2 CD", "1/2"))
        self.refused("no cited fact", "angle_lines", "ABCD", direction("1 AB, -1 CD, 1 EF, -1 EG", "1/2"))
        self.refused("no cited fact", "angle_lines", "ABBA", direction("1 CD, -1 CE", "1/2"))

    def test_line_move(self):
        needs = [("notcoll", A, B, D), ("distinct", A, C)]
        self.gives(("notcoll", A, C, D), "line_move", "ABCD", points("coll", "CBA"), needs=needs)
        self.refused("no cited fact", "line_move", "ABCD", points("coll", "ABD"))

    def test_parallel_move(self):
        needs = [("notpara", (A, B), (E, F))]
        self.gives(("notpara", (C, D), (E, F)), "parallel_move", "ABCDEF", direction("1 CD, -1 AB"), needs=needs)
        self.refused("no cited fact", "parallel_move", "ABCDEF", direction("1 CD, -1 AB", "1/2"))

    def test_circle_proper(self):
        needs = [("distinct", A, B), ("distinct", A, C), ("distinct", B, C)]
        self.gives(("notcoll", A, B, C), "circle_proper", "ABCD", points("cyclic", "DCBA"), needs=needs)
        self.refused("no cited fact", "circle_proper", "ABCD", points("cyclic", "ABCE"))

    def test_pair_proper_by_degenerate_pairs(self):
        for fact in (
            direction("2 AB, -1 CD, -1 EF", "1/3"),
            logs("-1 AB, -1 GH, 1 DC, 1 EF", [(2, "1/2")]),
            direction("1 AB, -1 CD, -1 EF, 1 GH, 1 IJ, -1 IJ"),
        ):
            self.gives(("distinct", A, B), "pair_proper", "AB", fact, needs=[("distinct", C, D), ("distinct", E, F)])
        self.gives(("distinct", A, B), "pair_proper", "BA", logs("1 AB, 1 CD", [(3, "1")]))
        self.refused("no cited fact", "pair_proper", "AB", direction("1 AB, -1 BA, 1 CD, -1 EF"))
        self.refused("no cited fact", "pair_proper", "AB", angles("1 ABC", "1/3"))
        self.refused("no cited fact", "pair_proper", "AB", points("coll", "ABC"))

    def test_pair_proper_by_lengths(self):
        for kind in ("len", "sq"):
            self.gives(("distinct", A, B), "pair_proper", "AB", lengths("2 AB, -3 CD", kind=kind), needs=[("distinct", C, D)])
            self.gives(("distinct", A, B), "pair_proper", "AB", lengths("2 AB", "3", kind=kind))
            self.refused("no cited fact", "pair_proper", "AB", lengths("1 AB", kind=kind))
            self.refused("no cited fact", "pair_proper", "AB", lengths("1 AB, -1 CD", "1", kind=kind))
            self.refused("no cited fact", "pair_proper", "AB", lengths("1 AB, -1 CD, -1 EF", kind=kind))

    def test_order_turn(self):
        needs = [("outside", B, A, C), ("notcoll", A, B, D)]
        self.gives(("same_orient", (A, B, D), (A, C, D)), "order_turn", "ABCD", needs=needs)
        needs = [("between", B, A, C), ("notcoll", A, B, D)]
        self.gives(("opp_orient", (A, B, D), (A, C, D)), "order_turn", "ABCD", needs=needs, opposite=True)

    def test_parallel_turn(self):
        given = ("same_orient", (A, B, C), (A, B, D))
        self.gives(given, "parallel_turn", "ABCD", direction("1 AB, -1 CD"), needs=[("notcoll", A, B, C)])
        self.refused("no cited fact", "parallel_turn", "ABCD", direction("1 AC, -1 BD"))
        self.refused("opposite", "parallel_turn", "ABCD", direction("1 AB, -1 CD"), opposite=True)

    def test_kite_turn(self):
        cited = lengths("1 AC, -1 AD", kind="sq"), logs("1 BC, -1 BD")
        needs = [("notcoll", A, B, C), ("distinct", C, D)]
        self.gives(("opp_orient", (A, B, C), (A, B, D)), "kite_turn", "ABCD", *cited, needs=needs)
        self.refused("no cited fact", "kite_turn", "ABCD", cited[0])
        self.refused("no cited fact", "kite_turn", "ABCD", cited[0], lengths("1 BC, -2 BD"))

    def test_mid_order(self):
        cited = points("coll", "ABM".replace("M", "C")), lengths("1 CA, -1 CB")
        self.gives(("between", A, C, B), "mid_order", "ACB", *cited, needs=[("distinct", A, B)])
        self.refused("no cited fact", "mid_order", "ACB", cited[1])
        self.refused("no cited fact", "mid_order", "ACB", cited[0], lengths("1 CA, -1 AB"))

    def test_vec_order(self):
        # B − A = r(C − B): (1 + r)B − A − rC = 0
        for fact in (vector("3 B, -1 A, -2 C"), vector("-3/2 B, 1/2 A, 1 C")):
            self.gives(("between", A, B, C), "vec_order", "ABC", fact, needs=[("distinct", A, B)])
        self.refused("positive", "vec_order", "ABC", vector("-1 B, -1 A, 2 C"))
        self.refused("positive", "vec_order", "ABC", vector("1 B, -1 A"))
        self.refused("no cited fact", "vec_order", "ABC", vector("1 B, -1 A, -1 C, 1 D"))
        self.refused("no cited fact", "vec_order", "ABA", vector("1 B, -1 A"))

    def test_no_other_rules(self):
        for name in ("no_such_rule", "coll_dir", "line_mov"):
            self.refused("unknown", name, "ABCD", points("coll", "ABC"))
        self.refused("4 points", "line_move", "ABC", points("coll", "ABC"))
        for name in ("coll_trans", "same_radii", "len_same", "vec_coll", "line_move"):
            with self.subTest(name), self.assertRaises(Rejected) as r:
                rules.derive(name, (A, B, C, D), False, Cited([]), ("coll", A, B, C))
            self.assertIn("unknown", str(r.exception))


class Entailment(unittest.TestCase):
    def test_what_is_between_is_outside_of_the_others(self):
        known = Known([("between", A, B, C)])
        for c in (("outside", B, A, C), ("outside", C, A, B), ("outside", A, C, B)):
            self.assertTrue(known.entails(c))
        for c in (("outside", A, B, C), ("between", B, A, C)):
            self.assertFalse(known.entails(c))
        self.assertFalse(Known([("outside", B, A, C)]).entails(("between", A, B, C)))

    def test_similar_triangles_of_the_statement(self):
        from euclase_recheck.conditions import of_hypotheses

        for opposite, wanted in ((False, "same_orient"), (True, "opp_orient")):
            known = Known(of_hypotheses([("sim", (A, B, C), (D, E, F), opposite)]))
            self.assertTrue(known.entails((wanted, (C, A, B), (F, D, E))))
            self.assertFalse(known.entails((wanted, (A, C, B), (D, E, F))))
            self.assertTrue(known.entails(("notcoll", D, E, F)))


# A proof that needs NotColl(ABC), which follows from NotColl(ABD), Coll(ADC) and A≠C.
ISOSCELES = "2*dangle(IJ, BC) = dangle(IJ, AB) + dangle(IJ, AC)"
HYPS = [ISOSCELES, "collinear(A, D, C)"]
STEPS = [
    hyp(direction("2 BC, -1 AB, -1 AC"), 0),
    hyp(points("coll", "ADC"), 1),
    geo(lengths("1 AB, -1 AC"), "isosceles_conv", "ABC", 0),
]
NEEDED, WANTED = ("notcoll", A, B, C), ("notcoll", A, B, D)


def moved(premise=1, before=2):
    return follows("line_move", "ADCB", [premise], before)


class Service(unittest.TestCase):
    def told(self, steps, discharges, declared="", hyps=HYPS):
        return conditions(theorem(hyps, declared=declared), steps, discharges=discharges)

    def rejected(self, because, steps, discharges, declared="", hyps=HYPS):
        thm = load(theorem(hyps, declared=declared))[0]
        from euclase_recheck import check

        with self.assertRaises(Rejected) as r:
            check.check(thm, certificate.from_value(thm, certificate_of([*steps, TRIVIAL], discharges=discharges)))
        self.assertIn(because, str(r.exception))
        return r.exception

    def test_what_follows_is_not_recorded(self):
        self.assertIn((NEEDED, OPEN), self.told(STEPS, []))
        got = self.told(STEPS, [moved()])
        self.assertNotIn(NEEDED, [c for c, _ in got])
        self.assertIn((WANTED, OPEN), got)
        self.assertIn((("distinct", A, C), SAID), got)

    def test_what_it_needs_may_be_declared(self):
        got = self.told(STEPS, [moved()], "not collinear(A, B, D)")
        self.assertIn((WANTED, SAID), got)
        self.assertNotIn(NEEDED, [c for c, _ in got])

    def test_what_is_declared_is_listed_so_though_it_also_follows(self):
        got = self.told(STEPS, [moved()], "not collinear(A, B, C)")
        self.assertIn((NEEDED, SAID), got)

    def test_a_later_step_alone_is_served(self):
        for before in (3, 4, 2**64 - 1):
            with self.subTest(before):
                self.assertIn((NEEDED, OPEN), self.told(STEPS, [moved(before=before)]))

    def test_earlier_steps_are_cited(self):
        self.rejected("earlier steps", STEPS, [moved(before=1)])
        self.rejected("earlier steps", STEPS, [moved(premise=9, before=10)])
        self.rejected("differ", STEPS, [follows("line_move", "ADCB", [1, 1], 2)])

    def test_the_order_of_the_steps_that_they_serve(self):
        two = [follows("pair_proper", "BC", [0], 1), moved()]
        self.told(STEPS, two)
        self.rejected("in the order of the steps", STEPS, two[::-1])

    def test_a_discharge_serves_later_ones(self):
        # B is off AC, so off EC, with E on AC, too.
        hyps, steps = [*HYPS, "collinear(A, C, E)"], [*STEPS[:2], hyp(points("coll", "ACE"), 2), STEPS[2]]
        steps.append(geo(lengths("1 EB, -1 EC"), "isosceles_conv", "EBC", 4))
        steps.insert(4, hyp(direction("2 BC, -1 EB, -1 EC"), 3))
        hyps.append("2*dangle(IJ, BC) = dangle(IJ, EB) + dangle(IJ, EC)")
        chain = [moved(before=3), follows("line_move", "CAEB", [2], 5)]
        got = [c for c, _ in self.told(steps, chain, hyps=hyps)]
        self.assertIn(WANTED, got)
        self.assertNotIn(NEEDED, got)
        self.assertNotIn(("notcoll", B, C, E), got)
        # The second needs NotColl(ABC), which is not given without the first.
        steps = [*steps[:3], steps[4], geo(lengths("1 EB, -1 EC"), "isosceles_conv", "EBC", 3)]
        got = [c for c, _ in self.told(steps, [follows("line_move", "CAEB", [2], 4)], hyps=hyps)]
        self.assertIn(NEEDED, got)

    def test_no_fact_gives_the_condition_under_which_it_was_proved(self):
        # AB and AC are equal because ABC is proper: so AB is a proper pair only if AC is.
        steps = [STEPS[0], STEPS[2]]
        steps[1] = geo(lengths("1 AB, -1 AC"), "isosceles_conv", "ABC", 0)
        own = follows("pair_proper", "AB", [1], 1)
        self.rejected("earlier steps", steps, [own])
        late = [follows("pair_proper", "AB", [1], 2)]
        self.assertIn((NEEDED, OPEN), self.told(steps, late))

    def test_no_circle_of_discharges(self):
        # NotColl(ADB) from NotColl(ACB), and back: one of both stays.
        two = [follows("line_move", "ACDB", [1], 2), moved()]
        got = [c for c, _ in self.told(STEPS, two)]
        self.assertIn(NEEDED, got)
        got = [c for c, _ in self.told(STEPS, two[::-1])]
        self.assertIn(WANTED, got)

    def test_orientations_chain_through_declared_ones(self):
        vec = {"kind": "vec", "terms": [["1", "B"], ["-1", "A"], ["-2", "D"], ["2", "C"]]}
        hyps = ["AB parallel CD", "AB = 2*CD", "AB parallel CE"]
        steps = [hyp(direction("1 AB, -1 CD"), 0), hyp(lengths("1 AB, -2 CD"), 1), hyp(direction("1 AB, -1 CE"), 2)]
        steps.append(geo(vec, "para_vec", "ABCD", 0, 1))
        needed = ("opp_orient", (A, B, C), (A, C, D))
        turn = [follows("parallel_turn", "ABCE", [2], 3)]
        for said, wanted in (("same_orientation(A, B, E, A, D, C)", False), ("same_orientation(A, B, F, A, D, C)", True)):
            got = [c for c, _ in self.told(steps, turn, said + ", not collinear(A, B, C)", hyps)]
            self.assertEqual(needed in got, wanted, got)

    def test_what_follows_is_held_against_the_facts(self):
        hyps, steps = [*HYPS, "collinear(A, B, C)"], [*STEPS, hyp(points("coll", "ABC"), 2)]
        self.rejected("condition", steps, [moved()], hyps=hyps)

    def test_what_follows_is_held_against_itself(self):
        steps = [congruence(direction("1 AB, -1 AB"))]
        self.rejected("itself", steps, [follows("parallel_move", "ABABAB", [0], 1)], hyps=[])

    # Lines through C, D and E that are parallel to AB, and E the mirror image of C: it cannot be.
    TURNS = ["AB parallel CD", "AB parallel DE", "AC = AE", "BC = BE"]
    TURN_STEPS = [
        hyp(direction("1 AB, -1 CD"), 0), hyp(direction("1 AB, -1 DE"), 1),
        hyp(lengths("1 AC, -1 AE"), 2), hyp(lengths("1 BC, -1 BE"), 3),
    ]  # fmt: skip
    PROPER = "not collinear(A, B, C), not collinear(A, B, D), C != E"

    def test_what_follows_is_held_against_the_chain_of_conditions(self):
        chain = ", same_orientation(A, B, C, F, G, H), opposite_orientation(F, G, H, A, B, D)"
        turn = [follows("parallel_turn", "ABCD", [0], 4)]
        got = self.rejected("another orientation", self.TURN_STEPS, turn, self.PROPER + chain, self.TURNS)
        self.assertEqual((got.step, got.expected), (None, ("condition", ("same_orient", (A, B, C), (A, B, D)))))
        self.told(self.TURN_STEPS, turn, self.PROPER + chain.replace("opposite", "same"), self.TURNS)

    def test_what_follows_is_a_link_of_that_chain(self):
        three = [
            follows("parallel_turn", "ABCD", [0], 4), follows("parallel_turn", "ABDE", [1], 4),
            follows("kite_turn", "ABCE", [2, 3], 4),
        ]  # fmt: skip
        self.told(self.TURN_STEPS, three[:2], self.PROPER, self.TURNS)
        self.rejected("another orientation", self.TURN_STEPS, three, self.PROPER, self.TURNS)
        # A single one that says the opposite is enough.
        direct = self.PROPER + ", opposite_orientation(A, B, C, A, B, D)"
        self.rejected("another orientation", self.TURN_STEPS, three[:1], direct, self.TURNS)

    def test_what_follows_is_held_against_what_follows(self):
        steps = [hyp(direction("1 AB, -1 CD"), 0), hyp(lengths("1 AC, -1 AD"), 1), hyp(lengths("1 BC, -1 BD"), 2)]
        two = [follows("parallel_turn", "ABCD", [0], 3), follows("kite_turn", "ABCD", [1, 2], 3)]
        hyps = ["AB parallel CD", "AC = AD", "BC = BD"]
        for one in two:
            self.told(steps, [one], "not collinear(A, B, C), C != D", hyps)
        self.rejected("another orientation", steps, two, "not collinear(A, B, C), C != D", hyps)

    def test_the_last_of_a_chain_is_blamed(self):
        said = "opposite_orientation(A, B, C, D, E, F), same_orientation(A, B, C, G, H, I), same_orientation(D, E, F, G, H, I)"
        got = self.rejected("another orientation", [], [], said, [])
        self.assertEqual(got.expected, ("condition", ("same_orient", (D, E, F), (6, 7, 8))))

    def test_lines_through_a_common_point_are_compared_as_points(self):
        # What is needed, NotPara(AB, AC), is NotColl(ABC); what is given is held against both.
        hyps = ["AB parallel DE", "collinear(A, B, C)", "dangle(AB, AC) = 0 deg"]
        start, line, same = hyp(direction("1 AB, -1 DE"), 0), hyp(points("coll", "ABC"), 1), hyp(direction("1 AB, -1 AC"), 2)
        needs, gives = follows("parallel_move", "ABDEAC", [0], 1), follows("parallel_move", "DEABAC", [0], 1)
        self.told([start, same], [needs], hyps=hyps)
        for turn, fact in ((needs, line), (gives, line), (gives, same)):
            self.rejected("condition", [start, fact], [turn], hyps=hyps)

    def test_discharges_past_the_last_step_are_checked(self):
        self.rejected("unknown", STEPS, [follows("no_such_rule", "AB", [], 2**63)])
        self.rejected("unknown", STEPS, [follows("no_such_rule", "AB", [], 5)])

    def test_work_counts(self):
        long = {"kind": "len", "terms": [["9" * 1900, "A", "B"], ["-" + "9" * 1900, "B", "A"]], "konst": "0"}
        steps = [congruence(long)] * 5 + [hyp(points("coll", "ADC"), 1)]
        one = follows("line_move", "ADCB", range(6), 6)
        self.told(steps, [one] * 5)
        self.rejected("units of work", steps, [one] * 6)

    def test_orders_are_held_against_each_other(self):
        hyps = ["collinear(A, C, B)", "CA = CB"]
        steps = [hyp(points("coll", "ACB"), 0), hyp(lengths("1 CA, -1 CB"), 1)]
        middle = [follows("mid_order", "ACB", [0, 1], 2)]
        self.assertEqual(self.told(steps, middle, hyps=hyps), [(("distinct", A, B), OPEN)])
        self.rejected("condition", steps, middle, "A between C, B", hyps)


class Reading(unittest.TestCase):
    def test_fields(self):
        good = certificate_of([TRIVIAL])
        self.assertEqual(outcome(theorem([]), {k: v for k, v in good.items() if k != "discharges"})[0], "accepted")
        whole = follows("pair_proper", "AB", [0], 1)
        for bad in (
            {**whole, "why": "x"}, {**whole, "opposite": 1}, {**whole, "before": -1}, {**whole, "before": 2**64},
            {**whole, "args": ["A", "Z"]}, {**whole, "rule": 3}, {**whole, "premises": 0},
            {k: v for k, v in whole.items() if k != "before"}, {k: v for k, v in whole.items() if k != "premises"},
        ):  # fmt: skip
            with self.subTest(bad), self.assertRaises(InputError):
                certificate.from_value(THEOREM, certificate_of([TRIVIAL], discharges=[bad]))
        del whole["opposite"]
        self.assertEqual(certificate.from_value(THEOREM, certificate_of([TRIVIAL], discharges=[whole])).discharges[0][2], False)


if __name__ == "__main__":
    unittest.main()
