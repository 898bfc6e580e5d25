//! Changed theorems: the statement with a hypothesis dropped, or a letter changed, as text that anyone can load.
//!
//! The edits are made on the syntax tree and printed, so that another checker reads exactly the same statement.

use euclase_grammar::ast::{self, Expr, ExprKind, Ident, Item, ItemKind, Stmt, StmtKind};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::{load, print};

/// Which part of a statement is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edit {
    /// A fact of `assume`, a locus, a condition, or "not collinear" of a triangle is left out.
    DropHypothesis,
    /// A letter of a hypothesis becomes another point.
    ChangeHypothesis,
    /// A letter of a goal becomes another point.
    ChangeGoal,
    /// The goals in another order.
    SwapGoals,
}

/// A changed theorem.
#[derive(Debug)]
pub struct Variant {
    /// The file's text.
    pub text: String,
    /// The theorem in core form.
    pub thm: CoreTheorem,
}

/// How many edits of a kind there are.
pub fn count(source: &ast::File, edit: Edit) -> usize {
    let Some(item) = source.items.iter().find(|i| i.kind == ItemKind::Theorem) else { return 0 };
    let mut item = item.clone();
    match edit {
        Edit::DropHypothesis => drop_site(&mut item, usize::MAX),
        Edit::ChangeHypothesis => letters(&mut item, false).len() * names(source).len(),
        Edit::ChangeGoal => letters(&mut item, true).len() * names(source).len(),
        Edit::SwapGoals => usize::from(goals(&mut item).iter().map(|props| props.len()).sum::<usize>() > 1),
    }
}

/// The edit of that number. `None`: it changes nothing, or what comes out is no theorem.
pub fn variant(source: &ast::File, edit: Edit, number: usize) -> Option<Variant> {
    let mut file = source.clone();
    let names = names(source);
    let item = file.items.iter_mut().find(|i| i.kind == ItemKind::Theorem)?;
    item.body.retain(|s| !matches!(s.kind, StmtKind::Proof(_)));
    match edit {
        Edit::DropHypothesis => {
            drop_site(item, number);
        }
        Edit::ChangeHypothesis | Edit::ChangeGoal => {
            let name = &names[number % names.len()];
            let mut all = letters(item, edit == Edit::ChangeGoal);
            let letter = all.get_mut(number / names.len())?;
            if letter.name == *name {
                return None;
            }
            letter.name.clone_from(name);
        }
        Edit::SwapGoals => {
            for props in goals(item) {
                props.reverse();
            }
            let (shows, mut others): (Vec<Stmt>, Vec<Stmt>) =
                item.body.drain(..).partition(|s| matches!(s.kind, StmtKind::Show(_)));
            others.extend(shows.into_iter().rev());
            item.body = others;
        }
    }
    let text = print::tree(&file);
    let thm = load(&text).ok()?.theorems.into_iter().next()?;
    Some(Variant { text, thm })
}

/// The points that the statement introduces.
fn names(source: &ast::File) -> Vec<String> {
    let body = source.items.iter().filter(|i| i.kind == ItemKind::Theorem).flat_map(|i| &i.body);
    let introduced = body.flat_map(|s| match &s.kind {
        StmtKind::Point { names, .. } => names.clone(),
        StmtKind::Triangle { points, .. } => points.clone(),
        _ => vec![],
    });
    let mut out: Vec<String> = Vec::new();
    for i in introduced {
        if !out.contains(&i.name) {
            out.push(i.name);
        }
    }
    out
}

/// Leaves out the hypothesis of that number; returns how many there are.
fn drop_site(item: &mut Item, number: usize) -> usize {
    let mut seen = 0;
    let mut hit = |list: &mut Vec<Expr>| {
        let here = number.wrapping_sub(seen);
        seen += list.len();
        if here < list.len() {
            list.remove(here);
        }
    };
    for s in &mut item.body {
        match &mut s.kind {
            StmtKind::Assume(props) => hit(props),
            StmtKind::Point { on, other_than, conds, .. } => [on, other_than, conds].into_iter().for_each(&mut hit),
            _ => {}
        }
    }
    // Triangles without their condition.
    for s in &mut item.body {
        if let StmtKind::Triangle { points, .. } = &s.kind {
            if seen == number {
                s.kind =
                    StmtKind::Point { names: points.clone(), on: vec![], def: None, other_than: vec![], conds: vec![] };
            }
            seen += 1;
        }
    }
    item.body.retain(|s| !matches!(&s.kind, StmtKind::Assume(p) if p.is_empty()));
    seen
}

fn goals(item: &mut Item) -> Vec<&mut Vec<Expr>> {
    let shows = item.body.iter_mut().filter_map(|s| match &mut s.kind {
        StmtKind::Show(c) => Some(&mut c.props),
        _ => None,
    });
    shows.collect()
}

/// The letters of the goals, or of the hypotheses.
fn letters(item: &mut Item, of_goals: bool) -> Vec<&mut Ident> {
    let mut exprs: Vec<&mut Expr> = Vec::new();
    for s in &mut item.body {
        match &mut s.kind {
            StmtKind::Show(c) if of_goals => exprs.extend(&mut c.props),
            StmtKind::Assume(props) if !of_goals => exprs.extend(props),
            StmtKind::Point { on, def, conds, .. } if !of_goals => exprs.extend(on.iter_mut().chain(def).chain(conds)),
            StmtKind::Circle { def: Some(e), .. }
            | StmtKind::Line { def: Some(e), .. }
            | StmtKind::Let { value: e, .. }
                if !of_goals =>
            {
                exprs.push(e);
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    // A worklist: expressions nest as deep as the lexer allows.
    while let Some(e) = exprs.pop() {
        match &mut e.kind {
            ExprKind::Points(ids) | ExprKind::Triangle(_, ids) => out.extend(ids),
            ExprKind::Call(_, args) | ExprKind::And(args) | ExprKind::Or(args) => exprs.extend(args),
            ExprKind::Sum(terms) | ExprKind::Product(terms) => exprs.extend(terms.iter_mut().map(|t| &mut t.1)),
            ExprKind::Degrees(a) | ExprKind::Not(a) => exprs.push(a),
            ExprKind::Power(a, b) | ExprKind::Implies(a, b) | ExprKind::Iff(a, b) => exprs.extend([&mut **a, &mut **b]),
            ExprKind::Between(a, b, c) => exprs.extend([&mut **a, &mut **b, &mut **c]),
            ExprKind::Chain(a, rest) => {
                exprs.push(a);
                exprs.extend(rest.iter_mut().map(|r| &mut r.1));
            }
            ExprKind::Name(_) | ExprKind::Number(_) | ExprKind::Pi | ExprKind::ForAll(..) => {}
        }
    }
    out
}
