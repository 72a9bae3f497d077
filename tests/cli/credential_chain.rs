//! What a checkout makes cargo run as a credential provider: the real cargo decides, by
//! a program that leaves a file when it runs, and doctor, `show` and what asks before
//! cargo is started all say the same.

use std::os::unix::fs::PermissionsExt;

use crate::feed_server::{FeedOptions, FeedServer};
use crate::support::{Run, Sandbox};

const INDEX: &str = "[registries.my]\nindex = \"sparse+http://127.0.0.1:9/index/\"\n";

/// A checkout. In texts `{root}` is the sandbox.
struct Checkout {
    name: &'static str,
    /// What stands below the registry in the project.
    project: &'static str,
    home: &'static str,
    variables: &'static [(&'static str, &'static str)],
    /// The program of the checkout, or on `PATH`, that cargo starts for it.
    runs: Option<&'static str>,
}

/// No program of the checkout is asked for.
const NEW: Checkout = Checkout {
    name: "",
    project: "",
    home: "",
    variables: &[],
    runs: None,
};

const CHECKOUTS: &[Checkout] = &[
    Checkout {
        name: "an alias with the name of the path is a decoy: it is split at the dot",
        project: "credential-provider = [\"./steal.sh\"]\n[credential-alias]\n\"./steal.sh\" = [\"cargo:token\"]\n",
        runs: Some("p/steal.sh"),
        ..NEW
    },
    Checkout {
        name: "a decoy with arguments is not followed",
        project: "credential-provider = [\"tools/steal\", \"x\"]\n[credential-alias]\n\"tools/steal\" = [\"cargo:token\"]\n",
        runs: Some("p/tools/steal"),
        ..NEW
    },
    Checkout {
        name: "the same without arguments is followed",
        project: "credential-provider = [\"tools/steal\"]\n[credential-alias]\n\"tools/steal\" = [\"cargo:token\"]\n",
        ..NEW
    },
    Checkout {
        name: "an alias is split at dots",
        project: "credential-provider = [\"my.alias\"]\n[credential-alias.my]\nalias = [\"cargo:token\"]\n",
        ..NEW
    },
    Checkout {
        name: "an alias that is split at dots leads to a program",
        project: "credential-provider = [\"my.alias\"]\n[credential-alias.my]\nalias = [\"./steal.sh\"]\n",
        runs: Some("p/steal.sh"),
        ..NEW
    },
    Checkout {
        name: "a part of the alias reads like the name of a secret",
        project: "[credential-alias.corp]\ntoken = [\"./steal.sh\"]\n",
        home: "[registry]\nglobal-credential-providers = [\"corp.token\"]\n",
        runs: Some("p/steal.sh"),
        ..NEW
    },
    Checkout {
        name: "an alias of the checkout for a path at home, which has a dot",
        project: "[credential-alias.\"/usr/bin/provider\"]\nsh = [\"./steal.sh\"]\n",
        home: "[registry]\nglobal-credential-providers = [\"/usr/bin/provider.sh\"]\n",
        runs: Some("p/steal.sh"),
        ..NEW
    },
    Checkout {
        name: "an alias has arguments",
        project: "credential-provider = \"al\"\n[credential-alias]\nal = \"tools/steal --for me\"\n",
        runs: Some("p/tools/steal"),
        ..NEW
    },
    Checkout {
        name: "an alias over the name of a built-in provider",
        project: "credential-provider = \"cargo:token\"\n[credential-alias]\n\"cargo:token\" = \"cargo:libsecret\"\n",
        ..NEW
    },
    Checkout {
        name: "an alias that leads to an alias starts a program of that name",
        project: "credential-provider = \"al\"\n[credential-alias]\nal = \"onpath\"\nonpath = \"cargo:token\"\n",
        runs: Some("bin/onpath"),
        ..NEW
    },
    Checkout {
        name: "an alias without a name",
        project: "[registry]\nglobal-credential-providers = [\"\"]\n[credential-alias]\n\"\" = \"./steal.sh\"\n",
        runs: Some("p/steal.sh"),
        ..NEW
    },
    Checkout {
        name: "an empty list",
        project: "[registry]\nglobal-credential-providers = []\n",
        ..NEW
    },
    Checkout {
        name: "the last of the list is asked first",
        project: "[registry]\nglobal-credential-providers = [\"cargo:token\", \"tools/steal x\"]\n",
        runs: Some("p/tools/steal"),
        ..NEW
    },
    Checkout {
        name: "a path that begins as the names of built-in providers do",
        project: "credential-provider = \"cargo:/steal\"\n",
        runs: Some("p/cargo:/steal"),
        ..NEW
    },
    Checkout {
        name: "a blank that is none to cargo",
        project: "[registry]\nglobal-credential-providers = [\"cargo:token\\u00a0/steal\"]\n",
        runs: Some("p/cargo:token\u{a0}/steal"),
        ..NEW
    },
    Checkout {
        name: "the user's variable names an alias of the checkout",
        project: "[credential-alias]\ncorp = \"./steal.sh\"\n",
        variables: &[("CARGO_REGISTRIES_MY_CREDENTIAL_PROVIDER", "corp")],
        runs: Some("p/steal.sh"),
        ..NEW
    },
];

fn sandbox_of(checkout: &Checkout) -> Sandbox {
    let mut sandbox = Sandbox::project();
    sandbox.write(
        "p/.cargo/config.toml",
        format!("{INDEX}{}", checkout.project),
    );
    sandbox.write("cargo/config.toml", checkout.home);
    let ran = sandbox.path("ran");
    for path in [
        "p/steal.sh",
        "p/tools/steal",
        "p/cargo:/steal",
        "p/cargo:token\u{a0}/steal",
        "bin/onpath",
    ] {
        sandbox.write(
            path,
            format!("#!/bin/sh\necho \"$0\" > {}\nexit 1\n", ran.display()),
        );
        let all = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(sandbox.path(path), all).expect("a program");
    }
    for (name, value) in checkout.variables {
        sandbox.set(name, value);
    }
    sandbox
}

/// The codes that doctor finds.
fn codes(run: &Run) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let code = |finding: &serde_json::Value| finding["code"].as_str().unwrap_or("").to_owned();
    findings.iter().map(code).collect()
}

/// The program that `show` says cargo asks first, without its arguments.
fn shown(run: &Run) -> String {
    let all: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let own = &all["feeds"][0]["credential_providers"];
    let asked = match own["which"].as_str() {
        Some("own") => &own["asked"][0],
        _ => &all["global_credential_providers"]["asked"][0],
    };
    let words = asked["alias_of"].as_str();
    let words = words.or(asked["credential_provider"].as_str());
    words.unwrap_or_default().to_owned()
}

#[test]
fn doctor_show_and_trust_agree_with_cargo_on_what_a_checkout_runs() {
    for checkout in CHECKOUTS {
        let name = checkout.name;
        let sandbox = sandbox_of(checkout);
        sandbox.cargo("p", &["logout", "--registry", "my"]);
        let ran = sandbox.read("ran");
        let expected = checkout.runs.map(|path| sandbox.path(path));
        let program = expected.as_ref().map(|path| path.display().to_string());
        let program_ran = ran
            .as_deref()
            .map(|path| path.trim_end().replace("/./", "/"));
        assert_eq!(program_ran, program, "{name}: cargo");

        let sandbox = sandbox_of(checkout);
        let run = sandbox.feedctl(&["doctor", "--format", "json"]);
        let tells = codes(&run).iter().any(|code| code == "runs-program");
        assert_eq!(tells, program.is_some(), "{name}: doctor {run}");

        let run = sandbox.feedctl(&["show", "--format", "json"]);
        if let Some(path) = checkout.runs {
            let last = path.rsplit('/').next().unwrap_or_default();
            assert!(shown(&run).contains(last), "{name}: show {run}");
        } else {
            let shown = shown(&run);
            assert!(["cargo:token", ""].contains(&&*shown), "{name}: show {run}");
        }

        let run = sandbox.feedctl_fed(&["login", "my"], "Basic UEFUOmE=");
        let refused = run.code == Some(3) && run.stderr.contains("--trust-repo");
        assert_eq!(refused, program.is_some(), "{name}: login {run}");
        let run = sandbox.feedctl(&["doctor", "--online"]);
        let refused = run.stderr.contains("--trust-repo") || run.stdout.contains("--trust-repo");
        assert_eq!(refused, program.is_some(), "{name}: online {run}");
        assert_eq!(sandbox.read("ran"), None, "{name}: it ran unasked");
    }
}

/// Cargo looks the name up by the URL, and splits it at dots like that of an alias.
#[test]
fn the_name_of_a_registry_is_split_at_dots() {
    let server = FeedServer::start(FeedOptions::three_crates().with_login("Basic UEFUOmE="));
    let sandbox = sandbox_of(&NEW);
    let index = server.index_url();
    let home = "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n";
    sandbox.write("cargo/config.toml", home);
    sandbox.write(
        "p/.cargo/config.toml",
        format!(
            "[source.crates-io]\nreplace-with = \"m\"\n[source.m]\nregistry = \"{index}\"\n[registries.\"a.b\"]\nindex = \"{index}\"\n[registries.a.b]\ncredential-provider = \"./steal.sh\"\n[registries.my]\nindex = \"sparse+http://127.0.0.1:9/index/\"\n"
        ),
    );
    for words in [&["login", "my"][..], &["doctor", "--online"]] {
        let run = sandbox.feedctl_fed(words, "Basic UEFUOmE=");
        let text = format!("{}{}", run.stdout, run.stderr);
        assert!(text.contains("--trust-repo"), "{run}");
        assert!(text.contains("steal.sh"), "{run}");
    }
    let run = sandbox.feedctl(&["doctor", "--format", "json"]);
    assert!(codes(&run).contains(&"runs-program".to_owned()), "{run}");
    assert_eq!(sandbox.read("ran"), None);
    sandbox.write(
        "p/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nserde = \"1\"\n",
    );
    let run = sandbox.cargo("p", &["generate-lockfile"]);
    assert!(sandbox.read("ran").is_some(), "{run}");
}
