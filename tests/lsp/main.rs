//! `prove lsp` as an editor meets it: a scripted client that speaks the protocol.

mod client;
mod editing;
mod extension;
mod hostile;
mod proving;
mod speed;
