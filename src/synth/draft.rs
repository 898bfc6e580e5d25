//! Random statements about numbers, written in the language: all sides are equal where the variables are 1, and which is greater elsewhere
//! is left to be seen.

use euclase_diagram::rng::Rng;

/// A random statement in the making.
pub(super) struct Draft {
    vars: Vec<&'static str>,
}

const LETTERS: [&str; 5] = ["a", "b", "c", "d", "e"];

impl Draft {
    pub fn new(rng: &mut Rng) -> Draft {
        let n = [3, 3, 3, 4, 2, 3, 5, 3][rng.below(8)];
        Draft { vars: LETTERS[..n].to_vec() }
    }

    /// A template with `{i}` for the variables, put in from the k-th on.
    fn turned(&self, template: &str, k: usize) -> String {
        let n = self.vars.len();
        let mut out = template.to_string();
        for i in 0..n {
            out = out.replace(&format!("{{{i}}}"), self.vars[(i + k) % n]);
        }
        out
    }

    /// The cyclic sum of a template.
    fn cyclic(&self, template: &str) -> String {
        (0..self.vars.len()).map(|k| self.turned(template, k)).collect::<Vec<_>>().join(" + ")
    }

    /// A template where all variables are 1.
    fn at_one(&self, template: &str) -> String {
        let mut out = template.to_string();
        for i in 0..self.vars.len() {
            out = out.replace(&format!("{{{i}}}"), "1");
        }
        out
    }

    fn small(rng: &mut Rng) -> i64 {
        [1, 1, 1, 2, 2, 3, 4, 5][rng.below(8)]
    }

    /// A form with positive coefficients: its text and degree.
    fn form(&self, rng: &mut Rng) -> (String, i64) {
        let k = || Self::small;
        let j = self.vars.len().min(3) - 1;
        let (p, q, r) = (k()(rng), k()(rng), k()(rng));
        match rng.below(9) {
            0 => (format!("({p}*{{0}} + {q}*{{1}})"), 1),
            1 => (format!("({p}*{{0}} + {q}*{{1}} + {r}*{{{j}}})"), 1),
            2 => (format!("({{1}} + {p}*{{{j}}})"), 1),
            3 => (format!("({p}*{{0}}^2 + {q}*{{1}}*{{{j}}})"), 2),
            4 => (format!("({p}*{{0}}^2 + {q}*{{0}}*{{1}} + {r}*{{1}}^2)"), 2),
            5 => (format!("({{0}} + {{1}})*({{0}} + {p}*{{{j}}})"), 2),
            6 => (format!("({p}*{{1}}^2 + {q}*{{{j}}}^2)"), 2),
            7 => (format!("({{0}}^3 + {p}*{{1}}^3 + {q}*{{0}}*{{1}}*{{{j}}})"), 3),
            _ => (format!("({{0}}^2 + {p}*{{1}}^2 + {q}*{{{j}}}*{{0}})"), 2),
        }
    }

    /// A linear form with a number added, so that the sum is a square where all are 1: its text, and the root.
    fn linear(&self, rng: &mut Rng, number: bool) -> (String, i64) {
        let (p, q) = (Self::small(rng), Self::small(rng));
        let j = self.vars.len().min(3) - 1;
        let (form, sum) = [
            (format!("{p}*{{0}} + {q}*{{1}}"), p + q),
            (format!("{{1}} + {p}*{{{j}}}"), 1 + p),
            (format!("{p}*{{0}} + {q}*{{1}} + {{{j}}}"), p + q + 1),
            (format!("{p}*{{0}}"), p),
        ][rng.below(4)]
        .clone();
        if !number {
            return (format!("({form})"), sum);
        }
        let root = (1..).find(|r| r * r > sum).unwrap_or(1) + i64::from(rng.below(2) == 0);
        (format!("({form} + {})", root * root - sum), root)
    }

    /// A term of one sum: its text and degree, in halves; whether it has one.
    fn term(&self, rng: &mut Rng) -> (String, i64, bool) {
        let (d, e) = self.form(rng);
        let top = [("1", 0), ("{0}", 2), ("{0}^2", 4), ("{0}^3", 6), ("{1}*{0}", 4), ("{1}", 2)][rng.below(6)];
        let c = Self::small(rng);
        match rng.below(8) {
            0..=2 => (format!("{}/{d}", top.0), top.1 - 2 * e, true),
            3 => (format!("{}/sqrt{}", top.0, bracketed(&d)), top.1 - e, true),
            4 => (format!("sqrt{}", bracketed(&d)), e, true),
            5 => (format!("{}/({{0}}^2 + {c})", top.0), 0, false),
            6 => (format!("{}/({{1}}^3 + {c})", top.0), 0, false),
            _ => (format!("sqrt({c}*{{0}} + {})", Self::small(rng)), 0, false),
        }
    }

    /// A condition that holds where all are 1, and how many degrees it is of.
    fn condition(&self, rng: &mut Rng) -> String {
        let n = self.vars.len();
        match rng.below(4) {
            0 | 1 => format!("{} = {n}", self.vars.join(" + ")),
            2 => format!("{} = 1", self.vars.join("*")),
            _ if n == 3 => "a*b + b*c + c*a = 3".into(),
            _ => format!("{} = {n}", self.cyclic("{0}^2")),
        }
    }

    /// The statement, `@` where its sign comes.
    pub fn text(&self, rng: &mut Rng) -> String {
        let n = self.vars.len();
        let vars = format!("  real {} > 0\n", self.vars.join(", "));
        match rng.below(24) {
            // What one lemma, used for each term, gives: too large for the prover as a whole.
            10..=12 => {
                let (form, root) = self.linear(rng, true);
                let sum = self.cyclic(&format!("sqrt{form}"));
                format!("{vars}  assume {}\n  show {sum} @ {}", self.condition(rng), n as i64 * root)
            }
            13..=15 => {
                let ((form, root), top) = (self.linear(rng, true), ["1", "{0}", "{1}"][rng.below(3)]);
                let sum = self.cyclic(&format!("{top}/sqrt{form}"));
                format!("{vars}  assume {}\n  show {sum} @ {n}/{root}", self.condition(rng))
            }
            16..=18 => {
                // Terms of one variable each, with the sum given.
                let (m, c, top) =
                    (1 + rng.below(3), 1 + Self::small(rng), ["1", "{0}", "{0}^2", "{0}^3"][rng.below(4)]);
                let t = format!("{top}/({{0}}^{m} + {c})");
                let total = format!("{} = {n}", self.vars.join(" + "));
                format!("{vars}  assume {total}\n  show {} @ {n}*({})", self.cyclic(&t), self.at_one(&t))
            }
            19..=21 => {
                let ((d, _), w) = (self.linear(rng, false), ["{0}", "1", "{1}"][rng.below(3)]);
                let t = format!("{w}/{d}");
                let right = if w == "1" { format!("({n}/({}))", self.vars.join(" + ")) } else { "1".into() };
                format!("{vars}  show {} @ {n}*({})*{right}", self.cyclic(&t), self.at_one(&t))
            }
            22 | 23 => {
                let ((d, _), e) = (self.form(rng), 1 + rng.below(2));
                let t = format!("{{0}}^{e}/sqrt({d} + 2*{{0}}*{{1}})");
                let k = self.at_one(&t);
                format!("{vars}  assume {}\n  show {} @ {n}*({k})", self.condition(rng), self.cyclic(&t))
            }
            0..=4 => {
                let (t, degree, homogeneous) = self.term(rng);
                let (sum, value) = (self.cyclic(&t), format!("{n}*({})", self.at_one(&t)));
                let total = format!("({})", self.vars.join(" + "));
                if homogeneous && degree % 2 == 0 && rng.below(2) == 0 {
                    let k = degree / 2;
                    let right = match k {
                        0 => value,
                        k if k > 0 => format!("{value}*({total}/{n})^{k}"),
                        k => format!("{value}*({n}/{total})^{}", -k),
                    };
                    format!("{vars}  show {sum} @ {right}")
                } else {
                    format!("{vars}  assume {}\n  show {sum} @ {value}", self.condition(rng))
                }
            }
            5 => {
                // Two sums against one another.
                let ((t, _, _), (u, _, _)) = (self.term(rng), self.term(rng));
                let (x, y) = (self.at_one(&t), self.at_one(&u));
                format!(
                    "{vars}  assume {}\n  show ({})/({x}) @ ({})/({y})",
                    self.condition(rng),
                    self.cyclic(&t),
                    self.cyclic(&u)
                )
            }
            6 => {
                // A product of factors of one variable each.
                let (m, k, c) = (3 + rng.below(3), 1 + rng.below(2), 2 + Self::small(rng));
                let f = format!("({{0}}^{m} - {{0}}^{k} + {c})");
                let all = (0..n).map(|i| self.turned(&f, i)).collect::<Vec<_>>().join("*");
                let e = 1 + rng.below(3);
                let total = self.cyclic(&format!("{{0}}^{}", 1 + rng.below(2)));
                format!("{vars}  show {all} @ {}*(({total})/{n})^{e}", c.pow(n as u32))
            }
            _ => {
                let mut p = self.polynomial(rng);
                let mut hyps = String::new();
                match rng.below(4) {
                    0 => p = self.changed(&p, |v| format!("(1/{v})")),
                    1 => p = self.changed(&p, |v| format!("sqrt({v})")),
                    2 if n == 3 => {
                        for (v, w) in [("a", "(b + c - a)"), ("b", "(c + a - b)"), ("c", "(a + b - c)")] {
                            p = p.replace(&format!("<{v}>"), w);
                        }
                        hyps = "  assume a < b + c, b < c + a, c < a + b\n".into();
                    }
                    _ => p = self.changed(&p, |v| v.to_string()),
                }
                format!("{vars}{hyps}  show {p} @ 0")
            }
        }
    }

    /// Variables, marked in a text, as something else.
    fn changed(&self, p: &str, by: impl Fn(&str) -> String) -> String {
        self.vars.iter().fold(p.to_string(), |p, v| p.replace(&format!("<{v}>"), &by(v)))
    }

    /// A sum of what is not negative, the variables marked as `<a>`.
    fn polynomial(&self, rng: &mut Rng) -> String {
        let marked = |t: &str| {
            self.vars
                .iter()
                .enumerate()
                .fold(t.to_string(), |t, (i, v)| t.replace(&format!("{{{i}}}"), &format!("<{v}>")))
        };
        let n = self.vars.len();
        let mut parts = Vec::new();
        for _ in 0..1 + rng.below(3) {
            let c = Self::small(rng);
            let order = {
                let mut o: Vec<usize> = (0..n).collect();
                rng.shuffle(&mut o);
                o
            };
            let (i, j, k) = (order[0], order[1], order[2 % n]);
            let part = match rng.below(6) {
                0 if n >= 3 => {
                    let t = 1 + rng.below(3);
                    let schur = |x: &str, y: &str, z: &str| {
                        format!(
                            "{x}^{t}*({x} - {y})*({x} - {z}) + {y}^{t}*({y} - {x})*({y} - {z}) + {z}^{t}*({z} - {x})*({z} - {y})"
                        )
                    };
                    let names = |f: &dyn Fn(usize, usize) -> String| [f(i, j), f(j, k), f(k, i)];
                    let [x, y, z] = match rng.below(3) {
                        0 => names(&|i, _| format!("{{{i}}}")),
                        1 => names(&|i, j| format!("({{{i}}}*{{{j}}})")),
                        _ => names(&|i, j| format!("({{{i}}} + {{{j}}})")),
                    };
                    format!("{c}*({})", schur(&x, &y, &z))
                }
                1 => format!("{c}*{{{k}}}*({{{i}}} - {{{j}}})^2"),
                2 => format!("{c}*{{{k}}}*({{{i}}}^2 - {{{j}}}*{{{k}}})^2"),
                3 if n >= 3 => format!("{c}*({{{i}}}^3 + {{{j}}}^3 + {{{k}}}^3 - 3*{{{i}}}*{{{j}}}*{{{k}}})"),
                4 => format!("{c}*({{{i}}}^4 + 3*{{{j}}}^4 - 4*{{{i}}}*{{{j}}}^3)"),
                _ if n >= 3 => format!(
                    "{c}*({{{i}}}^5*{{{j}}} + {{{j}}}^5*{{{k}}} + {{{k}}}^5*{{{i}}} - {{{i}}}*{{{j}}}*{{{k}}}*({{{i}}}^2*{{{j}}} + {{{j}}}^2*{{{k}}} + {{{k}}}^2*{{{i}}}))"
                ),
                _ => format!("{c}*({{{i}}} - {{{j}}})^2*({{{i}}} + {{{j}}})"),
            };
            parts.push(marked(&part));
        }
        parts.join(" + ")
    }
}

/// In brackets, as the argument of a function.
fn bracketed(form: &str) -> String {
    format!("({form})")
}
