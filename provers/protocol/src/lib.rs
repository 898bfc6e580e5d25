//! What the search and a policy say to each other: JSON Lines over the policy's standard input and output.
//!
//! docs/protocol.md tells it to those who write a policy of their own; these types are what both sides read and write.

use serde::{Deserialize, Serialize};

/// Version of the messages.
pub const VERSION: u32 = 1;

/// What a row is; the number is part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Row {
    /// Points proved to lie on a line.
    Line = 0,
    /// On a circle.
    Circle = 1,
    /// Lines of one direction.
    Parallel = 2,
    /// Lines of two directions at a right angle, or at another known angle.
    Turned = 3,
    /// Segments of one length.
    Length = 4,
    /// True in the picture only: a line.
    SeenLine = 5,
    /// A circle.
    SeenCircle = 6,
    /// Proved if the goal is assumed: a line.
    ThenLine = 7,
    /// A circle.
    ThenCircle = 8,
    /// Directions.
    ThenParallel = 9,
    /// Lengths.
    ThenLength = 10,
    /// The goal: points that are one.
    GoalSame = 11,
    /// Collinear.
    GoalLine = 12,
    /// Concyclic.
    GoalCircle = 13,
    /// Triangles.
    GoalSimilar = 14,
    /// A pair in an equation of directions, on one side.
    GoalTurn = 15,
    /// On the other side.
    GoalTurnBack = 16,
    /// A pair in an equation of lengths, on one side.
    GoalLength = 17,
    /// On the other side.
    GoalLengthBack = 18,
    /// All the points of an equation.
    GoalWhole = 19,
    /// Anything else that is asked.
    GoalOther = 20,
}

/// How many kinds of rows there are.
pub const ROWS: usize = 21;
/// Numbers of a point: in the goal, auxiliary, the last one added (0 or 1 each).
pub const POINT_FEATURES: usize = 3;
/// Numbers of a candidate: lines, crowd, circles, triples, equal distances, lengths, parallels, perpendiculars and goal incidences met
/// by accident, and points of the goal in its definition (each at most 8, divided by 4); whether it builds on the last point;
/// whether there is one; the hand-made score divided by 4; ln(1 + rank by that score)/8; whether it is a second definition of a point;
/// whether it is a pair of points.
pub const ITEM_FEATURES: usize = 16;
/// Which of these is the hand-made score, and what it is divided by.
pub const HAND: (usize, f32) = (12, 4.0);
/// Room for kinds of candidates.
pub const KINDS: usize = 40;
/// Parts that points play for a candidate: four in its definition, then those it is on a line, on a circle, or at one distance with,
/// and the one at whose place it is.
pub const PARTS: usize = 8;
/// The points on the lines that a candidate meets.
pub const MET_LINES: u8 = 4;
/// On the circles.
pub const MET_CIRCLES: u8 = 5;
/// At equal distances from it.
pub const MET_DISTANCES: u8 = 6;
/// The point that it is a second definition of.
pub const TWIN: u8 = 7;

/// Numbers of what a closure with one candidate more came to: whether nothing was gained among older points; ln(1 + relations gained
/// among them), ln(1 + circles gained); for the goals, ln(1 + free terms) before and after, and the difference, at least −4 and at most
/// 8, divided by 4; ln(1 + relations of the new points); the lines, circles and equal distances that the new point is proved to
/// have, and those that it meets in the picture (each at most 8, divided by 4); the surprise of the
/// candidate in nats divided by 4; the hand-made score divided by 4; auxiliary points before, divided by 2; 1 for a pair, and
/// 2 for a second definition.
pub const AFTER: usize = 15;
/// Width of the layer between these and the value.
pub const AFTER_WIDTH: usize = 16;

/// A value read after a closure: two layers, small enough for the search to work out by itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct After {
    /// [AFTER_WIDTH][AFTER] weights, and what is added.
    pub hidden: Vec<([f32; AFTER], f32)>,
    /// A weight for each.
    pub out: Vec<f32>,
    /// What is added.
    pub bias: f32,
}

impl After {
    /// The logarithm of the odds that one point more is enough.
    pub fn value(&self, x: &[f32; AFTER]) -> f32 {
        let unit = |(w, b): &([f32; AFTER], f32)| (w.iter().zip(x).map(|(w, x)| w * x).sum::<f32>() + b).max(0.0);
        self.hidden.iter().zip(&self.out).map(|(h, o)| unit(h) * o).sum::<f32>() + self.bias
    }
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// For each point [`POINT_FEATURES`] numbers.
    pub points: Vec<[f32; POINT_FEATURES]>,
    /// Kind and members.
    pub rows: Vec<(u8, Vec<u8>)>,
}

/// A candidate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Number of its kind.
    pub kind: u8,
    /// Parts: which one, and the points that play it. Points of one part are equals.
    pub parts: Vec<(u8, Vec<u8>)>,
    /// [`ITEM_FEATURES`] numbers.
    pub features: [f32; ITEM_FEATURES],
}

/// A state with what each of its candidates leads to: one line of a states file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The state.
    pub view: View,
    /// Candidates: those that solve it, those that the hand-made score puts first, and some of the others.
    pub items: Vec<Item>,
    /// How many candidates each stands for.
    pub weights: Vec<f32>,
    /// Numbers of the items that solve the state.
    pub solved: Vec<u16>,
    /// How many candidates there were.
    pub listed: u32,
    /// How many of them solve the state.
    pub solvers: u32,
    /// How many the hand-made score puts before the first that does; `listed` if none does.
    pub rank: u32,
    /// Auxiliary points that the state has already.
    pub depth: u8,
    /// For some candidates, what the closure with them came to, and whether one point more was then enough.
    #[serde(default)]
    pub after: Vec<([f32; AFTER], bool)>,
}

/// What the learned policy is asked: the candidates of a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The state.
    pub view: View,
    /// Its candidates.
    pub items: Vec<Item>,
}

/// What it answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// A preference for each candidate, in nats, rounded to 1/64.
    pub scores: Vec<f32>,
    /// The chance that one point more is enough, as the logarithm of the odds, rounded likewise.
    pub value: f32,
    /// With the first answer: the value after a closure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<After>,
}

/// Numbers of a statement about numbers that is to be shown (`provers/algebra/src/steps/features.rs` says what each is).
pub const SEQUENT_FEATURES: usize = 24;
/// Numbers of a step.
pub const STEP_FEATURES: usize = 30;
/// Which of these is the hand-made score, and what it is divided by.
pub const STEP_HAND: (usize, f32) = (29, 4.0);
/// Room for kinds of steps.
pub const STEP_KINDS: usize = 24;

/// A step that a statement about numbers may be replaced by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepItem {
    /// Number of its kind.
    pub kind: u8,
    /// [`STEP_FEATURES`] numbers.
    pub features: [f32; STEP_FEATURES],
}

/// What the learned policy is asked in algebra: the steps of a statement. It answers with [`Scores`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepAsk {
    /// The statement.
    pub sequent: [f32; SEQUENT_FEATURES],
    /// Its steps.
    pub steps: Vec<StepItem>,
}

/// A statement with what each of its steps leads to: one line of a states file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepExample {
    /// The statement.
    pub sequent: [f32; SEQUENT_FEATURES],
    /// Its steps, all of which were tried.
    pub steps: Vec<StepItem>,
    /// Numbers of those that lead to a proof.
    pub solved: Vec<u16>,
    /// How many the hand-made score puts before the first of these; as many as there are if there is none.
    pub rank: u32,
    /// Steps that were made before.
    pub depth: u8,
}
