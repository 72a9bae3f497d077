//! Table tests of the whole room: files in a scratch folder, looked at with
//! made-up surroundings. What cargo says of such files is asked elsewhere.

mod hostile;
mod secrets;

use std::ffi::OsString;

use super::*;
use crate::system::env::Env;

struct Scratch(tempfile::TempDir);

impl Scratch {
    #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
    fn with(files: &[(&str, &str)]) -> Self {
        let scratch = Self(tempfile::tempdir().expect("a scratch folder"));
        for (path, text) in files {
            let path = scratch.0.path().join(path);
            let folder = path.parent().expect("a file lies in a folder");
            std::fs::create_dir_all(folder).expect("the folder can be made");
            std::fs::write(path, text).expect("the file can be written");
        }
        scratch
    }

    fn env(&self, variables: &[(&str, &str)]) -> Env {
        let variables = variables
            .iter()
            .map(|(name, value)| (OsString::from(name), OsString::from(value)));
        let home = self.0.path().join("home");
        Env::made_up(self.0.path().join("p"), Some(home), variables)
    }

    fn shown(&self, definition: &Definition, config: &Config) -> String {
        let root = format!("{}/", self.0.path().display());
        definition.show(config).replace(&root, "")
    }
}

const NEAR: &str = "p/.cargo/config.toml";
const HOME: &str = "home/.cargo/config.toml";

#[test]
fn a_value_knows_where_it_is_and_what_it_hides() {
    let scratch = Scratch::with(&[
        (
            NEAR,
            "include = ['i.toml']\n\n[registries.r]\nindex = 'near'\n",
        ),
        ("p/.cargo/i.toml", "registries.r.index = 'included'\n"),
        (HOME, "\n[registries]\nr = { index = 'home' }\n"),
    ]);
    let env = scratch.env(&[]);
    let config = discover(&env);
    let view = View::new(&config, &env);
    let path = ["registries", "r", "index"];
    let found = view.string(&path).expect("a string").expect("it is set");
    assert_eq!(found.value, "near");
    let show = |definition| scratch.shown(definition, &config);
    assert_eq!(show(&found.definition), "p/.cargo/config.toml:4");
    let hidden: Vec<String> = found.shadowed.iter().map(show).collect();
    assert_eq!(hidden, ["p/.cargo/i.toml:1", "home/.cargo/config.toml:3"]);
    assert!(view.at(&["include"]).is_none());

    let env = scratch.env(&[("CARGO_REGISTRIES_R_INDEX", "set")]);
    let view = View::new(&config, &env);
    let found = view.string(&path).expect("a string").expect("it is set");
    assert_eq!((found.value, found.shadowed.len()), ("set", 3));
    let show = |definition| scratch.shown(definition, &config);
    assert_eq!(show(&found.definition), "CARGO_REGISTRIES_R_INDEX");
}

#[test]
fn a_clash_is_told_once_with_both_sides_and_the_nearer_is_kept() {
    let scratch = Scratch::with(&[
        (
            NEAR,
            "[registry]\ncredential-provider = 'near'\nx.'y z' = 1\n",
        ),
        (
            HOME,
            "[registry]\ncredential-provider = ['home']\nx = { 'y z' = {} }\n",
        ),
    ]);
    let env = scratch.env(&[]);
    let config = discover(&env);
    let view = View::new(&config, &env);
    let told: Vec<String> = view
        .problems()
        .map(|problem| match problem {
            Problem::MergeClash {
                key,
                near,
                near_kind,
                far,
                far_kind,
            } => {
                let near = scratch.shown(near, &config);
                let far = scratch.shown(far, &config);
                format!("{key}: {near_kind} {near}, {far_kind} {far}")
            }
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            "registry.credential-provider: string p/.cargo/config.toml:2, array home/.cargo/config.toml:2",
            "registry.x.\"y z\": integer p/.cargo/config.toml:3, table home/.cargo/config.toml:3",
        ]
    );
    let kept = view.at(&["registry", "credential-provider"]);
    assert_eq!(kept.and_then(MergedValue::text), Some("near"));
}

#[test]
fn a_broken_file_does_not_hide_the_others() {
    let scratch = Scratch::with(&[
        (NEAR, "a = \n"),
        ("p/.cargo/credentials.toml", ""),
        (HOME, "b = 1.5\nc = 'home'\ninclude = ['none.toml']"),
    ]);
    let env = scratch.env(&[]);
    let config = discover(&env);
    let view = View::new(&config, &env);
    assert!(matches!(
        config.problems(),
        [
            Problem::Syntax { .. },
            Problem::Unsupported { kind: "float", .. },
            Problem::BadInclude { .. },
        ]
    ));
    let broken = config.problems()[0].file().map(|file| config.file(file));
    let at = config.problems()[0].span().expect("it has a place");
    let position = broken.and_then(|file| file.position(at.start));
    assert_eq!(position.map(|position| position.line), Some(1));
    assert_eq!(broken.and_then(ConfigFile::text), Some("a = \n"));
    assert_eq!(view.at(&["c"]).and_then(MergedValue::text), Some("home"));
    assert_eq!(config.asides().len(), 1);
}

#[test]
fn registries_come_from_files_and_from_variables() {
    let scratch = Scratch::with(&[
        (
            NEAR,
            "[registries]\nr.index = 'near'\nmy-reg = {}\nbad = 1\n",
        ),
        (HOME, "[registries.r]\ntoken = 'x'\n"),
    ]);
    let env = scratch.env(&[
        ("CARGO_REGISTRIES_MY_REG_INDEX", "set"),
        ("CARGO_REGISTRIES_ONLY_HERE_INDEX", "too"),
        ("CARGO_REGISTRIES_mixed_INDEX", "no"),
        ("CARGO_REGISTRIES__INDEX", "no name"),
        ("CARGO_REGISTRIES_T_TOKEN", "no index"),
    ]);
    let config = discover(&env);
    let view = View::new(&config, &env);
    let told: Vec<String> = view
        .registries()
        .iter()
        .map(|registry| {
            let index = match &registry.index {
                Ok(Some(found)) => found.value,
                Ok(None) => "-",
                Err(wrong) => wrong.found,
            };
            let show = |definition| scratch.shown(definition, &config);
            let places: Vec<String> = registry.definitions.iter().map(show).collect();
            format!("{} {index} {}", registry.name, places.join(" "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "r near p/.cargo/config.toml:2 home/.cargo/config.toml:1",
            "my-reg set CARGO_REGISTRIES_MY_REG_INDEX p/.cargo/config.toml:3",
            "bad integer p/.cargo/config.toml:4",
            "only_here too CARGO_REGISTRIES_ONLY_HERE_INDEX",
        ]
    );
    assert!(view.registry_named("only_here").is_some());
    assert!(view.registry_named("none").is_none());
    assert!(matches!(
        config.asides(),
        [Aside::MisspelledVariable { .. }]
    ));
}

#[test]
fn one_file_is_loaded_with_what_it_includes() {
    let scratch = Scratch::with(&[
        ("other/x.toml", "include = ['y.toml']\na = 1"),
        ("other/y.toml", "b = 2"),
        (HOME, "c = 3"),
    ]);
    let config = load_file(&scratch.0.path().join("other/x.toml"));
    let env = scratch.env(&[]);
    let view = View::new(&config, &env);
    assert!(view.at(&["a"]).is_some() && view.at(&["b"]).is_some() && view.at(&["c"]).is_none());
    assert_eq!(config.files()[0].role(), Role::Extra);
    let config = load_file(&scratch.0.path().join("none.toml"));
    assert!(matches!(config.problems(), [Problem::Unreadable { .. }]));
}
