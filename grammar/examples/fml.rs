//! Reads a file and prints its core form, or its errors; `fmt` prints it formatted.
fn main() {
    let mut args = std::env::args().skip(1);
    let mut path = args.next().unwrap_or_default();
    let fmt = path == "fmt";
    if fmt {
        path = args.next().unwrap_or_default();
    }
    let bytes = std::fs::read(&path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if fmt {
        match euclase_grammar::format(&text) {
            Ok(s) => print!("{s}"),
            Err(es) => es.iter().for_each(|e| print!("{}", e.render(&text, &path))),
        }
        return;
    }
    let start = std::time::Instant::now();
    let r = euclase_grammar::load_bytes(&bytes);
    let took = start.elapsed();
    match r {
        Ok((_, f)) => {
            for w in &f.warnings {
                print!("{}", w.render(&text, &path));
            }
            for t in f.theorems.iter().chain(&f.rules) {
                println!("{}", euclase_grammar::words::core_text(t, euclase_grammar::words::Style::Ascii));
            }
        }
        Err(es) => es.iter().for_each(|e| print!("{}", e.render(&text, &path))),
    }
    eprintln!("{took:?}");
}
