//! The types that *are* the format: unknown and repeated fields are errors. FORMAT.md describes them field by field, and
//! `certificate.schema.json` is made from them.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What is read first, so that another version is not reported as an unknown field.
#[derive(Deserialize)]
pub(super) struct Header {
    pub format: String,
    pub version: u32,
}

#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(title = "A certificate of Euclase (provers/kernel/FORMAT.md)"))]
#[serde(deny_unknown_fields)]
pub(super) struct RawCertificate<'a> {
    #[serde(rename = "format")]
    pub _format: String,
    #[serde(rename = "version")]
    pub _version: u32,
    pub theorem: String,
    pub aux: Vec<RawAux>,
    #[serde(borrow)]
    #[cfg_attr(test, schemars(with = "Vec<RawStep>"))]
    pub steps: Vec<&'a RawValue>,
    #[serde(default)]
    pub discharges: Vec<RawDischarge>,
    pub goals: Vec<usize>,
    #[serde(default)]
    pub algebra: Option<super::algebra::RawProof>,
    #[serde(default)]
    pub figure: Option<RawFigure>,
    #[serde(default)]
    pub values: Vec<(String, super::algebra::RawValue)>,
    #[serde(default)]
    pub values_proof: Option<super::algebra::RawProof>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RawFigure {
    pub label: RawLabel,
    pub points: Vec<(String, String, String)>,
    pub blocks: Vec<RawBlock>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum RawLabel {
    Exact,
    Enclosed,
    Approximate,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RawBlock {
    pub unknowns: Vec<(String, RawAxis)>,
    pub equations: Vec<RawEquation>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(super) enum RawAxis {
    X,
    Y,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum RawEquation {
    Hyp { index: usize, component: usize },
    Aux { point: usize, fact: usize, component: usize },
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RawDischarge {
    pub rule: String,
    pub args: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opposite: bool,
    pub premises: Vec<usize>,
    pub before: usize,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RawAux {
    pub name: String,
    pub def: String,
    pub args: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RawStep {
    pub claim: RawFact,
    pub rule: RawRule,
    pub premises: Vec<usize>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum RawRule {
    Hyp {
        index: usize,
    },
    Aux {
        point: usize,
        fact: usize,
    },
    Congruence {},
    Linear {
        multipliers: Vec<String>,
    },
    Divide {
        by: i64,
    },
    Geo {
        name: String,
        args: Vec<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        opposite: bool,
    },
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum RawCond {
    Distinct { points: [String; 2] },
    NotColl { points: [String; 3] },
    NotPara { points: [String; 4] },
    NotCyclic { points: [String; 4] },
    SameOrient { points: [String; 6] },
    OppOrient { points: [String; 6] },
    Positive { points: [String; 3] },
    Between { points: [String; 3] },
    Outside { points: [String; 3] },
    Longer { points: [String; 4] },
    Not { fact: RawFact },
    Num { claim: super::algebra::RawAtom },
}

pub(super) type Terms = Vec<(String, String, String)>;

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum RawFact {
    Same {
        points: [String; 2],
    },
    Coll {
        points: [String; 3],
    },
    Cyclic {
        points: [String; 4],
    },
    Sim {
        a: [String; 3],
        b: [String; 3],
        opposite: bool,
    },
    Dir {
        terms: Vec<(i64, String, String)>,
        turn: String,
    },
    Log {
        terms: Terms,
        konst: Vec<(u64, String)>,
    },
    Len {
        terms: Terms,
        konst: String,
    },
    Sq {
        terms: Terms,
        konst: String,
    },
    Vec {
        terms: Vec<(String, String)>,
    },
    Ang {
        terms: Vec<(String, [String; 3])>,
        konst: String,
    },
    /// Written for claims that have no form here; never read.
    #[serde(skip_deserializing)]
    Num {},
}
