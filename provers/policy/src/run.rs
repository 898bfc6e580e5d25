//! What every training has in common: a run that can be stopped and goes on, the order of a pass, the best weights kept.

use crate::train::Options;
use crate::weights;
use anyhow::Context;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::path::{Path, PathBuf};
use tch::nn::VarStore;

/// What a run remembers between passes; `R` is what its judge says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Progress<R> {
    /// Passes so far.
    pub passes: usize,
    /// The best that was judged.
    pub best: Option<R>,
    /// Passes since then.
    pub since_best: usize,
    /// Seconds of all passes.
    #[serde(default)]
    pub seconds: f64,
}

/// A run, with its files: the best weights, the last ones, and the progress.
#[derive(Debug)]
pub struct Run<R> {
    out: PathBuf,
    /// How far it is.
    pub progress: Progress<R>,
}

impl<R: Copy + Serialize + DeserializeOwned> Run<R> {
    /// Begins, or goes on with a run that was stopped: its weights are loaded.
    ///
    /// # Errors
    /// The folder cannot be made, or its files cannot be read.
    pub fn open(o: &Options, vs: &mut VarStore) -> anyhow::Result<Run<R>> {
        std::fs::create_dir_all(&o.out).with_context(|| format!("cannot make the folder {}", o.out.display()))?;
        let progress = Progress { passes: 0, best: None, since_best: 0, seconds: 0.0 };
        let mut run = Run { out: o.out.clone(), progress };
        let last = run.file("last.safetensors");
        if let (Ok(text), true) = (std::fs::read_to_string(run.file("progress.json")), last.exists()) {
            run.progress = serde_json::from_str(&text).context("progress.json is damaged: remove it to begin anew")?;
            weights::load(vs, &last)?;
            eprintln!("going on after {} passes", run.progress.passes);
        } else if let Some(from) = &o.from {
            weights::load(vs, from)?;
        }
        Ok(run)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }

    /// Is there another pass to make?
    pub fn goes_on(&self, o: &Options) -> bool {
        self.progress.passes < o.passes && self.progress.since_best < o.patience
    }

    /// The order of the examples in this pass.
    pub fn order(&self, examples: usize, seed: u64) -> Vec<usize> {
        let mut order: Vec<usize> = (0..examples).collect();
        let mut shuffler = Shuffler(seed ^ (self.progress.passes as u64) << 32);
        for i in (1..order.len()).rev() {
            order.swap(i, (shuffler.next() % (i as u64 + 1)) as usize);
        }
        order
    }

    /// After a pass: keeps the weights, and what the judge says; `whole` is what is made small. Was it the best?
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn keep(&mut self, vs: &VarStore, r: R, whole: impl Fn(&R) -> f64) -> anyhow::Result<bool> {
        let better = self.progress.best.as_ref().is_none_or(|b| whole(&r) < whole(b));
        self.progress.passes += 1;
        weights::save(vs, &self.file("last.safetensors"))?;
        if better {
            (self.progress.best, self.progress.since_best) = (Some(r), 0);
            weights::save(vs, &self.file("best.safetensors"))?;
        } else {
            self.progress.since_best += 1;
        }
        write(&self.file("progress.json"), &serde_json::to_string(&self.progress)?)?;
        Ok(better)
    }

    /// What the judge said of the best weights.
    ///
    /// # Errors
    /// No pass was made.
    pub fn best(self) -> anyhow::Result<R> {
        self.progress.best.context("no pass was made")
    }
}

/// A generator for shuffles (splitmix64).
struct Shuffler(u64);

impl Shuffler {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// Writes a file that is there whole or not at all.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let part = path.with_extension("part");
    std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, path))?;
    Ok(())
}
