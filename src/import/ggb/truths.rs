//! Statements and numbers: what the file asks to be proved, in the language.

use super::args::{Made, circle, line, point, points, polygon, three};
use super::scene::{L, Number, Object, Out, P, Scene, list, sign, word};
use crate::plane::{cross, dist, dot};

fn truth(fact: String) -> Made {
    Ok(vec![Object::Truth(vec![fact])])
}

pub(super) fn collinear(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    truth(format!("collinear({})", list(&three(args)?)))
}

pub(super) fn concyclic(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    truth(format!("cyclic({})", list(&points(args)?)))
}

pub(super) fn concurrent(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let all = [line(args, 0)?, line(args, 1)?, line(args, 2)?].map(|l| s.line_text(l));
    truth(format!("concurrent({})", all.join(", ")))
}

fn related(s: &mut Scene, args: &[Object], word: &str) -> Made {
    let (l, m) = (line(args, 0)?, line(args, 1)?);
    truth(format!("{} {word} {}", s.line_text(l), s.line_text(m)))
}

pub(super) fn parallel(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    related(s, args, "parallel")
}

pub(super) fn perpendicular(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    related(s, args, "perp")
}

pub(super) fn tangent(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let (l, c) = match args.first() {
        Some(Object::Line(l)) => (*l, circle(args, 1)?),
        _ => (line(args, 1)?, circle(args, 0)?),
    };
    truth(format!("{} tangent {}", s.line_text(l), s.circle_text(c)))
}

pub(super) fn congruent(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    match (args.first(), args.get(1)) {
        (Some(Object::Circle(c)), Some(Object::Circle(d))) => {
            let (c, d) = (s.circle_text(*c), s.circle_text(*d));
            truth(format!("radius({c}) = radius({d})"))
        }
        (Some(Object::Polygon(a)), Some(Object::Polygon(b))) if a.len() == 3 && b.len() == 3 => {
            truth(format!("triangle {} congruent triangle {}", word(a), word(b)))
        }
        (Some(Object::Polygon(_)), Some(Object::Polygon(_))) => Err("only triangles can be congruent here".into()),
        _ => equal(s, args, &[]),
    }
}

/// A number as the language writes it.
pub(super) fn number_text(s: &Scene, object: &Object) -> Option<String> {
    match object {
        Object::Number(Number::Plain(q)) => Some(q.to_string()),
        Object::Number(Number::Degrees(q)) => Some(super::polygons::degrees(*q)),
        Object::Number(Number::Angle(t)) => Some(format!("angle({})", list(t))),
        Object::Number(Number::Other(text)) => Some(text.clone()),
        _ => s.length(object).map(|l| l.0),
    }
}

pub(super) fn equal(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let (Some(a), Some(b)) = (args.first(), args.get(1)) else { return Err("two things are compared".into()) };
    match (a, b) {
        (Object::Point(p), Object::Point(q)) => truth(format!("{} = {}", sign(*p), sign(*q))),
        (Object::Circle(c), Object::Circle(d)) => {
            let (o, p) = (s.center_text(*c), s.center_text(*d));
            let (c, d) = (s.circle_text(*c), s.circle_text(*d));
            Ok(vec![Object::Truth(vec![format!("{o} = {p}"), format!("radius({c}) = radius({d})")])])
        }
        _ => {
            if let (Some(x), Some(y)) = (number_text(s, a), number_text(s, b)) {
                return truth(format!("{x} = {y}"));
            }
            let (Object::Line(l), Object::Line(m)) = (a, b) else { return Err("these cannot be compared here".into()) };
            // Two points of the one are on the other.
            let text = s.line_text(*l);
            let on: Vec<P> = s.carrier(*m).map(|c| c.on.iter().copied().take(2).collect()).unwrap_or_default();
            match on.as_slice() {
                [p, q] => truth(format!("{} on {text}", list(&[*p, *q]))),
                _ => Err("its second line is not known by two points".into()),
            }
        }
    }
}

fn angle_of(s: &Scene, l: L, m: L) -> f64 {
    match (s.carrier(l), s.carrier(m)) {
        (Some(c), Some(d)) => cross(c.dir, d.dir).atan2(dot(c.dir, d.dir)),
        _ => f64::NAN,
    }
}

/// What the figure has: parallel, perpendicular, equal, on.
pub(super) fn relation(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let tiny = s.tiny();
    match (args.first(), args.get(1)) {
        (Some(Object::Line(l)), Some(Object::Line(m))) => {
            let angle = angle_of(s, *l, *m);
            if angle.sin().abs() < 1e-6 {
                return parallel(s, args, outs);
            }
            if angle.cos().abs() < 1e-6 {
                return perpendicular(s, args, outs);
            }
            let lengths = args.iter().map(|a| s.length(a)).collect::<Option<Vec<_>>>();
            match lengths.as_deref() {
                Some([a, b]) if (a.1 - b.1).abs() < tiny => truth(format!("{} = {}", a.0, b.0)),
                _ => Err("the figure has no relation between them that is known here".into()),
            }
        }
        (Some(Object::Line(_)), Some(Object::Circle(_))) => tangent(s, args, outs),
        _ => on(s, args),
    }
}

/// `P on l`
fn on(s: &mut Scene, args: &[Object]) -> Made {
    let p = point(args, 0)?;
    let text = match args.get(1) {
        Some(Object::Circle(c)) => s.circle_text(*c),
        _ => {
            let l = line(args, 1)?;
            s.line_text(l)
        }
    };
    truth(format!("{} on {text}", sign(p)))
}

/// A relation that is written with a sign.
pub(super) fn signed(s: &mut Scene, sign: char, args: &[Object]) -> Made {
    match (sign, args.first(), args.get(1)) {
        ('∥', Some(Object::Line(_)), Some(Object::Line(_))) => parallel(s, args, &[]),
        ('⟂', Some(Object::Line(_)), Some(Object::Line(_))) => perpendicular(s, args, &[]),
        ('=', ..) => equal(s, args, &[]),
        ('∈', Some(Object::Point(_)), Some(Object::Line(_) | Object::Circle(_))) => on(s, args),
        ('∧', Some(Object::Truth(a)), Some(Object::Truth(b))) => {
            Ok(vec![Object::Truth([a.clone(), b.clone()].concat())])
        }
        ('<' | '>' | '≠', Some(a), Some(b)) => match (number_text(s, a), number_text(s, b)) {
            (Some(x), Some(y)) => {
                truth(format!("{x} {} {y}", if sign == '≠' { "!=".to_string() } else { sign.to_string() }))
            }
            _ => Err("these cannot be compared here".into()),
        },
        _ => Err(format!("`{sign}` does not stand between such things")),
    }
}

/// Several statements as one.
pub(super) fn prove(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    Ok(args.iter().take(1).cloned().collect())
}

// --- numbers --------------------------------------------------------------------------------------------------------

fn number(n: Number) -> Made {
    Ok(vec![Object::Number(n)])
}

pub(super) fn distance(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let (a, b) = (point(args, 0)?, point(args, 1)?);
    number(Number::Length(word(&[a, b]), dist(s.at(a), s.at(b))))
}

pub(super) fn distance_line(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let (p, l) = match args.first() {
        Some(Object::Point(p)) => (*p, line(args, 1)?),
        _ => (point(args, 1)?, line(args, 0)?),
    };
    let away = dist(s.at(p), s.foot(s.at(p), l));
    number(Number::Length(format!("distance({}, {})", sign(p), s.line_text(l)), away))
}

pub(super) fn length(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let (text, value) = args.first().and_then(|a| s.length(a)).ok_or("it is no segment between two points")?;
    number(Number::Length(text, value))
}

pub(super) fn radius(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let c = circle(args, 0)?;
    let value = s.circles.get(c).map_or(f64::NAN, |c| c.radius);
    number(Number::Length(format!("radius({})", s.circle_text(c)), value))
}

pub(super) fn angle(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    number(Number::Angle(three(args)?))
}

pub(super) fn angle_lines(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    number(Number::Angle(super::curves::arms(s, line(args, 0)?, line(args, 1)?)?))
}

pub(super) fn angles(_: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let corners = polygon(args, 0)?;
    let n = corners.len();
    let at = |i: usize| corners.get(i % n).copied();
    let each = (0..outs.len()).map(|i| match (at(i + 1), at(i), at(i + n - 1)) {
        (Some(a), Some(b), Some(c)) if i < n => Object::Number(Number::Angle([a, b, c])),
        _ => Object::Missing("it has no further angle".into()),
    });
    Ok(each.collect())
}

pub(super) fn area(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    number(Number::Other(format!("area({})", list(polygon(args, 0)?))))
}

pub(super) fn area_points(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    number(Number::Other(format!("area({})", list(&points(args)?))))
}

pub(super) fn perimeter(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let corners = polygon(args, 0)?;
    let next = corners.iter().skip(1).chain(corners.first());
    let sides: Vec<String> = corners.iter().zip(next).map(|(a, b)| word(&[*a, *b])).collect();
    number(Number::Other(sides.join(" + ")))
}

pub(super) fn circumference(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let text = s.circle_text(circle(args, 0)?);
    number(Number::Other(format!("2*pi*radius({text})")))
}

pub(super) fn in_polygon(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    truth(format!("{} inside {}", sign(point(args, 0)?), word(polygon(args, 1)?)))
}

pub(super) fn in_circle(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let text = s.circle_text(circle(args, 1)?);
    truth(format!("{} inside {text}", sign(point(args, 0)?)))
}
