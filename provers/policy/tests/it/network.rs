//! The network, its weights, its training.

use euclase_policy::net::Net;
use euclase_policy::{data, serve, train, weights};
use euclase_protocol::{AFTER, Example, HAND, ITEM_FEATURES, Item, View};
use tch::nn::VarStore;
use tch::{Device, Tensor};

pub fn fresh(seed: i64) -> (VarStore, Net) {
    tch::manual_seed(seed);
    let vs = VarStore::new(Device::Cpu);
    let net = Net::new(&vs.root());
    (vs, net)
}

/// A state in which the candidate that meets the goal's line is right, which the hand-made score puts last.
fn example(k: usize) -> Example {
    let n = 5 + k % 3;
    let goal = (k % n) as u8;
    let points = (0..n).map(|p| [f32::from(u8::from(p == usize::from(goal))), 0.0, 0.0]).collect();
    let rows = vec![(0, vec![0, 1, 2]), (12, vec![goal, (goal + 1) % n as u8, (goal + 2) % n as u8])];
    let items: Vec<Item> = (0..n as u8)
        .map(|p| {
            let mut features = [0.0; ITEM_FEATURES];
            features[HAND.0] = if p == goal { 0.0 } else { 0.5 };
            Item { kind: 2, parts: vec![(0, vec![p]), (1, vec![0, 1])], features }
        })
        .collect();
    let weights = vec![1.0; items.len()];
    Example {
        view: View { points, rows },
        items,
        weights,
        solved: vec![u16::from(goal)],
        solvers: 1,
        listed: n as u32,
        ..Example::default()
    }
}

/// A short training: as many passes as it likes.
fn options(out: &std::path::Path, passes: usize, rate: f64) -> train::Options {
    train::Options { out: out.into(), passes, batch: 8, rate, patience: passes, seed: 1, linear: false, from: None }
}

#[test]
fn training_begins_at_the_hand_made_score_and_beats_it() {
    let all: Vec<Example> = (0..120).map(example).collect();
    let (_vs, net) = fresh(1);
    let (hand, before) = (train::judge_hand(&all), train::judge(&net, &all, false));
    assert!((hand.geometric - before.geometric).abs() < 1e-9, "{hand:?} {before:?}");
    let folder = tempfile::tempdir().expect("a folder");
    let o = options(folder.path(), 6, 3e-3);
    let data = data::Data { train: all[..100].to_vec(), valid: all[100..].to_vec() };
    let half = train::train(&data, &train::Options { passes: 3, ..o.clone() }).expect("trains");
    let best = train::train(&data, &o).expect("goes on");
    assert!(
        best.geometric < 1.5 && best.geometric <= half.geometric && hand.geometric > 3.0,
        "{best:?} {half:?} {hand:?}"
    );
    let progress = std::fs::read_to_string(folder.path().join("progress.json")).expect("progress");
    assert!(progress.contains("\"passes\":6"), "{progress}");
}

#[test]
fn the_linear_score_alone_learns_too() {
    let (_vs, net) = fresh(2);
    let all: Vec<Example> = (0..4).map(example).collect();
    assert_eq!(train::judge(&net, &all, true).geometric, train::judge(&net, &all, false).geometric);
}

#[test]
fn weights_come_back_as_they_were_and_others_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("w.safetensors");
    let (mut vs, net) = fresh(3);
    weights::save(&vs, &file).expect("saved");
    let e = example(1);
    let before = serve::score(&net, &e.view, &e.items);
    let (mut other, other_net) = fresh(4);
    weights::load(&mut other, &file).expect("loaded");
    assert_eq!(serve::score(&other_net, &e.view, &e.items), before);
    let bytes = std::fs::read(&file).expect("bytes");
    let fails = |bytes: &[u8], vs: &mut VarStore| format!("{:#}", weights::set(vs, bytes).expect_err("refused"));
    assert!(!fails(&bytes[..bytes.len() / 2], &mut vs).is_empty());
    assert!(!fails(b"nonsense", &mut vs).is_empty());
    // A weight of another name.
    let at = bytes.windows(5).position(|w| w == b"\"kind").expect("a weight called kind");
    let mut renamed = bytes.clone();
    renamed[at + 1] = b'm';
    assert!(fails(&renamed, &mut vs).contains("`kind` is missing"));
    let mut nan = bytes;
    let end = nan.len();
    nan[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(fails(&nan, &mut vs).contains("not a number"));
    // A failed attempt says so before the file is believed.
    let missing = weights::load(&mut vs, &folder.path().join("none")).expect_err("no file");
    assert!(format!("{missing:#}").contains("cannot read the weights"));
}

/// What is sent to the search works out the same value as the network, and training moves it.
#[test]
fn the_value_after_a_closure_is_the_networks() {
    let (_vs, net) = fresh(3);
    let numbers = |k: usize| -> [f32; AFTER] { std::array::from_fn(|i| ((i * 7 + k * 3) % 5) as f32 / 4.0) };
    let folder = tempfile::tempdir().expect("a folder");
    let labelled = |k: usize| (numbers(k), k % 5 < 2);
    let all: Vec<Example> =
        (0..60).map(|k| Example { after: vec![labelled(k), labelled(k + 1)], ..example(k) }).collect();
    let before = train::judge(&net, &all, false).after;
    assert!((before - std::f64::consts::LN_2).abs() < 1e-6, "an untrained value says nothing: {before}");
    let o = options(folder.path(), 8, 1e-2);
    let best = train::train(&data::Data { train: all[..50].to_vec(), valid: all[50..].to_vec() }, &o).expect("trains");
    assert!(best.after < 0.5 * before, "{best:?}");
    let mut vs = VarStore::new(Device::Cpu);
    let trained = Net::new(&vs.root());
    weights::load(&mut vs, &folder.path().join("best.safetensors")).expect("its own weights");
    let sent = trained.after();
    for k in 0..5 {
        let x = numbers(k);
        let its = trained.read(&Tensor::from_slice(&x).view([1, AFTER as i64])).double_value(&[0]);
        assert!((f64::from(sent.value(&x)) - its).abs() < 1e-4, "{k}");
    }
}
