//! Theorems built by hand for the tests of this room.

use euclase_grammar::core::{CoreTheorem, Fact, Goal, GoalKind, Hyp, Origin, PointInfo, Pt, Q, Shape};

/// A theorem with a picture, under construction.
pub struct Build {
    /// The theorem.
    pub thm: CoreTheorem,
    /// Its coordinates.
    pub pts: Vec<[f64; 2]>,
}

/// An integer as a rational.
pub fn q(n: i64) -> Q {
    Q::from_integer(n.into())
}

/// One half.
pub fn half() -> Q {
    Q::new(1.into(), 2.into())
}

impl Build {
    pub fn new(name: &str) -> Build {
        let thm = CoreTheorem {
            name: name.into(),
            points: vec![],
            statement_points: 0,
            reals: vec![],
            hyps: vec![],
            conds: vec![],
            props: vec![],
            goals: vec![],
            coords: vec![],
            shapes: vec![],
            sketch: None,
            source: None,
            expect: None,
            unsupported: vec![],
        };
        Build { thm, pts: vec![] }
    }

    /// Adds a point of the statement.
    pub fn pt(mut self, name: &str, x: f64, y: f64) -> Build {
        let hidden = name.starts_with('*');
        self.thm.points.push(PointInfo {
            name: name.trim_start_matches('*').into(),
            hidden,
            origin: Origin::default(),
        });
        self.thm.statement_points += 1;
        self.pts.push([x, y]);
        self
    }

    /// Adds an auxiliary point.
    pub fn aux(mut self, name: &str, x: f64, y: f64) -> Build {
        self = self.pt(name, x, y);
        self.thm.statement_points -= 1;
        self
    }

    /// Points by their names, written together (`AB1C'`).
    pub fn p(&self, names: &str) -> Vec<Pt> {
        let mut out: Vec<String> = vec![];
        for c in names.chars() {
            match out.last_mut() {
                Some(last) if !c.is_ascii_uppercase() => last.push(c),
                _ => out.push(c.to_string()),
            }
        }
        out.iter().map(|n| self.thm.find(n).unwrap_or_else(|| panic!("no point {n}"))).collect()
    }

    pub fn seg(mut self, pairs: &str) -> Build {
        for s in pairs.split(' ') {
            let v = self.p(s);
            self.thm.shapes.push(Shape::Segment(v[0], v[1]));
        }
        self
    }

    pub fn line(mut self, pairs: &str) -> Build {
        for s in pairs.split(' ') {
            let v = self.p(s);
            self.thm.shapes.push(Shape::Line(v[0], v[1]));
        }
        self
    }

    pub fn circle(mut self, names: &str) -> Build {
        let v = self.p(names);
        self.thm.shapes.push(match v[..] {
            [o, a] => Shape::CircleAt(o, a),
            _ => Shape::Circle3(v[0], v[1], v[2]),
        });
        self
    }

    pub fn hyp(mut self, fact: Fact, text: &str) -> Build {
        let origin = Origin { text: text.into(), span: (0, 0) };
        self.thm.hyps.push(Hyp { fact, origin });
        self
    }

    pub fn goal(mut self, fact: Fact, text: &str) -> Build {
        let origin = Origin { text: text.into(), span: (0, 0) };
        self.thm.goals.push(Goal { kind: GoalKind::Fact(fact), origin });
        self
    }

    pub fn coll(&self, s: &str) -> Fact {
        let v = self.p(s);
        Fact::Coll(v[0], v[1], v[2])
    }

    pub fn cyclic(&self, s: &str) -> Fact {
        let v = self.p(s);
        Fact::Cyclic(v[0], v[1], v[2], v[3])
    }

    /// A combination of logarithms; a pair of empty names continues the first string.
    pub fn log(&self, terms: &[(i64, &str)]) -> Fact {
        let all: Vec<Pt> = terms.iter().flat_map(|t| self.p(t.1)).collect();
        let terms = terms.iter().zip(all.chunks(2)).map(|(t, c)| (q(t.0), c[0], c[1])).collect();
        Fact::Log { terms, konst: vec![] }
    }

    /// A combination of directions, constant in half-turns.
    pub fn dir(&self, terms: &[(i64, &str)], turn: Q) -> Fact {
        let terms = terms
            .iter()
            .map(|(k, s)| {
                let v = self.p(s);
                (*k, v[0], v[1])
            })
            .collect();
        Fact::Dir { terms, turn }
    }

    pub fn perp(&self, a: &str, b: &str) -> Fact {
        self.dir(&[(1, a), (-1, b)], half())
    }

    pub fn para(&self, a: &str, b: &str) -> Fact {
        self.dir(&[(1, a), (-1, b)], q(0))
    }
}
