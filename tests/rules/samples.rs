//! The instances of each rule that are proved: those that read a number have some, chains of triangles one to three links.

use crate::statement::{Statement, of_discharge, of_rule};
use euclase_grammar::core::{Fact, Pt, Q, q};
use euclase_kernel::rules::{Arity, all, condition, for_conditions, instance_for};

/// Rules of undirected angles, which are no polynomials: SOUNDNESS.md and the rule's function argue them.
pub const ON_PAPER: [&str; 2] = ["ang_dir", "dir_ang"];

fn pts(s: &str) -> Vec<Pt> {
    s.bytes().map(|b| Pt(u32::from(b - b'A'))).collect()
}

fn pair(s: &str) -> [Pt; 2] {
    [pts(s)[0], pts(s)[1]]
}

fn terms(all: &[(i64, &str)]) -> Vec<(Q, Pt, Pt)> {
    all.iter().map(|(k, s)| (q(*k, 1), pair(s)[0], pair(s)[1])).collect()
}

fn dir(all: &[(i64, &str)], turn: Q) -> Fact {
    Fact::Dir { terms: all.iter().map(|(k, s)| (*k, pair(s)[0], pair(s)[1])).collect(), turn }
}

fn len(first: &str, r: Q, second: &str) -> Fact {
    Fact::Len {
        terms: vec![(q(1, 1), pair(first)[0], pair(first)[1]), (-r, pair(second)[0], pair(second)[1])],
        konst: q(0, 1),
    }
}

fn square(first: &str, r: Q, second: &str) -> Fact {
    Fact::Sq {
        terms: vec![(q(1, 1), pair(first)[0], pair(first)[1]), (-r, pair(second)[0], pair(second)[1])],
        konst: q(0, 1),
    }
}

fn log(all: &[(i64, &str)], konst: &[(u64, Q)]) -> Fact {
    Fact::Log { terms: terms(all), konst: konst.to_vec() }
}

fn vector(all: &[(Q, &str)]) -> Fact {
    Fact::Vec(all.iter().map(|(k, s)| (k.clone(), pts(s)[0])).collect())
}

/// What a rule reads, with a word for the theorem's name.
fn reads(name: &str) -> Vec<(&'static str, Vec<Fact>)> {
    let one = |f: Fact| vec![f];
    let zero = || q(0, 1);
    let two_thirds = || vec![(2, q(1, 1)), (3, q(-1, 1))];
    let halves = || vec![(2, q(1, 2)), (3, q(-1, 2))];
    let side = |s: &str, konst: Q| Fact::Len { terms: terms(&[(1, s)]), konst };
    let side_sq = |s: &str, konst: Q| Fact::Sq { terms: terms(&[(1, s)]), konst };
    let multiple = |r: Q, c: &str, d: &str| one(vector(&[(q(1, 1), "B"), (q(-1, 1), "A"), (-r.clone(), d), (r, c)]));
    match name {
        "log_len" => vec![("", one(log(&[(1, "AB"), (-1, "CD")], &two_thirds())))],
        "log_sq" => vec![("", one(log(&[(1, "AB"), (-1, "CD")], &halves())))],
        "log_len1" => vec![("", one(log(&[(1, "AB")], &two_thirds())))],
        "log_sq1" => vec![("", one(log(&[(1, "AB")], &halves())))],
        "len_log" => vec![("", one(len("AB", q(2, 3), "CD"))), ("_equal", one(len("AB", q(1, 1), "CD")))],
        "sq_log" => vec![("", one(square("AB", q(2, 3), "CD"))), ("_equal", one(square("AB", q(1, 1), "CD")))],
        "len_sq" => vec![("", one(len("AB", q(2, 3), "CD")))],
        "sq_len" => vec![("", one(square("AB", q(4, 9), "CD")))],
        "len_log1" | "len_sq1" => vec![("", one(side("AB", q(2, 3))))],
        "sq_log1" => vec![("", one(side_sq("AB", q(2, 3))))],
        "sq_len1" => vec![("", one(side_sq("AB", q(4, 9))))],
        "ratio_vec" => {
            vec![("", one(len("AB", q(2, 3), "BC"))), ("_equal", one(len("AB", q(1, 1), "BC")))]
        }
        "para_vec" => vec![("", one(len("AB", q(2, 3), "CD"))), ("_equal", one(len("AB", q(1, 1), "CD")))],
        "vec_dir" | "vec_len" => vec![("", multiple(q(2, 3), "C", "D")), ("_negative", multiple(q(-2, 3), "C", "D"))],
        "vec_order" => vec![("", multiple(q(2, 3), "B", "C")), ("_equal", multiple(q(1, 1), "B", "C"))],
        "vec_sq" => vec![
            ("_two", one(vector(&[(q(1, 1), "C"), (q(-1, 1), "D")]))),
            ("_three", one(vector(&[(q(2, 1), "C"), (q(-5, 1), "D"), (q(3, 1), "E")]))),
            ("_four", one(vector(&[(q(2, 1), "C"), (q(-5, 1), "D"), (q(7, 1), "E"), (q(-4, 1), "F")]))),
        ],
        "angle_lines" => [(1, 6), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4), (5, 6)]
            .into_iter()
            .zip(["_30", "_45", "_60", "_90", "_120", "_135", "_150"])
            .map(|((n, d), word)| (word, one(dir(&[(1, "AB"), (-1, "CD")], q(n, d)))))
            .collect(),
        "pair_proper" => vec![
            ("_product", one(log(&[(1, "AB"), (1, "CD"), (-1, "EF"), (-2, "GH")], &[(2, q(1, 1))]))),
            ("_lengths", one(len("AB", q(2, 3), "CD"))),
            ("_squares", one(square("AB", q(2, 3), "CD"))),
            ("_number", one(side("AB", q(2, 3)))),
            ("_square", one(side_sq("AB", zero() + q(2, 3)))),
        ],
        _ => vec![("", vec![])],
    }
}

/// Coordinates in which the hypotheses hold, where no figure is found that can be checked.
pub fn hint(name: &str) -> &'static str {
    match name {
        "sum_coll" => "@at(A, 0, 0)\n@at(B, 1, 0)\n@at(C, 3, 0)\n",
        _ => "",
    }
}

/// Pairs of the conclusion that may be degenerate together.
fn degenerate(name: &str) -> Vec<[Pt; 2]> {
    match name {
        "vec_dir" => vec![pair("AB"), pair("CD")],
        "intercept_conv" => vec![pair("BD"), pair("CE")],
        _ => vec![],
    }
}

/// The links of a chain with signs, as the law of sines reads them.
fn chain(name: &str) -> Vec<(String, usize, Vec<Fact>)> {
    let angle = |[x, y, z]: [&str; 3], sign: i64, [u, v, w]: [&str; 3]| {
        let l = |a: &str, b: &str| format!("{a}{b}");
        let all = [(1, l(y, z)), (-1, l(y, x)), (-sign, l(u, v)), (sign, l(u, w))];
        let all: Vec<(i64, &str)> = all.iter().map(|(k, s)| (*k, s.as_str())).collect();
        dir(&all, q(0, 1))
    };
    let t = [["A", "B", "C"], ["D", "E", "F"], ["G", "H", "I"]];
    let word = |s: i64| if s > 0 { "plus" } else { "minus" };
    let mut out = Vec::new();
    let signs = [1i64, -1];
    match name {
        // Plus is taken where minus is not cited.
        "law_of_sines" => {
            out.push(("_one".into(), 3, vec![]));
            for s in signs {
                for u in signs {
                    let name = format!("_two_{}_{}", word(s), word(u));
                    out.push((name, 6, vec![angle(t[0], s, t[1]), angle(t[1], u, t[0])]));
                }
            }
        }
        "law_of_sines_angle" => {
            // (With one triangle the other sign says that a side is degenerate, so there is nothing to exclude.)
            for s in signs {
                out.push((format!("_two_{}", word(s)), 6, vec![angle(t[0], s, t[1])]));
            }
        }
        "law_of_sines_known" => {
            let values = [
                ("30", (1, 6)),
                ("45", (1, 4)),
                ("60", (1, 3)),
                ("90", (1, 2)),
                ("120", (2, 3)),
                ("135", (3, 4)),
                ("150", (5, 6)),
            ];
            let known = |x: &str, y: &str, (n, d): (i64, i64)| dir(&[(1, x), (-1, y)], q(n, d));
            for (word, value) in values {
                // Each value once at either end.
                let (last, other) = if word == "90" { ("30", (1, 6)) } else { ("90", (1, 2)) };
                let facts = vec![known("AB", "AC", value), known("BC", "BA", other)];
                out.push((format!("_{word}_{last}"), 3, facts));
            }
        }
        _ => {}
    }
    out
}

/// All theorems of a rule, in order.
pub fn theorems(name: &str, letters: &[String]) -> Vec<Statement> {
    let mut out = Vec::new();
    if let Some(rule) = all().find(|r| r.name == name) {
        for opposite in [false, true].into_iter().filter(|o| !o || rule.two_forms) {
            let word = if opposite { "_opposite" } else { "" };
            if rule.arity == Arity::Triples {
                for (more, n, facts) in chain(name) {
                    let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
                    let letters: Vec<String> = (b'A'..=b'I').map(|b| (b as char).to_string()).take(n).collect();
                    let i = instance_for(name, &args, opposite, &facts, None).expect(name);
                    out.extend(of_rule(&format!("{name}{word}{more}"), &letters, &i, &[]));
                }
                continue;
            }
            let Arity::Exactly(n) = rule.arity else { continue };
            let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
            for (more, facts) in reads(name) {
                // (r = 1 has no opposite form in which the points differ.)
                if opposite && name == "ratio_vec" && more == "_equal" {
                    continue;
                }
                let mut letters = letters.to_vec();
                let mut most = letters.len();
                facts.iter().for_each(|f| f.each_point(&mut |p| most = most.max(p.ix() + 1)));
                letters.extend((letters.len()..most).map(|k| ((b'A' + k as u8) as char).to_string()));
                let i = instance_for(name, &args, opposite, &facts, None).expect(name);
                out.extend(of_rule(&format!("{name}{word}{more}"), &letters, &i, &degenerate(name)));
            }
        }
    }
    if let Some(rule) = for_conditions().find(|r| r.name == name) {
        let Arity::Exactly(n) = rule.arity else { return out };
        let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
        for opposite in [false, true].into_iter().filter(|o| !o || rule.two_forms) {
            let word = if opposite { "_opposite" } else { "" };
            for (more, facts) in reads(name) {
                let mut letters = letters.to_vec();
                let mut most = letters.len();
                facts.iter().for_each(|f| f.each_point(&mut |p| most = most.max(p.ix() + 1)));
                letters.extend((letters.len()..most).map(|k| ((b'A' + k as u8) as char).to_string()));
                let i = condition(name, &args, opposite, &facts).expect(name);
                out.extend(of_discharge(&format!("{name}{word}{more}"), &letters, &i));
            }
        }
    }
    out
}
