//! Leaves the tables for unwinding out of the released program.
//!
//! A panic ends it at once (`panic = "abort"`), so nothing ever reads them, and they
//! are an eighth of its size. Not for other builds, nor for linkers of other systems.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Goes into the linker's own script; GNU's and LLVM's linker both take it.
const SCRIPT: &str = "SECTIONS
{
  /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) *(.gcc_except_table*) }
}
INSERT AFTER .text;
";

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells build scripts by variables what is built, and takes files"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, wanted: &str| env::var(name).is_ok_and(|value| value == wanted);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        let path = Path::new(&env::var("OUT_DIR")?).join("no-unwinding.ld");
        fs::write(&path, SCRIPT)?;
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", path.display());
    }
    Ok(())
}
