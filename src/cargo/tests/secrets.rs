//! Secrets and credentials: what is known of them, and what is not.

use super::{NEAR, Scratch};
use crate::cargo::*;
use crate::text::secret::Scheme;

#[test]
fn secrets_have_a_shape_and_no_text() {
    let files = [
        (
            NEAR,
            "registries.r.token = 'Bearer hunter2'\nregistries.token.index = 'i'\nregistry.secret-key = 12\n",
        ),
        (
            "home/.cargo/credentials",
            "[registry]\ntoken = 'hunter2'\n\n[registries.q]\ntoken = 'hunter2'\n[registries.n]\n",
        ),
        ("home/.cargo/credentials.toml", "broken ="),
    ];
    let scratch = Scratch::with(&files);
    let env = scratch.env(&[("CARGO_REGISTRIES_Q_TOKEN", "hunter2")]);
    let config = discover(&env);
    let view = View::new(&config, &env);
    for text in [
        format!("{config:?}"),
        format!("{view:?}"),
        format!("{env:?}"),
    ] {
        assert!(!text.contains("hunter2"), "{text}");
    }
    let shape = |path: &[&str]| {
        let found = view.secret(path).expect("a string").expect("it is set");
        let shape = found.value.shape();
        (shape.length, shape.scheme)
    };
    let bearer = Some(Scheme::Bearer);
    assert_eq!(shape(&["registries", "r", "token"]), (14, bearer));
    assert_eq!(shape(&["registries", "q", "token"]), (7, None));
    assert_eq!(view.string(&["registries", "r", "token"]), Ok(None));
    assert_eq!(view.string(&["registries", "q", "token"]), Ok(None));
    assert_eq!(view.integer(&["registry", "secret-key"]), Ok(None));
    assert!(view.secret(&["registry", "secret-key"]).is_err());
    let index = view
        .string(&["registries", "token", "index"])
        .expect("a string");
    assert_eq!(index.map(|found| found.value), Some("i"));

    let credentials = config.credentials();
    let told: Vec<String> = credentials
        .tokens()
        .iter()
        .map(|token| {
            let at = scratch.shown(&token.definition, &config);
            format!("{:?} {at}", token.registry)
        })
        .collect();
    assert_eq!(
        told,
        [
            "None home/.cargo/credentials:2",
            "Some(\"q\") home/.cargo/credentials:5"
        ]
    );
    let lengths: Vec<usize> = credentials
        .tokens()
        .iter()
        .map(|token| token.shape.length)
        .collect();
    assert_eq!(lengths, [7, 7]);
    assert!(credentials.token_of("q").is_some() && credentials.token_of("n").is_none());
    let file = config.file(credentials.file().expect("it is there"));
    assert!(file.text().is_none() && file.tree().is_none() && file.document().is_none());
    assert!(matches!(config.asides(), [Aside::BothNames { .. }]));
    assert_eq!(view.problems().count(), 0);
}

#[test]
fn broken_credentials_are_a_problem_of_their_own() {
    for (text, tokens, problems) in [
        ("token = 'old'\n", 1, 0),
        ("token = 'old'\n[registry]\n", 0, 0),
        ("[registries]\nr.token = 'x'\nr.since = 2024-01-01\n", 1, 1),
        ("[registries\n", 0, 1),
        (
            "include = ['more.toml']\n[registries.r]\ntoken = 'x'\n",
            2,
            0,
        ),
        ("registries = 1\nregistry = 'x'\n", 0, 0),
    ] {
        let scratch = Scratch::with(&[
            ("home/.cargo/credentials.toml", text),
            ("home/.cargo/more.toml", "registries.s.token = 'y'"),
        ]);
        let config = discover(&scratch.env(&[]));
        let credentials = config.credentials();
        assert_eq!(credentials.tokens().len(), tokens, "{text}");
        assert_eq!(credentials.problems().len(), problems, "{text}");
        assert!(config.problems().is_empty());
        assert!(config.files().iter().all(|file| file.text().is_none()));
        if let Some(problem) = credentials.problems().first() {
            let file = problem
                .file()
                .map(|file| config.file(file))
                .expect("a file");
            let at = problem.span().expect("it has a place").start;
            assert!(file.line(at).is_some() && file.position(at).is_none());
        }
    }
}
