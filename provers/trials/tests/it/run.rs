//! The long run in small: shards make the same mutants as the whole, and a killed run goes on where it stopped.

use crate::mutants::corpus;
use euclase_trials::figures::FEW;
use euclase_trials::kernels;
use euclase_trials::run::{BLOCK, Block, Header, Trials, blocks_of, resume, total};

#[test]
fn shards_make_the_same_mutants() {
    let corpus = corpus();
    let header = |shard| Header { count: 2_500, seed: 5, shard, certificates: corpus.len(), steps: 0 };
    let run = |shard: (u64, u64)| -> Vec<Block> {
        let h = header(shard);
        let mut trials = Trials::new(corpus, &kernels::shipped, FEW, h.seed);
        let mut out = Vec::new();
        for block in blocks_of(&h) {
            let numbers = block * BLOCK..((block + 1) * BLOCK).min(h.count);
            let (tallies, wrong) = trials.block(numbers, &mut |_, _, _| {});
            out.push(Block { block, tallies, wrong });
        }
        out
    };
    let whole = run((1, 1));
    let mut parts: Vec<Block> = [run((1, 2)), run((2, 2))].concat();
    assert_eq!((whole.len(), parts[0].block, parts[1].block, parts[2].block), (3, 0, 2, 1));
    parts.sort_by_key(|b| b.block);
    assert_eq!(whole, parts);
    let made: u64 = total(&whole).values().map(|t| t.made).sum();
    assert!((2_400..=2_500).contains(&made), "{made}");

    // A file whose last line was cut off by a kill.
    let h = header((1, 1));
    let mut text = serde_json::to_string(&h).unwrap() + "\n";
    for b in &whole {
        text += &(serde_json::to_string(b).unwrap() + "\n");
    }
    assert_eq!(resume(&text, &h), Ok((whole.clone(), text.clone())));
    let (found, kept) = resume(&text[..text.len() - 10], &h).unwrap();
    assert_eq!(found, whole[..2]);
    assert!(text.starts_with(&kept) && kept.ends_with('\n'));
    assert_eq!(resume("", &h), Ok((vec![], String::new())));
    assert!(resume(&text, &header((1, 2))).unwrap_err().contains("another run"));
    assert!(resume("hello\n", &h).unwrap_err().contains("first line"));
}
