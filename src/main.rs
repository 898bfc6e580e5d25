//! The `prove` program; see `euclase::cli`.

fn main() -> std::process::ExitCode {
    euclase::cli::run()
}
