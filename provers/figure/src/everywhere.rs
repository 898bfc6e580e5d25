//! What is assumed for all values of a variable, at values of the other ones: a statement that the kernel decides.
//!
//! No point shows that `for all x: x^2 + a*x + b >= 0` holds at a = 0, b = 1; a proof does. With the values put in, what is assumed for all
//! values becomes a theorem of its own ([`everywhere`]), which assumes nothing; a certificate has its proof beside the values.

use euclase_grammar::core::{CoreTheorem, Goal, GoalKind, Prop, PropHyp};
use euclase_kernel::Verdict;
use euclase_kernel::algebra::Proof;
use euclase_kernel::cert::{Certificate, Value};

/// The theorem that what is assumed for all values of a variable holds at these values of the others; what has no closed term as
/// its value stays a variable, so that more is claimed, not less. `None` where nothing is assumed so.
#[must_use]
pub fn everywhere(theorem: &CoreTheorem, values: &[(u32, Value)]) -> Option<CoreTheorem> {
    let quantified: Vec<_> = theorem.props.iter().filter(|p| p.prop.quantifies()).collect();
    let mut bound = Vec::new();
    quantified.iter().for_each(|p| quantifiers(&p.prop, &mut bound));
    let value = |v: u32| match values.iter().find(|(of, _)| *of == v)? {
        (_, Value::Term(n)) if !n.mentions_reals() && !bound.contains(&v) => Some(n.clone()),
        _ => None,
    };
    let at = |p: &PropHyp| Goal { kind: GoalKind::Prop(p.prop.with_reals(&value)), origin: p.origin.clone() };
    let goals: Vec<Goal> = quantified.into_iter().map(at).collect();
    let (hyps, conds, props) = (Vec::new(), Vec::new(), Vec::new());
    (!goals.is_empty()).then(|| CoreTheorem { hyps, conds, props, goals, sketch: None, ..theorem.clone() })
}

/// Does the kernel accept this proof of a theorem that assumes nothing?
pub(crate) fn accepted(theorem: &CoreTheorem, proof: &Proof) -> bool {
    let goals = vec![0; theorem.goals.len()];
    let cert =
        Certificate { theorem: theorem.name.clone(), goals, algebra: Some(proof.clone()), ..Certificate::default() };
    matches!(euclase_kernel::check(theorem, &cert), Verdict::Accepted(t) if t.conditions().is_empty())
}

fn quantifiers(p: &Prop, out: &mut Vec<u32>) {
    match p {
        Prop::Atom(_) => {}
        Prop::And(ps) | Prop::Or(ps) => ps.iter().for_each(|p| quantifiers(p, out)),
        Prop::Not(p) => quantifiers(p, out),
        Prop::Implies(a, b) | Prop::Iff(a, b) => [a, b].into_iter().for_each(|p| quantifiers(p, out)),
        Prop::ForAll(vs, p) => {
            out.extend(vs);
            quantifiers(p, out);
        }
    }
}
