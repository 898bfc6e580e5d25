//! Certificates as JSON, described field by field in FORMAT.md.
//!
//! The types of `raw` *are* the format: unknown and repeated fields are errors. Nothing here is trusted: a
//! certificate that is read wrongly is still checked, and it carries no statement of its own.

mod algebra;
mod raw;
#[cfg(test)]
mod schema;

use crate::algebra::Proof;
use crate::cert::{AuxPoint, Block, Certificate, Discharge, Equation, Figure, Label, Rule, Source, Step, VERSION};
use crate::limits::MAX_DIGITS;
use euclase_grammar::core::{Atom, Cmp, Cond, CoreTheorem, Fact, Pt, Q, Rel};
use num_bigint::BigInt;
use num_traits::Zero;
use raw::{
    Header, RawAux, RawAxis, RawBlock, RawCertificate, RawCond, RawDischarge, RawEquation, RawFact, RawFigure,
    RawLabel, RawRule, RawStep, Terms,
};
use std::collections::HashMap;

/// Value of the field `format`.
pub const FORMAT: &str = "euclase-certificate";
/// Longest text that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// Why a text is not a certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what}")]
pub struct JsonError {
    /// The field (`steps[3]`).
    pub at: String,
    /// What is wrong with it, and what is expected.
    pub what: String,
}

/// Writes a certificate, a step a line; points by the names of the theorem and of the auxiliary points.
#[must_use]
pub fn to_json(theorem: &CoreTheorem, cert: &Certificate) -> String {
    let w = Writer(names(theorem).into_iter().chain(cert.aux.iter().map(|a| a.name.as_str())).collect());
    let text = |v: &dyn Fn() -> serde_json::Result<String>| v().unwrap_or_default();
    let lines = |items: Vec<String>| {
        if items.is_empty() { "[]".to_string() } else { format!("[\n    {}\n  ]", items.join(",\n    ")) }
    };
    let aux = cert.aux.iter().map(|a| {
        let raw = RawAux { name: a.name.clone(), def: a.def.clone(), args: w.pts(&a.args) };
        text(&|| serde_json::to_string(&raw))
    });
    let steps = cert.steps.iter().map(|s| {
        let raw = RawStep { claim: w.fact(&s.claim), rule: w.rule(&s.rule), premises: s.premises.clone() };
        text(&|| serde_json::to_string(&raw))
    });
    let discharges = cert.discharges.iter().map(|d| {
        let raw = RawDischarge {
            rule: d.rule.clone(),
            args: w.pts(&d.args),
            opposite: d.opposite,
            premises: d.premises.clone(),
            before: d.before,
        };
        text(&|| serde_json::to_string(&raw))
    });
    let figure = cert.figure.as_ref().map_or_else(String::new, |f| {
        let raw = w.figure(f);
        let points = raw.points.iter().map(|p| text(&|| serde_json::to_string(p)));
        let blocks = raw.blocks.iter().map(|b| text(&|| serde_json::to_string(b)));
        format!(
            ",\n  \"figure\": {{\n  \"label\": {},\n  \"points\": {},\n  \"blocks\": {}\n  }}",
            text(&|| serde_json::to_string(&raw.label)),
            lines(points.collect()),
            lines(blocks.collect())
        )
    });
    let proof = |field: &str, p: &Option<Proof>| {
        p.as_ref().map_or_else(String::new, |p| {
            let numbers = algebra::Writer::new(theorem, &p.reals, &w.0);
            format!(",\n  \"{field}\": {}", numbers.proof(p, &w.conditions(&p.conditions, &numbers)))
        })
    };
    let (algebra, values_proof) = (proof("algebra", &cert.algebra), proof("values_proof", &cert.values_proof));
    let values = match &cert.values[..] {
        [] => String::new(),
        values => {
            let raw = algebra::Writer::new(theorem, &[], &w.0).values(values);
            format!(",\n  \"values\": {}", text(&|| serde_json::to_string(&raw)))
        }
    };
    format!(
        "{{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"theorem\": {},\n  \"aux\": {},\n  \"steps\": {},\n  \"discharges\": {},\n  \"goals\": {}{algebra}{figure}{values}{values_proof}\n}}\n",
        text(&|| serde_json::to_string(&cert.theorem)),
        lines(aux.collect()),
        lines(steps.collect()),
        lines(discharges.collect()),
        text(&|| serde_json::to_string(&cert.goals)),
    )
}

/// Names of the statement's points.
fn names(theorem: &CoreTheorem) -> Vec<&str> {
    theorem.points.iter().take(theorem.statement_points).map(|p| p.name.as_str()).collect()
}

struct Writer<'a>(Vec<&'a str>);

impl Writer<'_> {
    fn pt(&self, p: Pt) -> String {
        self.0.get(p.ix()).map_or_else(|| format!("#{}", p.0), ToString::to_string)
    }

    fn pts(&self, p: &[Pt]) -> Vec<String> {
        p.iter().map(|p| self.pt(*p)).collect()
    }

    fn terms(&self, terms: &[(Q, Pt, Pt)]) -> Terms {
        terms.iter().map(|(c, a, b)| (c.to_string(), self.pt(*a), self.pt(*b))).collect()
    }

    fn rule(&self, rule: &Rule) -> RawRule {
        match rule {
            Rule::Hyp(i) => RawRule::Hyp { index: *i },
            Rule::Aux(i, j) => RawRule::Aux { point: *i, fact: *j },
            Rule::Congruence => RawRule::Congruence {},
            Rule::Linear(m) => RawRule::Linear { multipliers: m.iter().map(ToString::to_string).collect() },
            Rule::Divide(k) => RawRule::Divide { by: *k },
            Rule::Geo { name, args, opposite } => {
                RawRule::Geo { name: name.clone(), args: self.pts(args), opposite: *opposite }
            }
        }
    }

    fn figure(&self, f: &Figure) -> RawFigure {
        let name = |i: usize| self.pt(Pt(u32::try_from(i).unwrap_or(u32::MAX)));
        let label = match f.label {
            Label::Exact => RawLabel::Exact,
            Label::Enclosed => RawLabel::Enclosed,
            Label::Approximate => RawLabel::Approximate,
        };
        let block = |b: &Block| RawBlock {
            unknowns: b
                .unknowns
                .iter()
                .map(|(p, axis)| (self.pt(*p), if *axis == 0 { RawAxis::X } else { RawAxis::Y }))
                .collect(),
            equations: b
                .equations
                .iter()
                .map(|e| match e.fact {
                    Source::Hyp(index) => RawEquation::Hyp { index, component: e.component },
                    Source::Aux(point, fact) => RawEquation::Aux { point, fact, component: e.component },
                })
                .collect(),
        };
        let points = f.points.iter().enumerate().map(|(i, [x, y])| (name(i), x.to_string(), y.to_string()));
        RawFigure { label, points: points.collect(), blocks: f.blocks.iter().map(block).collect() }
    }

    /// (A condition of another kind is not written, so that what is read is refused.)
    fn conditions(&self, all: &[Cond], numbers: &algebra::Writer) -> Vec<RawCond> {
        let n = |p: &Pt| self.pt(*p);
        let one = |c: &Cond| {
            Some(match c {
                Cond::Distinct(a, b) => RawCond::Distinct { points: [a, b].map(n) },
                Cond::NotColl(a, b, c) => RawCond::NotColl { points: [a, b, c].map(n) },
                Cond::NotPara([a, b], [c, d]) => RawCond::NotPara { points: [a, b, c, d].map(n) },
                Cond::NotCyclic(a, b, c, d) => RawCond::NotCyclic { points: [a, b, c, d].map(n) },
                Cond::SameOrient([a, b, c], [d, e, f]) => RawCond::SameOrient { points: [a, b, c, d, e, f].map(n) },
                Cond::OppOrient([a, b, c], [d, e, f]) => RawCond::OppOrient { points: [a, b, c, d, e, f].map(n) },
                Cond::Positive([a, b, c]) => RawCond::Positive { points: [a, b, c].map(n) },
                Cond::Between(a, b, c) => RawCond::Between { points: [a, b, c].map(n) },
                Cond::Outside(a, b, c) => RawCond::Outside { points: [a, b, c].map(n) },
                Cond::Longer([a, b], [c, d]) => RawCond::Longer { points: [a, b, c, d].map(n) },
                Cond::Not(f) => RawCond::Not { fact: self.fact(f) },
                Cond::Num(a, cmp, b) => {
                    let claim = Atom { lhs: a.clone(), rel: (*cmp).into(), rhs: b.clone() };
                    RawCond::Num { claim: numbers.atom(&claim) }
                }
                Cond::DirNe { .. } | Cond::AngWithin { .. } | Cond::Any(_) => return None,
            })
        };
        all.iter().filter_map(one).collect()
    }

    fn fact(&self, fact: &Fact) -> RawFact {
        let n = |p: &Pt| self.pt(*p);
        match fact {
            Fact::Same(a, b) => RawFact::Same { points: [n(a), n(b)] },
            Fact::Coll(a, b, c) => RawFact::Coll { points: [n(a), n(b), n(c)] },
            Fact::Cyclic(a, b, c, d) => RawFact::Cyclic { points: [n(a), n(b), n(c), n(d)] },
            Fact::Sim { a, b, opposite } => {
                RawFact::Sim { a: a.map(|p| n(&p)), b: b.map(|p| n(&p)), opposite: *opposite }
            }
            Fact::Dir { terms, turn } => {
                RawFact::Dir { terms: terms.iter().map(|(k, a, b)| (*k, n(a), n(b))).collect(), turn: turn.to_string() }
            }
            Fact::Log { terms, konst } => RawFact::Log {
                terms: self.terms(terms),
                konst: konst.iter().map(|(p, e)| (*p, e.to_string())).collect(),
            },
            Fact::Len { terms, konst } => RawFact::Len { terms: self.terms(terms), konst: konst.to_string() },
            Fact::Sq { terms, konst } => RawFact::Sq { terms: self.terms(terms), konst: konst.to_string() },
            Fact::Vec(terms) => RawFact::Vec { terms: terms.iter().map(|(c, a)| (c.to_string(), n(a))).collect() },
            Fact::Ang { terms, konst } => RawFact::Ang {
                terms: terms.iter().map(|(c, a)| (c.to_string(), a.map(|p| n(&p)))).collect(),
                konst: konst.to_string(),
            },
            Fact::Num(..) => RawFact::Num {},
        }
    }
}

/// Reads a certificate. Sizes, citations and rules are not judged here; the kernel does that.
///
/// # Errors
/// No JSON, another format or version, a missing, unknown or repeated field, an unknown point,
/// a number that is not a fraction of moderate length.
pub fn from_json(theorem: &CoreTheorem, text: &str) -> Result<Certificate, JsonError> {
    let error = |at: &str, what: String| JsonError { at: at.into(), what };
    if text.len() > MAX_BYTES {
        return Err(error("certificate", format!("longer than {MAX_BYTES} bytes")));
    }
    let header: Header = serde_json::from_str(text).map_err(|e| error("certificate", e.to_string()))?;
    if header.format != FORMAT {
        return Err(error("format", format!("expected \"{FORMAT}\"")));
    }
    if header.version != VERSION {
        return Err(error(
            "version",
            format!("expected {VERSION}, the version that this program reads, got {}", header.version),
        ));
    }
    let raw: RawCertificate = serde_json::from_str(text).map_err(|e| error("certificate", e.to_string()))?;
    let mut r = Reader { known: HashMap::new() };
    for name in names(theorem) {
        r.declare(name).map_err(|e| error("theorem", e))?;
    }
    let mut aux = Vec::new();
    for (i, a) in raw.aux.into_iter().enumerate() {
        let args = r.pts(&a.args).map_err(|e| error(&format!("aux[{i}].args"), e))?;
        r.declare(&a.name).map_err(|e| error(&format!("aux[{i}].name"), e))?;
        aux.push(AuxPoint { name: a.name, def: a.def, args });
    }
    let mut steps = Vec::new();
    for (i, s) in raw.steps.into_iter().enumerate() {
        let at = |what: String| JsonError { at: format!("steps[{i}]"), what };
        let s: RawStep = serde_json::from_str(s.get()).map_err(|e| at(e.to_string()))?;
        let claim = r.fact(s.claim).map_err(|e| at(format!("claim: {e}")))?;
        let rule = r.rule(s.rule).map_err(|e| at(format!("rule: {e}")))?;
        steps.push(Step { claim, rule, premises: s.premises });
    }
    let mut discharges = Vec::new();
    for (i, d) in raw.discharges.into_iter().enumerate() {
        let args = r.pts(&d.args).map_err(|e| error(&format!("discharges[{i}].args"), e))?;
        discharges.push(Discharge { rule: d.rule, args, opposite: d.opposite, premises: d.premises, before: d.before });
    }
    let figure = raw.figure.map(|f| r.figure(f)).transpose().map_err(|e| error("figure", e))?;
    let proof = |field: &str, raw: Option<algebra::RawProof>| {
        let proof = raw.map(|mut p| {
            let numbers = algebra::Reader::new(theorem, &p.reals, &r.known)?;
            let conditions = std::mem::take(&mut p.conditions).into_iter().map(|c| r.condition(c, &numbers));
            let conditions = conditions.collect::<Result<_, _>>()?;
            numbers.proof(p, conditions)
        });
        proof.transpose().map_err(|e| error(field, e))
    };
    let (algebra, values_proof) = (proof("algebra", raw.algebra)?, proof("values_proof", raw.values_proof)?);
    let values = match raw.values {
        values if values.is_empty() => Ok(Vec::new()),
        values => algebra::Reader::new(theorem, &[], &r.known).and_then(|x| x.values(values)),
    };
    let values = values.map_err(|e| error("values", e))?;
    Ok(Certificate {
        theorem: raw.theorem,
        aux,
        steps,
        discharges,
        goals: raw.goals,
        figure,
        values,
        values_proof,
        algebra,
    })
}

struct Reader {
    known: HashMap<String, Pt>,
}

impl Reader {
    fn declare(&mut self, name: &str) -> Result<(), String> {
        let next = u32::try_from(self.known.len()).map_err(|_| "too many points".to_string())?;
        match self.known.insert(name.to_string(), Pt(next)) {
            None => Ok(()),
            Some(_) => Err(format!("the name {} is taken", clip(name))),
        }
    }

    fn pt(&self, name: &str) -> Result<Pt, String> {
        self.known.get(name).copied().ok_or_else(|| format!("unknown point {}", clip(name)))
    }

    fn pts(&self, names: &[String]) -> Result<Vec<Pt>, String> {
        names.iter().map(|n| self.pt(n)).collect()
    }

    fn array<const N: usize>(&self, names: &[String; N]) -> Result<[Pt; N], String> {
        let mut out = [Pt(0); N];
        for (o, n) in out.iter_mut().zip(names) {
            *o = self.pt(n)?;
        }
        Ok(out)
    }

    fn terms(&self, terms: &Terms) -> Result<Vec<(Q, Pt, Pt)>, String> {
        terms.iter().map(|(c, a, b)| Ok((rational(c)?, self.pt(a)?, self.pt(b)?))).collect()
    }

    fn figure(&self, f: RawFigure) -> Result<Figure, String> {
        let mut points = Vec::new();
        for (i, (name, x, y)) in f.points.iter().enumerate() {
            if self.pt(name)?.ix() != i {
                return Err(format!("points: {} is out of its order, or there twice", clip(name)));
            }
            points.push([rational(x)?, rational(y)?]);
        }
        let block = |b: RawBlock| {
            let unknown = |(p, axis): (String, RawAxis)| Ok((self.pt(&p)?, usize::from(matches!(axis, RawAxis::Y))));
            let equation = |e: RawEquation| match e {
                RawEquation::Hyp { index, component } => Equation { fact: Source::Hyp(index), component },
                RawEquation::Aux { point, fact, component } => Equation { fact: Source::Aux(point, fact), component },
            };
            let unknowns = b.unknowns.into_iter().map(unknown).collect::<Result<_, String>>()?;
            Ok(Block { unknowns, equations: b.equations.into_iter().map(equation).collect() })
        };
        let label = match f.label {
            RawLabel::Exact => Label::Exact,
            RawLabel::Enclosed => Label::Enclosed,
            RawLabel::Approximate => Label::Approximate,
        };
        let blocks = f.blocks.into_iter().map(block).collect::<Result<_, String>>()?;
        Ok(Figure { label, points, blocks })
    }

    fn rule(&self, rule: RawRule) -> Result<Rule, String> {
        Ok(match rule {
            RawRule::Hyp { index } => Rule::Hyp(index),
            RawRule::Aux { point, fact } => Rule::Aux(point, fact),
            RawRule::Congruence {} => Rule::Congruence,
            RawRule::Linear { multipliers } => {
                Rule::Linear(multipliers.iter().map(|m| rational(m)).collect::<Result<_, _>>()?)
            }
            RawRule::Divide { by } => Rule::Divide(by),
            RawRule::Geo { name, args, opposite } => Rule::Geo { name, args: self.pts(&args)?, opposite },
        })
    }

    fn condition(&self, c: RawCond, numbers: &algebra::Reader) -> Result<Cond, String> {
        Ok(match c {
            RawCond::Distinct { points } => self.array(&points).map(|[a, b]| Cond::Distinct(a, b))?,
            RawCond::NotColl { points } => self.array(&points).map(|[a, b, c]| Cond::NotColl(a, b, c))?,
            RawCond::NotPara { points } => self.array(&points).map(|[a, b, c, d]| Cond::NotPara([a, b], [c, d]))?,
            RawCond::NotCyclic { points } => self.array(&points).map(|[a, b, c, d]| Cond::NotCyclic(a, b, c, d))?,
            RawCond::SameOrient { points } => {
                self.array(&points).map(|[a, b, c, d, e, f]| Cond::SameOrient([a, b, c], [d, e, f]))?
            }
            RawCond::OppOrient { points } => {
                self.array(&points).map(|[a, b, c, d, e, f]| Cond::OppOrient([a, b, c], [d, e, f]))?
            }
            RawCond::Positive { points } => self.array(&points).map(Cond::Positive)?,
            RawCond::Between { points } => self.array(&points).map(|[a, b, c]| Cond::Between(a, b, c))?,
            RawCond::Outside { points } => self.array(&points).map(|[a, b, c]| Cond::Outside(a, b, c))?,
            RawCond::Longer { points } => self.array(&points).map(|[a, b, c, d]| Cond::Longer([a, b], [c, d]))?,
            RawCond::Num { claim } => {
                let Atom { lhs, rel, rhs } = numbers.atom(claim)?;
                let cmp = [Cmp::Lt, Cmp::Le, Cmp::Gt, Cmp::Ge, Cmp::Ne].into_iter().find(|c| Rel::from(*c) == rel);
                Cond::Num(lhs, cmp.ok_or("a condition is no equation")?, rhs)
            }
            RawCond::Not { fact } => Cond::Not(Box::new(self.fact(fact)?)),
        })
    }

    fn fact(&self, fact: RawFact) -> Result<Fact, String> {
        Ok(match fact {
            RawFact::Same { points } => {
                let [a, b] = self.array(&points)?;
                Fact::Same(a, b)
            }
            RawFact::Coll { points } => {
                let [a, b, c] = self.array(&points)?;
                Fact::Coll(a, b, c)
            }
            RawFact::Cyclic { points } => {
                let [a, b, c, d] = self.array(&points)?;
                Fact::Cyclic(a, b, c, d)
            }
            RawFact::Sim { a, b, opposite } => Fact::Sim { a: self.array(&a)?, b: self.array(&b)?, opposite },
            RawFact::Dir { terms, turn } => {
                let terms = terms.iter().map(|(k, a, b)| Ok((*k, self.pt(a)?, self.pt(b)?)));
                Fact::Dir { terms: terms.collect::<Result<_, String>>()?, turn: rational(&turn)? }
            }
            RawFact::Log { terms, konst } => {
                let primes = konst.iter().map(|(p, e)| Ok((*p, rational(e)?)));
                Fact::Log { terms: self.terms(&terms)?, konst: primes.collect::<Result<_, String>>()? }
            }
            RawFact::Len { terms, konst } => Fact::Len { terms: self.terms(&terms)?, konst: rational(&konst)? },
            RawFact::Sq { terms, konst } => Fact::Sq { terms: self.terms(&terms)?, konst: rational(&konst)? },
            RawFact::Vec { terms } => {
                let terms = terms.iter().map(|(c, a)| Ok((rational(c)?, self.pt(a)?)));
                Fact::Vec(terms.collect::<Result<_, String>>()?)
            }
            RawFact::Ang { terms, konst } => {
                let terms = terms.iter().map(|(c, a)| Ok((rational(c)?, self.array(a)?)));
                Fact::Ang { terms: terms.collect::<Result<_, String>>()?, konst: rational(&konst)? }
            }
            RawFact::Num {} => return Err("a fact of an unknown kind".into()),
        })
    }
}

/// `p` or `p/q` in decimal digits, q positive; the length is looked at before the value.
fn rational(text: &str) -> Result<Q, String> {
    let (p, q) = text.split_once('/').unwrap_or((text, "1"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(p.strip_prefix('-').unwrap_or(p)) || !digits(q) {
        return Err(format!("expected a fraction like \"-3/2\", got {}", clip(text)));
    }
    if p.len() > MAX_DIGITS + 1 || q.len() > MAX_DIGITS {
        return Err(format!("a number with more than {MAX_DIGITS} digits"));
    }
    match (p.parse::<BigInt>(), q.parse::<BigInt>()) {
        (Ok(p), Ok(q)) if !q.is_zero() => Ok(Q::new(p, q)),
        _ => Err(format!("the denominator is 0 in {}", clip(text))),
    }
}

/// Names and numbers in messages are cut.
fn clip(s: &str) -> String {
    let short: String = s.chars().take(40).collect();
    if short.len() == s.len() { format!("`{s}`") } else { format!("`{short}…`") }
}
