//! What the search and a policy program say to each other. docs/protocol.md is the description for those who write one.
//!
//! What we say is typed; what we hear is taken apart by hand, so that one bad proposal costs itself alone.

use crate::search::trace::Point;
use serde::Serialize;
use serde_json::Value;

/// Version of the messages.
pub const VERSION: u32 = 1;

/// What we say.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Ours {
    /// First.
    Hello {
        /// [`VERSION`].
        version: u32,
        /// Who we are.
        program: &'static str,
    },
    /// A state that wants proposals.
    State(Box<StateMessage>),
    /// What came of a proposal.
    Verdict {
        /// The state.
        id: usize,
        /// Number of the proposal in its list, from 0.
        proposal: usize,
        /// A word.
        verdict: &'static str,
        /// Why, in words.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// New relations, where it was closed.
        #[serde(skip_serializing_if = "Option::is_none")]
        gain: Option<u32>,
    },
    /// A line could not be used.
    Error {
        /// What is wrong with it.
        message: String,
    },
}

/// A state.
#[derive(Clone, Debug, Serialize)]
pub struct StateMessage {
    /// Its number.
    pub id: usize,
    /// The text of the theorem.
    pub theorem: String,
    /// All points, auxiliary ones with their definitions.
    pub points: Vec<Point>,
    /// The goals.
    pub goal: Vec<GoalMessage>,
    /// Names of the auxiliary points.
    pub aux: Vec<String>,
    /// Definitions that may be proposed.
    pub kinds: Vec<KindMessage>,
    /// Some of what is proved.
    pub facts: Facts,
    /// Most proposals that are looked at.
    pub want: usize,
}

/// A goal.
#[derive(Clone, Debug, Serialize)]
pub struct GoalMessage {
    /// In the words of the source.
    pub text: String,
    /// Whether the state proves it.
    pub proved: bool,
}

/// A definition that may be proposed.
#[derive(Clone, Debug, Serialize)]
pub struct KindMessage {
    /// Its name.
    pub def: &'static str,
    /// How many points it takes.
    pub arity: usize,
}

/// Proved facts.
#[derive(Clone, Debug, Serialize)]
pub struct Facts {
    /// Three points or more on a line.
    pub lines: Vec<Vec<String>>,
    /// Four points or more on a circle.
    pub circles: Vec<Vec<String>>,
}

/// What we hear.
#[derive(Clone, Debug, PartialEq)]
pub enum Theirs {
    /// First.
    Hello {
        /// The version they speak.
        version: u64,
    },
    /// An answer to a state.
    Proposals {
        /// The state.
        id: u64,
        /// Each may be wrong by itself.
        proposals: Vec<Result<Proposal, String>>,
        /// How many more there were than were looked at.
        more: usize,
        /// How promising the state is.
        value: Option<f32>,
    },
}

/// A proposal.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Name of the definition.
    pub def: String,
    /// Names of its points.
    pub args: Vec<String>,
    /// From 0 to 1.
    pub prior: f32,
    /// Where the point is, for definitions with two places.
    pub at: Option<[f64; 2]>,
}

/// Reads a line; of the proposals the first `most`.
///
/// # Errors
/// What is wrong with it.
pub fn hear(line: &str, most: usize) -> Result<Theirs, String> {
    let all: Value = serde_json::from_str(line).map_err(|e| format!("not JSON: {e}"))?;
    let kind = all.get("type").and_then(Value::as_str).ok_or("an object with a \"type\" is wanted")?;
    match kind {
        "hello" => {
            let version = all.get("version").and_then(Value::as_u64).ok_or("hello: \"version\" must be a number")?;
            Ok(Theirs::Hello { version })
        }
        "proposals" => {
            let id =
                all.get("id").and_then(Value::as_u64).ok_or("proposals: \"id\" must be the number of the state")?;
            let list = all.get("proposals").and_then(Value::as_array);
            let list = list.ok_or("proposals: \"proposals\" must be a list")?;
            let value = match all.get("value") {
                None | Some(Value::Null) => None,
                Some(v) => Some(within(v).ok_or("proposals: \"value\" must be a number from 0 to 1")? as f32),
            };
            let proposals = list.iter().take(most).map(proposal).collect();
            Ok(Theirs::Proposals { id, proposals, more: list.len().saturating_sub(most), value })
        }
        _ => Err("\"type\" must be \"hello\" or \"proposals\"".into()),
    }
}

/// A number from 0 to 1.
fn within(v: &Value) -> Option<f64> {
    v.as_f64().filter(|x| (0.0..=1.0).contains(x))
}

fn proposal(v: &Value) -> Result<Proposal, String> {
    let def = v.get("def").and_then(Value::as_str).ok_or("\"def\" must be the name of a definition")?;
    let names = |v: &Value| v.as_array()?.iter().map(|a| a.as_str().map(String::from)).collect::<Option<Vec<String>>>();
    let args = v.get("args").and_then(names).ok_or("\"args\" must be a list of names of points")?;
    let prior = match v.get("prior") {
        None | Some(Value::Null) => 0.0,
        Some(p) => within(p).ok_or("\"prior\" must be a number from 0 to 1")? as f32,
    };
    let place = |v: &Value| match v.as_array()?.as_slice() {
        [x, y] => Some([x.as_f64()?, y.as_f64()?]),
        _ => None,
    };
    let at = match v.get("at") {
        None | Some(Value::Null) => None,
        Some(p) => Some(place(p).ok_or("\"at\" must be two numbers")?),
    };
    Ok(Proposal { def: def.into(), args, prior, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let line = r#"{"type":"proposals","id":3,"value":0.5,"proposals":[
            {"def":"midpoint","args":["A","B"],"prior":0.25,"new":1},{"def":"meet","args":"AB"},7,
            {"def":"foot","args":["A"],"prior":2},{"def":"foot","args":["A"],"at":[0,1]},{}]}"#;
        let Ok(Theirs::Proposals { id: 3, proposals, more: 1, value: Some(0.5) }) = hear(line, 5) else {
            panic!("{:?}", hear(line, 5))
        };
        let good = Proposal { def: "midpoint".into(), args: vec!["A".into(), "B".into()], prior: 0.25, at: None };
        assert_eq!(proposals[0], Ok(good));
        assert!(proposals[1..4].iter().all(Result::is_err));
        assert_eq!(proposals[4].as_ref().map(|p| p.at), Ok(Some([0.0, 1.0])));
    }

    #[test]
    fn nonsense_is_an_error() {
        for line in [
            "",
            "hello",
            "[]",
            "{}",
            "null",
            r#"{"type":1}"#,
            r#"{"type":"proved"}"#,
            r#"{"type":"hello"}"#,
            r#"{"type":"proposals","id":-1,"proposals":[]}"#,
            r#"{"type":"proposals","id":1,"proposals":{}}"#,
            r#"{"type":"proposals","id":1,"proposals":[],"value":1e999}"#,
            r#"{"type":"proposals","id":1,"proposals":[],"value":-3}"#,
        ] {
            assert!(hear(line, 5).is_err(), "{line}");
        }
        assert!(hear(&"[".repeat(100_000), 5).is_err());
    }
}
