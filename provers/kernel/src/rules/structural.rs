//! The rules that are not geometry: citing, congruence, linear combination, division, and how an
//! instance of a rule of geometry is compared with a step.

use super::{RuleError, instance_for, q};
use crate::graph::{Form, Graph, Kind, as_kind};
use crate::show::Names;
use euclase_grammar::core::{Cond, Fact, Pt, Q};

/// Greatest divisor of `divide`: each other branch is a condition.
pub const MAX_DIVISOR: i64 = 360;

/// A step as the rules see it.
pub(crate) struct Site<'a> {
    pub names: &'a Names<'a>,
    pub claim: &'a Fact,
    pub cited: &'a [Fact],
}

type Conditions = Result<Vec<Cond>, RuleError>;

impl Site<'_> {
    /// The cited facts that are not coincidences of points.
    fn equations(&self) -> Vec<&Fact> {
        self.cited.iter().filter(|f| !matches!(f, Fact::Same(..))).collect()
    }

    fn listed(&self) -> String {
        listed(self.names, self.cited)
    }

    fn claimed(&self) -> String {
        self.names.fact(self.claim)
    }

    /// The claim is the given hypothesis or defining fact. Directions and logarithms are read as
    /// polynomial equations there, true when a pair coincides, hence the conditions.
    pub fn given(&self, fact: &Fact) -> Conditions {
        if !self.cited.is_empty() {
            return Err(RuleError::new("no premises", self.listed()));
        }
        let mut g = Graph::new();
        if g.form(fact) != g.form(self.claim) {
            return Err(RuleError::new(self.names.fact(fact), self.claimed()));
        }
        Ok(match fact {
            Fact::Dir { terms, .. } => terms.iter().map(|t| Cond::Distinct(t.1, t.2)).collect(),
            Fact::Log { terms, .. } => terms.iter().map(|t| Cond::Distinct(t.1, t.2)).collect(),
            _ => vec![],
        })
    }

    /// The claim is a cited fact up to cited coincidences and equalities, or true by itself.
    pub fn congruence(&self) -> Conditions {
        let mut g = Graph::knowing(self.cited, true);
        let want = g.form(self.claim);
        if want == Form::True || self.cited.iter().any(|f| g.form(f).gives(&want)) {
            return Ok(vec![]);
        }
        Err(RuleError::new(format!("a cited fact that says {}", self.claimed()), self.listed()))
    }

    /// The claim is Σ multiplier · equation, where cited coincidences make points one.
    pub fn linear(&self, multipliers: &[Q]) -> Conditions {
        let equations = self.equations();
        if multipliers.len() != equations.len() {
            return Err(RuleError::new(
                format!("{} multipliers, one for each cited equation", equations.len()),
                multipliers.len().to_string(),
            ));
        }
        let mut g = Graph::knowing(self.cited, false);
        let Some(mut rest) = g.linear(self.claim) else {
            return Err(RuleError::new("a linear equation as claim", self.claimed()));
        };
        let kind = rest.kind;
        for (fact, m) in equations.into_iter().zip(multipliers) {
            if kind == Kind::Dir && !m.is_integer() {
                return Err(RuleError::new("integer multipliers over directions", "a fraction"));
            }
            let same_kind = g.linear(fact).filter(|l| l.kind == kind);
            // Equal lengths say the same in all three kinds.
            let lin = same_kind.or_else(|| as_kind(fact, kind).and_then(|f| g.linear(&f)));
            match lin {
                Some(lin) => rest.add(&-m, &lin),
                None => return Err(RuleError::new("equations of the claim's kind", self.names.fact(fact))),
            }
        }
        if rest.is_zero() {
            return Ok(vec![]);
        }
        Err(RuleError::new(format!("{} as the combination", self.claimed()), "a combination that differs from it"))
    }

    /// From k·E ≡ c to E ≡ (c + j)/k: exactly k values are possible, and the other k − 1 are excluded.
    pub fn divide(&self, k: i64) -> Conditions {
        if !(2..=MAX_DIVISOR).contains(&k) {
            return Err(RuleError::new(format!("a divisor from 2 to {MAX_DIVISOR}"), k.to_string()));
        }
        let equations = self.equations();
        let (Fact::Dir { terms, turn }, [Fact::Dir { .. }]) = (self.claim, &equations[..]) else {
            return Err(RuleError::new("a claim about directions and one cited equation of directions", self.listed()));
        };
        let mut g = Graph::knowing(self.cited, false);
        if let (Some(claim), Some(mut rest)) = (g.linear(self.claim), g.linear(equations[0])) {
            rest.add(&q(-k, 1), &claim);
            if rest.is_zero() {
                let other = |j: i64| {
                    let t = turn + q(j, k);
                    Cond::DirNe { terms: terms.clone(), turn: &t - t.floor() }
                };
                return Ok((1..k).map(other).collect());
            }
        }
        Err(RuleError::new(format!("{k} times {}", self.claimed()), self.listed()))
    }

    /// An instance of a rule of geometry: every premise is cited or true by itself, up to the
    /// cited equalities, and the claim is the conclusion.
    pub fn geometry(&self, name: &str, args: &[Pt], opposite: bool) -> Conditions {
        let instance = instance_for(name, args, opposite, self.cited, Some(self.claim))?;
        let mut g = met(self.names, self.cited, &instance.premises)?;
        if g.form(&instance.conclusion) != g.form(self.claim) {
            return Err(RuleError::new(
                format!("conclusion {}", self.names.fact(&instance.conclusion)),
                self.claimed(),
            ));
        }
        Ok(instance.conditions)
    }
}

fn listed(names: &Names, cited: &[Fact]) -> String {
    let shown: Vec<_> = cited.iter().take(8).map(|f| names.fact(f)).collect();
    let more = if cited.len() > 8 { "; …" } else { "" };
    if shown.is_empty() { "no cited facts".into() } else { format!("cited: {}{more}", shown.join("; ")) }
}

/// The graph of the cited facts, in which every premise is cited or true by itself.
pub(crate) fn met(names: &Names, cited: &[Fact], premises: &[Fact]) -> Result<Graph, RuleError> {
    let mut g = Graph::knowing(cited, true);
    let have: Vec<Form> = cited.iter().map(|f| g.form(f)).collect();
    for premise in premises {
        let want = g.form(premise);
        if want != Form::True && !have.iter().any(|f| f.gives(&want)) {
            return Err(RuleError::new(format!("premise {}", names.fact(premise)), listed(names, cited)));
        }
    }
    Ok(g)
}
