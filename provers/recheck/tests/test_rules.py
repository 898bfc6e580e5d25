"""Rules of geometry: the tables as they stand in SOUNDNESS.md, and every rule on figures."""

import os
import re
import unittest

from support import ROOT
from euclase_recheck import auxiliary, rules, tables

with open(os.path.join(ROOT, "SOUNDNESS.md"), encoding="utf-8") as f:
    ROWS = {m[1]: m[0] for m in re.finditer(r"^\| `(\w+)(?:\([A-Z, ]*\))?`.*$", f.read(), re.M)}


def cells(name):
    return [c.strip() for c in re.split(r"(?<!\\)\|", ROWS[name])[1:-1]]


def plain(text):
    """Text without spaces and the table's shorthands."""
    text = text.replace("A, B, C", "A,B,C").replace("A,B,C distinct", "Distinct(ABC)").replace("A,P,Q distinct", "Distinct(APQ)")
    text = text.replace("Sim(ABC,DEF,±)", "Sim(ABC,DEF)")
    text = re.sub(r"(\w+)\(([A-Z]), ?([A-Z]), ?([A-Z])\)", r"\1(\2\3\4)", text)
    return re.sub(r"[\s|]", "", text).strip("–")


class Tables(unittest.TestCase):
    def test_every_rule_of_the_table_is_known_and_no_other(self):
        names = list(ROWS)
        table = names[names.index("coll_dir") : names.index("dir_ang") + 1]
        self.assertEqual(sorted(table), sorted(rules.RULES))

    def test_rules_stand_as_in_the_table(self):
        compared = 0
        for row in tables.ROWS:
            name = row[0].replace("(±)", "")
            _, args, premises, conclusion, conds = cells(name)[:5]
            told = [args, premises, conclusion] + ([conds] if len(row) == 5 else [])
            ours = [row[1], row[2], row[3]] + ([row[4]] if len(row) == 5 else [])
            if any(w in cells(name)[i] for i in (2, 3, 4) for w in ("product", "the same", "angle at", "(ABCX), (")):
                continue
            with self.subTest(name):
                self.assertEqual("(±)" in cells(name)[0], row[0].endswith("(±)"))
                for a, b in zip(told, ours):
                    if name in ("sim_sas", "sim_sss", "sim_ssa"):
                        a = "Sim(ABC,DEF)" if a == "Sim" else a
                        a = re.sub(r"angle at A = ± angle at D", "d(AB)−d(AC)=±(d(DE)−d(DF))", a)
                    self.assertEqual(plain(a), plain(b))
                compared += 1
        self.assertGreaterEqual(compared, 35)

    def test_rules_for_conditions(self):
        names = list(ROWS)
        table = names[names.index("dir_ang") + 1 : names.index("midpoint")]
        self.assertEqual(sorted(table), sorted(rules.FOR_CONDITIONS))
        for name, args, premises, gives, needs, *other in tables.CONDITION_ROWS:
            told = cells(name.replace("(±)", ""))
            with self.subTest(name):
                self.assertEqual("(±)" in told[0], name.endswith("(±)"))
                if other:
                    # The opposite form asks for another first condition.
                    first, rest = needs.split("), ", 1)
                    needs = f"{first}), opposite: {other[0].split('), ')[0]}); {rest}"
                for a, b in zip(told[1:5], (args, premises, needs, gives)):
                    self.assertEqual(plain(a), plain(b))

    def test_definitions_of_auxiliary_points(self):
        for name, (args, _, exists, _) in auxiliary.TABLE.items():
            with self.subTest(name):
                self.assertIn(f"| `{name}({', '.join(args.split())})` |", ROWS[name])


if __name__ == "__main__":
    unittest.main()
