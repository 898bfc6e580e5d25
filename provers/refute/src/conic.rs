//! The equations of a fact in the coordinates of one point, where they are of degree two at most: the
//! formulas of the figure checker, evaluated on polynomials in x and y with exact coefficients.

use euclase_figure::field::{Exact, Field};
use euclase_grammar::core::Q;
use num_traits::Zero;

/// a·x² + b·xy + c·y² + d·x + e·y + f
#[derive(Clone, Debug)]
pub struct Conic(pub [Q; 6]);

impl Conic {
    /// Its value at a point.
    pub fn at(&self, p: &[Q; 2]) -> Q {
        let [a, b, c, d, e, f] = &self.0;
        let [x, y] = p;
        (a * x + b * y + d) * x + (c * y + e) * y + f
    }

    /// No second degree.
    pub fn is_line(&self) -> bool {
        self.0[..3].iter().all(Zero::is_zero)
    }

    /// No x and no y.
    pub fn is_constant(&self) -> bool {
        self.0[..5].iter().all(Zero::is_zero)
    }

    /// Circle: equal squares, no mixed term.
    pub fn is_circle(&self) -> bool {
        self.0[1].is_zero() && self.0[0] == self.0[2] && !self.0[0].is_zero()
    }

    /// This minus k times another.
    pub fn minus(&self, o: &Conic, k: &Q) -> Conic {
        Conic(std::array::from_fn(|i| &self.0[i] - k * &o.0[i]))
    }
}

/// Exponents of x and y of the coefficients.
const POWERS: [(usize, usize); 6] = [(2, 0), (1, 1), (0, 2), (1, 0), (0, 1), (0, 0)];

/// A polynomial of degree two at most in x and y, or no value. Terms that are zero are absent.
#[derive(Clone, Debug)]
pub struct Form(Option<[Option<Exact>; 6]>);

impl Form {
    fn terms(v: [Option<Exact>; 6]) -> Form {
        Form(Some(v.map(|t| t.filter(|e| e.sign() != Some(0)))))
    }

    /// A constant.
    pub fn konst(e: Exact) -> Form {
        Form::terms([None, None, None, None, None, Some(e)])
    }

    /// The coordinate x (0) or y (1).
    pub fn unknown(axis: usize) -> Form {
        let one = Some(Exact::from_q(&Q::from_integer(1.into())));
        Form::terms(std::array::from_fn(|i| if i == 3 + axis { one.clone() } else { None }))
    }

    /// No value.
    pub fn none() -> Form {
        Form(None)
    }

    /// As a conic with reduced coefficients.
    pub fn conic(&self) -> Option<Conic> {
        let mut out: [Q; 6] = Default::default();
        for (o, t) in out.iter_mut().zip(self.0.as_ref()?) {
            if let Some(e) = t {
                *o = e.value()?;
            }
        }
        Some(Conic(out))
    }

    fn zip(&self, o: &Form, f: impl Fn(&Exact, &Exact) -> Exact, g: impl Fn(&Exact) -> Exact) -> Form {
        let (Some(a), Some(b)) = (&self.0, &o.0) else { return Form(None) };
        Form::terms(std::array::from_fn(|i| match (&a[i], &b[i]) {
            (Some(a), Some(b)) => Some(f(a, b)),
            (Some(a), None) => Some(a.clone()),
            (None, Some(b)) => Some(g(b)),
            (None, None) => None,
        }))
    }

    /// The value of a polynomial without x and y.
    fn value(&self) -> Option<Exact> {
        let t = self.0.as_ref()?;
        let zero = || Exact::from_q(&Q::zero());
        t[..5].iter().all(Option::is_none).then(|| t[5].clone().unwrap_or_else(zero))
    }

    fn map(&self, f: impl Fn(&Exact) -> Exact) -> Form {
        self.value().map_or(Form(None), |e| Form::konst(f(&e)))
    }
}

impl Field for Form {
    fn from_q(x: &Q) -> Form {
        Form::konst(Exact::from_q(x))
    }
    fn add(&self, o: &Form) -> Form {
        self.zip(o, Exact::add, Exact::clone)
    }
    fn sub(&self, o: &Form) -> Form {
        self.zip(o, Exact::sub, Exact::neg)
    }
    fn mul(&self, o: &Form) -> Form {
        let (Some(a), Some(b)) = (&self.0, &o.0) else { return Form(None) };
        let mut out: [Option<Exact>; 6] = Default::default();
        for (s, (i, j)) in a.iter().zip(POWERS) {
            for (t, (k, l)) in b.iter().zip(POWERS) {
                let (Some(s), Some(t)) = (s, t) else { continue };
                let Some(at) = POWERS.iter().position(|p| *p == (i + k, j + l)) else { return Form(None) };
                let product = s.mul(t);
                out[at] = Some(out[at].as_ref().map_or_else(|| product.clone(), |sum| sum.add(&product)));
            }
        }
        Form::terms(out)
    }
    fn div(&self, o: &Form) -> Form {
        match (&self.0, o.value()) {
            (Some(a), Some(k)) => Form::terms(std::array::from_fn(|i| a[i].as_ref().map(|t| t.div(&k)))),
            _ => Form(None),
        }
    }
    fn neg(&self) -> Form {
        Form(self.0.as_ref().map(|a| std::array::from_fn(|i| a[i].as_ref().map(Exact::neg))))
    }
    fn sqrt(&self) -> Form {
        self.map(Exact::sqrt)
    }
    fn abs(&self) -> Form {
        self.map(Exact::abs)
    }
    fn min(&self, o: &Form) -> Form {
        o.value().map_or(Form(None), |b| self.map(|a| a.min(&b)))
    }
    fn unit(t: &Q) -> (Form, Form) {
        let (c, s) = Exact::unit(t);
        (Form::konst(c), Form::konst(s))
    }
    fn angle(cross: &Form, dot: &Form) -> Form {
        dot.value().map_or(Form(None), |d| cross.map(|c| Exact::angle(c, &d)))
    }
}
