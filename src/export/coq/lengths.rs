//! Equations of lengths in a frame: equations of powers, of which both sides are known by coordinates. A side is not negative, so the
//! powers are equal exactly where the sides are.

use super::facts::{InFrame, none, placed};
use super::terms::Writer;
use crate::export::NotExported;
use euclase_grammar::core::{Atom, Fact, Num, Pt, Q};
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A product of powers of lengths and of numbers, its n-th power, and the proof that it is.
struct Side {
    data: String,
    power: String,
    proof: String,
}

impl Side {
    fn one(n: u32) -> Side {
        Side { data: "1".into(), power: format!("1 ^ {n}"), proof: format!("(power_of_number env {n} 1%expr eq_refl)") }
    }

    fn number(n: u32, c: &Q) -> Side {
        let data = if c.is_integer() { c.numer().to_string() } else { format!("({} / {})", c.numer(), c.denom()) };
        let proof = format!("(power_of_number env {n} ({data})%expr eq_refl)");
        Side { power: format!("({data}) ^ {n}"), data, proof }
    }

    fn times(self, other: Side, n: u32) -> Side {
        Side {
            proof: format!("(power_of_mul env {n} _ _ _ _ {} {})", self.proof, other.proof),
            data: format!("({}) * ({})", self.data, other.data),
            power: format!("({}) * ({})", self.power, other.power),
        }
    }
}

/// The root with an index of a length or a number, to a power, as the factor of a product.
fn factor(w: &mut Writer, frame: [Pt; 2], x: &Num, e: &Q, n: u32) -> Result<Side, NotExported> {
    let far = || NotExported::new("an exponent is too large");
    let (k, q) = (e.numer().to_u32().ok_or_else(far)?, e.denom().to_u32().ok_or_else(far)?);
    let inner = n / q;
    let base = match x {
        Num::Len(a, b) if a == b => Side::number(inner, &Q::zero()),
        Num::Len(..) => {
            let Num::Len(a, b) = x.leaf_form() else { return none("a length") };
            let (spots, places) = placed(w, frame, &[a, b])?;
            let data = w.expr(&Num::Len(a, b))?;
            let square = format!("square_in {} {}", spots[0], spots[1]);
            let half = inner / 2;
            let sign = format!("(Rge_le _ _ (len_sign {} {}))", w.places.name(a), w.places.name(b));
            let by = format!("(length_by_coordinates {} {})", places[0], places[1]);
            let proof = format!("(power_of_len env {half} {data} ({square}) {sign} {by})");
            Side { data, power: format!("({square}) ^ {half}"), proof }
        }
        Num::Const(c) => Side::number(inner, c),
        _ => return none("a length"),
    };
    let root = if q == 1 {
        base
    } else {
        let term = Num::Pow(Box::new(x.leaf_form()), Q::new(1.into(), q.into()));
        let data = w.expr(&term)?;
        let proof = if q == 2 {
            format!("(power_of_sqrt env {inner} ({})%expr ({data})%expr _ eq_refl {})", base.data, base.proof)
        } else {
            format!(
                "(power_of_root env {q} {inner} ({})%expr ({data})%expr _ (Nat.lt_0_succ _) eq_refl {})",
                base.data, base.proof
            )
        };
        Side { data, power: base.power, proof }
    };
    Ok(if k == 1 {
        root
    } else {
        Side {
            data: format!("({}) ^ {k}", root.data),
            power: format!("({}) ^ {k}", root.power),
            proof: format!("(power_of_pow env {n} _ _ {k} {})", root.proof),
        }
    })
}

/// An equation of two products whose sides are not negative: of their n-th powers.
fn balance(atom: Atom, left: &Side, right: &Side, n: u32) -> InFrame {
    InFrame {
        clauses: format!("[[{} = {}]%expr]", left.power, right.power),
        says: format!("(powers_say env {n} _ _ _ _ (Nat.lt_0_succ _) {} {})", left.proof, right.proof),
        numbers: Some((atom, format!("[{} = {}]%expr", left.data, right.data))),
    }
}

/// q·AB + r·CD = 0 with q·r ≤ 0, or q·AB = c with q·c ≥ 0.
pub fn lengths(w: &mut Writer, frame: [Pt; 2], terms: &[(Q, Pt, Pt)], konst: &Q) -> Result<InFrame, NotExported> {
    let fact = Fact::Len { terms: terms.to_vec(), konst: konst.clone() };
    let Some(atom) = fact.as_equation() else { return none("an equation of lengths") };
    let mut side = |(q, a, b): &(Q, Pt, Pt)| -> Result<Side, NotExported> {
        let length = factor(w, frame, &Num::Len(*a, *b), &Q::one(), 2)?;
        Ok(Side::number(2, &q.abs()).times(length, 2))
    };
    let (left, right) = match terms {
        [t] if !(&t.0 * konst).is_negative() => (side(t)?, Side::number(2, &konst.abs())),
        [s, t] if konst.is_zero() && !(&s.0 * &t.0).is_positive() => (side(s)?, side(t)?),
        _ => return none("an equation of lengths"),
    };
    Ok(balance(atom, &left, &right, 2))
}

/// Products of lengths and primes.
pub fn logarithms(
    w: &mut Writer,
    frame: [Pt; 2],
    terms: &[(Q, Pt, Pt)],
    konst: &[(u64, Q)],
) -> Result<InFrame, NotExported> {
    let fact = Fact::Log { terms: terms.to_vec(), konst: konst.to_vec() };
    let Some(atom) = fact.as_equation() else { return none("an equation of products") };
    let lengths = terms.iter().map(|(e, a, b)| (e.clone(), Num::Len(*a, *b)));
    let primes = konst.iter().map(|(p, e)| (-e, Num::Const(Q::from_integer((*p).into()))));
    let factors: Vec<(Q, Num)> = lengths.chain(primes).collect();
    let whole = |k: &u32| factors.iter().all(|f| (&f.0 * Q::from_integer((*k).into())).is_integer());
    let Some(scale) = (1..=4).find(whole) else { return none("an equation of products") };
    let n = 2 * scale;
    let (mut left, mut right) = (None, None);
    for (e, x) in &factors {
        if e.is_zero() {
            continue;
        }
        let f = factor(w, frame, x, &e.abs(), n)?;
        let side: &mut Option<Side> = if e.is_negative() { &mut right } else { &mut left };
        *side = Some(match side.take() {
            Some(s) => s.times(f, n),
            None => f,
        });
    }
    Ok(balance(atom, &left.unwrap_or_else(|| Side::one(n)), &right.unwrap_or_else(|| Side::one(n)), n))
}

/// A sum of squares of lengths.
pub fn squares(
    w: &mut Writer,
    frame: [Pt; 2],
    fact: &Fact,
    terms: &[(Q, Pt, Pt)],
    konst: &Q,
) -> Result<InFrame, NotExported> {
    let Some(atom) = fact.as_equation() else { return none("an equation of squares") };
    let number =
        |c: &Q| if c.is_integer() { format!("({})", c.numer()) } else { format!("({} / {})", c.numer(), c.denom()) };
    let (mut written, mut clause, mut proof) = ("0".to_string(), "0".to_string(), "eq_refl".to_string());
    for (q, a, b) in terms.iter().rev() {
        let (square, length, by) = if a == b {
            ("0".to_string(), "0".to_string(), "(eq_refl : eval env (0 ^ 2)%expr = 0)".to_string())
        } else {
            let Num::Len(a, b) = Num::Len(*a, *b).leaf_form() else { return none("a length") };
            let (spots, places) = placed(w, frame, &[a, b])?;
            let square = format!("square_in {} {}", spots[0], spots[1]);
            (square, w.expr(&Num::Len(a, b))?, format!("(length_by_coordinates {} {})", places[0], places[1]))
        };
        let terms = format!("{}%expr ({length})%expr ({square})%expr ({written})%expr ({clause})%expr", number(q));
        proof = format!("(sum_squares env {terms} {by} {proof})");
        written = format!("{} * ({length}) ^ 2 + ({written})", number(q));
        clause = format!("{} * ({square}) + ({clause})", number(q));
    }
    let k = number(konst);
    Ok(InFrame {
        clauses: format!("[[{clause} = {k}]%expr]"),
        says: format!("(sum_says env ({written})%expr ({clause})%expr {k}%expr {proof})"),
        numbers: Some((atom, format!("[{written} = {k}]%expr"))),
    })
}
