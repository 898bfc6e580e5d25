//! Formatting keeps the tree and the comments, and has nothing to add the second time.

use euclase_grammar::ast::File;
use euclase_grammar::parse::parse;

fn check(source: &str, expected: &str) {
    let got = euclase_grammar::format(source).unwrap();
    assert_eq!(got, expected);
    assert_eq!(euclase_grammar::format(&got).unwrap(), got, "formatting twice differs");
}

/// The tree without its places.
pub fn shape(file: &File) -> String {
    let text = format!("{file:?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(i) = rest.find("Span {") {
        out.push_str(&rest[..i]);
        let end = rest[i..].find('}').map_or(rest.len(), |j| i + j + 1);
        rest = &rest[end..];
    }
    out + rest
}

fn round_trip(source: &str) {
    let first = parse(source);
    assert!(first.errors.is_empty(), "{source}\n{:?}", first.errors);
    let text = euclase_grammar::format(source).unwrap();
    assert_eq!(shape(&parse(&text).file), shape(&first.file), "{text}");
    assert_eq!(euclase_grammar::format(&text).unwrap(), text);
    assert_eq!(first.comments.len(), parse(&text).comments.len());
}

#[test]
fn comments_stay() {
    check(
        "# top\n\n@source(\"x\")   # where\ntheorem t {# head\npoint A,B # two\n\n\n# alone\nassume AB # inside\n = AB\nshow A=B proof{# p\nhave A=B# h\n# last\n} # after\n}# end\n\n# bottom",
        "\
# top

@source(\"x\")  # where
theorem t {  # head
  point A, B  # two

  # alone
  # inside
  assume AB = AB
  show A = B
  proof {  # p
    have A = B  # h
    # last
  }  # after
}  # end

# bottom
",
    );
}

#[test]
fn one_way_to_write() {
    check(
        "theorem t{triangle ABC real x,y>0 assume AB∥CD,∠ABC≤90°,x·y²=(x+y)/2 , X between A and B show ((x))=(x*y)*2/(x/y)-(x-y)}",
        "\
theorem t {
  triangle ABC
  real x, y > 0
  assume AB parallel CD, angle ABC <= 90 deg, x*y^2 = (x + y)/2, X between A, B
  show x = x*y*2/(x/y) - (x - y)
}
",
    );
    check(
        "theorem t { assume a=b or c=d and not e=f, (a=b or c=d) and e=f, for all x: x=x implies y=y, -a^-2 + (-b)*c = -(a+b) }",
        "\
theorem t {
  assume a = b or c = d and not e = f, (a = b or c = d) and e = f, for all x: x = x implies y = y,
    -a^-2 + (-b)*c = -(a + b)
}
",
    );
}

#[test]
fn every_file_of_the_project_survives() {
    fn files(dir: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
        for e in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            let p = e.path();
            if p.is_dir() {
                files(&p, out);
            } else if p.extension().is_some_and(|x| x == "fml") {
                out.push(p);
            }
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut all = vec![root.join("grammar/prelude.fml")];
    files(&root.join("datasets"), &mut all);
    files(&root.join("tests"), &mut all);
    for p in all {
        let Ok(source) = String::from_utf8(std::fs::read(&p).unwrap()) else { continue };
        // Files of bad input are there to be refused.
        if parse(&source).errors.is_empty() {
            round_trip(&source);
        }
    }
}
