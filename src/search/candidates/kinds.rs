//! The kinds of auxiliary points that the search proposes.

use super::coincide::Met;

/// A definition of the kernel's table that the search proposes, or a pair of them that is one move ([`super::moves`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// The midpoint of two points.
    Midpoint,
    /// The mirror image of a point in a point.
    Mirror,
    /// The foot of a perpendicular.
    Foot,
    /// The mirror image in a line.
    Reflection,
    /// The centre of a circle through three points.
    Circumcenter,
    /// The meeting of altitudes.
    Orthocenter,
    /// The centre of the inscribed circle.
    Incenter,
    /// The centre of an escribed circle.
    Excenter,
    /// The centre of gravity of three points.
    Centroid,
    /// The midpoint of the arc that does not contain the first point.
    ArcMidpoint,
    /// The fourth vertex of a parallelogram.
    Parallelogram,
    /// The third vertex of an equilateral triangle.
    Equilateral,
    /// The inverse in a circle.
    Inverse,
    /// Two lines.
    Meet,
    /// A parallel through a point with a line.
    MeetParallel,
    /// A perpendicular through a point with a line.
    MeetPerpendicular,
    /// A bisector of an angle with a line.
    MeetBisector,
    /// A perpendicular bisector with a line.
    MeetPerpendicularBisector,
    /// Two perpendiculars, each in a point of its line.
    PerpendicularsMeet,
    /// Two perpendicular bisectors.
    PerpendicularBisectorsMeet,
    /// The other meeting of a line with a circle through three points.
    SecondLineCircle,
    /// The other meeting of a line with a circle around a point.
    SecondLineCenter,
    /// The other meeting of two circles.
    SecondCircles,
    /// The centre of a spiral similarity of two segments.
    SpiralCenter,
    /// The third vertex of a triangle similar to another.
    SimilarVertex,
    /// An isogonal line or a tangent, with a line.
    MeetAntiparallel,
    /// A chord through a point of a circle, parallel to a line: its other end.
    ParallelChord,
    /// Perpendicular to a line.
    PerpendicularChord,
    /// Through the midpoint of two points.
    MidpointChord,
    /// Through the meeting of two lines.
    MeetChord,
    /// The midpoint of the arc that contains the first point.
    FarArcMidpoint,
    /// The meeting of the tangents in two points of a circle.
    Pole,
    /// The inner centre of similitude of two circles, or a harmonic conjugate.
    SimilitudeInner,
    /// The outer one.
    SimilitudeOuter,
    /// Where a tangent from a point touches a circle.
    Contact,
    /// The isogonal conjugate of a point in a triangle.
    IsogonalConjugate,
}

/// What a definition brings by itself: (kind, name in the kernel's table, lines, circles of any size, equal distances, what
/// the kind is worth before anything else is known).
type Row = (Kind, &'static str, u8, u8, u8, f32);

/// All kinds. The last figure is a prior: roughly the logarithm of how often the kind won in published proofs.
pub const KINDS: [Row; 36] = [
    (Kind::Midpoint, "midpoint", 1, 0, 1, 0.0),
    (Kind::Mirror, "mirror", 1, 0, 0, -0.6),
    (Kind::Foot, "foot", 1, 0, 0, 0.2),
    (Kind::Reflection, "reflection", 0, 0, 0, 0.3),
    (Kind::Circumcenter, "circumcenter", 0, 0, 2, 0.0),
    (Kind::Orthocenter, "orthocenter", 0, 0, 0, 0.0),
    (Kind::Incenter, "incenter", 0, 0, 0, -0.4),
    (Kind::Excenter, "excenter", 0, 0, 0, -0.6),
    (Kind::Centroid, "centroid", 0, 0, 0, -2.0),
    (Kind::ArcMidpoint, "arc_midpoint", 0, 1, 1, 0.0),
    (Kind::Parallelogram, "parallelogram_vertex", 0, 0, 0, -0.3),
    (Kind::Equilateral, "equilateral_vertex", 0, 0, 1, -2.0),
    (Kind::Inverse, "inverse", 1, 0, 0, -0.3),
    (Kind::Meet, "meet", 2, 0, 0, 0.5),
    (Kind::MeetParallel, "meet_parallel", 1, 0, 0, -0.4),
    (Kind::MeetPerpendicular, "meet_perpendicular", 1, 0, 0, -0.4),
    (Kind::MeetBisector, "meet_bisector", 1, 0, 0, -0.8),
    (Kind::MeetPerpendicularBisector, "meet_perpendicular_bisector", 1, 0, 1, -0.8),
    (Kind::PerpendicularsMeet, "perpendiculars_meet", 0, 0, 0, -0.8),
    (Kind::PerpendicularBisectorsMeet, "perpendicular_bisectors_meet", 0, 0, 2, -1.0),
    (Kind::SecondLineCircle, "second_line_circle", 1, 1, 0, 0.8),
    (Kind::SecondLineCenter, "second_line_center", 1, 0, 1, -0.2),
    (Kind::SecondCircles, "second_circles", 0, 2, 0, 0.4),
    (Kind::SpiralCenter, "spiral_center", 0, 0, 0, 0.3),
    (Kind::SimilarVertex, "similar_vertex", 0, 0, 0, -0.6),
    (Kind::MeetAntiparallel, "meet_antiparallel", 1, 0, 0, 0.0),
    (Kind::ParallelChord, "parallel_chord", 0, 1, 0, -0.6),
    (Kind::PerpendicularChord, "perpendicular_chord", 0, 1, 0, -0.6),
    (Kind::MidpointChord, "midpoint_chord", 0, 1, 0, -0.8),
    (Kind::MeetChord, "meet_chord", 0, 1, 0, -0.8),
    (Kind::FarArcMidpoint, "far_arc_midpoint", 0, 1, 1, -0.4),
    (Kind::Pole, "pole", 0, 0, 1, -0.6),
    (Kind::SimilitudeInner, "similitude_inner", 1, 0, 0, -0.6),
    (Kind::SimilitudeOuter, "similitude_outer", 1, 0, 0, -0.6),
    (Kind::Contact, "contact", 0, 0, 1, -0.2),
    (Kind::IsogonalConjugate, "isogonal_conjugate", 0, 0, 0, -0.2),
];

impl Kind {
    /// Its name: in the kernel's table, unless it is a pair.
    pub fn name(self) -> &'static str {
        KINDS[self as usize].1
    }

    /// The kind of a name.
    pub fn of(name: &str) -> Option<Kind> {
        KINDS.iter().find(|r| r.1 == name).map(|r| r.0)
    }

    /// What is met beyond what the definition brings.
    pub fn beyond(self, met: Met) -> Met {
        let (_, _, lines, circles, apex, _) = KINDS[self as usize];
        beyond(met, [lines, circles, apex])
    }

    /// The worth of the kind.
    pub fn prior(self) -> f32 {
        KINDS[self as usize].5
    }
}

/// What is met beyond so many lines, circles and equal distances.
pub fn beyond(met: Met, [lines, circles, apex]: [u8; 3]) -> Met {
    // What the definition brings is one of the drawn circles, if it can be.
    let drawn = met.circles.min(circles);
    Met {
        lines: met.lines.saturating_sub(lines),
        circles: met.circles - drawn,
        triples: met.triples.saturating_sub(circles - drawn),
        apex: met.apex.saturating_sub(apex),
        ..met
    }
}
