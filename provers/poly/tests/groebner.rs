//! Ideals: members get cofactors that multiply out, others none; bases of known systems have the known size.

use euclase_poly::groebner::{
    Order, basis, derivation, eliminate, inconsistent, is_member, membership, radical_membership, relation,
};
use euclase_poly::{Poly, Work, int};

mod common;
use common::{Rng, parse};

fn sum(eqs: &[Poly], cofactors: &[Poly]) -> Poly {
    assert_eq!(eqs.len(), cofactors.len());
    Poly::sum(&eqs.iter().zip(cofactors).map(|(e, c)| e.mul(c).unwrap()).collect::<Vec<_>>())
}

const PLENTY: u64 = 1 << 34;

#[test]
fn random_members_are_found() {
    let mut rng = Rng(5);
    let stop = || false;
    for round in 0..60 {
        let (vars, degree) = (2 + round % 4, 1 + round % 3);
        let eqs: Vec<Poly> = (0..1 + rng.below(3)).map(|_| rng.poly(vars, 4, degree, round % 2)).collect();
        let cofactors: Vec<Poly> = eqs.iter().map(|_| rng.poly(vars, 3, 2, 1)).collect();
        let target = sum(&eqs, &cofactors);
        let found = membership(&target, &eqs, &mut Work::new(PLENTY, &stop)).expect("a member");
        assert_eq!(sum(&eqs, &found), target);
    }
}

#[test]
fn others_are_not_found() {
    let stop = || false;
    let eqs = [parse("x^2 + y^2 - 1"), parse("x*y - 2")];
    for text in ["x", "x - y", "x^4 + y^4 - 8", "1"] {
        assert_eq!(membership(&parse(text), &eqs, &mut Work::new(PLENTY, &stop)), None, "{text}");
        assert_eq!(is_member(&parse(text), &eqs, &mut Work::new(PLENTY, &stop)), Some(false), "{text}");
    }
    let quartic = parse("x^4 + y^4 + 7");
    assert_eq!(is_member(&quartic, &eqs, &mut Work::new(PLENTY, &stop)), Some(true));
    assert_eq!(membership(&quartic, &eqs, &mut Work::new(3, &stop)), None);
    assert_eq!(membership(&quartic, &eqs, &mut Work::new(PLENTY, &|| true)), None);
}

#[test]
fn contradictions_are_found() {
    let stop = || false;
    let eqs = [parse("x*y - 1"), parse("x^2 + z"), parse("y^3 - z*x"), parse("x + y + z + 5")];
    let found = inconsistent(&eqs, &mut Work::new(PLENTY, &stop)).expect("no common zero");
    assert_eq!(sum(&eqs, &found), Poly::one());
}

#[test]
fn powers_in_the_ideal_are_found() {
    let stop = || false;
    for (eqs, target, least) in [
        (vec!["x^2", "y^2"], "x + y", 3),
        (vec!["x^2 - 2*x*y + y^2"], "x - y", 2),
        (vec!["x^5", "y - x"], "y", 5),
        (vec!["x^4*y", "y^3 + x*y^3", "x^2 - x*y"], "x*y", 2),
    ] {
        let eqs: Vec<Poly> = eqs.into_iter().map(parse).collect();
        let target = parse(target);
        let (k, found) = radical_membership(&target, &eqs, &mut Work::new(PLENTY, &stop)).expect("in the radical");
        assert!(k >= least, "{k}");
        assert_eq!(sum(&eqs, &found), target.pow(k, 1000).unwrap());
    }
    assert_eq!(radical_membership(&parse("x"), &[parse("x*y")], &mut Work::new(PLENTY, &stop)), None);
}

#[test]
fn bases_have_their_cofactors() {
    let stop = || false;
    let eqs: Vec<Poly> = ["x^2 + y + z - 1", "x + y^2 + z - 1", "x + y + z^2 - 1"].into_iter().map(parse).collect();
    let found = basis(&eqs, &Order::Lex(vec![0, 1, 2]), &mut Work::new(PLENTY, &stop)).expect("a basis");
    // Cox, Little & O'Shea, chapter 3, section 1, example 2.
    let shown: Vec<String> = found.iter().map(|e| e.poly.show(&common::names()).to_string()).collect();
    assert_eq!(shown, ["z^6 - 4*z^4 + 4*z^3 - z^2", "z^4 + 2*y*z^2 - z^2", "y^2 - z^2 - y + z", "z^2 + x + y - 1"]);
    for e in &found {
        assert_eq!(sum(&eqs, &e.cofactors), e.poly);
    }
    let one = eliminate(&eqs, &[0, 1], &mut Work::new(PLENTY, &stop)).expect("elimination");
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].poly, found[0].poly);
}

/// `Σ products of d neighbours` for all d, and the product of all minus 1.
fn cyclic(n: u32) -> Vec<Poly> {
    let product = |i: u32, d: u32| Poly::product(&(0..d).map(|k| Poly::var((i + k) % n)).collect::<Vec<_>>()).unwrap();
    let mut all: Vec<Poly> = (1..n).map(|d| Poly::sum(&(0..n).map(|i| product(i, d)).collect::<Vec<_>>())).collect();
    all.push(product(0, n).sub(&Poly::one()));
    all
}

#[test]
fn the_basis_of_cyclic_5_is_that_of_the_literature() {
    let stop = || false;
    let eqs = cyclic(5);
    let found = basis(&eqs, &Order::Grevlex, &mut Work::new(PLENTY, &stop)).expect("a basis");
    // Twenty elements, and seventy zeros: the monomials that no leading one divides.
    assert_eq!(found.len(), 20);
    let leads: Vec<_> = found.iter().map(|e| e.poly.monomials()[0].clone()).collect();
    let mut standard = vec![euclase_poly::Mono::one()];
    for v in 0..5 {
        let powers = (0..16).map(|e| euclase_poly::Mono::power(v, e)).collect::<Vec<_>>();
        let all = standard.iter().flat_map(|m| powers.iter().map(|p| m.mul(p)));
        standard = all.filter(|m| !leads.iter().any(|l| l.divides(m))).collect();
    }
    assert_eq!(standard.len(), 70);
    for e in &found {
        assert_eq!(sum(&eqs, &e.cofactors), e.poly);
        assert_eq!(e.poly.content(), int(1));
    }
}

#[test]
fn long_derivations_come_in_steps() {
    let stop = || false;
    let mul = |a: &Poly, b: &Poly| a.mul(b).unwrap();
    let point = |i: u32| (Poly::var(2 * i), Poly::var(2 * i + 1));
    let collinear = |p: &(Poly, Poly), q: &(Poly, Poly), r: &(Poly, Poly)| {
        mul(&q.0.sub(&p.0), &r.1.sub(&p.1)).sub(&mul(&q.1.sub(&p.1), &r.0.sub(&p.0)))
    };
    let dot = |p: &(Poly, Poly), q: &(Poly, Poly), r: &(Poly, Poly), s: &(Poly, Poly)| {
        mul(&q.0.sub(&p.0), &s.0.sub(&r.0)).add(&mul(&q.1.sub(&p.1), &s.1.sub(&r.1)))
    };
    // Simson: the feet of the perpendiculars from a point of the circle to the sides of ABC are collinear.
    let [a, b, c, p, d, e, f] = std::array::from_fn(|i| point(i as u32));
    let mut eqs: Vec<Poly> =
        [&a, &b, &c, &p].iter().map(|x| mul(&x.0, &x.0).add(&mul(&x.1, &x.1)).sub(&one())).collect();
    for (foot, q, r) in [(&d, &b, &c), (&e, &c, &a), (&f, &a, &b)] {
        eqs.push(collinear(q, r, foot));
        eqs.push(dot(&p, foot, q, r));
    }
    let different = Poly::product(&[dot(&a, &b, &a, &b), dot(&b, &c, &b, &c), dot(&c, &a, &c, &a)]).unwrap();
    eqs.push(mul(&Poly::var(14), &different).sub(&one()));
    let goal = collinear(&d, &e, &f);
    let found = derivation(&goal, &eqs, 300, &mut Work::new(PLENTY, &stop)).expect("a theorem");
    assert!(found.derives(&goal, &eqs));
    assert!(found.steps.len() > 1);
    // A change of any step is noticed.
    let mut wrong = found.clone();
    wrong.steps[0].poly = wrong.steps[0].poly.add(&one());
    assert!(!wrong.derives(&goal, &eqs));
    assert!(!found.derives(&goal.add(&one()), &eqs));
}

fn one() -> Poly {
    Poly::one()
}

#[test]
fn values_are_found() {
    let stop = || false;
    for (eqs, target, wanted) in [
        (vec!["a + b + c", "a^2 + b^2 + c^2 - 1"], "a^4 + b^4 + c^4", "1/2"),
        (vec!["x + y - 3", "x*y - 1"], "x^5 + y^5", "123"),
        (vec!["x - 2", "y - x*z"], "3*y - 6*z + 1/3", "1/3"),
        // A contradiction: −1 · y⁰ is 0.
        (vec!["x + 1", "x"], "y", "-1"),
        (vec!["x*y - 1"], "x + y", "none"),
        (vec!["x^2 - 2", "y^2 - 3"], "x + y", "-1 0 10 0 -1"),
        (vec![], "7/2", "7/2"),
    ] {
        let eqs: Vec<Poly> = eqs.into_iter().map(parse).collect();
        let target = parse(target);
        let found = relation(&target, &eqs, &mut Work::new(PLENTY, &stop));
        let shown = match &found {
            None => "none".to_string(),
            Some(r) => r.value().map_or_else(
                || r.coefficients.iter().map(|c| (-c).to_string()).collect::<Vec<_>>().join(" "),
                |v| v.to_string(),
            ),
        };
        assert_eq!(shown, wanted, "{target}");
        if let Some(r) = found {
            let powers = r.coefficients.iter().enumerate().map(|(k, c)| target.pow(k as u32, 9999).unwrap().scale(c));
            assert_eq!(sum(&eqs, &r.cofactors), Poly::sum(&powers.collect::<Vec<_>>()));
        }
    }
}
