//! Disks as they are: full, read-only, mounted in odd places, with a limit on sizes.
//!
//! Mounts are made in a name space of their own, which ends with the command; where
//! that may not be done, it says so.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::child::run_with_limit;
use crate::scenes::{CONFIG, CONNECT_ONE};
use crate::support::{Run, Sandbox};

/// A file of a page and a half.
fn large() -> String {
    let mut text = String::from("[env]\n");
    for number in 0..200 {
        writeln!(text, "NUMBER_{number} = \"{number:010}\"").expect("memory");
    }
    assert!((4097..8192).contains(&text.len()));
    text
}

/// A limit on the size of files cuts a write short, then refuses the rest.
#[test]
fn a_write_cut_short_leaves_the_old_file() {
    let sandbox = Sandbox::project();
    sandbox.write(CONFIG, large());
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$@\"";
    let mut command = sandbox.program(
        Path::new("sh"),
        "p",
        &["-c", script, "sh", env!("CARGO_BIN_EXE_feedctl")],
    );
    // The text has to grow beyond the limit: 8 × 512 bytes.
    command.args(CONNECT_ONE);
    let run: Run = run_with_limit(&mut command, Duration::from_secs(30), None).into();
    assert_eq!(run.code, Some(3), "{run}");
    assert!(
        run.stderr.contains(
            "error: .cargo/config.toml cannot be written: writing the new text: file too large"
        ),
        "{run}"
    );
    assert!(run.stderr.contains("nothing was written; next: "), "{run}");
    assert_eq!(sandbox.read(CONFIG), Some(large()));
    assert_eq!(sandbox.names("p/.cargo"), ["config.toml"]);
}

/// `unshare` with what it takes here, if it is allowed at all.
fn own_mounts() -> Option<&'static [&'static str]> {
    [&["-m"][..], &["-r", "-m"]].into_iter().find(|words| {
        let mut command = Command::new("unshare");
        command
            .args(*words)
            .args(["mount", "-t", "tmpfs", "none", "/mnt"]);
        run_with_limit(&mut command, Duration::from_secs(10), None).success()
    })
}

/// A project whose `.cargo` is to be mounted, with the text of its file beside it.
fn with_file() -> Sandbox {
    let sandbox = Sandbox::project();
    sandbox.write("large.toml", large());
    std::fs::create_dir(sandbox.path("p/.cargo")).expect("a new folder");
    sandbox
}

/// A new disk of that size at `.cargo`, with the file in it.
fn mount(size: &str) -> String {
    format!(
        "mount -t tmpfs -o size={size} none \"$root/p/.cargo\"; cp \"$root/large.toml\" \"$root/p/.cargo/config.toml\"\n"
    )
}

/// What was seen inside the name space.
struct Seen {
    run: Run,
    /// The file afterwards.
    text: Option<String>,
    /// What lies beside it.
    names: String,
}

/// Runs feedctl where `mounts`, a shell script, has been run before. In it `$root` is
/// the sandbox.
fn within(unshare: &[&str], sandbox: &Sandbox, mounts: &str, words: &[&str], file: &str) -> Seen {
    let script = format!(
        "set -e; root=$1; file=$2; shift 2; {mounts}\n\
         set +e; cd \"$root/p\"; \"$@\"; code=$?\n\
         ls -A \"$(dirname \"$root/$file\")\" > \"$root/names\"\n\
         if [ -e \"$root/$file\" ]; then cp \"$root/$file\" \"$root/text\"; fi\n\
         exit $code"
    );
    let root = sandbox.path("").display().to_string();
    let mut all = unshare.to_vec();
    all.extend([
        "sh",
        "-c",
        &script,
        "sh",
        &root,
        file,
        env!("CARGO_BIN_EXE_feedctl"),
    ]);
    all.extend(words);
    let mut command = sandbox.program(Path::new("unshare"), "p", &all);
    let run = run_with_limit(
        &mut command,
        Duration::from_secs(30),
        Some(b"faultsfaultsfaults"),
    );
    Seen {
        run: run.into(),
        text: sandbox.read("text"),
        names: sandbox.read("names").unwrap_or_default(),
    }
}

impl Seen {
    fn refused(&self, message: &str, text: &str) {
        let run = &self.run;
        assert_eq!(run.code, Some(3), "{message}: {run}");
        assert!(run.stderr.contains(message), "{message}: {run}");
        assert!(run.stderr.contains("nothing was written; next: "), "{run}");
        assert_eq!(self.text.as_deref(), Some(text), "{run}");
        assert!(!self.names.contains(".tmp"), "{} {run}", self.names);
    }
}

#[test]
#[ignore = "mounts: tests/faults/run"]
fn disks_that_are_full() {
    let Some(unshare) = own_mounts() else {
        println!("full disks: NOT TRIED, for mounting is not allowed here");
        return;
    };
    let said = "cannot be written: writing the new text: no space left on device";

    // No room at all, and room for the first half of it.
    for size in ["8k", "12k"] {
        let sandbox = with_file();
        within(unshare, &sandbox, &mount(size), CONNECT_ONE, CONFIG).refused(said, &large());
    }

    // The way back needs room too.
    let sandbox = with_file();
    let connected = format!(
        "{}\n[registries.crates]\nindex = \"sparse+https://h.example/\"\n",
        large()
    );
    sandbox.write("large.toml", &connected);
    let back = within(
        unshare,
        &sandbox,
        &mount("12k"),
        &["disconnect", "crates"],
        CONFIG,
    );
    back.refused(said, &connected);

    // A doctor who runs out of room.
    let sandbox = with_file();
    let ill = format!("{connected}\n[source.crates-io]\nreplace-with = \"Crates\"\n");
    sandbox.write("large.toml", &ill);
    let doctor = within(
        unshare,
        &sandbox,
        &mount("12k"),
        &["doctor", "--fix"],
        CONFIG,
    );
    doctor.refused(said, &ill);

    // A token that finds no room, and cargo that cannot keep it either.
    let sandbox = with_file();
    sandbox.write(CONFIG, "[registries.crates]\nindex = \"sparse+https://pkgs.dev.azure.com/contoso/_packaging/crates/Cargo/index/\"\n");
    sandbox.script("cargo", "cat > /dev/null; exit 101");
    let keeper = "[registry]\nglobal-credential-providers = [\"cargo:token\"]\n";
    let credentials = format!("{}\n[registries.other]\ntoken = \"x\"\n", large());
    sandbox.write("keeper.toml", keeper);
    sandbox.write("large.toml", &credentials);
    let full = "mount -t tmpfs -o size=16k none \"$root/cargo\"; cp \"$root/keeper.toml\" \"$root/cargo/config.toml\"; cp \"$root/large.toml\" \"$root/cargo/credentials.toml\"\n";
    let login = within(
        unshare,
        &sandbox,
        full,
        &["login"],
        "cargo/credentials.toml",
    );
    login.refused("no space left on device", &credentials);
    assert!(
        !login.run.to_string().contains("faultsfaults"),
        "{}",
        login.run
    );

    println!("full disks (5): as they should be");
}

#[test]
#[ignore = "mounts: tests/faults/run"]
fn disks_that_are_read_only_or_mounted_oddly() {
    let Some(unshare) = own_mounts() else {
        println!("read-only disks: NOT TRIED, for mounting is not allowed here");
        return;
    };
    let sandbox = with_file();
    let closed = format!("{} mount -o remount,ro \"$root/p/.cargo\"\n", mount("64k"));
    within(unshare, &sandbox, &closed, CONNECT_ONE, CONFIG).refused(
        "cannot be written: opening it to write: read-only file system",
        &large(),
    );
    let sandbox = with_file();
    let empty = "mount -t tmpfs none \"$root/p/.cargo\"; mount -o remount,ro \"$root/p/.cargo\"\n";
    let seen = within(unshare, &sandbox, empty, CONNECT_ONE, CONFIG);
    assert_eq!(seen.run.code, Some(3), "{}", seen.run);
    assert!(
        seen.run.stderr.contains("read-only file system"),
        "{}",
        seen.run
    );
    assert_eq!(seen.names, "", "{}", seen.run);

    // The file itself is a mount, as containers have it: nothing can take its place.
    let sandbox = with_file();
    sandbox.write(CONFIG, "");
    let bound = "mount --bind \"$root/large.toml\" \"$root/p/.cargo/config.toml\"\n";
    within(unshare, &sandbox, bound, CONNECT_ONE, CONFIG).refused(
        "cannot be written: putting the new file in its place: device or resource busy",
        &large(),
    );

    // The folder is a mount: it works, and stays when it is empty again.
    let sandbox = with_file();
    let folder = "mount -t tmpfs none \"$root/p/.cargo\"\n";
    let seen = within(unshare, &sandbox, folder, CONNECT_ONE, CONFIG);
    assert_eq!(seen.run.code, Some(0), "{}", seen.run);
    assert_eq!(seen.names, "config.toml\n");
    let sandbox = with_file();
    sandbox.write("large.toml", seen.text.expect("it was written"));
    let seen = within(
        unshare,
        &sandbox,
        &mount("64k"),
        &["disconnect", "crates"],
        CONFIG,
    );
    assert_eq!(seen.run.code, Some(0), "{}", seen.run);
    assert_eq!((seen.text, seen.names.as_str()), (None, ""), "{}", seen.run);
    println!("read-only disks (2), mounts in the way (3): as they should be");
}
