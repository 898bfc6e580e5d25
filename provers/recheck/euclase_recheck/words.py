"""Facts and conditions in words, for messages and lists."""

from .core import collect


class Words:
    """Prints with the names of a theorem's points, auxiliary ones included."""

    def __init__(self, names):
        self.names = names

    def run(self, points):
        return "".join(self.names[p] for p in points)

    def listed(self, points):
        return ", ".join(self.names[p] for p in points)

    def sum(self, terms, of):
        out = []
        for q, *x in terms:
            sign = "-" if q < 0 else "+"
            k = "" if abs(q) == 1 else f"{abs(q)}·"
            out.append((sign, k + of(*x)))
        if not out:
            return "0"
        first = ("-" if out[0][0] == "-" else "") + out[0][1]
        return first + "".join(f" {s} {t}" for s, t in out[1:])

    def fact(self, f):
        kind = f[0]
        if kind == "same":
            return f"{self.names[f[1]]} = {self.names[f[2]]}"
        if kind in ("coll", "cyclic"):
            return f"{'collinear' if kind == 'coll' else 'cyclic'}({self.listed(f[1:])})"
        if kind == "sim":
            how = "oppositely" if f[3] else "directly"
            return f"{self.run(f[1])} {how} similar {self.run(f[2])}"
        if kind == "dir":
            return f"{self.sum(f[1], lambda a, b: f'dir({self.run((a, b))})')} = {f[2]}"
        if kind == "log":
            konst = " + ".join(f"{e}·log {p}" for p, e in f[2]) or "0"
            return f"{self.sum(f[1], lambda a, b: f'log {self.run((a, b))}')} = {konst}"
        if kind in ("len", "sq"):
            power = "^2" if kind == "sq" else ""
            return f"{self.sum(f[1], lambda a, b: self.run((a, b)) + power)} = {f[2]}"
        if kind == "vec":
            return f"{self.sum(f[1], lambda p: self.names[p])} = 0"
        if kind == "ang":
            return f"{self.sum(f[1], lambda t: f'angle {self.run(t)}')} = {f[2]}"
        return "an equation of numbers"

    def condition(self, c):
        kind = c[0]
        if kind == "distinct":
            return f"{self.names[c[1]]} != {self.names[c[2]]}"
        if kind == "notcoll":
            return f"{self.listed(c[1:])} not collinear"
        if kind == "notpara":
            return f"{self.run(c[1])} not parallel {self.run(c[2])}"
        if kind == "dirne":
            return "not " + self.fact(("dir", collect(c[1]), c[2]))
        if kind in ("same_orient", "opp_orient"):
            how = "same" if kind == "same_orient" else "opposite"
            return f"{how}_orientation({self.run(c[1])}, {self.run(c[2])})"
        if kind == "positive":
            return f"{self.run(c[1])} counter-clockwise"
        if kind == "between":
            return f"{self.names[c[2]]} between {self.names[c[1]]}, {self.names[c[3]]}"
        if kind == "outside":
            return f"{self.names[c[2]]} outside {self.run((c[1], c[3]))}"
        if kind == "longer":
            return f"{self.run(c[1])} > {self.run(c[2])}"
        if kind == "notcyclic":
            return f"{self.listed(c[1:])} not on one circle or line"
        if kind == "angwithin":
            return f"-1 < {self.sum(c[1], lambda t: f'angle {self.run(t)}')} - ({c[2]}) < 1"
        if kind == "not":
            return "not " + self.fact(c[1])
        if kind == "any":
            return " or ".join(map(self.condition, c[1]))
        return "a comparison of numbers"

    def say(self, x):
        """What a rejection expected or got: a text, or something of the certificate."""
        if isinstance(x, str):
            return x
        kind, what = x
        if kind == "shape":
            return f"a cited equation: {what}"
        return self.condition(what) if kind == "condition" else self.fact(what)
