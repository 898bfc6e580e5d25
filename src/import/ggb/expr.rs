//! What stands in a command's arguments and in an expression: labels, numbers, nested commands, sums, relations.

use super::number::Q;

/// Deepest nesting of brackets.
const DEPTH: usize = 24;
/// Longest text, in characters.
const LONGEST: usize = 2_000;

/// An expression in GeoGebra's notation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// `A`, `c_1`
    Label(String),
    /// `2.5`
    Number(Q),
    /// `60°`
    Degrees(Box<Expr>),
    /// `pi`
    Pi,
    /// `Midpoint(A, B)`, `Midpoint[A, B]`
    Call(String, Vec<Expr>),
    /// `(2, 3)`
    Tuple(Vec<Expr>),
    /// `{A, B}`
    List(Vec<Expr>),
    /// `"text"`
    Text(String),
    Neg(Box<Expr>),
    /// `+ - * / ^`
    Op(char, Box<Expr>, Box<Expr>),
    /// `a ∥ b`: the sign is one of `∥ ⟂ = ≠ ∈ < > ∧`
    Relation(char, Box<Expr>, Box<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Number(Q),
    /// In degrees.
    Angle(Q),
    Text(String),
    Sign(char),
}

/// Reads an expression; the error says what is not understood.
pub(super) fn parse(text: &str) -> Result<Expr, String> {
    let tokens = tokens(text)?;
    let mut p = Parser { tokens: &tokens, at: 0, depth: 0 };
    let e = p.relation()?;
    match p.peek() {
        None => Ok(e),
        Some(t) => Err(format!("`{}` is not expected in `{}`", shown(t), clipped(text))),
    }
}

/// A text as it may stand in a message.
pub(super) fn clipped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if plain.len() < text.len() { format!("{plain}…") } else { plain }
}

fn shown(t: &Token) -> String {
    match t {
        Token::Word(w) => clipped(w),
        Token::Number(q) | Token::Angle(q) => q.to_string(),
        Token::Text(_) => "\"…\"".into(),
        Token::Sign(c) => c.to_string(),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    if text.chars().count() > LONGEST {
        return Err(format!("an expression of more than {LONGEST} characters is not read"));
    }
    let mut all = Vec::new();
    let mut it = text.chars().peekable();
    while let Some(&c) = it.peek() {
        if c.is_whitespace() {
            it.next();
        } else if c.is_ascii_digit() || c == '.' {
            let mut s = String::new();
            while let Some(d) = it.next_if(|d| d.is_ascii_digit() || *d == '.') {
                s.push(d);
            }
            // An exponent: GeoGebra writes 1.0E-4.
            if it.peek() == Some(&'E') {
                it.next();
                s.push('E');
                while let Some(d) = it.next_if(|d| d.is_ascii_digit() || *d == '-') {
                    s.push(d);
                }
            }
            all.push(number(&s).ok_or_else(|| format!("the number `{}` is not read", clipped(&s)))?);
        } else if c.is_alphabetic() && !"π".contains(c) || c == '$' {
            let mut s = String::new();
            while let Some(d) = it.next_if(|d| d.is_alphanumeric() && !"²³".contains(*d) || "_'′$".contains(*d)) {
                s.push(d);
                if d == '_' && it.next_if_eq(&'{').is_some() {
                    s.push('{');
                    for e in it.by_ref() {
                        s.push(e);
                        if e == '}' {
                            break;
                        }
                    }
                }
            }
            all.push(Token::Word(s));
        } else if c == '"' {
            it.next();
            let s: String = it.by_ref().take_while(|d| *d != '"').collect();
            all.push(Token::Text(s));
        } else {
            it.next();
            let double = |it: &mut std::iter::Peekable<std::str::Chars<'_>>, d: char| it.next_if_eq(&d).is_some();
            all.push(Token::Sign(match c {
                '=' => {
                    double(&mut it, '=');
                    '='
                }
                '!' if double(&mut it, '=') => '≠',
                '&' if double(&mut it, '&') => '∧',
                '≟' => '=',
                '⊥' => '⟂',
                '·' | '⋅' | '×' => '*',
                '−' => '-',
                '²' | '³' => {
                    all.push(Token::Sign('^'));
                    all.push(Token::Number(Q::whole(if c == '²' { 2 } else { 3 })));
                    continue;
                }
                c => c,
            }));
        }
    }
    Ok(all)
}

/// A number. One with many digits may be a fraction, or an angle in radians: GeoGebra's angles are numbers, and 90° is 1.5707963….
fn number(text: &str) -> Option<Token> {
    let value: f64 = text.parse().ok()?;
    let exact = Q::decimal(text).or_else(|| Q::near(value)).map(Token::Number);
    exact.or_else(|| Q::near(value.to_degrees()).map(Token::Angle))
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, signs: &str) -> Option<char> {
        match self.peek() {
            Some(Token::Sign(c)) if signs.contains(*c) => {
                let c = *c;
                self.at += 1;
                Some(c)
            }
            _ => None,
        }
    }

    fn expect(&mut self, sign: char) -> Result<(), String> {
        self.sign(&sign.to_string()).map(|_| ()).ok_or_else(|| format!("`{sign}` is missing"))
    }

    fn relation(&mut self) -> Result<Expr, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(format!("expressions nested more than {DEPTH} deep are not read"));
        }
        let mut left = self.comparison()?;
        while self.sign("∧").is_some() {
            left = Expr::Relation('∧', Box::new(left), Box::new(self.comparison()?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn comparison(&mut self) -> Result<Expr, String> {
        let left = self.sum()?;
        match self.sign("∥⟂=≠∈<>") {
            Some(sign) => Ok(Expr::Relation(sign, Box::new(left), Box::new(self.sum()?))),
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Result<Expr, String> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign("+-") {
            left = Expr::Op(sign, Box::new(left), Box::new(self.product()?));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expr, String> {
        let mut left = self.factor()?;
        loop {
            let sign = self.sign("*/");
            // `2A` and `2 A` are products, too.
            let beside = matches!(self.peek(), Some(Token::Word(_) | Token::Sign('('))) && sign.is_none();
            match sign.or(beside.then_some('*')) {
                // 60*° is how the angle of a rotation is often written.
                Some('*') if self.sign("°").is_some() => left = Expr::Degrees(Box::new(left)),
                Some(sign) => left = Expr::Op(sign, Box::new(left), Box::new(self.factor()?)),
                None => return Ok(left),
            }
        }
    }

    fn factor(&mut self) -> Result<Expr, String> {
        if self.sign("-").is_some() {
            self.depth += 1;
            if self.depth > DEPTH {
                return Err(format!("expressions nested more than {DEPTH} deep are not read"));
            }
            let inner = self.factor()?;
            self.depth -= 1;
            return Ok(Expr::Neg(Box::new(inner)));
        }
        let mut base = self.atom()?;
        loop {
            if self.sign("°").is_some() {
                base = Expr::Degrees(Box::new(base));
            } else if self.sign("^").is_some() {
                base = Expr::Op('^', Box::new(base), Box::new(self.atom()?));
            } else {
                return Ok(base);
            }
        }
    }

    fn list(&mut self, close: char) -> Result<Vec<Expr>, String> {
        let mut all = Vec::new();
        if self.sign(&close.to_string()).is_some() {
            return Ok(all);
        }
        loop {
            all.push(self.relation()?);
            if self.sign(",;").is_none() {
                self.expect(close)?;
                return Ok(all);
            }
        }
    }

    fn atom(&mut self) -> Result<Expr, String> {
        let token = self.peek().cloned().ok_or("an expression ends too early")?;
        self.at += 1;
        Ok(match token {
            Token::Number(q) => Expr::Number(q),
            Token::Angle(q) => Expr::Degrees(Box::new(Expr::Number(q))),
            Token::Text(t) => Expr::Text(t),
            Token::Word(w) if w == "pi" => Expr::Pi,
            Token::Word(w) => match self.sign("[(") {
                Some('[') => Expr::Call(w, self.list(']')?),
                // `A (2, 3)` is no call; labels that begin a bracket are rare, and commands begin with capitals.
                Some(_) => Expr::Call(w, self.list(')')?),
                None => Expr::Label(w),
            },
            Token::Sign('π') => Expr::Pi,
            Token::Sign('(') => {
                let mut all = self.list(')')?;
                match all.pop() {
                    Some(one) if all.is_empty() => one,
                    Some(last) => {
                        all.push(last);
                        Expr::Tuple(all)
                    }
                    None => return Err("`()` is empty".into()),
                }
            }
            Token::Sign('{') => Expr::List(self.list('}')?),
            Token::Sign(c) => return Err(format!("`{c}` is not expected")),
        })
    }
}
