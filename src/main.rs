//! The `prove` program; see `euclase::cli`.

/// Gives memory back to the system when a search ends, which the system's own allocator does not always do: a batch that looks at
/// the memory of its process would stop every theorem after the first large one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    euclase::cli::run()
}
