//! The policy as a program: a state a line comes in, scores go out.
//!
//! One thread, fixed shapes and rounded scores, so that the same state gets the same scores whatever came before it.

use crate::batch::{Sizes, check, pack};
use crate::net::Net;
use anyhow::Context;
use euclase_protocol::{Ask, Item, Scores, View};
use std::io::{BufRead, Write};

/// Candidates that are scored at once.
const AT_ONCE: usize = 512;
/// Scores are multiples of 1/64.
const STEP: f32 = 64.0;

/// Scores the candidates of a state.
pub fn score(net: &Net, view: &View, items: &[Item]) -> Scores {
    let _guard = tch::no_grad_guard();
    let up = |n: usize, to: usize| n.max(1).div_ceil(to) * to;
    let size = Sizes { points: up(view.points.len(), 8), rows: up(view.rows.len(), 32), items: AT_ONCE };
    let round = |x: f32| (x * STEP).round() / STEP;
    let mut out = Scores::default();
    let nothing: [&[Item]; 1] = [&[]];
    let chunks: Vec<&[Item]> = items.chunks(AT_ONCE).collect();
    for chunk in if chunks.is_empty() { &nothing[..] } else { &chunks[..] } {
        let (scores, value) = net.forward(&pack(&[(view, chunk)], size), true);
        let scores: Vec<f32> = Vec::try_from(scores.flatten(0, -1)).unwrap_or_default();
        out.scores.extend(scores.into_iter().take(chunk.len()).map(round));
        out.value = round(value.double_value(&[0]) as f32);
    }
    out
}

/// Answers until the input ends.
///
/// # Errors
/// The input is not of the protocol, or the reader has gone.
pub fn serve(net: &Net, input: impl BufRead, mut output: impl Write) -> anyhow::Result<()> {
    let mut after = Some(net.after());
    for line in input.lines() {
        let ask: Ask = serde_json::from_str(&line?).context("a message is not a state with candidates")?;
        check(&ask.view, &ask.items)?;
        let scores = Scores { after: after.take(), ..score(net, &ask.view, &ask.items) };
        serde_json::to_writer(&mut output, &scores)?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(())
}
