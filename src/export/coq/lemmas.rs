//! The kernel's lemmas about functions: the support's lemma for the terms as they stand in this proof, and what it needs.
//!
//! The lemma is applied to the terms as they were written first, so that what it says is a comparison of the support at once;
//! the claim follows from that by computation, whatever the certificate's way to write it.

use super::lines::Lines;
use crate::export::NotExported;
use euclase_algebra::terms::Opaque;
use euclase_grammar::core::{Num, Q};
use euclase_poly::Poly;
use num_traits::{One, Signed, ToPrimitive};

/// What proves a line by a lemma.
pub fn lemma(l: &mut Lines, i: usize, name: &str, terms: &[Num], cited: &[usize]) -> Result<String, NotExported> {
    let not_yet = || NotExported::new(format!("the lemma {name} is not exported yet"));
    let wrong = || NotExported::new(format!("the lemma {name} with other terms"));
    let polys = terms.iter().map(|t| l.w.poly(t)).collect::<Result<Vec<_>, _>>()?;
    // A condition, as it is cited.
    let need = |l: &Lines, k: usize, clause: &str| -> Result<String, NotExported> {
        let p = cited.get(k).copied().ok_or_else(wrong)?;
        Ok(format!("(at_once env claim{p} [{clause}]%expr _ {})", l.cite_with(p, &Default::default())))
    };
    // The claim, from what the lemma says.
    let done = |says: String, by: String| format!("refine (at_once env [{says}]%expr claim{i} _ {by}); check.");
    let opaque = |l: &mut Lines, t: Opaque| -> Result<(String, Vec<String>), NotExported> {
        let v = l.w.terms.opaque(t).vars().into_iter().next().ok_or_else(wrong)?;
        l.w.opaque(v)
    };
    if let Some(proof) = super::figures::lemma(l, i, name, terms, cited)? {
        return Ok(proof);
    }
    match (name, &polys[..]) {
        ("inverse", [x]) => {
            if x.constant_value().is_some() {
                return Ok(format!("refine (plain env claim{i} _); check."));
            }
            let (t, a) = opaque(l, Opaque::Inverse(x.clone()))?;
            let a = a.concat();
            let by = need(l, 0, &format!("{a} <> 0"))?;
            Ok(done(format!("({a}) * {t} = 1"), format!("(inverse_lemma (eval env ({a})%expr) {by})")))
        }
        ("root_power" | "root_sign", [n, x]) => {
            let n = n.constant_value().filter(|n| n.is_integer()).and_then(|n| u32::try_from(n.to_integer()).ok());
            let n = n.ok_or_else(wrong)?;
            let (t, a) = opaque(l, Opaque::Root(n, x.clone()))?;
            let a = a.concat();
            let lemma = match (name, n) {
                ("root_power", 2) => "sqrt_power".into(),
                ("root_sign", 2) => "sqrt_sign".into(),
                ("root_sign", _) => format!("root_sign {n}"),
                _ if n % 2 == 0 => format!("root_power_even {n}"),
                _ => format!("root_power_odd {n}"),
            };
            let says = if name == "root_sign" { format!("{t} >= 0") } else { format!("{t} ^ {n} = {a}") };
            let first = if n > 2 && name == "root_power" {
                if n % 2 == 0 { " (Nat.lt_0_succ _)" } else { " eq_refl" }
            } else {
                ""
            };
            // The premises of these lemmas come after the number.
            let x = format!("(eval env ({a})%expr)");
            let by = if name == "root_power" && n % 2 == 1 {
                format!("({lemma} {x}{first})")
            } else {
                format!("({lemma} {x}{first} {})", need(l, 0, &format!("{a} >= 0"))?)
            };
            Ok(done(says, by))
        }
        ("abs_sign" | "abs_square" | "abs_same" | "abs_opposite", [x]) => {
            let (t, a) = opaque(l, Opaque::Abs(x.clone()))?;
            let a = a.concat();
            let x = format!("(eval env ({a})%expr)");
            let (says, by) = match name {
                "abs_sign" => (format!("{t} >= 0"), String::new()),
                "abs_square" => (format!("{t} ^ 2 = ({a}) ^ 2"), String::new()),
                "abs_same" => (format!("{t} = {a}"), need(l, 0, &format!("{a} >= 0"))?),
                _ => (format!("{t} = - ({a})"), need(l, 0, &format!("{a} <= 0"))?),
            };
            Ok(done(says, format!("({name} {x} {by})")))
        }
        ("min_bound" | "min_bound_right" | "min_either", [x, y]) => {
            let (t, a) = opaque(l, Opaque::Min(x.clone(), y.clone()))?;
            Ok(extremum(name, &t, &a, "<=", i))
        }
        ("max_bound" | "max_bound_right" | "max_either", [x, y]) => {
            let (t, a) = opaque(l, Opaque::Max(x.clone(), y.clone()))?;
            Ok(extremum(name, &t, &a, ">=", i))
        }
        ("power_sign", [_, _]) => {
            let [a, u] = exprs(l, terms)?;
            let by = need(l, 0, &format!("{a} > 0"))?;
            let (y, e) = power(l, &a, &u, &terms[0], &terms[1], &by)?;
            Ok(done(format!("{y} > 0"), format!("(power_positive _ _ _ {e})")))
        }
        ("power_sum", [_, _, _]) => {
            let [a, u, v] = exprs(l, terms)?;
            let by = need(l, 0, &format!("{a} > 0"))?;
            let (y, e) = power(l, &a, &format!("({u}) + ({v})"), &terms[0], &add(&terms[1], &terms[2]), &by)?;
            let (y1, e1) = power(l, &a, &u, &terms[0], &terms[1], &by)?;
            let (y2, e2) = power(l, &a, &v, &terms[0], &terms[2], &by)?;
            Ok(done(format!("{y} = {y1} * {y2}"), format!("(power_sum _ _ _ _ _ _ {e} {e1} {e2})")))
        }
        ("power_power", [_, _, _]) => {
            let [a, u, v] = exprs(l, terms)?;
            let by = need(l, 0, &format!("{a} > 0"))?;
            let inner = Num::Call("pow".into(), terms[..2].to_vec());
            let (y1, e1) = power(l, &a, &u, &terms[0], &terms[1], &by)?;
            let (y, e) = power(l, &y1, &v, &inner, &terms[2], &format!("(power_positive _ _ _ {e1})"))?;
            let product = Num::Mul(terms[1..].to_vec());
            let (y2, e2) = power(l, &a, &format!("({u}) * ({v})"), &terms[0], &product, &by)?;
            Ok(done(format!("{y} = {y2}"), format!("(power_power _ _ _ _ _ _ {e1} {e} {e2})")))
        }
        ("power_product", [_, _, _]) => {
            let [a, b, u] = exprs(l, terms)?;
            let (p, q) = (need(l, 0, &format!("{a} > 0"))?, need(l, 1, &format!("{b} > 0"))?);
            let both = Num::Mul(terms[..2].to_vec());
            let positive = format!("(Rmult_gt_0_compat _ _ {p} {q})");
            let (y, e) = power(l, &format!("({a}) * ({b})"), &u, &both, &terms[2], &positive)?;
            let (y1, e1) = power(l, &a, &u, &terms[0], &terms[2], &p)?;
            let (y2, e2) = power(l, &b, &u, &terms[1], &terms[2], &q)?;
            Ok(done(format!("{y} = {y1} * {y2}"), format!("(power_product _ _ _ _ _ _ {p} {q} {e} {e1} {e2})")))
        }
        ("power_order", [_, _, _]) => {
            let [a, b, u] = exprs(l, terms)?;
            let (p, q) = (need(l, 0, &format!("{b} > 0"))?, need(l, 1, &format!("{u} >= 0"))?);
            let above = need(l, 2, &format!("{a} >= {b}"))?;
            let (y1, e1) = power(l, &a, &u, &terms[0], &terms[2], &format!("(above_positive _ _ {p} {above})"))?;
            let (y2, e2) = power(l, &b, &u, &terms[1], &terms[2], &p)?;
            Ok(done(format!("{y1} >= {y2}"), format!("(power_order _ _ _ _ _ {p} {q} {above} {e1} {e2})")))
        }
        ("bernoulli", [_, _]) => {
            let base = add(&Num::Const(Q::one()), &terms[0]);
            let (b, u) = (l.w.expr(&base)?, l.w.expr(&terms[1])?);
            let (first, second) = (need(l, 0, &format!("{b} > 0"))?, need(l, 1, &format!("{u} >= 1"))?);
            let (y, e) = power(l, &b, &u, &base, &terms[1], &first)?;
            Ok(done(format!("{y} >= 1 + ({u}) * (({b}) - 1)"), format!("(bernoulli _ _ _ {e} {first} {second})")))
        }
        ("weighted_means", all) => {
            let (weights, bases) = terms.split_at(all.len() / 2);
            let (mut list, mut conditions, mut powers) = (Vec::new(), Vec::new(), Vec::new());
            let (mut sum, mut product, mut total) = (String::from("0"), String::from("1"), String::from("0"));
            for (k, (weight, base)) in weights.iter().zip(bases).enumerate().rev() {
                let (u, a) = (l.w.expr(weight)?, l.w.expr(base)?);
                let positive = need(l, 2 * k + 1, &format!("{a} > 0"))?;
                let (y, e) = power(l, &a, &u, base, weight, &positive)?;
                list.push(format!("(eval env ({u})%expr, eval env ({a})%expr, eval env ({y})%expr)"));
                sum = format!("({u}) * ({a}) + ({sum})");
                product = format!("({y}) * ({product})");
                total = format!("({u}) + ({total})");
                powers.push(e);
                conditions.push(positive);
                conditions.push(need(l, 2 * k, &format!("{u} >= 0"))?);
            }
            list.reverse();
            let chain =
                |all: &[String]| all.iter().fold(String::from("Logic.I"), |rest, c| format!("(conj {c} {rest})"));
            let one = need(l, all.len(), &format!("{total} = 1"))?;
            let by = format!("{} {} {one}", chain(&powers), chain(&conditions));
            Ok(done(format!("{sum} >= {product}"), format!("(weighted_powers [{}] {by})", list.join("; "))))
        }
        ("cauchy_schwarz", _) => {
            let (xs, ys) = terms.split_at(terms.len() / 2);
            let (mut list, mut inner) = (Vec::new(), String::from("0"));
            let (mut left, mut right) = (String::from("0"), String::from("0"));
            for (x, y) in xs.iter().zip(ys).rev() {
                let (x, y) = (l.w.expr(x)?, l.w.expr(y)?);
                list.push(format!("(eval env ({x})%expr, eval env ({y})%expr)"));
                inner = format!("({x}) * ({y}) + ({inner})");
                left = format!("({x}) ^ 2 + ({left})");
                right = format!("({y}) ^ 2 + ({right})");
            }
            list.reverse();
            let says = format!("({inner}) ^ 2 <= ({left}) * ({right})");
            Ok(done(says, format!("(cauchy_schwarz [{}])", list.join("; "))))
        }
        _ => Err(not_yet()),
    }
}

/// Terms as expressions.
fn exprs<const N: usize>(l: &mut Lines, terms: &[Num]) -> Result<[String; N], NotExported> {
    let all = terms.iter().map(|t| l.w.expr(t)).collect::<Result<Vec<_>, _>>()?;
    all.try_into().map_err(|_| NotExported::new("a lemma of powers with other terms"))
}

fn add(a: &Num, b: &Num) -> Num {
    Num::Add(vec![a.clone(), b.clone()])
}

/// The power of a base x (written `a`) with the exponent e (written `u`) as an expression, and the proof that `Rpower` of them is
/// that. `positive`: the proof that the base is.
fn power(l: &mut Lines, a: &str, u: &str, x: &Num, e: &Num, positive: &str) -> Result<(String, String), NotExported> {
    let (base, exponent) = (l.w.poly(x)?, l.w.poly(e)?);
    if let Some(e) = exponent.constant_value() {
        return number_power(l, a, u, &base, &e, positive);
    }
    let v = l.w.terms.opaque(Opaque::Power(base, exponent)).vars().into_iter().next();
    let (t, args) = l.w.opaque(v.ok_or_else(|| NotExported::new("a term without a name"))?)?;
    let [b, w] = &args[..] else { return Err(NotExported::new("a power of other terms")) };
    let same = |x: &str, y: &str| format!("(same_ok env ({x})%expr ({y})%expr eq_refl)");
    Ok((t, format!("(f_equal2 Rpower {} {})", same(a, b), same(u, w))))
}

/// The same with a number as exponent: a power of the base, of a root of it, or of the inverse of one of these.
fn number_power(
    l: &mut Lines,
    a: &str,
    u: &str,
    base: &Poly,
    e: &Q,
    positive: &str,
) -> Result<(String, String), NotExported> {
    let far = || NotExported::new("an exponent is too large");
    let n = e.numer().abs().to_u32().filter(|n| *n <= 10_000).ok_or_else(far)?;
    let q = e.denom().to_u32().filter(|n| *n <= 1_000).ok_or_else(far)?;
    let same = |x: &str, y: &str| format!("(same_ok env ({x})%expr ({y})%expr eq_refl)");
    let sign = if e.is_negative() { "Opp " } else { "" };
    let number = if q == 1 {
        same(u, &format!("{sign}(Const (Z.of_nat {n}))"))
    } else {
        same(&format!("({u}) * {q}"), &format!("{sign}(Const (Z.of_nat {n}))"))
    };
    let x = format!("(eval env ({a})%expr)");
    if q == 1 && !e.is_negative() {
        return Ok((format!("({a}) ^ {n}"), format!("(power_number {x} _ {n} {number} {positive})")));
    }
    if let Some(c) = base.constant_value().filter(|c| q == 1 && c.is_positive()) {
        let r = format!("{} / {}", c.denom(), c.numer());
        let by = format!("(inverse_of_number env ({a})%expr ({r})%expr eq_refl)");
        let lemma = format!("(power_below {x} _ {n} {x} _ {number} {positive} eq_refl {by})");
        return Ok((format!("({r}) ^ {n}"), lemma));
    }
    // The root of the base, and its inverse, as they are written first.
    let named = |l: &mut Lines, t: Opaque| -> Result<(u32, String, String), NotExported> {
        let v = l.w.terms.opaque(t).vars().into_iter().next();
        let v = v.ok_or_else(|| NotExported::new("a power of a number"))?;
        let (t, args) = l.w.opaque(v)?;
        Ok((v, t, args.concat()))
    };
    let q_index = if q == 2 { String::new() } else { format!(" {q}") };
    let lemma = if q == 2 { "power_half" } else { "power_fraction" };
    Ok(if q == 1 {
        let (_, t, b) = named(l, Opaque::Inverse(base.clone()))?;
        (format!("{t} ^ {n}"), format!("(power_below {x} _ {n} _ _ {number} {positive} {} eq_refl)", same(a, &b)))
    } else if e.is_negative() {
        let (v, _, b) = named(l, Opaque::Root(q, base.clone()))?;
        let (_, t, _) = named(l, Opaque::Inverse(Poly::var(v)))?;
        let by = format!("{number} {positive} {} eq_refl eq_refl", same(a, &b));
        (format!("{t} ^ {n}"), format!("({lemma}_below {x} _ _{q_index} {n} _ _ {by})"))
    } else {
        let (_, t, b) = named(l, Opaque::Root(q, base.clone()))?;
        (format!("{t} ^ {n}"), format!("({lemma} {x} _ _{q_index} {n} _ {number} {positive} {} eq_refl)", same(a, &b)))
    })
}

fn extremum(name: &str, t: &str, args: &[String], rel: &str, i: usize) -> String {
    let [a, b] = args else { return String::new() };
    let says = match name {
        "min_bound" | "max_bound" => format!("{t} {rel} {a}"),
        "min_bound_right" | "max_bound_right" => format!("{t} {rel} {b}"),
        _ => format!("{t} = {a}; {t} = {b}"),
    };
    format!(
        "refine (at_once env [{says}]%expr claim{i} _ ({name} (eval env ({a})%expr) (eval env ({b})%expr))); check."
    )
}
