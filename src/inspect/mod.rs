//! Looking into a search: traces read fast ([`read`]), and the screen of `prove inspect`: what it knows ([`app`], [`tree`]), what stands on it
//! ([`draw`], [`tables`]). Nothing here reads keys or owns a terminal: `cli/screen.rs` does, so that tests can. A page about a theorem and its
//! search, for a browser, is made in [`html`].

pub mod app;
mod draw;
pub use draw::draw;
pub mod html;
pub mod read;
mod tables;
pub mod tree;

#[cfg(test)]
mod tests;
