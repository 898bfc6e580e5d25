//! The network for steps of statements about numbers: a score for each step, a value for the statement; served and trained as the one for
//! points is.
//!
//! A statement and a step are a few dozen numbers each, so the network is small: two layers over both, and a part that is added to the
//! hand-made score, with which it begins. The value is read from the statement, the mean and the greatest of what was made of its steps.

use crate::run::Run;
use crate::weights;
use anyhow::{Context, ensure};
use euclase_protocol::{
    SEQUENT_FEATURES, STEP_FEATURES, STEP_HAND, STEP_KINDS, Scores, StepAsk, StepExample, StepItem,
};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use tch::nn::{self, Init, Module, OptimizerConfig, VarStore};
use tch::{Device, Kind, Tensor};

/// Width of the layers, and of what is said of a kind.
const WIDTH: i64 = 64;
const KIND: i64 = 16;
/// Scores are multiples of 1/64.
const GRID: f32 = 64.0;
/// One file in how many is kept for validation.
const VALID: usize = 6;

/// The network.
#[derive(Debug)]
pub struct Net {
    kind: Tensor,
    first: nn::Linear,
    second: nn::Linear,
    score: nn::Linear,
    linear: Tensor,
    linear_kind: Tensor,
    value_hidden: nn::Linear,
    value: nn::Linear,
}

impl Net {
    /// With fresh weights.
    pub fn new(p: &nn::Path) -> Net {
        let lin = |p: nn::Path, i: i64, o: i64| nn::linear(p, i, o, nn::LinearConfig::default());
        let zero = |p: nn::Path| {
            let config = nn::LinearConfig { ws_init: Init::Const(0.0), bs_init: Some(Init::Const(0.0)), bias: true };
            nn::linear(p, WIDTH, 1, config)
        };
        let kinds = STEP_KINDS as i64;
        let (s, m) = (SEQUENT_FEATURES as i64, STEP_FEATURES as i64);
        let mut linear = [0f32; STEP_FEATURES];
        linear[STEP_HAND.0] = STEP_HAND.1;
        Net {
            kind: p.var("kind", &[kinds, KIND], Init::Uniform { lo: -0.3, up: 0.3 }),
            first: lin(p / "first", s + m + KIND, WIDTH),
            second: lin(p / "second", WIDTH, WIDTH),
            score: zero(p / "score"),
            linear: p.var_copy("linear", &Tensor::from_slice(&linear)),
            linear_kind: p.var("linear_kind", &[kinds], Init::Const(0.0)),
            value_hidden: lin(p / "value_hidden", s + 2 * WIDTH, WIDTH),
            value: zero(p / "value"),
        }
    }

    /// Scores of the steps of one statement, in nats, and the logarithm of the odds that one of them is enough.
    pub fn forward(&self, sequent: &[f32; SEQUENT_FEATURES], steps: &[StepItem]) -> (Tensor, Tensor) {
        let n = steps.len().max(1) as i64;
        let s = Tensor::from_slice(sequent).view([1, SEQUENT_FEATURES as i64]);
        let mut numbers: Vec<f32> = steps.iter().flat_map(|i| i.features).collect();
        let mut kinds: Vec<i64> = steps.iter().map(|i| i64::from(i.kind)).collect();
        if steps.is_empty() {
            (numbers, kinds) = (vec![0.0; STEP_FEATURES], vec![0]);
        }
        let (m, kinds) = (Tensor::from_slice(&numbers).view([n, STEP_FEATURES as i64]), Tensor::from_slice(&kinds));
        let all = Tensor::cat(&[&s.expand([n, -1], false), &m, &self.kind.index_select(0, &kinds)], 1);
        let h = self.first.forward(&all).relu();
        let h = (self.second.forward(&h) + &h).relu();
        let linear = m.matmul(&self.linear) + self.linear_kind.index_select(0, &kinds);
        let scores = linear + self.score.forward(&h).squeeze_dim(-1);
        let mean = h.mean_dim(Some(&[0i64][..]), true, Kind::Float);
        let most = h.amax([0i64], true);
        let v = self.value_hidden.forward(&Tensor::cat(&[s, mean, most], 1)).relu();
        (scores, self.value.forward(&v).view([]))
    }
}

fn check(steps: &[StepItem]) -> anyhow::Result<()> {
    let fits = |i: &StepItem| usize::from(i.kind) < STEP_KINDS && i.features.iter().all(|x| x.is_finite());
    ensure!(steps.iter().all(fits), "a step is out of range");
    Ok(())
}

/// Scores the steps of a statement.
pub fn score(net: &Net, ask: &StepAsk) -> Scores {
    let _guard = tch::no_grad_guard();
    let round = |x: f32| (x * GRID).round() / GRID;
    let (scores, value) = net.forward(&ask.sequent, &ask.steps);
    let scores: Vec<f32> = Vec::try_from(scores).unwrap_or_default();
    Scores {
        scores: scores.into_iter().take(ask.steps.len()).map(round).collect(),
        value: round(value.double_value(&[]) as f32),
        after: None,
    }
}

/// Answers until the input ends.
///
/// # Errors
/// The input is not of the protocol, or the reader has gone.
pub fn serve(net: &Net, input: impl BufRead, mut output: impl Write) -> anyhow::Result<()> {
    for line in input.lines() {
        let ask: StepAsk = serde_json::from_str(&line?).context("a message is not a statement with steps")?;
        check(&ask.steps)?;
        serde_json::to_writer(&mut output, &score(net, &ask))?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(())
}

/// The network with weights of a file, or with those that are shipped.
///
/// # Errors
/// The file cannot be read, or holds other weights.
pub fn network(file: Option<&Path>) -> anyhow::Result<(VarStore, Net)> {
    let mut vs = VarStore::new(Device::Cpu);
    let net = Net::new(&vs.root());
    match file {
        Some(file) => weights::load(&mut vs, file)?,
        None => weights::set(&mut vs, include_bytes!("../weights/algebra.safetensors"))
            .context("the weights in this program")?,
    }
    vs.freeze();
    Ok((vs, net))
}

/// Statements to learn from and to judge by.
pub type Data = crate::data::Sets<StepExample>;

/// Reads a file of examples.
///
/// # Errors
/// It cannot be read, or a line is not an example.
pub fn read(path: &Path) -> anyhow::Result<Vec<StepExample>> {
    let mut all = crate::data::lines(path, "statement", |e: &StepExample| {
        check(&e.steps)?;
        ensure!(e.solved.iter().all(|s| usize::from(*s) < e.steps.len()), "no such step");
        Ok(())
    })?;
    all.retain(|e| !e.steps.is_empty());
    Ok(all)
}

/// Reads all files below some folders.
///
/// # Errors
/// As [`read`]; or there is nothing to learn from.
pub fn load(dirs: &[PathBuf]) -> anyhow::Result<Data> {
    crate::data::sets(dirs, VALID, read).context("statements are made with `prove synth --algebra --states`")
}

/// How well statements' steps are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Mean loss of the order, nats.
    pub loss: f64,
    /// Geometric mean of 1 + the steps before the first that leads to a proof.
    pub geometric: f64,
    /// Share of statements of which the first step leads to a proof.
    pub first: f64,
    /// Mean loss of the value, nats.
    pub value: f64,
}

impl Report {
    /// What is made small.
    fn whole(&self) -> f64 {
        self.loss + 0.2 * self.value
    }
}

/// The loss of the order (none where no step leads to a proof), of the value, and the scores.
fn losses(net: &Net, e: &StepExample) -> (Option<Tensor>, Tensor, Tensor) {
    let (scores, value) = net.forward(&e.sequent, &e.steps);
    let label = Tensor::from(if e.solved.is_empty() { 0f32 } else { 1.0 });
    let value = value.binary_cross_entropy_with_logits::<Tensor>(&label, None, None, tch::Reduction::Mean);
    let order = (!e.solved.is_empty()).then(|| {
        let right: Vec<i64> = e.solved.iter().map(|i| i64::from(*i)).collect();
        scores.logsumexp([0i64], false) - scores.index_select(0, &Tensor::from_slice(&right)).logsumexp([0i64], false)
    });
    (order, value, scores)
}

fn before(e: &StepExample, scores: &[f32]) -> Option<f64> {
    let best = e.solved.iter().filter_map(|i| scores.get(usize::from(*i))).copied().max_by(f32::total_cmp)?;
    let each = scores.iter().enumerate().filter(|(i, _)| !e.solved.contains(&(*i as u16)));
    Some(
        each.map(|(_, s)| {
            if *s > best {
                1.0
            } else if *s == best {
                0.5
            } else {
                0.0
            }
        })
        .sum(),
    )
}

fn summary(ranks: &[f64], loss: f64, value: f64) -> Report {
    let n = ranks.len().max(1) as f64;
    Report {
        loss,
        geometric: (ranks.iter().map(|r| r.ln_1p()).sum::<f64>() / n).exp(),
        first: ranks.iter().filter(|r| **r < 0.75).count() as f64 / n,
        value,
    }
}

/// How well the network ranks.
pub fn judge(net: &Net, examples: &[StepExample]) -> Report {
    let _guard = tch::no_grad_guard();
    let (mut loss, mut value, mut ranks) = (0.0, 0.0, Vec::new());
    for e in examples {
        let (l, v, scores) = losses(net, e);
        loss += l.map_or(0.0, |l| l.double_value(&[]));
        value += v.double_value(&[]);
        ranks.extend(before(e, &Vec::try_from(scores).unwrap_or_default()));
    }
    let (n, m) = (ranks.len().max(1) as f64, examples.len().max(1) as f64);
    summary(&ranks, loss / n, value / m)
}

/// How well the hand-made score ranks them.
pub fn judge_hand(examples: &[StepExample]) -> Report {
    let hand = |e: &StepExample| e.steps.iter().map(|s| s.features[STEP_HAND.0]).collect::<Vec<f32>>();
    let ranks: Vec<f64> = examples.iter().filter_map(|e| before(e, &hand(e))).collect();
    summary(&ranks, f64::NAN, f64::NAN)
}

/// Trains, or goes on with a run that was stopped.
///
/// # Errors
/// Files cannot be read or written.
pub fn train(data: &Data, o: &crate::train::Options) -> anyhow::Result<Report> {
    tch::manual_seed(o.seed as i64);
    let mut vs = VarStore::new(Device::Cpu);
    let net = Net::new(&vs.root());
    let mut run = Run::open(o, &mut vs)?;
    let hand = judge_hand(&data.valid);
    eprintln!("{} statements to learn from, {} to judge by", data.train.len(), data.valid.len());
    eprintln!("hand-made score: geometric {:.2}, first {:.3}", hand.geometric, hand.first);
    let mut opt = nn::Adam { wd: 1e-3, ..Default::default() }.build(&vs, o.rate)?;
    while run.goes_on(o) {
        let order = run.order(data.train.len(), o.seed);
        let mut sum = 0.0;
        for ids in order.chunks(o.batch) {
            let mut total = Tensor::from(0f32);
            for e in ids.iter().map(|&i| &data.train[i]) {
                let (order, value, _) = losses(&net, e);
                sum += order.as_ref().map_or(0.0, |l| l.double_value(&[]));
                total += value * 0.2;
                if let Some(order) = order {
                    total += order;
                }
            }
            opt.backward_step_clip_norm(&(total / ids.len() as f64), 1.0);
        }
        let r = judge(&net, &data.valid);
        let better = run.keep(&vs, r, Report::whole)?;
        eprintln!(
            "pass {:>3}: loss {:.4}; judged: loss {:.4}, geometric {:.2}, first {:.3}, value {:.4}{}",
            run.progress.passes,
            sum / order.len() as f64,
            r.loss,
            r.geometric,
            r.first,
            r.value,
            if better { " *" } else { "" }
        );
    }
    run.best()
}
