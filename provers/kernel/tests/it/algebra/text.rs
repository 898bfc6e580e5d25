//! Certificates about numbers as short texts: `claim; rule; premises`, a line a line; a goal is the lines that prove it.

use euclase_grammar::core::{Atom, Axis, CoreTheorem, Num, Pt, Q, Rel};
use euclase_kernel::algebra::{Clause, GoalProof, Line, Order, Product, Proof, Reason, Said};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use num_traits::One;

/// Reads terms: numbers, variables by name, points by letter.
pub struct Reader<'a> {
    theorem: &'a CoreTheorem,
    reals: &'a [String],
    text: Vec<char>,
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(theorem: &'a CoreTheorem, reals: &'a [String]) -> Reader<'a> {
        Reader { theorem, reals, text: Vec::new(), at: 0 }
    }

    fn peek(&mut self) -> Option<char> {
        while self.text.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, of: impl Fn(char) -> bool) -> String {
        let mut out = String::new();
        while let Some(c) = self.text.get(self.at).copied().filter(|c| of(*c)) {
            out.push(c);
            self.at += 1;
        }
        out
    }

    pub fn num(&mut self, text: &str) -> Num {
        self.text = text.chars().collect();
        self.at = 0;
        let n = self.sum();
        assert!(self.peek().is_none(), "rest of `{text}` at {}", self.at);
        n
    }

    fn sum(&mut self) -> Num {
        let mut all = vec![if self.eat('-') { Num::Neg(Box::new(self.product())) } else { self.product() }];
        loop {
            if self.eat('+') {
                all.push(self.product());
            } else if self.eat('-') {
                all.push(Num::Neg(Box::new(self.product())));
            } else {
                return if all.len() == 1 { all.remove(0) } else { Num::Add(all) };
            }
        }
    }

    fn product(&mut self) -> Num {
        let mut out = self.factor();
        loop {
            if self.eat('*') {
                let next = self.factor();
                match &mut out {
                    Num::Mul(xs) => xs.push(next),
                    _ => out = Num::Mul(vec![out, next]),
                }
            } else if self.eat('/') {
                out = match (out, self.factor()) {
                    (Num::Const(a), Num::Const(b)) if b != q(0, 1) => Num::Const(a / b),
                    (a, b) => Num::Div(Box::new(a), Box::new(b)),
                };
            } else {
                return out;
            }
        }
    }

    fn factor(&mut self) -> Num {
        let base = self.atom();
        if !self.eat('^') {
            return base;
        }
        match self.atom() {
            Num::Const(e) => Num::Pow(Box::new(base), e),
            e => Num::Call("pow".into(), vec![base, e]),
        }
    }

    fn points(&self, letters: &str) -> Vec<Pt> {
        letters.chars().map(|c| self.theorem.find(&c.to_string()).unwrap_or_else(|| panic!("point {c}"))).collect()
    }

    fn atom(&mut self) -> Num {
        if self.eat('(') {
            let n = self.sum();
            assert!(self.eat(')'), "{:?}", self.text);
            return match n {
                Num::Neg(x) if matches!(*x, Num::Const(_)) => match *x {
                    Num::Const(c) => Num::Const(-c),
                    x => x,
                },
                n => n,
            };
        }
        match self.peek() {
            Some(c) if c.is_ascii_digit() => Num::Const(self.word(|c| c.is_ascii_digit()).parse::<Q>().unwrap()),
            Some(c) if c.is_ascii_uppercase() => {
                let letters = self.word(|c| c.is_ascii_uppercase());
                let ps = self.points(&letters);
                Num::Len(ps[0], ps[1])
            }
            _ => {
                let name = self.word(|c| c.is_alphanumeric() || c == '_' || c == '\'');
                if !self.eat('(') {
                    let known = self.reals.iter().position(|r| *r == name);
                    return Num::Real(known.unwrap_or_else(|| panic!("variable `{name}`")) as u32);
                }
                if let "area" | "ang" | "dist" | "circumradius" | "inradius" | "x" | "y" = name.as_str() {
                    let letters = self.word(|c| c.is_ascii_uppercase());
                    let ps = self.points(&letters);
                    assert!(self.eat(')'));
                    return match name.as_str() {
                        "area" => Num::Area(ps),
                        "ang" => Num::Ang(ps[0], ps[1], ps[2]),
                        "dist" => Num::DistLine(ps[0], ps[1], ps[2]),
                        "x" => Num::Coordinate { axis: Axis::X, of: ps[0], frame: [ps[1], ps[2]] },
                        "y" => Num::Coordinate { axis: Axis::Y, of: ps[0], frame: [ps[1], ps[2]] },
                        "circumradius" => Num::Circumradius(ps[0], ps[1], ps[2]),
                        _ => Num::Inradius(ps[0], ps[1], ps[2]),
                    };
                }
                let mut args = Vec::new();
                while !self.eat(')') {
                    args.push(self.sum());
                    self.eat(',');
                }
                Num::Call(name, args)
            }
        }
    }

    pub fn nums(&mut self, text: &str) -> Vec<Num> {
        pieces(text, ",").iter().map(|t| self.num(t)).collect()
    }

    fn clause(&mut self, text: &str) -> Clause {
        if text.trim() == "false" { Vec::new() } else { pieces(text, " or ").iter().map(|t| self.compare(t)).collect() }
    }

    fn compare(&mut self, text: &str) -> Atom {
        let rels = [("!=", Rel::Ne), ("<=", Rel::Le), (">=", Rel::Ge), ("=", Rel::Eq), ("<", Rel::Lt), (">", Rel::Gt)];
        let (sign, rel) = rels.into_iter().find(|r| text.contains(r.0)).unwrap_or_else(|| panic!("`{text}`"));
        let (a, b) = text.split_once(sign).unwrap();
        Atom { lhs: self.num(a), rel, rhs: self.num(b) }
    }

    fn products(&mut self, text: &str) -> Vec<Product> {
        let mut out = Vec::new();
        for p in pieces(text, ",") {
            let (first, squares) = p.split_once('[').map_or((p.as_str(), ""), |(a, b)| (a, b));
            let mut first = first.split_whitespace();
            let coefficient = first.next().unwrap().parse().unwrap();
            let factors = first.map(|f| f.parse().unwrap()).collect();
            let squares = squares.split(['[', ']']).map(str::trim).filter(|s| !s.is_empty());
            let squares = squares.map(|s| self.num(s)).collect();
            out.push(Product { coefficient, factors, squares });
        }
        out
    }

    fn reason(&mut self, text: &str) -> Reason {
        let (name, rest) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        match name {
            "given" => {
                let (k, values) = rest.split_once(':').unwrap_or((rest, ""));
                Reason::Given(k.trim().parse().unwrap(), self.nums(values))
            }
            "step" => Reason::Step(rest.trim().parse().unwrap()),
            "coordinates" => {
                let words: Vec<&str> = rest.split_whitespace().collect();
                let [said, n, frame, clause] = words[..] else { panic!("coordinates of what? `{rest}`") };
                let n = n.parse().unwrap();
                let said = match said {
                    "step" => Said::Step(n),
                    "condition" => Said::Recorded(n),
                    _ => Said::Assumed(n),
                };
                let ps = self.points(frame);
                Reason::Coordinates(said, [ps[0], ps[1]], clause.parse().unwrap())
            }
            "suppose" => Reason::Suppose,
            "either" => Reason::Either,
            "weaken" => Reason::Weaken,
            "cases" => Reason::Cases,
            "combine" => Reason::Combine(self.nums(rest)),
            "order" => {
                let mut parts = rest.split('|').map(str::trim);
                let multiplier = self.products(parts.next().unwrap_or(""));
                let terms = self.products(parts.next().unwrap_or(""));
                let mut cofactors = Vec::new();
                for c in pieces(parts.next().unwrap_or(""), ",") {
                    let (i, n) = c.split_once(':').unwrap();
                    cofactors.push((i.trim().parse().unwrap(), self.num(n)));
                }
                Reason::Order(Order { multiplier, terms, cofactors })
            }
            "field" => Reason::Field(rest.split_whitespace().map(|k| k.parse().unwrap()).collect()),
            "factors" => Reason::Factors(self.nums(rest)),
            "congruence" => Reason::Congruence,
            "lemma" => {
                let (name, terms) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
                Reason::Lemma(name.into(), self.nums(terms))
            }
            "instance" => {
                let mut values = Vec::new();
                for v in pieces(rest, ",") {
                    let (x, n) = v.split_once('=').unwrap();
                    let v = self.reals.iter().position(|r| *r == x.trim()).unwrap_or_else(|| panic!("variable `{x}`"));
                    values.push((v as u32, self.num(n)));
                }
                Reason::Instance(values)
            }
            _ => panic!("rule `{name}`"),
        }
    }
}

/// Parts between separators outside parentheses.
fn pieces(text: &str, separator: &str) -> Vec<String> {
    let (mut out, mut depth) = (vec![String::new()], 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if depth == 0 && rest.starts_with(separator) {
            out.push(String::new());
            rest = &rest[separator.len()..];
            continue;
        }
        depth += i32::from(c == '(') - i32::from(c == ')');
        out.last_mut().unwrap().push(c);
        rest = &rest[c.len_utf8()..];
    }
    out.into_iter().filter(|p| !p.trim().is_empty()).collect()
}

pub fn load(theorem: &str) -> CoreTheorem {
    let file = euclase_grammar::load(&format!("theorem t {{ {theorem} }}"));
    file.unwrap_or_else(|e| panic!("{theorem}: {e:?}")).theorems.remove(0)
}

/// Lines; a first line `reals z, w` names further variables. Goals are separated by `;`, a goal's lines by spaces, then
/// perhaps `@` and the frame, then solutions, each after a `/`.
pub fn certificate(theorem: &CoreTheorem, lines: &str, goals: &str) -> Certificate {
    let mut rows: Vec<&str> = lines.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let further =
        rows.first().and_then(|r| r.strip_prefix("reals ")).map(|r| r.split(", ").map(String::from).collect());
    if further.is_some() {
        rows.remove(0);
    }
    let further: Vec<String> = further.unwrap_or_default();
    let reals: Vec<String> = theorem.reals.iter().chain(&further).cloned().collect();
    let mut reader = Reader::new(theorem, &reals);
    let index = |t: &str| t.split_whitespace().map(|k| k.parse().unwrap()).collect();
    let mut out = Vec::new();
    for row in rows {
        let mut parts = row.split(';');
        let claim = reader.clause(parts.next().unwrap());
        let reason = reader.reason(parts.next().unwrap_or_else(|| panic!("no rule in `{row}`")));
        out.push(Line { claim, reason, premises: index(parts.next().unwrap_or("")) });
    }
    let mut proofs = Vec::new();
    for g in goals.split(';') {
        let mut parts = g.split('/');
        let (lines, frame) = parts.next().map(|p| p.split_once('@').unwrap_or((p, ""))).unwrap();
        let lines = index(lines);
        let frame = reader.points(frame.trim()).try_into().ok();
        proofs.push(GoalProof { lines, frame, solutions: parts.map(|s| reader.nums(&s.replace('÷', "/"))).collect() });
    }
    let algebra = Some(Proof { reals: further, conditions: Vec::new(), lines: out, goals: proofs });
    let goals = vec![0; theorem.goals.len()];
    Certificate { theorem: "t".into(), goals, algebra, ..Certificate::default() }
}

/// The kernel's answer, also after writing and reading.
pub fn judge(theorem: &CoreTheorem, cert: &Certificate) -> Verdict {
    let text = euclase_kernel::json::to_json(theorem, cert);
    let again = euclase_kernel::json::from_json(theorem, &text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(&again, cert);
    check(theorem, cert)
}

pub fn verdict(theorem: &str, lines: &str, goals: &str) -> Verdict {
    let theorem = load(theorem);
    judge(&theorem, &certificate(&theorem, lines, goals))
}

#[track_caller]
pub fn accepted(theorem: &str, lines: &str, goals: &str) {
    let v = verdict(theorem, lines, goals);
    assert!(matches!(v, Verdict::Accepted(_)), "{v:?}");
}

#[track_caller]
pub fn refused(v: Verdict, words: &str) {
    match v {
        Verdict::Rejected { rule, expected, .. } => {
            let text = format!("{rule}: {expected}");
            assert!(text.contains(words), "{text}");
        }
        v => panic!("{v:?}"),
    }
}

#[track_caller]
pub fn rejected(theorem: &str, lines: &str, goals: &str, words: &str) {
    refused(verdict(theorem, lines, goals), words);
}

#[track_caller]
pub fn declined(theorem: &str, lines: &str, goals: &str) {
    let v = verdict(theorem, lines, goals);
    assert!(matches!(v, Verdict::Declined { .. }), "{v:?}");
}

/// A rational number.
pub fn q(n: i64, d: i64) -> Q {
    Q::one() * Q::new(n.into(), d.into())
}
