//! The tables of SOUNDNESS.md, read as a second checker would read them, against the kernel's: premises, conclusion and
//! conditions of the rules, and what definitions of auxiliary points say, when such a point exists and what is ensured.
//! A sign or a condition that differs is an unsound rule, or a table that cannot be relied on.
//!
//! Rules that read a number from a premise have their tests in `readings.rs`.

use crate::make::*;
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use euclase_kernel::auxiliary::{DEFINITIONS, define};
use euclase_kernel::cert::Rule;
use euclase_kernel::rules::{all, condition, for_conditions, instance};
use euclase_kernel::{Verdict, canon};

/// Rows that are shortened by words: the form, premises, conclusion and conditions, written out.
const WRITTEN_OUT: &[(&str, bool, &str, &str, &str)] = &[
    ("sim_sas", false, "d(AB)−d(AC)=d(DE)−d(DF), log AB−log AC=log DE−log DF", "Sim(ABC,DEF,+)", "SameOrient(ABC,DEF)"),
    ("sim_sas", true, "d(AB)−d(AC)=d(DF)−d(DE), log AB−log AC=log DE−log DF", "Sim(ABC,DEF,−)", "OppOrient(ABC,DEF)"),
    (
        "sim_ssa",
        false,
        "d(AB)−d(AC)=d(DE)−d(DF), log AB−log BC=log DE−log EF",
        "Sim(ABC,DEF,+)",
        "SameOrient(ABC,DEF), BC > AB",
    ),
    (
        "sim_ssa",
        true,
        "d(AB)−d(AC)=d(DF)−d(DE), log AB−log BC=log DE−log EF",
        "Sim(ABC,DEF,−)",
        "OppOrient(ABC,DEF), BC > AB",
    ),
    (
        "law_of_sines",
        false,
        "d(BC)−d(BA)=d(DE)−d(DF), d(EF)−d(ED)=d(AB)−d(AC)",
        "log BC−log CA+log EF−log FD=0",
        "NotColl(ABC)",
    ),
    (
        "law_of_sines_angle",
        false,
        "d(BC)−d(BA)=d(DE)−d(DF), log BC−log CA+log EF−log FD=0",
        "d(AB)−d(AC)=d(EF)−d(ED)",
        "NotColl(ABC), DirNe: d(AB)−d(AC)=d(ED)−d(EF)",
    ),
    (
        "law_of_sines_angle",
        true,
        "d(BC)−d(BA)=d(DE)−d(DF), log BC−log CA+log EF−log FD=0",
        "d(AB)−d(AC)=d(ED)−d(EF)",
        "NotColl(ABC), DirNe: d(AB)−d(AC)=d(EF)−d(ED)",
    ),
    (
        "halfway_feet",
        false,
        "Coll(ABV), d(PX)−d(VX)=½, 2d(VX)=d(VP)+d(AB), Coll(ABW), d(QY)−d(WY)=½, 2d(WY)=d(WQ)+d(AB), d(PQ)=d(AB)",
        "d(XY)=d(AB)",
        "X≠Y",
    ),
    (
        "halfway_mid",
        false,
        "Coll(ABV), d(PX)−d(VX)=½, 2d(VX)=d(VP)+d(AB), Coll(ABW), Coll(QYW), YQ=YW, d(PQ)=d(AB)",
        "d(XY)=d(AB)",
        "X≠Y",
    ),
];

/// Conditions that are shortened by words.
const CONDITIONS: &[(&str, bool, &str)] = &[
    ("equal_arcs", false, "A≠B, A≠P, B≠P"),
    ("equal_arcs", true, "A≠B, A≠P, B≠P"),
    ("equal_chords", false, "A≠P, B≠P, R≠C, R≠D, DirNe: d(PA)−d(PB)=d(RD)−d(RC)"),
    ("equal_chords", true, "A≠P, B≠P, R≠C, R≠D, DirNe: d(PA)−d(PB)=d(RC)−d(RD)"),
    ("thales3_conv", false, "Between(ABC), Between(DEF), C≠F"),
    ("thales3_conv", true, "Outside(ABC), Outside(DEF), C≠F"),
    ("intercept_conv", false, "Between(OAB), Between(OCD)"),
    ("intercept_conv", true, "Outside(OAB), Outside(OCD)"),
    ("menelaus_conv", false, "Between(BDC), Between(CEA), Outside(AFB)"),
    ("menelaus_conv", true, "Outside(BDC), Outside(CEA), Outside(AFB)"),
    ("ceva_conv", false, "Between(BDC), Between(CEA), Between(AFB)"),
    ("ceva_conv", true, "Outside(BDC), Outside(CEA), Between(AFB)"),
    ("order_turn", false, "Outside(XAY), NotColl(AXP)"),
    ("order_turn", true, "Between(XAY), NotColl(AXP)"),
    ("incenter", false, "SameOrient(ABC,XBC), SameOrient(ABC,AXC), SameOrient(ABC,ABX)"),
    ("excenter", false, "OppOrient(ABC,XBC), SameOrient(ABC,AXC), SameOrient(ABC,ABX)"),
];

/// Rules that read a number, a vector or an angle from a premise.
const READERS: &[&str] = &["law_of_sines_known", "ang_dir", "dir_ang", "pair_proper"];

const PRODUCT: &str = "log AF−log FB+log BD−log DC+log CE−log EA=0";

/// Reads the notation of the tables; the points are numbered by their place.
struct Reader {
    points: Vec<char>,
    opposite: bool,
}

impl Reader {
    fn new(points: &str, opposite: bool) -> Reader {
        Reader { points: points.chars().filter(|c| c.is_ascii_uppercase()).collect(), opposite }
    }

    fn args(&self) -> Vec<Pt> {
        (0..self.points.len() as u32).map(Pt).collect()
    }

    /// The points of a text, in order.
    fn pts<const N: usize>(&self, text: &str) -> [Pt; N] {
        let place = |c| Pt(self.points.iter().position(|p| *p == c).unwrap_or_else(|| panic!("{c} in {text}")) as u32);
        let v: Vec<Pt> = text.chars().filter(|c| c.is_ascii_uppercase()).map(place).collect();
        v.try_into().unwrap_or_else(|v| panic!("{N} points in {text}, not {v:?}"))
    }

    /// The items of a cell: separated by commas and semicolons outside parentheses; "(ABCX)" repeats the word before.
    fn items(text: &str) -> Vec<String> {
        let (mut out, mut depth): (Vec<String>, i32) = (vec![String::new()], 0);
        for c in text.chars() {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if depth == 0 && (c == ',' || c == ';') { out.push(String::new()) } else { out.last_mut().unwrap().push(c) }
        }
        let mut word = String::new();
        for item in &mut out {
            *item = item.trim().to_string();
            if item.starts_with('(') {
                *item = format!("{word}{item}");
            }
            word = item.split('(').next().unwrap().to_string();
        }
        out.retain(|s| !s.is_empty() && s != "–" && s != "always");
        out
    }

    /// One side of an equation: (kind, coefficient, pair or point), a number being of the kind `n`.
    fn side(&self, text: &str, sign: Q, out: &mut Vec<(char, Q, String)>) {
        let mut rest: Vec<char> = text.chars().filter(|c| *c != ' ' && *c != '·').collect();
        while !rest.is_empty() {
            let take = |rest: &mut Vec<char>, n: usize| rest.drain(..n).collect::<String>();
            let mut k = sign.clone();
            while let Some(c) = rest.first().copied().filter(|c| "+−±".contains(*c)) {
                if c == '−' || c == '±' && self.opposite {
                    k = -k;
                }
                rest.remove(0);
            }
            let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
            let mut number = None;
            if digits > 0 {
                number = Some(q(take(&mut rest, digits).parse().unwrap(), 1));
            } else if rest.first() == Some(&'½') {
                rest.remove(0);
                number = Some(q(1, 2));
            }
            let bare = number.is_some();
            let k = k * number.unwrap_or_else(|| q(1, 1));
            let head: String = rest.iter().take(3).collect();
            match rest.first() {
                Some('(') => {
                    // What is in parentheses ends its side of the equation.
                    let end = rest.iter().rposition(|c| *c == ')').unwrap();
                    let inner = take(&mut rest, end + 1);
                    self.side(&inner[1..inner.len() - 1], k, out);
                }
                Some('d') => {
                    let t = take(&mut rest, 5);
                    out.push(('d', k, t[2..4].to_string()));
                }
                Some('l') if head == "log" => {
                    let t = take(&mut rest, 5);
                    out.push(('l', k, t[3..].to_string()));
                }
                Some(c) if c.is_ascii_uppercase() => {
                    let n = rest.iter().take_while(|c| c.is_ascii_uppercase()).count();
                    let t = take(&mut rest, n);
                    let square = rest.first() == Some(&'²');
                    if square {
                        rest.remove(0);
                    }
                    out.push((
                        if n == 1 {
                            'v'
                        } else if square {
                            's'
                        } else {
                            'n'
                        },
                        k,
                        t,
                    ));
                }
                _ if bare => out.push(('c', k, String::new())),
                other => panic!("{other:?} in {text}"),
            }
        }
    }

    fn equation(&self, text: &str) -> Fact {
        let (left, right) = text.split_once('=').unwrap_or_else(|| panic!("no equation: {text}"));
        let mut terms = Vec::new();
        self.side(left, q(1, 1), &mut terms);
        self.side(right, q(-1, 1), &mut terms);
        let kind = terms[0].0;
        let mut konst = q(0, 1);
        terms.retain(|(c, k, _)| {
            if *c == 'c' {
                konst -= k;
            }
            *c != 'c'
        });
        assert!(terms.iter().all(|t| t.0 == kind), "{text}");
        let pairs = || terms.iter().map(|(_, k, s)| (k.clone(), self.pts::<2>(s)[0], self.pts::<2>(s)[1])).collect();
        match kind {
            'd' => {
                let integer = |k: Q| i64::try_from(k.to_integer()).unwrap();
                let pairs: Vec<(Q, Pt, Pt)> = pairs();
                Fact::Dir { terms: pairs.into_iter().map(|(k, a, b)| (integer(k), a, b)).collect(), turn: konst }
            }
            'l' => Fact::Log { terms: pairs(), konst: vec![] },
            's' => Fact::Sq { terms: pairs(), konst },
            'n' => Fact::Len { terms: pairs(), konst },
            _ => Fact::Vec(terms.iter().map(|(_, k, s)| (k.clone(), self.pts::<1>(s)[0])).collect()),
        }
    }

    fn fact(&self, text: &str) -> Fact {
        let text = text.trim();
        let lines = |s: &str, turn: Q| {
            let [a, b, c, d] = self.pts(s);
            Fact::Dir { terms: vec![(1, a, b), (-1, c, d)], turn }
        };
        let (word, rest) = text.split_once('(').unwrap_or((text, ""));
        match word {
            "Coll" => {
                let [a, b, c] = self.pts(rest);
                Fact::Coll(a, b, c)
            }
            "Cyclic" => {
                let [a, b, c, d] = self.pts(rest);
                Fact::Cyclic(a, b, c, d)
            }
            "Same" => {
                let [a, b] = self.pts(rest);
                Fact::Same(a, b)
            }
            "Sim" => {
                let [a, b, c, d, e, f] = self.pts(rest);
                let opposite = rest.contains('−') || rest.contains('±') && self.opposite;
                Fact::Sim { a: [a, b, c], b: [d, e, f], opposite }
            }
            _ if text.contains('⟂') => lines(text, q(1, 2)),
            _ if text.contains('∥') => lines(text, q(0, 1)),
            _ => self.equation(text),
        }
    }

    fn facts(&self, cell: &str) -> Vec<Fact> {
        Self::items(cell).iter().map(|s| self.fact(s)).collect()
    }

    fn cond(&self, text: &str) -> Cond {
        let text = text.replace("SameOrient / OppOrient", if self.opposite { "OppOrient" } else { "SameOrient" });
        if let Some(excluded) = text.strip_prefix("DirNe: ") {
            let Fact::Dir { terms, turn } = self.equation(excluded) else { panic!("{text}") };
            return Cond::DirNe { terms, turn };
        }
        let text = text.split(": ").last().unwrap();
        if let Some(fact) = text.strip_prefix("not ") {
            return Cond::Not(Box::new(self.fact(fact)));
        }
        let triple = |f: fn(Pt, Pt, Pt) -> Cond| {
            let [a, b, c] = self.pts(text.split_once('(').unwrap().1);
            f(a, b, c)
        };
        let two = |f: fn([Pt; 3], [Pt; 3]) -> Cond| {
            let [a, b, c, d, e, g] = self.pts(text.split_once('(').unwrap().1);
            f([a, b, c], [d, e, g])
        };
        let four = |s: &str| {
            let [a, b, c, d] = self.pts(s);
            ([a, b], [c, d])
        };
        match text.split('(').next().unwrap() {
            "NotColl" => triple(Cond::NotColl),
            "Between" => triple(Cond::Between),
            "Outside" => triple(Cond::Outside),
            "SameOrient" => two(Cond::SameOrient),
            "OppOrient" => two(Cond::OppOrient),
            "NotPara" => {
                let (l, m) = four(&text[7..]);
                Cond::NotPara(l, m)
            }
            "NotCyclic" => {
                let ([a, b], [c, d]) = four(&text[9..]);
                Cond::NotCyclic(a, b, c, d)
            }
            _ if text.contains('>') => {
                let (l, m) = four(text);
                Cond::Longer(l, m)
            }
            _ if text.contains('≠') => {
                let [a, b] = self.pts(text);
                Cond::Distinct(a, b)
            }
            _ => panic!("no condition: {text}"),
        }
    }

    /// "A,B,C distinct" are three conditions.
    fn conds(&self, cell: &str) -> Vec<Cond> {
        let (mut out, mut names) = (Vec::new(), String::new());
        for item in Self::items(cell) {
            if item.len() == 1 || item.ends_with(" distinct") {
                names.push_str(&item[..1]);
                if item.len() > 1 {
                    let [a, b, c] = self.pts(&names);
                    out.extend([(a, b), (a, c), (b, c)].map(|(x, y)| Cond::Distinct(x, y)));
                }
            } else {
                out.push(self.cond(&item));
            }
        }
        out
    }
}

/// The cells of the rows whose first cell names something in backticks.
fn rows() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../SOUNDNESS.md")).unwrap();
    text.lines()
        .filter(|l| l.starts_with("| `"))
        .map(|l| l.replace("\\|", "¦").trim_matches('|').split('|').map(|c| c.trim().to_string()).collect())
        .collect()
}

/// Each fact gives the other one.
fn same_fact(f: &Fact, g: &Fact) -> bool {
    let gives = |f: &Fact, g: &Fact| {
        let x = one_step(9, std::slice::from_ref(f), &[], Rule::Congruence, g.clone());
        matches!(run(&x), Verdict::Accepted(_))
    };
    f == g || gives(f, g) && gives(g, f)
}

fn same_cond(x: &Cond, y: &Cond) -> bool {
    match (x, y) {
        (Cond::Not(f), Cond::Not(g)) => same_fact(f, g),
        _ => canon(x) == canon(y),
    }
}

/// The same members, in any order.
fn agree<T: std::fmt::Debug>(what: &str, want: &[T], got: &[T], same: impl Fn(&T, &T) -> bool) {
    let within = |x: &[T], y: &[T]| x.iter().all(|a| y.iter().any(|b| same(a, b)));
    assert!(
        want.len() == got.len() && within(want, got) && within(got, want),
        "{what}: {want:?} is written, {got:?} is checked"
    );
}

fn conditions_of<'a>(name: &str, opposite: bool, cell: &'a str) -> &'a str {
    CONDITIONS.iter().find(|c| c.0 == name && c.1 == opposite).map_or(cell, |c| c.2)
}

#[test]
fn the_rules_are_those_of_the_table() {
    let rows = rows();
    let mut compared = 0;
    for rule in all() {
        let row = rows.iter().find(|r| r[0].starts_with(&format!("`{}`", rule.name))).expect(rule.name);
        assert_eq!(row[0].contains('±'), rule.two_forms, "{}", rule.name);
        // Those that read numbers, and say so by brackets.
        if row[2].contains('[') || READERS.contains(&rule.name) {
            continue;
        }
        for opposite in [false, true].into_iter().filter(|o| !o || rule.two_forms) {
            let points = if rule.name.starts_with("law_of_sines") { "ABCDEF" } else { &row[1] };
            let reader = Reader::new(points, opposite);
            let cells = match WRITTEN_OUT.iter().find(|w| w.0 == rule.name && w.1 == opposite) {
                Some(w) => [w.2, w.3, w.4].map(String::from),
                None => [&row[2], &row[3], &row[4]].map(|c| c.replace("the product", PRODUCT)),
            };
            let conclusion = if cells[1] == "Sim" { "Sim(ABC,DEF,±)" } else { &cells[1] };
            let i = instance(rule.name, &reader.args(), opposite, &[]).expect(rule.name);
            let name = format!("{} (opposite: {opposite})", rule.name);
            agree(&name, &reader.facts(&cells[0]), &i.premises, same_fact);
            agree(&name, &[reader.fact(conclusion)], &[i.conclusion], same_fact);
            agree(&name, &reader.conds(conditions_of(rule.name, opposite, &cells[2])), &i.conditions, same_cond);
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn the_rules_for_conditions_are_those_of_the_table() {
    let rows = rows();
    for rule in for_conditions() {
        let row = rows.iter().find(|r| r[0].starts_with(&format!("`{}`", rule.name))).expect(rule.name);
        if row[2].contains('[') || READERS.contains(&rule.name) {
            continue;
        }
        for opposite in [false, true].into_iter().filter(|o| !o || rule.two_forms) {
            let reader = Reader::new(&row[1], opposite);
            let i = condition(rule.name, &reader.args(), opposite, &[]).expect(rule.name);
            agree(rule.name, &reader.facts(&row[2]), &i.premises, same_fact);
            agree(rule.name, &reader.conds(conditions_of(rule.name, opposite, &row[3])), &i.conditions, same_cond);
            agree(rule.name, &[reader.cond(&row[4])], &[i.conclusion], same_cond);
        }
    }
}

/// The facts in their order (certificates cite them by their place), existence, and what is ensured.
#[test]
fn the_definitions_are_those_of_the_table() {
    let rows = rows();
    for (name, n) in DEFINITIONS {
        let place = rows.iter().position(|r| r[0].starts_with(&format!("`{name}("))).expect(name);
        let row = &rows[place];
        let reader = Reader::new(&format!("{}X", &row[0][name.len() + 1..]), false);
        assert_eq!(reader.points.len(), n + 1, "{name}");
        let d = define(name, Pt(*n as u32), &reader.args()[..*n]).expect(name);
        let facts = reader.facts(if row[1] == "the same" { &rows[place - 1][1] } else { &row[1] });
        assert_eq!(facts.len(), d.facts.len(), "{name}");
        for (f, g) in facts.iter().zip(&d.facts) {
            assert!(same_fact(f, g), "{name}: {f:?} is written, {g:?} is cited");
        }
        agree(name, &reader.conds(&row[2]), &d.exists, same_cond);
        agree(name, &reader.conds(conditions_of(name, false, &row[3])), &d.ensures, same_cond);
    }
}
