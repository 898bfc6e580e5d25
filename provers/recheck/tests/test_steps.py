"""Steps: what is accepted, under which conditions, and what is rejected at which step."""

import unittest

from support import (
    TRIVIAL, angles, aux, certificate_of, conditions, congruence, direction, divide, geo, hyp, lengths, linear, logs,
    outcome, points, theorem,
)  # fmt: skip

A, B, C, D, E, F = range(6)
EQUAL = lengths("1 AB, -1 CD")
OPEN, CHOICE, SAID = "nondegeneracy", "configuration", "declared"


def rejected_at(test, step, hyps, steps, **rest):
    got = outcome(theorem(hyps, declared=rest.pop("declared", "")), certificate_of([*steps, TRIVIAL], **rest))
    test.assertEqual(got[:2], ("rejected", step), got)
    return got[2]


class Citing(unittest.TestCase):
    def test_in_any_way_of_writing(self):
        for claim in (EQUAL, lengths("-3 DC, 3 BA"), lengths("1 AB, -1/2 CD, -1/2 DC"), logs("1 AB, -1 CD"), lengths("2 AB, -2 CD", kind="sq")):
            with self.subTest(claim):
                self.assertEqual(conditions(theorem(["AB = CD"]), [hyp(claim, 0)]), [])

    def test_directions_are_known_modulo_one_and_not_divided(self):
        got = conditions(theorem(["AB parallel CD"]), [hyp(direction("-1 AB, 1 CD", "-3"), 0)])
        self.assertEqual(got, [(("distinct", A, B), SAID), (("distinct", C, D), SAID)])
        rejected_at(self, 0, ["AB parallel CD"], [hyp(direction("2 AB, -2 CD"), 0)])

    def test_a_product_records_that_its_segments_are_proper(self):
        got = conditions(theorem(["AB*CD = EF*AE"]), [hyp(logs("1 AB, 1 CD, -1 EF, -1 AE"), 0)])
        self.assertEqual(len(got), 4)
        self.assertEqual({k for _, k in got}, {OPEN})

    def test_nothing_else(self):
        rejected_at(self, 0, ["AB = CD"], [hyp(EQUAL, 1)])
        rejected_at(self, 0, ["AB = CD"], [hyp(lengths("1 AB, -2 CD"), 0)])
        rejected_at(self, 1, ["AB = CD"], [hyp(EQUAL, 0), dict(hyp(EQUAL, 0), premises=[0])])


class Structure(unittest.TestCase):
    def test_congruence_over_cited_equalities(self):
        steps = [hyp(lengths("1 AB, 1 EF, -1 CD, -1 GH"), 0), hyp(lengths("1 EF, -1 GH"), 1)]
        hyps = ["AB + EF = CD + GH", "EF = GH"]
        self.assertEqual(conditions(theorem(hyps), [*steps, congruence(EQUAL, 0, 1)]), [])
        rejected_at(self, 2, hyps, [*steps, congruence(EQUAL, 0)])

    def test_coincidences_merge_points(self):
        steps = [hyp(points("same", "AC"), 0)]
        self.assertEqual(conditions(theorem(["A = C"]), [*steps, congruence(points("coll", "ABC"), 0)]), [])
        rejected_at(self, 1, ["A = C"], [*steps, congruence(points("coll", "ABC"))])

    def test_linear_combinations(self):
        hyps = ["AB = CD", "CD = EF"]
        steps = [hyp(EQUAL, 0), hyp(logs("1 CD, -1 EF"), 1)]
        claim = lengths("1 AB, -1 EF", kind="sq")
        self.assertEqual(conditions(theorem(hyps), [*steps, linear(claim, "1 1", 0, 1)]), [])
        rejected_at(self, 2, hyps, [*steps, linear(claim, "1 -1", 0, 1)])
        rejected_at(self, 2, hyps, [*steps, linear(claim, "1", 0, 1)])

    def test_kinds_do_not_mix(self):
        for claim in (direction("1 AB, -1 CD"), angles("1 ABC, -1 BCD", "0"), {"kind": "vec", "terms": [["1", "A"], ["-1", "B"]]}):
            with self.subTest(claim):
                rejected_at(self, 1, ["AB = CD"], [hyp(EQUAL, 0), linear(claim, "1", 0)])

    def test_no_half_slips_into_directions(self):
        steps = [hyp(direction("2 AB, -2 CD"), 0)]
        rejected_at(self, 1, ["2*dangle(AB, CD) = 0 deg"], [*steps, linear(direction("1 AB, -1 CD"), "1/2", 0)])

    def test_division_records_the_other_solutions(self):
        source = theorem(["2*dangle(A, B, C) = 60 deg"])
        claim = direction("1 BC, -1 BA", "1/6")
        got = conditions(source, [hyp(direction("2 BC, -2 BA", "1/3"), 0), divide(claim, 2, 0)])
        self.assertEqual(got[-1][1], CHOICE)
        self.assertEqual(str(got[-1][0][2] % 1), "1/3")
        for by in (1, 3, 361):
            steps = [hyp(direction("2 BC, -2 BA", "1/3"), 0), divide(claim, by, 0)]
            rejected_at(self, 1, ["2*dangle(A, B, C) = 60 deg"], steps)

    def test_claims_that_mean_nothing(self):
        unbalanced = {"kind": "vec", "terms": [["1", "A"], ["-1", "A"], ["1", "B"]]}
        rejected_at(self, 0, [], [congruence(unbalanced)])
        rejected_at(self, 0, [], [congruence(logs("1 AB, -1 AB", [(4, "0")]))])
        rejected_at(self, 0, [], [congruence(lengths("1 AB, -1 BA", "1" + "0" * 2000))])

    def test_premises(self):
        rejected_at(self, 1, ["AB = CD"], [hyp(EQUAL, 0), congruence(EQUAL, 0, 0)])
        rejected_at(self, 1, ["AB = CD"], [hyp(EQUAL, 0), congruence(EQUAL, 1)])


class Geometry(unittest.TestCase):
    ISOSCELES = "2*dangle(IJ, BC) = dangle(IJ, AB) + dangle(IJ, AC)"
    STEPS = [hyp(direction("2 BC, -1 AB, -1 AC"), 0), geo(lengths("1 AB, -1 AC"), "isosceles_conv", "ABC", 0)]

    def test_a_condition_is_recorded(self):
        got = conditions(theorem([self.ISOSCELES]), self.STEPS)
        self.assertIn((("notcoll", A, B, C), OPEN), got)

    def test_a_condition_that_the_statement_gives(self):
        for said in ("not collinear(C, A, B)", "counterclockwise(B, A, C)", "same_orientation(A, B, C, D, E, F)", "not AB parallel BC"):
            with self.subTest(said):
                got = conditions(theorem([self.ISOSCELES], declared=said), self.STEPS)
                self.assertIn((("notcoll", A, B, C), SAID), got)

    def test_premises_are_wanted(self):
        claim = geo(lengths("1 AB, -1 AC"), "isosceles_conv", "ABC")
        self.assertEqual(rejected_at(self, 0, [], [claim]), "isosceles_conv")

    def test_unknown_rule_wrong_arity_no_opposite(self):
        for step in (
            geo(EQUAL, "no_such_rule", "ABC", 0),
            geo(EQUAL, "isosceles_conv", "AB", 0),
            geo(lengths("1 AB, -1 AC"), "isosceles_conv", "ABC", 0, opposite=True),
        ):
            rejected_at(self, 1, [self.ISOSCELES], [self.STEPS[0], step])

    def test_a_number_is_read_as_it_is_written(self):
        log = logs("1 AB, -1 CD", [(2, "2")])
        got = conditions(theorem(["AB = 4*CD"]), [hyp(lengths("-2 AB, 8 CD"), 0), geo(log, "len_log", "BADC", 0)])
        self.assertEqual(got, [(("distinct", A, B), OPEN)])
        hyps = ["AB = 4*CD", "C = E"]
        steps = [hyp(lengths("1 AB, -4 CD"), 0), hyp(points("same", "CE"), 1)]
        rejected_at(self, 2, hyps, [*steps, geo(logs("1 AB, -1 ED", [(2, "2")]), "len_log", "ABED", 0, 1)])

    def test_law_of_sines_takes_either_sign(self):
        for sign in (1, -1):
            links = [direction(f"1 BC, -1 BA, {sign} DE, {-sign} DF"), direction(f"1 EF, -1 ED, {sign} AB, {-sign} AC")]
            said = [f"dangle(BA, BC) = {'dangle(DE, DF)' if sign > 0 else 'dangle(DF, DE)'}"]
            said.append(f"dangle(ED, EF) = {'dangle(AB, AC)' if sign > 0 else 'dangle(AC, AB)'}")
            claim = logs("1 BC, -1 CA, 1 EF, -1 FD")
            steps = [hyp(links[0], 0), hyp(links[1], 1), geo(claim, "law_of_sines", "ABCDEF", 0, 1)]
            with self.subTest(sign):
                self.assertIn((("notcoll", A, B, C), OPEN), conditions(theorem(said), steps))

    def test_from_undirected_angles_and_back(self):
        got = conditions(
            theorem(["angle(A, B, C) = 30 deg"]),
            [hyp(angles("1 ABC", "1/6"), 0), geo(direction("1 BC, -1 BA", "1/6"), "ang_dir", "ABC", 0)],
        )
        self.assertEqual(got[-1], (("positive", (A, C, B)), CHOICE))
        right = [hyp(direction("1 BC, -1 BA", "1/2"), 0), geo(angles("1 ABC", "1/2"), "dir_ang", "ABC", 0)]
        self.assertEqual({k for _, k in conditions(theorem(["AB perp BC"]), right)}, {SAID})
        wrong = [hyp(direction("1 BC, -1 BA", "1/2"), 0), geo(angles("1 ABC", "3/2"), "dir_ang", "ABC", 0)]
        rejected_at(self, 1, ["AB perp BC"], wrong)


class AuxiliaryPoints(unittest.TestCase):
    def test_facts_existence_and_what_is_ensured(self):
        steps = [aux(points("coll", "MAB"), 0, 0), geo(lengths("1 AM, 1 MB, -1 AB"), "between_sum", "AMB", 0)]
        got = conditions(theorem([]), steps, [("M", "midpoint", "AB")])
        self.assertEqual(got, [(("distinct", A, B), OPEN), (("between", A, 10, B), SAID)])

    def test_a_point_does_not_ensure_its_own_existence(self):
        got = conditions(theorem([]), [], [("X", "reflection", "CAB")])
        self.assertEqual(got, [(("notcoll", A, B, C), OPEN)])
        got = conditions(theorem([]), [], [("X", "reflection", "CAB"), ("Y", "reflection", "XAB")])
        self.assertEqual(got, [(("notcoll", A, B, C), OPEN), (("notcoll", A, B, 10), SAID)])

    def test_points_in_a_ratio(self):
        ratio = aux(logs("1 XA, -1 XB, -1 AC, 1 BC"), 0, 1)
        proper = [(("distinct", A, B), OPEN), (("distinct", A, C), OPEN), (("distinct", B, C), OPEN)]
        pairs = [(("distinct", A, 10), SAID), (("distinct", B, 10), SAID)]
        for name in ("similitude_inner", "similitude_outer"):
            added = [("X", name, "ACBC")]
            got = conditions(theorem([]), [ratio], added)
            self.assertEqual([c for c in got if c[0][0] == "distinct"], proper + pairs)
            self.assertEqual([k for c, k in got if c[0] == "not"], [CHOICE] * (name == "similitude_outer"))
            rejected_at(self, 0, [], [aux(logs("1 XA, -1 XB, 1 AC, -1 BC"), 0, 1)], auxiliary=added)
        equal = [hyp(lengths("1 AC, -1 BC"), 0)]
        self.assertEqual(outcome(theorem(["AC = BC"]), certificate_of([*equal, TRIVIAL], [("X", "similitude_inner", "ACBC")]))[0], "accepted")
        rejected_at(self, None, ["AC = BC"], equal, auxiliary=[("X", "similitude_outer", "ACBC")])

    def test_points_of_contact(self):
        # The tangent from A to the circle around B through C.
        added = [("X", "contact", "ABC")]
        got = conditions(theorem([]), [aux(direction("1 XA, -1 XB", "1/2"), 0, 1)], added)
        self.assertIn((("longer", (A, B), (B, C)), CHOICE), got)
        self.assertEqual({k for c, k in got if 10 in c}, {SAID})
        rejected_at(self, 0, [], [aux(direction("1 XA, -1 XC", "1/2"), 0, 1)], auxiliary=added)
        rejected_at(self, None, ["AB = BC"], [hyp(lengths("1 AB, -1 BC"), 0)], auxiliary=added)

    def test_isogonal_conjugates(self):
        # The conjugate of D in triangle ABC.
        added = [("X", "isogonal_conjugate", "DABC")]
        got = conditions(theorem([]), [aux(direction("1 AX, 1 AD, -1 AB, -1 AC"), 0, 0)], added)
        self.assertEqual({k for c, k in got if 10 in c}, {SAID})
        self.assertEqual(sorted(c[0] for c, k in got if k == OPEN), ["notcoll"] * 4 + ["notcyclic"])
        theorem_at_c = conditions(theorem([]), [aux(direction("1 CX, 1 CD, -1 CA, -1 CB"), 0, 2)], added)
        self.assertEqual(sorted(c[0] for c, k in theorem_at_c if k == OPEN), ["notcoll"] * 4 + ["notcyclic"])
        rejected_at(self, 0, [], [aux(direction("1 CX, 1 CD, -1 CA, -1 CB"), 0, 1)], auxiliary=added)
        rejected_at(self, None, ["cyclic(A, B, C, D)"], [hyp(points("cyclic", "ABCD"), 0)], auxiliary=added)
        rejected_at(self, None, ["collinear(A, B, D)"], [hyp(points("coll", "ABD"), 0)], auxiliary=added)

    def test_unknown_definitions(self):
        for entry in (("X", "nowhere", "AB"), ("X", "midpoint", "ABC")):
            rejected_at(self, None, [], [], auxiliary=[entry])


if __name__ == "__main__":
    unittest.main()
