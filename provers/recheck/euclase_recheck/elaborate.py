"""Elaboration: from the syntax tree to the core form.

One `Elaborator` takes one theorem. What is said is a list of facts and conditions; `emit` keeps
them until the statement ends, `flush` makes them hypotheses and declared conditions, in order and
each once. A mistake anywhere refuses the file; `Unsupported` is what is correct but has no place
in the core form, and is only counted.
"""

import os
import sys
import threading
from contextlib import contextmanager

from . import core, syntax
from .contradictions import refuse_contradictions
from .definitions import Definitions, Expansion
from .errors import InputError, SourceError
from .expressions import Expressions
from .objects import Objects
from .predicates import Predicates
from .relations import Relations
from .sketch import Sketch
from .statements import Statements, declared_names

MAX_POINTS = 2000
MAX_EXPANSIONS = 100_000

FACTS = core.FACTS


class Unsupported(Exception):
    """A statement that the core form cannot carry."""


class Elaborator(Statements, Sketch, Relations, Predicates, Expressions, Expansion, Objects):
    """The elaborator of one item of a file."""

    Unsupported = Unsupported

    def __init__(self, definitions, visible, item):
        self.defs = definitions
        self.visible = visible
        self.item = item
        self.thm = core.Theorem(item.name)
        self.taken = set(declared_names(item.body)) | {p[1] for p in item.params + item.results}
        self.scope = {}
        self.lines = []
        self.circles = []
        self.pairs = {}
        self.calls = {}
        self.in_def = 0
        self.expansions = 0
        self.depth = 0
        self.sizes = 0
        self.assuming = True
        self.guarding = False
        self.collected = None
        self.said = []
        self.known = {}
        # Which of the conditions the author wrote, rather than a construction's `require`.
        self.said_by_author = []

    @contextmanager
    def setting(self, **changes):
        """Attributes changed for a while."""
        before = {k: getattr(self, k) for k in changes}
        self.__dict__.update(changes)
        try:
            yield
        finally:
            self.__dict__.update(before)

    @contextmanager
    def definition(self, scope, visible):
        """The inside of a definition: another scope, where nothing is implied."""
        self.count_expansion()
        with self.setting(scope=scope, visible=visible, in_def=self.in_def + 1):
            yield

    def count_expansion(self):
        self.expansions += 1
        if self.expansions > MAX_EXPANSIONS or self.in_def > 64:
            raise SourceError("the definitions expand without end")

    # ------------------------------------------------------------ points

    def new_point(self, name, hidden):
        if len(self.thm.points) >= MAX_POINTS:
            raise SourceError(f"a theorem may have {MAX_POINTS} points")
        self.taken.add(name)
        self.thm.points.append(name)
        self.thm.hidden.append(hidden)
        return len(self.thm.points) - 1

    def hide(self, base, hint=""):
        """A new hidden point, named by a letter and the name of its circle or line, or a number."""
        hint = "".join(c for c in hint.lower() if c.isascii() and c.isalnum())[:20]
        i = 0
        while True:
            if not hint:
                name = f"{base}_{i + 1}"
            elif i == 0:
                name = f"{base}_{hint}"
            else:
                name = f"{base}_{hint}" + ("abcde"[i] if i < 5 else f"x{i}")
            if name not in self.taken:
                return self.new_point(name, True)
            i += 1

    # ------------------------------------------------------------ saying

    def declare(self, condition):
        self.emit([condition])

    def emit(self, said, explicit=False):
        """Says facts and conditions; what can never hold is a mistake."""
        for x in said:
            if x[0] in FACTS:
                if core.is_absurd(x):
                    raise SourceError("this can never hold, or is degenerate")
                if core.is_trivial(x):
                    continue
            elif x[0] != "prop" and core.is_absurd_cond(x):
                raise SourceError("this is degenerate: " + " ".join(map(str, x)))
            self.said.append((x, explicit and self.in_def == 0))

    def flush(self):
        """What was said becomes part of the statement, unless it was said before."""
        for x, explicit in self.said:
            if x[0] == "prop":
                self.thm.props.append(x[1])
                continue
            is_fact = x[0] in FACTS
            form = core.normal_fact(x) if is_fact else core.normal_cond(x)
            if form not in self.known:
                into = self.thm.hyps if is_fact else self.thm.conds
                self.known[form] = len(into)
                into.append(x)
                if not is_fact:
                    self.said_by_author.append(explicit)
            elif explicit and not is_fact and not self.said_by_author[self.known[form]]:
                # Said again, now by the author: in his words.
                self.thm.conds[self.known[form]] = x
                self.said_by_author[self.known[form]] = True
        self.said = []


# ---------------------------------------------------------------- files


def default_prelude():
    """Where the prelude stands in the project's tree."""
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(here, os.pardir, os.pardir, os.pardir, "grammar", "prelude.fml")


_preludes = {}


def prelude(path=None):
    """The items of the prelude, read once."""
    path = path or default_prelude()
    if path not in _preludes:
        try:
            with open(path, encoding="utf-8") as f:
                _preludes[path] = syntax.parse(f.read())
        except OSError as e:
            raise InputError(f"cannot read the prelude {path}: {e.strerror}; name it with --prelude") from e
    return _preludes[path]


def theorems_of(source, prelude_path=None):
    """All theorems of a source text."""
    items = syntax.parse(source)
    if not items:
        raise SourceError("the file holds no theorem", 0)
    definitions = Definitions(prelude(prelude_path))
    visible = len(definitions.all)
    definitions.add_file(items)
    names, theorems = set(), []
    for item in items:
        if item.kind != "def":
            if item.name in names:
                raise SourceError(f"`{item.name}` is the name of two items", item.at)
            names.add(item.name)
        e = Elaborator(definitions, visible, item)
        if item.kind == "def":
            e.check_definition(visible)
            visible += 1
        else:
            if item.kind != "theorem":
                e.parameters()
            e.theorem()
            refuse_contradictions(e.thm)
            e.sketch()
            if item.kind == "theorem":
                theorems.append(e.thm)
    return theorems


def load(source, prelude_path=None):
    """As `theorems_of`, with a stack deep enough for all that the language allows."""
    result = []

    def work():
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(50_000)
        try:
            result.append(theorems_of(source, prelude_path))
        except (InputError, RecursionError) as e:
            result.append(e)
        finally:
            sys.setrecursionlimit(before)

    old = threading.stack_size(256 << 20)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(old)
    if not result:
        raise InputError("the file could not be elaborated")
    if isinstance(result[0], RecursionError):
        raise SourceError("definitions and expressions are nested too deep")
    if isinstance(result[0], Exception):
        raise result[0]
    return result[0]
