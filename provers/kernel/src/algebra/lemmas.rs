//! Lemmas about functions and figures: what they need, what they give. SOUNDNESS.md ("Lemmas of algebra") proves each.

use super::Clause;
use super::coordinates::Frame;
use euclase_grammar::core::{Atom, Num, Pt, Q, Rel};
use num_traits::ToPrimitive;

/// What a lemma says of its terms.
pub struct Lemma {
    /// Each is the claim of a line that is cited, or follows from it at once.
    pub needs: Vec<Atom>,
    /// The claim.
    pub gives: Clause,
}

type Instance = fn(&[Num]) -> Option<Lemma>;

/// Names, what the terms are, and the lemma for them.
pub const LEMMAS: &[(&str, &str, Instance)] = &[
    ("inverse", "x", inverse),
    ("root_power", "n, x", root_power),
    ("root_sign", "n, x", root_sign),
    ("abs_sign", "x", |t| one(t).map(|x| fact(&[], abs(x), Rel::Ge, int(0)))),
    ("abs_square", "x", |t| one(t).map(|x| fact(&[], power(abs(x.clone()), 2), Rel::Eq, power(x, 2)))),
    ("abs_same", "x", |t| one(t).map(|x| fact(&[(&x, Rel::Ge)], abs(x.clone()), Rel::Eq, x.clone()))),
    ("abs_opposite", "x", |t| one(t).map(|x| fact(&[(&x, Rel::Le)], abs(x.clone()), Rel::Eq, neg(x.clone())))),
    ("min_bound", "x, y", |t| two(t).map(|[x, y]| fact(&[], call("min", [x.clone(), y]), Rel::Le, x))),
    ("min_bound_right", "x, y", |t| two(t).map(|[x, y]| fact(&[], call("min", [x, y.clone()]), Rel::Le, y))),
    ("min_either", "x, y", |t| either("min", t)),
    ("max_bound", "x, y", |t| two(t).map(|[x, y]| fact(&[], call("max", [x.clone(), y]), Rel::Ge, x))),
    ("max_bound_right", "x, y", |t| two(t).map(|[x, y]| fact(&[], call("max", [x, y.clone()]), Rel::Ge, y))),
    ("max_either", "x, y", |t| either("max", t)),
    ("power_sign", "a, u", |t| two(t).map(|[a, u]| fact(&[(&a, Rel::Gt)], pow(&a, u), Rel::Gt, int(0)))),
    ("power_sum", "a, u, v", power_sum),
    ("power_power", "a, u, v", power_power),
    ("power_product", "a, b, u", power_product),
    ("power_order", "a, b, u", power_order),
    ("bernoulli", "x, u", bernoulli),
    ("weighted_means", "w1, …, wn, x1, …, xn", weighted_means),
    ("cauchy_schwarz", "x1, …, xn, y1, …, yn", cauchy_schwarz),
    ("length_sign", "|AB|", |t| one(t).and_then(|x| matches!(x, Num::Len(..)).then(|| fact(&[], x, Rel::Ge, int(0))))),
    ("area_sign", "area", |t| one(t).and_then(|x| matches!(x, Num::Area(_)).then(|| fact(&[], x, Rel::Ge, int(0))))),
    ("triangle", "|AB|, |BC|, |AC|", triangle),
    ("heron", "area ABC", heron),
    ("circumradius", "R of ABC", circumradius),
    ("inradius", "r of ABC", inradius),
    ("distance", "distance of P from AB", distance),
    ("angle_acute", "angle ABC", |t| angle(t, Rel::Lt, Rel::Gt)),
    ("angle_right", "angle ABC", |t| angle(t, Rel::Eq, Rel::Eq)),
    ("angle_obtuse", "angle ABC", |t| angle(t, Rel::Gt, Rel::Lt)),
    ("length_by_coordinates", "|AB|, a coordinate", length_by_coordinates),
    ("area_by_coordinates", "area, a coordinate", area_by_coordinates),
];

/// The lemma of that name for these terms; `None` where there is none.
pub fn lemma(name: &str, terms: &[Num]) -> Option<Lemma> {
    LEMMAS.iter().find(|l| l.0 == name).and_then(|l| l.2(terms))
}

fn int(n: i64) -> Num {
    Num::Const(Q::from_integer(n.into()))
}

fn power(x: Num, n: i64) -> Num {
    Num::Pow(Box::new(x), Q::from_integer(n.into()))
}

fn neg(x: Num) -> Num {
    Num::Neg(Box::new(x))
}

fn call<const N: usize>(f: &str, args: [Num; N]) -> Num {
    Num::Call(f.into(), args.to_vec())
}

fn abs(x: Num) -> Num {
    call("abs", [x])
}

fn pow(a: &Num, u: Num) -> Num {
    call("pow", [a.clone(), u])
}

fn times<const N: usize>(xs: [Num; N]) -> Num {
    Num::Mul(xs.to_vec())
}

fn one(t: &[Num]) -> Option<Num> {
    <[Num; 1]>::try_from(t.to_vec()).ok().map(|[x]| x)
}

fn two(t: &[Num]) -> Option<[Num; 2]> {
    t.to_vec().try_into().ok()
}

fn three(t: &[Num]) -> Option<[Num; 3]> {
    t.to_vec().try_into().ok()
}

/// A comparison under conditions that compare terms with zero.
fn fact(needs: &[(&Num, Rel)], lhs: Num, rel: Rel, rhs: Num) -> Lemma {
    let need = |(x, rel): &(&Num, Rel)| Atom { lhs: (*x).clone(), rel: *rel, rhs: int(0) };
    Lemma { needs: needs.iter().map(need).collect(), gives: vec![Atom { lhs, rel, rhs }] }
}

fn inverse(t: &[Num]) -> Option<Lemma> {
    let x = one(t)?;
    let product = times([x.clone(), Num::Div(Box::new(int(1)), Box::new(x.clone()))]);
    Some(fact(&[(&x, Rel::Ne)], product, Rel::Eq, int(1)))
}

/// An index of a root, and whether it is even.
fn index(n: &Num) -> Option<(i64, bool)> {
    let Num::Const(c) = n else { return None };
    let n = c.is_integer().then(|| c.to_integer().to_i64()).flatten().filter(|n| (2..=1_000).contains(n))?;
    Some((n, n % 2 == 0))
}

fn root_power(t: &[Num]) -> Option<Lemma> {
    let [n, x] = two(t)?;
    let (k, even) = index(&n)?;
    let needs: &[(&Num, Rel)] = if even { &[(&x, Rel::Ge)] } else { &[] };
    Some(fact(needs, power(call("root", [n, x.clone()]), k), Rel::Eq, x.clone()))
}

fn root_sign(t: &[Num]) -> Option<Lemma> {
    let [n, x] = two(t)?;
    index(&n)?;
    Some(fact(&[(&x, Rel::Ge)], call("root", [n, x.clone()]), Rel::Ge, int(0)))
}

fn either(f: &str, t: &[Num]) -> Option<Lemma> {
    let [x, y] = two(t)?;
    let is = |z: &Num| Atom { lhs: call(f, [x.clone(), y.clone()]), rel: Rel::Eq, rhs: z.clone() };
    Some(Lemma { needs: Vec::new(), gives: vec![is(&x), is(&y)] })
}

fn power_sum(t: &[Num]) -> Option<Lemma> {
    let [a, u, v] = three(t)?;
    let whole = pow(&a, Num::Add(vec![u.clone(), v.clone()]));
    Some(fact(&[(&a, Rel::Gt)], whole, Rel::Eq, times([pow(&a, u), pow(&a, v)])))
}

fn power_power(t: &[Num]) -> Option<Lemma> {
    let [a, u, v] = three(t)?;
    let whole = pow(&a, times([u.clone(), v.clone()]));
    Some(fact(&[(&a, Rel::Gt)], pow(&pow(&a, u), v), Rel::Eq, whole))
}

fn power_product(t: &[Num]) -> Option<Lemma> {
    let [a, b, u] = three(t)?;
    let parts = times([pow(&a, u.clone()), pow(&b, u.clone())]);
    Some(fact(&[(&a, Rel::Gt), (&b, Rel::Gt)], pow(&times([a.clone(), b.clone()]), u), Rel::Eq, parts))
}

fn power_order(t: &[Num]) -> Option<Lemma> {
    let [a, b, u] = three(t)?;
    let mut l = fact(&[(&b, Rel::Gt), (&u, Rel::Ge)], pow(&a, u.clone()), Rel::Ge, pow(&b, u.clone()));
    l.needs.push(Atom { lhs: a, rel: Rel::Ge, rhs: b });
    Some(l)
}

fn bernoulli(t: &[Num]) -> Option<Lemma> {
    let [x, u] = two(t)?;
    let base = Num::Add(vec![int(1), x.clone()]);
    let bound = Num::Add(vec![int(1), times([u.clone(), x])]);
    let mut l = fact(&[(&base, Rel::Gt)], pow(&base, u.clone()), Rel::Ge, bound);
    l.needs.push(Atom { lhs: u, rel: Rel::Ge, rhs: int(1) });
    Some(l)
}

fn weighted_means(t: &[Num]) -> Option<Lemma> {
    let (w, x) = halves(t)?;
    let mut needs = Vec::new();
    for (w, x) in w.iter().zip(x) {
        needs.push(Atom { lhs: w.clone(), rel: Rel::Ge, rhs: int(0) });
        needs.push(Atom { lhs: x.clone(), rel: Rel::Gt, rhs: int(0) });
    }
    needs.push(Atom { lhs: Num::Add(w.to_vec()), rel: Rel::Eq, rhs: int(1) });
    let sum = Num::Add(w.iter().zip(x).map(|(w, x)| times([w.clone(), x.clone()])).collect());
    let product = Num::Mul(w.iter().zip(x).map(|(w, x)| pow(x, w.clone())).collect());
    Some(Lemma { needs, gives: vec![Atom { lhs: sum, rel: Rel::Ge, rhs: product }] })
}

fn cauchy_schwarz(t: &[Num]) -> Option<Lemma> {
    let (x, y) = halves(t)?;
    let squares = |v: &[Num]| Num::Add(v.iter().map(|a| power(a.clone(), 2)).collect());
    let inner = Num::Add(x.iter().zip(y).map(|(a, b)| times([a.clone(), b.clone()])).collect());
    Some(fact(&[], power(inner, 2), Rel::Le, times([squares(x), squares(y)])))
}

fn halves(t: &[Num]) -> Option<(&[Num], &[Num])> {
    (t.len() >= 2 && t.len().is_multiple_of(2)).then(|| t.split_at(t.len() / 2))
}

fn length(a: Pt, b: Pt) -> Num {
    Num::Len(a, b)
}

/// AB + BC ≥ AC, whichever way the three lengths are written.
fn triangle(t: &[Num]) -> Option<Lemma> {
    let [x, y, z] = three(t)?;
    let (Num::Len(a, b), Num::Len(c, d), Num::Len(e, f)) = (&x, &y, &z) else { return None };
    let orders = [(a, b, c, d), (a, b, d, c), (b, a, c, d), (b, a, d, c)];
    let joined = |(p, q, r, s): (&Pt, &Pt, &Pt, &Pt)| q == r && ((p, s) == (e, f) || (p, s) == (f, e));
    orders.into_iter().any(joined).then(|| fact(&[], Num::Add(vec![x.clone(), y.clone()]), Rel::Ge, z.clone()))
}

/// The three sides of a triangle, each opposite its vertex.
fn sides(a: Pt, b: Pt, c: Pt) -> [Num; 3] {
    [length(b, c), length(c, a), length(a, b)]
}

/// 16 S² = 2(b²c² + c²a² + a²b²) − (a⁴ + b⁴ + c⁴), also of three points on a line.
fn heron(t: &[Num]) -> Option<Lemma> {
    let area = one(t)?;
    let Num::Area(ps) = &area else { return None };
    let [p, q, r] = ps[..] else { return None };
    let [a, b, c] = sides(p, q, r);
    let pair = |x: &Num, y: &Num| times([int(2), power(x.clone(), 2), power(y.clone(), 2)]);
    let fourth = |x: &Num| neg(power(x.clone(), 4));
    let sum = vec![pair(&b, &c), pair(&c, &a), pair(&a, &b), fourth(&a), fourth(&b), fourth(&c)];
    Some(fact(&[], times([int(16), power(area, 2)]), Rel::Eq, Num::Add(sum)))
}

/// 4 R S = a b c.
fn circumradius(t: &[Num]) -> Option<Lemma> {
    let radius = one(t)?;
    let Num::Circumradius(p, q, r) = radius else { return None };
    let area = Num::Area(vec![p, q, r]);
    Some(fact(&[(&area, Rel::Gt)], times([int(4), radius, area.clone()]), Rel::Eq, times(sides(p, q, r))))
}

/// 2 S = r (a + b + c).
fn inradius(t: &[Num]) -> Option<Lemma> {
    let radius = one(t)?;
    let Num::Inradius(p, q, r) = radius else { return None };
    let area = Num::Area(vec![p, q, r]);
    let perimeter = Num::Add(sides(p, q, r).to_vec());
    Some(fact(&[(&area, Rel::Gt)], times([int(2), area.clone()]), Rel::Eq, times([radius, perimeter])))
}

/// d · AB = 2 S.
fn distance(t: &[Num]) -> Option<Lemma> {
    let d = one(t)?;
    let Num::DistLine(p, a, b) = d else { return None };
    let base = length(a, b);
    let area = Num::Area(vec![p, a, b]);
    Some(fact(&[(&base, Rel::Gt)], times([d, base.clone()]), Rel::Eq, times([int(2), area])))
}

/// An angle that compares so with half a half-turn: BA² + BC² compares otherwise with AC².
fn angle(t: &[Num], rel: Rel, gives: Rel) -> Option<Lemma> {
    let angle = one(t)?;
    let Num::Ang(a, b, c) = angle else { return None };
    let [x, y, z] = sides(a, b, c);
    let sum = Num::Add(vec![power(x.clone(), 2), power(z.clone(), 2)]);
    let mut l = fact(&[(&z, Rel::Gt), (&x, Rel::Gt)], sum, gives, power(y, 2));
    l.needs.push(Atom { lhs: angle, rel, rhs: Num::Const(Q::new(1.into(), 2.into())) });
    Some(l)
}

/// Frame of a coordinate.
fn frame(n: &Num) -> Option<Frame> {
    if let Num::Coordinate { frame, .. } = n { Some(Frame(*frame)) } else { None }
}

/// AB² = (xB − xA)² + (yB − yA)².
fn length_by_coordinates(t: &[Num]) -> Option<Lemma> {
    let [l, c] = two(t)?;
    let Num::Len(a, b) = l else { return None };
    Some(fact(&[], power(l, 2), Rel::Eq, frame(&c)?.square(a, b)))
}

/// 4 S² = (Σ of twice the signed areas of its triangles)².
fn area_by_coordinates(t: &[Num]) -> Option<Lemma> {
    let [area, c] = two(t)?;
    let Num::Area(ps) = &area else { return None };
    let twice = frame(&c)?.twice_area(ps);
    Some(fact(&[], times([int(4), power(area, 2)]), Rel::Eq, power(twice, 2)))
}
