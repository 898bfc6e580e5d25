//! Documents: a statement, its figure and its proof, as they would be handed in.
//!
//! An answer is turned into a [`Document`] in a language ([`catalogue`]): the statement in sentences ([`statement`]), the proof in the
//! report's words, translated. [`tex`], [`typst`], [`md`] and [`html`] write it; formulas are texts until then ([`inline`]).

pub mod catalogue;
mod html;
mod inline;
mod md;
mod statement;
mod tex;
mod tikz;
mod typst;

#[cfg(test)]
mod tests;

use crate::report::figure::{self, FigureOptions, write::Scene};
use crate::report::{self, Answer, Cite, Ref, Status, given_numbers};
use crate::solve::Solved;
use catalogue::{Catalogue, Language};
use euclase_grammar::ast::{File, ItemKind};
use euclase_grammar::core::CoreTheorem;
use statement::{Statement, construction, statement};

/// A form of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// LaTeX, with the figure in TikZ.
    Tex,
    /// Typst, with the figure in it.
    Typst,
    /// Markdown; the figure is a file beside it.
    Md,
    /// One HTML page, with the figure in it.
    Html,
}

impl Form {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Tex => "tex",
            Form::Typst => "typ",
            Form::Md => "md",
            Form::Html => "html",
        }
    }
}

/// A theorem as it is handed in. Texts are in the language of the document.
pub struct Document {
    /// Of which language the labels are.
    labels: Catalogue,
    title: String,
    source: Option<String>,
    /// What is given, with the numbers by which the proof refers to it.
    given: Vec<(String, Vec<u32>)>,
    asked: Vec<String>,
    figure: Option<Scene>,
    aux: Vec<String>,
    /// What is said instead of a proof.
    remark: Option<String>,
    steps: Vec<Step>,
    /// By kind, each with its label.
    conditions: Vec<(String, Vec<String>)>,
    strength: String,
    /// Names of real variables.
    variables: Vec<String>,
}

/// A claim with its reasons.
struct Claim {
    text: String,
    why: String,
}

/// A link of a calculation: sign, expression, reasons.
type Link = (String, String, String);

/// A step of the proof.
struct Step {
    headings: Vec<(u8, String)>,
    level: u8,
    number: u32,
    claim: Claim,
    inner: Vec<Claim>,
    /// The calculation: its first expression, and what that equals, link by link.
    chain: Option<(String, Vec<Link>)>,
}

impl Document {
    /// Of a theorem that was solved. `source` is the text that `tree` was read from.
    pub fn of(thm: &CoreTheorem, tree: &File, source: &str, solved: &Solved, language: Language) -> Document {
        let c = Catalogue::of(language);
        let a = &solved.answer;
        let item = tree.items.iter().find(|i| i.kind == ItemKind::Theorem && i.name.name == thm.name);
        let said: Statement = item.map(|i| statement(&i.body, source, &c)).unwrap_or_default();
        let own = |span: (usize, usize)| numbers(thm, span);
        let given = said.given.into_iter().map(|s| (s.text, own(s.span))).collect();
        let label = |key: &str, args: &[String]| c.say(&format!("labels.{key}"), args);
        let strength = a.strength.map_or(String::new(), |s| label(&format!("strength.{}", s.word()), &[]));
        let remark = match (a.status, &a.counterexample) {
            (Status::Theorem, _) => None,
            (Status::CounterSatisfiable, Some(e)) => {
                let points = e.points.iter().map(|(n, x, y)| format!("{n} = ({x}, {y})"));
                let values = e.values.iter().map(|(n, v)| format!("{n} = {v}"));
                let all: Vec<String> = points.chain(values).collect();
                Some(label("refuted", &[all.join("; ")]))
            }
            (status, _) => Some(label("unproved", &[status.to_string()])),
        };
        let groups = [
            ("declared", &a.conditions.declared),
            ("nondegeneracy", &a.conditions.nondegeneracy),
            ("configuration", &a.conditions.configuration),
            ("follow", &a.conditions.follow),
        ];
        let groups = groups.into_iter().filter(|g| !g.1.is_empty());
        let conditions = groups.map(|(key, list)| (label(key, &[]), list.iter().map(|t| c.translated(t)).collect()));
        Document {
            title: thm.name.replace('_', " "),
            source: a.source.clone(),
            given,
            asked: said.asked,
            figure: scene(thm, solved),
            aux: a.aux.iter().map(|x| construction(&x.text, &c)).collect(),
            remark,
            steps: steps(a, &c),
            conditions: conditions.collect(),
            strength,
            variables: a.variables.clone(),
            labels: c,
        }
    }

    /// The text of a document of one or more theorems. `figure`: for Markdown, the names of the files with the figures, in order.
    pub fn write(all: &[Document], form: Form, figures: &[String]) -> String {
        match form {
            Form::Tex => tex::document(all),
            Form::Typst => typst::document(all),
            Form::Md => md::document(all, figures),
            Form::Html => html::document(all),
        }
    }

    /// The figure as SVG.
    pub fn svg(&self) -> Option<String> {
        self.figure.as_ref().map(figure::write::svg)
    }

    fn label(&self, key: &str) -> String {
        self.labels.say(&format!("labels.{key}"), &[])
    }

    fn language(&self) -> Language {
        self.labels.language
    }

    /// `(h1, h2)`, the numbers of what a sentence says.
    fn numbered(&self, numbers: &[u32]) -> String {
        let all: Vec<String> = numbers.iter().map(|n| format!("h{n}")).collect();
        if all.is_empty() { String::new() } else { format!("({})", all.join(", ")) }
    }
}

/// The numbers of the givens that a stretch of the source says.
fn numbers(thm: &CoreTheorem, (start, end): (usize, usize)) -> Vec<u32> {
    let hyps = thm.hyps.iter().map(|h| h.origin.span);
    let conds = thm.conds.iter().map(|c| c.origin.span);
    let props = thm.props.iter().map(|p| p.origin.span);
    let spans = hyps.chain(conds).chain(props).zip(given_numbers(thm));
    let inside = spans.filter_map(|(span, n)| (start <= span.0 && span.1 <= end && span.0 < span.1).then_some(n?));
    let mut out: Vec<u32> = inside.collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn scene(thm: &CoreTheorem, solved: &Solved) -> Option<Scene> {
    let f = solved.figure.as_ref().filter(|_| !thm.points.is_empty())?;
    let aux = solved.certificate.as_ref().map_or(&[][..], |c| &c.aux);
    let drawn = report::with_aux(thm, aux);
    let n = drawn.points.len().min(f.pts.len());
    Some(figure::scene(&drawn, &f.pts[..n], &FigureOptions::of(&drawn)))
}

fn steps(a: &Answer, c: &Catalogue) -> Vec<Step> {
    let claim = |text: &str, because: &[Cite]| Claim { text: c.translated(text), why: why(because, c) };
    let steps = a.steps.iter().map(|s| Step {
        headings: s.headings.iter().map(|h| (h.level, c.translated(&h.text))).collect(),
        level: s.level,
        number: s.number,
        claim: claim(&s.claim, &s.because),
        inner: s.inner.iter().map(|i| claim(&i.claim, &i.because)).collect(),
        chain: s.chain.as_ref().map(|chain| {
            let links = chain.links.iter().map(|l| (l.sign().to_string(), c.translated(&l.to), why(&l.because, c)));
            (c.translated(&chain.start), links.collect())
        }),
    });
    steps.collect()
}

/// Reasons, each with what it refers to.
fn why(because: &[Cite], c: &Catalogue) -> String {
    let one = |cite: &Cite| {
        let refs: Vec<String> = cite.refs.iter().map(Ref::to_string).collect();
        let reason = c.translated(&cite.reason);
        let said = match (reason.is_empty(), refs.is_empty()) {
            (true, _) => refs.join(", "),
            (false, true) => reason,
            (false, false) => format!("{reason} ({})", refs.join(", ")),
        };
        match &cite.times {
            Some(t) if said.is_empty() => c.translated(t),
            Some(t) => format!("{said}, {}", c.translated(t)),
            None => said,
        }
    };
    let all: Vec<String> = because.iter().map(one).filter(|s| !s.is_empty()).collect();
    all.join("; ")
}
