//! The commands that are understood, with their arguments and what they become.

use super::scene::{Object, Out, Scene};
use super::{curves, meets, moves, points, polygons, tangents, truths};

/// What makes a command's outputs: the arguments, and where the figure has the outputs.
pub(super) type Build = fn(&mut Scene, &[Object], &[Out]) -> Result<Vec<Object>, String>;

/// One way to call a command.
pub(super) struct Form {
    /// A letter for each argument: P point, L line, S segment (or two of its points), C circle, N number, V vector, G polygon,
    /// T statement, I list, `*` more of the last kind.
    pub args: &'static str,
    /// What it becomes, for the documents.
    pub means: &'static str,
    pub build: Build,
}

/// A command of GeoGebra's.
pub(super) struct Command {
    /// As files name it, then as people write it.
    pub names: &'static [&'static str],
    pub forms: &'static [Form],
}

const fn form(args: &'static str, means: &'static str, build: Build) -> Form {
    Form { args, means, build }
}

/// All of them, in the order of the document.
pub(super) const COMMANDS: &[Command] = &[
    // Points.
    Command {
        names: &["Point"],
        forms: &[
            form("L", "a point of a line, or inside a segment, or of a ray", points::on_line),
            form("LN", "the same", points::on_line),
            form("C", "a point of a circle, or of an arc", points::on_circle),
            form("CN", "the same", points::on_circle),
            form("G", "a point of the side on which the figure has it", points::on_polygon),
            form("GN", "the same", points::on_polygon),
            form("PV", "`translation`", points::at_vector),
        ],
    },
    Command {
        names: &["PointIn"],
        forms: &[
            form("G", "a free point `inside` a convex polygon", points::in_polygon),
            form("C", "a free point `inside` a circle", points::in_circle),
        ],
    },
    Command {
        names: &["Midpoint"],
        forms: &[
            form("PP", "`midpoint(A, B)`", points::midpoint),
            form("S", "`midpoint` of its ends", points::midpoint_of),
            form("C", "`center`", points::center),
        ],
    },
    Command { names: &["Center"], forms: &[form("C", "`center`", points::center)] },
    Command {
        names: &["Intersect"],
        forms: &[
            form("LL", "`meet`", meets::lines),
            form("LLN", "`meet`", meets::lines),
            form(
                "LC",
                "one point or both; `other than` a common point, otherwise the choice is said",
                meets::line_circle,
            ),
            form("LCN", "the same", meets::line_circle),
            form("LCP", "the same", meets::line_circle),
            form("CL", "the same", meets::circle_line),
            form("CLN", "the same", meets::circle_line),
            form("CLP", "the same", meets::circle_line),
            form("CC", "the same", meets::circles),
            form("CCN", "the same", meets::circles),
            form("CCP", "the same", meets::circles),
        ],
    },
    Command {
        names: &["ClosestPoint"],
        forms: &[
            form("LP", "`foot` of the perpendicular", points::closest),
            form("PL", "`foot` of the perpendicular", points::closest),
        ],
    },
    Command {
        names: &["TriangleCenter"],
        forms: &[form(
            "PPPN",
            "1 `incenter`, 2 `centroid`, 3 `circumcenter`, 4 `orthocenter`, 5 `ninepoint_center`, 6 the meeting of two symmedians, 7 Gergonne's and \
             8 Nagel's point by their contacts, 10 the `incenter` of the midpoints, 20 the orthocentre mirrored in the circumcentre",
            points::triangle_center,
        )],
    },
    Command {
        names: &["Centroid"],
        forms: &[
            form("G", "`centroid` of a triangle", polygons::centroid),
            form("PPP", "`centroid`", points::centroid),
        ],
    },
    Command { names: &["Barycenter"], forms: &[form("II", "a weighted sum of points", points::barycenter)] },
    Command {
        names: &["Vertex"],
        forms: &[form("G", "its corners", polygons::vertices), form("GN", "one of its corners", polygons::vertices)],
    },
    // Lines.
    Command {
        names: &["Line"],
        forms: &[
            form("PP", "`AB`", curves::line),
            form("PL", "`parallel_line`", curves::parallel),
            form("PV", "`parallel_line` to the vector's points", curves::along_vector),
        ],
    },
    Command {
        names: &["Segment"],
        forms: &[
            form("PP", "`AB`; as a locus `segment(A, B)`; as a number its length", curves::segment),
            form("PN", "the end, at that distance: a point of a circle", curves::segment_of_length),
        ],
    },
    Command {
        names: &["Ray"],
        forms: &[
            form("PP", "`AB`; as a locus `ray(A, B)`", curves::ray),
            form("PV", "the ray in the vector's direction", curves::ray_along),
        ],
    },
    Command {
        names: &["OrthogonalLine", "PerpendicularLine"],
        forms: &[
            form("PL", "`perpendicular_line`", curves::orthogonal),
            form("PV", "`perpendicular_line` to the vector's points", curves::orthogonal_to_vector),
        ],
    },
    Command {
        names: &["LineBisector", "PerpendicularBisector"],
        forms: &[
            form("PP", "`perpendicular_bisector`", curves::line_bisector),
            form("S", "`perpendicular_bisector` of its ends", curves::line_bisector_of),
        ],
    },
    Command {
        names: &["AngularBisector", "AngleBisector"],
        forms: &[
            form("PPP", "`bisector(A, B, C)`", curves::bisector),
            form("LL", "`bisector` and `external_bisector`, which is which by the figure", curves::bisectors),
        ],
    },
    Command {
        names: &["Tangent"],
        forms: &[
            form(
                "PC",
                "from a point of the circle `tangent_line`; from another, the lines to the points of contact",
                tangents::from_point,
            ),
            form("CP", "the same", tangents::to_point),
            form("LC", "the two that are parallel to a line", tangents::along_line),
            form("CC", "the common tangents, by `external_tangent` and `internal_tangent`", tangents::common),
        ],
    },
    Command {
        names: &["Polar"],
        forms: &[form("PC", "`polar`", tangents::polar), form("CP", "`polar`", tangents::polar_of)],
    },
    // Circles.
    Command {
        names: &["Circle"],
        forms: &[
            form("PP", "`circle(O, A)`", curves::circle_point),
            form("PPP", "`circle(A, B, C)`", curves::circle_three),
            form("PS", "`circle(O, AB)`", curves::circle_length),
            form(
                "PN",
                "`circle(O, AB)` for a length; for a number, any radius (the same for the same number)",
                curves::circle_number,
            ),
        ],
    },
    Command { names: &["Incircle"], forms: &[form("PPP", "`incircle`", curves::incircle)] },
    Command { names: &["Semicircle"], forms: &[form("PP", "half of `diameter_circle`", curves::semicircle)] },
    Command {
        names: &["CircleArc", "CircularArc"],
        forms: &[form("PPP", "`circle(O, A)`: where on it, is not said", curves::arc_center)],
    },
    Command { names: &["CircleSector", "CircularSector"], forms: &[form("PPP", "`circle(O, A)`", curves::arc_center)] },
    Command {
        names: &["CircumcircleArc", "CircumcircularArc"],
        forms: &[form("PPP", "`circle(A, B, C)`; its points are on the side of B", curves::arc_three)],
    },
    Command {
        names: &["CircumcircleSector", "CircumcircularSector"],
        forms: &[form("PPP", "`circle(A, B, C)`", curves::arc_three)],
    },
    // Polygons.
    Command {
        names: &["Polygon"],
        forms: &[
            form("PPN", "a regular polygon: squares, equilateral triangles, otherwise rotations", polygons::regular),
            form("PPP*", "its corners; free corners of a triangle are a `triangle`", polygons::polygon),
        ],
    },
    Command { names: &["RigidPolygon"], forms: &[form("PPP*", "its corners", polygons::polygon)] },
    Command { names: &["PolyLine", "Polyline"], forms: &[form("PPP*", "its corners", polygons::polygon)] },
    // Vectors and transformations.
    Command { names: &["Vector"], forms: &[form("PP", "`B - A`", moves::vector)] },
    Command {
        names: &["Mirror", "Reflect"],
        forms: &[
            form("PL", "`reflection`", moves::mirror),
            form("PP", "`mirror`", moves::mirror),
            form("PC", "`inverse`", moves::mirror),
            form("LL", "of the line's points", moves::mirror),
            form("LP", "of the line's points", moves::mirror),
            form("CL", "of the centre and a point", moves::mirror),
            form("CP", "of the centre and a point", moves::mirror),
            form("GL", "of the corners", moves::mirror),
            form("GP", "of the corners", moves::mirror),
        ],
    },
    Command {
        names: &["Rotate"],
        forms: &[
            form(
                "PNP",
                "`rotation` by the angle, counter-clockwise; by an angle of the figure: equal angles",
                moves::rotate,
            ),
            form("LNP", "of the line's points", moves::rotate),
            form("CNP", "of the centre and a point", moves::rotate),
            form("GNP", "of the corners", moves::rotate),
        ],
    },
    Command {
        names: &["Translate"],
        forms: &[
            form("PV", "`translation`", moves::translate),
            form("LV", "of the line's points", moves::translate),
            form("CV", "of the centre and a point", moves::translate),
            form("GV", "of the corners", moves::translate),
        ],
    },
    Command {
        names: &["Dilate"],
        forms: &[
            form("PNP", "a weighted sum of the two points", moves::dilate),
            form("LNP", "of the line's points", moves::dilate),
            form("CNP", "of the centre and a point", moves::dilate),
            form("GNP", "of the corners", moves::dilate),
        ],
    },
    // Numbers.
    Command {
        names: &["Distance"],
        forms: &[
            form("PP", "the length `AB`", truths::distance),
            form("PL", "`distance(P, l)`", truths::distance_line),
            form("LP", "`distance(P, l)`", truths::distance_line),
        ],
    },
    Command { names: &["Length"], forms: &[form("S", "the length `AB`", truths::length)] },
    Command { names: &["Radius"], forms: &[form("C", "`radius`", truths::radius)] },
    Command {
        names: &["Angle"],
        forms: &[
            form("PPP", "the angle at the second point", truths::angle),
            form("LL", "the angle between lines with a common point", truths::angle_lines),
            form("G", "the angles of a polygon", truths::angles),
        ],
    },
    Command {
        names: &["Area"],
        forms: &[form("G", "`area`", truths::area), form("PPP*", "`area`", truths::area_points)],
    },
    Command { names: &["Perimeter"], forms: &[form("G", "the sum of its sides", truths::perimeter)] },
    Command { names: &["Circumference"], forms: &[form("C", "2·pi·`radius`", truths::circumference)] },
    Command {
        names: &["Direction"],
        forms: &[form("L", "the vector between two points of the line", moves::direction_of)],
    },
    Command { names: &["Element"], forms: &[form("IN", "the object of that number in the list", moves::element)] },
    // Statements.
    Command { names: &["AreCollinear"], forms: &[form("PPP", "`collinear`", truths::collinear)] },
    Command { names: &["AreConcyclic"], forms: &[form("PPPP", "`cyclic`", truths::concyclic)] },
    Command { names: &["AreConcurrent"], forms: &[form("LLL", "`concurrent`", truths::concurrent)] },
    Command { names: &["AreParallel"], forms: &[form("LL", "`parallel`", truths::parallel)] },
    Command { names: &["ArePerpendicular"], forms: &[form("LL", "`perp`", truths::perpendicular)] },
    Command {
        names: &["AreCongruent"],
        forms: &[
            form("SS", "equal lengths", truths::congruent),
            form("CC", "equal radii", truths::congruent),
            form("GG", "congruent triangles", truths::congruent),
            form("NN", "equal numbers", truths::equal),
        ],
    },
    Command {
        names: &["AreEqual"],
        forms: &[
            form("PP", "the same point", truths::equal),
            form("SS", "equal lengths", truths::congruent),
            form("LL", "the same line", truths::equal),
            form("CC", "the same circle", truths::equal),
            form("NN", "equal numbers", truths::equal),
        ],
    },
    Command {
        names: &["IsTangent"],
        forms: &[form("LC", "`tangent`", truths::tangent), form("CL", "`tangent`", truths::tangent)],
    },
    Command {
        names: &["IsInRegion"],
        forms: &[
            form("PG", "`inside`, for a triangle or a convex polygon", truths::in_polygon),
            form("PC", "`inside`", truths::in_circle),
        ],
    },
    Command {
        names: &["Relation"],
        forms: &[
            form("LL", "parallel, perpendicular, or of equal length: what the figure has", truths::relation),
            form("PP", "the same point", truths::equal),
            form("PL", "on the line", truths::relation),
            form("PC", "on the circle", truths::relation),
            form("LC", "tangent", truths::relation),
        ],
    },
    Command { names: &["Prove"], forms: &[form("T", "the goal", truths::prove)] },
    Command { names: &["ProveDetails"], forms: &[form("T", "the goal", truths::prove)] },
];

/// The command of a name.
pub(super) fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|c| c.names.contains(&name))
}

/// The form that fits some arguments.
pub(super) fn fitting(command: &'static Command, scene: &Scene, args: &[Object]) -> Option<&'static Form> {
    command.forms.iter().find(|f| fits(f.args, scene, args))
}

fn fits(pattern: &str, scene: &Scene, args: &[Object]) -> bool {
    let more = pattern.ends_with('*');
    let kinds: Vec<char> = pattern.trim_end_matches('*').chars().collect();
    if args.len() < kinds.len() || args.len() > kinds.len() && !more {
        return false;
    }
    args.iter().enumerate().all(|(i, a)| kinds.get(i).or(kinds.last()).is_some_and(|k| is(*k, scene, a)))
}

fn is(kind: char, scene: &Scene, object: &Object) -> bool {
    match (kind, object) {
        ('P', Object::Point(_))
        | ('L', Object::Line(_))
        | ('C', Object::Circle(_))
        | ('N', Object::Number(_))
        | ('V', Object::Vector(_))
        | ('G', Object::Polygon(_))
        | ('T', Object::Truth(_))
        | ('I', Object::List(_)) => true,
        ('S', Object::Line(l)) => scene.segment_ends(*l).is_some(),
        // A segment is a number, too: its length.
        ('N', Object::Line(l)) => scene.segment_ends(*l).is_some(),
        _ => false,
    }
}

/// What an argument is, for people.
pub(super) fn kind_word(object: &Object) -> &'static str {
    match object {
        Object::Point(_) => "a point",
        Object::Line(_) => "a line",
        Object::Circle(_) => "a circle",
        Object::Number(_) => "a number",
        Object::Vector(_) => "a vector",
        Object::Polygon(_) => "a polygon",
        Object::Truth(_) => "a statement",
        Object::List(_) => "a list",
        Object::Missing(_) => "nothing",
    }
}

/// The arguments of a form, for people.
pub(super) fn arguments(pattern: &str) -> String {
    let word = |k: char| match k {
        'P' => "point",
        'L' => "line",
        'S' => "segment",
        'C' => "circle",
        'N' => "number",
        'V' => "vector",
        'G' => "polygon",
        'T' => "statement",
        _ => "list",
    };
    let mut all: Vec<&str> = pattern.trim_end_matches('*').chars().map(word).collect();
    if pattern.ends_with('*') {
        all.push("…");
    }
    all.join(", ")
}

/// The table of the document, as Markdown.
pub fn markdown() -> String {
    let mut out = String::from("| command | arguments | becomes |\n|---|---|---|\n");
    for c in COMMANDS {
        let names: Vec<String> = c.names.iter().map(|n| format!("`{n}`")).collect();
        for (i, f) in c.forms.iter().enumerate() {
            let first = if i == 0 { names.join(", ") } else { String::new() };
            out.push_str(&format!("| {first} | {} | {} |\n", arguments(f.args), f.means));
        }
    }
    out
}
