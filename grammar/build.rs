//! Makes the parser from `src/fml.lalrpop`.

fn main() {
    println!("cargo:rerun-if-changed=src/fml.lalrpop");
    lalrpop::Configuration::new()
        .emit_rerun_directives(false)
        .use_cargo_dir_conventions()
        .process()
        .expect("the grammar of the language must be LR(1)");
}
