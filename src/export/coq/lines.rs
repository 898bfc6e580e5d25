//! Lines of a certificate as assertions, each with the suppositions that it rests on before its claim, and each proved by the support's
//! theorem about its rule, with what the certificate says.

use super::congruence;
use super::facts::{self, InFrame};
use super::goals::{Premises, deduce, mentions, statement};
use super::lemmas;
use super::terms::Writer;
use crate::export::NotExported;
use euclase_algebra::terms::{Opaque, Terms};
use euclase_grammar::core::{Atom, CoreTheorem, Num, Prop, Pt, Q};
use euclase_kernel::algebra::{Line, Order, Product, Proof, Reason, Said};
use std::collections::{BTreeMap, BTreeSet};

/// Why a line has no text.
const CITES: &str = "a line cites a step of geometry";

/// Most characters of a claim in the comment before its line.
const MAX_WORDS: usize = 500;

/// The lines that have been written.
pub struct Lines<'a> {
    pub proof: &'a Proof,
    pub premises: &'a Premises,
    pub w: Writer,
    /// Of each line: the lines whose claims it supposes.
    pub rests: Vec<BTreeSet<usize>>,
    /// Sources of the theorem that are not in the context, but supposed where they are used.
    about: BTreeSet<usize>,
    pub out: String,
    pub whole: Option<Whole>,
}

/// Where what is shown of solutions is first shown for all values of the variables: that, and how the goal follows.
pub struct Whole {
    pub statement: String,
    pub after: String,
}

impl<'a> Lines<'a> {
    /// Writes the lines that are wanted; `about` are the variables of `solve`.
    pub fn write(
        thm: &'a CoreTheorem,
        proof: &'a Proof,
        premises: &'a Premises,
        w: Writer,
        about: &[u32],
        wanted: &BTreeSet<usize>,
    ) -> Result<Lines<'a>, NotExported> {
        let speaks = |k: usize| {
            let clause = &premises.sources[k].given.clause;
            clause.iter().any(|a| mentions(&a.lhs, about) || mentions(&a.rhs, about))
        };
        let about = (0..premises.sources.len()).filter(|k| speaks(*k)).collect();
        let mut me = Lines { proof, premises, w, rests: Vec::new(), about, out: String::new(), whole: None };
        for (i, line) in proof.lines.iter().enumerate() {
            if line.premises.iter().any(|p| *p >= i) {
                return Err(NotExported::new("a line cites a later one"));
            }
            let rests = me.supposes(i, line)?;
            me.rests.push(rests);
            if wanted.contains(&i) {
                me.line(thm, i, line).map_err(|e| e.at(i, line.reason.name()))?;
            }
        }
        Ok(me)
    }

    /// The line has its claim as a supposition.
    pub fn is_supposed(&self, i: usize) -> bool {
        match self.proof.lines.get(i).map(|l| &l.reason) {
            Some(Reason::Suppose) => true,
            Some(Reason::Given(k, _)) => self.about.contains(k),
            _ => false,
        }
    }

    /// What a line rests on.
    fn supposes(&mut self, i: usize, line: &Line) -> Result<BTreeSet<usize>, NotExported> {
        let mut rests: BTreeSet<usize> = BTreeSet::new();
        if self.is_supposed(i) {
            rests.insert(i);
            return Ok(rests);
        }
        for (k, p) in line.premises.iter().enumerate() {
            for s in self.rests[*p].clone() {
                let discharged = k > 0 && line.reason == Reason::Cases && self.discharged(line, k, s)?;
                if !discharged {
                    rests.insert(s);
                }
            }
        }
        Ok(rests)
    }

    /// Does the k-th line cited after `cases` suppose what its alternative gives?
    fn discharged(&mut self, line: &Line, k: usize, s: usize) -> Result<bool, NotExported> {
        let first = line.premises.first().and_then(|p| self.proof.lines.get(*p));
        let alternative = first.and_then(|l| l.claim.get(k - 1));
        let (Some(a), Some(Reason::Suppose)) = (alternative, self.proof.lines.get(s).map(|l| &l.reason)) else {
            return Ok(false);
        };
        let claim = &self.proof.lines[s].claim;
        self.gives(std::slice::from_ref(a), claim)
    }

    /// Does a clause say another one at once?
    pub fn gives(&mut self, have: &[Atom], want: &[Atom]) -> Result<bool, NotExported> {
        gives(&mut self.w.terms, have, want)
    }

    /// The proof of a line cited, where its suppositions are in the context.
    fn cite(&self, p: usize) -> String {
        self.cite_with(p, &BTreeMap::new())
    }

    /// The proof of a line cited; some of its suppositions are proved by these.
    pub fn cite_with(&self, p: usize, by: &BTreeMap<usize, String>) -> String {
        let sup = |s: &usize| by.get(s).cloned().unwrap_or_else(|| format!("sup{s}"));
        if self.is_supposed(p) {
            return sup(&p);
        }
        let all: Vec<String> = self.rests[p].iter().map(sup).collect();
        if all.is_empty() { format!("line{p}") } else { format!("(line{p} {})", all.join(" ")) }
    }

    /// Proofs of lines cited, together.
    fn cite_all(&self, premises: &[usize]) -> String {
        premises.iter().rev().fold("Logic.I".into(), |rest, p| format!("(conj {} {rest})", self.cite(*p)))
    }

    fn claims(&self, premises: &[usize]) -> String {
        let names: Vec<String> = premises.iter().map(|p| format!("claim{p}")).collect();
        format!("[{}]", names.join("; "))
    }

    fn line(&mut self, thm: &CoreTheorem, i: usize, line: &Line) -> Result<(), NotExported> {
        let claim = self.w.clause(&line.claim)?;
        let words: Vec<String> = line
            .claim
            .iter()
            .map(|a| euclase_grammar::words::atom(thm, a, euclase_grammar::words::Style::Ascii))
            .collect();
        let said = if words.is_empty() { "a contradiction".into() } else { words.join(" or ") };
        // (A long claim stands below; once is enough.)
        let said = crate::report::escape::clipped(&said, MAX_WORDS);
        self.out += &format!("  (* {i}. {} [{}] *)\n", super::comment(&said), line.reason.name());
        self.out += &format!("  pose (claim{i} := {claim}{}).\n", if line.claim.is_empty() { " : clause" } else { "" });
        if self.is_supposed(i) {
            return Ok(());
        }
        let tactic = self.tactic(thm, i, line)?;
        let rests: Vec<usize> = self.rests[i].iter().copied().collect();
        let before: String = rests.iter().map(|s| format!("says env claim{s} -> ")).collect();
        let intros: String = rests.iter().map(|s| format!(" sup{s}")).collect();
        let intros = if intros.is_empty() { String::new() } else { format!("intros{intros}. ") };
        self.out += &format!("  assert (line{i} : {before}says env claim{i}).\n  {{ {intros}{tactic} }}\n");
        Ok(())
    }

    /// What proves a line.
    fn tactic(&mut self, thm: &CoreTheorem, i: usize, line: &Line) -> Result<String, NotExported> {
        let cited = &line.premises;
        let wrong = || NotExported::new("it does not cite what its rule wants");
        let first = cited.first().copied();
        Ok(match &line.reason {
            Reason::Suppose => String::new(),
            Reason::Given(k, values) => self.given(i, *k, values)?,
            Reason::Either => format!("refine (by_either env claim{i} _); check."),
            Reason::Weaken => {
                let p = first.ok_or_else(wrong)?;
                format!("refine (at_once env claim{p} claim{i} _ {}); check.", self.cite(p))
            }
            Reason::Combine(cofactors) => {
                let mut all = Vec::new();
                for (k, c) in cofactors.iter().enumerate() {
                    all.push((k, c.clone()));
                }
                let all = self.cofactors(&all)?;
                let (claims, proofs) = (self.claims(cited), self.cite_all(cited));
                format!("refine (by_combine env {claims} claim{i} {all} _ {proofs}); check.")
            }
            Reason::Order(o) => self.order(i, cited, o)?,
            Reason::Factors(factors) => {
                let p = first.ok_or_else(wrong)?;
                let all = self.exprs(factors)?;
                format!("refine (by_factors env claim{p} claim{i} {all} _ {}); check.", self.cite(p))
            }
            Reason::Field(powers) => self.field(i, cited, powers)?,
            Reason::Cases => self.cases(i, line)?,
            Reason::Congruence => congruence::congruence(self, i, line)?,
            Reason::Lemma(name, terms) => lemmas::lemma(self, i, name, terms, cited)?,
            Reason::Instance(_) => return Err(NotExported::new("an instance within an instance")),
            Reason::Coordinates(said, frame, k) => self.coordinates(thm, i, *said, *frame, *k)?,
            Reason::Step(_) => return Err(NotExported::new(CITES)),
        })
    }

    pub fn exprs(&mut self, terms: &[Num]) -> Result<String, NotExported> {
        let all = terms.iter().map(|t| self.w.expr(t)).collect::<Result<Vec<_>, _>>()?;
        Ok(if all.is_empty() { "[]".into() } else { format!("[{}]%expr", all.join("; ")) })
    }

    fn cofactors(&mut self, all: &[(usize, Num)]) -> Result<String, NotExported> {
        let mut out = Vec::new();
        for (k, c) in all {
            out.push(format!("({k}%nat, ({})%expr)", self.w.expr(c)?));
        }
        Ok(format!("[{}]", out.join("; ")))
    }

    fn order(&mut self, i: usize, cited: &[usize], o: &Order) -> Result<String, NotExported> {
        let (multiplier, terms) = (self.products(&o.multiplier)?, self.products(&o.terms)?);
        let all = self.cofactors(&o.cofactors)?;
        let (claims, proofs) = (self.claims(cited), self.cite_all(cited));
        Ok(format!("refine (by_order env {claims} claim{i} {multiplier} {terms} {all} _ {proofs}); check."))
    }

    fn products(&mut self, ps: &[Product]) -> Result<String, NotExported> {
        let mut out = Vec::new();
        for p in ps {
            let factors: Vec<String> = p.factors.iter().map(usize::to_string).collect();
            let squares = self.exprs(&p.squares)?;
            out.push(format!("Product {} [{}]%nat {squares}", fraction(&p.coefficient), factors.join("; ")));
        }
        Ok(format!("[{}]", out.join("; ")))
    }

    fn field(&mut self, i: usize, cited: &[usize], powers: &[u32]) -> Result<String, NotExported> {
        let Some((first, others)) = cited.split_first() else {
            return Err(NotExported::new("it cites nothing"));
        };
        let (mut divisors, mut inverses, mut cleared) = (Vec::new(), String::from("Logic.I"), Vec::new());
        for (p, k) in others.iter().zip(powers) {
            let [a] = &self.proof.lines[*p].claim[..] else {
                return Err(NotExported::new("a divisor is no single comparison"));
            };
            let literal = self.w.terms.literal(a).ok_or_else(|| NotExported::new("a divisor is too long"))?;
            // (A number is no divisor for the polynomials: with it, everything is multiplied by a number.)
            if literal.poly.constant_value().is_some() {
                continue;
            }
            let v = self.w.terms.opaque(Opaque::Inverse(literal.poly)).vars().into_iter().next().unwrap_or(0);
            let (_, arguments) = self.w.opaque(v)?;
            divisors.push(format!("Divisor {} ({})%expr {k}", v + 1, arguments.concat()));
            inverses = format!("(conj eq_refl {inverses})");
            cleared.push(*p);
        }
        Ok(format!(
            "refine (by_field env claim{first} {} claim{i} [{}] {inverses} _ {} {}); check.",
            self.claims(&cleared),
            divisors.join("; "),
            self.cite(*first),
            self.cite_all(&cleared)
        ))
    }

    fn cases(&mut self, i: usize, line: &Line) -> Result<String, NotExported> {
        let Some((first, others)) = line.premises.split_first() else {
            return Err(NotExported::new("it cites nothing"));
        };
        let mut branches = String::new();
        for (k, p) in others.iter().enumerate() {
            let mut by = BTreeMap::new();
            for s in self.rests[*p].clone() {
                if self.discharged(line, k + 1, s)? {
                    by.insert(s, format!("(at_once env _ claim{s} _ alternative)"));
                }
            }
            branches += &format!(" (fun alternative => at_once env claim{p} claim{i} _ {})", self.cite_with(*p, &by));
        }
        Ok(format!("refine (by_cases env claim{first} (says env claim{i}) {}{branches}); check.", self.cite(*first)))
    }

    /// A given clause, from the premises of the theorem.
    fn given(&mut self, i: usize, k: usize, values: &[Num]) -> Result<String, NotExported> {
        let (clause, proof) = self.given_proof(k, values)?;
        Ok(format!("assert (given : says env {clause}). {{ {proof} }} refine (at_once env _ claim{i} _ given); check."))
    }

    /// A given clause as data, for some values, and what proves it.
    pub fn given_proof(&mut self, k: usize, values: &[Num]) -> Result<(String, String), NotExported> {
        let premises = self.premises;
        let source = premises.sources.get(k).ok_or_else(|| NotExported::new("it cites no given"))?;
        let bound = &source.given.bound;
        if bound.len() != values.len() {
            return Err(NotExported::new("it gives values for other variables"));
        }
        let at: BTreeMap<u32, Num> = bound.iter().copied().zip(values.iter().cloned()).collect();
        let clause: Vec<Atom> = source.given.clause.iter().map(|a| put(a, &at)).collect();
        let data = self.w.clause(&clause)?;
        let mut applied = String::new();
        for v in values {
            applied += &format!(" ({})", self.w.real(v)?);
        }
        let proof = match &source.is {
            Some(name) => format!("bridge ({name}{applied})."),
            None => {
                let mut props: Vec<(String, Prop)> = Vec::new();
                let mut facts = String::new();
                for (j, f) in source.from.iter().enumerate() {
                    let p = &premises.all[*f];
                    facts += &format!("pose proof ({}{applied}) as need{j}; ", p.name);
                    let said =
                        p.prop.as_ref().ok_or_else(|| NotExported::new("it cites no statement about numbers"))?;
                    props.push((
                        format!("need{j}"),
                        crate::export::prop::unquantified(said).1.with_reals(&|v| at.get(&v).cloned()),
                    ));
                }
                let goal = Prop::Or(clause.into_iter().map(Prop::Atom).collect());
                let text = statement(&mut self.w, &goal)?;
                let from: Vec<(&str, &Prop)> = props.iter().map(|(n, p)| (n.as_str(), p)).collect();
                let tactic = deduce(&mut self.w, &from, &goal)?;
                format!("assert (said : {text}) by ({facts}{tactic}). bridge said.")
            }
        };
        Ok((data, proof))
    }

    /// A clause of a fact or a condition in a frame.
    fn coordinates(
        &mut self,
        thm: &CoreTheorem,
        i: usize,
        said: Said,
        frame: [Pt; 2],
        k: usize,
    ) -> Result<String, NotExported> {
        let wrong = || NotExported::new("it cites nothing that the theorem says");
        let (premise, inside) = match said {
            Said::Step(_) => return Err(NotExported::new(CITES)),
            Said::Recorded(n) => {
                let c = self.proof.conditions.get(n).ok_or_else(wrong)?;
                (self.premises.recorded(n), facts::condition_in(&mut self.w, c, frame)?)
            }
            Said::Assumed(n) => {
                let inside = match n.checked_sub(thm.hyps.len()) {
                    None => facts::fact_in(&mut self.w, &thm.hyps.get(n).ok_or_else(wrong)?.fact, frame)?,
                    Some(c) => facts::condition_in(&mut self.w, &thm.conds.get(c).ok_or_else(wrong)?.cond, frame)?,
                };
                (self.premises.assumed(n), inside)
            }
        };
        let name = &premise.ok_or_else(wrong)?.name;
        let InFrame { clauses, says, numbers } = inside;
        let (before, by) = match numbers {
            None => (String::new(), name.clone()),
            Some((a, data)) => {
                let clause = self.w.clause(std::slice::from_ref(&a))?;
                let before = format!(
                    "assert (given : says env {clause}). {{ bridge {name}. }} \
                     assert (said : says env {data}) by (refine (at_once env _ _ _ given); check). "
                );
                (before, "said".into())
            }
        };
        Ok(format!(
            "{before}refine (at_once env _ claim{i} _ (all_nth env {clauses} {k} (List.nth {k} {clauses} []) \
             (proj1 {says} {by}) eq_refl)); check."
        ))
    }
}

/// Does a clause say another one at once?
pub fn gives(terms: &mut Terms, have: &[Atom], want: &[Atom]) -> Result<bool, NotExported> {
    let mut literals = |c: &[Atom]| -> Result<Vec<_>, NotExported> {
        let long = || NotExported::new("a term is too long to be computed with");
        c.iter().map(|a| terms.literal(a).ok_or_else(long)).collect()
    };
    let (have, want) = (literals(have)?, literals(want)?);
    Ok(want.iter().any(|w| w.truth() == Some(true))
        || have.iter().all(|h| h.truth() == Some(false) || want.iter().any(|w| h.gives(w))))
}

/// A positive fraction, in Coq's notation.
fn fraction(q: &Q) -> String {
    if q.is_integer() { q.numer().to_string() } else { format!("({} # {})", q.numer(), q.denom()) }
}

pub fn put(a: &Atom, at: &BTreeMap<u32, Num>) -> Atom {
    if at.is_empty() {
        return a.clone();
    }
    let value = |v: u32| at.get(&v).cloned();
    Atom { lhs: a.lhs.with_reals(&value), rel: a.rel, rhs: a.rhs.with_reals(&value) }
}
