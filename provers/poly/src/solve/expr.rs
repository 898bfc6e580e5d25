//! Expressions: rational numbers, sums, products, roots.

use crate::tower::Tower;
use crate::{Poly, Q};
use num_traits::{One, Signed};
use std::fmt;

/// A number made by roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A rational number.
    Number(Q),
    /// A sum of two or more.
    Sum(Vec<Expr>),
    /// A product of two or more; a number comes first.
    Product(Vec<Expr>),
    /// The root of a positive number that is not negative.
    Sqrt(Box<Expr>),
    /// The positive root of a degree (an odd prime) of a positive number.
    Root(u32, Box<Expr>),
}

impl Expr {
    /// An element of a tower.
    pub fn of(p: &Poly, tower: &Tower) -> Expr {
        let mut sum: Vec<Expr> = Vec::new();
        // Numbers first, then roots.
        for (m, c) in p.terms().rev() {
            let mut factors: Vec<Expr> = Vec::new();
            if !c.is_one() || m.is_one() {
                factors.push(Expr::Number(c));
            }
            for (v, e) in m.powers() {
                let of = tower.radicands().get(v as usize).map(|r| Box::new(Expr::of(r, tower)));
                let root = of.map(|r| match tower.degrees().get(v as usize) {
                    Some(n) if *n != 2 => Expr::Root(*n, r),
                    _ => Expr::Sqrt(r),
                });
                factors.extend(root.into_iter().flat_map(|r| vec![r; e as usize]));
            }
            sum.push(if factors.len() == 1 { factors.remove(0) } else { Expr::Product(factors) });
        }
        match sum.len() {
            0 => Expr::Number(crate::int(0)),
            1 => sum.remove(0),
            _ => Expr::Sum(sum),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Number(q) => write!(f, "{q}"),
            Expr::Sqrt(e) => write!(f, "sqrt({e})"),
            Expr::Root(n, e) => write!(f, "root({n}, {e})"),
            Expr::Sum(parts) => {
                for (i, part) in parts.iter().enumerate() {
                    let negative = match part {
                        Expr::Number(q) => q.is_negative(),
                        Expr::Product(p) => matches!(p.first(), Some(Expr::Number(q)) if q.is_negative()),
                        _ => false,
                    };
                    let text = part.to_string();
                    match (i, negative, text.strip_prefix('-')) {
                        (0, ..) => f.write_str(&text)?,
                        (_, true, Some(rest)) => write!(f, " - {rest}")?,
                        _ => write!(f, " + {text}")?,
                    }
                }
                Ok(())
            }
            Expr::Product(parts) => {
                for (i, part) in parts.iter().enumerate() {
                    match part {
                        Expr::Number(q) if i == 0 && (-q).is_one() => {
                            f.write_str("-")?;
                            continue;
                        }
                        Expr::Sum(_) => write!(f, "({part})")?,
                        _ => write!(f, "{part}")?,
                    }
                    if i + 1 < parts.len() {
                        f.write_str("*")?;
                    }
                }
                Ok(())
            }
        }
    }
}
