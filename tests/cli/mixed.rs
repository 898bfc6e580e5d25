//! Geometry and algebra in one theorem: numbers of a figure, real variables beside points.

use crate::run::{Folder, prove, proved_text};

#[test]
fn identities_and_inequalities_of_triangles() {
    for name in [
        "altitudes_and_inradius",
        "area_below_half_product",
        "euler_radii",
        "gerretsen",
        "hadwiger_finsler",
        "heron_product",
        "median_between_bounds",
        "medians_and_sides_squared",
        "radii_of_the_excircles",
        "right_triangle_radii",
        "sides_of_a_triangle",
    ] {
        let f = Folder::new(&format!("mixed-{name}"));
        let (file, cert) = (format!("datasets/mixed/{name}.fml"), f.path("c.json"));
        prove(&[&file, "--cert", &cert]).expect(0, &["SZS status Theorem"]);
        prove(&["check", &file, &cert]).expect(0, &["accepted", "figure exact"]);
    }
}

/// All numbers by those of one triangle: incentres, cevians, points inside, real variables, sums of lengths, acute angles.
#[test]
fn figures_over_a_triangle() {
    for name in [
        "bisector_length_by_sides",
        "carnot_radii",
        "cosine_law_by_foot",
        "cosine_law_obtuse",
        "euler_incenter_distance",
        "excenter_distance",
        "four_points_longest",
        "gergonne_sum",
        "imo_1961_p4",
        "imo_1991_p1",
        "inner_path_is_shorter",
        "pompeiu",
        "ptolemy_inequality",
        "routh",
        "stewart_with_a_ratio",
    ] {
        let f = Folder::new(&format!("over-{name}"));
        let (file, cert) = (format!("datasets/mixed/{name}.fml"), f.path("c.json"));
        prove(&[&file, "--cert", &cert]).expect(0, &["SZS status Theorem", "Strength general"]);
        prove(&["check", &file, &cert]).expect(0, &["accepted", "figure e"]);
    }
}

#[test]
fn what_is_not_so_over_a_triangle_is_not_proved() {
    for goal in [
        "OI^2 = circumradius(A, B, C)*(circumradius(A, B, C) - inradius(A, B, C))",
        "OI < inradius(A, B, C)",
        "acute(B, A, C)",
        "IA + IB + IC < (AB + BC + CA)/2",
    ] {
        let text = format!(
            "theorem t {{ triangle ABC point O = circumcenter(A, B, C) point I = incenter(A, B, C) show {goal} }}"
        );
        proved_text(&text).assert_no_theorem();
    }
}

#[test]
fn false_ones_are_refuted() {
    for name in ["areas_at_any_point", "leibniz_wrong_weight", "radii_factor_three", "ptolemy_reversed"] {
        let said = prove(&[&format!("datasets/mixed/{name}.fml")]);
        said.assert_no_theorem().expect(1, &["SZS status CounterSatisfiable", "Counterexample"]);
    }
}

#[test]
fn variables_beside_points_have_values_in_the_figure() {
    let f = Folder::new("beside");
    let file = "datasets/mixed/sides_from_three_numbers.fml";
    prove(&[file, "--cert", &f.path("good.json")]).expect(0, &["SZS status Theorem", "in the figure, x = "]);
    let good: serde_json::Value = serde_json::from_str(&f.read("good.json")).expect("JSON");
    let check = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut c = good.clone();
        change(&mut c);
        prove(&["check", file, &f.file("x.json", c.to_string())])
    };
    let vacuous = "declined: proved under conditions that no checked figure satisfies: ";
    check(&|_| ()).expect(0, &["accepted", "figure exact"]);
    check(&|c| c["values"] = serde_json::json!([])).expect(2, &[vacuous]);
    check(&|c| c["values"][0][1] = "1".into()).expect(2, &[vacuous, "does not hold for these values"]);
    check(&|c| c["figure"]["points"][0][1] = "17/3".into()).expect(2, &[vacuous]);
    check(&|c| c["figure"]["label"] = "approximate".into()).expect(2, &[vacuous]);
}

#[test]
fn variables_that_no_figure_can_have_prove_nothing() {
    for (body, said) in [
        ("triangle ABC real t assume AB = t*BC, AB = (t + 1)*BC show t = 7", "no figure"),
        ("triangle ABC real t > 0 assume AB + t*BC = 0 show t = 7", "figure"),
        ("triangle ABC real t assume t^2 = 0 - AB show t = 7", "figure"),
    ] {
        let text = format!("theorem t {{ {body} }}");
        proved_text(&text).assert_no_theorem().expect(2, &["SZS status Unknown", said]);
    }
}

#[test]
fn alternatives_beside_points() {
    let said = proved_text("theorem t { triangle ABC assume AB > AC or AC > AB show AB + AC > BC }");
    said.expect(0, &["SZS status Theorem"]);
    // Figures are not drawn for alternatives: what does not hold in general stays open.
    let said = proved_text("theorem t { triangle ABC assume AB = 2*AC or AB = 3*AC show AB > AC }");
    said.assert_no_theorem();
}
