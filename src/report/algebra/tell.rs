//! Why a line holds, in words.

use super::forms::{self, bracketed};
use super::identity::{self, Identity, LONG, Written};
use super::plan::Item;
use super::{Cite, Ref, Teller};
use crate::report::answer::{ChainText, Link};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::{Order, Reason, Said};
use num_traits::One;

/// Longest list of multipliers that is written out, in characters.
const MULTIPLIERS: usize = 80;
/// Shortest identity of which others are told as likenesses.
const WORTH: usize = 50;

/// Where nothing but equations is used.
const EQUAL: &str = "both sides are equal";

/// How divisors are written, what they are, with their exponents, and their common factor.
type Divisors = (Vec<String>, Vec<(Num, u32)>, Q);
/// Why, and the calculation.
type Why = (Vec<Cite>, Option<ChainText>);

impl Teller<'_> {
    /// Tells a line as a step.
    pub(super) fn step(&mut self, i: usize, level: u8) {
        let proof = self.proof;
        let shown = self.shown.clone().filter(|s| s.0 == i).map(|s| s.1);
        let mut claim = match &shown {
            Some(a) => self.forms.atom(a),
            None => self.claim(i),
        };
        let (mut because, mut chain) = match &proof.lines[i].reason {
            Reason::Order(o) => self.order(i, o, &claim, None, shown.as_ref()),
            _ => self.reason(i, &claim),
        };
        // The claim stands above: what is told is why it holds here.
        if let Some(a) = &shown {
            let sign = forms::sign(if matches!(a.rel, Rel::Lt | Rel::Gt) { Rel::Gt } else { Rel::Ge });
            match &mut chain {
                Some(c) if c.links.len() == 1 && !matches!(a.rel, Rel::Eq | Rel::Ne) => {
                    claim = format!("{} = {} {sign} 0", c.start, c.links[0].to);
                    let more = std::mem::take(&mut c.links[0].because);
                    because.extend(more);
                    chain = None;
                }
                _ if because.first().is_some_and(|c| [EQUAL, "likewise"].iter().any(|w| c.reason.starts_with(w))) => {
                    claim = std::mem::take(&mut because[0].reason);
                }
                _ => claim = self.claim(i),
            }
            tidy(&mut because);
        }
        self.number[i] = Some(self.next);
        self.push(level, claim, because, vec![i]);
        if let Some(s) = self.steps.last_mut() {
            s.chain = chain;
        }
    }

    /// What premises come to: references, then what is said in passing.
    fn cited(&mut self, lines: &[usize], reason: &str) -> Vec<Cite> {
        let mut items: Vec<Item> = Vec::new();
        for item in lines.iter().flat_map(|l| &self.plan.cites[*l]) {
            if !items.contains(item) {
                items.push(item.clone());
            }
        }
        let (refs, told) = (self.refs(&items), self.told(&items));
        let mut out = Vec::new();
        if !refs.is_empty() || !reason.is_empty() {
            out.push(Cite { reason: reason.into(), refs, times: None });
        }
        if !told.is_empty() {
            out.push(Cite { reason: format!("since {}", told.join(", ")), ..Cite::default() });
        }
        out
    }

    fn reason(&mut self, i: usize, claim: &str) -> Why {
        let proof = self.proof;
        let l = &proof.lines[i];
        let words = match &l.reason {
            Reason::Suppose => "as supposed".to_string(),
            Reason::Either => "one of the two holds".into(),
            Reason::Given(..) => "given, for these values".into(),
            Reason::Step(k) => format!("shown in the figure (step {k} of the certificate)"),
            Reason::Weaken if l.claim.is_empty() => "which is false".into(),
            Reason::Coordinates(said, [o, e], _) => {
                let frame = match (self.forms.point(*o), self.forms.point(*e)) {
                    (o, e) if o == e => format!("origin {o}"),
                    (o, e) => format!("origin {o} and x-axis {o}{e}"),
                };
                let given: Vec<Ref> = match said {
                    Said::Assumed(n) => self.numbers.get(*n).copied().flatten().map(Ref::Given).into_iter().collect(),
                    Said::Step(k) => self.behind.get(*k).cloned().unwrap_or_default(),
                    Said::Recorded(_) => Vec::new(),
                };
                let what = match said {
                    Said::Recorded(_) => "a condition of the proof, ",
                    Said::Step(_) => "as angles of lines, ",
                    Said::Assumed(_) => "",
                };
                let reason = format!("{what}in coordinates with {frame}");
                return (vec![Cite { reason, refs: given, times: None }], None);
            }
            Reason::Weaken if super::plan::written(&l.claim, &mut self.forms) => {
                return (vec![Cite { reason: "multiply out".into(), ..Cite::default() }], None);
            }
            Reason::Weaken | Reason::Order(_) => String::new(),
            Reason::Congruence => "equal terms in equal places".into(),
            Reason::Cases => "in each case".into(),
            Reason::Combine(c) if c.is_empty() => "multiply out".into(),
            Reason::Combine(c) => return (self.combined(i, c), None),
            Reason::Factors(factors) => return self.factors(i, factors),
            Reason::Field(powers) => return self.field(i, powers, claim),
            Reason::Lemma(name, terms) => phrase(name, terms, &mut |n| self.forms.num(n)),
            Reason::Instance(values) => {
                let name = |v: &u32| self.forms.real(*v);
                let list: Vec<String> = values.iter().map(|(v, _)| name(v)).collect();
                let put: Vec<String> = values.iter().map(|(_, n)| self.forms.num(n)).collect();
                format!("the same with {} in place of {}", put.join(", "), list.join(", "))
            }
        };
        (self.cited(&l.premises, &words), None)
    }

    /// A combination of equations.
    fn combined(&mut self, i: usize, cofactors: &[Num]) -> Vec<Cite> {
        let proof = self.proof;
        let l = &proof.lines[i];
        let inverse = |p: &usize| matches!(&proof.lines[*p].reason, Reason::Lemma(n, _) if n == "inverse");
        let cleared = l.premises.iter().any(inverse);
        let pairs: Vec<(usize, &Num)> =
            l.premises.iter().copied().zip(cofactors).filter(|(p, _)| !inverse(p)).collect();
        let lines: Vec<usize> = pairs.iter().map(|p| p.0).collect();
        if cleared {
            let mut out = self.cited(&lines, "");
            if let Some(first) = out.first_mut() {
                first.times = Some("cleared of fractions".into());
            }
            return out;
        }
        let solved = |p: &usize| matches!(&proof.lines[*p].claim[..], [a] if self.forms.gives_value(a));
        if lines.iter().all(solved) {
            let mut out = self.cited(&lines, "");
            match out.last_mut() {
                Some(c) if c.reason.is_empty() => c.reason = "put in".into(),
                Some(c) => c.reason = c.reason.replacen("since ", "for ", 1),
                None => {}
            }
            return out;
        }
        let texts: Vec<String> = pairs.iter().map(|(_, n)| self.forms.num(n)).collect();
        if texts.iter().map(|t| t.chars().count()).sum::<usize>() > MULTIPLIERS {
            return self.cited(&lines, "a combination of these equations");
        }
        let mut out = Vec::new();
        for ((p, _), text) in pairs.iter().zip(&texts) {
            let mut cites = self.cited(&[*p], "");
            let times = match text.as_str() {
                "1" => None,
                "-1" => Some("subtracted".to_string()),
                t => Some(format!("times {}", bracketed(t))),
            };
            if let Some(c) = cites.first_mut() {
                c.reason = c.reason.replacen("since ", "", 1);
                c.times = times;
            }
            out.extend(cites);
        }
        out
    }

    /// A product that is zero.
    fn factors(&mut self, i: usize, factors: &[Num]) -> Why {
        let proof = self.proof;
        let because = vec![Cite { reason: "a product is zero only if a factor is".into(), ..Cite::default() }];
        let mut texts: Vec<(String, u32)> = Vec::new();
        for f in factors {
            let text = bracketed(&self.forms.num(f));
            match texts.iter_mut().find(|t| t.0 == text) {
                Some(t) => t.1 += 1,
                None => texts.push((text, 1)),
            }
        }
        let texts: Vec<String> = texts.iter().map(|(t, e)| format!("{t}{}", forms::exponent(*e))).collect();
        let start = self.forms.product(&texts);
        let because_zero = self.cited(&proof.lines[i].premises, "");
        let links = vec![Link { to: "0".into(), because: because_zero, ..Link::default() }];
        (because, Some(ChainText { start, links }))
    }

    /// Divisors of a quotient, as they are written, with their exponents.
    fn divisors(&mut self, i: usize, powers: &[u32]) -> Option<Divisors> {
        let proof = self.proof;
        let l = &proof.lines[i];
        let (mut texts, mut nums, mut content) = (Vec::new(), Vec::new(), Q::one());
        for (p, e) in l.premises.iter().skip(1).zip(powers).filter(|d| *d.1 > 0) {
            let [a] = &proof.lines[*p].claim[..] else { return None };
            let d = identity::difference(a, &mut self.forms)?;
            for _ in 0..*e {
                content *= d.content();
            }
            let text = self.forms.sum(&d.scale(&d.content().recip()));
            let plain = d.len() == 1 && *e == 1;
            texts.push(if plain { text } else { format!("{}{}", bracketed(&text), forms::exponent(*e)) });
            let turned = matches!(a.rel, Rel::Le | Rel::Lt);
            let (x, y) = if turned { (&a.rhs, &a.lhs) } else { (&a.lhs, &a.rhs) };
            nums.push((Num::Add(vec![x.clone(), Num::Neg(Box::new(y.clone()))]), *e));
        }
        // Factors in the order of the alphabet.
        texts.sort();
        Some((texts, nums, content))
    }

    /// The inequality without divisors that a line with them comes from, where the two can be told as one: its number, the
    /// divisors, the constant between the two.
    pub(super) fn merged(&mut self, i: usize) -> Option<(usize, Vec<String>, Q)> {
        let proof = self.proof;
        let l = &proof.lines[i];
        let Reason::Field(powers) = &l.reason else { return None };
        let first = *l.premises.first()?;
        let cleared = &proof.lines[first];
        let ordered = |a: &Atom| !matches!(a.rel, Rel::Eq | Rel::Ne);
        let ([a], [c]) = (&l.claim[..], &cleared.claim[..]) else { return None };
        let told = self.plan.step[first] && self.number[first].is_none() && self.plan.users[first] == 1;
        if !told || !matches!(cleared.reason, Reason::Order(_)) || !ordered(a) || !ordered(c) {
            return None;
        }
        let (texts, nums, content) = self.divisors(i, powers)?;
        let own = if self.forms.gathered(a) { identity::difference(a, &mut self.forms)?.content() } else { Q::one() };
        let ratio = identity::ratio(c, a, &nums)? * content * own;
        Some((first, texts, ratio))
    }

    fn field(&mut self, i: usize, powers: &[u32], claim: &str) -> Why {
        let proof = self.proof;
        let l = &proof.lines[i];
        if let Some((first, texts, ratio)) = self.merged(i)
            && let Reason::Order(o) = &proof.lines[first].reason
        {
            let (mut because, chain) = self.order(first, o, claim, Some((&texts, &ratio)), None);
            if let Some(c) = because.first_mut().filter(|_| chain.is_none()) {
                c.times = Some(format!("after multiplication by {}", self.forms.product(&texts)));
            }
            let more = self.cited(&l.premises[1..], "");
            for c in more.into_iter().filter(|c| c.reason.is_empty()) {
                let plain = |b: &&mut Cite| !b.refs.is_empty() || b.reason.is_empty();
                match because.iter_mut().find(plain) {
                    Some(b) => b.refs.extend(c.refs.into_iter().filter(|r| !b.refs.contains(r)).collect::<Vec<_>>()),
                    None => because.push(c),
                }
            }
            because.iter_mut().for_each(|c| c.refs.sort());
            return (because, chain);
        }
        let divisors = self.divisors(i, powers).map(|d| self.forms.product(&d.0)).unwrap_or_default();
        let mut out = self.cited(&l.premises[..1], "");
        if let Some(first) = out.first_mut() {
            first.times = Some(format!("divided by {divisors}"));
        }
        out.extend(self.cited(&l.premises[1..], ""));
        (out, None)
    }

    /// A sign, by its identity.
    fn order(
        &mut self,
        i: usize,
        o: &Order,
        claim: &str,
        divisors: Option<(&[String], &Q)>,
        shown: Option<&Atom>,
    ) -> Why {
        let proof = self.proof;
        let l = &proof.lines[i];
        let equation = |k: usize| o.cofactors.iter().any(|c| c.0 == k);
        let inverse = |p: usize| matches!(&proof.lines[p].reason, Reason::Lemma(n, _) if n == "inverse");
        let used = |k: usize| o.multiplier.iter().chain(&o.terms).any(|t| t.factors.contains(&k));
        let (mut signs, mut equations) = (Vec::new(), Vec::new());
        for (k, p) in l.premises.iter().enumerate() {
            if used(k) || !equation(k) {
                signs.push(*p);
            }
            if equation(k) && !inverse(*p) {
                equations.push(*p);
            }
        }
        let Some(mut identity) = Identity::new(proof, i, o, &mut self.forms) else {
            return (self.cited(&l.premises, &sum_of(o)), None);
        };
        if divisors.is_none()
            && let Some(chain) = self.links(i, o)
        {
            return (Vec::new(), Some(chain));
        }
        if divisors.is_none()
            && let Some(because) = self.added(i, o)
        {
            return (because, None);
        }
        if identity.two_bounds() {
            return (self.cited(&signs, "both"), None);
        }
        if identity.equations_alone() {
            return (self.cited(&[signs, equations].concat(), EQUAL), None);
        }
        let own = shown.or(l.claim.first()).is_some_and(|a| self.forms.gathered(a));
        if let Some(a) = shown {
            let stated = identity::difference(a, &mut self.forms).is_some_and(|p| identity.restate(&p));
            if !stated {
                return (self.cited(&l.premises, &sum_of(o)), None);
            }
        }
        let written =
            Written { own, right: !claim.ends_with(" 0"), turned: claim.contains(" < ") || claim.contains(" ≤ ") };
        let (start, to) = identity.sides(&self.forms, &written, divisors);
        if start.chars().count() + to.chars().count() > LONG {
            return (self.cited(&l.premises, &sum_of(o)), None);
        }
        if start == to || (identity.one_factor() && to.chars().count() > WORTH && shown.is_none() && divisors.is_none())
        {
            return (self.cited(&l.premises, ""), None);
        }
        if divisors.is_none() && start.chars().count() + to.chars().count() > WORTH && equations.is_empty() {
            let like = self
                .identities
                .iter()
                .find_map(|(n, other)| Some((*n, identity.like(other, &self.forms, self.reals)?)));
            if let Some((n, exchanged)) = like {
                let mut out = self.cited(&signs, "");
                out.insert(0, Cite { reason: self.exchange(&exchanged), refs: vec![Ref::Step(n)], times: None });
                return (out, None);
            }
            self.identities.push((self.next, identity.clone()));
        }
        let reason = match l.claim.first().map(|a| a.rel) {
            Some(Rel::Eq) => "no term is negative, so each is zero",
            _ => "",
        };
        let because = self.cited(&signs, reason);
        let because_equal = self.cited(&equations, "");
        let equation = format!("since {start} = {to}");
        if because_equal.iter().any(|c| c.reason == equation) {
            return (self.cited(&l.premises, reason), None);
        }
        let links = vec![Link { to, because: because_equal, ..Link::default() }];
        (because, Some(ChainText { start, links }))
    }

    /// A sum of what is cited, where that is longer than a difference.
    fn added(&mut self, i: usize, o: &Order) -> Option<Vec<Cite>> {
        let proof = self.proof;
        let l = &proof.lines[i];
        let single = |p: &euclase_kernel::algebra::Product| p.factors.len() == 1 && p.squares.is_empty();
        let plain = super::plan::unit(&o.multiplier) && o.cofactors.is_empty() && o.terms.iter().all(single);
        let lines: Vec<(usize, &Q)> =
            o.terms.iter().filter_map(|t| Some((*l.premises.get(*t.factors.first()?)?, &t.coefficient))).collect();
        let long = lines.iter().any(|(p, _)| match &proof.lines[*p].claim[..] {
            [a] => identity::difference(a, &mut self.forms).is_some_and(|d| d.len() > 3),
            _ => false,
        });
        if !plain || !long || lines.len() < 2 {
            return None;
        }
        if lines.iter().all(|l| l.1.is_one()) {
            let lines: Vec<usize> = lines.iter().map(|l| l.0).collect();
            return Some(self.cited(&lines, "the sum of these"));
        }
        let mut out = Vec::new();
        for (p, c) in lines {
            let mut cites = self.cited(&[p], "");
            if let Some(first) = cites.first_mut().filter(|_| !c.is_one()) {
                first.times = Some(format!("times {c}"));
            }
            out.extend(cites);
        }
        Some(out)
    }

    /// The claim as a chain of what is cited: a ≥ b, b ≥ c.
    fn links(&mut self, i: usize, o: &Order) -> Option<ChainText> {
        let proof = self.proof;
        let l = &proof.lines[i];
        let [claim] = &l.claim[..] else { return None };
        let one = |n: &Num| matches!(n, Num::Const(c) if c.is_one() || (-c).is_one());
        let single = |p: &euclase_kernel::algebra::Product| p.factors.len() == 1 && p.squares.is_empty();
        let plain = super::plan::unit(&o.multiplier)
            && o.terms.iter().all(|t| single(t) && t.coefficient.is_one())
            && o.cofactors.iter().all(|c| one(&c.1))
            && o.terms.len() + o.cofactors.len() == l.premises.len();
        if !plain || l.premises.len() < 2 {
            return None;
        }
        let mut left: Vec<usize> = l.premises.clone();
        let mut at = self.forms.poly(&claim.lhs)?;
        let mut links = Vec::new();
        while !left.is_empty() {
            let mut next = None;
            for (k, p) in left.iter().enumerate() {
                let [a] = &proof.lines[*p].claim[..] else { return None };
                let (x, y) = (self.forms.poly(&a.lhs)?, self.forms.poly(&a.rhs)?);
                if x == at {
                    next = Some((k, a.rel, a.rhs.clone(), y));
                } else if y == at {
                    next = Some((k, a.rel.turned(), a.lhs.clone(), x));
                }
                if next.is_some() {
                    break;
                }
            }
            let (k, rel, to, poly) = next?;
            let line = left.remove(k);
            let because = self.cited(&[line], "");
            links.push(Link { sign: forms::sign(rel).into(), to: self.forms.plain(&to), because });
            at = poly;
        }
        if at != self.forms.poly(&claim.rhs)? {
            return None;
        }
        Some(ChainText { start: self.forms.plain(&claim.lhs), links })
    }

    fn exchange(&self, pairs: &[(u32, u32)]) -> String {
        match pairs {
            [] => "likewise".into(),
            [(a, b), (c, d)] if a == d && b == c => {
                format!("likewise, with {} and {} exchanged", self.forms.real(*a), self.forms.real(*b))
            }
            _ => {
                let names = |side: &dyn Fn(&(u32, u32)) -> u32| {
                    pairs.iter().map(|p| self.forms.real(side(p))).collect::<Vec<_>>().join(", ")
                };
                format!("likewise, with {} for {}", names(&|p| p.1), names(&|p| p.0))
            }
        }
    }
}

/// Reasons of one kind together.
fn tidy(because: &mut Vec<Cite>) {
    let mut out: Vec<Cite> = Vec::new();
    for c in std::mem::take(because) {
        let since = |c: &Cite| c.reason.starts_with("since ") && c.times.is_none() && c.refs.is_empty();
        let bare = |c: &Cite| c.reason.is_empty() && c.times.is_none();
        if let Some(o) = out.iter_mut().find(|o| since(o) && since(&c)) {
            o.reason += ", ";
            o.reason += c.reason.trim_start_matches("since ");
        } else if let Some(o) = out.iter_mut().find(|o| bare(o) && bare(&c)) {
            o.refs.extend(c.refs);
        } else {
            out.push(c);
        }
    }
    *because = out;
}

fn sum_of(o: &Order) -> String {
    match o.terms.len() {
        0 | 1 => "a combination of these".into(),
        n => format!("the difference is a sum of {n} products that are not negative"),
    }
}

/// A lemma of the kernel in words.
fn phrase(name: &str, terms: &[Num], num: &mut dyn FnMut(&Num) -> String) -> String {
    let mut list = |ns: &[Num]| ns.iter().map(&mut *num).collect::<Vec<_>>().join(", ");
    let (first, second) = terms.split_at(terms.len() / 2);
    match name {
        "inverse" => "a number times its inverse".into(),
        "root_power" => "what a root is".into(),
        "root_sign" => "roots are not negative".into(),
        "abs_sign" | "abs_square" | "abs_same" | "abs_opposite" => "what an absolute value is".into(),
        "min_bound" | "min_bound_right" | "min_either" => "what a minimum is".into(),
        "max_bound" | "max_bound_right" | "max_either" => "what a maximum is".into(),
        "power_sign" | "power_sum" | "power_power" | "power_product" | "power_order" => "rules of powers".into(),
        "bernoulli" => format!("Bernoulli's inequality for {}", list(terms)),
        "weighted_means" => {
            let equal = first.windows(2).all(|w| w[0] == w[1]);
            let of = list(second);
            if equal {
                format!("the inequality of arithmetic and geometric means for {of}")
            } else {
                format!("the inequality of arithmetic and geometric means with weights {} for {of}", list(first))
            }
        }
        "cauchy_schwarz" => format!("the Cauchy–Schwarz inequality for ({}) and ({})", list(first), list(second)),
        "length_sign" | "area_sign" => "lengths and areas are not negative".into(),
        "triangle" => "the triangle inequality".into(),
        "heron" => "Heron's formula".into(),
        "circumradius" => "4RS = abc".into(),
        "inradius" => "2S = r(a + b + c)".into(),
        "distance" => "area from base and height".into(),
        "angle_acute" | "angle_right" | "angle_obtuse" => "the law of cosines".into(),
        "length_by_coordinates" => "Pythagoras".into(),
        "area_by_coordinates" => "the area in coordinates".into(),
        other => other.replace('_', " "),
    }
}
