//! The prelude means what its words say: each construction is compared with coordinates worked
//! out by other formulas. The right point satisfies all that the construction says, in figures of
//! both orientations; the wrong ones (the other bisector, the other intersection) do not.

use super::load;
use euclase_grammar::core::{Cmp, Cond, CoreTheorem, Fact, Num, Pt, Q};
use num_traits::ToPrimitive;
use std::f64::consts::PI;

type P = [f64; 2];

fn add(a: P, b: P) -> P {
    [a[0] + b[0], a[1] + b[1]]
}
fn sub(a: P, b: P) -> P {
    [a[0] - b[0], a[1] - b[1]]
}
fn mul(k: f64, a: P) -> P {
    [k * a[0], k * a[1]]
}
fn dot(a: P, b: P) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}
fn cross(a: P, b: P) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}
fn len(a: P) -> f64 {
    dot(a, a).sqrt()
}
fn dist(a: P, b: P) -> f64 {
    len(sub(a, b))
}
fn turn(a: P, by: f64) -> P {
    let (s, c) = by.sin_cos();
    [c * a[0] - s * a[1], s * a[0] + c * a[1]]
}
fn orient(t: [P; 3]) -> f64 {
    cross(sub(t[1], t[0]), sub(t[2], t[0]))
}
/// Angle at b, in half-turns.
fn angle(a: P, b: P, c: P) -> f64 {
    let (u, v) = (sub(a, b), sub(c, b));
    cross(u, v).abs().atan2(dot(u, v)) / PI
}
fn foot(p: P, a: P, b: P) -> P {
    let d = sub(b, a);
    add(a, mul(dot(sub(p, a), d) / dot(d, d), d))
}
fn meet(a: P, b: P, c: P, d: P) -> P {
    let (u, v) = (sub(b, a), sub(d, c));
    add(a, mul(cross(sub(c, a), v) / cross(u, v), u))
}
fn mid(a: P, b: P) -> P {
    mul(0.5, add(a, b))
}
fn circumcenter(a: P, b: P, c: P) -> P {
    let q = |u: P, v: P| add(mid(u, v), turn(sub(v, u), PI / 2.0));
    meet(mid(a, b), q(a, b), mid(b, c), q(b, c))
}
/// Weighted mean of three points.
fn weighted(w: [f64; 3], p: [P; 3]) -> P {
    let s = w[0] + w[1] + w[2];
    mul(1.0 / s, add(add(mul(w[0], p[0]), mul(w[1], p[1])), mul(w[2], p[2])))
}

struct Figure<'a> {
    theorem: &'a CoreTheorem,
    at: Vec<P>,
}

const TINY: f64 = 1e-9;

fn real(q: &Q) -> f64 {
    q.to_f64().unwrap()
}

impl Figure<'_> {
    fn p(&self, p: Pt) -> P {
        self.at[p.ix()]
    }
    fn d(&self, a: Pt, b: Pt) -> f64 {
        dist(self.p(a), self.p(b))
    }
    fn t(&self, t: &[Pt; 3]) -> f64 {
        orient(t.map(|p| self.p(p)))
    }
    fn direction(&self, terms: &[(i64, Pt, Pt)], turn: &Q) -> f64 {
        let sum: f64 = terms
            .iter()
            .map(|(k, a, b)| {
                let v = sub(self.p(*b), self.p(*a));
                *k as f64 * v[1].atan2(v[0]) / PI
            })
            .sum::<f64>()
            - real(turn);
        sum - sum.round()
    }
    fn num(&self, n: &Num) -> f64 {
        match n {
            Num::Const(c) => real(c),
            Num::Len(a, b) => self.d(*a, *b),
            Num::Ang(a, b, c) => angle(self.p(*a), self.p(*b), self.p(*c)),
            Num::Add(xs) => xs.iter().map(|x| self.num(x)).sum(),
            Num::Mul(xs) => xs.iter().map(|x| self.num(x)).product(),
            other => panic!("not used by the prelude: {other:?}"),
        }
    }
    /// How far the fact is from holding.
    fn residual(&self, f: &Fact) -> f64 {
        let lens = |ts: &[(Q, Pt, Pt)], g: &dyn Fn(f64) -> f64| {
            ts.iter().map(|(c, a, b)| real(c) * g(self.d(*a, *b))).sum::<f64>()
        };
        match f {
            Fact::Same(a, b) => self.d(*a, *b),
            Fact::Coll(a, b, c) => self.t(&[*a, *b, *c]),
            Fact::Cyclic(a, b, c, d) => {
                let o = circumcenter(self.p(*a), self.p(*b), self.p(*c));
                dist(o, self.p(*d)) - dist(o, self.p(*a))
            }
            Fact::Dir { terms, turn } => self.direction(terms, turn),
            Fact::Len { terms, konst } => lens(terms, &|x| x) - real(konst),
            Fact::Sq { terms, konst } => lens(terms, &|x| x * x) - real(konst),
            Fact::Log { terms, konst } => {
                lens(terms, &f64::ln) - konst.iter().map(|(p, e)| real(e) * (*p as f64).ln()).sum::<f64>()
            }
            Fact::Vec(ts) => len(ts.iter().fold([0.0, 0.0], |s, (c, p)| add(s, mul(real(c), self.p(*p))))),
            Fact::Ang { terms, konst } => {
                terms.iter().map(|(c, [a, b, d])| real(c) * angle(self.p(*a), self.p(*b), self.p(*d))).sum::<f64>()
                    - real(konst)
            }
            other => panic!("not used by the prelude: {other:?}"),
        }
    }
    fn holds(&self, c: &Cond) -> bool {
        match c {
            Cond::Distinct(a, b) => self.d(*a, *b) > TINY,
            Cond::NotColl(a, b, c) => self.t(&[*a, *b, *c]).abs() > TINY,
            Cond::NotPara(l, m) => cross(sub(self.p(l[0]), self.p(l[1])), sub(self.p(m[0]), self.p(m[1]))).abs() > TINY,
            Cond::DirNe { terms, turn } => self.direction(terms, turn).abs() > TINY,
            Cond::SameOrient(s, t) => self.t(s) * self.t(t) > TINY,
            Cond::OppOrient(s, t) => self.t(s) * self.t(t) < -TINY,
            Cond::Positive(t) => self.t(t) > TINY,
            Cond::Between(a, b, c) => dot(sub(self.p(*a), self.p(*b)), sub(self.p(*c), self.p(*b))) < -TINY,
            Cond::Outside(a, b, c) => dot(sub(self.p(*a), self.p(*b)), sub(self.p(*c), self.p(*b))) > TINY,
            Cond::Longer(l, m) => self.d(l[0], l[1]) > self.d(m[0], m[1]) + TINY,
            Cond::Num(a, op, b) => {
                let d = self.num(a) - self.num(b);
                match op {
                    Cmp::Lt => d < -TINY,
                    Cmp::Le => d < TINY,
                    Cmp::Gt => d > TINY,
                    Cmp::Ge => d > -TINY,
                    Cmp::Ne => d.abs() > TINY,
                }
            }
            other => panic!("not used by the prelude: {other:?}"),
        }
    }
    /// The first statement that does not hold.
    fn violated(&self) -> Option<String> {
        use euclase_grammar::words::{Style, cond, fact};
        let t = self.theorem;
        let f = t.hyps.iter().find(|h| self.residual(&h.fact).abs() > 1e-7);
        let c = t.conds.iter().find(|c| !self.holds(&c.cond));
        f.map(|h| fact(t, &h.fact, Style::Ascii)).or(c.map(|c| cond(t, &c.cond, Style::Ascii)))
    }
}

/// Coordinates by name. Hidden points are listed too, under the names that they get.
type Named = Vec<(&'static str, P)>;

fn first_violation(body: &str, points: &[(&'static str, P)]) -> Option<String> {
    let theorem = &load(&format!("theorem t {{ point A, B, C, P {body} show A = B }}"))[0];
    let at = theorem
        .points
        .iter()
        .map(|p| {
            points
                .iter()
                .find(|q| q.0 == p.name)
                .unwrap_or_else(|| panic!("no coordinates for {} in `{body}`", p.name))
                .1
        })
        .collect();
    Figure { theorem, at }.violated()
}

/// `right` gives the points that the construction makes of A, B, C, P; each of `wrong` gives points
/// that must not pass.
fn check(body: &str, right: &dyn Fn([P; 4]) -> Named, wrong: &[&dyn Fn([P; 4]) -> Named]) {
    let figure = [[0.3, 2.9], [-1.1, -0.2], [3.4, 0.4], [0.9, 0.8]];
    let mirrored = figure.map(|[x, y]| [-x, y]);
    for f in [figure, mirrored] {
        let given: Named = ["A", "B", "C", "P"].into_iter().zip(f).collect();
        let all = |extra: Named| [given.clone(), extra].concat();
        assert_eq!(first_violation(body, &all(right(f))), None, "`{body}` refuses the right point");
        for (i, w) in wrong.iter().enumerate() {
            assert!(first_violation(body, &all(w(f))).is_some(), "`{body}` accepts wrong point {i}");
        }
    }
}

/// The incenter (signs +++) or an excenter (one sign −).
fn incenter(s: [f64; 3], [a, b, c]: [P; 3]) -> P {
    weighted([s[0] * dist(b, c), s[1] * dist(c, a), s[2] * dist(a, b)], [a, b, c])
}

const IN: [f64; 3] = [1.0, 1.0, 1.0];
const EX: [f64; 3] = [-1.0, 1.0, 1.0];
const EX_B: [f64; 3] = [1.0, -1.0, 1.0];

#[test]
fn lines() {
    check(
        "point X on segment(A, B)",
        &|[a, b, ..]| vec![("X", weighted([1.0, 2.0, 0.0], [a, b, a]))],
        &[&|[a, b, ..]| vec![("X", weighted([-1.0, 2.0, 0.0], [a, b, a]))], &|[.., p]| vec![("X", p)]],
    );
    check(
        "point X on ray(A, B)",
        &|[a, b, ..]| vec![("X", weighted([-1.0, 2.0, 0.0], [a, b, a]))],
        &[&|[a, b, ..]| vec![("X", weighted([2.0, -1.0, 0.0], [a, b, a]))]],
    );
    check(
        "point X on parallel_line(P, AB)",
        &|[a, b, _, p]| vec![("X", add(p, mul(1.7, sub(b, a))))],
        &[&|[a, ..]| vec![("X", a)]],
    );
    check(
        "point X on perpendicular_line(P, AB)",
        &|[a, b, _, p]| vec![("X", add(p, turn(sub(b, a), PI / 2.0)))],
        &[&|[a, ..]| vec![("X", a)]],
    );
    check(
        "point X on perpendicular_bisector(A, B)",
        &|[a, b, ..]| vec![("X", add(mid(a, b), mul(0.3, turn(sub(b, a), PI / 2.0))))],
        &[&|[.., p]| vec![("X", p)]],
    );
    let on_bisector =
        |k: f64| move |[a, b, c, _]: [P; 4]| -> Named { vec![("X", add(b, mul(k, sub(incenter(IN, [a, b, c]), b))))] };
    let on_external = |k: f64| {
        move |[a, b, c, _]: [P; 4]| -> Named {
            vec![("X", add(b, mul(k, turn(sub(incenter(IN, [a, b, c]), b), PI / 2.0))))]
        }
    };
    check("point X on bisector(A, B, C)", &on_bisector(1.3), &[&on_external(1.0), &on_external(-1.0)]);
    check("point X on bisector(A, B, C)", &on_bisector(-0.4), &[&|[.., p]| vec![("X", p)]]);
    check("point X on external_bisector(A, B, C)", &on_external(0.8), &[&on_bisector(1.0), &on_bisector(-1.0)]);
    check("point X on external_bisector(A, B, C)", &on_external(-0.8), &[]);
    let at_angle =
        |d: f64| move |[a, b, _, p]: [P; 4]| -> Named { vec![("X", add(p, turn(sub(b, a), d * PI / 180.0)))] };
    check("point X on line_at_angle(P, AB, 40 deg)", &at_angle(40.0), &[&at_angle(-40.0), &at_angle(80.0)]);
    check("point X on line_at_angle(P, AB, 40 deg)", &at_angle(220.0), &[]);
    let third = |k: f64| {
        move |[a, b, c, _]: [P; 4]| -> Named {
            let full = cross(sub(a, b), sub(c, b)).signum() * angle(a, b, c) * PI;
            vec![("X", add(b, turn(sub(a, b), full * k)))]
        }
    };
    check(
        "point X on trisector(A, B, C)",
        &third(1.0 / 3.0),
        &[&third(2.0 / 3.0), &third(-1.0 / 3.0), &|q| {
            // The two other thirds of the same directed angle, 60 degrees away.
            let [(n, x)] = third(1.0 / 3.0)(q)[..] else { unreachable!() };
            vec![(n, add(q[1], turn(sub(x, q[1]), PI / 3.0)))]
        }],
    );
    check(
        "point X on symmedian(A, B, C)",
        &|[a, b, c, _]| {
            let (i, m) = (incenter(IN, [a, b, c]), mid(a, c));
            vec![("M_1", m), ("X", sub(mul(2.0, foot(m, b, i)), m))]
        },
        &[&|[a, _, c, _]| vec![("M_1", mid(a, c)), ("X", mid(a, c))]],
    );
}

#[test]
fn every_construction_is_compared() {
    let tests = include_str!("meaning.rs");
    for item in euclase_grammar::parse::parse(euclase_grammar::PRELUDE).file.items {
        assert!(tests.contains(&format!("{}(", item.name.name)), "no case for `{}`", item.name.name);
    }
}

#[test]
fn plain_points() {
    check(
        "point X = midpoint(A, B)",
        &|[a, b, ..]| vec![("X", mid(a, b))],
        &[&|[a, b, ..]| vec![("X", weighted([1.0, 2.0, 0.0], [a, b, a]))]],
    );
    check(
        "point X = meet(line(A, P), BC)",
        &|[a, b, c, p]| vec![("X", meet(a, p, b, c))],
        &[&|[a, b, ..]| vec![("X", mid(a, b))]],
    );
    check("point X = foot(P, AB)", &|[a, b, _, p]| vec![("X", foot(p, a, b))], &[&|[a, ..]| vec![("X", a)]]);
    check(
        "point X on circle(A, B, C)",
        &|[a, b, c, _]| vec![("X", again(a, mid(b, c), circumcenter(a, b, c)))],
        &[&|q| vec![("X", q[3])]],
    );
}

#[test]
fn triangle_centres() {
    let center = |s: [f64; 3]| move |[a, b, c, _]: [P; 4]| -> Named { vec![("X", incenter(s, [a, b, c]))] };
    check("point X = incenter(A, B, C)", &center(IN), &[&center(EX), &center(EX_B), &|[.., p]| vec![("X", p)]]);
    check("point X = excenter(A, B, C)", &center(EX), &[&center(IN), &center(EX_B), &center([1.0, 1.0, -1.0])]);
    let touch = |s: [f64; 3]| {
        move |[a, b, c, _]: [P; 4]| -> Named {
            let i = incenter(s, [a, b, c]);
            vec![("X", foot(i, b, c)), ("Y", foot(i, c, a)), ("Z", foot(i, a, b)), ("I", i)]
        }
    };
    check("point X, Y, Z, I = incircle_touch(A, B, C)", &touch(IN), &[&touch(EX)]);
    check("point X, Y, Z, I = excircle_touch(A, B, C)", &touch(EX), &[&touch(IN), &touch(EX_B)]);
    check(
        "circle g = incircle(A, B, C) point T on g",
        &|[a, b, c, _]| {
            let i = incenter(IN, [a, b, c]);
            vec![("I_1", i), ("X_1", foot(i, b, c)), ("T", foot(i, c, a))]
        },
        &[&|[a, b, c, p]| {
            let i = incenter(IN, [a, b, c]);
            vec![("I_1", i), ("X_1", foot(i, b, c)), ("T", p)]
        }],
    );
    check(
        "circle g = excircle(A, B, C) point T on g",
        &|[a, b, c, _]| {
            let j = incenter(EX, [a, b, c]);
            vec![("J_1", j), ("X_1", foot(j, b, c)), ("T", foot(j, c, a))]
        },
        &[],
    );
    let orthocenter = |[a, b, c, _]: [P; 4]| meet(a, foot(a, b, c), b, foot(b, c, a));
    check("point X = orthocenter(A, B, C)", &|q| vec![("X", orthocenter(q))], &[&|q| vec![("X", q[3])]]);
    check(
        "point X = circumcenter(A, B, C)",
        &|[a, b, c, _]| vec![("X", circumcenter(a, b, c))],
        &[&|q| vec![("X", q[3])]],
    );
    let mids = |[a, b, c, _]: [P; 4]| [mid(b, c), mid(c, a), mid(a, b)];
    check(
        "point X = centroid(A, B, C)",
        &|q| {
            let [d, e, f] = mids(q);
            vec![("D_1", d), ("E_1", e), ("F_1", f), ("X", weighted(IN, [q[0], q[1], q[2]]))]
        },
        &[],
    );
    check(
        "point X, Y, Z, G = medians(A, B, C)",
        &|q| {
            let [x, y, z] = mids(q);
            vec![("X", x), ("Y", y), ("Z", z), ("G", weighted(IN, [q[0], q[1], q[2]]))]
        },
        &[],
    );
    check(
        "point X, Y, Z, N = ninepoints(A, B, C)",
        &|q| {
            let ([x, y, z], [a, b, c, _]) = (mids(q), q);
            vec![("X", x), ("Y", y), ("Z", z), ("N", mid(orthocenter(q), circumcenter(a, b, c)))]
        },
        &[],
    );
    check(
        "point N = ninepoint_center(A, B, C)",
        &|q| {
            let ([x, y, z], [a, b, c, _]) = (mids(q), q);
            vec![("D_1", x), ("E_1", y), ("F_1", z), ("N", mid(orthocenter(q), circumcenter(a, b, c)))]
        },
        &[],
    );
    check(
        "point X = isogonal_conjugate(P, A, B, C)",
        &|[a, b, c, p]| {
            let i = incenter(IN, [a, b, c]);
            let image = |v: P| sub(mul(2.0, foot(p, v, i)), p);
            vec![("X", meet(a, image(a), b, image(b)))]
        },
        &[&|q| vec![("X", q[3])]],
    );
}

/// Where line from p through q meets the circle around o through p again.
fn again(p: P, q: P, o: P) -> P {
    sub(mul(2.0, foot(o, p, q)), p)
}

#[test]
fn circles() {
    let arc = |long: bool| {
        move |[a, b, c, _]: [P; 4]| -> Named {
            let (o, i) = (circumcenter(a, b, c), incenter(IN, [a, b, c]));
            let m = again(a, i, o);
            vec![("X", if long { sub(mul(2.0, o), m) } else { m })]
        }
    };
    check("point X = arc_midpoint(A, B, C)", &arc(false), &[&arc(true)]);
    check("point X = long_arc_midpoint(A, B, C)", &arc(true), &[&arc(false)]);
    check(
        "point X = antipode(B, circle(A, B))",
        &|[a, b, ..]| vec![("X", sub(mul(2.0, a), b))],
        &[&|[_, b, ..]| vec![("X", b)]],
    );
    let inverse = |k: f64| {
        move |[a, b, _, p]: [P; 4]| -> Named {
            vec![("X", add(a, mul(k * dist(a, b).powi(2) / dist(a, p).powi(2), sub(p, a))))]
        }
    };
    check("point X = inverse(P, circle(A, B))", &inverse(1.0), &[&inverse(-1.0), &inverse(1.1)]);
    check(
        "point X = second_meet(B, BC, circle(A, B))",
        &|[a, b, c, _]| vec![("X", again(b, c, a))],
        &[&|[_, b, ..]| vec![("X", b)]],
    );
    check(
        "point X = second_meet(B, circle(A, B), circle(C, B))",
        &|[a, b, c, _]| vec![("X", sub(mul(2.0, foot(b, a, c)), b))],
        &[&|[_, b, ..]| vec![("X", b)]],
    );
    check(
        "point X on tangent_line(B, circle(A, B))",
        &|[a, b, ..]| vec![("X", add(b, turn(sub(b, a), PI / 2.0)))],
        &[&|[_, _, c, _]| vec![("X", c)]],
    );
    let contact = |[a, b, c, _]: [P; 4]| {
        // From C to the circle with centre B and radius |BP| scaled below the distance.
        let r = 0.5 * dist(a, b);
        let d = sub(c, b);
        let phi = (r / len(d)).acos();
        let u = mul(r / len(d), d);
        (add(b, turn(u, phi)), add(b, turn(u, -phi)))
    };
    check(
        "point M = midpoint(A, B) point X, Y = tangent_points(C, circle(B, M))",
        &|q| vec![("M", mid(q[0], q[1])), ("X", contact(q).0), ("Y", contact(q).1)],
        &[&|q| vec![("M", mid(q[0], q[1])), ("X", contact(q).0), ("Y", contact(q).0)]],
    );
    let tangent = |external: bool| {
        move |[a, b, c, p]: [P; 4]| -> Named {
            // Radii: half of |AB| around B, a third of |CP| around C.
            let (r, s) = (0.5 * dist(a, b), dist(c, p) / 3.0);
            let d = sub(c, b);
            let phi = ((if external { r - s } else { r + s }) / len(d)).acos();
            let n = mul(1.0 / len(d), turn(d, phi));
            let y = if external { add(c, mul(s, n)) } else { sub(c, mul(s, n)) };
            vec![("M", mid(a, b)), ("N", weighted([1.0, 2.0, 0.0], [p, c, c])), ("X", add(b, mul(r, n))), ("Y", y)]
        }
    };
    let circles = "point M = midpoint(A, B) point N = A point X, Y = external_tangent(circle(B, M), circle(C, N))";
    let circles = circles.replace("point N = A", "point N where 3*N = 2*C + P");
    check(&circles, &tangent(true), &[&tangent(false)]);
    check(&circles.replace("external_tangent(", "internal_tangent("), &tangent(false), &[&tangent(true)]);
    check(
        "point X on radical_axis(circle(A, B), circle(C, P))",
        &|[a, b, c, p]| {
            let d = sub(c, a);
            let k = (dist(a, b).powi(2) - dist(c, p).powi(2) + dot(d, d)) / (2.0 * dot(d, d));
            vec![("X", add(add(a, mul(k, d)), mul(0.6, turn(d, PI / 2.0))))]
        },
        &[&|[_, b, ..]| vec![("X", b)]],
    );
    check(
        "point X on polar(P, circle(A, B))",
        &|q| {
            let i = inverse(1.0)(q)[0].1;
            vec![("Q_1", i), ("X", add(i, turn(sub(q[3], q[0]), PI / 2.0)))]
        },
        &[&|q| vec![("Q_1", inverse(1.0)(q)[0].1), ("X", q[3])]],
    );
    check(
        "point X on diameter_circle(A, B)",
        &|[a, b, ..]| vec![("X", add(mid(a, b), turn(mul(0.5, sub(a, b)), 1.0)))],
        &[&|[_, _, c, _]| vec![("X", c)]],
    );
    check(
        "point X on angle_circle(A, B, dangle(A, C, B))",
        &|[a, b, c, _]| {
            let o = circumcenter(a, b, c);
            vec![("X", add(o, turn(sub(a, o), 2.0)))]
        },
        &[&|[.., p]| vec![("X", p)]],
    );
    check(
        "point X on apollonius_circle(A, B, 2)",
        &|[a, b, ..]| vec![("X", weighted([1.0, 2.0, 0.0], [a, b, b]))],
        &[&|[a, b, ..]| vec![("X", weighted([2.0, 1.0, 0.0], [a, b, b]))]],
    );
}

#[test]
fn motions_and_polygons() {
    check(
        "point X = reflection(P, AB)",
        &|[a, b, _, p]| vec![("X", sub(mul(2.0, foot(p, a, b)), p))],
        &[&|q| vec![("X", q[3])]],
    );
    check("point X = mirror(P, A)", &|[a, _, _, p]| vec![("X", sub(mul(2.0, a), p))], &[&|q| vec![("X", q[3])]]);
    check(
        "point X = translation(P, A, B)",
        &|[a, b, _, p]| vec![("X", add(p, sub(b, a)))],
        &[&|[a, b, _, p]| vec![("X", add(p, sub(a, b)))]],
    );
    let rotated =
        |d: f64| move |[a, _, _, p]: [P; 4]| -> Named { vec![("X", add(a, turn(sub(p, a), d * PI / 180.0)))] };
    for d in [60.0, 90.0, 135.0, -90.0, -20.0, 300.0] {
        check(&format!("point X = rotation(P, A, {d} deg)"), &rotated(d), &[&rotated(-d), &rotated(d + 180.0)]);
    }
    check(
        "point X = parallelogram_vertex(A, B, C)",
        &|[a, b, c, _]| vec![("X", sub(add(a, c), b))],
        &[&|[a, b, c, _]| vec![("X", sub(add(a, b), c))]],
    );
    let square = |side: f64, flip: f64| {
        move |[a, b, ..]: [P; 4]| -> Named {
            let u = turn(sub(b, a), side * PI / 2.0);
            vec![("X", add(b, u)), ("Y", add(a, mul(flip, u)))]
        }
    };
    check("point X, Y = square_vertices(A, B)", &square(1.0, 1.0), &[&square(1.0, -1.0)]);
    check("point X, Y = square_vertices(A, B)", &square(-1.0, 1.0), &[]);
    check("point X, Y = counterclockwise_square(A, B)", &square(1.0, 1.0), &[&square(-1.0, 1.0)]);
    check("point X, Y = clockwise_square(A, B)", &square(-1.0, 1.0), &[&square(1.0, 1.0)]);
    let apex = |s: f64| move |[a, b, ..]: [P; 4]| -> Named { vec![("X", add(a, turn(sub(b, a), s * PI / 3.0)))] };
    check("point X = equilateral_vertex(A, B)", &apex(1.0), &[&|q| vec![("X", q[3])]]);
    check("point X = equilateral_vertex(A, B)", &apex(-1.0), &[]);
    check("point X = counterclockwise_equilateral(A, B)", &apex(1.0), &[&apex(-1.0)]);
    check("point X = clockwise_equilateral(A, B)", &apex(-1.0), &[&apex(1.0)]);
    check(
        "point X, Y = trisection_points(A, B)",
        &|[a, b, ..]| vec![("X", weighted([2.0, 1.0, 0.0], [a, b, b])), ("Y", weighted([1.0, 2.0, 0.0], [a, b, b]))],
        &[&|[a, b, ..]| vec![("Y", weighted([2.0, 1.0, 0.0], [a, b, b])), ("X", weighted([1.0, 2.0, 0.0], [a, b, b]))]],
    );
    check(
        "point X, Y = trisectors(A, B, C)",
        &|[a, b, c, _]| {
            let full = cross(sub(a, b), sub(c, b)).signum() * angle(a, b, c) * PI;
            let on = |k: f64| meet(a, c, b, add(b, turn(sub(a, b), full * k)));
            vec![("X", on(1.0 / 3.0)), ("Y", on(2.0 / 3.0))]
        },
        &[],
    );
}
