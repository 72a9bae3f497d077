//! What the smoke suite runs: a row a command line, with what lies around it and how it ends.

use crate::support::Sandbox;

const AZURE: &str = "sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/";

/// A project that is connected, with a credential provider in the user's own file.
const CONNECTED: &[(&str, &str)] = &[
    (
        "p/.cargo/config.toml",
        "[registries.crates]\nindex = \"{azure}\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    ),
    (
        "cargo/config.toml",
        "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
    ),
];

const BROKEN: &[(&str, &str)] = &[("p/.cargo/config.toml", "[registries\n")];

const REPLACED: &[(&str, &str)] = &[(
    "p/.cargo/config.toml",
    "[source.crates-io]\nreplace-with = \"vendored\"\n\n[source.vendored]\ndirectory = \"vendor\"\n",
)];

const RUNS_A_PROGRAM: &[(&str, &str)] = &[(
    "p/.cargo/config.toml",
    "[registries.crates]\nindex = \"{azure}\"\ncredential-provider = [\"./steal.sh\"]\n",
)];

const MISSPELT: &[(&str, &str)] = &[(
    "p/.cargo/config.toml",
    "[registries.crates]\nindex = \"https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index\"\n",
)];

/// One command line.
pub(crate) struct Row {
    /// What is typed behind `feedctl`.
    pub(crate) line: &'static str,
    /// Files of the sandbox; `{azure}` stands for an index.
    pub(crate) files: &'static [(&'static str, &'static str)],
    /// What stdin holds; none is an empty one.
    pub(crate) stdin: Option<&'static str>,
    /// The exit code.
    pub(crate) code: i32,
    /// A part of what a person reads.
    pub(crate) says: &'static str,
    /// False where `--format` stands in the line, or belongs to no such command.
    pub(crate) takes_a_format: bool,
    /// False where `--format json` answers no document, as with usage errors.
    pub(crate) answers_in_json: bool,
    /// True where each line is a document.
    pub(crate) is_one_line: bool,
}

const ROW: Row = Row {
    line: "",
    files: &[],
    stdin: None,
    code: 0,
    says: "",
    takes_a_format: true,
    answers_in_json: true,
    is_one_line: false,
};

impl Row {
    pub(crate) fn sandbox(&self) -> Sandbox {
        let sandbox = Sandbox::project();
        for (path, text) in self.files {
            sandbox.write(path, text.replace("{azure}", AZURE));
        }
        sandbox
    }
}

pub(crate) const ROWS: &[Row] = &[
    Row {
        line: "connect --org contoso --feed crates",
        says: "wrote .cargo/config.toml",
        ..ROW
    },
    Row {
        line: "connect https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/",
        says: "wrote .cargo/config.toml",
        ..ROW
    },
    Row {
        line: "connect --owner acme --repo tools",
        says: "wrote .cargo/config.toml",
        ..ROW
    },
    Row {
        line: "connect --org contoso --feed crates --dry-run",
        says: "+[registries",
        ..ROW
    },
    Row {
        line: "connect --org contoso --feed crates --check",
        code: 1,
        says: "",
        ..ROW
    },
    Row {
        line: "connect --org contoso --feed crates",
        files: CONNECTED,
        says: "already connected",
        ..ROW
    },
    Row {
        line: "connect",
        code: 2,
        says: "--org",
        ..ROW
    },
    Row {
        line: "connect --feed crates",
        code: 2,
        says: "--org",
        ..ROW
    },
    Row {
        line: "connect --org con/toso --feed crates",
        code: 2,
        says: "con/toso",
        ..ROW
    },
    Row {
        line: "connect --provider nosuch --feed crates",
        code: 2,
        says: "nosuch",
        answers_in_json: false,
        ..ROW
    },
    Row {
        line: "connect https://feed.example.com/index/",
        code: 2,
        says: "--provider",
        ..ROW
    },
    Row {
        line: "connect http://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/",
        says: "sparse+https://",
        ..ROW
    },
    Row {
        line: "connect https://pkgs.dev-azure.com/contoso/_packaging/crates/Cargo/index/",
        code: 2,
        says: "pkgs.dev-azure.com",
        ..ROW
    },
    Row {
        line: "connect --org contoso --feed crates --file .git",
        code: 3,
        says: ".git",
        ..ROW
    },
    Row {
        line: "connect --org fabrikam --feed crates",
        files: CONNECTED,
        code: 3,
        says: "already",
        ..ROW
    },
    Row {
        line: "connect --org contoso --feed crates",
        files: REPLACED,
        code: 3,
        says: "vendored",
        ..ROW
    },
    Row {
        line: "connect --org contoso --feed crates",
        files: BROKEN,
        code: 3,
        says: "config.toml",
        ..ROW
    },
    Row {
        line: "connect --provider gitea --base-url https://git.test --owner acme --replace-crates-io",
        code: 3,
        says: "crates.io",
        ..ROW
    },
    Row {
        line: "disconnect crates",
        files: CONNECTED,
        says: "crates",
        ..ROW
    },
    Row {
        line: "disconnect crates --check",
        files: CONNECTED,
        code: 1,
        says: "",
        ..ROW
    },
    Row {
        line: "disconnect nosuch",
        files: CONNECTED,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "disconnect crates",
        files: BROKEN,
        code: 3,
        says: "config.toml",
        ..ROW
    },
    Row {
        line: "doctor --files",
        files: CONNECTED,
        says: "",
        ..ROW
    },
    Row {
        line: "doctor --explain index-without-slash",
        says: "slash",
        ..ROW
    },
    Row {
        line: "doctor",
        files: MISSPELT,
        code: 1,
        says: "index-",
        ..ROW
    },
    Row {
        line: "doctor",
        files: BROKEN,
        code: 1,
        says: "config-not-toml",
        ..ROW
    },
    Row {
        line: "doctor --explain nosuch",
        code: 2,
        says: "nosuch",
        answers_in_json: false,
        ..ROW
    },
    Row {
        line: "doctor --only nosuch",
        code: 2,
        says: "nosuch",
        answers_in_json: false,
        ..ROW
    },
    Row {
        line: "doctor --online",
        files: RUNS_A_PROGRAM,
        code: 3,
        says: "steal.sh",
        ..ROW
    },
    Row {
        line: "doctor --fix --dry-run",
        files: MISSPELT,
        code: 1,
        says: "",
        ..ROW
    },
    Row {
        line: "doctor --fix --yes",
        files: MISSPELT,
        says: "wrote",
        ..ROW
    },
    Row {
        line: "doctor --recursive nosuch",
        code: 2,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "doctor --recursive .",
        files: MISSPELT,
        code: 1,
        says: "index-",
        is_one_line: true,
        ..ROW
    },
    Row {
        line: "doctor --format sarif",
        files: MISSPELT,
        code: 1,
        says: "ruleId",
        takes_a_format: false,
        ..ROW
    },
    Row {
        line: "doctor --format github",
        files: MISSPELT,
        code: 1,
        says: "::error",
        takes_a_format: false,
        ..ROW
    },
    Row {
        line: "doctor --format azure",
        files: MISSPELT,
        code: 1,
        says: "##vso[",
        takes_a_format: false,
        ..ROW
    },
    Row {
        line: "show",
        files: CONNECTED,
        says: "crates",
        ..ROW
    },
    Row {
        line: "show crates",
        files: CONNECTED,
        says: "pkgs.dev.azure.com",
        ..ROW
    },
    Row {
        line: "show registries.crates.index",
        files: CONNECTED,
        says: "from .cargo/config.toml:2",
        ..ROW
    },
    Row {
        line: "show nosuch",
        code: 2,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "login crates --no-verify",
        files: CONNECTED,
        stdin: Some(
            "hunter2hunter2
",
        ),
        says: "crates",
        ..ROW
    },
    Row {
        line: "login crates",
        files: CONNECTED,
        code: 3,
        says: "",
        ..ROW
    },
    Row {
        line: "login nosuch",
        files: CONNECTED,
        code: 2,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "login crates hunter2",
        files: CONNECTED,
        code: 2,
        says: "command line",
        ..ROW
    },
    Row {
        line: "login crates --token hunter2",
        files: CONNECTED,
        code: 2,
        says: "command line",
        ..ROW
    },
    Row {
        line: "login crates",
        files: RUNS_A_PROGRAM,
        stdin: Some("hunter2\n"),
        code: 3,
        says: "steal.sh",
        ..ROW
    },
    Row {
        line: "logout crates",
        files: CONNECTED,
        says: "crates",
        ..ROW
    },
    Row {
        line: "logout nosuch",
        files: CONNECTED,
        code: 2,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "logout crates",
        files: RUNS_A_PROGRAM,
        code: 3,
        says: "steal.sh",
        ..ROW
    },
    Row {
        line: "snippet",
        files: CONNECTED,
        says: "crates",
        ..ROW
    },
    Row {
        line: "snippet --list",
        says: "npm",
        ..ROW
    },
    Row {
        line: "snippet npm crates",
        files: CONNECTED,
        says: ".npmrc",
        ..ROW
    },
    Row {
        line: "snippet nosuch",
        files: CONNECTED,
        code: 2,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "snippet docker nosuch",
        code: 2,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "providers",
        says: "Azure",
        ..ROW
    },
    Row {
        line: "providers nosuch",
        code: 2,
        says: "nosuch",
        answers_in_json: false,
        ..ROW
    },
    Row {
        line: "completions bash",
        says: "complete",
        answers_in_json: false,
        ..ROW
    },
    Row {
        line: "completions tcsh",
        code: 2,
        says: "tcsh",
        answers_in_json: false,
        ..ROW
    },
    Row {
        line: "-C nosuch show",
        code: 2,
        says: "nosuch",
        ..ROW
    },
    Row {
        line: "nosuch",
        code: 2,
        says: "nosuch",
        answers_in_json: false,
        ..ROW
    },
];
