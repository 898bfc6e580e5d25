//! The things of a construction: points, lines, circles, numbers, statements.

use super::number::Q;
use crate::plane::P2;
use std::collections::{BTreeMap, BTreeSet};

/// A point: an index into the scene's points.
pub(super) type P = usize;
/// A line, a segment or a ray: an index into the scene's lines.
pub(super) type L = usize;
/// A circle or an arc of one: an index into the scene's circles.
pub(super) type C = usize;

/// What a label stands for.
#[derive(Clone, Debug)]
pub(super) enum Object {
    Point(P),
    Line(L),
    Circle(C),
    Number(Number),
    /// Weights that add up to 0.
    Vector(Weights),
    Polygon(Vec<P>),
    /// A statement in the language: its facts.
    Truth(Vec<String>),
    /// Points in braces.
    List(Vec<Object>),
    /// An output that the figure does not have, and why.
    Missing(String),
}

/// Points with weights.
pub(super) type Weights = BTreeMap<P, Q>;

/// A number of the figure.
#[derive(Clone, Debug)]
pub(super) enum Number {
    Plain(Q),
    Degrees(Q),
    /// A length, as it is written in the language, and how long it is in the figure.
    Length(String, f64),
    /// The angle from BA to BC, counter-clockwise.
    Angle([P; 3]),
    /// Another number, as it is written.
    Other(String),
}

/// A point of the figure.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub label: Option<String>,
    pub at: P2,
}

/// How much of its line an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Whole,
    Segment,
    Ray,
}

/// A line, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub shape: Shape,
    /// Two points that it is named by.
    pub pair: Option<[P; 2]>,
    /// The whole line: an index into [`Scene::carriers`].
    pub carrier: usize,
}

/// A whole line.
#[derive(Clone, Debug)]
pub(super) struct Carrier {
    /// As it is written after its definition; `None`: it has not been needed yet.
    pub written: Option<String>,
    pub definition: String,
    pub label: String,
    pub on: BTreeSet<P>,
    pub at: P2,
    pub dir: P2,
}

/// Part of a circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Arc {
    Whole,
    /// From the first point over the second to the third.
    Over([P; 3]),
    /// Over a diameter.
    Half([P; 2]),
}

/// A circle.
#[derive(Clone, Debug)]
pub(super) struct Circle {
    pub written: Option<String>,
    pub definition: String,
    pub label: String,
    pub center: Option<P>,
    pub on: BTreeSet<P>,
    pub at: P2,
    pub radius: f64,
    pub arc: Arc,
}

/// An output of a command: its label (empty where a command stands in another's argument), and where the figure has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Out {
    pub label: String,
    /// `point`, `line`, `segment`, …; empty if the file does not say.
    pub kind: String,
    /// Of a point.
    pub at: Option<P2>,
    /// Of a line: the coefficients of its equation.
    pub line: Option<[f64; 3]>,
}
