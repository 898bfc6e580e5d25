"""Proof sketches: read for their mistakes, and otherwise no business of a checker.

Points of a sketch come after those of the statement, and nothing that it says is part of it.
"""

from .errors import SourceError
from .relations import HOLDS


class Sketch:
    """The part of the elaborator that reads `proof { … }`."""

    def sketch(self):
        thm = self.thm
        body = self.item.body
        if not body or body[-1][0] != "proof":
            return
        statement = len(thm.points)
        self.sketch_steps(body[-1][2], [])
        del thm.points[statement:]
        del thm.hidden[statement:]

    def sketch_steps(self, body, labels):
        for s in body:
            kind, at = s[0], s[1]
            if kind in ("point", "triangle", "circle", "line", "let"):
                self.guarded(lambda: self.introduction(s))
            elif kind in ("have", "show"):
                _, _, label, props, _, by, inner = s
                if inner:
                    self.sketch_steps(inner, list(labels))
                self.check_hints(by, labels, at)
                self.claims(props)
                if label:
                    if label in labels:
                        raise SourceError(f"the label `[{label}]` is used twice", at)
                    labels.append(label)
            elif kind == "calc":
                left = s[2]
                for relation, right, by in s[3]:
                    self.check_hints(by, labels, at)
                    self.guarded(lambda: self.calc_step(left, relation, right))
                    self.said = []
                    left = right
            elif kind == "case":
                self.claims([s[2]])
                self.sketch_steps(s[3], list(labels))
                if self.thm.points:
                    self.thm.unsupported += 1
            else:
                raise SourceError(f"`{kind}` has no place in a proof", at)
            self.said = []

    def calc_step(self, left, relation, right):
        x, y = self.number(left), self.number(right)
        with self.setting(assuming=False):
            if relation == "=":
                self.equation(x, y)
            elif relation in HOLDS and relation != "!=":
                self.comparison(x, relation, y)
            else:
                raise SourceError(f"`{relation}` has no place in `calc`", right[1])

    @staticmethod
    def check_hints(by, labels, at):
        for kind, name in by:
            if kind == "label" and name not in labels:
                raise SourceError(f"unknown label `[{name}]`: no earlier claim has it", at)
