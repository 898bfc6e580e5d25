"""The parser of `.fml`: recursive descent, one function a construct.

Expressions are tuples (kind, offset, ...):
  points names | name text | number text | pi | deg e | call name args | triangle shape names
  sum [(minus, e)] | product [(over, e)] | power base exponent
  chain first [(relation, e)] | between x a b | not e | and es | or es | iff a b | implies a b
  forall names e
Statements are tuples (kind, offset, ...), see `Parser.statement`. The parser stops at the first
mistake: a checker refuses a file as a whole.
"""

from . import lexer
from .errors import SourceError

RELATIONS = frozenset("= != < <= > >= parallel perp tangent on inside outside similar congruent".split())
COMPARISONS = frozenset("= != < <= > >=".split())
SORTS = frozenset("point line circle real angle length".split())


class Item:
    """A theorem, definition, rule or lemma. Parameters and results are (sort, name, bound)."""

    __slots__ = ("attributes", "kind", "name", "params", "results", "body", "at")

    def __init__(self, attributes, kind, name, params, results, body, at):
        self.attributes = attributes
        self.kind = kind
        self.name = name
        self.params = params
        self.results = results
        self.body = body
        self.at = at


class Parser:
    """Reads the items of one source text."""

    def __init__(self, source):
        self.tokens = lexer.tokens(source)
        self.i = 0

    # ------------------------------------------------------------ tokens

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

    # ------------------------------------------------------------ items

    def file(self):
        items = []
        while self.peek()[0] != "end":
            items.append(self.item())
        return items

    def item(self):
        start = self.at()
        attributes = []
        while self.sees("@"):
            attributes.append(self.attribute())
        if not self.sees("theorem", "def", "rule", "lemma"):
            raise self.unexpected("expected `theorem`, `def`, `rule` or `lemma`")
        kind = self.next()[1]
        params, results = [], []
        if kind == "def" and self.sees("circle", "line"):
            name = self.next()[1]
        else:
            name = self.lower_name()
        if kind != "theorem":
            self.expect("(")
            params = self.list_of(self.param)
            self.expect(")")
        if kind == "def":
            self.expect("->")
            results = self.list_of(self.param)
        return Item(attributes, kind, name, params, results, self.block(), start)

    def attribute(self):
        at = self.at()
        self.expect("@")
        name = self.lower_name()
        args = []
        if self.take("("):
            args = self.list_of(self.attribute_argument)
            self.expect(")")
        return name, args, at

    def attribute_argument(self):
        minus = "-" if self.take("-") else ""
        kind, text, _ = self.peek()
        if kind not in (("number",) if minus else ("text", "number", "points", "word", "name")):
            raise self.unexpected()
        self.next()
        return ("word" if kind in ("points", "name") else kind), minus + text

    def param(self):
        sort = self.next()[1] if self.sees(*SORTS) else None
        name = self.any_name()
        bound = (self.next()[1], self.sum()) if self.sees(*COMPARISONS) else None
        return sort, name, bound

    def block(self):
        self.expect("{")
        out = []
        while not self.take("}"):
            out.append(self.statement())
        return out

    # ------------------------------------------------------------ statements

    def statement(self):
        kind, word, at = self.peek()
        read = getattr(self, "read_" + word, None) if kind == "key" else None
        if read is None:
            raise self.unexpected("a statement begins with a keyword")
        self.next()
        return read(at)

    def read_point(self, at):
        """point: names, loci, construction or None, other than, where"""
        names = self.list_of(self.any_name)
        on, definition, others, conds = [], None, [], []
        if self.take("="):
            definition = self.expression()
        elif self.take("on"):
            on = self.list_of(self.expression)
        if self.take("other"):
            self.expect("than")
            others = self.list_of(self.expression)
        if self.take("where"):
            conds = self.list_of(self.expression)
        return "point", at, names, on, definition, others, conds

    def read_triangle(self, at):
        return "triangle", at, self.run(), None

    def shaped(self, at, shape):
        self.expect("triangle")
        return "triangle", at, self.run(), shape

    def read_acute(self, at):
        return self.shaped(at, "acute")

    def read_obtuse(self, at):
        return self.shaped(at, "obtuse")

    def named(self, at, kind):
        names = self.list_of(self.lower_name)
        return kind, at, names, self.expression() if self.take("=") else None

    def read_circle(self, at):
        return self.named(at, "circle")

    def read_line(self, at):
        return self.named(at, "line")

    def read_let(self, at):
        name = self.any_name()
        self.expect("=")
        return "let", at, [name], self.expression()

    def read_real(self, at):
        names = self.list_of(self.any_name)
        bounds = []
        if self.sees(*COMPARISONS):
            bounds = [(self.next()[1], self.sum())]
        elif self.take("in"):
            self.expect("[")
            low = self.sum()
            self.expect(",")
            bounds = [(">=", low), ("<=", self.sum())]
            self.expect("]")
        return "real", at, names, bounds

    def read_function(self, at):
        name = self.lower_name()
        self.expect("(")
        params = self.list_of(self.lower_name)
        self.expect(")")
        self.expect("=")
        return "function", at, [name], params, self.expression()

    def read_assume(self, at):
        return "assume", at, self.list_of(self.expression)

    def read_require(self, at):
        return "require", at, self.list_of(self.expression)

    def read_locus(self, at):
        return "locus", at, self.any_name(), self.block()

    def claim(self, kind, at):
        """show, have: label, claims, equality case, hints, inner proof or None"""
        label = self.label() if self.sees("[") else None
        props = self.list_of(self.expression)
        equality = []
        if self.take("equality"):
            self.expect("iff")
            equality = self.list_of(self.expression)
        by = self.hints()
        body = self.block() if self.sees("{") else None
        return kind, at, label, props, equality, by, body

    def label(self):
        self.expect("[")
        name = self.lower_name()
        self.expect("]")
        return name

    def hints(self):
        if not self.take("by"):
            return []
        return self.list_of(lambda: ("label", self.label()) if self.sees("[") else ("name", self.lower_name()))

    def read_show(self, at):
        return self.claim("show", at)

    def read_have(self, at):
        return self.claim("have", at)

    def read_find(self, at):
        return "find", at, self.list_of(self.expression)

    def read_solve(self, at):
        return "solve", at, self.list_of(self.lower_name)

    def read_case(self, at):
        return "case", at, self.expression(), self.block()

    def read_calc(self, at):
        first = self.sum()
        steps = []
        while self.sees(*RELATIONS):
            relation = self.next()[1]
            steps.append((relation, self.sum(), self.hints()))
        if not steps:
            raise self.unexpected("expected a relation")
        return "calc", at, first, steps

    def read_proof(self, at):
        return "proof", at, self.block()

    # ------------------------------------------------------------ expressions, loosest first

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


def parse(source):
    """The items of a source text."""
    return Parser(source).file()
