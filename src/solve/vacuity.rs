//! A theorem's figure: one in which all its hypotheses and conditions hold, so that it says something.
//!
//! The picture that the proof was found on is made into a figure that can be checked. Where that fails (the picture may be close
//! to degenerate), other pictures are tried, always the same ones.

use super::conclude::unfit;
use super::variables::Placed;
use super::{Clock, Config, further::further};
use euclase_diagram::{Figure, place_aux};
use euclase_figure::{Verdict, check_figure, check_figure_with};
use euclase_grammar::core::{CoreTheorem, Num, Pt};
use euclase_kernel::Theorem;
use euclase_kernel::cert::{Certificate, Value};

/// Other pictures that are tried.
const OTHERS: usize = 12;

/// Puts a checked figure into an accepted certificate, and says how it was checked. `picture` has the auxiliary points.
///
/// # Errors
/// Why the picture could not be made into a checked figure, nor could any other.
pub(super) fn guard(
    thm: &CoreTheorem,
    place: Option<&Placed>,
    cert: &mut Certificate,
    theorem: &Theorem,
    picture: &Figure,
    config: &Config,
    clock: &Clock,
) -> Result<Verdict, String> {
    let attempt = |cert: &mut Certificate, pts: &[[f64; 2]]| match place {
        None => attempt(thm, cert, theorem, pts),
        Some(place) => with_values(thm, place, cert, theorem, pts),
    };
    let first = match attempt(cert, &picture.pts) {
        Ok(found) => Ok(found),
        Err(why) => {
            let drawn = place.map_or(thm, |p| &p.drawn);
            let others = further(drawn, picture, config.seed, clock).take(OTHERS);
            let fitting: Vec<_> = others.filter_map(|p| with_aux(thm, cert, theorem, p.pts)).collect();
            fitting.into_iter().find_map(|pts| attempt(cert, &pts).ok()).ok_or(why)
        }
    };
    let (figure, verdict) = first?;
    cert.figure = Some(figure);
    Ok(verdict)
}

fn attempt(
    thm: &CoreTheorem,
    cert: &Certificate,
    theorem: &Theorem,
    pts: &[[f64; 2]],
) -> Result<(euclase_kernel::cert::Figure, Verdict), String> {
    let judge = |f: &_| check_figure(thm, &cert.aux, &cert.steps, theorem.conditions(), f);
    euclase_refute::witness(thm, &cert.aux, pts, &judge)
}

/// The same where there are real variables: the figure of the statement about points alone, and the values that the variables have in it.
fn with_values(
    thm: &CoreTheorem,
    place: &Placed,
    cert: &mut Certificate,
    theorem: &Theorem,
    pts: &[[f64; 2]],
) -> Result<(euclase_kernel::cert::Figure, Verdict), String> {
    let values = |f: &euclase_kernel::cert::Figure| -> Vec<(u32, Value)> {
        let term = |(v, n): (&u32, &Num)| Some((*v, Value::Term(euclase_figure::beside::number(n, &f.points)?)));
        place.values.iter().filter_map(term).collect()
    };
    let judge = |f: &_| check_figure_with(thm, &cert.aux, &cert.steps, theorem.conditions(), f, &values(f));
    let (figure, verdict) = euclase_refute::witness(&place.drawn, &cert.aux, pts, &judge)?;
    cert.values = values(&figure);
    Ok((figure, verdict))
}

/// A picture with the auxiliary points of a certificate, if the conditions hold clearly there.
fn with_aux(thm: &CoreTheorem, cert: &Certificate, theorem: &Theorem, mut pts: Vec<[f64; 2]>) -> Option<Vec<[f64; 2]>> {
    pts.truncate(thm.statement_points);
    for a in &cert.aux {
        let x = Pt(u32::try_from(pts.len()).ok()?);
        let d = euclase_kernel::auxiliary::define(&a.def, x, &a.args)?;
        pts.push(place_aux(&pts, x, &d.facts, &d.ensures).into_iter().next()?);
    }
    unfit(theorem, pts.len(), &pts).is_none().then_some(pts)
}
