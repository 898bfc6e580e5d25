//! Weights as `.safetensors`: names and shapes are compared with the network before anything is taken over.

use anyhow::{Context, bail, ensure};
use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};
use std::collections::BTreeMap;
use std::path::Path;
use tch::nn::VarStore;
use tch::{Kind, Tensor};

/// Writes all weights, whole or not at all.
///
/// # Errors
/// The file cannot be written.
pub fn save(vs: &VarStore, path: &Path) -> anyhow::Result<()> {
    let mut bytes: BTreeMap<String, (Vec<usize>, Vec<u8>)> = BTreeMap::new();
    for (name, t) in vs.variables() {
        let values: Vec<f32> = Vec::try_from(t.to_kind(Kind::Float).flatten(0, -1))?;
        let shape = t.size().iter().map(|&d| d as usize).collect();
        bytes.insert(name, (shape, values.iter().flat_map(|x| x.to_le_bytes()).collect()));
    }
    let mut views = Vec::new();
    for (name, (shape, data)) in &bytes {
        views.push((name.clone(), TensorView::new(Dtype::F32, shape.clone(), data)?));
    }
    let part = path.with_extension("part");
    let written = std::fs::write(&part, serialize(views, None)?).and_then(|()| std::fs::rename(&part, path));
    written.with_context(|| format!("cannot write {}", path.display()))
}

/// Reads weights.
///
/// # Errors
/// The file cannot be read, or is not of this network: which weight is missing, too many or of another shape.
pub fn load(vs: &mut VarStore, path: &Path) -> anyhow::Result<()> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| format!("cannot read the weights {name}"))?;
    set(vs, &bytes).with_context(|| format!("{name} holds no weights for this network"))
}

/// Takes weights over from bytes.
///
/// # Errors
/// As [`load`].
pub fn set(vs: &mut VarStore, bytes: &[u8]) -> anyhow::Result<()> {
    let file = SafeTensors::deserialize(bytes)?;
    let mut variables = vs.variables();
    ensure!(file.len() == variables.len(), "{} weights, wanted {}", file.len(), variables.len());
    let _guard = tch::no_grad_guard();
    for (name, t) in &mut variables {
        let view = file.tensor(name).with_context(|| format!("`{name}` is missing"))?;
        let shape: Vec<i64> = view.shape().iter().map(|&d| d as i64).collect();
        if view.dtype() != Dtype::F32 || shape != t.size() {
            bail!("`{name}` is {:?} of {:?}, wanted F32 of {:?}", view.dtype(), shape, t.size());
        }
        let values: Vec<f32> =
            view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        ensure!(values.iter().all(|x| x.is_finite()), "`{name}` has a value that is not a number");
        t.copy_(&Tensor::from_slice(&values).view(&shape[..]));
    }
    Ok(())
}
