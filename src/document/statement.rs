//! A statement in sentences, as a problem is set: from the tree of its text, by the words of a catalogue.

use super::catalogue::Catalogue;
use euclase_grammar::ast::{Bound, Claim, Expr, ExprKind, Ident, RelOp, Stmt, StmtKind, TriShape};

/// A sentence, with the bytes of the source that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The words.
    pub text: String,
    /// Where it stands in the source.
    pub span: (usize, usize),
}

/// The sentences of a theorem: what is given, and what is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// What is given, a sentence each.
    pub given: Vec<Sentence>,
    /// What is asked.
    pub asked: Vec<String>,
}

/// Writes the sentences. `source`: the text that the tree was read from.
pub fn statement(body: &[Stmt], source: &str, c: &Catalogue) -> Statement {
    let w = Words { c, source };
    let mut out = Statement::default();
    for s in body {
        match &s.kind {
            StmtKind::Show(claim) => out.asked.push(w.claim(claim)),
            StmtKind::Find(all) => out.asked.push(w.sentence("find", &[w.together(all)])),
            StmtKind::Solve(names) => out.asked.push(w.sentence("solve", &[w.names(names)])),
            StmtKind::Proof(_) | StmtKind::Error(_) => {}
            _ => out.given.extend(w.given(s).map(|text| Sentence { text, span: (s.span.start, s.span.end) })),
        }
    }
    out
}

/// A point that a proof adds, in a sentence: `X = reflection(D, BC)`.
pub fn construction(text: &str, c: &Catalogue) -> String {
    let Some((name, definition)) = text.split_once(" = ") else { return c.translated(text) };
    let known = definition.ends_with(')').then(|| noun(definition, c)).flatten();
    c.say("statements.point.def", &[name.to_string(), known.unwrap_or_else(|| c.translated(definition))])
}

/// `meet(AB, perpendicular_line(C, AB))` in words; `None`: it is no construction of the language.
fn noun(text: &str, c: &Catalogue) -> Option<String> {
    let (name, inside) = text.strip_suffix(')')?.split_once('(')?;
    let (mut args, mut depth) = (vec![String::new()], 0i32);
    for ch in inside.chars() {
        depth += i32::from(ch == '(') - i32::from(ch == ')');
        match args.last_mut() {
            _ if ch == ',' && depth == 0 => args.push(String::new()),
            Some(last) => last.push(ch),
            None => {}
        }
    }
    let line = |a: &str| a.chars().filter(char::is_ascii_uppercase).count() == 2 && !a.contains('(');
    let words: Vec<String> = args
        .iter()
        .map(|a| a.trim())
        .map(|a| match noun(a, c) {
            Some(known) => known,
            None if line(a) => {
                let second = a.char_indices().filter(|t| t.1.is_ascii_uppercase()).nth(1).map_or(a.len(), |t| t.0);
                c.say("nouns.line", &[a[..second].to_string(), a[second..].to_string()])
            }
            None => a.to_string(),
        })
        .collect();
    let key = if name == "circle" { format!("circle/{}", words.len()) } else { name.to_string() };
    c.find(&format!("nouns.{key}"), &words)
}

struct Words<'a> {
    c: &'a Catalogue,
    source: &'a str,
}

impl Words<'_> {
    fn sentence(&self, key: &str, args: &[String]) -> String {
        self.c.say(&format!("statements.{key}"), args)
    }

    /// A sentence with something before its end.
    fn longer(&self, sentence: String, more: &str) -> String {
        let stop = self.c.say("labels.stop", &[]);
        match sentence.strip_suffix(&stop) {
            Some(s) if !more.is_empty() => format!("{s}{more}{stop}"),
            _ => sentence,
        }
    }

    fn names(&self, names: &[Ident]) -> String {
        self.c.list(&names.iter().map(|n| n.name.clone()).collect::<Vec<_>>())
    }

    fn given(&self, s: &Stmt) -> Option<String> {
        Some(match &s.kind {
            StmtKind::Point { names, on, def, other_than, conds } => {
                let list = self.names(names);
                let loci: Vec<String> = on.iter().map(|l| self.thing(l)).collect();
                let sentence = match (def, &loci[..]) {
                    (Some(d), _) => self.sentence("point.def", &[list, self.thing(d)]),
                    (None, []) => self.sentence(if names.len() > 1 { "points" } else { "point" }, &[list]),
                    (None, [_]) => self
                        .sentence(if names.len() > 1 { "points.on" } else { "point.on" }, &[list, self.c.list(&loci)]),
                    (None, _) => self.sentence("points.meet", &[list, self.c.list(&loci)]),
                };
                let mut more = String::new();
                if let Some((last, before)) = other_than.split_last() {
                    let one = |all: String, p: &Expr| self.sentence("or", &[all, self.thing(p)]);
                    let all = match before.split_first() {
                        Some((first, rest)) => one(rest.iter().fold(self.thing(first), one), last),
                        None => self.thing(last),
                    };
                    more += &self.sentence("other", &[all]);
                }
                if !conds.is_empty() {
                    more += &self.sentence("where", &[self.together(conds)]);
                }
                self.longer(sentence, &more)
            }
            StmtKind::Triangle { points, shape } => {
                let key = match shape {
                    None => "triangle",
                    Some(TriShape::Acute) => "triangle.acute",
                    Some(TriShape::Obtuse) => "triangle.obtuse",
                };
                self.sentence(key, &[side_by_side(points)])
            }
            StmtKind::Circle { names, def: Some(d) } => {
                self.sentence("circle.def", &[self.names(names), self.thing(d)])
            }
            StmtKind::Line { names, def: Some(d) } => self.sentence("line.def", &[self.names(names), self.thing(d)]),
            StmtKind::Circle { names, def: None } => {
                self.sentence(if names.len() > 1 { "circles" } else { "circle" }, &[self.names(names)])
            }
            StmtKind::Line { names, def: None } => {
                self.sentence(if names.len() > 1 { "lines" } else { "line" }, &[self.names(names)])
            }
            StmtKind::Let { name, value } => self.sentence("let", &[name.name.clone(), self.thing(value)]),
            StmtKind::Real { names, bound } => {
                let list: Vec<String> = names.iter().map(|n| n.name.clone()).collect();
                match bound {
                    None => self.sentence("real", &[self.names(names)]),
                    Some(Bound::Rel(op, e)) => {
                        let bound = format!("{} {} {}", list.join(", "), sign(*op), self.number(e));
                        self.sentence("real.bound", &[self.names(names), bound])
                    }
                    Some(Bound::In(a, b)) => {
                        let bound = format!("{} ≤ {} ≤ {}", self.number(a), list.join(", "), self.number(b));
                        self.sentence("real.bound", &[self.names(names), bound])
                    }
                }
            }
            StmtKind::Function { name, params, body } => {
                let params: Vec<String> = params.iter().map(|p| p.name.clone()).collect();
                let left = format!("{}({})", name.name, params.join(", "));
                self.sentence("function", &[left, self.number(body)])
            }
            StmtKind::Assume(facts) => self.sentence("assume", &[self.together(facts)]),
            _ => return None,
        })
    }

    fn claim(&self, claim: &Claim) -> String {
        let said = self.sentence("show", &[self.together(&claim.props)]);
        if claim.equality.is_empty() {
            return said;
        }
        let more = self.sentence("equality", &[self.together(&claim.equality)]);
        self.longer(said, &format!(", {more}"))
    }

    /// Several facts, or values.
    fn together(&self, all: &[Expr]) -> String {
        self.c.list(&all.iter().map(|e| self.fact(e)).collect::<Vec<_>>())
    }

    /// A point, a line or a circle in words.
    fn thing(&self, e: &Expr) -> String {
        match &e.kind {
            ExprKind::Points(ps) if ps.len() == 2 => {
                self.noun("line", &ps.iter().map(|p| p.name.clone()).collect::<Vec<_>>())
            }
            ExprKind::Call(f, args) => self.call(&f.name, args),
            _ => self.number(e),
        }
    }

    fn noun(&self, name: &str, args: &[String]) -> String {
        self.c.say(&format!("nouns.{name}"), args)
    }

    fn call(&self, name: &str, args: &[Expr]) -> String {
        self.known(name, args).unwrap_or_else(|| self.number_call(name, args))
    }

    /// A construction in words.
    fn known(&self, name: &str, args: &[Expr]) -> Option<String> {
        let words: Vec<String> = args.iter().map(|a| self.argument(name, a)).collect();
        let length = || matches!(args.get(1).map(|a| &a.kind), Some(ExprKind::Points(p)) if p.len() == 1);
        let key = match (name, args.len()) {
            ("circle", 2) if !length() => "circle/length".to_string(),
            ("circle", n) => format!("circle/{n}"),
            _ => name.to_string(),
        };
        self.c.find(&format!("nouns.{key}"), &words)
    }

    /// An argument: lines and circles by their words, radii as numbers.
    fn argument(&self, of: &str, e: &Expr) -> String {
        match &e.kind {
            ExprKind::Points(p) if p.len() == 2 && of == "circle" => self.number(e),
            _ => self.thing(e),
        }
    }

    fn fact(&self, e: &Expr) -> String {
        let say = |key: &str, args: &[String]| self.c.say(&format!("facts.{key}"), args);
        match &e.kind {
            ExprKind::Chain(first, rest) => self.chain(first, rest),
            ExprKind::Between(x, a, b) => say("between", &[self.thing(x), self.thing(a), self.thing(b)]),
            ExprKind::Triangle(shape, points) => {
                let key = match shape {
                    None => "triangle",
                    Some(TriShape::Acute) => "triangle.acute",
                    Some(TriShape::Obtuse) => "triangle.obtuse",
                };
                say(key, &[side_by_side(points)])
            }
            ExprKind::Not(x) => say("not", &[self.fact(x)]),
            ExprKind::And(xs) => self.joined("and", xs),
            ExprKind::Or(xs) => self.joined("or", xs),
            ExprKind::Implies(a, b) => say("implies", &[self.fact(a), self.fact(b)]),
            ExprKind::Iff(a, b) => say("iff", &[self.fact(a), self.fact(b)]),
            ExprKind::ForAll(names, x) => say("forall", &[self.names(names), self.fact(x)]),
            ExprKind::Call(f, args) => {
                let words: Vec<String> = args.iter().map(|a| self.thing(a)).collect();
                self.c.find(&format!("facts.{}", f.name), &words).unwrap_or_else(|| self.number(e))
            }
            _ => self.number(e),
        }
    }

    fn joined(&self, key: &str, xs: &[Expr]) -> String {
        let mut words = xs.iter().map(|x| self.fact(x));
        let first = words.next().unwrap_or_default();
        words.fold(first, |all, x| self.c.say(&format!("facts.{key}"), &[all, x]))
    }

    /// Relations: those of numbers as a formula, others in words.
    fn chain(&self, first: &Expr, rest: &[(RelOp, Expr)]) -> String {
        let key = |op: RelOp| match op {
            RelOp::Parallel => Some("parallel"),
            RelOp::Perp => Some("perp"),
            RelOp::Tangent => Some("tangent"),
            RelOp::On => Some("on"),
            RelOp::Inside => Some("inside"),
            RelOp::Outside => Some("outside"),
            RelOp::Similar => Some("similar"),
            RelOp::Congruent => Some("congruent"),
            _ => None,
        };
        let mut facts = Vec::new();
        let mut left = first;
        let mut formula = self.number(first);
        let mut open = false;
        if let ([(RelOp::Eq, e)], ExprKind::Points(_)) = (rest, &first.kind)
            && let ExprKind::Call(f, args) = &e.kind
            && let Some(noun) = self.known(&f.name, args)
        {
            return self.c.say("facts.is", &[formula, noun]);
        }
        for (op, right) in rest {
            match key(*op) {
                Some(k) => {
                    let place = matches!(op, RelOp::On);
                    let bare = |e: &Expr| match &e.kind {
                        ExprKind::Points(_) | ExprKind::Triangle(..) => self.number(e).replace('△', ""),
                        _ => self.thing(e),
                    };
                    let args = [bare(left), if place { self.thing(right) } else { bare(right) }];
                    facts.push(self.c.say(&format!("facts.{k}"), &args));
                    formula = self.number(right);
                    open = false;
                }
                None => {
                    formula += &format!(" {} {}", sign(*op), self.number(right));
                    open = true;
                }
            }
            left = right;
        }
        if open || facts.is_empty() {
            facts.push(formula);
        }
        self.c.list(&facts)
    }

    /// A number, or anything else, as a formula.
    fn number(&self, e: &Expr) -> String {
        let bracketed = |x: &Expr| match x.kind {
            ExprKind::Sum(_) => format!("({})", self.number(x)),
            _ => self.number(x),
        };
        match &e.kind {
            ExprKind::Points(ps) => side_by_side(ps),
            ExprKind::Name(n) => n.name.clone(),
            ExprKind::Triangle(_, ps) => format!("△{}", side_by_side(ps)),
            ExprKind::Number(n) => n.clone(),
            ExprKind::Pi => "π".into(),
            ExprKind::Degrees(x) => format!("{}°", self.number(x)),
            ExprKind::Call(f, args) => self.number_call(&f.name, args),
            ExprKind::Sum(terms) => {
                let mut out = String::new();
                for (i, (minus, t)) in terms.iter().enumerate() {
                    out += match (i, minus) {
                        (0, false) => "",
                        (0, true) => "-",
                        (_, false) => " + ",
                        (_, true) => " - ",
                    };
                    out += &bracketed(t);
                }
                out
            }
            ExprKind::Product(factors) => {
                let mut out = String::new();
                for (i, (divided, f)) in factors.iter().enumerate() {
                    out += match (i, divided) {
                        (0, _) => "",
                        (_, false) => "·",
                        (_, true) => "/",
                    };
                    out += &bracketed(f);
                }
                out
            }
            ExprKind::Power(x, n) => {
                let base = match x.kind {
                    ExprKind::Sum(_) | ExprKind::Product(_) | ExprKind::Power(..) => format!("({})", self.number(x)),
                    _ => self.number(x),
                };
                let exponent = self.number(n);
                match exponent.chars().map(raised).collect::<Option<String>>() {
                    Some(up) => format!("{base}{up}"),
                    None => format!("{base}^({exponent})"),
                }
            }
            ExprKind::Chain(..) | ExprKind::Between(..) => self.fact(e),
            _ => self.source.get(e.span.start..e.span.end).unwrap_or_default().to_string(),
        }
    }

    fn number_call(&self, name: &str, args: &[Expr]) -> String {
        let words: Vec<String> = args.iter().map(|a| self.number(a)).collect();
        match (name, words.len()) {
            ("angle", 3) => format!("∠{}", words.concat()),
            ("angle", 1) => format!("∠{}", words[0]),
            ("dangle", 3) => format!("∡{}", words.concat()),
            ("dangle", 2) => format!("∡({})", words.join(", ")),
            ("distance", 2)
                if words.iter().all(|w| !w.contains(' ') && w.len() < 6 && w.starts_with(char::is_uppercase))
                    && side(&words[1]) == 1 =>
            {
                words.concat()
            }
            _ => format!("{name}({})", words.join(", ")),
        }
    }
}

/// Names of points in a word.
fn side(word: &str) -> usize {
    word.chars().filter(char::is_ascii_uppercase).count()
}

fn side_by_side(points: &[Ident]) -> String {
    points.iter().map(|p| p.name.as_str()).collect()
}

fn raised(c: char) -> Option<char> {
    c.to_digit(10).and_then(|d| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(d as usize))
}

fn sign(op: RelOp) -> &'static str {
    match op {
        RelOp::Ne => "≠",
        RelOp::Le => "≤",
        RelOp::Ge => "≥",
        RelOp::Parallel => "∥",
        RelOp::Perp => "⟂",
        other => other.text(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::Language;
    use super::*;

    fn said(text: &str, language: Language) -> Vec<String> {
        let file = euclase_grammar::load(text).expect("well-formed");
        let s = statement(&file.ast.items[0].body, text, &Catalogue::of(language));
        s.given.into_iter().map(|s| s.text).chain(s.asked).collect()
    }

    const TEXT: &str = "theorem t { acute triangle ABC point H = orthocenter(A, B, C) \
        point X on perpendicular_bisector(B, C), circle(H, A) other than B, C where opposite_side(X, A, BC) \
        point Y on AB assume AB = AC, angle(X, A, B) = 2*angle(X, A, C) let w = circle(A, B, C) \
        show AX perp BC, X on w }";

    #[test]
    fn a_statement_in_english() {
        assert_eq!(
            said(TEXT, Language::En),
            [
                "Let ABC be an acute triangle.",
                "Let H be the orthocentre of triangle ABC.",
                "Let X be a point in which the perpendicular bisector of BC and the circle with centre H through A meet, different from B or C, \
                 such that X and A lie on opposite sides of line BC.",
                "Let Y be a point on line AB.",
                "Suppose that AB = AC and ∠XAB = 2·∠XAC.",
                "Write w for the circle through A, B and C.",
                "Prove that AX ⟂ BC and X lies on w.",
            ]
        );
    }

    #[test]
    fn a_statement_in_chinese() {
        let all = said(TEXT, Language::Zh);
        assert_eq!(all[0], "设 ABC 为锐角三角形。");
        assert_eq!(all[1], "设 H 为 △ABC 的垂心。");
        assert!(all[2].ends_with("，异于 B 或 C，且 X 与 A 在直线 BC 的异侧。"), "{}", all[2]);
    }

    #[test]
    fn every_theorem_of_the_datasets_has_sentences() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/datasets");
        let mut count = 0;
        for folder in ["classic", "imo", "people", "algebra", "mixed"] {
            for entry in std::fs::read_dir(format!("{root}/{folder}")).expect("a folder").flatten() {
                let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
                let Ok(file) = euclase_grammar::load(&text) else { continue };
                for item in &file.ast.items {
                    for language in [Language::En, Language::Zh] {
                        let s = statement(&item.body, &text, &Catalogue::of(language));
                        assert!(!s.asked.is_empty(), "{}", item.name.name);
                        assert!(s.given.iter().map(|s| &s.text).chain(&s.asked).all(|l| !l.contains('{')), "{s:?}");
                    }
                    count += 1;
                }
            }
        }
        assert!(count > 500, "{count}");
    }
}
