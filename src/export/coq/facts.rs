//! Facts and conditions of geometry in Coq: what they say of points, and, in a frame, the clauses of the kernel's table.
//!
//! The support proves for each kind that it holds exactly where the clauses do (`coll_says`, `cyclic_says`, …). Equations of
//! lengths are comparisons of numbers; their clauses are equations of powers, which say the same since lengths are not negative.

use super::figure::Places;
use super::lengths::{lengths, logarithms, squares};
use super::terms::Writer;
use crate::export::NotExported;
use euclase_grammar::core::{Atom, Cond, Fact, Num, Pt, Q, Rel};
use num_traits::{ToPrimitive, Zero};

/// A fact or a condition in a frame.
pub struct InFrame {
    /// Its clauses, as data.
    pub clauses: String,
    /// The proof that they hold exactly where the fact does; for an equation of lengths, where `numbers` does.
    pub says: String,
    /// An equation of lengths as a comparison, and the data that `says` speaks of.
    pub numbers: Option<(Atom, String)>,
}

pub fn none<T>(what: &str) -> Result<T, NotExported> {
    Err(NotExported::new(format!("{what} has no text in coordinates")))
}

/// Positive and negative terms of an equation of directions, in pairs.
fn pairs(terms: &[(i64, Pt, Pt)]) -> Option<Vec<[Pt; 4]>> {
    let side = |sign: i64| -> Vec<[Pt; 2]> {
        let of_side = terms.iter().filter(|t| t.0.signum() == sign && t.0.abs() <= 8);
        of_side.flat_map(|t| std::iter::repeat_n([t.1, t.2], t.0.unsigned_abs() as usize)).collect()
    };
    let (left, right) = (side(1), side(-1));
    let whole = terms.iter().all(|t| t.0.abs() <= 8) && left.len() == right.len() && left.len() <= 4;
    whole.then(|| left.iter().zip(&right).map(|([a, b], [c, d])| [*a, *b, *c, *d]).collect())
}

/// A positive multiple of cos and sin of so many half-turns.
fn unit(turn: &Q) -> Option<[Num; 2]> {
    let twelfths = (turn * Q::from_integer(12.into())).to_i64().filter(|n| Q::new((*n).into(), 12.into()) == *turn)?;
    let int = |n: i64| Num::Const(Q::from_integer(n.into()));
    let root = || Num::Call("sqrt".into(), vec![int(3)]);
    Some(match twelfths {
        0 => [int(1), int(0)],
        2 => [root(), int(1)],
        3 => [int(1), int(1)],
        4 => [int(1), root()],
        6 => [int(0), int(1)],
        8 => [int(-1), root()],
        9 => [int(-1), int(1)],
        10 => [Num::Neg(Box::new(root())), int(1)],
        _ => return None,
    })
}

fn fraction(q: &Q) -> String {
    if q.is_integer() { format!("({})%Q", q.numer()) } else { format!("({} # {})%Q", q.numer(), q.denom()) }
}

/// What a fact says; `None` where it has no text.
pub fn fact(w: &mut Writer, f: &Fact) -> Result<Option<String>, NotExported> {
    let apply = |p: &Places, head: &str, ps: &[Pt]| Some(format!("{head} {}", p.list(ps, " ")));
    Ok(match f {
        Fact::Same(a, b) => Some(format!("{} = {}", w.places.name(*a), w.places.name(*b))),
        Fact::Coll(a, b, c) => apply(&w.places, "coll", &[*a, *b, *c]),
        Fact::Cyclic(a, b, c, d) => apply(&w.places, "cyclic", &[*a, *b, *c, *d]),
        Fact::Sim { a, b, opposite } => {
            apply(&w.places, if *opposite { "mirrored" } else { "similar" }, &[&a[..], &b[..]].concat())
        }
        Fact::Dir { terms, turn } => {
            let (Some(pairs), Some([c, s])) = (pairs(terms), unit(turn)) else { return Ok(None) };
            match &pairs[..] {
                [l] if turn.is_zero() => apply(&w.places, "parallel", l),
                [l] if *turn == Q::new(1.into(), 2.into()) => apply(&w.places, "perp", l),
                _ => {
                    let (c, s) = (w.real(&c)?, w.real(&s)?);
                    let all: Vec<String> = pairs.iter().map(|l| format!("({})", w.places.list(l, ", "))).collect();
                    Some(format!("turns {} {} [{}]", argument(&c), argument(&s), all.join("; ")))
                }
            }
        }
        Fact::Vec(terms) => {
            let one = |(q, p): &(Q, Pt)| format!("({}, {})", fraction(q), w.places.name(*p));
            Some(format!("balanced [{}]", terms.iter().map(one).collect::<Vec<_>>().join("; ")))
        }
        _ => match f.as_equation() {
            Some(a) => Some(w.real_atom(&a)?),
            None => None,
        },
    })
}

fn argument(s: &str) -> String {
    if s.chars().all(|c| c.is_ascii_alphanumeric()) || s.starts_with('(') { s.into() } else { format!("({s})") }
}

/// What a condition says; `None` where it has no text.
pub fn condition(w: &mut Writer, c: &Cond) -> Result<Option<String>, NotExported> {
    let apply = |head: &str, ps: &[Pt]| Some(format!("{head} {}", w.places.list(ps, " ")));
    Ok(match c {
        Cond::Distinct(a, b) => Some(format!("{} <> {}", w.places.name(*a), w.places.name(*b))),
        Cond::NotColl(a, b, c) => apply("~ coll", &[*a, *b, *c]),
        Cond::NotPara([a, b], [c, d]) => apply("~ parallel", &[*a, *b, *c, *d]),
        Cond::NotCyclic(a, b, c, d) => apply("notcyclic", &[*a, *b, *c, *d]),
        Cond::SameOrient(s, t) => apply("same_orientation", &[&s[..], &t[..]].concat()),
        Cond::OppOrient(s, t) => apply("opposite_orientation", &[&s[..], &t[..]].concat()),
        Cond::Positive(t) => apply("counterclockwise", t),
        Cond::Between(a, b, c) => apply("between", &[*a, *b, *c]),
        Cond::Outside(a, b, c) => apply("outside", &[*a, *b, *c]),
        Cond::Longer([a, b], [c, d]) => {
            let longer = Atom { lhs: Num::Len(*a, *b), rel: Rel::Gt, rhs: Num::Len(*c, *d) };
            Some(w.real_atom(&longer)?)
        }
        Cond::Num(a, op, b) => Some(w.real_atom(&Atom { lhs: a.clone(), rel: (*op).into(), rhs: b.clone() })?),
        Cond::Not(f) => fact(w, f)?.map(|t| format!("~ ({t})")),
        Cond::DirNe { .. } | Cond::AngWithin { .. } | Cond::Any(_) => None,
    })
}

/// Spots and places of points.
pub fn placed(w: &mut Writer, frame: [Pt; 2], ps: &[Pt]) -> Result<(Vec<String>, Vec<String>), NotExported> {
    let all = ps.iter().map(|p| w.place(frame, *p)).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().unzip())
}

/// A fact whose clauses the support names: `head_in` of the spots, by `head_says` of the places.
fn named(w: &mut Writer, frame: [Pt; 2], head: &str, ps: &[Pt]) -> Result<InFrame, NotExported> {
    let (spots, places) = placed(w, frame, ps)?;
    let clauses = format!("({head}_in {})", spots.join(" "));
    Ok(InFrame { clauses, says: format!("({head}_says {})", places.join(" ")), numbers: None })
}

/// Clauses that are written out; S and P are replaced by the spots.
fn written(w: &mut Writer, frame: [Pt; 2], head: &str, ps: &[Pt], clauses: &[&str]) -> Result<InFrame, NotExported> {
    let (spots, places) = placed(w, frame, ps)?;
    let fill = |c: &&str| {
        let mut out = String::new();
        for word in c.split(' ') {
            let at = word.trim_end_matches(')').parse::<usize>().ok().and_then(|i| spots.get(i));
            let text = at.map_or(word.into(), |s| format!("{s}{}", ")".repeat(word.matches(')').count())));
            out += &format!("{}{text}", if out.is_empty() { "" } else { " " });
        }
        format!("[{out}]")
    };
    let clauses = format!("[{}]", clauses.iter().map(fill).collect::<Vec<_>>().join("; "));
    Ok(InFrame { clauses, says: format!("({head}_says {})", places.join(" ")), numbers: None })
}

/// Proofs for each of a list, as `Forall2` wants them.
pub fn forall(proofs: &[String]) -> String {
    proofs.iter().rev().fold("(Forall2_nil _)".into(), |rest, p| format!("(Forall2_cons _ _ {p} {rest})"))
}

/// A fact in a frame.
pub fn fact_in(w: &mut Writer, f: &Fact, frame: [Pt; 2]) -> Result<InFrame, NotExported> {
    match f {
        Fact::Same(a, b) => {
            written(w, frame, "same", &[*a, *b], &["zero (fst (vec_in 0 1))", "zero (snd (vec_in 0 1))"])
        }
        Fact::Coll(a, b, c) => named(w, frame, "coll", &[*a, *b, *c]),
        Fact::Cyclic(a, b, c, d) => named(w, frame, "cyclic", &[*a, *b, *c, *d]),
        Fact::Sim { a, b, opposite } => {
            named(w, frame, if *opposite { "mirrored" } else { "similar" }, &[&a[..], &b[..]].concat())
        }
        Fact::Dir { terms, turn } => {
            let (Some(pairs), Some([c, s])) = (pairs(terms), unit(turn)) else {
                return none("an equation of directions");
            };
            match &pairs[..] {
                [l] if turn.is_zero() => named(w, frame, "parallel", l),
                [l] if *turn == Q::new(1.into(), 2.into()) => named(w, frame, "perp", l),
                _ => turns(w, frame, &pairs, &c, &s),
            }
        }
        Fact::Vec(terms) => {
            let ps: Vec<Pt> = terms.iter().map(|t| t.1).collect();
            let (spots, places) = placed(w, frame, &ps)?;
            let pair = |((q, _), s): (&(Q, Pt), &String)| format!("({}, {s})", fraction(q));
            let spots = format!("[{}]", terms.iter().zip(&spots).map(pair).collect::<Vec<_>>().join("; "));
            let all: Vec<String> = places.iter().map(|p| format!("(conj eq_refl {p})")).collect();
            let one = |(q, p): &(Q, Pt)| format!("({}, {})", fraction(q), w.places.name(*p));
            let points = format!("[{}]", terms.iter().map(one).collect::<Vec<_>>().join("; "));
            let (o, e) = (w.places.name(frame[0]), w.places.name(frame[1]));
            let all = all.iter().rev().fold("(Forall2_nil _)".into(), |rest: String, p| {
                format!("(Forall2_cons _ _ ({p} : weighted_place env {o} {e} (_, _) (_, _)) {rest})")
            });
            let says = format!("(balanced_says {spots} {points} eq_refl {all})");
            Ok(InFrame { clauses: format!("(balanced_in {spots})"), says, numbers: None })
        }
        Fact::Len { terms, konst } => lengths(w, frame, terms, konst),
        Fact::Sq { terms, konst } => squares(w, frame, f, terms, konst),
        Fact::Log { terms, konst } => logarithms(w, frame, terms, konst),
        Fact::Ang { .. } | Fact::Num(..) => none("an equation of angles or numbers"),
    }
}

fn turns(w: &mut Writer, frame: [Pt; 2], pairs: &[[Pt; 4]], c: &Num, s: &Num) -> Result<InFrame, NotExported> {
    let (c, s) = (w.expr(c)?, w.expr(s)?);
    let (mut data, mut points, mut proofs) = (Vec::new(), Vec::new(), Vec::new());
    let (o, e) = (w.places.name(frame[0]).to_string(), w.places.name(frame[1]).to_string());
    for l in pairs {
        let (spots, places) = placed(w, frame, l)?;
        let (spots, names) = (format!("({})", spots.join(", ")), format!("({})", w.places.list(l, ", ")));
        let proof = format!("conj {} (conj {} (conj {} {}))", places[0], places[1], places[2], places[3]);
        proofs.push(format!("(({proof}) : line_place env {o} {e} {spots} {names})"));
        data.push(spots);
        points.push(names);
    }
    let (data, points) = (format!("[{}]", data.join("; ")), format!("[{}]", points.join("; ")));
    let both = format!("({c})%expr ({s})%expr");
    let says = format!("(turns_says {both} _ _ {data} {points} eq_refl eq_refl {})", forall(&proofs));
    Ok(InFrame { clauses: format!("(turns_in {both} {data})"), says, numbers: None })
}

/// The opposite of a fact of single equations, other conditions as they are.
pub fn condition_in(w: &mut Writer, c: &Cond, frame: [Pt; 2]) -> Result<InFrame, NotExported> {
    match c {
        Cond::Distinct(a, b) => written(w, frame, "distinct", &[*a, *b], &["differs (square_in 0 1)"]),
        Cond::NotColl(a, b, c) => named(w, frame, "notcoll", &[*a, *b, *c]),
        Cond::NotPara([a, b], [c, d]) => named(w, frame, "notpara", &[*a, *b, *c, *d]),
        Cond::NotCyclic(a, b, c, d) => named(w, frame, "notcyclic", &[*a, *b, *c, *d]),
        Cond::SameOrient(s, t) => {
            let both = "above (Mul (twice_in 0 1 2) (twice_in 3 4 5))";
            written(w, frame, "same_orientation", &[&s[..], &t[..]].concat(), &[both])
        }
        Cond::OppOrient(s, t) => {
            let both = "below (Mul (twice_in 0 1 2) (twice_in 3 4 5))";
            written(w, frame, "opposite_orientation", &[&s[..], &t[..]].concat(), &[both])
        }
        Cond::Positive(t) => written(w, frame, "counterclockwise", t, &["above (twice_in 0 1 2)"]),
        Cond::Between(a, b, c) => {
            let all = ["zero (twice_in 0 1 2)", "below (dot_in (vec_in 1 0) (vec_in 1 2))"];
            written(w, frame, "between", &[*a, *b, *c], &all)
        }
        Cond::Outside(a, b, c) => {
            let all = ["zero (twice_in 0 1 2)", "above (dot_in (vec_in 1 0) (vec_in 1 2))", "differs (square_in 0 2)"];
            written(w, frame, "outside", &[*a, *b, *c], &all)
        }
        Cond::Longer([a, b], [c, d]) => {
            let one = "above (Sub (square_in 0 1) (square_in 2 3))";
            let mut out = written(w, frame, "longer", &[*a, *b, *c, *d], &[one])?;
            out.numbers = None;
            Ok(out)
        }
        Cond::Not(f) => {
            let fact = fact_in(w, f, frame)?;
            if let Some((a, data)) = fact.numbers {
                let opposite = Atom { rel: a.rel.negated(), ..a };
                let says = format!(
                    "(iff_trans (opposite_says env _) (fails_says env (says env {data}) {} eq_refl {}))",
                    fact.clauses, fact.says
                );
                return Ok(InFrame {
                    clauses: format!("[failing {}]", fact.clauses),
                    says,
                    numbers: Some((opposite, format!("(opposites {data})"))),
                });
            }
            let Some(said) = self::fact(w, f)? else { return none("a condition") };
            let says = format!("(fails_says env ({said}) {} eq_refl {})", fact.clauses, fact.says);
            Ok(InFrame { clauses: format!("[failing {}]", fact.clauses), says, numbers: None })
        }
        // A comparison says itself.
        Cond::Num(a, op, b) => {
            let atom = Atom { lhs: a.clone(), rel: (*op).into(), rhs: b.clone() };
            let data = w.clause(std::slice::from_ref(&atom))?;
            let clauses = format!("[{data}]");
            Ok(InFrame { clauses, says: format!("(itself env {data})"), numbers: Some((atom, data)) })
        }
        Cond::Any(_) | Cond::DirNe { .. } | Cond::AngWithin { .. } => none("a condition"),
    }
}
