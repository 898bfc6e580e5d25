//! The place of a point by its definition, and the enumerator's filters for points that others propose.

use super::coincide::{Scene, Seen, Site};
use super::kinds::Kind;
use super::moves::{Move, moves, of_pair, place};
use super::plane::{self, P, add, dist, dot, foot, meet, mid, scale, sub, turned};
use super::{Candidate, MOST_ARGS, Parts, loci, twins};
use euclase_deduction::pic::members;
use euclase_deduction::state::State;
use euclase_grammar::core::Pt;
use euclase_kernel::auxiliary::define;

/// Where a definition puts its point: nowhere, at one place, or at two between which it does not choose. `at`: the places of its points,
/// in the order of the kernel's table; as many as the kind wants.
pub fn places(kind: Kind, at: &[P]) -> Vec<P> {
    if let Some(points) = of_pair(kind) {
        return if points == at.len() { pair(kind, at).into_iter().collect() } else { Vec::new() };
    }
    places_of(kind, at).unwrap_or_default().into_iter().filter(|x| x[0].is_finite() && x[1].is_finite()).collect()
}

/// The place of the second of a pair.
fn pair(kind: Kind, at: &[P]) -> Option<P> {
    let all: Vec<u8> = (0..at.len() as u8).collect();
    let (first, second) = moves(kind, &all, at.len() as u8)?;
    let mut at = at.to_vec();
    at.push(place(&first?, &at)?);
    place(&second, &at)
}

fn places_of(kind: Kind, at: &[P]) -> Option<Vec<P>> {
    let one = match (kind, at) {
        (Kind::Midpoint, &[a, b]) => mid(a, b),
        (Kind::Mirror, &[p, c]) => sub(scale(c, 2.0), p),
        (Kind::Foot, &[p, a, b]) => foot(p, a, sub(b, a)),
        (Kind::Reflection, &[p, a, b]) => sub(scale(foot(p, a, sub(b, a)), 2.0), p),
        (Kind::Circumcenter, &[a, b, c]) => plane::circumcenter(a, b, c)?,
        (Kind::Orthocenter, &[a, b, c]) => meet(a, turned(sub(c, b)), b, turned(sub(c, a)))?,
        (Kind::Incenter, &[a, b, c]) => plane::incenter(a, b, c),
        (Kind::Excenter, &[a, b, c]) => plane::excenter(a, b, c),
        (Kind::Centroid, &[a, b, c]) => scale(add(add(a, b), c), 1.0 / 3.0),
        (Kind::ArcMidpoint, &[a, b, c]) => plane::arc_midpoint(a, b, c)?,
        // P + B − A
        (Kind::Parallelogram, &[p, a, b]) => sub(add(p, b), a),
        (Kind::Equilateral, &[a, b]) => return Some(plane::equilateral(a, b).to_vec()),
        (Kind::Inverse, &[p, o, a]) => {
            let v = sub(p, o);
            add(o, scale(v, dot(sub(a, o), sub(a, o)) / dot(v, v)))
        }
        (Kind::Meet, &[a, b, c, d]) => meet(a, sub(b, a), c, sub(d, c))?,
        (Kind::MeetParallel, &[p, a, b, c, d]) => meet(p, sub(b, a), c, sub(d, c))?,
        (Kind::MeetPerpendicular, &[p, a, b, c, d]) => meet(p, turned(sub(b, a)), c, sub(d, c))?,
        (Kind::MeetBisector, &[a, b, c, d, e]) => {
            let u = plane::bisector(a, b, c);
            return Some([u, turned(u)].into_iter().filter_map(|u| meet(b, u, d, sub(e, d))).collect());
        }
        (Kind::MeetPerpendicularBisector, &[a, b, c, d]) => meet(mid(a, b), turned(sub(b, a)), c, sub(d, c))?,
        (Kind::PerpendicularsMeet, &[p, a, b, q, c, d]) => meet(p, turned(sub(b, a)), q, turned(sub(d, c)))?,
        (Kind::PerpendicularBisectorsMeet, &[a, b, c, d]) => {
            meet(mid(a, b), turned(sub(b, a)), mid(c, d), turned(sub(d, c)))?
        }
        (Kind::SecondLineCircle, &[p, d, a, b]) => plane::second_on_line(p, sub(d, p), plane::circumcenter(p, a, b)?),
        (Kind::SecondLineCenter, &[p, d, o]) => plane::second_on_line(p, sub(d, p), o),
        (Kind::SecondCircles, &[p, a, b, c, d]) => {
            plane::second_of_circles(p, plane::circumcenter(p, a, b)?, plane::circumcenter(p, c, d)?)
        }
        (Kind::SimilitudeInner, &[a, p, b, q]) => plane::similitude(a, dist(a, p), b, dist(b, q)),
        (Kind::SimilitudeOuter, &[a, p, b, q]) => plane::similitude(a, dist(a, p), b, -dist(b, q)),
        (Kind::Contact, &[p, o, a]) => return Some(plane::contacts(p, o, a).to_vec()),
        (Kind::IsogonalConjugate, &[p, a, b, c]) => plane::isogonal_conjugate(p, a, b, c)?,
        (Kind::SpiralCenter, &[a, b, c, d]) => plane::spiral_center(a, b, c, d)?,
        (Kind::SimilarVertex, &[a, b, c, d, e]) => plane::similar_vertex(a, b, c, d, e),
        (Kind::MeetAntiparallel, &[p, a, b, c, d, e, f, g, h]) => {
            meet(p, plane::antiparallel(sub(b, a), sub(d, c), sub(f, e)), g, sub(h, g))?
        }
        _ => return None,
    };
    Some(vec![one])
}

/// How many points a kind takes.
pub fn arity(kind: Kind) -> usize {
    let all = euclase_kernel::auxiliary::DEFINITIONS;
    of_pair(kind).unwrap_or_else(|| all.iter().find(|d| d.0 == kind.name()).map_or(0, |d| d.1))
}

/// Why a proposed point is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing satisfies the definition in the picture.
    Impossible,
    /// It is far outside, or so near to a point that nothing can be told apart.
    Degenerate,
    /// A point of the picture is there.
    Existing(u8),
}

/// The filters of a state, for points that others propose.
pub struct Judge<'s> {
    s: &'s State,
    goal: Vec<bool>,
    parts: Parts,
    heads: Vec<u8>,
    lines: Vec<loci::Line>,
    circles: Vec<loci::Circle>,
}

impl<'s> Judge<'s> {
    /// Prepares a state. `goal`: for each point, whether a goal speaks of it.
    pub fn new(s: &'s State, goal: &[bool]) -> Judge<'s> {
        let heads = loci::heads(s);
        let mut aims = goal.to_vec();
        aims.resize(s.pic.n(), false);
        let (lines, circles, parts) = (loci::lines(s, &heads), loci::circles(s, &heads), Parts::new(s));
        Judge { s, goal: aims, lines, circles, parts, heads }
    }

    /// Lines of three or more points that are proved.
    pub fn lines(&self) -> impl Iterator<Item = Vec<u8>> {
        self.lines.iter().filter(|l| l.mask.count_ones() > 2).map(|l| members(l.mask).collect())
    }

    /// Circles of four or more points that are proved.
    pub fn circles(&self) -> impl Iterator<Item = Vec<u8>> {
        self.circles.iter().filter(|c| c.mask.count_ones() > 3).map(|c| members(c.mask).collect())
    }

    /// The candidates of a definition: those of its places that fit, nearest to `near` first if it is said. `score` is the worth
    /// of a candidate.
    ///
    /// # Errors
    /// No place fits: why the first does not.
    pub fn judge(
        &self,
        kind: Kind,
        args: &[u8],
        near: Option<P>,
        score: &dyn Fn(&Candidate) -> f32,
    ) -> Result<Vec<Candidate>, Unfit> {
        let xy = &self.s.pic.xy;
        if args.len() > MOST_ARGS || args.iter().any(|&p| usize::from(p) >= xy.len()) {
            return Err(Unfit::Impossible);
        }
        let at: Vec<P> = args.iter().map(|&p| xy[usize::from(p)]).collect();
        let mut all = places(kind, &at);
        if let Some(n) = near {
            all.sort_by(|a, b| plane::dist(*a, n).total_cmp(&plane::dist(*b, n)));
        }
        let scene = Scene::new(&self.s.pic, self.s.scale, &self.heads, &self.circles, &self.goal);
        let mut why = None;
        let mut fit = Vec::new();
        for x in all {
            match self.fits(kind, args, x, &scene) {
                Ok(twin) => {
                    let mut seen = Seen::default();
                    let of = moves(kind, args, xy.len() as u8).map(|m| m.1);
                    let again = twin.zip(of).and_then(|(p, m)| twins::met(self.s, &scene, &m, p, &mut seen));
                    let mut met = again.unwrap_or_else(|| kind.beyond(scene.meet(x, &mut seen)));
                    scene.measure(&seen, &mut met);
                    let mut c = Candidate::new(kind, args, x, met, twin);
                    c.aims = self.parts.aims(&c, &self.goal);
                    c.score = score(&c);
                    fit.push(c);
                }
                Err(e) => {
                    why.get_or_insert(e);
                }
            }
        }
        if fit.is_empty() { Err(why.unwrap_or(Unfit::Impossible)) } else { Ok(fit) }
    }

    /// Whether a place is good; the point that is there, if it is a second definition of one.
    fn fits(&self, kind: Kind, args: &[u8], x: P, scene: &Scene) -> Result<Option<u8>, Unfit> {
        // The enumerator chooses points for which its formulas are good; here anybody may have chosen them.
        let mut pts = self.s.pic.xy.clone();
        let (first, last) = moves(kind, args, pts.len() as u8).ok_or(Unfit::Impossible)?;
        if let Some(first) = first {
            let at = place(&first, &pts).ok_or(Unfit::Impossible)?;
            match scene.site(at) {
                Site::Unfit => return Err(Unfit::Degenerate),
                Site::Taken(p) => return Err(Unfit::Existing(p)),
                Site::Free => self.holds(&first, &mut pts, at)?,
            }
        }
        let twin = match scene.site(x) {
            Site::Unfit => return Err(Unfit::Degenerate),
            Site::Taken(p) if first.is_some() || !twins::new(self.s, &last, p) => return Err(Unfit::Existing(p)),
            Site::Taken(p) => Some(p),
            Site::Free => None,
        };
        self.holds(&last, &mut pts, x).map(|()| twin)
    }

    /// Adds a point, if its definition holds there.
    fn holds(&self, m: &Move, pts: &mut Vec<P>, x: P) -> Result<(), Unfit> {
        let d = define(m.kind.name(), Pt(pts.len() as u32), &m.points()).ok_or(Unfit::Impossible)?;
        pts.push(x);
        let holds = d.facts.iter().all(|f| euclase_diagram::eval::fact_holds(pts, f))
            && d.exists.iter().chain(&d.ensures).all(|c| euclase_diagram::eval::cond_holds(pts, c) != Some(false));
        if holds { Ok(()) } else { Err(Unfit::Impossible) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::candidates::{self, KINDS};
    use crate::search::score;
    use euclase_deduction::{Depth, Session};
    use euclase_diagram::{Options, draw};

    /// Every candidate that the enumerator lists is at the place that its definition has here, and passes the filters.
    #[test]
    fn places_are_those_of_the_enumerator() {
        let mut met = [false; KINDS.len()];
        for file in ["imo_2020_p1", "imo_2010_p2", "imo_2012_p5"] {
            let path = format!("{}/datasets/imo/{file}.fml", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).expect(file);
            let thm = euclase_grammar::load(&text).expect("well-formed").theorems.remove(0);
            let figure = draw(&thm, &Options { seed: 0, ..Options::default() }).expect("a figure");
            let mut s = Session::new(&thm, &figure.pts).expect("small");
            s.saturate(Depth::Cheap, &|| false);
            let goal = crate::search::goal_points(&thm);
            let (list, _) = candidates::list(&s.state, 0, &goal, &score::by_hand);
            let judge = Judge::new(&s.state, &goal);
            for (i, c) in list.iter().enumerate() {
                assert_eq!(arity(c.kind), c.args().len());
                let at: Vec<P> = c.args().iter().map(|&p| s.state.pic.xy[usize::from(p)]).collect();
                let near = |x: &P| plane::dist(*x, c.at) < 1e-9 * s.state.scale.max(1.0);
                assert!(places(c.kind, &at).iter().any(near), "{file}: {c:?} {:?}", places(c.kind, &at));
                // The filters are slow, and of one kind all are alike.
                if i % 23 == 0 || !met[c.kind as usize] {
                    let judged = judge.judge(c.kind, c.args(), Some(c.at), &score::by_hand);
                    let fit = judged.unwrap_or_else(|e| panic!("{file}: {e:?} {c:?}"));
                    assert!(near(&fit[0].at) && fit[0].met == c.met && fit[0].aims == c.aims, "{c:?} {fit:?}");
                }
                met[c.kind as usize] = true;
            }
        }
        for row in KINDS {
            assert!(met[row.0 as usize] || row.0 == Kind::Equilateral, "no {} came up", row.1);
        }
    }

    #[test]
    fn what_does_not_fit_is_told_apart() {
        let text = "theorem t { triangle ABC point D = midpoint(B, C) show AB = AC }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let figure = draw(&thm, &Options { seed: 0, ..Options::default() }).expect("a figure");
        let mut s = Session::new(&thm, &figure.pts).expect("small");
        s.saturate(Depth::Cheap, &|| false);
        let judge = Judge::new(&s.state, &[true; 3]);
        let why = |kind, args: &[u8]| judge.judge(kind, args, None, &score::by_hand).map(|f| f.len());
        assert_eq!(why(Kind::Midpoint, &[1, 2]), Err(Unfit::Existing(3)));
        assert_eq!(why(Kind::Midpoint, &[1, 1]), Err(Unfit::Existing(1)));
        assert_eq!(why(Kind::Circumcenter, &[1, 2, 3]), Err(Unfit::Impossible));
        assert_eq!(why(Kind::Foot, &[0, 1, 1]), Err(Unfit::Impossible));
        assert_eq!(why(Kind::Midpoint, &[1, 9]), Err(Unfit::Impossible));
        assert_eq!(why(Kind::Midpoint, &[0, 1, 2]), Err(Unfit::Impossible));
        assert_eq!(why(Kind::Equilateral, &[0, 1]), Ok(2));
    }
}
