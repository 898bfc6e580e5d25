//! The kernel's lemmas about figures: the support's, for the letters as the numbers are written first.

use super::facts::forall;
use super::lines::Lines;
use crate::export::NotExported;
use euclase_grammar::core::{Num, Pt, Q};

/// What proves a line by a lemma about a figure; `None` for other lemmas.
pub fn lemma(
    l: &mut Lines,
    i: usize,
    name: &str,
    terms: &[Num],
    cited: &[usize],
) -> Result<Option<String>, NotExported> {
    let wrong = || NotExported::new(format!("the lemma {name} with other terms"));
    // What the support's lemma says, as data; then the claim.
    let done = |says: String, by: String| {
        format!(
            "assert (said : says env [{says}]%expr). {{ bridge ({by}). }} refine (at_once env _ claim{i} _ said); check."
        )
    };
    let sides = |l: &mut Lines, [a, b, c]: [Pt; 3]| -> Result<[String; 3], NotExported> {
        Ok([l.w.expr(&Num::Len(b, c))?, l.w.expr(&Num::Len(c, a))?, l.w.expr(&Num::Len(a, b))?])
    };
    let nth = |l: &Lines, k: usize, clause: String| -> Result<String, NotExported> {
        let p = cited.get(k).copied().ok_or_else(wrong)?;
        Ok(format!("(at_once env claim{p} [{clause}]%expr eq_refl {})", l.cite_with(p, &Default::default())))
    };
    let need = |l: &Lines, clause: String| nth(l, 0, clause);
    let leaf = terms.first().map(Num::leaf_form);
    Ok(Some(match (name, leaf, terms) {
        ("length_sign", Some(Num::Len(a, b)), _) => {
            let t = l.w.expr(&Num::Len(a, b))?;
            done(format!("{t} >= 0"), format!("len_sign {}", l.w.places.list(&[a, b], " ")))
        }
        ("area_sign", Some(Num::Area(ps)), _) => {
            let t = l.w.expr(&Num::Area(ps.clone()))?;
            done(format!("{t} >= 0"), format!("area_sign [{}]", l.w.places.list(&ps, "; ")))
        }
        ("triangle", _, [Num::Len(a, b), Num::Len(c, d), Num::Len(e, f)]) => {
            let orders = [(a, b, c, d), (a, b, d, c), (b, a, c, d), (b, a, d, c)];
            let ends = |p: &Pt, s: &Pt| (p, s) == (e, f) || (p, s) == (f, e);
            let found = orders.into_iter().find(|(p, q, r, s)| q == r && ends(p, s)).ok_or_else(wrong)?;
            let [p, q, r] = [*found.0, *found.1, *found.3];
            let [x, y, z] = [l.w.expr(&Num::Len(p, q))?, l.w.expr(&Num::Len(q, r))?, l.w.expr(&Num::Len(p, r))?];
            done(format!("{x} + {y} >= {z}"), format!("len_triangle {}", l.w.places.list(&[p, q, r], " ")))
        }
        ("heron", Some(Num::Area(ps)), _) => {
            let ps: [Pt; 3] = ps.try_into().map_err(|_| wrong())?;
            let ([a, b, c], s) = (sides(l, ps)?, l.w.expr(&Num::Area(ps.to_vec()))?);
            let pairs = format!("{a} ^ 2 * {b} ^ 2 + {b} ^ 2 * {c} ^ 2 + {c} ^ 2 * {a} ^ 2");
            let fourths = format!("({a} ^ 2) ^ 2 + ({b} ^ 2) ^ 2 + ({c} ^ 2) ^ 2");
            let says = format!("16 * {s} ^ 2 = 2 * ({pairs}) - ({fourths})");
            done(says, format!("heron {}", l.w.places.list(&ps, " ")))
        }
        ("circumradius", Some(Num::Circumradius(p, q, r)), _) => {
            let ([a, b, c], s) = (sides(l, [p, q, r])?, l.w.expr(&Num::Area(vec![p, q, r]))?);
            let (t, by) = (l.w.expr(&Num::Circumradius(p, q, r))?, need(l, format!("{s} > 0"))?);
            let points = l.w.places.list(&[p, q, r], " ");
            done(format!("4 * {t} * {s} = {a} * {b} * {c}"), format!("circumradius_product {points} {by}"))
        }
        ("inradius", Some(Num::Inradius(p, q, r)), _) => {
            let ([a, b, c], s) = (sides(l, [p, q, r])?, l.w.expr(&Num::Area(vec![p, q, r]))?);
            let (t, by) = (l.w.expr(&Num::Inradius(p, q, r))?, need(l, format!("{s} > 0"))?);
            let points = l.w.places.list(&[p, q, r], " ");
            done(format!("2 * {s} = {t} * ({a} + {b} + {c})"), format!("inradius_product {points} {by}"))
        }
        ("distance", Some(Num::DistLine(p, a, b)), _) => {
            let (s, base) = (l.w.expr(&Num::Area(vec![p, a, b]))?, l.w.expr(&Num::Len(a, b))?);
            let (t, by) = (l.w.expr(&Num::DistLine(p, a, b))?, need(l, format!("{base} > 0"))?);
            let points = l.w.places.list(&[p, a, b], " ");
            done(format!("{t} * {base} = 2 * {s}"), format!("dist_line_product {points} {by}"))
        }
        ("angle_acute" | "angle_right" | "angle_obtuse", Some(Num::Ang(p, q, r)), _) => {
            let ([a, b, c], t) = (sides(l, [p, q, r])?, l.w.expr(&Num::Ang(p, q, r))?);
            let (how, gives) = match name {
                "angle_acute" => ("<", ">"),
                "angle_right" => ("=", "="),
                _ => (">", "<"),
            };
            let half = l.w.expr(&Num::Const(Q::new(1.into(), 2.into())))?;
            let [p, q, r] = [p, q, r].map(|x| l.w.places.list(&[x], " "));
            let premises = [
                ("left", format!("len {p} {q} > 0"), nth(l, 0, format!("{c} > 0"))?),
                ("right", format!("len {q} {r} > 0"), nth(l, 1, format!("{a} > 0"))?),
                ("compared", format!("angle {p} {q} {r} {how} 1 / 2"), nth(l, 2, format!("{t} {how} {half}"))?),
            ];
            // The numbers may be written with their points in another order.
            let shown =
                premises.map(|(name, claim, by)| format!("assert ({name} : ({claim})%R). {{ bridge ({by}). }} "));
            let says = format!("{a} ^ 2 + {c} ^ 2 {gives} {b} ^ 2");
            shown.concat() + &done(says, format!("{name} {p} {q} {r} left right compared"))
        }
        ("length_by_coordinates", Some(Num::Len(a, b)), [_, Num::Coordinate { frame, .. }]) => {
            let t = l.w.expr(&Num::Len(a, b))?;
            let ((x, at_x), (y, at_y)) = (l.w.place(*frame, a)?, l.w.place(*frame, b)?);
            if a == b {
                format!("refine (plain env claim{i} _); check.")
            } else {
                done(format!("{t} ^ 2 = square_in {x} {y}"), format!("length_by_coordinates {at_x} {at_y}"))
            }
        }
        ("area_by_coordinates", Some(Num::Area(ps)), [_, Num::Coordinate { frame, .. }]) => {
            let t = l.w.expr(&Num::Area(ps.clone()))?;
            let at: Vec<(String, String)> = ps.iter().map(|p| l.w.place(*frame, *p)).collect::<Result<_, _>>()?;
            let (spots, places): (Vec<String>, Vec<String>) = at.into_iter().unzip();
            let (spots, points) = (format!("[{}]", spots.join("; ")), format!("[{}]", l.w.places.list(&ps, "; ")));
            let by = format!("area_by_coordinates {spots} {points} {}", forall(&places));
            done(format!("4 * {t} ^ 2 = (polygon_in {spots}) ^ 2"), by)
        }
        _ => return Ok(None),
    }))
}
