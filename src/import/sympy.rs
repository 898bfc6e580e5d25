//! SymPy's notation: `a**2/(b + 1) - sqrt(2)*Abs(a)`, and the problems `goal >= 0` under conditions `>= 0` and `= 0`.

use super::node::{Kind, MAX_DEPTH, Node, Read, Refusal, Rel};
use super::tokens::{Sort, Token, tokens};

/// An expression that is the whole of the text.
pub(super) fn expression(text: &str) -> Read<Node> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, next: 0, depth: 0 };
    let node = reader.sum()?;
    if reader.peek().is_some_and(|t| t.sort != Sort::End) {
        return Err(reader.unexpected());
    }
    Ok(node)
}

/// Whether the note of a record of MO-INT-20 makes the condition `v >= 0` of a variable strict. The note says which
/// problems keep `>=`: `strict positivity (>0) of the listed variables unless P15(constraint),P16,P18 (>=0), …`; an
/// exception with `(constraint)` is about a condition that is no variable, and those are never strict.
pub(super) fn strict(note: &str, problem: &str) -> bool {
    let Some((rule, exceptions)) = note.split_once("unless") else { return note.contains("(>0)") };
    let weak = exceptions.split("(>=0)").next().unwrap_or("");
    rule.contains("(>0)") && !weak.split([',', ' ']).any(|e| e.trim() == problem)
}

/// `left rel 0`. A goal or a condition `a - b`, `1 - a*b` stays as it is.
pub(super) fn against_zero(left: Node, rel: Rel) -> Node {
    let at = left.at;
    Node::new(at, Kind::Compare(Box::new(left), rel, Box::new(Node::new(at, Kind::Number("0".into())))))
}

struct Reader<'a> {
    tokens: &'a [Token],
    next: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.next)
    }

    fn at(&self) -> usize {
        self.peek().map_or(0, |t| t.at)
    }

    fn take(&mut self, sign: &str) -> bool {
        let here = self.peek().is_some_and(|t| t.sort == Sort::Sign && t.text == sign);
        self.next += usize::from(here);
        here
    }

    fn unexpected(&self) -> Refusal {
        match self.peek() {
            Some(t) if t.sort != Sort::End => Refusal::new(t.at, format!("`{}` is not expected here", t.text)),
            _ => Refusal::new(self.tokens.last().map_or(0, |t| t.at), "the expression ends too early"),
        }
    }

    fn deeper(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Refusal::new(self.at(), format!("nested more than {MAX_DEPTH} deep")));
        }
        Ok(())
    }

    fn sum(&mut self) -> Read<Node> {
        let at = self.at();
        let mut terms = Vec::new();
        let mut minus = self.take("-");
        loop {
            terms.push((minus, self.product()?));
            minus = if self.take("-") {
                true
            } else if self.take("+") {
                false
            } else {
                break;
            };
        }
        Ok(match terms.pop() {
            Some((false, node)) if terms.is_empty() => node,
            Some(last) => {
                terms.push(last);
                Node::new(at, Kind::Sum(terms))
            }
            None => return Err(self.unexpected()),
        })
    }

    fn product(&mut self) -> Read<Node> {
        let at = self.at();
        let mut factors = vec![(false, self.power()?)];
        loop {
            let over = if self.take("*") {
                false
            } else if self.take("/") {
                true
            } else {
                break;
            };
            factors.push((over, self.power()?));
        }
        Ok(match factors.pop() {
            Some((false, node)) if factors.is_empty() => node,
            Some(last) => {
                factors.push(last);
                Node::new(at, Kind::Product(factors))
            }
            None => return Err(self.unexpected()),
        })
    }

    /// `**` binds to the right, and tighter than a minus before it.
    fn power(&mut self) -> Read<Node> {
        let at = self.at();
        let base = self.atom()?;
        if !self.take("**") {
            return Ok(base);
        }
        self.deeper()?;
        let minus = self.take("-");
        let exponent = self.power()?;
        self.depth -= 1;
        if let (false, Some(degree)) = (minus, root_degree(&exponent)) {
            let degree = Node::new(exponent.at, Kind::Number(degree));
            return Ok(Node::new(at, Kind::Apply("root".into(), vec![degree, base])));
        }
        let exponent = if minus { Node::new(exponent.at, Kind::Sum(vec![(true, exponent)])) } else { exponent };
        Ok(Node::new(at, Kind::Power(Box::new(base), Box::new(exponent))))
    }

    fn atom(&mut self) -> Read<Node> {
        let at = self.at();
        if self.take("(") {
            self.deeper()?;
            let inner = self.sum()?;
            self.depth -= 1;
            return if self.take(")") { Ok(inner) } else { Err(self.unexpected()) };
        }
        let Some(token) = self.peek() else { return Err(self.unexpected()) };
        match token.sort {
            Sort::Number => {
                self.next += 1;
                Ok(Node::new(at, Kind::Number(token.text.clone())))
            }
            Sort::Name => {
                self.next += 1;
                if !self.take("(") {
                    return Ok(Node::new(at, Kind::Name(token.text.clone())));
                }
                self.deeper()?;
                let mut args = vec![self.sum()?];
                while self.take(",") {
                    args.push(self.sum()?);
                }
                self.depth -= 1;
                if !self.take(")") {
                    return Err(self.unexpected());
                }
                if !matches!(token.text.as_str(), "sqrt" | "Abs" | "Min" | "Max") {
                    let message = format!("the function `{}`: logarithms, trigonometry and the like", token.text);
                    return Err(Refusal::scope(at, message));
                }
                Ok(Node::new(at, Kind::Apply(token.text.clone(), args)))
            }
            Sort::Sign | Sort::End => Err(self.unexpected()),
        }
    }
}

/// `n` of an exponent `1/n`, n ≥ 2.
fn root_degree(exponent: &Node) -> Option<String> {
    let Kind::Product(factors) = &exponent.kind else { return None };
    match factors.as_slice() {
        [(false, one), (true, n)] => match (&one.kind, &n.kind) {
            (Kind::Number(one), Kind::Number(n)) if one == "1" && n.parse::<u32>().is_ok_and(|n| n >= 2) => {
                Some(n.clone())
            }
            _ => None,
        },
        _ => None,
    }
}
