"""Auxiliary points: the closed table of their definitions, as it stands in SOUNDNESS.md.

A row: arguments, defining facts (in the order that certificates number them), the conditions
under which such a point exists, and the open conditions that the chosen point satisfies besides.
X is the point itself.
"""

from . import notation
from .errors import Rejected

TANGENT = "not d(PA)−d(PD)=d(BA)−d(BP)"
TANGENTS = "not d(PA)−d(BA)+d(BP)=d(PC)−d(DC)+d(DP)"
BISECTED = "not 2d(DE)=d(BA)+d(BC)"
BISECTORS = "2d(AX)=d(AB)+d(AC), 2d(BX)=d(BA)+d(BC)"
INSIDE = "SameOrient(ABC,XBC), SameOrient(ABC,AXC), SameOrient(ABC,ABX)"
BEYOND = "OppOrient(ABC,XBC), SameOrient(ABC,AXC), SameOrient(ABC,ABX)"
DIVIDES = "Coll(XAB), log XA−log XB=log AP−log BQ"

TABLE = {
    "midpoint": ("A B", "Coll(XAB), XA=XB", "A≠B", "Between(A,X,B)"),
    "third_point": ("A B", "3X=2A+B", "", ""),
    "mirror": ("P C", "X+P=2C", "", ""),
    "translation": ("P A B", "X=P+B−A", "", ""),
    "parallelogram_vertex": ("A B C", "X=A−B+C", "", ""),
    "centroid": ("A B C", "3X=A+B+C", "", ""),
    "foot": ("P A B", "Coll(XAB), PX ⟂ AB", "A≠B", ""),
    "reflection": ("P A B", "AX=AP, BX=BP", "NotColl(PAB)", "X≠P, OppOrient(ABX, ABP)"),
    "circumcenter": ("A B C", "XA=XB, XA=XC", "NotColl(ABC)", "X≠A, X≠B, X≠C"),
    "orthocenter": ("A B C", "AX ⟂ BC, BX ⟂ CA", "NotColl(ABC)", ""),
    "incenter": ("A B C", BISECTORS, "NotColl(ABC)", INSIDE),
    "excenter": ("A B C", BISECTORS, "NotColl(ABC)", BEYOND),
    "arc_midpoint": ("A B C", "XB=XC, Cyclic(ABCX)", "NotColl(ABC)", "OppOrient(ABC, XBC), X≠A"),
    "equilateral_vertex": ("A B", "XA=AB, XB=AB", "A≠B", "NotColl(XAB)"),
    "inverse": ("P O A", "Coll(OPX), log OP+log OX = 2log OA", "O≠P, O≠A", "O≠X"),
    "meet": ("A B C D", "Coll(XAB), Coll(XCD)", "NotPara(AB,CD)", ""),
    "meet_parallel": ("P A B C D", "PX ∥ AB, Coll(XCD)", "NotPara(AB,CD)", ""),
    "meet_perpendicular": ("P A B C D", "PX ⟂ AB, Coll(XCD)", "A≠B, C≠D, not AB ⟂ CD", ""),
    "meet_bisector": ("A B C D E", "2d(BX)=d(BA)+d(BC), Coll(XDE)", "A≠B, B≠C, D≠E, " + BISECTED, ""),
    "meet_perpendicular_bisector": ("A B C D", "XA=XB, Coll(XCD)", "A≠B, C≠D, not AB ⟂ CD", ""),
    "parallels_meet": ("P A B Q C D", "PX ∥ AB, QX ∥ CD", "NotPara(AB,CD)", ""),
    "perpendiculars_meet": ("P A B Q C D", "PX ⟂ AB, QX ⟂ CD", "NotPara(AB,CD)", ""),
    "parallel_perpendicular_meet": ("P A B Q C D", "PX ∥ AB, QX ⟂ CD", "A≠B, C≠D, not AB ⟂ CD", ""),
    "perpendicular_bisectors_meet": ("A B C D", "XA=XB, XC=XD", "NotPara(AB,CD)", ""),
    "meet_antiparallel": (
        "P A B C D E F G H",
        "d(PX)+d(EF)=d(AB)+d(CD), Coll(XGH)",
        "A≠B, C≠D, E≠F, G≠H, not d(GH)+d(EF)=d(AB)+d(CD)",
        "",
    ),
    "spiral_center": (
        "A B C D",
        "d(XA)−d(XC)=d(AB)−d(CD), d(XB)−d(XD)=d(AB)−d(CD)",
        "NotPara(AB,CD), A≠C, B≠D",
        "X≠A, X≠B, X≠C, X≠D",
    ),
    "similar_vertex": (
        "A B C D E",
        "d(AX)−d(AB)=d(CE)−d(CD), d(BX)−d(BA)=d(DE)−d(DC)",
        "A≠B, NotColl(CDE)",
        "SameOrient(ABX, CDE)",
    ),
    "second_line_circle": ("P D A B", "Coll(XPD), Cyclic(PABX)", "P≠D, NotColl(PAB), " + TANGENT, "X≠P"),
    "second_line_center": ("P D O", "Coll(XPD), OX=OP", "P≠D, O≠P, not PD ⟂ PO", "X≠P, X≠O"),
    "second_circles": (
        "P A B C D",
        "Cyclic(PABX), Cyclic(PCDX)",
        "NotColl(PAB), NotColl(PCD), " + TANGENTS,
        "X≠P",
    ),
    "similitude_inner": ("A P B Q", DIVIDES, "A≠B, A≠P, B≠Q", "Between(A,X,B)"),
    "similitude_outer": ("A P B Q", DIVIDES, "A≠B, A≠P, B≠Q, not AP=BQ", "Outside(A,X,B)"),
    "contact": ("P O A", "OX=OA, XP ⟂ XO", "O≠A, OP > OA", "NotColl(XOP)"),
    "isogonal_conjugate": (
        "P A B C",
        "d(AX)+d(AP)=d(AB)+d(AC), d(BX)+d(BP)=d(BA)+d(BC), d(CX)+d(CP)=d(CA)+d(CB)",
        "NotColl(ABC), NotCyclic(ABCP), NotColl(PAB), NotColl(PBC), NotColl(PCA)",
        "NotColl(XAB), NotColl(XBC), NotColl(XCA)",
    ),
}


def _compiled():
    out = {}
    for name, (args, facts, exists, ensures) in TABLE.items():
        letters = notation.letters_of(args) + "X"
        out[name] = (
            len(letters) - 1,
            notation.facts(facts, letters),
            notation.conditions(exists, letters),
            notation.conditions(ensures, letters),
        )
    return out


_TABLE = _compiled()


def define(point, definition, args, rule):
    """The defining facts of a point, when it exists, and what is ensured besides."""
    if definition not in _TABLE:
        raise Rejected(rule, "a definition of the table", f"`{definition[:40]}`")
    arity, facts, exists, ensures = _TABLE[definition]
    if len(args) != arity:
        raise Rejected(rule, f"{arity} arguments", str(len(args)))
    p = (*args, point)
    return (
        [f(p) for f in facts],
        [c for says in exists for c in says(p)],
        [c for says in ensures for c in says(p)],
    )
