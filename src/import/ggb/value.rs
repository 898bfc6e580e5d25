//! Values of expressions: what a label stands for, sums of points, numbers that are written down.

use super::expr::{self, Expr};
use super::number::Q;
use super::points::{add, weighted};
use super::read::Reader;
use super::scene::{Number, Object, Out, Shape, Weights};
use super::truths;

/// Most points of an expression.
const TERMS: usize = 64;

impl Reader {
    /// The value of an expression.
    pub(super) fn value(&mut self, e: &Expr) -> Result<Object, String> {
        match e {
            Expr::Label(label) => self.labelled(label),
            Expr::Number(_) | Expr::Pi | Expr::Degrees(_) => {
                constant(e).map(Object::Number).ok_or_else(|| "a number that is not read".into())
            }
            Expr::Text(_) => Err("a text is no part of a figure".into()),
            Expr::Tuple(_) => Err("coordinates are no part of a figure without axes; use a free point".into()),
            Expr::List(all) => Ok(Object::List(all.iter().map(|a| self.value(a)).collect::<Result<_, _>>()?)),
            Expr::Call(name, args) => {
                let args = args.iter().map(|a| self.value(a)).collect::<Result<Vec<_>, _>>()?;
                let made = self.call(name, &args, &[Out::default()])?;
                made.into_iter().next().ok_or_else(|| "it makes nothing".into())
            }
            Expr::Relation(sign, a, b) => {
                let args = [self.value(a)?, self.value(b)?];
                truths::signed(&mut self.scene, *sign, &args)?
                    .into_iter()
                    .next()
                    .ok_or_else(|| "it says nothing".into())
            }
            Expr::Neg(_) | Expr::Op(..) => {
                if let Some(n) = constant(e) {
                    return Ok(Object::Number(n));
                }
                match self.weights(e, 0) {
                    Ok(w) => {
                        let total = w.values().try_fold(Q::whole(0), |t, q| t.op('+', *q));
                        match total {
                            Some(t) if t == Q::whole(1) => weighted(&mut self.scene, &w, &Out::default()),
                            _ => Ok(Object::Vector(w)),
                        }
                    }
                    Err(why) => self.arithmetic(e).ok_or(why),
                }
            }
        }
    }

    fn labelled(&mut self, label: &str) -> Result<Object, String> {
        if let Some(object) = self.objects.get(label) {
            return Ok(object.clone());
        }
        match label {
            "xAxis" | "yAxis" => self.axis(label == "xAxis"),
            _ => Err(match self.unknown.get(label) {
                Some(_) => format!("it uses `{}`, which was not understood", expr::clipped(label)),
                None => format!("it uses `{}`, which the file does not define", expr::clipped(label)),
            }),
        }
    }

    /// An axis: any line, and the perpendicular to it.
    fn axis(&mut self, first: bool) -> Result<Object, String> {
        let [o, e] = match self.scene.axes {
            Some(axes) => axes,
            None => {
                let o = self.scene.new_point(&Out::default(), Some([0.0, 0.0]))?;
                let e = self.scene.new_point(&Out::default(), Some([1.0, 0.0]))?;
                self.scene.say(format!("point {}", super::scene::list(&[o, e])));
                self.scene.axes = Some([o, e]);
                [o, e]
            }
        };
        let x = self.scene.through(o, e, Shape::Whole)?;
        if first {
            return Ok(Object::Line(x));
        }
        let out = Out { label: "yAxis".into(), ..Out::default() };
        let made = super::curves::orthogonal(&mut self.scene, &[Object::Point(o), Object::Line(x)], &[out])?;
        made.into_iter().next().ok_or_else(|| "it makes nothing".into())
    }

    /// A sum of points and vectors, as weights.
    fn weights(&mut self, e: &Expr, depth: usize) -> Result<Weights, String> {
        if depth > TERMS {
            return Err("the expression is too long".into());
        }
        match e {
            Expr::Neg(a) => scaled(&self.weights(a, depth + 1)?, Q::whole(-1)),
            Expr::Op(sign @ ('+' | '-'), a, b) => {
                let mut w = self.weights(a, depth + 1)?;
                let b = self.weights(b, depth + 1)?;
                for (p, q) in b {
                    add(&mut w, p, if *sign == '-' { q.neg() } else { q })?;
                }
                Ok(w)
            }
            Expr::Op('*', a, b) => match (plain(a), plain(b)) {
                (Some(k), _) => scaled(&self.weights(b, depth + 1)?, k),
                (_, Some(k)) => scaled(&self.weights(a, depth + 1)?, k),
                _ => Err("only multiples of points are sums of points".into()),
            },
            Expr::Op('/', a, b) => {
                let k = plain(b)
                    .and_then(|k| Q::whole(1).op('/', k))
                    .ok_or("only multiples of points are sums of points")?;
                scaled(&self.weights(a, depth + 1)?, k)
            }
            Expr::Op(..) => Err("it is no sum of points".into()),
            _ => match self.value(e)? {
                Object::Point(p) => Ok(Weights::from([(p, Q::whole(1))])),
                Object::Vector(w) => Ok(w),
                _ => Err("it is no sum of points".into()),
            },
        }
    }

    /// Arithmetic of lengths, as it is written: for statements.
    fn arithmetic(&mut self, e: &Expr) -> Option<Object> {
        let text = self.number_text(e, 0)?;
        Some(Object::Number(Number::Other(text)))
    }

    fn number_text(&mut self, e: &Expr, depth: usize) -> Option<String> {
        if depth > TERMS {
            return None;
        }
        match e {
            Expr::Op(sign, a, b) => {
                let (a, b) = (self.number_text(a, depth + 1)?, self.number_text(b, depth + 1)?);
                Some(match sign {
                    '+' => format!("{a} + {b}"),
                    '-' => format!("{a} - ({b})"),
                    _ => format!("({a}){sign}({b})"),
                })
            }
            Expr::Neg(a) => Some(format!("-({})", self.number_text(a, depth + 1)?)),
            _ => {
                let object = self.value(e).ok()?;
                truths::number_text(&self.scene, &object)
            }
        }
    }
}

fn scaled(w: &Weights, k: Q) -> Result<Weights, String> {
    let each = w.iter().map(|(p, q)| q.op('*', k).map(|q| (*p, q)).ok_or("its numbers are too long".to_string()));
    each.collect()
}

pub(super) fn is_constant(e: &Expr) -> bool {
    match e {
        Expr::Number(_) | Expr::Pi => true,
        Expr::Neg(a) | Expr::Degrees(a) => is_constant(a),
        Expr::Op(_, a, b) => is_constant(a) && is_constant(b),
        Expr::Call(name, args) => matches!(name.as_str(), "sqrt" | "sin" | "cos") && args.iter().all(is_constant),
        _ => false,
    }
}

/// A number that is written down.
fn constant(e: &Expr) -> Option<Number> {
    match e {
        Expr::Degrees(a) => plain(a).map(Number::Degrees),
        Expr::Neg(a) => match constant(a)? {
            Number::Plain(q) => Some(Number::Plain(q.neg())),
            Number::Degrees(q) => Some(Number::Degrees(q.neg())),
            _ => None,
        },
        Expr::Pi => Some(Number::Degrees(Q::whole(180))),
        Expr::Number(q) => Some(Number::Plain(*q)),
        Expr::Op(sign, a, b) => match (constant(a)?, constant(b)?) {
            (Number::Plain(a), Number::Plain(b)) => a.op(*sign, b).map(Number::Plain),
            (Number::Degrees(a), Number::Degrees(b)) if "+-".contains(*sign) => a.op(*sign, b).map(Number::Degrees),
            (Number::Degrees(a), Number::Plain(b)) if "*/".contains(*sign) => a.op(*sign, b).map(Number::Degrees),
            (Number::Plain(a), Number::Degrees(b)) if *sign == '*' => a.op('*', b).map(Number::Degrees),
            _ => None,
        },
        _ => None,
    }
}

fn plain(e: &Expr) -> Option<Q> {
    match constant(e)? {
        Number::Plain(q) => Some(q),
        _ => None,
    }
}
