//! Lean's notation for statements about numbers, of Lean 3 and of Lean 4.
//!
//! Only the notation is known here, with Lean's precedences: what a name means, and whether the types are those of
//! real numbers, is judged by `statement`.

use super::node::{Binder, Kind, MAX_DEPTH, Node, Read, Refusal, Rel};
use super::tokens::{Sort, Token};

/// Signs that the language has no word for, and what they are about.
const FOREIGN: [(&str, &str); 19] = [
    ("%", "integers and divisibility"),
    ("∣", "integers and divisibility"),
    ("≡", "integers and divisibility"),
    ("!", "integers and divisibility"),
    ("∑", "sums and products over sets"),
    ("∏", "sums and products over sets"),
    ("∃", "existence"),
    ("∈", "sets"),
    ("∉", "sets"),
    ("''", "sets"),
    ("{", "sets"),
    ("∪", "sets"),
    ("∩", "sets"),
    ("⌊", "integers and divisibility"),
    ("⌈", "integers and divisibility"),
    ("/ₚ", "units of a ring"),
    ("λ", "functions without a name"),
    ("•", "scalars and vectors"),
    (".", "parts of a value, such as numerators"),
];

/// A reader of one expression or statement.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    next: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Reads from tokens whose last one is an end.
    pub(super) fn new(tokens: &'a [Token]) -> Reader<'a> {
        Reader { tokens, next: 0, depth: 0 }
    }

    /// The whole of the tokens as one statement or expression.
    pub(super) fn all(mut self) -> Read<Node> {
        let node = self.statement()?;
        match self.sort() {
            Sort::End => Ok(node),
            _ => Err(self.unexpected()),
        }
    }

    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.next)
    }

    fn text(&self) -> &'a str {
        self.peek().map_or("", |t| t.text.as_str())
    }

    fn sort(&self) -> Sort {
        self.peek().map_or(Sort::End, |t| t.sort)
    }

    fn at(&self) -> usize {
        self.peek().or(self.tokens.last()).map_or(0, |t| t.at)
    }

    fn take(&mut self, text: &str) -> bool {
        let here = self.sort() != Sort::End && self.text() == text;
        self.next += usize::from(here);
        here
    }

    fn any(&mut self, texts: &[&str]) -> bool {
        texts.iter().any(|t| self.take(t))
    }

    fn expect(&mut self, text: &str) -> Read<()> {
        if self.take(text) { Ok(()) } else { Err(self.unexpected_instead_of(text)) }
    }

    fn unexpected(&self) -> Refusal {
        let found = self.text();
        if let Some((_, about)) = FOREIGN.iter().find(|(sign, _)| *sign == found) {
            return Refusal::scope(self.at(), format!("{about} (`{found}`)"));
        }
        match self.sort() {
            Sort::End => Refusal::new(self.at(), "the statement ends too early"),
            _ => Refusal::new(self.at(), format!("`{found}` is not expected here")),
        }
    }

    fn unexpected_instead_of(&self, wanted: &str) -> Refusal {
        let refusal = self.unexpected();
        if refusal.out_of_scope {
            return refusal;
        }
        Refusal { message: format!("{}; `{wanted}` is", refusal.message), ..refusal }
    }

    fn deeper(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Refusal::new(self.at(), format!("nested more than {MAX_DEPTH} deep")));
        }
        Ok(())
    }

    /// `↔`, the loosest.
    fn statement(&mut self) -> Read<Node> {
        self.deeper()?;
        let at = self.at();
        let left = self.implication()?;
        let node = if self.any(&["↔", "<->"]) {
            let right = self.implication()?;
            Node::new(at, Kind::Iff(Box::new(left), Box::new(right)))
        } else {
            left
        };
        self.depth -= 1;
        Ok(node)
    }

    fn chain(
        &mut self,
        signs: &[&str],
        part: fn(&mut Reader<'a>) -> Read<Node>,
        make: fn(Vec<Node>) -> Kind,
    ) -> Read<Node> {
        let at = self.at();
        let first = part(self)?;
        let mut parts = vec![first];
        while self.any(signs) {
            parts.push(part(self)?);
        }
        match parts.len() {
            1 => parts.pop().ok_or_else(|| self.unexpected()),
            _ => Ok(Node::new(at, make(parts))),
        }
    }

    fn implication(&mut self) -> Read<Node> {
        self.chain(&["→", "->"], |r| r.disjunction(), Kind::Implies)
    }

    fn disjunction(&mut self) -> Read<Node> {
        self.chain(&["∨", "\\/"], |r| r.conjunction(), Kind::Or)
    }

    fn conjunction(&mut self) -> Read<Node> {
        self.chain(&["∧", "/\\"], |r| r.negation(), Kind::And)
    }

    fn negation(&mut self) -> Read<Node> {
        let at = self.at();
        if self.take("¬") {
            self.deeper()?;
            let inner = self.negation()?;
            self.depth -= 1;
            return Ok(Node::new(at, Kind::Not(Box::new(inner))));
        }
        if self.take("∀") {
            self.deeper()?;
            let mut binders = Vec::new();
            while self.take("(") {
                binders.push(self.binder()?);
                self.expect(")")?;
            }
            if binders.is_empty() {
                binders.push(self.binder()?);
            }
            self.expect(",")?;
            let body = self.statement()?;
            self.depth -= 1;
            return Ok(Node::new(at, Kind::ForAll(binders, Box::new(body))));
        }
        self.relation()
    }

    /// `x y : T`, `x > 0`, `x`
    fn binder(&mut self) -> Read<Binder> {
        let mut binder = Binder { names: Vec::new(), sort: None, bound: None };
        while self.sort() == Sort::Name {
            binder.names.push((self.text().to_string(), self.at()));
            self.next += 1;
        }
        if binder.names.is_empty() {
            return Err(self.unexpected_instead_of("a name"));
        }
        if self.take(":") {
            binder.sort = Some(self.type_words(&[",", ")"]));
        } else if let Some(rel) = self.relation_sign() {
            binder.bound = Some((rel, Box::new(self.sum()?)));
        }
        Ok(binder)
    }

    fn type_words(&mut self, until: &[&str]) -> Vec<String> {
        let mut words = Vec::new();
        while self.sort() != Sort::End && !until.contains(&self.text()) {
            words.push(self.text().to_string());
            self.next += 1;
        }
        words
    }

    fn relation_sign(&mut self) -> Option<Rel> {
        let rel = match self.text() {
            "=" => Rel::Eq,
            "≠" | "!=" => Rel::Ne,
            "<" => Rel::Lt,
            ">" => Rel::Gt,
            "≤" | "<=" => Rel::Le,
            "≥" | ">=" => Rel::Ge,
            _ => return None,
        };
        self.next += 1;
        Some(rel)
    }

    fn relation(&mut self) -> Read<Node> {
        let at = self.at();
        let left = self.sum()?;
        match self.relation_sign() {
            Some(rel) => {
                let right = self.sum()?;
                Ok(Node::new(at, Kind::Compare(Box::new(left), rel, Box::new(right))))
            }
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Read<Node> {
        let at = self.at();
        let mut terms = vec![split_minus(self.product()?)];
        loop {
            let minus = match self.text() {
                "+" => false,
                "-" | "−" => true,
                _ => break,
            };
            self.next += 1;
            terms.push((minus, self.product()?));
        }
        Ok(only(terms).unwrap_or_else(|terms| Node::new(at, Kind::Sum(terms))))
    }

    fn product(&mut self) -> Read<Node> {
        let at = self.at();
        let mut factors = vec![(false, self.signed()?)];
        loop {
            let over = match self.text() {
                "*" | "·" => false,
                "/" => true,
                _ => break,
            };
            self.next += 1;
            factors.push((over, self.signed()?));
        }
        // (-a)*b is written -(a*b), as people do.
        let minus = factors.len() > 1 && factors.first().is_some_and(|(_, f)| split_minus(f.clone()).0);
        if minus && let Some(first) = factors.first_mut() {
            first.1 = split_minus(first.1.clone()).1;
        }
        let product = only(factors).unwrap_or_else(|factors| Node::new(at, Kind::Product(factors)));
        Ok(if minus { Node::new(at, Kind::Sum(vec![(true, product)])) } else { product })
    }

    /// A minus binds tighter than `*` and looser than `^`.
    fn signed(&mut self) -> Read<Node> {
        let at = self.at();
        if !self.any(&["-", "−"]) {
            return self.power();
        }
        self.deeper()?;
        let inner = self.signed()?;
        self.depth -= 1;
        Ok(Node::new(at, Kind::Sum(vec![(true, inner)])))
    }

    fn power(&mut self) -> Read<Node> {
        let at = self.at();
        let base = self.inverted(true)?;
        if !self.take("^") {
            return Ok(base);
        }
        self.deeper()?;
        let exponent = self.signed()?;
        self.depth -= 1;
        Ok(Node::new(at, Kind::Power(Box::new(base), Box::new(exponent))))
    }

    /// An atom or (where `apply`) a function with its arguments, and `⁻¹` after it.
    fn inverted(&mut self, apply: bool) -> Read<Node> {
        let mut node = if apply { self.application()? } else { self.atom()? };
        let depth = self.depth;
        while self.take("⁻¹") {
            self.deeper()?;
            node = Node::new(node.at, Kind::Inverse(Box::new(node)));
        }
        self.depth = depth;
        Ok(node)
    }

    fn application(&mut self) -> Read<Node> {
        let head = self.atom()?;
        let Kind::Name(name) = &head.kind else { return Ok(head) };
        if name == "List.Pairwise" {
            return self.pairwise(head.at);
        }
        let mut args = Vec::new();
        while matches!(self.sort(), Sort::Name | Sort::Number) || matches!(self.text(), "(" | "↑" | "√") {
            args.push(self.inverted(false)?);
        }
        if args.is_empty() { Ok(head) } else { Ok(Node::new(head.at, Kind::Apply(name.clone(), args))) }
    }

    /// `List.Pairwise (· ≠ ·) [a, b, c]`: all different.
    fn pairwise(&mut self, at: usize) -> Read<Node> {
        for sign in ["(", "·", "≠", "·", ")", "["] {
            self.expect(sign)?;
        }
        let mut items = vec![self.sum()?];
        while self.take(",") {
            items.push(self.sum()?);
        }
        self.expect("]")?;
        if items.len() < 2 || items.len() > 40 {
            return Err(Refusal::new(at, "from 2 to 40 numbers can be said to be different"));
        }
        let pair = |a: &Node, b: &Node| Node::new(at, Kind::Compare(Box::new(a.clone()), Rel::Ne, Box::new(b.clone())));
        let pairs = items.iter().enumerate().flat_map(|(i, a)| items.iter().skip(i + 1).map(move |b| pair(a, b)));
        Ok(Node::new(at, Kind::And(pairs.collect())))
    }

    fn atom(&mut self) -> Read<Node> {
        let at = self.at();
        let text = self.text().to_string();
        match self.sort() {
            Sort::Number => {
                self.next += 1;
                Ok(Node::new(at, Kind::Number(text)))
            }
            Sort::Name => {
                self.next += 1;
                let kind = if matches!(text.as_str(), "false" | "False") { Kind::False } else { Kind::Name(text) };
                Ok(Node::new(at, kind))
            }
            Sort::Sign => self.bracketed(at),
            Sort::End => Err(self.unexpected()),
        }
    }

    fn bracketed(&mut self, at: usize) -> Read<Node> {
        self.deeper()?;
        let node = if self.take("(") {
            let inner = self.statement()?;
            let node = if self.take(":") {
                let sort = self.type_words(&[")"]);
                Node::new(at, Kind::Typed(Box::new(inner), sort))
            } else {
                inner
            };
            self.expect(")")?;
            node
        } else if self.take("|") {
            let inner = self.sum()?;
            self.expect("|")?;
            Node::new(at, Kind::Apply("abs".into(), vec![inner]))
        } else if self.take("√") {
            let inner = self.atom()?;
            Node::new(at, Kind::Apply("Real.sqrt".into(), vec![inner]))
        } else if self.take("↑") {
            self.atom()?
        } else {
            return Err(self.unexpected());
        };
        self.depth -= 1;
        Ok(node)
    }
}

/// Whether it is `-a`, and `a`.
fn split_minus(node: Node) -> (bool, Node) {
    match node.kind {
        Kind::Sum(mut terms) if terms.len() == 1 => terms.pop().map_or((false, Node::new(node.at, Kind::False)), |t| t),
        kind => (false, Node::new(node.at, kind)),
    }
}

/// The one node of a list that has no sign before it.
fn only(mut list: Vec<(bool, Node)>) -> Result<Node, Vec<(bool, Node)>> {
    match list.pop() {
        Some((false, node)) if list.is_empty() => Ok(node),
        Some(last) => {
            list.push(last);
            Err(list)
        }
        None => Err(list),
    }
}
