//! Every budget beside its anchor, measured in one run: `cargo bench`.
//!
//! Prints ratios; it fails nothing, for machines are noisy. Not a test.
#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::print_stdout,
    reason = "a benchmark makes files, runs programs and prints rounded numbers"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use feedctl::toml::Document;
use feedctl::toml::edit::{Change, apply, splice};

/// An anchor: a program that does nothing.
const EMPTY: &str = "fn main() {}";

/// An anchor: a program that writes a file as safely as feedctl does, and no more.
const BARE_WRITE: &str = r#"
use std::{env, fs, io::Write};
fn main() -> std::io::Result<()> {
    let folder = env::args().nth(1).unwrap_or_default();
    let _ = fs::read(format!("{folder}/config.toml"))?;
    let mut file = fs::File::create_new(format!("{folder}/new.tmp"))?;
    file.write_all(&[b'x'; 300])?;
    file.sync_all()?;
    fs::rename(format!("{folder}/new.tmp"), format!("{folder}/config.toml"))?;
    fs::File::open(&folder)?.sync_all()
}
"#;

/// A stand-in for the Azure CLI that prints a token at once.
const AZ: &str = r#"
fn main() { println!("{{\"accessToken\":\"abc\",\"expires_on\":9999999999}}"); }
"#;

/// Starts this program anew, for one measurement on a large text.
const ON_TEXT: &str = "--on-text";

/// What comes before the costs of a line in files of three sizes.
const SIZES: &str = "  a line at 25,000, 50,000, 100,000 lines: ";

const SMALL: &str = "[net]\nretry = 2\n\n[alias]\nlint = \"clippy --all-targets\"\n";
const CONNECT: &[&str] = &["connect", "--org", "contoso", "--feed", "crates"];

fn main() {
    let words: Vec<String> = std::env::args().collect();
    if let Some(at) = words.iter().position(|word| word == ON_TEXT) {
        return on_text(&words[at + 1..]);
    }
    let place = Place::new();
    println!(
        "{:<46} {:>12} {:>12} {:>8} {:>8}",
        "what", "measured", "anchor", "ratio", "budget"
    );
    instructions(&place);
    wall(&place);
    credential_provider(&place);
    doctor(&place);
    many_checkouts(&place);
    large_texts();
    doctor_on_large_files(&place);
    lists(&place);
    size_and_memory(&place);
}

fn row(what: &str, measured: &str, anchor: &str, ratio: f64, budget: f64) {
    let miss = if ratio > budget { "  MISSED" } else { "" };
    println!("{what:<46} {measured:>12} {anchor:>12} {ratio:>8.2} {budget:>8.2}{miss}");
}

/// A scratch folder with a project, a home, and the anchors.
struct Place {
    root: PathBuf,
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

impl Place {
    fn new() -> Self {
        let root = std::env::temp_dir().join(format!("feedctl-bench-{}", std::process::id()));
        let place = Self { root };
        place.write(
            "home/.cargo/config.toml",
            "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n",
        );
        place.write(
            "p/Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        );
        place.write("p/src/lib.rs", "");
        place.write("p/.cargo/config.toml", SMALL);
        place.write("bare/config.toml", SMALL);
        if let Ok(repository) = git2::Repository::init(place.root.join("p")) {
            let _ = repository.remote(
                "origin",
                "https://contoso@dev.azure.com/contoso/Platform/_git/app",
            );
        }
        for (name, source) in [("empty", EMPTY), ("bare-write", BARE_WRITE), ("bin/az", AZ)] {
            place.write(&format!("{name}.rs"), source);
            let made = Command::new("rustc")
                .args(["-O", "--edition", "2024", "-o"])
                .arg(place.root.join(name))
                .arg(place.root.join(format!("{name}.rs")))
                .status();
            assert!(
                made.is_ok_and(|status| status.success()),
                "rustc makes the anchors"
            );
            place.install(&place.root.join(name), name);
        }
        place.install(Path::new(env!("CARGO_BIN_EXE_feedctl")), "feedctl");
        place
    }

    /// Copies a program here as an installer would. What a linker has left in pieces takes
    /// longer to start until it is read from the disk again.
    fn install(&self, program: &Path, name: &str) {
        let bytes = std::fs::read(program).expect("it can be read");
        let mode = std::fs::metadata(program)
            .expect("it is there")
            .permissions();
        let new = self.root.join(format!("{name}.new"));
        std::fs::write(&new, bytes).expect("a file can be written");
        std::fs::set_permissions(&new, mode).expect("it is ours");
        std::fs::rename(new, self.root.join(name)).expect("it is on the same disk");
    }

    fn program(&self) -> PathBuf {
        self.root.join("feedctl")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder can be made");
        }
        std::fs::write(path, text).expect("a file can be written");
    }

    fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .env_clear()
            .env("HOME", self.root.join("home"))
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .current_dir(self.root.join("p"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn feedctl(&self, words: &[&str]) -> Command {
        let mut command = self.command(self.program());
        command.args(words);
        command
    }

    /// Puts the file back, and on the disk: what is timed next is not to do that too.
    fn disconnected(&self) {
        self.write("p/.cargo/config.toml", SMALL);
        std::fs::File::open(self.root.join("p/.cargo/config.toml"))
            .and_then(|file| file.sync_all())
            .expect("it can be synced");
    }

    /// How long a command takes, from its start to its end.
    fn time(mut command: Command) -> Duration {
        let start = Instant::now();
        let status = command.status().expect("it can be started");
        let taken = start.elapsed();
        assert!(status.success(), "{command:?}: {status}");
        taken
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn show(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn instructions(place: &Place) {
    place.disconnected();
    let out = place
        .command("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_feedctl"))
        .args(CONNECT)
        .stderr(Stdio::piped())
        .output();
    let counted = out.ok().and_then(|out| {
        let text = String::from_utf8_lossy(&out.stderr).into_owned();
        let (_, count) = text.split_once("Collected : ")?;
        count.split_whitespace().next()?.parse::<f64>().ok()
    });
    match counted {
        Some(count) => row(
            "connect, small file: instructions",
            &format!("{:.2} M", count / 1e6),
            "2.40 M",
            count / 2.4e6,
            1.0,
        ),
        None => println!("connect, small file: instructions not measured, valgrind is missing"),
    }
}

fn wall(place: &Place) {
    let rounds = 60;
    let [
        mut connect,
        mut bare,
        mut git,
        mut empty,
        mut help,
        mut script,
    ] = [const { Vec::new() }; 6];
    for _ in 0..rounds {
        place.disconnected();
        connect.push(Place::time(place.feedctl(CONNECT)));
        let mut command = place.command(place.root.join("bare-write"));
        command.arg(place.root.join("bare"));
        bare.push(Place::time(command));
        let mut command = place.command("git");
        command.args(["config", "--file", "git.config", "a.b", "c"]);
        git.push(Place::time(command));
        empty.push(Place::time(place.command(place.root.join("empty"))));
        help.push(Place::time(place.feedctl(&["--help"])));
        script.push(Place::time(place.feedctl(&["completions", "bash"])));
    }
    let [connect, bare, git, empty, help, script] =
        [connect, bare, git, empty, help, script].map(median);
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    row(
        "connect, small file: wall, bare durable write",
        &show(connect),
        &show(bare),
        ratio(connect, bare),
        1.6,
    );
    println!(
        "{:<46} {:>12} {:>12} {:>8.2}",
        "  beside `git config --file f a.b c`",
        show(connect),
        show(git),
        ratio(connect, git)
    );
    let allowed = empty.mul_f64(1.3) + Duration::from_millis(1);
    for (what, time) in [
        ("--help: wall, 1.3 x empty program + 1 ms", help),
        ("completions bash: the same", script),
    ] {
        row(what, &show(time), &show(allowed), ratio(time, allowed), 1.0);
    }
}

/// One question of cargo's to feedctl as its credential provider: with the program
/// that prints the token, and from the cache.
fn credential_provider(place: &Place) {
    const REQUEST: &[u8] = br#"{"v":1,"registry":{"index-url":"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/","name":"crates"},"kind":"get","operation":"read"}
"#;
    let ask = |what: &str| {
        let mut command = place.feedctl(&["--cargo-plugin"]);
        let path = format!(
            "{}:/usr/local/bin:/usr/bin:/bin",
            place.root.join("bin").display()
        );
        command
            .env("PATH", path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let start = Instant::now();
        let mut child = command.spawn().expect("it can be started");
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(REQUEST).expect("it reads");
        }
        let out = child.wait_with_output().expect("it ends");
        let taken = start.elapsed();
        let said = String::from_utf8_lossy(&out.stdout);
        assert!(said.contains("\"token\":\"Bearer abc\""), "{what}: {said}");
        taken
    };
    let cache = place.root.join("home/.cache");
    let [mut cold, mut warm, mut empty, mut az] = [const { Vec::new() }; 4];
    for _ in 0..60 {
        let _ = std::fs::remove_dir_all(&cache);
        cold.push(ask("cold"));
        warm.push(ask("warm"));
        empty.push(Place::time(place.command(place.root.join("empty"))));
        az.push(Place::time(place.command(place.root.join("bin/az"))));
    }
    let [cold, warm, empty, az] = [cold, warm, empty, az].map(median);
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!(
        "{:<46} {:>12} {:>12} {:>8.2}",
        "credential provider, cold: stand-in az alone",
        show(cold),
        show(az),
        ratio(cold, az)
    );
    let allowed = empty.mul_f64(2.0) + Duration::from_millis(1);
    row(
        "credential provider, warm: 2 x empty + 1 ms",
        &show(warm),
        &show(allowed),
        ratio(warm, allowed),
        1.0,
    );
}

/// The real cargo, not the proxy that chooses one.
fn cargo() -> PathBuf {
    PathBuf::from(env!("CARGO"))
}

fn doctor(place: &Place) {
    let deep = place.root.join("p/one/two");
    for (path, text) in [
        (
            "p/.cargo/config.toml",
            "[registries]\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\" }\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
        ),
        ("p/one/.cargo/config.toml", "[net]\nretry = 2\n"),
        ("p/one/two/.cargo/config.toml", "[build]\njobs = 4\n"),
    ] {
        place.write(path, text);
    }
    let mut doctor = Vec::new();
    let mut version = Vec::new();
    for _ in 0..60 {
        let mut command = place.feedctl(&["doctor"]);
        command.current_dir(&deep);
        doctor.push(Place::time(command));
        let mut command = place.command(cargo());
        command.arg("--version").current_dir(&deep);
        version.push(Place::time(command));
    }
    let (doctor, version) = (median(doctor), median(version));
    row(
        "doctor, four layers: wall, cargo --version",
        &show(doctor),
        &show(version),
        doctor.as_secs_f64() / version.as_secs_f64(),
        1.0,
    );
}

/// Ten thousand checkouts, each with a configuration of one of a few kinds, and what one
/// costs among fewer.
fn many_checkouts(place: &Place) {
    const COUNT: usize = 10_000;
    let kinds = [
        "[registries]\ncrates = { index = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\" }\n\n[source.crates-io]\nreplace-with = \"crates\"\n",
        "[source.crates-io]\nreplace-with = 'mirror'\n\n[source.mirror]\nregistry = \"sparse+https://mirror.test/index/\"\n\n[net]\ngit-fetch-with-cli = true\n",
        "[build]\ntarget = \"thumbv7em-none-eabihf\"\n\n[target.thumbv7em-none-eabihf]\nrunner = \"probe-rs run\"\nrustflags = [\"-C\", \"link-arg=-Tlink.x\"]\n",
        "[registries.crates]\nindex = \"sparse+https://feed.test/crates\"\n",
    ];
    for number in 0..COUNT {
        // Each size is a folder that holds the smaller ones.
        let size = match number {
            0..2_500 => "many/half/half",
            2_500..5_000 => "many/half",
            _ => "many",
        };
        let folder = format!("{size}/team{}/r{number}", number / 100);
        place.write(&format!("{folder}/.git/HEAD"), "ref: refs/heads/main\n");
        place.write(
            &format!("{folder}/Cargo.toml"),
            "[package]\nname = \"a\"\nversion = \"0.1.0\"\n",
        );
        place.write(&format!("{folder}/src/lib.rs"), "");
        place.write(
            &format!("{folder}/.cargo/config.toml"),
            kinds[number % kinds.len()],
        );
    }
    let taken = |folder: &str| {
        let times = (0..3)
            .map(|_| {
                let mut command = place.feedctl(&["doctor", "--format", "json", "--recursive"]);
                command.arg(place.root.join(folder));
                let start = Instant::now();
                let status = command.status().expect("it can be started");
                assert_eq!(status.code(), Some(1), "a quarter of them is wrong");
                start.elapsed()
            })
            .collect();
        median(times)
    };
    let each: Vec<String> = [
        ("many/half/half", 2_500),
        ("many/half", 5_000),
        ("many", COUNT),
    ]
    .iter()
    .map(|(folder, count)| {
        let each = taken(folder).as_secs_f64() * 1e6 / *count as f64;
        format!("{each:.0} us")
    })
    .collect();
    let a_second = COUNT as f64 / taken("many").as_secs_f64();
    let budget = 1_000.0;
    row(
        "doctor --recursive, 10,000 checkouts: a second",
        &format!("{a_second:.0}"),
        &format!("{budget:.0}"),
        budget / a_second,
        1.0,
    );
    println!("  a checkout of 2,500, 5,000, 10,000: {}", each.join(", "));
}

/// The whole of doctor on one file of 100,000 lines, and what a line costs in smaller ones.
fn doctor_on_large_files(place: &Place) {
    for kind in 0..4 {
        let mut per_line = Vec::new();
        for lines in [25_000, 50_000, 100_000] {
            let (name, text) = &texts(lines)[kind];
            place.write("p/.cargo/config.toml", text);
            let (doctor, parse) = beside_toml_edit(kind, lines, || {
                let mut command = place.feedctl(&["doctor", "-q"]);
                let start = Instant::now();
                let _ = command.status();
                start.elapsed()
            });
            let count = text.lines().count() as f64;
            per_line.push(format!("{:.0} ns", doctor.as_secs_f64() * 1e9 / count));
            if lines == 100_000 {
                row(
                    &format!("doctor, 100,000 lines of {name}: the same"),
                    &show(doctor),
                    &show(parse),
                    doctor.as_secs_f64() / parse.as_secs_f64(),
                    4.0,
                );
            }
        }
        println!("{SIZES}{}", per_line.join(", "));
    }
    place.disconnected();
}

/// Texts of about `lines` lines, each kind apt to hide another slow step.
fn texts(lines: usize) -> [(&'static str, String); 4] {
    let mut tables = String::new();
    for number in 0..lines / 4 {
        let _ = write!(
            tables,
            "[target.t{number}]\nlinker = \"cc\"\nrustflags = [\"-C\", \"x={number}\"]\n\n"
        );
    }
    let mut registries = String::from("[registries]\n");
    for number in 0..lines {
        let _ = writeln!(
            registries,
            "r{number} = {{ index = \"sparse+https://h{number}.test/\" }}"
        );
    }
    let mut dotted = String::new();
    for number in 0..lines {
        let _ = writeln!(dotted, "env.V{number}.value = \"{number}\" # a word");
    }
    let mut list = String::from("[build]\nrustflags = [\n");
    for number in 0..lines / 2 {
        let _ = writeln!(list, "  # number\n  \"-Cx={number}\",");
    }
    list.push_str("]\n");
    [
        ("tables", tables),
        ("registries", registries),
        ("dotted keys", dotted),
        ("one list", list),
    ]
}

/// All that connect does with the text of a file: read it, edit it, prove the edit
/// and the way back.
fn connect_text(text: &str) -> usize {
    let there = [
        Change::set(&["registries", "crates"], "index", "sparse+https://h/"),
        Change::set(&["source", "crates-io"], "replace-with", "crates"),
    ];
    let back = [
        ["registries", "crates"].as_slice(),
        &["source", "crates-io", "replace-with"],
    ]
    .map(Change::remove);
    let document = Document::parse(text).expect("it is TOML");
    let tree = document.tree().expect("no key stands twice");
    let edited = apply(Some(&document), &there).expect("it can be edited");
    let returned = splice(Some(&edited.document), &back).expect("it can be taken back");
    assert_eq!(returned.text, text);
    tree.iter().count()
}

/// One measurement in a process of its own, which is how a command meets a text: what
/// comes second in one process finds its memory ready. Prints the nanoseconds.
fn on_text(words: &[String]) {
    let [who, kind, lines] = words else {
        panic!("{ON_TEXT} WHO KIND LINES");
    };
    let number = |word: &str| word.parse::<usize>().expect("a number");
    let (_, text) = &texts(number(lines))[number(kind)];
    let start = Instant::now();
    let count = match who.as_str() {
        "ours" => connect_text(text),
        _ => toml_edit::Document::parse(text.as_str()).map_or(0, |document| document.len()),
    };
    std::hint::black_box(count);
    println!("{}", start.elapsed().as_nanos());
}

fn measured_on_text(who: &str, kind: usize, lines: usize) -> Duration {
    let program = std::env::current_exe().expect("this program");
    let out = Command::new(program)
        .args([ON_TEXT, who, &kind.to_string(), &lines.to_string()])
        .output()
        .expect("it can be started");
    let nanoseconds = String::from_utf8_lossy(&out.stdout).trim().parse();
    Duration::from_nanos(nanoseconds.expect("it prints a number"))
}

/// What a text takes, and what `toml_edit` takes for it, in turns: the medians.
fn beside_toml_edit(
    kind: usize,
    lines: usize,
    mut work: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (ours, theirs) = (0..9)
        .map(|_| (work(), measured_on_text("theirs", kind, lines)))
        .unzip();
    (median(ours), median(theirs))
}

fn large_texts() {
    for kind in 0..4 {
        let mut per_line = Vec::new();
        for lines in [25_000, 50_000, 100_000] {
            let (name, text) = &texts(lines)[kind];
            let (ours, theirs) =
                beside_toml_edit(kind, lines, || measured_on_text("ours", kind, lines));
            per_line.push(format!(
                "{:.0} ns",
                ours.as_secs_f64() * 1e9 / text.lines().count() as f64
            ));
            if lines == 100_000 {
                let what = format!("100,000 lines of {name}: toml_edit's parse");
                row(
                    &what,
                    &show(ours),
                    &show(theirs),
                    ours.as_secs_f64() / theirs.as_secs_f64(),
                    4.0,
                );
            }
        }
        println!("{SIZES}{}", per_line.join(", "));
    }
}

/// What `doctor` takes for an entry of each list-like input, at n, 2n and 4n: the same
/// where the work grows by the length.
fn lists(place: &Place) {
    const N: usize = 1_000;
    println!("doctor, an entry of a list at {N}, {}, {}:", 2 * N, 4 * N);
    for (what, files) in LISTS {
        let costs: Vec<String> = [N, 2 * N, 4 * N]
            .into_iter()
            .map(|count| {
                let written = files(count);
                for (path, text) in &written {
                    place.write(&format!("p/{path}"), text);
                }
                let times = (0..3)
                    .map(|_| {
                        let start = Instant::now();
                        let _ = place.feedctl(&["doctor", "-q"]).status();
                        start.elapsed()
                    })
                    .collect();
                for (path, _) in &written {
                    let _ = std::fs::remove_file(place.root.join("p").join(path));
                }
                format!("{:.1} us", median(times).as_secs_f64() * 1e6 / count as f64)
            })
            .collect();
        println!("  {what:<44} {}", costs.join(", "));
    }
    place.write(
        "p/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
    );
    place.disconnected();
}

/// The files of a project with a list of so many entries.
type List = (&'static str, fn(usize) -> Vec<(String, String)>);

const CONFIG: &str = ".cargo/config.toml";

const LISTS: [List; 8] = [
    ("registries with a wrong index", |count| {
        let entry = |number| format!("[registries.r{number}]\nindex = 'https://h{number}.test'\n");
        vec![(CONFIG.to_owned(), (0..count).map(entry).collect())]
    }),
    ("credential providers in one list", |count| {
        let list: String = (0..count)
            .map(|number| format!("'p{number} x', "))
            .collect();
        let text = format!("[registry]\nglobal-credential-providers = [{list}]\n");
        vec![(CONFIG.to_owned(), text)]
    }),
    ("aliases, each of a registry", |count| {
        let entry = |number| {
            format!(
                "[registries.r{number}]\nindex = 'sparse+https://h/{number}/'\ncredential-provider = 'a{number}'\n"
            )
        };
        let aliases: String = (0..count)
            .map(|number| format!("a{number} = 'p'\n"))
            .collect();
        let registries: String = (0..count).map(entry).collect();
        let text = format!("[credential-alias]\n{aliases}{registries}");
        vec![(CONFIG.to_owned(), text)]
    }),
    ("included files", |count| {
        let list: String = (0..count)
            .map(|number| format!("'i/{number}.toml', "))
            .collect();
        let mut files = vec![(CONFIG.to_owned(), format!("include = [{list}]\n"))];
        files.extend((0..count).map(|number| {
            (
                format!(".cargo/i/{number}.toml"),
                format!("[env]\nV{number} = 'x'\n"),
            )
        }));
        files
    }),
    ("members of a workspace", |count| {
        let mut files = vec![
            (CONFIG.to_owned(), "[net]\nretry = 2\n".to_owned()),
            (
                "Cargo.toml".to_owned(),
                "[workspace]\nmembers = ['m/*', 'm/m*']\n".to_owned(),
            ),
        ];
        files.extend((0..count).map(|number| {
            (
                format!("m/m{number}/Cargo.toml"),
                format!("[package]\nname = 'm{number}'\nversion = '0.1.0'\n"),
            )
        }));
        files
    }),
    ("dependencies from a registry nobody has", |count| {
        let entry = |number| format!("d{number} = {{ version = '1', registry = 'u{number}' }}\n");
        let list: String = (0..count).map(entry).collect();
        let text = format!("[package]\nname = 'a'\nversion = '0.1.0'\n[dependencies]\n{list}");
        vec![
            (CONFIG.to_owned(), "[net]\nretry = 2\n".to_owned()),
            ("Cargo.toml".to_owned(), text),
        ]
    }),
    ("packages in Cargo.lock", |count| {
        let entry = |number| {
            format!(
                "[[package]]\nname = 'p{number}'\nversion = '1.0.0'\nsource = 'sparse+https://h/{number}/'\n\n"
            )
        };
        let list: String = (0..count).map(entry).collect();
        vec![
            (CONFIG.to_owned(), "[net]\nretry = 2\n".to_owned()),
            ("Cargo.lock".to_owned(), format!("version = 4\n\n{list}")),
        ]
    }),
    ("log markers in one value", |count| {
        let text = format!(
            "[source.crates-io]\nreplace-with = '{}'\n",
            "##vso[x]".repeat(count)
        );
        vec![(CONFIG.to_owned(), text)]
    }),
];

fn size_and_memory(place: &Place) {
    let size =
        std::fs::metadata(env!("CARGO_BIN_EXE_feedctl")).map_or(0, |metadata| metadata.len());
    let megabytes = size as f64 / 1e6;
    row(
        "binary, stripped",
        &format!("{megabytes:.2} MB"),
        "4.00 MB",
        megabytes / 4.0,
        1.0,
    );
    place.disconnected();
    // The shell waits with its own limits; GNU time tells the peak of its child.
    let out = place
        .command("/usr/bin/time")
        .args(["-f", "peak %M"])
        .arg(env!("CARGO_BIN_EXE_feedctl"))
        .args(CONNECT)
        .stderr(Stdio::piped())
        .output();
    let peak = out.ok().and_then(|out| {
        let text = String::from_utf8_lossy(&out.stderr).into_owned();
        let (_, peak) = text.split_once("peak ")?;
        peak.trim().parse::<f64>().ok()
    });
    match peak {
        Some(kilobytes) => {
            let peak = kilobytes / 1024.0;
            row(
                "connect, small file: peak memory",
                &format!("{peak:.2} MiB"),
                "8.00 MiB",
                peak / 8.0,
                1.0,
            );
        }
        None => println!("connect, small file: peak memory not measured, GNU time is missing"),
    }
}
