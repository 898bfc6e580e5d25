//! Polynomials in words: `2/3*x^2*y - 1`.

use crate::{Poly, Q};
use num_traits::{One, Signed};
use std::fmt;

/// A polynomial with the names of its variables; those without a name are `x` and their number.
pub struct Shown<'a> {
    poly: &'a Poly,
    names: &'a [String],
}

impl Poly {
    /// To be printed with these names.
    pub fn show<'a>(&'a self, names: &'a [String]) -> Shown<'a> {
        Shown { poly: self, names }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.poly.is_zero() {
            return f.write_str("0");
        }
        for (i, (m, c)) in self.poly.terms().enumerate() {
            match (i, c.is_negative()) {
                (0, false) => {}
                (0, true) => f.write_str("-")?,
                (_, false) => f.write_str(" + ")?,
                (_, true) => f.write_str(" - ")?,
            }
            let size: Q = c.abs();
            let mut first = true;
            if m.is_one() || !size.is_one() {
                write!(f, "{size}")?;
                first = false;
            }
            for (v, e) in m.powers() {
                if !first {
                    f.write_str("*")?;
                }
                first = false;
                match self.names.get(v as usize) {
                    Some(name) => f.write_str(name)?,
                    None => write!(f, "x{v}")?,
                }
                if e > 1 {
                    write!(f, "^{e}")?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Poly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(&[]).fmt(f)
    }
}
