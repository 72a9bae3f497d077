//! The commands that are disturbed, each with the files that it finds and changes.

use std::os::unix::fs::symlink;

use crate::support::{Run, Sandbox};

/// The secret that is signed in with: it must show up in no output and no file but
/// cargo's own.
pub(crate) const SECRET: &str = "faultsfaultsfaultsfaultsfaultsfaultsfaultsfaultsfaultsfault";

/// A command in its surroundings.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) words: &'static [&'static str],
    /// Where it runs.
    pub(crate) folder: &'static str,
    /// The files before it.
    pub(crate) files: &'static [(&'static str, &'static str)],
    /// Links, and where they lead.
    pub(crate) links: &'static [(&'static str, &'static str)],
    /// A stand-in for cargo.
    pub(crate) cargo: Option<&'static str>,
    pub(crate) stdin: Option<&'static str>,
    /// The exit code without a fault.
    pub(crate) code: i32,
    /// The files that it changes, in the order that is promised, each with the end of
    /// its name as it is shown.
    pub(crate) parts: &'static [Part],
    /// How much is tried.
    pub(crate) depth: Depth,
}

/// A file that a command changes.
pub(crate) struct Part {
    pub(crate) path: &'static str,
    /// Said where the others are written and this one is not, in a run that ends well.
    pub(crate) may_miss: Option<&'static str>,
}

/// How much is tried on each call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Every error, once and for ever; a kill; signals.
    All,
    /// Two errors, and a kill.
    Some,
}

const fn part(path: &'static str) -> Part {
    Part {
        path,
        may_miss: None,
    }
}

/// What doctor cannot write it says, and judges as it is.
const fn mended(path: &'static str) -> Part {
    Part {
        path,
        may_miss: Some("not all of it can be mended"),
    }
}

/// An empty folder is nothing to cargo and git: nobody has to be told that it stays.
pub(crate) const EMPTY_FOLDER: Part = Part {
    path: "p/.cargo",
    may_miss: Some(""),
};

const PACKAGE: (&str, &str) = (
    "p/Cargo.toml",
    "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\npublish = [\"crates\"]\n",
);
const LIB: (&str, &str) = ("p/src/lib.rs", "");
const PROJECT: (&str, &str) = ("p/.cargo/config.toml", "# ours\n[net]\nretry = 2 # twice\n");
const USER: (&str, &str) = ("cargo/config.toml", "[net]\noffline = false # mine\n");
const CONNECTED: (&str, &str) = (
    "p/.cargo/config.toml",
    "[registries]\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\" }\n",
);
const KEEPER: (&str, &str) = (
    "cargo/config.toml",
    "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
);
const CONNECT: &[&str] = &["connect", "--org", "contoso", "--feed", "crates"];

/// The same, without a look at the user's own file.
pub(crate) const CONNECT_ONE: &[&str] = &[
    "connect",
    "--org",
    "contoso",
    "--feed",
    "crates",
    "--credential-provider",
    "none",
];

/// The file that it writes.
pub(crate) const CONFIG: &str = "p/.cargo/config.toml";

const NEW: Scene = Scene {
    name: "",
    words: &[],
    folder: "p",
    files: &[],
    links: &[],
    cargo: None,
    stdin: None,
    code: 0,
    parts: &[],
    depth: Depth::All,
};

const USER_FIRST: Part = Part {
    path: "cargo/config.toml",
    may_miss: Some("no credential provider was written"),
};

pub(crate) const CONNECTS: &[Scene] = &[
    Scene {
        name: "connect, both files there",
        words: CONNECT,
        files: &[PACKAGE, LIB, PROJECT, USER],
        parts: &[USER_FIRST, part("p/.cargo/config.toml")],
        ..NEW
    },
    Scene {
        name: "connect, no file there",
        words: CONNECT,
        files: &[PACKAGE, LIB],
        parts: &[USER_FIRST, part("p/.cargo/config.toml")],
        ..NEW
    },
    Scene {
        name: "connect, from a member, through a link",
        words: CONNECT,
        folder: "p/member",
        files: &[
            ("p/Cargo.toml", "[workspace]\nmembers = [\"member\"]\n"),
            (
                "p/member/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
            ),
            ("p/member/src/lib.rs", ""),
            ("p/tools/cargo.toml", "[net]\nretry = 2\n"),
            KEEPER,
        ],
        links: &[("p/.cargo/config.toml", "../tools/cargo.toml")],
        parts: &[part("p/tools/cargo.toml")],
        depth: Depth::Some,
        ..NEW
    },
    Scene {
        name: "connect, the name is another feed's",
        words: CONNECT,
        files: &[
            PACKAGE,
            LIB,
            (
                "p/.cargo/config.toml",
                "[registries.crates]\nindex = \"sparse+https://other.example/index/\"\n",
            ),
            KEEPER,
        ],
        code: 3,
        depth: Depth::Some,
        ..NEW
    },
    Scene {
        name: "connect, already connected",
        words: CONNECT,
        files: &[
            PACKAGE,
            LIB,
            (
                "p/.cargo/config.toml",
                "[registries]\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\" }\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
            ),
            KEEPER,
        ],
        depth: Depth::Some,
        ..NEW
    },
];

pub(crate) const DISCONNECTS: &[Scene] = &[
    Scene {
        name: "disconnect, more in the file",
        words: &["disconnect", "crates"],
        files: &[
            PACKAGE,
            LIB,
            KEEPER,
            (
                "p/.cargo/config.toml",
                "# ours\n[net]\nretry = 2\n\n[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
            ),
        ],
        parts: &[part("p/.cargo/config.toml")],
        ..NEW
    },
    Scene {
        name: "disconnect, nothing else in the file",
        words: &["disconnect", "crates"],
        files: &[PACKAGE, LIB, KEEPER, CONNECTED],
        parts: &[part("p/.cargo/config.toml"), EMPTY_FOLDER],
        ..NEW
    },
    Scene {
        name: "disconnect, two files",
        words: &["disconnect", "crates"],
        files: &[
            PACKAGE,
            LIB,
            KEEPER,
            (
                "p/.cargo/config.toml",
                "include = [\"feeds.toml\"]\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
            ),
            (
                "p/.cargo/feeds.toml",
                "# feeds\n[net]\nretry = 2\n\n[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"\n",
            ),
        ],
        parts: &[part("p/.cargo/config.toml"), part("p/.cargo/feeds.toml")],
        depth: Depth::Some,
        ..NEW
    },
];

pub(crate) const DOCTORS: &[Scene] = &[Scene {
    name: "doctor --fix, three files",
    words: &["doctor", "--fix"],
    files: &[
        PACKAGE,
        LIB,
        (
            "p/.cargo/config.toml",
            "include = [\"feeds.toml\"]\n\n[source.crates-io]\nreplace-with = \"Crates\"\n",
        ),
        (
            "p/.cargo/feeds.toml",
            "[registries.crates]\nindx = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"\n",
        ),
        (
            "cargo/credentials.toml",
            "[registries.crates]\ntoken = \"Basic UEFUOmFiYw==\"\n",
        ),
    ],
    parts: &[
        mended("p/.cargo/config.toml"),
        mended("p/.cargo/feeds.toml"),
        mended("cargo/config.toml"),
    ],
    ..NEW
}];

/// Cargo as far as feedctl needs it: keeps a token, and finds a crate missing.
const CARGO: &str = r#"
case "$1" in
login)
  IFS= read -r token || :
  [ -n "$token" ] || exit 101
  umask 077
  mkdir -p "$CARGO_HOME/registry"
  printf '[registries.crates]\ntoken = "%s"\n' "$token" > "$CARGO_HOME/registry/new"
  mv "$CARGO_HOME/registry/new" "$CARGO_HOME/credentials.toml" ;;
*)
  mkdir -p "$CARGO_HOME/registry/index/feed"
  printf '{"dl":"https://pkgs.dev.azure.com/dl","api":"https://pkgs.dev.azure.com/"}' > "$CARGO_HOME/registry/index/feed/config.json"
  echo 'error: no matching package named `feedctl-asks-for-no-such-crate` found' >&2
  exit 101 ;;
esac"#;

/// One that cannot store it, for the feed has no API.
const CARGO_WITHOUT_API: &str = r"
cat > /dev/null
echo 'error: registry `crates` does not support API commands' >&2
exit 101";

/// One that stores what the feed then rejects.
const CARGO_REJECTED: &str = r#"
case "$1" in
login)
  IFS= read -r token || :
  [ -n "$token" ] || exit 101
  umask 077
  mkdir -p "$CARGO_HOME/registry"
  printf '[registries.crates]\ntoken = "%s"\n' "$token" > "$CARGO_HOME/registry/new"
  mv "$CARGO_HOME/registry/new" "$CARGO_HOME/credentials.toml" ;;
*)
  echo 'error: failed to get `feedctl-asks-for-no-such-crate` as a dependency' >&2
  echo 'Caused by: token rejected for `crates`, please run `cargo login --registry crates`' >&2
  echo 'Caused by: failed to get successful HTTP response from `https://pkgs.dev.azure.com/`, got 401' >&2
  exit 101 ;;
esac"#;

const RECORDS: Part = Part {
    path: "home/.local/state/feedctl/registries.json",
    may_miss: Some("could not be recorded"),
};

pub(crate) const LOGINS: &[Scene] = &[
    Scene {
        name: "login, cargo keeps the token",
        words: &["login"],
        files: &[PACKAGE, LIB, CONNECTED, KEEPER],
        cargo: Some(CARGO),
        stdin: Some(SECRET),
        parts: &[part("cargo/credentials.toml"), RECORDS],
        ..NEW
    },
    Scene {
        name: "login, feedctl keeps the token and writes the provider",
        words: &["login", "--yes", "--no-verify"],
        files: &[
            PACKAGE,
            LIB,
            CONNECTED,
            USER,
            (
                "cargo/credentials.toml",
                "# mine\n[registries.other]\ntoken = \"x\"\n",
            ),
            (
                "home/.local/state/feedctl/registries.json",
                "{\n  \"version\": 1,\n  \"homes\": {}\n}\n",
            ),
        ],
        cargo: Some(CARGO_WITHOUT_API),
        stdin: Some(SECRET),
        parts: &[
            part("cargo/config.toml"),
            part("cargo/credentials.toml"),
            RECORDS,
        ],
        ..NEW
    },
    Scene {
        name: "login, the feed rejects the token",
        words: &["login"],
        files: &[
            PACKAGE,
            LIB,
            CONNECTED,
            KEEPER,
            (
                "cargo/credentials.toml",
                "# mine\n[registries.crates]\ntoken = \"Basic UEFUOm9sZA==\"\n",
            ),
        ],
        cargo: Some(CARGO_REJECTED),
        stdin: Some(SECRET),
        code: 1,
        parts: &[part("cargo/credentials.toml"), RECORDS],
        depth: Depth::Some,
        ..NEW
    },
    Scene {
        name: "login, the name was another feed's",
        words: &["login"],
        files: &[PACKAGE, LIB, CONNECTED, KEEPER],
        cargo: Some(CARGO),
        stdin: Some(SECRET),
        code: 3,
        depth: Depth::Some,
        ..NEW
    },
];

impl Scene {
    /// A fresh sandbox with its files.
    pub(crate) fn sandbox(&self) -> Sandbox {
        let sandbox = Sandbox::with(self.files);
        std::fs::create_dir(sandbox.path("p/.git")).expect("a new folder");
        std::fs::create_dir(sandbox.path("tmp")).expect("a new folder");
        for (link, to) in self.links {
            let link = sandbox.path(link);
            let folder = link.parent().expect("it lies in a folder");
            std::fs::create_dir_all(folder).expect("a new folder");
            symlink(to, link).expect("a link");
        }
        if let Some(text) = self.cargo {
            sandbox.script("cargo", text);
        }
        if self.name.ends_with("was another feed's") {
            let home = sandbox.path("cargo").display().to_string();
            sandbox.write(
                "home/.local/state/feedctl/registries.json",
                format!(
                    "{{\"version\":1,\"homes\":{{\"{home}\":{{\"crates\":\"sparse+https://pkgs.dev.azure.com/fabrikam/_packaging/crates/Cargo/index/\"}}}}}}"
                ),
            );
        }
        sandbox
    }

    /// The scratch folder is watched too, and the real cargo, which would ask the feed's
    /// real host, is nowhere to be found.
    pub(crate) fn variables(sandbox: &Sandbox) -> [(&'static str, String); 2] {
        let path = sandbox.path("bin").display().to_string();
        [
            ("TMPDIR", sandbox.path("tmp").display().to_string()),
            ("PATH", format!("{path}:/usr/bin:/bin")),
        ]
    }

    /// Runs it without a fault.
    pub(crate) fn run(&self, sandbox: &Sandbox) -> Run {
        let mut command = sandbox.program(
            env!("CARGO_BIN_EXE_feedctl").as_ref(),
            self.folder,
            self.words,
        );
        command.envs(Self::variables(sandbox));
        crate::child::run_with_limit(
            &mut command,
            std::time::Duration::from_mins(1),
            self.stdin.map(str::as_bytes),
        )
        .into()
    }
}
