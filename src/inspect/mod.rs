//! Looking into a search: traces read fast ([`read`]), and the screen of `prove inspect`: what it knows ([`app`], [`tree`]), what stands on it
//! ([`draw`], [`tables`]). Nothing here reads keys or owns a terminal: `cli/screen.rs` does, so that tests can.

pub mod app;
mod draw;
pub use draw::draw;
pub mod read;
mod tables;
pub mod tree;

#[cfg(test)]
mod tests;
