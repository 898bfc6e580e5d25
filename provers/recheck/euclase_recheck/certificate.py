"""Certificates: reading the JSON of FORMAT.md into tuples, strictly and in bounded time.

A step is (claim, rule, premises). A claim is a fact of `core`; a rule is a tuple that begins with
its kind: ("hyp", i), ("aux", point, fact), ("congruence",), ("linear", multipliers),
("divide", k), ("geo", name, args, opposite). A discharge is (rule, args, opposite, premises, before).
"""

import json
import re
import sys

from .algebra_reader import AlgebraReader
from .errors import InputError, deep_stack
from .rational import tidy
from fractions import Fraction

FORMAT = "euclase-certificate"
VERSION = 1
MAX_BYTES = 64 << 20
MAX_DIGITS = 2000
_RATIONAL = re.compile(r"(-?)([0-9]+)(?:/([0-9]+))?")
_small = {}


class Certificate:
    """What a prover hands over; points are numbers, those of the statement first."""

    __slots__ = ("theorem", "aux", "steps", "discharges", "goals", "algebra")

    def __init__(self, theorem, aux, steps, discharges, goals, algebra=None):
        self.theorem = theorem
        self.aux = aux
        self.steps = steps
        self.discharges = discharges
        self.goals = goals
        self.algebra = algebra


# ---------------------------------------------------------------- JSON


def _object(pairs):
    out = dict(pairs)
    if len(out) < len(pairs):
        seen = set()
        twice = next(k for k, _ in pairs if k in seen or seen.add(k))
        raise InputError(f"the field `{twice[:40]}` is repeated")
    return out


def _integer(text):
    if len(text) > 20:
        raise InputError("an integer of the certificate has more than 64 bits")
    return int(text) if text != "-0" else 0.0


def _no_constant(text):
    raise InputError(f"`{text}` is no JSON")


def read_json(text):
    """The JSON value of a text; every way to be wrong is an InputError."""
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_no_constant)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except InputError:
        raise
    except json.JSONDecodeError as e:
        raise InputError(f"not JSON: {e.msg}, line {e.lineno}, column {e.colno}") from e
    except UnicodeEncodeError as e:
        raise InputError("not JSON: half of a surrogate pair") from e
    except RecursionError as e:
        raise InputError("not a certificate: the JSON is nested too deep") from e


def fields(v, what, required, optional=()):
    """The fields of an object, which has all the required ones and no other."""
    if not isinstance(v, dict):
        raise InputError(f"{what} is not an object")
    for k in required:
        if k not in v:
            raise InputError(f"{what} has no field `{k}`")
    if len(v) > len(required):
        for k in v:
            if k not in required and k not in optional:
                raise InputError(f"{what} has an unknown field `{k[:40]}`")
    return [v[k] for k in required]


def array(v, what, length=None):
    if not isinstance(v, list):
        raise InputError(f"{what} is not an array")
    if length is not None and len(v) != length:
        raise InputError(f"{what} has {len(v)} entries instead of {length}")
    return v


def string(v, what):
    if not isinstance(v, str):
        raise InputError(f"{what} is not a string")
    return v


def integer(v, what, low, high):
    if type(v) is not int:
        raise InputError(f"{what} is not an integer")
    if not low <= v <= high:
        raise InputError(f"{what} is out of range")
    return v


def index(v, what):
    return integer(v, what, 0, 2**64 - 1)


def premises_of(v):
    return tuple([index(p, "a premise") for p in array(v, "`premises`")])


def opposite_of(v):
    opposite = v.get("opposite", False)
    if type(opposite) is not bool:
        raise InputError("`opposite` is true or false")
    return opposite


def rational(v):
    found = _small.get(v) if type(v) is str else None
    if found is not None:
        return found
    string(v, "a rational number")
    m = _RATIONAL.fullmatch(v)
    if m is None:
        raise InputError(f"`{v[:40]}` is no rational number")
    if m[3] is not None and not m[3].strip("0"):
        raise InputError(f"`{v[:40]}` has denominator 0")
    # One digit more is read, and refused with the step that uses it.
    if len(m[1]) + len(m[2]) > MAX_DIGITS + 1 or len(m[3] or "") > MAX_DIGITS:
        raise InputError(f"a number with more than {MAX_DIGITS} digits")
    num, den = int(m[2]), int(m[3] or 1)
    q = tidy(Fraction(-num if m[1] else num, den))
    if len(v) < 12 and len(_small) < 10_000:
        _small[v] = q
    return q


# ---------------------------------------------------------------- facts and steps


class Reader:
    """Reads the parts of a certificate that name points."""

    def __init__(self, theorem):
        self.points = {name: i for i, name in enumerate(theorem.points)}

    def point(self, v):
        try:
            return self.points[v]
        except (KeyError, TypeError):
            raise InputError(f"unknown point {str(v)[:40]!r}") from None

    def points_of(self, v, length=None):
        return tuple([self.point(p) for p in array(v, "a list of points", length)])

    def segments(self, v):
        out = []
        for t in array(v, "the terms"):
            q, a, b = array(t, "a term", 3)
            out.append((rational(q), self.point(a), self.point(b)))
        return tuple(out)

    def claim(self, v):
        if not isinstance(v, dict):
            raise InputError("a claim is not an object")
        kind = v.get("kind")
        read = getattr(self, f"read_{kind}", None) if type(kind) is str else None
        if read is None:
            raise InputError(f"unknown kind of fact {str(kind)[:40]!r}")
        return read(v)

    def some_points(self, v, n):
        return (v["kind"], *self.points_of(fields(v, "a fact", ("kind", "points"))[1], n))

    def read_same(self, v):
        return self.some_points(v, 2)

    def read_coll(self, v):
        return self.some_points(v, 3)

    def read_cyclic(self, v):
        return self.some_points(v, 4)

    def read_sim(self, v):
        _, a, b, opposite = fields(v, "a fact `sim`", ("kind", "a", "b", "opposite"))
        if type(opposite) is not bool:
            raise InputError("`opposite` is true or false")
        return "sim", self.points_of(a, 3), self.points_of(b, 3), opposite

    def read_dir(self, v):
        _, terms, turn = fields(v, "a fact `dir`", ("kind", "terms", "turn"))
        out = []
        for t in array(terms, "the terms"):
            k, a, b = array(t, "a term", 3)
            out.append((integer(k, "a coefficient", -(2**63), 2**63 - 1), self.point(a), self.point(b)))
        return "dir", tuple(out), rational(turn)

    def read_log(self, v):
        _, terms, konst = fields(v, "a fact `log`", ("kind", "terms", "konst"))
        primes = []
        for t in array(konst, "`konst`"):
            p, e = array(t, "a power of a prime", 2)
            primes.append((integer(p, "a prime", 0, 2**64 - 1), rational(e)))
        return "log", self.segments(terms), tuple(primes)

    def read_len(self, v):
        _, terms, konst = fields(v, "a linear fact", ("kind", "terms", "konst"))
        return v["kind"], self.segments(terms), rational(konst)

    read_sq = read_len

    def read_vec(self, v):
        _, terms = fields(v, "a fact `vec`", ("kind", "terms"))
        out = []
        for t in array(terms, "the terms"):
            q, p = array(t, "a term", 2)
            out.append((rational(q), self.point(p)))
        return "vec", tuple(out)

    def read_ang(self, v):
        _, terms, konst = fields(v, "a fact `ang`", ("kind", "terms", "konst"))
        out = []
        for t in array(terms, "the terms"):
            q, ps = array(t, "a term", 2)
            out.append((rational(q), self.points_of(ps, 3)))
        return "ang", tuple(out), rational(konst)

    def rule(self, v):
        if not isinstance(v, dict):
            raise InputError("a rule is not an object")
        kind = v.get("kind")
        if kind == "geo":
            _, name, args = fields(v, "a rule", ("kind", "name", "args"), ("opposite",))
            return kind, string(name, "the name of a rule"), self.points_of(args), opposite_of(v)
        if kind == "hyp":
            return kind, index(fields(v, "a rule", ("kind", "index"))[1], "`index`")
        if kind == "aux":
            _, point, fact = fields(v, "a rule", ("kind", "point", "fact"))
            return kind, index(point, "`point`"), index(fact, "`fact`")
        if kind == "linear":
            multipliers = fields(v, "a rule", ("kind", "multipliers"))[1]
            return kind, tuple([rational(q) for q in array(multipliers, "`multipliers`")])
        if kind == "divide":
            return kind, index(fields(v, "a rule", ("kind", "by"))[1], "`by`")
        if kind == "congruence":
            fields(v, "a rule", ("kind",))
            return (kind,)
        raise InputError(f"unknown kind of rule {str(kind)[:40]!r}")

    def step(self, v):
        claim, rule, premises = fields(v, "a step", ("claim", "rule", "premises"))
        return self.claim(claim), self.rule(rule), premises_of(premises)

    def discharge(self, v):
        rule, args, premises, before = fields(v, "a discharge", ("rule", "args", "premises", "before"), ("opposite",))
        args, premises = self.points_of(args), premises_of(premises)
        return string(rule, "the name of a rule"), args, opposite_of(v), premises, index(before, "`before`")

    def figure(self, v):
        """The shape of a figure. It is no part of the proof, and this program does not judge it."""
        label, points, blocks = fields(v, "the figure", ("label", "points", "blocks"))
        if label not in ("exact", "enclosed", "approximate"):
            raise InputError(f"unknown label of a figure {str(label)[:40]!r}")
        for p in array(points, "`points`"):
            name, x, y = array(p, "a point of the figure", 3)
            self.point(name), rational(x), rational(y)
        for b in array(blocks, "`blocks`"):
            unknowns, equations = fields(b, "a block", ("unknowns", "equations"))
            for u in array(unknowns, "`unknowns`"):
                name, axis = array(u, "an unknown", 2)
                self.point(name)
                if axis not in ("x", "y"):
                    raise InputError(f"unknown coordinate {str(axis)[:40]!r}")
            for e in array(equations, "`equations`"):
                kind = e.get("kind") if isinstance(e, dict) else None
                names = {"hyp": ("index",), "aux": ("point", "fact")}.get(kind if isinstance(kind, str) else None)
                if names is None:
                    raise InputError(f"unknown kind of equation {str(kind)[:40]!r}")
                for number in fields(e, "an equation", ("kind", *names, "component"))[1:]:
                    index(number, "a number of an equation")

    def auxiliary(self, v):
        name, definition, args = fields(v, "an auxiliary point", ("name", "def", "args"))
        string(name, "the name of an auxiliary point")
        args = self.points_of(args)
        if name in self.points:
            raise InputError(f"the auxiliary point {name[:40]!r} has the name of another point")
        self.points[name] = len(self.points)
        return name, string(definition, "`def`"), args


def numbered(what, values, read):
    """Each value read; a mistake says in which one it is."""
    out = []
    for i, v in enumerate(values):
        try:
            out.append(read(v))
        except InputError as e:
            raise InputError(f"{what} {i}: {e}") from None
    return out


OPTIONAL = ("discharges", "figure", "algebra", "values", "values_proof")


def from_value(theorem, v):
    """A certificate from a JSON value; point names are those of the theorem."""
    if isinstance(v, dict):
        if "version" in v and type(v["version"]) is int and v["version"] != VERSION:
            raise InputError(f"certificates of version {v['version']} are not known here, only version {VERSION}")
    required = ("format", "version", "theorem", "aux", "steps", "goals")
    form, version, name, aux, steps, goals = fields(v, "the certificate", required, OPTIONAL)
    if form != FORMAT:
        raise InputError(f"the field `format` is not {FORMAT!r}")
    integer(version, "`version`", VERSION, VERSION)
    reader = Reader(theorem)
    aux = [reader.auxiliary(a) for a in array(aux, "`aux`")]
    steps = numbered("step", array(steps, "`steps`"), reader.step)
    discharges = numbered("discharge", array(v.get("discharges", []), "`discharges`"), reader.discharge)
    goals = [index(g, "a goal") for g in array(goals, "`goals`")]
    if v.get("figure") is not None:
        reader.figure(v["figure"])
    algebra = None
    with deep_stack():
        if v.get("values", []) != []:
            AlgebraReader(sys.modules[__name__], reader, theorem.reals).values(v["values"])
        if v.get("values_proof") is not None:
            AlgebraReader(sys.modules[__name__], reader, theorem.reals).algebra(v["values_proof"])
        if v.get("algebra") is not None:
            algebra = AlgebraReader(sys.modules[__name__], reader, theorem.reals).algebra(v["algebra"])
    return Certificate(string(name, "`theorem`"), aux, steps, discharges, goals, algebra)
