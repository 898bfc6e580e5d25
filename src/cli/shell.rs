//! `prove completions`, `prove man`: what shells and `man` want to know of the commands, made from the commands themselves.

use super::{Cli, Failure, IO, files};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::path::{Path, PathBuf};

/// Where the scripts go.
pub const AFTER_COMPLETIONS: &str = "\
Examples:
  prove completions bash >~/.local/share/bash-completion/completions/prove
  prove completions zsh >~/.zfunc/_prove        (a folder of fpath)
  prove completions fish >~/.config/fish/completions/prove.fish";

/// Where the pages go.
pub const AFTER_MAN: &str = "\
Example:
  prove man --out ~/.local/share/man/man1 && man prove-batch";

#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Args, Debug)]
pub struct ManArgs {
    /// Write a page for each command into this folder: prove.1, prove-batch.1 … (otherwise: print the first)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `prove completions`
pub fn completions(a: &CompletionsArgs) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(a.shell, &mut Cli::command(), "prove", &mut script);
    files::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}

/// `prove man`
pub fn man(a: &ManArgs) -> Result<u8, Failure> {
    let mut whole = Cli::command();
    whole.build();
    let Some(folder) = &a.out else {
        files::print(&page(whole, "prove")?)?;
        return Ok(0);
    };
    std::fs::create_dir_all(folder)
        .map_err(|e| Failure::new(IO, format!("cannot make {}: {e}", files::called(folder))))?;
    let commands = whole.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help");
    let pages: Vec<(String, clap::Command)> = commands
        .map(|c| (format!("prove-{}", c.get_name()), c.clone()))
        .chain([("prove".into(), whole.clone())])
        .collect();
    for (name, command) in pages {
        let path: &Path = &folder.join(format!("{name}.1"));
        files::write(path, &page(command, &name)?)?;
    }
    Ok(0)
}

/// The page of a command, which is called `name`.
fn page(command: clap::Command, name: &str) -> Result<String, Failure> {
    let title = name.to_uppercase();
    let page = clap_mangen::Man::new(command)
        .title(title)
        .source(concat!("prove ", env!("CARGO_PKG_VERSION")))
        .manual("Euclase");
    let mut text = Vec::new();
    page.render(&mut text).map_err(|e| Failure::new(IO, format!("cannot write the page of {name}: {e}")))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}
