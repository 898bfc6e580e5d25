//! Reasons: why an equation, a circle or a coincidence holds, in the engine's own words. The expansion
//! of each into kernel steps is in `expand` and `expand_dear`.

/// An engine rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Hypothesis number `how`, possibly converted to this table.
    Hyp,
    /// A, B, C on a line: d(AB) = d(AC).
    CollDir,
    /// Similar triangles ABC, DEF; angle at vertex number `out`.
    SimAngle,
    /// Similar triangles; ratio of the sides at vertex number `out`.
    SimRatio,
    /// Inscribed angles over AB at C and D.
    Inscribed,
    /// O, A, B, C: central angle.
    CenterAngle,
    /// Its converse: OC = OA.
    CenterAngleConv,
    /// Equal arcs AB, CD seen from P, R: equal chords. A B P C D R.
    EqualArcs,
    /// Converse.
    EqualChords,
    /// B between A and C.
    BetweenSum,
    /// Conversions of a proportion AB : CD between tables.
    Convert,
    /// A length AB that is a number, between tables.
    Measure,
    /// AB + BC = AC: on a line.
    SumColl,
    /// P, Q equidistant from A and B: PQ ⟂ AB.
    PerpBisector,
    /// P equidistant, PQ ⟂ AB: Q equidistant.
    PerpBisectorConv,
    /// AB ⟂ CD as an equation of squares.
    Pythagoras,
    /// Converse.
    PythagorasConv,
    /// B divides AC in a known ratio: a vector equation.
    RatioVec,
    /// ABCD is a parallelogram: a vector equation.
    ParallelogramVec,
    /// AB ∥ CD with a known ratio.
    ParaVec,
    /// Vector equation to direction.
    VecDir,
    /// Vector equation to length.
    VecLen,
    /// A vector equation (number `how` in the vector log) seen from P and R in squares.
    VecSq,
    /// X = Y seen from Z.
    SameAs,
    /// Intercept theorem.
    Thales,
    /// Its converse.
    ThalesConv,
    /// Intercept theorem with a named apex O: O A B C D.
    Intercept,
    /// Its converse.
    InterceptConv,
    /// AB ∥ CD, AD = BC, not a parallelogram: AC = BD.
    IsoTrapezoid,
    /// Halfway to the line AB: X from P (foot on the bisector at V), Y from Q (likewise at W). A B P V X Q W Y.
    HalfwayFeet,
    /// The same with Y the midpoint of QW, W on the line.
    HalfwayMid,
    /// Equal powers of P: circles (O, X, Y), (O', X', Y'). P O X Y O' X' Y'.
    Power,
    /// PX·PY = PT² from PO² − OX² = PT². P O X Y T.
    PowerTangent,
    /// A closed chain of the law of sines (number `how`).
    Sines,
    /// A chain between known angles.
    SinesKnown,
    /// A chain that makes its end angles equal.
    SinesAngle,
    /// Menelaus.
    Menelaus,
    /// Ceva.
    Ceva,
    /// Radical axes: P on EF. A B C D E F P.
    RadicalAxis,
    /// Converse of Menelaus: DEF on a line. A B C D E F.
    MenelausConv,
    /// Converse of Ceva: C, F, P on a line. A B C D E F P.
    CevaConv,
    /// The third bisector: A B C I.
    Bisectors,
    /// Angle-bisector theorem.
    BisectorRatio,
    /// Its converse.
    BisectorRatioConv,
    // reasons of circles
    /// Equal inscribed angles.
    InscribedConv,
    /// Equal radii.
    RadiusCircle,
    /// On a bisector and equidistant: A M N R.
    BisectorCircle,
    /// Three circles that must be one: A B C D E F P.
    ThreeCircles,
    /// Another circle with an equal point.
    SameCyclic,
    // reasons of coincidences
    /// On two lines.
    SameLines,
    /// On a line and a circle.
    SameLineCircle,
    /// On two circles.
    SameCircles,
    /// By a vector equation.
    SameVec,
}

/// A reason: rule, mirrored or not, a small number, points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// The engine rule.
    pub by: By,
    /// Mirrored form.
    pub opp: bool,
    /// How the similarity was seen; number of the hypothesis; …
    pub how: u16,
    /// Which of several conclusions.
    pub out: u8,
    /// Points.
    pub args: [u8; 8],
}

impl Reason {
    /// A reason with points only.
    pub fn new(by: By, pts: &[u8]) -> Self {
        let mut args = [0; 8];
        args[..pts.len()].copy_from_slice(pts);
        Reason { by, opp: false, how: 0, out: 0, args }
    }

    /// The same, mirrored when `o`.
    pub fn opp(mut self, o: bool) -> Self {
        self.opp = o;
        self
    }

    /// The same with a number.
    pub fn how(mut self, h: u16) -> Self {
        self.how = h;
        self
    }

    /// The same with a choice of conclusion.
    pub fn out(mut self, o: u8) -> Self {
        self.out = o;
        self
    }
}
