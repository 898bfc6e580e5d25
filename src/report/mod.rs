//! Reports: what a person or a program reads about one theorem.

pub mod escape;
pub mod figure;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod golden;
