//! No false alarms: configurations of the kinds that people publish, written anew,
//! in which nothing is to be found, not even a hint.

use feedctl::doctor::run;

use crate::support::Sandbox;

/// A file in the project's `.cargo`, by its name, with what it is.
type Quiet = (&'static str, &'static str, &'static str);

const CONFIG: &str = "config.toml";

const QUIET: &[Quiet] = &[
    ("an empty file", CONFIG, ""),
    (
        "comments only",
        CONFIG,
        "# nothing here yet\n\n# [build]\n# jobs = 4\n",
    ),
    (
        "a board with its runner",
        CONFIG,
        "[target.'cfg(all(target_arch = \"arm\", target_os = \"none\"))']\nrunner = \"probe-rs run --chip STM32F411CEUx\"\nrustflags = [\n  \"-C\", \"link-arg=-Tlink.x\",\n  \"-C\", \"link-arg=--nmagic\", # keeps sections where they are\n]\n\n[build]\ntarget = \"thumbv7em-none-eabihf\"\n\n[env]\nDEFMT_LOG = \"debug\"\n",
    ),
    (
        "the same under the old name",
        "config",
        "[target.thumbv6m-none-eabi]\nrunner = \"elf2uf2-rs -d\"\n\n[build]\ntarget = \"thumbv6m-none-eabi\"\n",
    ),
    (
        "a kernel built from scratch",
        CONFIG,
        "[unstable]\nbuild-std = [\"core\", \"compiler_builtins\", \"alloc\"]\nbuild-std-features = [\"compiler-builtins-mem\"]\n\n[build]\ntarget = \"x86_64-kernel.json\"\n",
    ),
    (
        "a linker for every target",
        CONFIG,
        "[target.x86_64-unknown-linux-gnu]\nlinker = \"clang\"\nrustflags = [\"-C\", \"link-arg=-fuse-ld=mold\"]\n\n[target.aarch64-linux-android]\nlinker = \"${ANDROID_NDK_HOME}/bin/aarch64-linux-android26-clang\"\n\n[target.x86_64-pc-windows-msvc]\nrustflags = [\"-Ctarget-feature=+crt-static\"]\n",
    ),
    (
        "aliases for chores",
        CONFIG,
        "[alias]\nxtask = \"run --package xtask --\"\nci = [\"clippy\", \"--all-targets\", \"--\", \"-D\", \"warnings\"]\n",
    ),
    (
        "vendored crates",
        CONFIG,
        "[source.crates-io]\nreplace-with = \"vendored-sources\"\n\n[source.\"git+https://git.example.com/lib?rev=abc123\"]\ngit = \"https://git.example.com/lib\"\nrev = \"abc123\"\nreplace-with = \"vendored-sources\"\n\n[source.vendored-sources]\ndirectory = \"vendor\"\n",
    ),
    (
        "a mirror by git",
        CONFIG,
        "[source.crates-io]\nreplace-with = 'mirror'\n\n[source.mirror]\nregistry = \"https://mirror.example.com/crates.io-index\"\n",
    ),
    (
        "a mirror with its five tables",
        CONFIG,
        "[source.crates-io]\nreplace-with = 'mirror-sparse'\n\n[source.mirror]\nregistry = \"https://mirror.example.com/crates.io-index\"\n\n[source.mirror-sparse]\nregistry = \"sparse+https://mirror.example.com/index/\"\n\n[registries.mirror]\nindex = \"https://mirror.example.com/crates.io-index\"\n\n[net]\ngit-fetch-with-cli = true\n",
    ),
    (
        "several mirrors, of which one is used",
        CONFIG,
        "[source.crates-io]\nregistry = \"https://github.com/rust-lang/crates.io-index\"\nreplace-with = 'two'\n\n[source.one]\nregistry = \"https://one.example.com/git/crates.io-index\"\n\n[source.two]\nregistry = \"sparse+https://two.example.com/crates.io-index/\"\n",
    ),
    (
        "a mirror in place of crates.io itself",
        CONFIG,
        "[source.crates-io]\nregistry = \"https://mirror.example.com/git/crates.io-index\"\n",
    ),
    (
        "a replacement that is commented out",
        CONFIG,
        "[source.crates-io]\n# replace-with = \"mirror\"\n\n[source.mirror]\nregistry = \"sparse+https://mirror.example.com/index/\"\n",
    ),
    (
        "the protocol of crates.io",
        CONFIG,
        "[registries.crates-io]\nprotocol = \"sparse\"\n",
    ),
    (
        "a feed that is commented out",
        CONFIG,
        "# [registries]\n# crates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index\" }\n#\n# [source.crates-io]\n# replace-with = \"crates\"\n\n[net]\ngit-fetch-with-cli = true\n",
    ),
    (
        "settings of the network",
        CONFIG,
        "[http]\nproxy = \"http://proxy.example.com:3128\"\ntimeout = 60\ncheck-revoke = false\nmultiplexing = false\n\n[net]\nretry = 5\noffline = false\n\n[net.ssh]\nknown-hosts = []\n",
    ),
    (
        "colours and progress",
        CONFIG,
        "[term]\nverbose = false\ncolor = \"auto\"\nprogress.when = \"never\"\nprogress.width = 80\n",
    ),
    (
        "variables for build scripts",
        CONFIG,
        "[env]\nOPENSSL_DIR = \"/opt/openssl\"\nCARGO_INCREMENTAL = \"0\"\nSQLX_OFFLINE = { value = \"true\", force = true }\nASSETS = { value = \"assets\", relative = true }\n",
    ),
    (
        "profiles and a patch",
        CONFIG,
        "[profile.release]\nlto = \"thin\"\ncodegen-units = 1\n\n[profile.dev.package.\"*\"]\nopt-level = 3\n\n[patch.crates-io]\ngreet = { path = \"../greet\" }\n",
    ),
    (
        "tables of nobody's",
        CONFIG,
        "[features]\ndefault = []\n\n[package.metadata]\nx = 1\n\n[expand]\ncolor = true\n\n[ios_simulator]\nname = \"phone\"\n",
    ),
    (
        "a wrapper around the compiler",
        CONFIG,
        "[build]\nrustc-wrapper = \"sccache\"\nrustflags = [\"--cfg\", \"tokio_unstable\"]\njobs = 4\ntarget-dir = \"build/target\"\nincremental = true\n",
    ),
    (
        "a feed as the portal prints it",
        CONFIG,
        "[registries]\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
    ),
    (
        "the same with other line ends, a mark and no last line end",
        CONFIG,
        "\u{feff}[registries]\r\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/\" }\r\n\r\n[source.crates-io]\r\nreplace-with = \"crates\"",
    ),
    (
        "a feed as Cloudsmith prints it",
        CONFIG,
        "[registries.acme-tools]\nindex = \"sparse+https://cargo.cloudsmith.io/acme/tools/\"\ncredential-provider = \"cargo:token\"\n",
    ),
    (
        "a feed beside crates.io, and a default",
        CONFIG,
        "[registry]\ndefault = \"crates\"\n\n[registries]\ncrates = { index = \"sparse+https://feed.example.com/cargo/\" }\n",
    ),
    (
        "two feeds and two spellings",
        CONFIG,
        "registries.one.index = \"sparse+https://feed.example.com/one/\"\n\n[registries.\"two\"]\nindex = 'sparse+https://feed.example.com/two/'\n",
    ),
    (
        "a git index over ssh and one in a folder",
        CONFIG,
        "[registries.git]\nindex = \"ssh://git@git.example.com/index.git\"\n\n[registries.local]\nindex = \"file:///srv/index\"\n",
    ),
    (
        "another file that may be absent",
        CONFIG,
        "include = [{ path = \"local.toml\", optional = true }]\n\n[build]\njobs = 2\n",
    ),
];

#[test]
fn what_people_publish_is_found_well() {
    for (what, name, text) in QUIET {
        let sandbox = Sandbox::project();
        sandbox.write(&format!("p/.cargo/{name}"), text);
        sandbox.write(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\npublish = false\n",
        );
        sandbox.write(
            "cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
        );
        let signed_in = text.contains("azure.com") || text.contains("cloudsmith");
        if signed_in && !text.trim_start_matches('\u{feff}').starts_with('#') {
            let name = if text.contains("acme-tools") {
                "acme-tools"
            } else {
                "crates"
            };
            let scheme = if name == "crates" {
                "Basic UEFUOmE="
            } else {
                "Token abc"
            };
            sandbox.write(
                "cargo/credentials.toml",
                format!("[registries.{name}]\ntoken = \"{scheme}\"\n"),
            );
        }
        let env = sandbox.env("p");
        for (how, examined) in [("here", run::machine(&env)), ("--files", run::files(&env))] {
            let found: Vec<String> = examined
                .findings
                .iter()
                .map(|finding| format!("{:?}: {}", finding.check, finding.cause))
                .collect();
            assert!(found.is_empty(), "{what}, {how}: {found:?}\n{text}");
        }
    }
}
