"""Tokens of the `.fml` language, with the caps of LANGUAGE.md.

A token is a tuple (kind, text, offset). Kinds: `points` (one or several points written together),
`word` (a capitalised word that is no run of points), `name`, `number`, `text`, `key` (a reserved
word), `sign`, and `end`. Unicode signs come out as the ASCII ones.
"""

import re

from .errors import SourceError

MAX_BYTES = 16 << 20
MAX_NAME = 1000
MAX_DIGITS = 200
MAX_DEPTH = 256

RESERVED = frozenset(
    """theorem def rule lemma point triangle circle line let real function assume require locus show
    have find solve case calc proof on other than where equality by in for all iff implies or and not
    parallel perp tangent similar congruent between inside outside angle acute obtuse length deg
    pi""".split()
)

_ONE_POINT = r"[A-Z][0-9]*(?:_[a-z0-9]+)?['′]*"
_POINT = re.compile(_ONE_POINT)
_RUN = re.compile(f"(?:{_ONE_POINT})+")
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n\f\ufeff\u00a0]+|\#[^\n]*)
    |(?P<upper>[A-Z][A-Za-z0-9_'′]*)
    |(?P<lower>[a-z][A-Za-z0-9_]*['′]*)
    |(?P<number>[0-9]+(?:\.[0-9]+)?)
    |(?P<text>"[^"\n]*")
    |(?P<sign>->|!=|<=|>=|[-,:@=<>+*/^(){}\[\]·×−≠≤≥→])
    |(?P<symbol>[∥⟂⊥∠~∼≅°π△∈])
    |(?P<power>[²³])""",
    re.VERBOSE,
)

_SIGNS = {"·": "*", "×": "*", "−": "-", "≠": "!=", "≤": "<=", "≥": ">=", "→": "->"}
_SYMBOLS = {
    "∥": "parallel", "⟂": "perp", "⊥": "perp", "∠": "angle", "~": "similar", "∼": "similar",
    "≅": "congruent", "°": "deg", "π": "pi", "△": "triangle", "∈": "on",
}  # fmt: skip


def split_points(text):
    """The points of a run such as `A1B_2C'`, or None if it is no run of points."""
    return _POINT.findall(text) if _RUN.fullmatch(text) else None


def tokens(source):
    """All tokens of a source text, an `end` token last."""
    if len(source.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise SourceError("the file is larger than 16 MiB", 0, "split it")
    out = []
    at = 0
    depth = 0
    size = len(source)
    while at < size:
        m = _TOKEN.match(source, at)
        if m is None:
            raise SourceError(f"`{source[at]!r}` has no meaning here", at)
        start, at = at, m.end()
        kind, text = m.lastgroup, m.group()
        if kind == "space":
            continue
        if kind in ("upper", "lower"):
            if len(text) > MAX_NAME:
                raise SourceError(f"a name of {len(text)} characters", start, f"a name may have {MAX_NAME}")
            name = text.replace("′", "'")
            if kind == "lower":
                out.append(("key" if text in RESERVED else "name", name, start))
            else:
                out.append(("points" if split_points(text) else "word", name, start))
        elif kind == "number":
            if len(text) > MAX_DIGITS:
                raise SourceError(f"a number of {len(text)} digits", start, f"a number may have {MAX_DIGITS}")
            out.append((kind, text, start))
        elif kind == "text":
            out.append((kind, text[1:-1], start))
        elif kind == "symbol":
            out.append(("key", _SYMBOLS[text], start))
        elif kind == "power":
            out.append(("sign", "^", start))
            out.append(("number", "2" if text == "²" else "3", start))
        else:
            sign = _SIGNS.get(text, text)
            depth += (sign in "({[") - (sign in ")}]")
            depth = max(depth, 0)
            if depth > MAX_DEPTH:
                raise SourceError(f"brackets are nested deeper than {MAX_DEPTH}", start, "name parts with `let`")
            out.append(("sign", sign, start))
    out.append(("end", "the end of the file", size))
    return out
