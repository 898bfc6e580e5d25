//! A theorem's figure: one in which all its hypotheses and conditions hold, so that it says something.
//!
//! The picture that the proof was found on is made into a figure that can be checked. Where that fails (the picture may be close
//! to degenerate), other pictures are tried, always the same ones.

use super::conclude::unfit;
use super::{Clock, Config, further::further};
use euclase_diagram::{Figure, place_aux};
use euclase_figure::{Verdict, check_figure};
use euclase_grammar::core::{CoreTheorem, Pt};
use euclase_kernel::Theorem;
use euclase_kernel::cert::Certificate;

/// Other pictures that are tried.
const OTHERS: usize = 12;

/// Puts a checked figure into an accepted certificate, and says how it was checked. `picture` has the auxiliary points.
///
/// # Errors
/// Why the picture could not be made into a checked figure, nor could any other.
pub(super) fn guard(
    thm: &CoreTheorem,
    cert: &mut Certificate,
    theorem: &Theorem,
    picture: &Figure,
    config: &Config,
    clock: &Clock,
) -> Result<Verdict, String> {
    let first = match attempt(thm, cert, theorem, &picture.pts) {
        Ok(found) => Ok(found),
        Err(why) => {
            let others = further(thm, picture, config.seed, clock).take(OTHERS);
            let mut fitting = others.filter_map(|p| with_aux(thm, cert, theorem, p.pts));
            fitting.find_map(|pts| attempt(thm, cert, theorem, &pts).ok()).ok_or(why)
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
