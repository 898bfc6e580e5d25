"""Rules that SOUNDNESS.md's tables state in full, as they stand there.

A row: name, arguments, premises, conclusion, conditions, and where the opposite form asks for
others, those. A name that ends in (±) has both forms. `ROWS` are rules of geometry, `CONDITION_ROWS`
rules for conditions, whose conclusion is a condition.
"""

PRODUCT = "log AF−log FB+log BD−log DC+log CE−log EA=0"

ROWS = [
    # lines
    ("coll_dir", "A B C", "Coll(ABC)", "d(AB)=d(AC)", "A≠B, A≠C"),
    ("dir_coll", "A B C", "d(AB)=d(AC)", "Coll(ABC)", ""),
    ("isosceles", "A B C", "AB=AC", "2d(BC)=d(AB)+d(AC)", "B≠C"),
    ("isosceles_conv", "A B C", "2d(BC)=d(AB)+d(AC)", "AB=AC", "NotColl(ABC)"),
    ("bisectors", "A B C I", "2d(AI)=d(AB)+d(AC), 2d(BI)=d(BA)+d(BC)", "2d(CI)=d(CA)+d(CB)", "NotColl(ABC)"),
    # circles
    (
        "cyclic_trans",
        "A B C W X Y Z",
        "Cyclic(ABCW), Cyclic(ABCX), Cyclic(ABCY), Cyclic(ABCZ)",
        "Cyclic(WXYZ)",
        "Distinct(ABC)",
    ),
    ("inscribed", "A B C D", "Cyclic(ABCD)", "d(CA)−d(CB)−d(DA)+d(DB)=0", "C≠A, C≠B, D≠A, D≠B"),
    ("inscribed_conv", "A B C D", "d(CA)−d(CB)−d(DA)+d(DB)=0", "Cyclic(ABCD)", "NotColl(ABC)"),
    ("radius_circle", "O A B C D", "OA=OB, OA=OC, OA=OD", "Cyclic(ABCD)", ""),
    ("center_angle", "O A B C", "OA=OB, OA=OC", "d(AB)−d(AO)−d(CB)+d(CA)=½", "Distinct(ABC)"),
    ("center_angle_conv", "O A B C", "OA=OB, d(AB)−d(AO)−d(CB)+d(CA)=½", "OC=OA", ""),
    ("bisector_circle", "A B C M", "MB=MC, 2d(AM)=d(AB)+d(AC)", "Cyclic(ABCM)", "NotColl(ABC), not AB=AC"),
    # similar triangles
    (
        "sim_aa(±)",
        "A B C D E F",
        "d(AB)−d(AC)=±(d(DE)−d(DF)), d(BA)−d(BC)=±(d(ED)−d(EF))",
        "Sim(ABC,DEF)",
        "NotColl(ABC)",
    ),
    (
        "sim_sas(±)",
        "A B C D E F",
        "d(AB)−d(AC)=±(d(DE)−d(DF)), log AB−log AC = log DE−log DF",
        "Sim(ABC,DEF)",
        "SameOrient / OppOrient(ABC,DEF)",
    ),
    (
        "sim_sss(±)",
        "A B C D E F",
        "log AB−log AC = log DE−log DF, log BA−log BC = log ED−log EF",
        "Sim(ABC,DEF)",
        "SameOrient / OppOrient(ABC,DEF)",
    ),
    (
        "sim_ssa(±)",
        "A B C D E F",
        "d(AB)−d(AC)=±(d(DE)−d(DF)), log AB−log BC = log DE−log EF",
        "Sim(ABC,DEF)",
        "SameOrient / OppOrient(ABC,DEF), BC > AB",
    ),
    ("sim_angle(±)", "A B C D E F", "Sim(ABC,DEF)", "d(AB)−d(AC)=±(d(DE)−d(DF))", ""),
    ("sim_ratio(±)", "A B C D E F", "Sim(ABC,DEF)", "log AB−log DE = log AC−log DF", ""),
    # lengths and squares
    ("between_sum", "A B C", "Coll(ABC)", "AB+BC=AC", "Between(A,B,C)"),
    ("sum_coll", "A B C", "AB+BC=AC", "Coll(ABC)", ""),
    ("pythagoras", "A B C D", "d(AB)−d(CD)=½", "AC²−AD²−BC²+BD²=0", ""),
    ("pythagoras_conv", "A B C D", "AC²−AD²−BC²+BD²=0", "d(AB)−d(CD)=½", "A≠B, C≠D"),
    # vectors
    ("parallelogram_vec", "A B C D", "d(AB)=d(CD), d(BC)=d(DA)", "B−A=C−D", "NotColl(ABC)"),
    ("vec_same", "A B", "A−B=0", "Same(A,B)", ""),
    # coincidences
    ("same_lines", "X Y A B C D", "Coll(ABX), Coll(ABY), Coll(CDX), Coll(CDY)", "Same(X,Y)", "NotPara(AB,CD)"),
    (
        "same_line_circle",
        "X Y A P Q",
        "Coll(AXY), Cyclic(APQX), Cyclic(APQY)",
        "Same(X,Y)",
        "Distinct(APQ), X≠A, Y≠A",
    ),
    (
        "same_circles",
        "X Y A P Q R S",
        "Cyclic(APQX), Cyclic(APQY), Cyclic(ARSX), Cyclic(ARSY)",
        "Same(X,Y)",
        "NotCyclic(APQR), A≠S, R≠S, X≠A, Y≠A",
    ),
    # parallels and transversals
    (
        "thales3",
        "A B C D E F",
        "Coll(ABC), Coll(DEF), d(AD)=d(BE), d(AD)=d(CF)",
        "log AB−log BC = log DE−log EF",
        "NotColl(ABD), B≠C",
    ),
    (
        "thales3_conv(±)",
        "A B C D E F",
        "Coll(ABC), Coll(DEF), d(AD)=d(BE), log AB−log BC = log DE−log EF",
        "d(CF)=d(AD)",
        "Between(ABC), Between(DEF), C≠F",
        "Outside(ABC), Outside(DEF), C≠F",
    ),
    (
        "intercept",
        "O A B C D",
        "Coll(OAB), Coll(OCD), d(AC)=d(BD)",
        "log OA−log AB = log OC−log CD",
        "NotColl(OAC), A≠B",
    ),
    (
        "intercept_conv(±)",
        "O A B C D",
        "Coll(OAB), Coll(OCD), log OA−log AB = log OC−log CD",
        "d(AC)=d(BD)",
        "Between(OAB), Between(OCD)",
        "Outside(OAB), Outside(OCD)",
    ),
    (
        "menelaus",
        "A B C D E F",
        "Coll(BCD), Coll(CAE), Coll(ABF), Coll(DEF)",
        PRODUCT,
        "NotColl(ABC), D≠B, D≠C, E≠C, E≠A",
    ),
    (
        "menelaus_conv(±)",
        "A B C D E F",
        "Coll(BCD), Coll(CAE), Coll(ABF), " + PRODUCT,
        "Coll(DEF)",
        "Between(BDC), Between(CEA), Outside(AFB)",
        "Outside(BDC), Outside(CEA), Outside(AFB)",
    ),
    (
        "ceva",
        "A B C D E F P",
        "Coll(BCD), Coll(CAE), Coll(ABF), Coll(ADP), Coll(BEP), Coll(CFP)",
        PRODUCT,
        "NotColl(PAB), NotColl(PBC), NotColl(PCA)",
    ),
    (
        "ceva_conv(±)",
        "A B C D E F P",
        "Coll(BCD), Coll(CAE), Coll(ABF), Coll(ADP), Coll(BEP), " + PRODUCT,
        "Coll(CFP)",
        "Between(BDC), Between(CEA), Between(AFB)",
        "Outside(BDC), Outside(CEA), Between(AFB)",
    ),
    (
        "bisector_ratio",
        "A B C D",
        "Coll(BCD), d(AB)+d(AC)−2d(AD)=0",
        "log AB−log AC = log DB−log DC",
        "NotColl(ABC)",
    ),
    (
        "bisector_ratio_conv",
        "A B C D",
        "Coll(BCD), log AB−log AC = log DB−log DC",
        "d(AB)+d(AC)−2d(AD)=0",
        "NotColl(ABC)",
    ),
    # power of a point
    (
        "power",
        "P O X Y C Z T",
        "Coll(PXY), OX=OY, Coll(PZT), CZ=CT, PO²−OX²−PC²+CZ²=0",
        "log PX+log PY = log PZ+log PT",
        "X≠Y, P≠X, P≠Y, Z≠T",
    ),
    ("power_tangent", "P O X Y T", "Coll(PXY), OX=OY, PO²−OX²=PT²", "log PX+log PY = 2log PT", "X≠Y, P≠X, P≠Y"),
    (
        "three_circles",
        "A B C D E F P",
        "Cyclic(ABCD), Cyclic(CDEF), Cyclic(EFAB), Coll(ABP), Coll(CDP)",
        "Cyclic(ABCE)",
        "NotPara(AB,CD), NotColl(PEF)",
    ),
    (
        "radical_axis",
        "A B C D E F P",
        "Cyclic(ABCD), Cyclic(CDEF), Cyclic(EFAB), Coll(ABP), Coll(CDP)",
        "Coll(EFP)",
        "A≠B, C≠D, NotCyclic(ACEF)",
    ),
    ("iso_trapezoid", "A B C D", "d(AB)=d(CD), AD=BC", "log AC = log BD", "DirNe: d(AD)−d(BC)=0"),
]

CONDITION_ROWS = [
    ("sim_orient(±)", "A B C D E F", "Sim(ABC,DEF)", "SameOrient / OppOrient(ABC,DEF)", ""),
    ("line_move", "A B C D", "Coll(ABC)", "NotColl(ACD)", "NotColl(ABD), A≠C"),
    ("parallel_move", "A B C D E F", "d(AB)=d(CD)", "NotPara(CD,EF)", "NotPara(AB,EF)"),
    ("circle_proper", "A B C D", "Cyclic(ABCD)", "NotColl(ABC)", "Distinct(ABC)"),
    (
        "order_turn(±)",
        "A X Y P",
        "",
        "SameOrient / OppOrient(AXP,AYP)",
        "Outside(X,A,Y), NotColl(AXP)",
        "Between(X,A,Y), NotColl(AXP)",
    ),
    ("parallel_turn", "A B X Y", "d(AB)=d(XY)", "SameOrient(ABX,ABY)", "NotColl(ABX)"),
    ("kite_turn", "A B X Y", "AX=AY, BX=BY", "OppOrient(ABX,ABY)", "NotColl(ABX), X≠Y"),
    ("mid_order", "A M B", "Coll(AMB), MA=MB", "Between(A,M,B)", "A≠B"),
]
