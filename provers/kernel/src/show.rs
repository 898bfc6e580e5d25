//! Facts and conditions in words, for messages. Nothing is decided here.

use euclase_grammar::core::{Cond, Fact, Pt, Q};

/// Names of points.
pub(crate) struct Names<'a>(pub Vec<&'a str>);

impl Names<'_> {
    /// Points written together.
    pub fn pts(&self, p: &[Pt]) -> String {
        p.iter().map(|p| self.0.get(p.ix()).map_or_else(|| format!("#{}", p.0), |n| (*n).to_string())).collect()
    }

    /// A linear fact: `2·dir(AB) - dir(CD) = 1/2`.
    fn sum(&self, terms: impl Iterator<Item = (Q, String)>, right: String) -> String {
        let mut s = String::new();
        for (i, (c, t)) in terms.enumerate() {
            if i == 12 {
                s += " + …";
                break;
            }
            let c = clip(c.to_string());
            s += &match (i, c.as_str(), c.strip_prefix('-')) {
                (0, "1", _) => t,
                (0, "-1", _) => format!("-{t}"),
                (0, ..) => format!("{c}·{t}"),
                (_, "1", _) => format!(" + {t}"),
                (_, _, Some("1")) => format!(" - {t}"),
                (_, _, Some(m)) => format!(" - {m}·{t}"),
                _ => format!(" + {c}·{t}"),
            };
        }
        format!("{} = {right}", if s.is_empty() { "0".into() } else { s })
    }

    /// A fact.
    pub fn fact(&self, f: &Fact) -> String {
        let num = |q: &Q| clip(q.to_string());
        let pair = |t: &(Q, Pt, Pt), l: &str, r: &str| (t.0.clone(), format!("{l}{}{r}", self.pts(&[t.1, t.2])));
        match f {
            Fact::Same(a, b) => format!("{} = {}", self.pts(&[*a]), self.pts(&[*b])),
            Fact::Coll(a, b, c) => format!("collinear({})", self.pts(&[*a, *b, *c])),
            Fact::Cyclic(a, b, c, d) => format!("cyclic({})", self.pts(&[*a, *b, *c, *d])),
            Fact::Sim { a, b, opposite } => {
                format!(
                    "{} {}similar {}",
                    self.pts(a),
                    if *opposite { "oppositely " } else { "directly " },
                    self.pts(b)
                )
            }
            Fact::Dir { terms, turn } => self.sum(
                terms.iter().map(|(k, a, b)| (Q::from_integer((*k).into()), format!("dir({})", self.pts(&[*a, *b])))),
                num(turn),
            ),
            Fact::Log { terms, konst } => {
                let right: Vec<_> = konst.iter().take(12).map(|(p, e)| format!("{}·log {p}", num(e))).collect();
                let right = if right.is_empty() { "0".into() } else { right.join(" + ") };
                self.sum(terms.iter().map(|t| pair(t, "log ", "")), right)
            }
            Fact::Len { terms, konst } => self.sum(terms.iter().map(|t| pair(t, "", "")), num(konst)),
            Fact::Sq { terms, konst } => self.sum(terms.iter().map(|t| pair(t, "", "^2")), num(konst)),
            Fact::Vec(terms) => self.sum(terms.iter().map(|(c, a)| (c.clone(), self.pts(&[*a]))), "0".into()),
            Fact::Ang { terms, konst } => {
                self.sum(terms.iter().map(|(c, a)| (c.clone(), format!("angle({})", self.pts(a)))), num(konst))
            }
            Fact::Num(..) => "a general equation of numbers".into(),
        }
    }

    /// A condition.
    pub fn cond(&self, c: &Cond) -> String {
        match c {
            Cond::Distinct(a, b) => format!("{} != {}", self.pts(&[*a]), self.pts(&[*b])),
            Cond::NotColl(a, b, c) => format!("{} not collinear", self.pts(&[*a, *b, *c])),
            Cond::NotPara(p, q) => format!("{} not parallel {}", self.pts(p), self.pts(q)),
            Cond::DirNe { terms, turn } => {
                self.fact(&Fact::Dir { terms: terms.clone(), turn: turn.clone() }).replace(" = ", " != ")
            }
            Cond::SameOrient(a, b) => format!("same_orientation({}, {})", self.pts(a), self.pts(b)),
            Cond::OppOrient(a, b) => format!("opposite_orientation({}, {})", self.pts(a), self.pts(b)),
            Cond::Positive(a) => format!("{} counter-clockwise", self.pts(a)),
            Cond::Between(a, b, c) => format!("{} between {}, {}", self.pts(&[*b]), self.pts(&[*a]), self.pts(&[*c])),
            Cond::Outside(a, b, c) => format!("{} outside segment {}", self.pts(&[*b]), self.pts(&[*a, *c])),
            Cond::Longer(p, q) => format!("{} > {}", self.pts(p), self.pts(q)),
            Cond::NotCyclic(a, b, c, d) => format!("{} not on one circle or line", self.pts(&[*a, *b, *c, *d])),
            Cond::AngWithin { terms, konst } => {
                format!(
                    "-1 < {} < 1",
                    self.fact(&Fact::Ang { terms: terms.clone(), konst: konst.clone() }).replace(" = ", " - ")
                )
            }
            Cond::Num(..) => "a comparison of numbers".into(),
            Cond::Not(f) => format!("not {}", self.fact(f)),
            Cond::Any(cs) => format!("one of {} conditions", cs.len()),
        }
    }
}

/// Long numbers are cut in messages.
fn clip(s: String) -> String {
    if s.len() <= 40 { s } else { format!("{}… ({} characters)", s.chars().take(20).collect::<String>(), s.len()) }
}
