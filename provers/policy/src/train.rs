//! Training from states files: a listwise loss, validation after each pass, early stopping, resumption.
//!
//! The loss of a state is the negative logarithm of the chance that a candidate drawn from the softmax of the scores solves it,
//! over all candidates (those left out of the file are stood for by weights). So all solvers count, not one that a proof happened to use.

use crate::batch::{Sizes, pack};
use crate::data::Data;
use crate::net::Net;
use crate::run::Run;
use euclase_protocol::{AFTER, Example, HAND};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use tch::nn::{OptimizerConfig, VarStore};
use tch::{Device, Kind, Tensor};

/// How to train.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where weights and progress go.
    pub out: PathBuf,
    /// Most passes over the data.
    pub passes: usize,
    /// States of a batch.
    pub batch: usize,
    /// Learning rate at the beginning.
    pub rate: f64,
    /// Passes without a better validation loss after which training ends.
    pub patience: usize,
    /// Seed of weights and order.
    pub seed: u64,
    /// Fit the linear score alone: the hand-made score with fitted weights.
    pub linear: bool,
    /// Weights to begin with.
    pub from: Option<PathBuf>,
}

/// How well states are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Mean loss, nats.
    pub loss: f64,
    /// Geometric mean of 1 + the candidates before the first solver.
    pub geometric: f64,
    /// Median of that.
    pub median: f64,
    /// Share of states solved by the first ten candidates.
    pub first10: f64,
    /// Mean loss of the value, nats.
    pub value: f64,
    /// Mean loss of the value read after a closure, nats.
    pub after: f64,
}

impl Report {
    /// What is made small.
    fn whole(&self) -> f64 {
        self.loss + 0.2 * self.value + 0.2 * self.after
    }
}

fn sizes(batch: &[&Example]) -> Sizes {
    let most = |f: &dyn Fn(&Example) -> usize| batch.iter().map(|e| f(e)).max().unwrap_or(1).max(1);
    Sizes {
        points: most(&|e| e.view.points.len()),
        rows: most(&|e| e.view.rows.len()),
        items: most(&|e| e.items.len()),
    }
}

/// The logarithms of the weights, −∞ for padding; the same for solvers alone; whether a state has any; [B, C], [B, C], [B].
fn targets(batch: &[&Example], items: usize) -> (Tensor, Tensor, Tensor) {
    const NEVER: f32 = -1e9;
    let mut all = vec![NEVER; batch.len() * items];
    let mut good = vec![NEVER; batch.len() * items];
    let mut some = vec![0f32; batch.len()];
    for (k, e) in batch.iter().enumerate() {
        e.weights.iter().enumerate().for_each(|(i, w)| all[k * items + i] = w.max(1e-6).ln());
        for &i in &e.solved {
            good[k * items + usize::from(i)] = all[k * items + usize::from(i)];
            some[k] = 1.0;
        }
    }
    let shape = [batch.len() as i64, items as i64];
    (Tensor::from_slice(&all).view(shape), Tensor::from_slice(&good).view(shape), Tensor::from_slice(&some))
}

/// Whether one point more is enough, [B].
fn enough(batch: &[&Example]) -> Tensor {
    Tensor::from_slice(&batch.iter().map(|e| if e.solvers > 0 { 1f32 } else { 0.0 }).collect::<Vec<f32>>())
}

/// The loss of the value read after closures, summed, and how many there are.
fn read(net: &Net, batch: &[&Example]) -> (Tensor, f64) {
    let all: Vec<&([f32; AFTER], bool)> = batch.iter().flat_map(|e| &e.after).collect();
    let numbers: Vec<f32> = all.iter().flat_map(|a| a.0).collect();
    let labels: Vec<f32> = all.iter().map(|a| f32::from(u8::from(a.1))).collect();
    let told = net.read(&Tensor::from_slice(&numbers).view([all.len() as i64, AFTER as i64]));
    let labels = Tensor::from_slice(&labels);
    let loss = told.binary_cross_entropy_with_logits::<Tensor>(&labels, None, None, tch::Reduction::Sum);
    (loss, all.len() as f64)
}

/// Sum of the policy's losses over the states that have a solver, and the values' mean loss.
fn losses(net: &Net, batch: &[&Example], linear: bool) -> (Tensor, Tensor, Tensor) {
    let size = sizes(batch);
    let states: Vec<_> = batch.iter().map(|e| (&e.view, &e.items[..])).collect();
    let (scores, value) = net.forward(&pack(&states, size), !linear);
    let (all, good, some) = targets(batch, size.items);
    let lse = |t: Tensor| t.logsumexp([-1], false);
    let each = (lse(&scores + &all) - lse(&scores + &good)) * &some;
    let count = some.sum(Kind::Float).clamp_min(1.0);
    let value = value.binary_cross_entropy_with_logits::<Tensor>(&enough(batch), None, None, tch::Reduction::Mean);
    (each.sum(Kind::Float) / count, value, scores)
}

/// How well the network ranks.
pub fn judge(net: &Net, examples: &[Example], linear: bool) -> Report {
    let _guard = tch::no_grad_guard();
    let (mut loss, mut value, mut batches, mut after) = (0.0, 0.0, 0.0, (0.0, 0.0));
    let mut ranks = Vec::new();
    for chunk in examples.chunks(16) {
        let batch: Vec<&Example> = chunk.iter().collect();
        let (l, v, scores) = losses(net, &batch, linear);
        loss += l.double_value(&[]);
        value += v.double_value(&[]);
        let (a, k) = read(net, &batch);
        after = (after.0 + a.double_value(&[]), after.1 + k);
        batches += 1.0;
        for (k, e) in chunk.iter().enumerate() {
            let s: Vec<f32> = Vec::try_from(scores.get(k as i64)).unwrap_or_default();
            ranks.extend(rank(e, &s));
        }
    }
    let mean = |sum: f64, n: f64| sum / n.max(1.0);
    Report { after: mean(after.0, after.1), ..summary(ranks, mean(loss, batches), mean(value, batches)) }
}

/// How well the hand-made score ranks the same states.
pub fn judge_hand(examples: &[Example]) -> Report {
    let by_hand = |e: &Example| -> Vec<f32> { e.items.iter().map(|i| i.features[HAND.0]).collect() };
    summary(examples.iter().filter_map(|e| rank(e, &by_hand(e))).collect(), f64::NAN, f64::NAN)
}

/// Candidates before the first solver; None if there is no solver. Ties count half.
fn rank(e: &Example, scores: &[f32]) -> Option<f64> {
    let best = e.solved.iter().map(|&i| scores[usize::from(i)]).max_by(f32::total_cmp)?;
    let solves = |i: usize| e.solved.contains(&(i as u16));
    let before = (0..e.items.len()).filter(|&i| !solves(i)).map(|i| {
        let w = f64::from(e.weights[i]);
        if scores[i] > best {
            w
        } else if scores[i] == best {
            w / 2.0
        } else {
            0.0
        }
    });
    Some(before.sum())
}

fn summary(mut ranks: Vec<f64>, loss: f64, value: f64) -> Report {
    ranks.sort_by(f64::total_cmp);
    let n = ranks.len().max(1) as f64;
    Report {
        loss,
        geometric: (ranks.iter().map(|r| r.ln_1p()).sum::<f64>() / n).exp(),
        median: ranks.get(ranks.len() / 2).copied().unwrap_or(f64::NAN),
        first10: ranks.iter().filter(|r| **r < 10.0).count() as f64 / n,
        value,
        after: f64::NAN,
    }
}

/// Trains, or goes on with a run that was stopped. Progress is said on standard error.
///
/// # Errors
/// Files cannot be read or written.
pub fn train(data: &Data, o: &Options) -> anyhow::Result<Report> {
    tch::manual_seed(o.seed as i64);
    let mut vs = VarStore::new(Device::Cpu);
    let net = Net::new(&vs.root());
    let mut run = Run::open(o, &mut vs)?;
    let hand = judge_hand(&data.valid);
    eprintln!("{} states to learn from, {} to judge by", data.train.len(), data.valid.len());
    eprintln!(
        "hand-made score: geometric {:.2}, median {:.1}, first ten {:.3}",
        hand.geometric, hand.median, hand.first10
    );
    let mut opt = tch::nn::Adam { wd: 1e-5, ..Default::default() }.build(&vs, o.rate)?;
    while run.goes_on(o) {
        let begun = std::time::Instant::now();
        let order = run.order(data.train.len(), o.seed);
        let steps = order.len().div_ceil(o.batch);
        let mut sum = 0.0;
        for (k, ids) in order.chunks(o.batch).enumerate() {
            let done = (run.progress.passes as f64 + k as f64 / steps as f64) / o.passes as f64;
            opt.set_lr(o.rate * (0.02 + 0.98 * 0.5 * (1.0 + (std::f64::consts::PI * done).cos())));
            let batch: Vec<&Example> = ids.iter().map(|&i| &data.train[i]).collect();
            let (policy, value, _) = losses(&net, &batch, o.linear);
            let (after, closures) = read(&net, &batch);
            let loss = &policy + value * 0.2 + after * (0.2 / closures.max(1.0));
            opt.backward_step_clip_norm(&loss, 1.0);
            sum += policy.double_value(&[]);
        }
        let r = judge(&net, &data.valid, o.linear);
        run.progress.seconds += begun.elapsed().as_secs_f64();
        let better = run.keep(&vs, r, Report::whole)?;
        eprintln!(
            "pass {:>3}: loss {:.4}; judged: loss {:.4}, geometric {:.2}, median {:.1}, first ten {:.3}, value {:.4}, after {:.4}; {:.0} s{}",
            run.progress.passes,
            sum / steps as f64,
            r.loss,
            r.geometric,
            r.median,
            r.first10,
            r.value,
            r.after,
            run.progress.seconds,
            if better { " *" } else { "" }
        );
    }
    run.best()
}
