//! The network: points, rounds of messages over the rows of a state, a score for each candidate.
//!
//! Points begin alike (but for what the goal says of them) and become different by the rows that they are on, so nothing depends on
//! their order or places: a message-passing network over a hypergraph (Gilmer et al. 2017, "Neural message passing for quantum chemistry",
//! here with sets of any size as edges). A candidate is scored from the points that play each part in its definition, its kind and
//! its accidents. The score is a residual: what the network says is added to a linear score that begins as the
//! hand-made one, so training starts from the baseline.

use euclase_protocol::{AFTER, AFTER_WIDTH, After, HAND, ITEM_FEATURES, KINDS, PARTS, POINT_FEATURES, ROWS};
use tch::nn::{self, Init, Module, Path};
use tch::{Kind, Tensor};

/// Width of the embeddings.
pub const WIDTH: i64 = 80;
/// Rounds of messages.
pub const ROUNDS: usize = 3;

/// States of a batch, padded to equal sizes. B states, N points, R rows, C candidates.
#[derive(Debug)]
pub struct Batch {
    /// [B, N, POINT_FEATURES]
    pub points: Tensor,
    /// [B, N]: 1 for a point, 0 for padding.
    pub there: Tensor,
    /// [B, R], kinds of rows; padding has no members.
    pub row_kinds: Tensor,
    /// [B, R, N]: 1 for a member.
    pub rows: Tensor,
    /// [B, C]
    pub kinds: Tensor,
    /// [B, PARTS, C, N]: shares of the points in the parts; each set of points has 1 in all.
    pub parts: Tensor,
    /// [B, C, ITEM_FEATURES]
    pub features: Tensor,
}

#[derive(Debug)]
struct Round {
    to_row: nn::Linear,
    /// [ROWS, WIDTH]: what the kind of a row makes of its message.
    gate: Tensor,
    shift: Tensor,
    update: nn::Linear,
    out: nn::Linear,
    norm: nn::LayerNorm,
}

/// The network.
#[derive(Debug)]
pub struct Net {
    first: nn::Linear,
    rounds: Vec<Round>,
    context: nn::Linear,
    parts: Vec<nn::Linear>,
    /// [KINDS, PARTS, WIDTH]
    part_gate: Tensor,
    /// [KINDS, WIDTH]
    kind: Tensor,
    feature: nn::Linear,
    hidden: nn::Linear,
    score: nn::Linear,
    /// The linear score: weights of the features and of the kinds.
    linear: Tensor,
    linear_kind: Tensor,
    value_hidden: nn::Linear,
    value: nn::Linear,
    after_hidden: nn::Linear,
    after: nn::Linear,
}

fn uniform(scale: f64) -> Init {
    Init::Uniform { lo: -scale, up: scale }
}

impl Net {
    /// A network with fresh weights.
    pub fn new(p: &Path) -> Net {
        let lin = |p: Path, i: i64, o: i64| nn::linear(p, i, o, nn::LinearConfig::default());
        let zero = |p: Path, i: i64| {
            let config = nn::LinearConfig { ws_init: Init::Const(0.0), bs_init: Some(Init::Const(0.0)), bias: true };
            nn::linear(p, i, 1, config)
        };
        let (w, kinds, rows) = (WIDTH, KINDS as i64, ROWS as i64);
        let round = |i: usize| {
            let p = p / format!("round{i}");
            Round {
                to_row: lin(&p / "to_row", w, w),
                gate: p.var("gate", &[rows, w], Init::Uniform { lo: 0.5, up: 1.5 }),
                shift: p.var("shift", &[rows, w], uniform(0.2)),
                update: lin(&p / "update", 3 * w, w),
                out: lin(&p / "out", w, w),
                norm: nn::layer_norm(&p / "norm", vec![w], nn::LayerNormConfig::default()),
            }
        };
        let mut linear = [0f32; ITEM_FEATURES];
        linear[HAND.0] = HAND.1;
        let hand = Tensor::from_slice(&linear);
        Net {
            first: lin(p / "first", POINT_FEATURES as i64, w),
            rounds: (0..ROUNDS).map(round).collect(),
            context: lin(p / "context", 2 * w, w),
            parts: (0..PARTS).map(|i| lin(p / format!("part{i}"), w, w)).collect(),
            part_gate: p.var("part_gate", &[kinds, PARTS as i64, w], Init::Uniform { lo: 0.5, up: 1.5 }),
            kind: p.var("kind", &[kinds, w], uniform(0.3)),
            feature: lin(p / "feature", ITEM_FEATURES as i64, w),
            hidden: lin(p / "hidden", w, w),
            score: zero(p / "score", w),
            linear: p.var_copy("linear", &hand),
            linear_kind: p.var("linear_kind", &[kinds], Init::Const(0.0)),
            value_hidden: lin(p / "value_hidden", w, w),
            value: zero(p / "value", w),
            after_hidden: lin(p / "after_hidden", AFTER as i64, AFTER_WIDTH as i64),
            after: zero(p / "after", AFTER_WIDTH as i64),
        }
    }

    /// The embeddings of the points [B, N, WIDTH] and of the state [B, WIDTH].
    fn state(&self, b: &Batch) -> (Tensor, Tensor) {
        let there = b.there.unsqueeze(-1);
        let mut h = self.first.forward(&b.points).relu() * &there;
        let members = b.rows.sum_dim_intlist(-1, true, Kind::Float).clamp_min(1.0);
        let on = b.rows.transpose(1, 2);
        let rows_of = on.sum_dim_intlist(-1, true, Kind::Float).clamp_min(1.0);
        for r in &self.rounds {
            let mean = b.rows.matmul(&h) / &members;
            let gate = r.gate.index_select(0, &b.row_kinds.flatten(0, 1)).view_as(&mean);
            let shift = r.shift.index_select(0, &b.row_kinds.flatten(0, 1)).view_as(&mean);
            let message = (r.to_row.forward(&mean) * gate + shift).relu();
            let sum = on.matmul(&message);
            let all = Tensor::cat(&[&h, &(&sum / &rows_of), &(sum * 0.125)], -1);
            let step = r.out.forward(&r.update.forward(&all).relu());
            h = r.norm.forward(&(h + step)) * &there;
        }
        let count = there.sum_dim_intlist(1, false, Kind::Float).clamp_min(1.0);
        let mean = h.sum_dim_intlist(1, false, Kind::Float) / &count;
        let goal = b.points.narrow(-1, 0, 1);
        let of_goal = (&h * &goal).sum_dim_intlist(1, false, Kind::Float)
            / goal.sum_dim_intlist(1, false, Kind::Float).clamp_min(1.0);
        let context = self.context.forward(&Tensor::cat(&[mean, of_goal], -1)).relu();
        (h, context)
    }

    /// The logarithm of the odds that one point more is enough, after closures [K, AFTER]: [K].
    pub fn read(&self, numbers: &Tensor) -> Tensor {
        self.after.forward(&self.after_hidden.forward(numbers).relu()).squeeze_dim(-1)
    }

    /// What [`Net::read`] is made of, for the search to work out by itself.
    pub fn after(&self) -> After {
        let flat = |t: &Tensor| -> Vec<f32> { Vec::try_from(t.flatten(0, -1)).unwrap_or_default() };
        let bias = |l: &nn::Linear| l.bs.as_ref().map(flat).unwrap_or_default();
        let rows = flat(&self.after_hidden.ws);
        let row = |(w, b): (&[f32], f32)| (std::array::from_fn(|i| w[i]), b);
        After {
            hidden: rows.chunks_exact(AFTER).zip(bias(&self.after_hidden)).map(row).collect(),
            out: flat(&self.after.ws),
            bias: bias(&self.after).first().copied().unwrap_or(0.0),
        }
    }

    /// Scores of the candidates [B, C], in nats, and the logarithm of the odds that one point more is enough [B]. `residual`: false for
    /// the linear score alone.
    pub fn forward(&self, b: &Batch, residual: bool) -> (Tensor, Tensor) {
        let flat = b.kinds.flatten(0, 1);
        let linear = b.features.matmul(&self.linear) + self.linear_kind.index_select(0, &flat).view_as(&b.kinds);
        let (h, context) = self.state(b);
        let value = self.value.forward(&self.value_hidden.forward(&context).relu()).squeeze_dim(-1);
        if !residual {
            return (linear, value);
        }
        let (n, c) = (b.kinds.size()[0], b.kinds.size()[1]);
        let gates = self.part_gate.index_select(0, &flat).view([n, c, PARTS as i64, WIDTH]);
        let mut z = self.feature.forward(&b.features)
            + self.kind.index_select(0, &flat).view([n, c, WIDTH])
            + context.unsqueeze(1);
        for (i, part) in self.parts.iter().enumerate() {
            let play = b.parts.select(1, i as i64).matmul(&part.forward(&h));
            z += play * gates.select(2, i as i64);
        }
        let z = z.relu();
        let z = (self.hidden.forward(&z) + &z).relu();
        (linear + self.score.forward(&z).squeeze_dim(-1), value)
    }
}
