//! Printing a random tree and parsing it gives the tree back.

use super::formatting::shape;
use euclase_grammar::ast::*;
use euclase_grammar::{parse, print};
use proptest::prelude::*;

fn at() -> Span {
    Span::default()
}

fn id(name: &str) -> Ident {
    Ident { name: name.into(), span: at() }
}

fn e(kind: ExprKind) -> Expr {
    Expr { kind, span: at() }
}

fn lower() -> impl Strategy<Value = Ident> {
    prop::sample::select(vec!["a", "b1", "foo_bar", "x'", "midpoint"]).prop_map(id)
}

fn point() -> impl Strategy<Value = Ident> {
    prop::sample::select(vec!["A", "B1", "C_ab", "D'", "E12_x9''"]).prop_map(id)
}

fn list<T: std::fmt::Debug>(s: impl Strategy<Value = T>, n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(s, n)
}

fn rel() -> impl Strategy<Value = RelOp> {
    use RelOp::*;
    prop::sample::select(vec![Eq, Ne, Lt, Le, Gt, Ge, Parallel, Perp, Tangent, On, Inside, Outside, Similar, Congruent])
}

fn shape_word() -> impl Strategy<Value = Option<TriShape>> {
    prop::sample::select(vec![None, Some(TriShape::Acute), Some(TriShape::Obtuse)])
}

/// Trees that the parser can give: sums and products are flat, so that the first term of a sum is
/// no sum (unless it is subtracted), and the first factor of a product no product.
fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        list(point(), 1..4).prop_map(|p| e(ExprKind::Points(p))),
        lower().prop_map(|n| e(ExprKind::Name(n))),
        prop::sample::select(vec!["0", "12", "3.50"]).prop_map(|n| e(ExprKind::Number(n.into()))),
        Just(e(ExprKind::Pi)),
        (shape_word(), list(point(), 3..4)).prop_map(|(s, p)| e(ExprKind::Triangle(s, p))),
    ];
    leaf.prop_recursive(5, 60, 4, |inner| {
        let b = || inner.clone().prop_map(Box::new);
        let tagged = |n| list((any::<bool>(), inner.clone()), n);
        prop_oneof![
            (prop::sample::select(vec!["f", "circle", "angle", "acute", "line"]), list(inner.clone(), 1..4))
                .prop_map(|(f, args)| e(ExprKind::Call(id(f), args))),
            b().prop_map(|x| e(ExprKind::Degrees(x))),
            tagged(1..4).prop_filter_map("flat", |ts| {
                let (minus, first) = &ts[0];
                let flat = *minus || (ts.len() > 1 && !matches!(first.kind, ExprKind::Sum(_)));
                flat.then(|| e(ExprKind::Sum(ts)))
            }),
            tagged(2..4).prop_filter_map("flat", |mut ts| {
                ts[0].0 = false;
                (!matches!(ts[0].1.kind, ExprKind::Product(_))).then(|| e(ExprKind::Product(ts)))
            }),
            (b(), b()).prop_map(|(x, y)| e(ExprKind::Power(x, y))),
            (b(), list((rel(), inner.clone()), 1..3)).prop_map(|(x, v)| e(ExprKind::Chain(x, v))),
            (b(), b(), b()).prop_map(|(x, y, z)| e(ExprKind::Between(x, y, z))),
            b().prop_map(|x| e(ExprKind::Not(x))),
            list(inner.clone(), 2..4).prop_map(|v| e(ExprKind::And(v))),
            list(inner.clone(), 2..4).prop_map(|v| e(ExprKind::Or(v))),
            (b(), b()).prop_map(|(x, y)| e(ExprKind::Implies(x, y))),
            (b(), b()).prop_map(|(x, y)| e(ExprKind::Iff(x, y))),
            (list(lower(), 1..3), b()).prop_map(|(n, x)| e(ExprKind::ForAll(n, x))),
        ]
    })
}

/// A term: what may stand in a bound or in `calc` without parentheses is printed with them.
fn term() -> impl Strategy<Value = Expr> {
    list(point(), 1..3).prop_map(|p| e(ExprKind::Points(p)))
}

fn hint() -> impl Strategy<Value = Hint> {
    prop_oneof![lower().prop_map(Hint::Name), lower().prop_map(Hint::Label)]
}

fn stmt() -> impl Strategy<Value = Stmt> {
    let s = |kind| Stmt { kind, span: at() };
    let exprs = || list(expr(), 1..3);
    let simple = prop_oneof![
        (list(point(), 1..3), list(expr(), 0..3), list(expr(), 0..2), list(expr(), 0..2)).prop_map(
            move |(names, on, other_than, conds)| s(StmtKind::Point { names, on, def: None, other_than, conds })
        ),
        (list(point(), 1..3), expr(), list(expr(), 0..2)).prop_map(move |(names, d, other_than)| {
            s(StmtKind::Point { names, on: vec![], def: Some(d), other_than, conds: vec![] })
        }),
        (list(point(), 3..4), shape_word()).prop_map(move |(points, shape)| s(StmtKind::Triangle { points, shape })),
        (list(lower(), 1..3), prop::option::of(expr()))
            .prop_map(move |(names, def)| s(StmtKind::Circle { names, def })),
        (list(lower(), 1..3), prop::option::of(expr())).prop_map(move |(names, def)| s(StmtKind::Line { names, def })),
        (lower(), expr()).prop_map(move |(name, value)| s(StmtKind::Let { name, value })),
        (list(lower(), 1..4), prop::option::of(term().prop_map(|t| Bound::Rel(RelOp::Ge, t))))
            .prop_map(move |(names, bound)| s(StmtKind::Real { names, bound })),
        (list(lower(), 1..2), term(), term())
            .prop_map(move |(names, a, b)| s(StmtKind::Real { names, bound: Some(Bound::In(a, b)) })),
        (lower(), list(lower(), 1..3), expr()).prop_map(move |(name, params, body)| s(StmtKind::Function {
            name,
            params,
            body
        })),
        exprs().prop_map(move |v| s(StmtKind::Assume(v))),
        exprs().prop_map(move |v| s(StmtKind::Require(v))),
        exprs().prop_map(move |v| s(StmtKind::Find(v))),
        list(lower(), 1..3).prop_map(move |v| s(StmtKind::Solve(v))),
        (term(), list((rel(), term(), list(hint(), 0..2)), 1..3))
            .prop_map(move |(first, steps)| s(StmtKind::Calc { first, steps })),
        (prop::option::of(lower()), exprs(), list(expr(), 0..2), list(hint(), 0..3)).prop_map(
            move |(label, props, equality, by)| s(StmtKind::Show(Claim { label, props, equality, by, body: None }))
        ),
    ];
    simple.prop_recursive(2, 8, 3, move |inner| {
        prop_oneof![
            (prop::option::of(lower()), list(expr(), 1..2), list(inner.clone(), 0..3)).prop_map(
                move |(label, props, body)| s(StmtKind::Have(Claim {
                    label,
                    props,
                    equality: vec![],
                    by: vec![],
                    body: Some(body),
                }))
            ),
            (expr(), list(inner.clone(), 0..3)).prop_map(move |(prop, body)| s(StmtKind::Case { prop, body })),
            (point(), list(inner.clone(), 0..3)).prop_map(move |(point, body)| s(StmtKind::Locus { point, body })),
            list(inner, 0..3).prop_map(move |body| s(StmtKind::Proof(body))),
        ]
    })
}

fn param() -> impl Strategy<Value = Param> {
    let sort = prop::sample::select(vec![
        None,
        Some(Sort::Point),
        Some(Sort::Line),
        Some(Sort::Circle),
        Some(Sort::Real),
        Some(Sort::Angle),
        Some(Sort::Length),
    ]);
    (sort, point(), prop::option::of(term().prop_map(|t| (RelOp::Gt, t)))).prop_map(|(sort, name, bound)| Param {
        sort,
        name,
        bound,
    })
}

fn item() -> impl Strategy<Value = Item> {
    let attribute = list(
        prop_oneof![
            Just(AttrArg::Text("a, b: ∥".into(), at())),
            Just(AttrArg::Number("-1.5".into(), at())),
            Just(AttrArg::Word("Theorem".into(), at())),
        ],
        0..3,
    )
    .prop_map(|args| Attribute { name: id("at"), args, span: at() });
    let kind = prop::sample::select(vec![ItemKind::Theorem, ItemKind::Def, ItemKind::Rule, ItemKind::Lemma]);
    (list(attribute, 0..2), kind, list(param(), 1..3), list(param(), 1..3), list(stmt(), 0..5)).prop_map(
        |(attributes, kind, params, results, body)| Item {
            attributes,
            kind,
            name: id("name"),
            params: if kind == ItemKind::Theorem { vec![] } else { params },
            results: if kind == ItemKind::Def { results } else { vec![] },
            body,
            span: at(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_then_parsing_gives_the_tree(items in list(item(), 0..3)) {
        let file = File { items };
        let text = print::tree(&file);
        let parsed = parse::parse(&text);
        prop_assert!(parsed.errors.is_empty(), "{text}\n{:?}", parsed.errors);
        prop_assert_eq!(shape(&parsed.file), shape(&file), "{}", text);
        prop_assert_eq!(euclase_grammar::format(&text).unwrap(), text.clone());
        prop_assert!(text.replace('∥', "").is_ascii());
        let _ = euclase_grammar::load(&text);
    }

    /// Well-formed nonsense: names that exist, used in every wrong way.
    #[test]
    fn nonsense_is_elaborated(words in list(prop::sample::select(vec![
        "A", "B", "C", "AB", "ABC", "X", "g", "l", "x", "2", "0", "30 deg", "pi", "angle ABC", "triangle ABC", "midpoint(", "meet(",
        "circle(", "center(", "bisector(", "tangent_line(", "foot(", "rotation(", "distance(", "radius(", "dangle(", "area(",
        "sqrt(", "collinear(", "cyclic(", "concurrent(", "incenter(", "inverse(", "second_meet(", ")", ")", ")", "(", ",", ",", ",", "+", "-", "*", "/", "^",
        "=", "=", "!=", "<", "on", "parallel", "perp", "tangent", "inside", "outside", "between", "similar", "congruent", "and",
        "or", "not", "implies", "assume", "show", "have", "find", "point Y =", "point Z on", "circle h =", "let v =", "line m =",
        "where", "other than", "proof {", "}", "solve", "by",
    ]), 0..40)) {
        let text = format!("theorem t {{ triangle ABC point X circle g line l real x assume {} }}", words.join(" "));
        let _ = euclase_grammar::load(&text);
    }

    /// Whatever the text, reading it ends without a panic.
    #[test]
    fn any_text_is_read(text in "[ -~\n∥∠°²]{0,200}") {
        let _ = euclase_grammar::load(&text);
    }

    /// Broken copies of a real file: every single-token slip gives errors or a theorem, no panic.
    #[test]
    fn slips_are_survived(cut in 0usize..600, len in 0usize..12, insert in "[ -~]{0,4}") {
        let source = "theorem t { circle g1, g2 point M on g1, g2 point N on g1, g2 other than M point A on g1 point B on g2 \
            assume AB tangent g1, AB tangent g2, distance(M, AB) < distance(N, AB) let t = parallel_line(M, AB) \
            point C on g1, t other than M point E = meet(AC, BN) show EA = EN proof { have [k] EA^2 = EN*EM by power } }";
        let a = cut.min(source.len());
        let b = (a + len).min(source.len());
        let text = format!("{}{insert}{}", &source[..a], &source[b..]);
        let _ = euclase_grammar::load(&text);
        let _ = euclase_grammar::format(&text);
    }
}
