//! What systems do differently: all that is of Unix, of Linux or of Windows alone stands here.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};

/// Gives a program a group of its own, for those that it starts in its turn. (On Windows it has none: the program alone is ended.)
pub fn own_group(command: &mut Command) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    #[cfg(not(unix))]
    let _ = command;
}

/// Ends the group of a program that has not been waited for, so that its number is still its own.
pub fn end_group(child: &Child) {
    #[cfg(unix)]
    {
        use nix::sys::signal::{Signal, killpg};
        if let Ok(id) = i32::try_from(child.id()) {
            let _ = killpg(nix::unistd::Pid::from_raw(id), Signal::SIGKILL);
        }
    }
    #[cfg(not(unix))]
    let _ = child;
}

/// Lets programs that are started from now on have as much stack as may be had, up to so many bytes. (That of threads is not changed; on
/// Windows a program's stack is its own affair.)
pub fn more_stack(most: u64) {
    #[cfg(unix)]
    {
        use nix::sys::resource::{Resource, getrlimit, setrlimit};
        if let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_STACK) {
            let wanted = hard.min(most);
            if soft < wanted {
                // Where it is refused, they have what they had before.
                let _ = setrlimit(Resource::RLIMIT_STACK, wanted, hard);
            }
        }
    }
    #[cfg(not(unix))]
    let _ = most;
}

/// This program, to be started once more. On Linux it is still there for itself when its file has been replaced.
///
/// # Errors
/// The system does not tell.
pub fn this_program() -> std::io::Result<PathBuf> {
    let program = std::env::current_exe()?;
    let same = Path::new("/proc/self/exe");
    Ok(if !program.exists() && same.exists() { same.into() } else { program })
}

/// The file name of a program: `prove`, or `prove.exe`.
pub fn program_name(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The model of the processor, where it can be read (Linux).
pub fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|l| l.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().into())
}
