//! Facts, conditions and theorems in the words of the language.

use crate::statement::{Statement, one};
use euclase_grammar::core::{Cond, Fact, GoalKind, Pt, Q};
use num_traits::{Signed, ToPrimitive, Zero};

/// Letters for points.
pub struct Words<'a>(pub &'a [String]);

impl Words<'_> {
    fn p(&self, p: Pt) -> &str {
        &self.0[p.ix()]
    }

    fn run(&self, ps: &[Pt]) -> String {
        ps.iter().map(|p| self.p(*p)).collect()
    }

    fn list(&self, ps: &[Pt]) -> String {
        ps.iter().map(|p| self.p(*p)).collect::<Vec<_>>().join(", ")
    }

    fn scaled(k: &Q, what: &str) -> String {
        if one(k) {
            what.to_string()
        } else if k.is_integer() {
            format!("{k}*{what}")
        } else {
            format!("({k})*{what}")
        }
    }

    /// Terms with positive coefficients on the left, the others and the constant on the right.
    fn balance(terms: &[(Q, String)], konst: &Q) -> String {
        let side = |positive: bool| {
            let own = terms.iter().filter(|t| t.0.is_positive() == positive);
            own.map(|(k, w)| Self::scaled(&k.abs(), w)).collect::<Vec<_>>()
        };
        let (mut left, mut right) = (side(true), side(false));
        if konst.is_positive() {
            right.push(konst.to_string());
        } else if konst.is_negative() {
            left.push(konst.abs().to_string());
        }
        let sum = |s: &[String]| if s.is_empty() { "0".to_string() } else { s.join(" + ") };
        format!("{} = {}", sum(&left), sum(&right))
    }

    /// An equation of directions.
    fn dir(&self, terms: &[(i64, Pt, Pt)], turn: &Q) -> String {
        let degrees = (turn * Q::from_integer(180.into())).to_string();
        let line = |l: &[Pt; 2]| self.run(l);
        let (mut plus, mut minus): (Vec<[Pt; 2]>, Vec<[Pt; 2]>) = (vec![], vec![]);
        for (k, a, b) in terms {
            let side = if *k > 0 { &mut plus } else { &mut minus };
            (0..k.unsigned_abs()).for_each(|_| side.push([*a, *b]));
        }
        assert_eq!(plus.len(), minus.len(), "directions that turn with the plane");
        if let ([l], [m]) = (&plus[..], &minus[..]) {
            return match &degrees[..] {
                "0" => format!("{} parallel {}", line(l), line(m)),
                "90" => format!("{} perp {}", line(l), line(m)),
                d => format!("dangle({}, {}) = {d}°", line(m), line(l)),
            };
        }
        // Lines with a common point make an angle.
        let mut angles: Vec<([Pt; 2], [Pt; 2])> = Vec::new();
        for common in [true, false] {
            let mut i = 0;
            while i < plus.len() {
                let fits = |m: &[Pt; 2]| !common || m.iter().any(|x| plus[i].contains(x));
                match minus.iter().position(fits) {
                    Some(j) => angles.push((minus.remove(j), plus.remove(i))),
                    None => i += 1,
                }
            }
        }
        let angle = |(m, l): &([Pt; 2], [Pt; 2])| format!("dangle({}, {})", line(m), line(l));
        let turned = |(m, l): &([Pt; 2], [Pt; 2])| angle(&(*l, *m));
        let (first, rest) = angles.split_first().expect("two angles");
        let mut right: Vec<String> = rest.iter().map(turned).collect();
        if degrees != "0" {
            right.push(format!("{degrees}°"));
        }
        format!("{} = {}", angle(first), right.join(" + "))
    }

    /// Factors with positive exponents on the left, the others on the right.
    fn product(&self, terms: &[(Q, Pt, Pt)], konst: &[(u64, Q)]) -> String {
        let side = |positive: bool| {
            let mut own: Vec<String> = konst
                .iter()
                .filter(|t| t.1.is_positive() != positive)
                .map(|(n, e)| {
                    if one(&e.abs()) {
                        n.to_string()
                    } else if e.abs() == Q::new(1.into(), 2.into()) {
                        format!("sqrt({n})")
                    } else {
                        format!("{n}^({})", e.abs())
                    }
                })
                .collect();
            own.extend(terms.iter().filter(|t| t.0.is_positive() == positive).map(|(k, a, b)| {
                let w = self.run(&[*a, *b]);
                if one(&k.abs()) { w } else { format!("{w}^{}", k.abs()) }
            }));
            if own.is_empty() { "1".to_string() } else { own.join("*") }
        };
        format!("{} = {}", side(true), side(false))
    }

    pub fn fact(&self, f: &Fact) -> String {
        match f {
            Fact::Same(a, b) => format!("{} = {}", self.p(*a), self.p(*b)),
            Fact::Coll(a, b, c) => format!("collinear({})", self.list(&[*a, *b, *c])),
            Fact::Cyclic(a, b, c, d) => format!("cyclic({})", self.list(&[*a, *b, *c, *d])),
            Fact::Sim { a, b, opposite } => {
                let word = if *opposite { "oppositely_similar" } else { "directly_similar" };
                format!("{word}({}, {})", self.list(a), self.list(b))
            }
            Fact::Dir { terms, turn } => self.dir(terms, turn),
            Fact::Log { terms, konst } => self.product(terms, konst),
            Fact::Len { terms, konst } => {
                let terms: Vec<_> = terms.iter().map(|(k, a, b)| (k.clone(), self.run(&[*a, *b]))).collect();
                Self::balance(&terms, konst)
            }
            Fact::Sq { terms, konst } => {
                let terms: Vec<_> = terms.iter().map(|(k, a, b)| (k.clone(), self.run(&[*a, *b]) + "^2")).collect();
                Self::balance(&terms, konst)
            }
            Fact::Vec(terms) => {
                let terms: Vec<_> = terms.iter().map(|(k, p)| (k.clone(), self.p(*p).to_string())).collect();
                Self::balance(&terms, &Q::zero())
            }
            Fact::Ang { .. } | Fact::Num(..) => panic!("{f:?}: no rule of coordinates"),
        }
    }

    pub fn cond(&self, c: &Cond) -> String {
        match c {
            Cond::Distinct(a, b) => format!("{} != {}", self.p(*a), self.p(*b)),
            Cond::NotColl(a, b, c) => format!("triangle {}", self.run(&[*a, *b, *c])),
            Cond::NotPara(l, m) => format!("not {} parallel {}", self.run(l), self.run(m)),
            Cond::SameOrient(s, t) => format!("same_orientation({}, {})", self.list(s), self.list(t)),
            Cond::OppOrient(s, t) => format!("opposite_orientation({}, {})", self.list(s), self.list(t)),
            Cond::Between(a, b, c) => format!("{} between {}", self.p(*b), self.list(&[*a, *c])),
            Cond::Outside(a, b, c) => format!("{} outside {}", self.p(*b), self.run(&[*a, *c])),
            Cond::Longer(l, m) => format!("{} > {}", self.run(l), self.run(m)),
            Cond::NotCyclic(a, b, c, d) => format!("not cyclic({})", self.list(&[*a, *b, *c, *d])),
            Cond::Not(f) => format!("not {}", self.fact(f)),
            other => panic!("{other:?} has no words here"),
        }
    }
}

/// A theorem as text. `T` is a new point for what the language cannot deny: that an equation of directions fails.
pub fn theorem(s: &Statement, source: &str) -> String {
    let w = Words(&s.letters);
    let points: Vec<Pt> = s.points.iter().copied().collect();
    let mut out =
        format!("@source(\"{source}\")\n@expect(Theorem)\ntheorem {} {{\n  point {}\n", s.name, w.list(&points));
    for f in &s.hyps {
        out += &format!("  assume {}\n", w.fact(f));
    }
    for c in &s.conds {
        out += &match c {
            Cond::DirNe { terms, turn } if turn.is_zero() => denied(&w, terms),
            c => format!("  assume {}\n", w.cond(c)),
        };
    }
    for g in &s.goals {
        let goal = match g {
            GoalKind::Fact(f) => w.fact(f),
            GoalKind::Cond(c) => w.cond(c),
            other => panic!("{other:?} in a rule"),
        };
        out += &format!("  show {goal}\n");
    }
    out + "}\n"
}

/// An equation of directions fails: the line that it would want instead of the first one is another line.
fn denied(w: &Words, terms: &[(i64, Pt, Pt)]) -> String {
    let [(k, a, b), rest @ ..] = terms else { panic!("no equation") };
    if let [(l, c, d)] = rest
        && k + l == 0
        && k.to_i32().is_some_and(|k| k.abs() == 1)
    {
        return format!("  assume not {} parallel {}\n", w.run(&[*a, *b]), w.run(&[*c, *d]));
    }
    let mut letters = w.0.to_vec();
    letters.push("T".into());
    let t = Pt(w.0.len() as u32);
    let more = Words(&letters);
    let mut equation = vec![(*k, *a, t)];
    equation.extend(rest);
    let line = w.run(&[*a, *b]);
    format!(
        "  point T\n  assume {}\n  assume not {line} parallel {}\n",
        more.dir(&equation, &Q::zero()),
        more.run(&[*a, t])
    )
}
