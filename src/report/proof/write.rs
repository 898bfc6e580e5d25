//! The words of each printed step: citations, chains, lists of equations.

use std::collections::BTreeSet;

use euclase_grammar::core::{Fact, Pt, Q};
use euclase_grammar::words::{self, Style};
use euclase_kernel::cert::Rule;
use num_traits::{One, Signed};

use super::{Item, Writer};
use crate::report::answer::{ChainText, Cite, Inner, Link, ProofStep, Ref};
use crate::report::linear::{Kind, Lin};
use crate::report::reasons::{self, Place};
use crate::report::{chain, expr};

impl Writer<'_> {
    pub(super) fn claim(&self, i: usize) -> String {
        words::fact(self.names, &plainly(&self.cert.steps[i].claim), Style::Unicode)
    }

    /// What a step says, however it is written: to compare.
    pub(super) fn says(&self, i: usize) -> String {
        let fact = self.cert.steps[i].claim.normalized();
        words::fact(self.names, &fact, Style::Unicode)
    }

    fn phrase(&self, i: usize) -> String {
        match &self.cert.steps[i].rule {
            // The order of collinear points says nothing; sorted, the same line reads the same.
            Rule::Geo { name, args, opposite } if name == "coll_dir" => {
                let mut args = args.clone();
                args.sort();
                reasons::phrase(name, &args, *opposite, self.names)
            }
            Rule::Geo { name, args, opposite } => reasons::phrase(name, args, *opposite, self.names),
            Rule::Hyp(_) => reasons::phrase("hyp", &[], false, self.names),
            Rule::Aux(..) => reasons::phrase("aux", &[], false, self.names),
            Rule::Congruence => reasons::phrase("congruence", &[], false, self.names),
            Rule::Divide(2) => "halving; the other value is excluded by a condition".into(),
            Rule::Divide(_) => reasons::phrase("divide", &[], false, self.names),
            Rule::Linear(_) => reasons::phrase("linear", &[], false, self.names),
        }
    }

    /// How a premise is cited: with words where it is printed inside, by number otherwise.
    fn cite(&self, i: usize, raw: &mut BTreeSet<usize>) -> Cite {
        let mut cite = Cite::default();
        self.hidden_on_the_way(i, raw);
        for s in self.sources(i) {
            match self.cert.steps[s].rule {
                _ if self.place[s] == Place::Inside => {
                    raw.insert(s);
                    if !cite.reason.is_empty() {
                        cite.reason.push_str("; ");
                    }
                    cite.reason.push_str(&self.phrase(s));
                    for p in self.premises(s) {
                        let inner = self.cite(p, raw);
                        add_refs(&mut cite.refs, inner.refs);
                    }
                }
                _ => add_refs(&mut cite.refs, self.reference(s).into_iter().collect()),
            }
        }
        cite
    }

    fn hidden_on_the_way(&self, i: usize, raw: &mut BTreeSet<usize>) {
        if self.place[i] == Place::Hidden && raw.insert(i) {
            self.premises(i).for_each(|p| self.hidden_on_the_way(p, raw));
        }
    }

    /// The number of a given, an auxiliary point or a step.
    fn reference(&self, i: usize) -> Option<Ref> {
        match self.cert.steps[i].rule {
            Rule::Hyp(h) => self.given.get(h).map(|g| Ref::Given(*g)),
            Rule::Aux(a, _) => u32::try_from(a + 1).ok().map(Ref::Aux),
            _ => self.number[i].map(Ref::Step),
        }
    }

    pub(super) fn goal_ref(&self, g: usize) -> Ref {
        let sources = if g < self.cert.steps.len() { self.sources(g) } else { Vec::new() };
        sources.first().and_then(|s| self.reference(*s)).unwrap_or(Ref::Step(0))
    }

    /// One printed step.
    pub(super) fn step(&self, i: usize) -> ProofStep {
        let mut raw = BTreeSet::from([i]);
        for g in self.cert.goals.iter().filter(|g| **g < self.place.len()) {
            if self.sources(*g) == [i] {
                self.hidden_on_the_way(*g, &mut raw);
            }
        }
        let mut step = ProofStep {
            number: self.number[i].unwrap_or(0),
            claim: self.claim(i),
            because: Vec::new(),
            inner: Vec::new(),
            chain: None,
            certificate: Vec::new(),
            ..ProofStep::default()
        };
        if self.is_linear(i) {
            self.calculation(i, &mut step, &mut raw);
        } else {
            let mut own = Cite { reason: self.phrase(i), ..Cite::default() };
            for p in self.premises(i) {
                match self.sources(p)[..] {
                    [s] if self.merged[s] => {
                        raw.insert(s);
                        self.hidden_on_the_way(p, &mut raw);
                        self.calculation(s, &mut step, &mut raw);
                    }
                    _ => {
                        let cite = self.cite(p, &mut raw);
                        if cite.reason.is_empty() {
                            add_refs(&mut own.refs, cite.refs);
                        } else if self.sources(p).iter().all(|s| self.renames(*s)) {
                            step.because.push(cite);
                        } else {
                            let claim = self.claim(p);
                            step.inner.push(Inner { claim, because: vec![cite] });
                        }
                    }
                }
            }
            step.because.insert(0, own);
        }
        step.certificate = raw.into_iter().collect();
        step
    }

    /// Writes a combination into a step: as reasons alone, as a chain, or as a list of equations.
    fn calculation(&self, i: usize, step: &mut ProofStep, raw: &mut BTreeSet<usize>) {
        let items = self.items(i);
        self.merged_on_the_way(i, raw);
        let own = !self.merged[i];
        let claim = Lin::of(&self.cert.steps[i].claim);
        let kind = claim.as_ref().map(|c| c.kind);
        let cites: Vec<Cite> =
            items.iter().map(|(k, s)| Cite { times: times(k, kind), ..self.cite(*s, raw) }).collect();
        let short = items.len() == 1 || items.iter().all(|item| self.renames(item.1));
        if short && own {
            step.because = distinct(cites);
            return;
        }
        let equations: Option<Vec<(Q, Lin)>> =
            items.iter().map(|(k, s)| Some((k.clone(), Lin::of(&self.cert.steps[*s].claim)?))).collect();
        let third = Lin::cancelled(&self.cert.steps[i].claim);
        let chain = claim.zip(equations).and_then(|(c, e)| Some((chain::find_multiple(&c, &e, &third)?, c)));
        if let (Some(((chain, factor), claim)), None) = (chain, &step.chain) {
            let mut cites = cites;
            for (cite, (k, _)) in cites.iter_mut().zip(&items) {
                cite.times = times(&(k * &factor), kind);
            }
            let mut text = self.chain_text(&chain, &items, &cites);
            if own && !chain.helped && factor.is_one() && claim.terms.len() > 2 {
                // The same equation, with its sides as in the chain.
                let end = text.links.last().map_or("", |l| l.to.as_str());
                step.claim = format!("{} = {end}", text.start);
                if let [link] = &mut text.links[..] {
                    step.because = std::mem::take(&mut link.because);
                    return;
                }
            }
            if own && kind == Some(Kind::Dir) {
                step.because = vec![Cite { reason: "angle chase".into(), ..Cite::default() }];
            }
            step.chain = Some(text);
            return;
        }
        let mut summary = Cite { reason: combining(kind).into(), ..Cite::default() };
        for ((_, s), cite) in items.iter().zip(cites) {
            if cite.reason.is_empty() && cite.times.is_none() && !self.needs_words(*s) {
                add_refs(&mut summary.refs, cite.refs);
            } else {
                step.inner.push(Inner { claim: self.claim(*s), because: vec![cite] });
            }
        }
        if own {
            step.because = vec![summary];
        } else {
            step.inner.push(Inner { claim: self.claim(i), because: vec![summary] });
        }
    }

    /// Points on one line only rename it.
    fn renames(&self, i: usize) -> bool {
        matches!(&self.cert.steps[i].rule, Rule::Geo { name, .. } if name == "coll_dir")
            && self.place[i] == Place::Inside
    }

    /// Numbered steps can be looked up by number; givens are in source words, which may hide the
    /// equation.
    fn needs_words(&self, i: usize) -> bool {
        self.number[i].is_none()
    }

    fn merged_on_the_way(&self, i: usize, raw: &mut BTreeSet<usize>) {
        raw.insert(i);
        for p in self.premises(i) {
            let through =
                self.merged[p] || self.place[p] == Place::Hidden && matches!(self.cert.steps[p].rule, Rule::Linear(_));
            if through && !raw.contains(&p) {
                self.merged_on_the_way(p, raw);
            }
        }
    }

    /// The links in words. A link that only renames a line is joined with the next one, or, at
    /// the end, with the one before.
    fn chain_text(&self, chain: &chain::Chain, items: &[Item], cites: &[Cite]) -> ChainText {
        let mut links: Vec<(bool, Link)> = Vec::new();
        for (n, (k, e)) in chain.links.iter().enumerate() {
            let renames = self.renames(items[*k].1);
            let mut cite = cites[*k].clone();
            if renames {
                // However often the line occurs, it is one line.
                cite.times = None;
            }
            let link = Link { to: expr::show(e, self.names), because: vec![cite], ..Link::default() };
            let last_one = n + 1 == chain.links.len();
            match links.last_mut() {
                Some((open, last)) if (*open || last_one && renames) && last.because.len() < 4 => {
                    last.to = link.to;
                    last.because.extend(link.because);
                    *open = *open && renames;
                }
                _ => links.push((renames, link)),
            }
        }
        let links = links.into_iter().map(|(_, link)| Link { because: distinct(link.because), ..link }).collect();
        ChainText { start: expr::show(&chain.start, self.names), links }
    }
}

/// A fact without what cancels in it (`AM/AE = AB/AB`), which instances of rules may have.
fn plainly(fact: &Fact) -> Fact {
    let repeats = |terms: &[(Q, Pt, Pt)]| {
        let sorted = |(_, a, b): &(Q, Pt, Pt)| (*a.min(b), *a.max(b));
        let pairs: BTreeSet<(Pt, Pt)> = terms.iter().map(sorted).collect();
        pairs.len() < terms.len() || pairs.iter().any(|(a, b)| a == b)
    };
    match fact {
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } if repeats(terms) => {
            fact.normalized()
        }
        Fact::Vec(_) => match fact.normalized() {
            Fact::Vec(mut terms) => {
                // The midpoint, which counts twice, comes first.
                terms.sort_by_key(|t| std::cmp::Reverse(t.0.abs()));
                Fact::Vec(terms)
            }
            other => other,
        },
        _ => fact.clone(),
    }
}

/// Each reason once.
fn distinct(cites: Vec<Cite>) -> Vec<Cite> {
    let mut out: Vec<Cite> = Vec::new();
    for c in cites {
        if !out.contains(&c) {
            out.push(c);
        }
    }
    out
}

/// Adds references, each once, in order.
fn add_refs(to: &mut Vec<Ref>, more: Vec<Ref>) {
    to.extend(more);
    to.sort();
    to.dedup();
}

/// The exact multiplier, where it is not ±1.
fn times(k: &Q, kind: Option<Kind>) -> Option<String> {
    let k = k.abs();
    if k.is_one() {
        return None;
    }
    Some(match kind {
        Some(Kind::Log) => format!("to the power {k}"),
        _ => format!("{k} times"),
    })
}

fn combining(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Dir) => "adding these angles",
        Some(Kind::Log) => "multiplying these ratios",
        Some(Kind::Len) => "adding these lengths",
        Some(Kind::Sq) => "adding these squares",
        None => "adding these equations",
    }
}
