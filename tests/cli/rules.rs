//! Rules of the user: used where they are proved, and told apart where they are false, idle, or proved only by calculation.

use crate::run::{Folder, prove, prove_with};

const THEOREM: &str = "theorem twice { triangle PQR assume angle(P, Q, R) = 2*angle(P, R, Q) point S = foot(P, QR) \
    point T = midpoint(Q, R) show PQ = 2*ST }\n";
const RULE: &str = "rule doubled_angle(point A, B, C, D, M) { assume not collinear(A, B, C) \
    assume angle(A, B, C) = 2*angle(A, C, B) assume D = foot(A, BC) assume M = midpoint(B, C) show AB = 2*DM }\n";
const FALSE: &str = "rule wrong(point A, B, C) { assume AB = AC show AB = BC }\n";
const IDLE: &str = "rule plain(point A, B, C, M) { assume AB = AC, M = midpoint(B, C) show AM perp BC }\n";

#[test]
fn a_rule_brings_the_points_of_its_proof() {
    prove_with(&["-", "--prover", "closure"], THEOREM).expect(2, &["SZS status Unknown"]);
    let all = prove_with(&["-", "--prover", "closure"], [RULE, FALSE, IDLE, THEOREM].concat());
    all.expect(0, &["SZS status Theorem", "Auxiliary points", "X = reflection(Q, PS)"]);
    all.expect(
        0,
        &[
            "rule `doubled_angle`: proved",
            "rule `wrong` is not used: in a figure `AB = BC` is false",
            "rule `plain`: proved; it follows",
        ],
    );
}

#[test]
fn a_false_rule_proves_nothing() {
    let text = "theorem t { triangle ABC assume AB = AC show AB = BC }\n";
    prove_with(&["-"], [FALSE, text].concat()).assert_no_theorem();
    let open = "theorem t { triangle PQR assume angle(P, Q, R) = 2*angle(P, R, Q) point S = foot(P, QR) point T = midpoint(Q, R) show PQ = 2*ST }\n";
    prove_with(&["-", "--prover", "closure"], [FALSE, open].concat()).expect(2, &["rule `wrong` is not used"]);
}

#[test]
fn the_certificate_knows_of_no_rule_and_batches_use_them() {
    let f = Folder::new("rules");
    let file = f.file("t.fml", [RULE, THEOREM].concat());
    let cert = f.path("c.json");
    prove(&[&file, "--prover", "closure", "--cert", &cert]).expect(0, &["SZS status Theorem"]);
    prove(&["check", &file, &cert]).expect(0, &["accepted"]);
    assert!(!f.read("c.json").contains("doubled_angle"));
    prove(&["batch", &file, "--prover", "closure", "--quiet"]).expect(0, &["\"status\":\"Theorem\"", "reflection"]);
}
