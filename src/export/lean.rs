//! Proofs about numbers as text for Lean 4 and Mathlib: the statement, and the lines with tactics that should prove them.
//!
//! Nothing here runs Lean, and the text says so at its top. The statement is what a reader can compare; a tactic may fail.

use super::names::{legal, numbered};
use super::prop::{self, condition, sources, unquantified};
use super::{NotExported, accepted, numbers_alone};
use euclase_grammar::core::{Atom, CoreTheorem, GoalKind, Num, Prop, Q, Quantity, Rel};
use euclase_kernel::algebra::statement::givens;
use euclase_kernel::algebra::{Line, Order, Product, Proof, Reason};
use num_traits::{One, Signed, ToPrimitive};
use std::collections::BTreeSet;

const HEAD: &str = "\
/- Not machine-checked here: Euclase's kernel has accepted the proof, but Lean has not read this text. The statement is the theorem's;
   the tactics of the lines are proposals. -/
import Mathlib

macro \"at_once \" h:term : tactic =>
  `(tactic| first | exact $h | tauto | linarith [$h] | nlinarith [$h])

";

const RESERVED: &[&str] = &[
    "at", "by", "def", "do", "else", "end", "fun", "have", "if", "import", "in", "let", "macro", "match", "of", "open",
    "return", "show", "then", "theorem", "where", "with", "max", "min", "from", "using", "calc", "rfl", "Type", "Prop",
    "Sort",
];

/// The text of a theorem's proof.
///
/// # Errors
/// The certificate is not accepted, or says what this export cannot say yet.
pub fn export(thm: &CoreTheorem, cert: &euclase_kernel::cert::Certificate) -> Result<String, NotExported> {
    numbers_alone(thm)?;
    let proof = accepted(thm, cert)?;
    if !proof.reals.is_empty() {
        return Err(NotExported::new("it has variables of its own: such proofs have no text for Lean"));
    }
    let own = |n: &str| RESERVED.contains(&n) || numbered(n, &["hyp", "defined", "line", "sup"]);
    let w = Writer { names: legal(&thm.reals, &own) };
    let said =
        sources(thm).ok_or_else(|| NotExported::new("it speaks of a figure: such statements are not exported yet"))?;
    let bound: BTreeSet<u32> = givens(thm).into_iter().flat_map(|g| g.bound).collect();
    let free: Vec<&str> =
        (0..w.names.len()).filter(|v| !bound.contains(&(*v as u32))).map(|v| w.names[v].as_str()).collect();
    let mut out = format!("{HEAD}theorem {}", legal(std::slice::from_ref(&thm.name), &own).concat());
    if !free.is_empty() {
        out += &format!(" ({} : ℝ)", free.join(" "));
    }
    let solves = thm.goals.iter().any(|g| matches!(g.kind, GoalKind::Solve(_)));
    let mut given = Vec::new();
    for (k, (p, _)) in said.iter().enumerate() {
        let (vs, inner) = unquantified(p);
        let under = |p: &Prop| if vs.is_empty() { p.clone() } else { Prop::ForAll(vs.clone(), Box::new(p.clone())) };
        given.push((format!("hyp{}", k + 1), w.prop(&under(inner))?));
        for (i, d) in prop::defined(inner).iter().enumerate() {
            given.push((format!("defined{}_{}", k + 1, i + 1), w.prop(&under(d))?));
        }
    }
    if solves && thm.goals.len() > 1 {
        return Err(NotExported::new("it asks for solutions and for something else: not exported yet"));
    }
    if !solves {
        given.iter().for_each(|(name, text)| out += &format!("\n    ({name} : {text})"));
    }
    let goals =
        thm.goals.iter().enumerate().map(|(k, g)| w.goal(proof, k, &g.kind, &given)).collect::<Result<Vec<_>, _>>()?;
    out += &format!(" :\n    {} := by\n", goals.join(" ∧\n    "));
    if solves {
        return Err(NotExported::new("all solutions have no Lean text yet"));
    }
    let mut rests: Vec<BTreeSet<usize>> = Vec::new();
    for (i, l) in proof.lines.iter().enumerate() {
        let own = w.rests(proof, &rests, l, i);
        let before: String = own
            .iter()
            .filter(|s| **s != i)
            .map(|s| Ok(format!("({}) → ", w.clause(&proof.lines[*s].claim)?)))
            .collect::<Result<_, NotExported>>()?;
        let intros: String = own.iter().map(|s| format!(" sup{s}")).collect();
        if l.reason != Reason::Suppose {
            let tactic = w.tactic(proof, &rests, l).map_err(|e| e.at(i, l.reason.name()))?;
            let intros = if intros.is_empty() { String::new() } else { format!("intro{intros}\n    ") };
            out += &format!("  have line{i} : {before}{} := by\n    {intros}{tactic}\n", w.bracketed(&l.claim)?);
        }
        rests.push(own);
    }
    let used: Vec<String> = proof.goals.iter().flat_map(|g| &g.lines).map(|l| format!("line{l}")).collect();
    let first: Vec<String> = used.iter().map(|l| format!("exact {l}")).collect();
    out += &format!("  first\n    | exact ⟨{}⟩\n", used.join(", "));
    first.iter().for_each(|f| out += &format!("    | {f}\n"));
    out += "    | (refine ⟨?_, ?_⟩ <;> tauto)\n    | tauto\n";
    Ok(out)
}

struct Writer {
    names: Vec<String>,
}

impl Writer {
    fn goal(
        &self,
        proof: &Proof,
        k: usize,
        kind: &GoalKind,
        given: &[(String, String)],
    ) -> Result<String, NotExported> {
        let strange = || NotExported::new("a goal has a form that the export does not know");
        let own = proof.goals.get(k).ok_or_else(strange)?;
        let p = match kind {
            GoalKind::Fact(f) => Prop::Atom(f.as_equation().ok_or_else(strange)?),
            GoalKind::Cond(c) => condition(c).ok_or_else(strange)?,
            GoalKind::Prop(p) => p.clone(),
            GoalKind::Find(Quantity::Num(_)) => {
                let claim = own.lines.last().and_then(|l| proof.lines.get(*l)).map(|l| &l.claim[..]);
                let Some([a]) = claim else { return Err(strange()) };
                Prop::Atom(a.clone())
            }
            GoalKind::Find(_) => return Err(strange()),
            GoalKind::Solve(vars) => {
                let mut each = Vec::new();
                for s in &own.solutions {
                    let all = vars
                        .iter()
                        .zip(s)
                        .map(|(v, n)| Prop::Atom(Atom { lhs: Num::Real(*v), rel: Rel::Eq, rhs: n.clone() }));
                    each.push(Prop::And(all.collect()));
                }
                let all: Vec<String> = given.iter().map(|g| format!("({})", g.1)).collect();
                return Ok(format!("({}) ↔ {}", all.join(" ∧ "), self.prop(&Prop::Or(each))?));
            }
        };
        let mut all: Vec<Prop> = prop::defined(&p);
        all.push(p);
        let texts = all.iter().map(|p| Ok(format!("({})", self.prop(p)?))).collect::<Result<Vec<_>, NotExported>>()?;
        Ok(texts.join(" ∧ "))
    }

    fn prop(&self, p: &Prop) -> Result<String, NotExported> {
        let inner =
            |p: &Prop| Ok(if matches!(p, Prop::Atom(_)) { self.prop(p)? } else { format!("({})", self.prop(p)?) });
        let all = |ps: &[Prop], by: &str| Ok(ps.iter().map(inner).collect::<Result<Vec<_>, NotExported>>()?.join(by));
        Ok(match p {
            Prop::Atom(a) => self.atom(a)?,
            Prop::And(ps) if ps.is_empty() => "True".into(),
            Prop::Or(ps) if ps.is_empty() => "False".into(),
            Prop::And(ps) => all(ps, " ∧ ")?,
            Prop::Or(ps) => all(ps, " ∨ ")?,
            Prop::Not(p) => format!("¬ {}", inner(p)?),
            Prop::Implies(a, b) => format!("{} → {}", inner(a)?, inner(b)?),
            Prop::Iff(a, b) => format!("{} ↔ {}", inner(a)?, inner(b)?),
            Prop::ForAll(vs, p) => {
                let names: Vec<&str> =
                    vs.iter().filter_map(|v| self.names.get(*v as usize)).map(String::as_str).collect();
                format!("∀ {} : ℝ, {}", names.join(" "), self.prop(p)?)
            }
        })
    }

    fn clause(&self, c: &[Atom]) -> Result<String, NotExported> {
        self.prop(&Prop::Or(c.iter().cloned().map(Prop::Atom).collect()))
    }

    fn bracketed(&self, c: &[Atom]) -> Result<String, NotExported> {
        let text = self.clause(c)?;
        Ok(if c.len() == 1 { text } else { format!("({text})") })
    }

    fn atom(&self, a: &Atom) -> Result<String, NotExported> {
        let sign = match a.rel {
            Rel::Eq => "=",
            Rel::Ne => "≠",
            Rel::Lt => "<",
            Rel::Le => "≤",
            Rel::Gt => ">",
            Rel::Ge => "≥",
        };
        Ok(format!("({} : ℝ) {sign} {}", self.num(&a.lhs, 0)?, self.num(&a.rhs, 0)?))
    }

    /// A term where what binds less than that is in brackets: 0 sums, 1 products, 2 all but words.
    fn num(&self, n: &Num, least: u8) -> Result<String, NotExported> {
        let at = |binds: u8, text: String| if binds < least { format!("({text})") } else { text };
        Ok(match n {
            Num::Const(c) if c.is_integer() && !c.is_negative() => c.numer().to_string(),
            Num::Const(c) if c.is_integer() => format!("({})", c.numer()),
            Num::Const(c) => format!("({} / {})", c.numer(), c.denom()),
            Num::Real(v) => self.names.get(*v as usize).cloned().unwrap_or_default(),
            Num::Add(xs) => at(0, xs.iter().map(|x| self.num(x, 1)).collect::<Result<Vec<_>, _>>()?.join(" + ")),
            Num::Mul(xs) => at(1, xs.iter().map(|x| self.num(x, 2)).collect::<Result<Vec<_>, _>>()?.join(" * ")),
            Num::Neg(x) => format!("(-{})", self.num(x, 2)?),
            Num::Div(a, b) => at(1, format!("{} / {}", self.num(a, 2)?, self.num(b, 2)?)),
            Num::Pow(x, e) => self.power(x, e)?,
            Num::Call(f, xs) => match (f.as_str(), &xs[..]) {
                ("pi", []) => "Real.pi".into(),
                ("sqrt", [x]) => self.power(x, &Q::new(1.into(), 2.into()))?,
                ("root", [Num::Const(k), x]) if k.is_integer() && k.is_positive() => self.power(x, &k.recip())?,
                ("abs", [x]) => format!("|{}|", self.num(x, 0)?),
                ("min" | "max", [first, rest @ ..]) => {
                    let mut out = self.num(first, 2)?;
                    for x in rest {
                        out = format!("({f} {out} {})", self.num(x, 2)?);
                    }
                    out
                }
                ("pow", [a, Num::Const(e)]) => self.power(a, e)?,
                ("pow", [a, u]) => format!("(Real.rpow {} {})", self.num(a, 2)?, self.num(u, 2)?),
                _ => return Err(NotExported::new(format!("the function `{f}` has no Lean text yet"))),
            },
            _ => return Err(NotExported::new("it speaks of a figure: such statements are not exported yet")),
        })
    }

    fn power(&self, x: &Num, e: &Q) -> Result<String, NotExported> {
        let base = self.num(x, 2)?;
        let base = match e.denom().to_u32() {
            Some(1) => base,
            Some(2) => format!("(Real.sqrt {base})"),
            _ => return Err(NotExported::new("roots with an index above 2 have no Lean text yet")),
        };
        let base = if e.is_negative() { format!("({base})⁻¹") } else { base };
        let n = e.numer().abs();
        Ok(if n.is_one() { base } else { format!("({base} ^ {n})") })
    }

    /// What a line rests on, of suppositions.
    fn rests(&self, proof: &Proof, before: &[BTreeSet<usize>], l: &Line, i: usize) -> BTreeSet<usize> {
        if l.reason == Reason::Suppose {
            return BTreeSet::from([i]);
        }
        let mut out = BTreeSet::new();
        for (k, p) in l.premises.iter().enumerate() {
            for s in before.get(*p).into_iter().flatten() {
                let alternative =
                    l.premises.first().and_then(|f| proof.lines.get(*f)).and_then(|f| f.claim.get(k.wrapping_sub(1)));
                let discharged = l.reason == Reason::Cases
                    && k > 0
                    && proof
                        .lines
                        .get(*s)
                        .is_some_and(|s| matches!((&s.claim[..], alternative), ([a], Some(b)) if a == b));
                if !discharged {
                    out.insert(*s);
                }
            }
        }
        out
    }

    fn cite(&self, proof: &Proof, rests: &[BTreeSet<usize>], p: usize) -> String {
        if proof.lines.get(p).is_some_and(|l| l.reason == Reason::Suppose) {
            return format!("sup{p}");
        }
        let sups: String = rests.get(p).into_iter().flatten().map(|s| format!(" sup{s}")).collect();
        if sups.is_empty() { format!("line{p}") } else { format!("(line{p}{sups})") }
    }

    fn tactic(&self, proof: &Proof, rests: &[BTreeSet<usize>], l: &Line) -> Result<String, NotExported> {
        let cited: Vec<String> = l.premises.iter().map(|p| self.cite(proof, rests, *p)).collect();
        let first = cited.first().cloned().unwrap_or_default();
        Ok(match &l.reason {
            Reason::Suppose => String::new(),
            Reason::Given(_, values) if values.is_empty() => "first | assumption | tauto | linarith".into(),
            Reason::Given(_, values) => {
                let all = values.iter().map(|v| self.num(v, 2)).collect::<Result<Vec<_>, _>>()?.join(" ");
                format!("first | exact hyp1 {all} | solve_by_elim | aesop")
            }
            Reason::Either => {
                "by_contra h\n    push_neg at h\n    first | exact absurd h.1 h.2 | linarith [h.1, h.2]".into()
            }
            Reason::Weaken => format!("at_once {first}"),
            Reason::Combine(cs) => {
                let all = cs
                    .iter()
                    .zip(&cited)
                    .map(|(c, h)| Ok(format!("{} * {h}", self.num(c, 2)?)))
                    .collect::<Result<Vec<_>, NotExported>>()?;
                if all.is_empty() { "ring".into() } else { format!("linear_combination {}", all.join(" + ")) }
            }
            Reason::Order(o) => self.order(proof, l, o, &cited)?,
            Reason::Field(_) => {
                format!("have h := {first}\n    field_simp\n    first | linarith | nlinarith [{}]", cited.join(", "))
            }
            Reason::Factors(fs) => {
                let product = fs
                    .iter()
                    .map(|f| Ok(format!("({})", self.num(f, 0)?)))
                    .collect::<Result<Vec<_>, NotExported>>()?
                    .join(" * ");
                format!("have h : {product} = 0 := by linarith [{first}]\n    simp only [mul_eq_zero] at h\n    tauto")
            }
            Reason::Cases => {
                let pattern = vec!["sup"; cited.len().saturating_sub(1)].join(" | ");
                format!("rcases {first} with {pattern} <;> first | tauto | at_once sup")
            }
            Reason::Congruence => format!("rw [{first}]"),
            Reason::Lemma(name, terms) => self.lemma(name, terms, &cited)?,
            Reason::Instance(_) | Reason::Step(_) | Reason::Coordinates(..) => {
                return Err(NotExported::new("the rule has no Lean text yet"));
            }
        })
    }

    fn order(&self, proof: &Proof, l: &Line, o: &Order, cited: &[String]) -> Result<String, NotExported> {
        let mut hints = Vec::new();
        for p in o.multiplier.iter().chain(&o.terms) {
            hints.extend(self.product(proof, l, p, cited)?);
        }
        for (k, c) in &o.cofactors {
            if let Some(h) = cited.get(*k) {
                hints.push(format!("congrArg (fun t => {} * t) {h}", self.num(c, 2)?));
            }
        }
        let start = match l.claim.first().map(|a| a.rel) {
            Some(Rel::Eq) => "apply le_antisymm <;> ",
            Some(Rel::Ne) => "intro h; ",
            _ => "",
        };
        Ok(format!("{start}nlinarith [{}]", hints.join(", ")))
    }

    /// That a product is not negative.
    fn product(&self, proof: &Proof, l: &Line, p: &Product, cited: &[String]) -> Result<Option<String>, NotExported> {
        let mut out: Option<String> = None;
        let mut all = Vec::new();
        for k in &p.factors {
            let rel = l.premises.get(*k).and_then(|i| proof.lines.get(*i)).and_then(|l| l.claim.first()).map(|a| a.rel);
            let Some(h) = cited.get(*k) else { continue };
            all.push(match rel {
                Some(Rel::Gt | Rel::Lt) => format!("(sub_pos.mpr {h}).le"),
                Some(Rel::Ne) => format!("(mul_self_nonneg (_ : ℝ))  /- {h} -/"),
                _ => format!("(sub_nonneg.mpr {h})"),
            });
        }
        for s in &p.squares {
            all.push(format!("(sq_nonneg ({}))", self.num(s, 0)?));
        }
        for x in all {
            out = Some(match out {
                None => x,
                Some(o) => format!("(mul_nonneg {o} {x})"),
            });
        }
        Ok(out)
    }

    fn lemma(&self, name: &str, terms: &[Num], cited: &[String]) -> Result<String, NotExported> {
        let terms = terms.iter().map(|t| self.num(t, 2)).collect::<Result<Vec<_>, _>>()?;
        let first = cited.first().cloned().unwrap_or_default();
        let by = match (name, &terms[..]) {
            ("inverse", [x]) => return Ok(format!("have h : {x} ≠ 0 := by at_once {first}\n    field_simp")),
            ("root_power", [n, x]) if n == "2" => format!("Real.sq_sqrt (x := {x}) (by at_once {first})"),
            ("root_sign", [n, x]) if n == "2" => format!("Real.sqrt_nonneg {x}"),
            ("abs_sign", [x]) => format!("abs_nonneg {x}"),
            ("abs_square", [x]) => format!("sq_abs {x}"),
            ("abs_same", [x]) => format!("abs_of_nonneg (a := {x}) (by at_once {first})"),
            ("abs_opposite", [x]) => format!("abs_of_nonpos (a := {x}) (by at_once {first})"),
            ("min_bound", [x, y]) => format!("min_le_left {x} {y}"),
            ("min_bound_right", [x, y]) => format!("min_le_right {x} {y}"),
            ("min_either", [x, y]) => format!("min_choice {x} {y}"),
            ("max_bound", [x, y]) => format!("le_max_left {x} {y}"),
            ("max_bound_right", [x, y]) => format!("le_max_right {x} {y}"),
            ("max_either", [x, y]) => format!("max_choice {x} {y}"),
            ("power_sign", [a, u]) => format!("Real.rpow_pos_of_pos (x := {a}) (by at_once {first}) {u}"),
            _ => return Err(NotExported::new(format!("the lemma {name} has no Lean text yet"))),
        };
        Ok(format!("at_once ({by})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(fml: &str) -> Result<String, NotExported> {
        let file = euclase_grammar::load(fml).expect("it can be read");
        let thm = &file.theorems[0];
        let solved = crate::solve::solve(thm, &crate::solve::Config::default());
        export(thm, &solved.certificate.expect("it is proved"))
    }

    #[test]
    fn a_text_says_that_it_is_not_checked() {
        let lean = text("theorem t { real x assume x > 0 show x + 1/x >= 2 }").expect("a text");
        assert!(lean.starts_with("/- Not machine-checked here"));
        assert!(lean.contains("theorem t (x : ℝ)\n    (hyp1 : (x : ℝ) > 0) :"), "{lean}");
        assert!(lean.contains("((x : ℝ) ≠ 0) ∧ ((x + 1 / x : ℝ) ≥ 2)"), "{lean}");
    }
}
