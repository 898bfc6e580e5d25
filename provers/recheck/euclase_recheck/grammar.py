"""Expressions of `.fml`: recursive descent, one function a level, loosest first.

Expressions are tuples (kind, offset, ...):
  points names | name text | number text | pi | deg e | call name args | triangle shape names
  sum [(minus, e)] | product [(over, e)] | power base exponent
  chain first [(relation, e)] | between x a b | not e | and es | or es | iff a b | implies a b
  forall names e
"""

from . import lexer
from .errors import SourceError

RELATIONS = frozenset("= != < <= > >= parallel perp tangent on inside outside similar congruent".split())


class Tokens:
    """A walk over the tokens of a source text."""

    def __init__(self, source):
        self.tokens = lexer.tokens(source)
        self.i = 0

    def peek(self):
        return self.tokens[self.i]

    def at(self):
        return self.tokens[self.i][2]

    def next(self):
        tok = self.tokens[self.i]
        self.i += 1
        return tok

    def sees(self, *texts):
        """Is the next token one of these reserved words or signs?"""
        kind, text, _ = self.tokens[self.i]
        return kind in ("key", "sign") and text in texts

    def take(self, text):
        if self.sees(text):
            self.i += 1
            return True
        return False

    def expect(self, text):
        if not self.take(text):
            raise self.unexpected(f"expected `{text}`")

    def unexpected(self, mend=None):
        kind, text, at = self.peek()
        what = text if kind == "end" else f"`{text[:40]}`"
        return SourceError(f"unexpected {what}", at, mend)

    def list_of(self, one):
        out = [one()]
        while self.take(","):
            out.append(one())
        return out

    def lower_name(self):
        if self.peek()[0] != "name":
            raise self.unexpected("expected a name that begins with a small letter")
        return self.next()[1]

    def any_name(self):
        if self.peek()[0] not in ("name", "points", "word"):
            raise self.unexpected("expected a name")
        return self.next()[1]

    def run(self):
        if self.peek()[0] != "points":
            raise self.unexpected("expected points written together, as `ABC`")
        return tuple(lexer.split_points(self.next()[1]))


class Expressions(Tokens):
    """Reads expressions."""

    def expression(self):
        at = self.at()
        if self.take("for"):
            self.expect("all")
            names = self.list_of(self.lower_name)
            self.expect(":")
            return "forall", at, names, self.equivalence()
        return self.equivalence()

    def equivalence(self):
        at = self.at()
        a = self.implication()
        return ("iff", at, a, self.implication()) if self.take("iff") else a

    def implication(self):
        at = self.at()
        a = self.junction("or", lambda: self.junction("and", self.negation))
        if self.take("implies"):
            return "implies", at, a, self.junction("or", lambda: self.junction("and", self.negation))
        return a

    def junction(self, word, part):
        at = self.at()
        parts = [part()]
        while self.take(word):
            parts.append(part())
        return (word, at, parts) if len(parts) > 1 else parts[0]

    def negation(self):
        at = self.at()
        return ("not", at, self.relation()) if self.take("not") else self.relation()

    def relation(self):
        at = self.at()
        first = self.sum()
        if self.take("between"):
            a = self.sum()
            if not (self.take(",") or self.take("and")):
                raise self.unexpected("expected `,` or `and`")
            return "between", at, first, a, self.sum()
        rest = []
        while self.sees(*RELATIONS):
            relation = self.next()[1]
            rest.append((relation, self.sum()))
        return ("chain", at, first, rest) if rest else first

    def sum(self):
        at = self.at()
        terms = [(self.take("-"), self.product())]
        while self.sees("+", "-"):
            minus = self.next()[1] == "-"
            terms.append((minus, self.product()))
        return ("sum", at, flat("sum", terms)) if len(terms) > 1 or terms[0][0] else terms[0][1]

    def product(self):
        at = self.at()
        factors = [(False, self.power())]
        while self.sees("*", "/"):
            over = self.next()[1] == "/"
            factors.append((over, self.power()))
        return ("product", at, flat("product", factors)) if len(factors) > 1 else factors[0][1]

    def power(self):
        at = self.at()
        base = self.atom()
        if self.take("deg"):
            return "deg", at, base
        if not self.take("^"):
            return base
        mark = self.at()
        if self.take("-"):
            return "power", at, base, ("sum", mark, [(True, self.atom())])
        return "power", at, base, self.atom()

    def atom(self):
        kind, text, at = self.peek()
        if kind == "points":
            return "points", at, self.run()
        if kind == "number":
            self.next()
            return "number", at, text
        if kind == "name" or (kind == "key" and text in ("circle", "line", "angle", "acute", "obtuse", "tangent")):
            after = self.tokens[self.i + 1][:2]
            if after == ("sign", "("):
                self.i += 2
                args = self.list_of(self.expression)
                self.expect(")")
                return "call", at, text, args
            if kind == "name":
                self.next()
                return "name", at, text
            if text == "angle":
                self.next()
                mark = self.at()
                return "call", at, "angle", [("points", mark, self.run())]
        if self.take("pi"):
            return "pi", at
        if self.sees("triangle", "acute", "obtuse"):
            shape = self.next()[1]
            if shape == "triangle":
                shape = None
            else:
                self.expect("triangle")
            return "triangle", at, shape, self.run()
        if self.take("("):
            inner = self.expression()
            self.expect(")")
            return inner
        raise self.unexpected("expected an expression")


def flat(kind, parts):
    """A sum that begins with a sum in brackets continues it; likewise a product."""
    sign, first = parts[0]
    if not sign and first[0] == kind:
        return first[2] + parts[1:]
    return parts
