"""The parser of `.fml`: items and statements.

Statements are tuples (kind, offset, ...), see the function that reads each. The parser stops at
the first mistake: a checker refuses a file as a whole.
"""

from .grammar import RELATIONS, Expressions

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


class Parser(Expressions):
    """Reads the items of one source text."""

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


def parse(source):
    """The items of a source text."""
    return Parser(source).file()
