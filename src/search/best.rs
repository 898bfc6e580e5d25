//! The most promising state of a search: what to say when there is no proof.

use super::candidates::Candidate;
use super::trial::{determined, extended};
use crate::report::aux_text;
use euclase_deduction::Session;
use euclase_deduction::session::goal_proved;
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_kernel::cert::AuxPoint;

/// How far a state got beyond the closure of the statement alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The goals that are proved, by number; those beyond the 64th are not told apart.
    pub goals: u64,
    /// Independent relations among the statement's points that are new.
    pub relations: u32,
}

/// What the closure of the statement alone knows, to compare states with.
pub struct Ground {
    points: usize,
    goals: u64,
    relations: u32,
}

fn proved(s: &Session) -> u64 {
    let goals = s.thm.goals.iter().take(64).enumerate();
    // With one goal there is nothing between none and all.
    let some = s.thm.goals.len() > 1;
    let is = |g: &GoalKind| some && !matches!(g, GoalKind::Cond(_)) && goal_proved(&s.state, g);
    goals.filter(|(_, g)| is(&g.kind)).fold(0, |m, (i, _)| m | 1 << i)
}

impl Ground {
    /// Of the session that the search begins with.
    pub fn new(root: &Session) -> Ground {
        let points = root.state.pic.n();
        Ground { points, goals: proved(root), relations: determined(&root.state, points) }
    }

    /// How far a session got.
    pub fn reach(&self, s: &Session) -> Reach {
        Reach { goals: proved(s), relations: determined(&s.state, self.points).saturating_sub(self.relations) }
    }
}

/// A state that got farther than those before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Its auxiliary points.
    pub aux: Vec<AuxPoint>,
    /// Their places.
    pub at: Vec<[f64; 2]>,
    /// How far it got.
    pub reach: Reach,
}

impl Best {
    /// Of a state with one candidate more; `names` for what it adds.
    pub fn of(session: &Session, c: &Candidate, names: &[String], reach: Reach) -> Best {
        let (aux, at) = extended(session, c, names);
        Best { aux, at, reach }
    }

    /// Whether a state that got so far with so many points would be better: more goals, more relations, fewer points.
    pub fn less(best: Option<&Best>, reach: Reach, points: usize, ground: &Ground) -> bool {
        let worth = |r: Reach, points: usize| (r.goals.count_ones(), r.relations, std::cmp::Reverse(points));
        match best {
            Some(b) => worth(reach, points) > worth(b.reach, b.aux.len()),
            None => reach.relations > 0 || reach.goals.count_ones() > ground.goals.count_ones(),
        }
    }

    /// In words: its points, the goals it proves, what it gained.
    pub fn words(&self, thm: &CoreTheorem, states: u64) -> String {
        let named = crate::report::with_aux(thm, &self.aux);
        let points: Vec<String> = self.aux.iter().map(|a| aux_text(a, &named)).collect();
        let proved: Vec<&str> = (0..thm.goals.len().min(64))
            .filter(|i| self.reach.goals >> i & 1 == 1)
            .map(|i| thm.goals[i].origin.text.as_str())
            .collect();
        let goals = match proved.len() {
            0 => String::new(),
            n => format!("; it proves {n} of {} goals: {}", thm.goals.len(), proved.join(", ")),
        };
        let s = if self.reach.relations == 1 { "" } else { "s" };
        format!(
            "the most promising of {states} states adds {}, which gave {} new relation{s} among the points of the statement{goals}",
            points.join(", "),
            self.reach.relations
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use euclase_grammar::core::Pt;

    #[test]
    fn goals_count_before_relations_and_fewer_points_are_better() {
        let text = "theorem t { triangle ABC show AB = AC show BC = CA }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let ground = Ground { points: 3, goals: 0, relations: 0 };
        let reach = |goals, relations| Reach { goals, relations };
        assert!(!Best::less(None, reach(0, 0), 1, &ground));
        let x = AuxPoint { name: "X".into(), def: "foot".into(), args: vec![Pt(0), Pt(1), Pt(2)] };
        let y = AuxPoint { name: "Y".into(), def: "midpoint".into(), args: vec![Pt(0), Pt(3)] };
        let best = Best { aux: vec![x, y], at: vec![[0.0; 2]; 2], reach: reach(0, 12) };
        assert!(Best::less(Some(&best), reach(0, 13), 2, &ground) && Best::less(Some(&best), reach(0, 12), 1, &ground));
        assert!(Best::less(Some(&best), reach(1, 0), 2, &ground) && !Best::less(Some(&best), reach(0, 12), 2, &ground));
        assert_eq!(
            best.words(&thm, 30),
            "the most promising of 30 states adds X = foot(A, BC), Y = midpoint(A, X), which gave 12 new relations among the \
             points of the statement"
        );
        let some = Best { reach: reach(2, 1), ..best };
        assert!(
            some.words(&thm, 30)
                .ends_with("1 new relation among the points of the statement; it proves 1 of 2 goals: BC = CA")
        );
    }
}
