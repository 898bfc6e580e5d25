//! What was rejected, and why, in lines; the points of the curves.

use super::read::Book;
use std::collections::BTreeMap;

/// Tells what was not gone on from, by reason, then by sort.
pub fn rejected(book: &Book) -> Vec<String> {
    let mut out = Vec::new();
    let mut table = |title: &str, rows: Vec<(String, u64)>| {
        if rows.iter().any(|r| r.1 > 0) {
            out.push(title.to_string());
            for (what, n) in rows.into_iter().filter(|r| r.1 > 0) {
                out.push(format!("  {n:>9}  {what}"));
            }
            out.push(String::new());
        }
    };
    if let Some(end) = &book.end {
        let f = &end.filtered;
        table(
            "By the enumerator, before anything was tried",
            vec![
                ("degenerate: far outside, or too near to a point to tell".into(), f.degenerate),
                ("existing: a point is there, of which they say nothing new".into(), f.existing),
                ("plain: of a frequent kind, and meeting nothing".into(), f.plain),
                ("duplicate: one of too many definitions of a place".into(), f.duplicate),
                ("late: less worth than the 4,000 that are kept".into(), f.late),
                ("candidates listed in all".into(), f.listed),
            ],
        );
        let said = end.rejected.iter().map(|(why, n)| (why.clone(), *n)).collect();
        table("Of what the policy said", said);
    }
    let mut verdicts: BTreeMap<&str, u64> = BTreeMap::new();
    let mut sorts: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for n in &book.nodes {
        *verdicts.entry(book.word(n.verdict)).or_default() += 1;
        *sorts.entry(book.kind(n.kind)).or_default().entry(book.word(n.verdict)).or_default() += 1;
    }
    let meaning = |v: &str| match v {
        "closed" => "closed: nothing that proves a goal",
        "proved" => "proved: the kernel accepted",
        "refused" => "refused: by the kernel, or it does not fit the picture",
        "repeated" => "repeated: a state with these points (or statements) was met before",
        "nothing" => "nothing: there was no room or no time",
        "left" => "left: something is still open",
        "unsound" => "unsound: the whole was not seen to follow",
        "listed" => "listed: gone on from",
        _ => "",
    };
    let named = |v: &str| if meaning(v).is_empty() { v.to_string() } else { meaning(v).to_string() };
    table("Nodes by verdict", verdicts.iter().map(|(v, n)| (named(v), *n)).collect());
    let each = |by: &BTreeMap<&str, u64>| {
        let each: Vec<String> = by.iter().map(|(v, n)| format!("{n} {v}")).collect();
        each.join(", ")
    };
    let mut rows: Vec<(String, u64)> =
        sorts.iter().map(|(sort, by)| (format!("{sort}: {}", each(by)), by.values().sum())).collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.1));
    table("Nodes by sort", rows);
    let mut provers: [BTreeMap<&str, u64>; 2] = Default::default();
    for n in &book.nodes {
        *provers[usize::from(n.prior.is_some())].entry(book.word(n.verdict)).or_default() += 1;
    }
    let who = ["the hand-made order", &book.header.policy];
    let rows = provers.iter().zip(who).map(|(by, who)| (format!("{who}: {}", each(by)), by.values().sum()));
    table("Nodes by who proposed them", rows.collect());
    if let Some(n) = book.end.as_ref().map(|e| e.left_out).filter(|n| *n > 0) {
        out.push(format!("{n} lines of nodes were left out: the trace had reached its limit"));
    }
    out
}

/// How near the search had come: after so many nodes, the most relations gained by one of them so far.
pub fn progress(book: &Book) -> Vec<(f64, f64)> {
    let mut out = vec![(0.0, 0.0)];
    let mut best = 0;
    for (i, n) in book.nodes.iter().enumerate() {
        if n.gain > best {
            out.push((i as f64, f64::from(best)));
            best = n.gain;
            out.push(((i + 1) as f64, f64::from(best)));
        }
    }
    out.push((book.nodes.len() as f64, f64::from(best)));
    out
}

/// The value of each state on the way to one, as a chance from 0 to 1: an external policy's as it is, a learned one's from its log-odds.
pub fn values(book: &Book, state: usize) -> Vec<(f64, f64)> {
    let learned = !book.header.policy.starts_with("external");
    let chance = |v: f64| if learned { 1.0 / (1.0 + (-v).exp()) } else { v.clamp(0.0, 1.0) };
    let path = book.path(state);
    let value = |s: &usize| book.states.get(*s).and_then(|s| s.value).map(f64::from).filter(|v| v.is_finite());
    path.iter().enumerate().filter_map(|(i, s)| Some((i as f64, chance(value(s)?)))).collect()
}
