//! Who keeps the token: the credential provider that `connect` may write.
//!
//! The list belongs into the user's own file: in a project it would send the
//! logins of colleagues into plain text for every registry, and a string form at
//! their home would clash with it.

use std::path::Path;

/// What `--credential-provider` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Keeper {
    /// Write the advised list into the user's file if nothing provides yet.
    #[default]
    Auto,
    /// Cargo's plain-text file.
    Token,
    /// The keychain of this system, and cargo's file for variables.
    Keychain,
    /// A list in the project's file.
    Project,
    /// Write nothing.
    None,
    /// A credential provider for this registry alone, in string form.
    Own(String),
}

impl Keeper {
    /// Reads the flag.
    #[must_use]
    pub fn read(text: Option<&str>) -> Self {
        match text {
            None => Keeper::Auto,
            Some("token") => Keeper::Token,
            Some("keychain") => Keeper::Keychain,
            Some("project") => Keeper::Project,
            Some("none") => Keeper::None,
            Some(other) => Keeper::Own(other.to_owned()),
        }
    }

    /// The list for the user's file, where one is asked for.
    ///
    /// The vendors advise it per system. Cargo asks the last one first. On Linux
    /// the keychain is not in it unasked: where its library is missing cargo stops,
    /// even with a good token in a variable.
    #[must_use]
    pub fn list(&self) -> Option<Vec<String>> {
        let keychain = if cfg!(windows) {
            Some("cargo:wincred")
        } else if cfg!(target_os = "macos") {
            Some("cargo:macos-keychain")
        } else {
            None
        };
        let list = match self {
            Keeper::Auto => vec![Some("cargo:token"), keychain],
            Keeper::Token => vec![Some("cargo:token")],
            Keeper::Keychain => vec![Some("cargo:token"), keychain.or(Some("cargo:libsecret"))],
            Keeper::Project | Keeper::None | Keeper::Own(_) => return None,
        };
        Some(list.into_iter().flatten().map(str::to_owned).collect())
    }
}

/// True where the library behind `cargo:libsecret` lies in one of the usual places.
#[must_use]
pub(super) fn has_libsecret() -> bool {
    let architecture = std::env::consts::ARCH;
    [
        format!("/usr/lib/{architecture}-linux-gnu"),
        format!("/lib/{architecture}-linux-gnu"),
        "/usr/lib64".to_owned(),
        "/lib64".to_owned(),
        "/usr/lib".to_owned(),
        "/usr/local/lib".to_owned(),
    ]
    .iter()
    .any(|folder| Path::new(folder).join("libsecret-1.so.0").exists())
}
