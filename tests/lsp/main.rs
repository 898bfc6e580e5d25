//! `prove lsp` as an editor meets it: a scripted client that speaks the protocol.

// Signals and the like are tested where there are some.
#![cfg_attr(not(unix), allow(unused_imports, dead_code))]

mod client;
mod editing;
mod extension;
mod hostile;
mod proving;
mod speed;
