//! Many at once: feedctl beside feedctl, beside an editor, beside cargo, and behind one
//! that was killed.

use std::fmt::Write as _;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use crate::child::run_with_limit;
use crate::scenes::{CONFIG, CONNECT_ONE};
use crate::support::{Run, Sandbox};

const OURS: &str = "# ours\n[alias]\nours = \"check\" # mine\n";

fn index(feed: &str) -> String {
    format!("sparse+https://pkgs.dev.azure.com/contoso/_packaging/{feed}/Cargo/index/")
}

/// A feedctl that takes its time at a call, in a process group of its own.
struct Slow(Child);

impl Slow {
    /// `call` is delayed by 20 seconds before it is made, the n-th time.
    fn start(sandbox: &Sandbox, words: &[&str], call: &str, number: usize) -> Self {
        let inject = format!("inject={call}:delay_enter=20000000:when={number}");
        let log = sandbox.path("strace.log").display().to_string();
        let mut command =
            sandbox.program("strace".as_ref(), "p", &["-qq", "-o", &log, "-e", &inject]);
        command
            .arg(env!("CARGO_BIN_EXE_feedctl"))
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Self(command.spawn().expect("strace: `apt-get install strace`"))
    }

    fn kill(&mut self) {
        let group = format!("-{}", self.0.id());
        let mut kill = Command::new("sh");
        kill.args(["-c", "kill -s KILL -- \"$1\"", "sh", &group]);
        assert!(run_with_limit(&mut kill, Duration::from_secs(10), None).success());
        let _ = self.0.wait();
    }
}

impl Drop for Slow {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            self.kill();
        }
    }
}

fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(15), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// As if the new file had been left a while ago.
fn age_new_file(sandbox: &Sandbox) {
    for name in sandbox.names("p/.cargo") {
        if name.starts_with(".config.toml.") {
            let path = sandbox.path("p/.cargo").join(name);
            let file = std::fs::File::options().append(true).open(path);
            let long_ago = SystemTime::now() - Duration::from_mins(10);
            let set = file.and_then(|file| file.set_modified(long_ago));
            set.expect("a time");
        }
    }
}

fn has_new_file(sandbox: &Sandbox) -> bool {
    let names = sandbox.names("p/.cargo");
    names.iter().any(|name| name.starts_with(".config.toml."))
}

#[test]
fn whoever_waits_for_a_killed_one_goes_on_and_sweeps() {
    let sandbox = Sandbox::project();
    sandbox.write(CONFIG, OURS);
    let mut holder = Slow::start(&sandbox, CONNECT_ONE, "fsync", 1);
    wait_for("the holder writes", || has_new_file(&sandbox));
    let is_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| {
            let run = sandbox.feedctl(CONNECT_ONE);
            is_done.store(true, Ordering::SeqCst);
            run
        });
        std::thread::sleep(Duration::from_millis(700));
        assert!(!is_done.load(Ordering::SeqCst), "it did not wait");
        assert_eq!(sandbox.read(CONFIG).as_deref(), Some(OURS));
        age_new_file(&sandbox);
        holder.kill();
        let run = waiter.join().expect("it ran");
        assert_eq!(run.code, Some(0), "{run}");
    });
    assert_eq!(sandbox.names("p/.cargo"), ["config.toml"]);
    let text = sandbox.read(CONFIG).expect("it is there");
    assert!(
        text.starts_with(OURS) && text.contains(&index("crates")),
        "{text}"
    );
    let back = sandbox.feedctl(&["disconnect", "crates"]);
    assert_eq!(back.code, Some(0), "{back}");
    assert_eq!(sandbox.read(CONFIG).as_deref(), Some(OURS));
}

/// An editor knows no locks. It saves by renaming, or in place.
#[test]
fn what_an_editor_saves_meanwhile_is_kept() {
    // While feedctl waits for its lock, and while the disk takes its time.
    for (call, number, in_place) in [("flock", 1, false), ("fsync", 1, false), ("fsync", 1, true)] {
        let mut sandbox = Sandbox::project();
        sandbox.set("TMPDIR", "/tmp");
        sandbox.write(CONFIG, OURS);
        let inject = format!("inject={call}:delay_enter=1500000:when={number}");
        let log = sandbox.path("strace.log");
        let log_word = log.display().to_string();
        let saved = format!("{OURS}\n[build]\njobs = 3\n");
        let run = std::thread::scope(|scope| {
            let runner = scope.spawn(|| {
                let words = ["-qq", "-o", &log_word, "-e", &inject];
                let mut command = sandbox.program("strace".as_ref(), "p", &words);
                command.arg(env!("CARGO_BIN_EXE_feedctl")).args(CONNECT_ONE);
                Run::from(run_with_limit(&mut command, Duration::from_secs(30), None))
            });
            if call == "flock" {
                wait_for("it goes for the lock", || {
                    let log = std::fs::read_to_string(&log).unwrap_or_default();
                    log.contains("/p/.cargo\", O_RDONLY|O_CLOEXEC)")
                });
            } else {
                wait_for("it writes", || has_new_file(&sandbox));
            }
            if in_place {
                std::fs::write(sandbox.path(CONFIG), &saved).expect("saved");
            } else {
                sandbox.write("p/.cargo/4913", &saved);
                std::fs::rename(sandbox.path("p/.cargo/4913"), sandbox.path(CONFIG))
                    .expect("saved");
            }
            runner.join().expect("it ran")
        });
        assert_eq!(run.code, Some(0), "{call} {in_place}: {run}");
        let text = sandbox.read(CONFIG).expect("it is there");
        assert!(
            text.starts_with(&saved) && text.contains(&index("crates")),
            "{call} {in_place}: {text}"
        );
        assert_eq!(sandbox.names("p/.cargo"), ["config.toml"]);
    }
}

/// Twenty-five go in and twenty-five go out; whoever reads meanwhile sees a whole file.
#[test]
#[ignore = "takes half a minute: tests/faults/run"]
fn connect_and_disconnect_mixed_under_readers() {
    let sandbox = Sandbox::project();
    let mut before = format!("{OURS}\n[registries]\n");
    for number in 0..25 {
        let name = format!("old{number}");
        writeln!(before, "{name} = {{ index = \"{}\" }}", index(&name)).expect("memory");
    }
    sandbox.write(CONFIG, &before);
    let is_over = AtomicBool::new(false);
    let (reads, of_cargo) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let read = |text: &str| {
        let document: toml_edit::DocumentMut = text.parse().expect("it is TOML");
        let registries = document["registries"].as_table().expect("a table");
        for (name, registry) in registries {
            assert_eq!(registry["index"].as_str(), Some(&*index(name)));
        }
        assert!(text.starts_with(OURS), "{text}");
        registries.len()
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::SeqCst) {
                read(&sandbox.read(CONFIG).expect("it is always there"));
                reads.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        scope.spawn(|| {
            while !is_over.load(Ordering::SeqCst) {
                let seen = sandbox.config_get("p", Some("alias.ours"));
                assert!(
                    seen.ok && seen.stdout.contains("alias.ours = \"check\""),
                    "{seen}"
                );
                of_cargo.fetch_add(1, Ordering::SeqCst);
            }
        });
        let writers: Vec<_> = (0..50)
            .map(|number| {
                let sandbox = &sandbox;
                scope.spawn(move || {
                    let name = format!(
                        "{}{}",
                        if number % 2 == 0 { "old" } else { "new" },
                        number / 2
                    );
                    let words: &[&str] = if number % 2 == 0 {
                        &["disconnect", &name]
                    } else {
                        &[
                            "connect",
                            "--org",
                            "contoso",
                            "--feed",
                            &name,
                            "--no-replace-crates-io",
                            "--credential-provider",
                            "none",
                        ]
                    };
                    let run = sandbox.feedctl(words);
                    assert_eq!(run.code, Some(0), "{words:?} {run}");
                })
            })
            .collect();
        let ended: Vec<bool> = writers
            .into_iter()
            .map(|writer| writer.join().is_ok())
            .collect();
        is_over.store(true, Ordering::SeqCst);
        assert!(ended.iter().all(|well| *well));
    });
    let text = sandbox.read(CONFIG).expect("it is there");
    assert_eq!(read(&text), 25, "{text}");
    assert!(!text.contains("old"), "{text}");
    assert_eq!(sandbox.names("p/.cargo"), ["config.toml"]);
    println!(
        "25 connect and 25 disconnect at once: all landed; {} reads and {} of cargo saw a whole file",
        reads.load(Ordering::SeqCst),
        of_cargo.load(Ordering::SeqCst)
    );
}

#[test]
fn fifty_doctors_mend_once() {
    let sandbox = Sandbox::project();
    let text = |by: &str| {
        format!(
            "{OURS}\n[registries.crates]\nindex = \"{}\"\n\n[source.crates-io]\nreplace-with = \"{by}\"\n",
            index("crates")
        )
    };
    sandbox.write(CONFIG, text("Crates"));
    let keeper = "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n";
    sandbox.write("cargo/config.toml", keeper);
    let wrote = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                let run = sandbox.feedctl(&["doctor", "--fix"]);
                assert_eq!(run.code, Some(0), "{run}");
                let count = run.stderr.matches("wrote ").count();
                wrote.fetch_add(count, Ordering::SeqCst);
            });
        }
    });
    assert_eq!(sandbox.read(CONFIG), Some(text("crates")));
    assert_eq!(sandbox.names("p/.cargo"), ["config.toml"]);
    assert_eq!(wrote.load(Ordering::SeqCst), 1, "one of them wrote");
    println!("50 doctors at once: all ended well, one wrote");
}
