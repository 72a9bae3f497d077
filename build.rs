//! Makes the released program smaller, and with that quicker to start.
//!
//! The tables for unwinding are left out: a panic ends the program at once (`panic =
//! "abort"`), so nothing but a backtrace reads them, and they are an eighth of its size.
//! The places that the loader has to adjust are packed, which saves 120 kB. And libgcc's
//! few functions come along: a shared library more is a tenth of a millisecond at each
//! start. So is the mapping of code from all over the program, which is why the functions
//! that most starts run lie together. Not for other builds, nor for linkers of other
//! systems, nor where linker or loader do not take it: a trial tells.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Goes into the linker's own script; GNU's and LLVM's linker both take it.
const SCRIPT: &str = "SECTIONS
{
  /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) *(.gcc_except_table*) }
}
INSERT AFTER .text;
";

/// The functions that lie together, one in a line: names as the compiler makes them, most
/// with `*` for what differs from build to build. `benches/layout/renew` writes it.
const FIRST: &str = "benches/layout/first";

/// Stands in for the shared library, which rustc asks for: to a linker, a text of this
/// name is a script.
const LIBGCC: &str = "INPUT(-lgcc_eh -lgcc)\n";

/// Asks the linker to pack the places that the loader adjusts. Linkers that do not know
/// it pass it over, or warn.
const PACKED: &str = "-Wl,-z,pack-relative-relocs";

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells build scripts by variables what is built, and takes files"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FIRST}");
    let is = |name: &str, wanted: &str| env::var(name).is_ok_and(|value| value == wanted);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        let folder = env::var("OUT_DIR")?;
        let unwinding = Path::new(&folder).join("no-unwinding.ld");
        fs::write(&unwinding, SCRIPT)?;
        let first = Path::new(&folder).join("first.ld");
        fs::write(&first, together(&fs::read_to_string(FIRST)?))?;
        let libraries = Path::new(&folder).join("libraries");
        fs::create_dir_all(&libraries)?;
        fs::write(libraries.join("libgcc_s.so"), LIBGCC)?;
        // Each beside those before it, as the program will be linked.
        let mut taken = Vec::new();
        for argument in [
            format!("-Wl,-T,{}", unwinding.display()),
            format!("-Wl,-T,{}", first.display()),
            format!("-L{}", libraries.display()),
            PACKED.to_owned(),
        ] {
            taken.push(argument);
            if !are_taken(Path::new(&folder), &taken)? {
                taken.pop();
            }
        }
        for argument in taken {
            println!("cargo::rustc-link-arg-bins={argument}");
        }
    }
    Ok(())
}

/// A script that puts functions into a section of their own, before the others.
fn together(functions: &str) -> String {
    let sections: Vec<String> = functions
        .lines()
        .map(|name| format!("    *(.text.{name} .text.unlikely.{name})\n"))
        .collect();
    format!(
        "SECTIONS\n{{\n  .text.first :\n  {{\n{}  }}\n}}\nINSERT BEFORE .text;\n",
        sections.concat()
    )
}

/// Links an empty program as this one will be and starts it, for people configure other
/// linkers (mold knows no such scripts) and have older loaders (glibc before 2.36 knows no
/// packed places), and their `cargo install` is not to fail on this. What another machine
/// is to run is not started, so it goes without packed places.
#[expect(
    clippy::disallowed_methods,
    reason = "only the compiler knows which linker it starts"
)]
fn are_taken(folder: &Path, arguments: &[String]) -> Result<bool, Box<dyn Error>> {
    let source = folder.join("trial.rs");
    fs::write(&source, "fn main() {}\n")?;
    let mut compiler = Command::new(env::var("RUSTC")?);
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    compiler.args(flags.split('\x1f').filter(|flag| !flag.is_empty()));
    if let Ok(linker) = env::var("RUSTC_LINKER") {
        compiler.arg(format!("-Clinker={linker}"));
    }
    let target = env::var("TARGET")?;
    let program = folder.join("trial");
    let done = compiler
        .args(["--edition=2024", "-Cpanic=abort", "--target"])
        .arg(&target)
        .args(
            arguments
                .iter()
                .map(|argument| format!("-Clink-arg={argument}")),
        )
        .arg("-o")
        .arg(&program)
        .arg(&source)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !done.is_ok_and(|status| status.success()) {
        return Ok(false);
    }
    if target == env::var("HOST")? {
        let status = Command::new(&program).stdin(Stdio::null()).status();
        return Ok(status.is_ok_and(|status| status.success()));
    }
    Ok(!arguments.iter().any(|argument| argument == PACKED))
}
