"""Goals, conditions that cannot hold, and the three outcomes."""

import json
import os
import unittest

from support import ROOT, TRIVIAL, angles, certificate_of, conditions, congruence, direction, geo, hyp, lengths, linear, logs, outcome, points, theorem

ISOSCELES = "2*dangle(IJ, BC) = dangle(IJ, AB) + dangle(IJ, AC)"
RATIO = [hyp(points("coll", "ABC"), 0), hyp(lengths("1 AB, -2 BC"), 1)]
VECTOR = {s: {"kind": "vec", "terms": [["1", "B"], ["-1", "A"], [f"{-s}", "C"], [f"{s}", "B"]]} for s in (2, -2)}


def of_goal(goal, *steps, hyps=(), declared="", goals=None):
    return outcome(theorem(list(hyps), goal, declared), certificate_of(list(steps), goals=goals))


class Goals(unittest.TestCase):
    def test_a_goal_is_claimed(self):
        step = hyp(lengths("1 AB, -1 CD", kind="sq"), 0)
        self.assertEqual(of_goal("AB = CD", step, hyps=["AB = CD"])[0], "accepted")
        self.assertEqual(of_goal("AB = CE", step, hyps=["AB = CD"])[:2], ("rejected", 0))
        self.assertEqual(of_goal("AB = CD", step, hyps=["AB = CD"], goals=[5])[:2], ("rejected", None))
        self.assertEqual(of_goal("AB = CD", step, hyps=["AB = CD"], goals=[0, 0])[:2], ("rejected", None))

    def test_a_circle_gives_its_points(self):
        step, hyps = hyp(points("cyclic", "ABCD"), 0), ["cyclic(A, B, C, D)"]
        self.assertEqual(of_goal("cyclic(B, A, B, C)", step, hyps=hyps)[0], "accepted")
        self.assertEqual(of_goal("cyclic(B, A, B, E)", step, hyps=hyps)[:2], ("rejected", 0))

    def test_a_condition_as_goal_is_declared_or_left_open(self):
        self.assertEqual(of_goal("A != B", TRIVIAL, declared="not collinear(A, B, C)")[0], "accepted")
        self.assertEqual(of_goal("A != B", TRIVIAL), ("declined",))

    def test_statements_that_are_not_carried(self):
        self.assertEqual(of_goal("AB*CD = AC + BD*EF", TRIVIAL), ("declined",))
        self.assertEqual(of_goal("AB = BA", TRIVIAL, hyps=["AB parallel CD implies C = D"]), ("declined",))

    def find(self, what, step, hypothesis):
        source = theorem([hypothesis]).replace("show AB = BA", f"find {what}")
        return outcome(source, certificate_of([step]))[0]

    def test_values(self):
        for what, claim, hypothesis, wanted in (
            ("angle(A, B, C)", angles("-2 CBA", "-1/3"), "angle(A, B, C) = 30 deg", "accepted"),
            ("angle(A, B, C)", angles("1 ABC", "7/6"), "angle(A, B, C) = 210 deg", "rejected"),
            ("angle(A, B, C)", direction("1 BC, -1 BA", "1/6"), "dangle(A, B, C) = 30 deg", "rejected"),
            ("AB", lengths("1 AB", "3"), "AB = 3", "accepted"),
            ("AB", lengths("1 AB, -1 CD"), "AB = CD", "rejected"),
            ("AB/CD", lengths("1 AB, -2 CD", kind="sq"), "AB^2 = 2*CD^2", "accepted"),
            ("AB/CD", lengths("1 AB, 2 CD"), "AB = -2*CD", "rejected"),
        ):
            with self.subTest(what=what, claim=claim):
                self.assertEqual(self.find(what, hyp(claim, 0), hypothesis), wanted)


class Contradictions(unittest.TestCase):
    def refused(self, hyps, steps, step, declared=""):
        got = outcome(theorem(hyps, declared=declared), certificate_of([*steps, TRIVIAL]))
        self.assertEqual(got[:2], ("rejected", step), got)

    def test_zero_is_not_one(self):
        steps = [hyp(lengths("1 AB", "3"), 0), hyp(lengths("1 AB, -1 CD"), 1), hyp(lengths("1 CD", "4"), 2)]
        steps.append(linear(lengths("1 AB, -1 BA", "-1"), "1 -1 -1", 0, 1, 2))
        self.refused(["AB = 3", "AB = CD", "CD = 4"], steps, 3)

    def test_zero_is_not_one_modulo_a_coincidence(self):
        halves = [{"kind": "vec", "terms": [["2", m], ["-1", "A"], ["-1", "B"]]} for m in "CD"]
        same = {"kind": "vec", "terms": [["1", "C"], ["-1", "D"]]}
        steps = [hyp(halves[0], 0), hyp(halves[1], 1), hyp(lengths("1 CE, -1 DE", "3"), 2)]
        steps += [linear(same, "1/2 -1/2", 0, 1), geo(points("same", "CD"), "vec_same", "CD", 3)]
        self.refused(["2*C = A + B", "2*D = A + B", "CE = DE + 3"], steps, 2)

    def test_a_point_differs_from_itself(self):
        self.refused([], [congruence(points("coll", "AAB")), geo(direction("1 AA, -1 AB"), "coll_dir", "AAB", 0)], 1)

    def test_a_condition_and_a_later_fact(self):
        steps = [hyp(direction("2 BC, -1 AB, -1 AC"), 0), geo(lengths("1 AB, -1 AC"), "isosceles_conv", "ABC", 0)]
        steps.append(hyp(points("coll", "ABC"), 1))
        self.refused([ISOSCELES, "collinear(A, B, C)"], steps, 1)

    def test_two_orders_of_three_points(self):
        steps = [geo(VECTOR[2], "ratio_vec", "ABC", 0, 1), geo(VECTOR[-2], "ratio_vec", "ABC", 0, 1, opposite=True)]
        self.refused(["collinear(A, B, C)", "AB = 2*BC"], RATIO + steps, 3)

    def test_orientations_chain(self):
        vector = {"kind": "vec", "terms": [["1", "B"], ["-1", "A"], ["-2", "D"], ["2", "C"]]}
        steps = [hyp(direction("1 AB, -1 CD"), 0), hyp(lengths("1 AB, -2 CD"), 1), geo(vector, "para_vec", "ABCD", 0, 1)]
        hyps = ["AB parallel CD", "AB = 2*CD"]
        wrong = "same_orientation(A, C, B, E, F, G), opposite_orientation(A, C, D, E, F, G)"
        self.refused(hyps, steps, 2, wrong)
        right = wrong.replace("opposite", "same")
        got = conditions(theorem(hyps, declared=right), steps)
        self.assertEqual(got[-1], (("opp_orient", (0, 1, 2), (0, 2, 3)), "declared"))


class Traps(unittest.TestCase):
    """The certificates of datasets/traps; figures are the kernel's side's business."""

    def test_every_trap_is_refused(self):
        folder = os.path.join(ROOT, "datasets", "traps")
        names = sorted(n[:-4] for n in os.listdir(folder) if n.endswith(".fml"))
        self.assertGreaterEqual(len(names), 9)
        for name in names:
            with self.subTest(name=name):
                path = os.path.join(folder, name)
                with open(path + ".fml", encoding="utf-8") as f, open(path + ".json", encoding="utf-8") as c:
                    got = outcome(f.read(), json.load(c))
                self.assertEqual(got[0], "accepted" if name == "rounded_figure" else "rejected", got)


class Strength(unittest.TestCase):
    def strength(self, steps, hyps, declared=""):
        from euclase_recheck import certificate, check, elaborate

        thm = elaborate.load(theorem(hyps, declared=declared))[0]
        return check.check(thm, certificate.from_value(thm, certificate_of([*steps, TRIVIAL]))).strength

    def test_the_worst_class(self):
        product = [hyp(logs("1 AB, 1 CD, -1 EF, -1 AE"), 0)]
        self.assertEqual(self.strength([], []), "general")
        self.assertEqual(self.strength(product, ["AB*CD = EF*AE"]), "generic")
        between = RATIO + [geo(VECTOR[2], "ratio_vec", "ABC", 0, 1)]
        hyps = ["collinear(A, B, C)", "AB = 2*BC"]
        self.assertEqual(self.strength(between, hyps), "configuration")
        self.assertEqual(self.strength(between, hyps, "B between A, C"), "general")


if __name__ == "__main__":
    unittest.main()
