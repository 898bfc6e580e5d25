"""Conditions that a certificate records for its lines: which may be, what they say, how they are listed."""

import unittest

import coordinates_examples as examples
from coordinates_examples import length, line, recorded, times, x
from support import angles, certificate_of, direction, judged, lengths, logs, outcome, points, proved
from euclase_recheck.conditions import Known
from euclase_recheck.errors import InputError


class Recorded(unittest.TestCase):
    """Conditions that a certificate records, and its lines cite."""

    def test_they_are_recorded_and_no_others_can_be_cited(self):
        source, lines, goals, _, _, conditions = examples.unless()
        longer, distinct = (("longer", (0, 1), (2, 3)), "configuration"), (("distinct", 0, 1), "nondegeneracy")
        self.assertEqual(judged(source, lines, goals, conditions=conditions), ("accepted", [longer]))
        # AB > CD entails A ≠ B, which is not listed then.
        lines[0]["rule"]["condition"] = 0
        self.assertEqual(judged(source, lines, goals, conditions=conditions[1:]), ("accepted", [distinct]))
        self.assertEqual(proved(source, lines, goals, conditions=conditions[:1]), "rejected")
        self.assertEqual(proved(source, lines, goals), "rejected")
        declared = source.replace("assume", "assume A != B,")
        self.assertEqual(judged(declared, lines, goals, conditions=conditions[1:]), ("accepted", [(distinct[0], "declared")]))
        nothing = [*conditions[1:], {"kind": "distinct", "points": ["C", "C"]}]
        self.assertEqual(proved(source, lines, goals, conditions=nothing), "rejected")

    def test_cited_or_not(self):
        conditions = [{"kind": "notcoll", "points": list("ABC")}]
        zero = [line([[length("AA"), "=", "0"]], "combine", cofactors=[])]
        got = judged("point A, B, C show A = A", zero, [{"lines": [0]}], conditions=conditions)
        self.assertEqual(got, ("accepted", [(("notcoll", 0, 1, 2), "nondegeneracy")]))

    def test_they_mean_something(self):
        """Not A = 0 as vectors: false in every frame with the origin A, true in others."""
        absurd = [recorded(0, []), line([[length("AB"), "=", "0"]], "weaken", 0)]
        for fact in ({"kind": "vec", "terms": [["1", "A"]]}, {"kind": "log", "terms": [["1", "A", "B"]], "konst": [[4, "1"]]}):
            conditions = [{"kind": "not", "fact": fact}]
            self.assertEqual(proved("point A, B show A = B", absurd, [{"lines": [1]}], conditions=conditions), "rejected")
            zero = [line([[length("AA"), "=", "0"]], "combine", cofactors=[])]
            self.assertEqual(proved("point A, B show A = A", zero, [{"lines": [0]}], conditions=conditions), "rejected")

    def test_a_pair_with_coefficient_zero_is_not_proper(self):
        """Not d(AC) − d(AD) + 0·d(AB) = 0 does not say that A ≠ B."""
        known = Known([("not", ("dir", ((1, 0, 2), (-1, 0, 3), (0, 0, 1)), 0))])
        self.assertTrue(known.entails(("distinct", 0, 2)))
        self.assertFalse(known.entails(("distinct", 0, 1)))

    def with_conditions(self, conditions, source="point A, B, C, D real r show A = A", **more):
        zero = [line([[length("AA"), "=", "0"]], "combine", cofactors=[])]
        value = certificate_of([], goals=[0])
        value["algebra"] = {"conditions": conditions, "lines": zero, "goals": [{"lines": [0]}], **more}
        return outcome("theorem t { " + source + " }", value)

    def test_what_may_be_denied(self):
        def said(fact):
            return self.with_conditions([{"kind": "not", "fact": fact}])

        for fact in (
            direction("1 AB, -1 CD"), direction("1 AB, -1 AC", "1/2"), direction("1 AB, -1 CD", "-7/5"),
            lengths("1 AB, -1 CD"), lengths("1 AB, -1 AC"),
        ):  # fmt: skip
            self.assertEqual(said(fact)[0], "accepted", fact)
        for fact in (
            points("same", "AB"), points("coll", "ABC"), points("cyclic", "ABCD"),
            {"kind": "sim", "a": list("ABC"), "b": list("ABD"), "opposite": False},
            direction(""), direction("1 AB"), direction("-1 AB, 1 CD"), direction("1 AB, 1 CD"), direction("2 AB, -2 CD"),
            direction("1 AB, -1 CD, 0 AC"), direction("0 AC, 1 AB, -1 CD"), direction("1 AB, -1 CD, 1 AC, -1 BD"),
            direction(f"{-2**63} AB, 1 CD"),
            lengths(""), lengths("1 AB"), lengths("1 AB", "1"), lengths("-1 AB, 1 CD"), lengths("2 AB, -2 CD"),
            lengths("1 AB, 1 CD"), lengths("1 AB, -1 CD", "1"), lengths("1 AB, -1 CD, 0 AC"), lengths("1 AB, -2 CD"),
            lengths("1 AB, -1 CD", kind="sq"), logs("1 AB, -1 CD"), angles("1 ABC, -1 BCD", "0"),
            {"kind": "vec", "terms": [["1", "A"], ["-1", "B"]]}, {"kind": "vec", "terms": [["1", "A"]]},
        ):  # fmt: skip
            self.assertEqual(said(fact), ("rejected", None, "conditions"), fact)

    def test_comparisons_of_numbers(self):
        def said(*claim, **more):
            return self.with_conditions([{"kind": "num", "claim": list(claim)}], **more)

        ones = lambda n: ["+", *["1"] * n]  # noqa: E731
        sides = lambda n: ["area", *"ABCD" * (n // 4)]  # noqa: E731
        for relation in ("!=", "<", "<=", ">", ">="):
            got = said(x("C"), relation, length("AB"))
            self.assertEqual(got, ("accepted", [(("numcmp", ("x", 2, 0, 1), relation, ("len", 0, 1)), "configuration")]))
        # 999 numbers and their sum.
        self.assertEqual(said(ones(999), ">", sides(1000))[0], "accepted")
        wrong = ("rejected", None, "conditions")
        self.assertEqual(said(ones(1000), ">", "0"), wrong)
        self.assertEqual(said("0", "<", ones(1000)), wrong)
        self.assertEqual(said(sides(1004), ">", "0"), wrong)
        self.assertEqual(said("r", ">", "0"), wrong)
        self.assertEqual(said("0", "!=", ["*", length("AB"), ["sqrt", "r"]]), wrong)
        self.assertEqual(said("0", "!=", "z", reals=["z"]), wrong)
        deep = length("AB")
        for _ in range(401):
            deep = ["-", deep]
        self.assertEqual(said(deep, ">", "0"), wrong)

    def test_comparisons_mean_what_they_say(self):
        """The clause is the comparison, of which only what follows at once may be claimed, in any frame."""
        def cited(*claim, **more):
            lines = [recorded(0, [list(claim)], **more), line([[length("AA"), "=", "0"]], "combine", cofactors=[])]
            conditions = [{"kind": "num", "claim": [x("C"), ">", length("AB")]}]
            return proved("point A, B, C, D show A = A", lines, [{"lines": [1]}], conditions=conditions)

        for frame in ("AB", "DD"):
            for relation in (">", ">=", "!="):
                self.assertEqual(cited(x("C"), relation, length("BA"), frame=frame), "accepted")
            for claim in ([x("C"), "<", length("AB")], [x("C", "BA"), ">", length("AB")], [x("C"), "=", length("AB")]):
                self.assertEqual(cited(*claim, frame=frame), "rejected")
        self.assertEqual(cited(x("C"), ">", length("AB"), clause=1), "rejected")

    def test_a_solution_may_rest_on_them(self):
        """They mention no variable, so that nothing is asked for that they say."""
        a = length("AB")
        lines = [
            recorded(0, [[a, "!=", "0"]]),
            line([[times(a, "v"), "=", a]], "given", index=0),
            line([[["+", "v", "-1"], "=", "0"]], "field", 1, 0, powers=[1]),
            line([["v", "!=", "1"]], "suppose"),
            line([["v", "=", "1"]], "weaken", 2),
            line([["1", "=", "0"]], "suppose"),
        ]
        lines[5] = line([], "order", 3, 4, terms=[{"coefficient": "1", "factors": [0]}], cofactors=[[1, ["+", "1", ["-", "v"]]]])
        lines += [line([["v", "=", "1"]], "suppose"), line([[times(a, "v"), "=", a]], "combine", 6, cofactors=[a])]
        goal = [{"lines": [5, 7], "solutions": [["1"]]}]
        source = "point A, B real v assume AB*v = AB solve v"
        number = [{"kind": "num", "claim": [a, "!=", "0"]}]
        self.assertEqual(proved(source, lines, goal, conditions=number), "accepted")
        self.assertEqual(proved(source, lines, goal), "rejected")

    def test_too_many(self):
        differ = {"kind": "distinct", "points": ["A", "B"]}
        self.assertEqual(self.with_conditions([differ] * 100_001), ("rejected", None, "conditions"))
        self.assertEqual(self.with_conditions([differ] * 100_000)[0], "accepted")

    def test_what_cannot_be_read(self):
        for bad in (
            {"kind": "distinct", "points": ["A"]}, {"kind": "distinct"}, {"kind": "guess", "points": ["A", "B"]},
            {"kind": "dirne", "terms": [], "turn": "0"}, {"kind": "not"}, {"kind": "not", "fact": {"kind": "num"}}, "A",
            {"kind": "num"}, {"kind": "num", "claim": ["1", "<"]}, {"kind": "num", "claim": [length("AB"), "=", "1"]},
            {"kind": "num", "claim": [["1", "<", "2"]]}, {"kind": "num", "claim": ["1", "<", "q"]},
            {"kind": "num", "claim": ["1", "<", "2"], "fact": 1}, {"kind": "num", "points": ["A", "B"]},
            {"kind": "num", "claim": ["1", "~", "2"]}, {"kind": "any", "of": []},
            {"kind": "longer", "points": ["A", "B", "A", "Q"]}, {"kind": "positive", "points": ["A", "B", "C"], "fact": 1}, {},
        ):  # fmt: skip
            with self.assertRaises(InputError, msg=bad):
                proved("point A, B, C show A = A", [], [], conditions=[bad])


if __name__ == "__main__":
    unittest.main()
