"""The notation of SOUNDNESS.md's tables, compiled.

Rules and definitions are written in the modules that follow as they stand in the tables:
`2d(BC)=d(AB)+d(AC)`, `Cyclic(ABCD)`, `log AB−log AC = log DE−log DF`, `NotPara(AB,CD)`. A letter
is an argument. Compiling gives a function from the points of an instance to a fact or condition.
"""

import re

from .rational import HALF

_TERM = re.compile(
    r"\s*(?P<sign>[+−-]?)\s*(?P<k>\d*)\s*"
    r"(?:d\((?P<dir>[A-Z]{2})\)|log (?P<log>[A-Z]{2})|(?P<seg>[A-Z]{2})(?P<sq>²?)|(?P<point>[A-Z])|(?P<half>½))"
)
_NUMBER = re.compile(r"\s*(?P<sign>[+−-]?)\s*(?P<k>\d+)\s*$")
_WORD = re.compile(r"(?P<word>[A-Z][A-Za-z]+)\((?P<args>[A-Z, ±]+)\)$")
_LINES = re.compile(r"([A-Z]{2}) ([∥⟂]) ([A-Z]{2})$")

FACT_WORDS = {"Same": "same", "Coll": "coll", "Cyclic": "cyclic"}
POINT_CONDS = {"NotColl": "notcoll", "Between": "between", "Outside": "outside", "NotCyclic": "notcyclic"}
TRIPLE_CONDS = {"SameOrient": "same_orient", "OppOrient": "opp_orient"}


def split(text):
    """Parts between commas outside parentheses."""
    out, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            out.append(text[start:i].strip())
            start = i + 1
    last = text[start:].strip()
    return out + [last] if last and last != "–" else out


def signed(text, opposite):
    """`±(x − y)` with the sign chosen, multiplied out."""
    m = re.search(r"±\((.*)\)", text)
    if m is None:
        return text
    inner = m[1]
    if opposite:
        inner = "−" + inner.translate(str.maketrans("+−", "−+"))
    return text[: m.start()] + inner + text[m.end() :]


def linear(side, sign, into):
    """Adds the terms of one side of an equation; returns its kind, if a term shows it, and its constant."""
    kind, konst, at = None, 0, 0
    m = _NUMBER.match(side)
    if m:
        return None, (-sign if m["sign"] in ("−", "-") else sign) * int(m["k"])
    side = side.rstrip()
    while at < len(side):
        m = _TERM.match(side, at)
        if m is None:
            raise ValueError(f"cannot read {side!r} at {at}")
        at = m.end()
        k = sign * (int(m["k"]) if m["k"] else 1) * (-1 if m["sign"] in ("−", "-") else 1)
        if m["half"]:
            konst += k * HALF
        elif m["point"]:
            kind = "vec"
            into.append((k, m["point"]))
        else:
            kind = "dir" if m["dir"] else "log" if m["log"] else "sq" if m["sq"] else "len"
            into.append((k, *(m["dir"] or m["log"] or m["seg"])))
    return kind, konst


def fact(text, letters, opposite=False):
    """A function from points to the fact that `text` says."""
    ix = letters.index
    m = _WORD.match(text)
    if m and m["word"] in FACT_WORDS:
        kind, at = FACT_WORDS[m["word"]], [ix(c) for c in m["args"] if c.isalpha()]
        return lambda p: (kind, *[p[i] for i in at])
    if m and m["word"] == "Sim":
        at = [ix(c) for c in m["args"] if c.isalpha()]
        return lambda p: ("sim", tuple(p[i] for i in at[:3]), tuple(p[i] for i in at[3:]), opposite)
    m = _LINES.match(text)
    if m:
        text = f"d({m[1]})−d({m[3]})=" + ("0" if m[2] == "∥" else "½")
    left, right = signed(text, opposite).split("=")
    terms = []
    kind, c = linear(left, 1, terms)
    other, d = linear(right, -1, terms)
    kind = kind or other
    at = [(k, *[ix(c) for c in names]) for k, *names in terms]
    if kind == "vec":
        return lambda p: (kind, tuple([(k, p[i]) for k, i in at]))
    konst = -(c + d)
    if kind == "dir":
        konst = konst % 1
    if kind == "log":
        konst = ()
    return lambda p: (kind, tuple([(k, p[i], p[j]) for k, i, j in at]), konst)


def condition(text, letters, opposite=False):
    """A function from points to the conditions (a list) that `text` says."""
    ix = letters.index
    text = text.replace("SameOrient / OppOrient", "OppOrient" if opposite else "SameOrient")
    if text.startswith("DirNe: "):
        says = fact(text[7:], letters, opposite)
        return lambda p: [("dirne", *says(p)[1:])]
    if text.startswith("not "):
        says = fact(text[4:], letters)
        return lambda p: [("not", says(p))]
    if "≠" in text:
        i, j = (ix(c.strip()) for c in text.split("≠"))
        return lambda p: [("distinct", p[i], p[j])]
    if ">" in text:
        (a, b), (c, d) = ((ix(x) for x in side.strip()) for side in text.split(">"))
        return lambda p: [("longer", (p[a], p[b]), (p[c], p[d]))]
    m = _WORD.match(text)
    word, at = m["word"], [ix(c) for c in m["args"] if c.isalpha()]
    if word == "Distinct":
        pairs = [(i, j) for n, i in enumerate(at) for j in at[n + 1 :]]
        return lambda p: [("distinct", p[i], p[j]) for i, j in pairs]
    if word in POINT_CONDS:
        kind = POINT_CONDS[word]
        return lambda p: [(kind, *[p[i] for i in at])]
    if word == "NotPara":
        a, b, c, d = at
        return lambda p: [("notpara", (p[a], p[b]), (p[c], p[d]))]
    kind = TRIPLE_CONDS[word]
    return lambda p: [(kind, tuple(p[i] for i in at[:3]), tuple(p[i] for i in at[3:]))]


def facts(text, letters, opposite=False):
    return [fact(t, letters, opposite) for t in split(text)]


def conditions(text, letters, opposite=False):
    return [condition(t, letters, opposite) for t in split(text)]


def letters_of(args):
    return "".join(args.split())


def other_sign(equation, letters, opposite):
    """The condition that the equation with the other sign fails."""
    return condition("DirNe: " + equation, letters, not opposite)


