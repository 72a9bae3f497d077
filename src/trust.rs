//! What a checkout's own files would make cargo run, or send its traffic through.
//!
//! Asked before cargo is started for somebody: to sign in, to try a feed. Pure.
//! Not for judging the configuration (see [`crate::checks`]).

use crate::checks::{Facts, Keeper, KeeperKind, all_keepers};
use crate::config::{Definition, FileId, Role};
use crate::foreign;

/// Something that a checkout chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Danger {
    /// What it is, with its value; clean for output.
    pub what: String,
    /// Where it is written.
    pub place: String,
}

/// What the checkout chooses.
///
/// The providers of every registry count, whichever is asked for: a source or a patch
/// may lead from one to another.
#[must_use]
pub fn dangers(facts: &Facts<'_>) -> Vec<Danger> {
    let mut found = Vec::new();
    for keeper in all_keepers(facts) {
        of_keeper(facts, &keeper, &mut found);
    }
    for key in [
        "rustc",
        "rustc-wrapper",
        "rustc-workspace-wrapper",
        "rustdoc",
    ] {
        let value = facts.view.string(&["build", key]);
        if let Ok(Some(program)) = value
            && is_of_checkout(facts, &program.definition)
        {
            push(
                facts,
                &mut found,
                &program.definition,
                format!(
                    "the program of `build.{key}`: `{}`",
                    foreign::line(program.value)
                ),
            );
        }
    }
    for (key, what) in [
        ("proxy", "the proxy"),
        ("cainfo", "the certificates that are trusted"),
        (
            "proxy-cainfo",
            "the certificates that are trusted of a proxy",
        ),
    ] {
        let value = facts.view.string(&["http", key]);
        if let Ok(Some(value)) = value
            && is_of_checkout(facts, &value.definition)
        {
            // A proxy may be written with its password and without a scheme.
            let shown = value.value.rsplit('@').next().unwrap_or_default();
            push(
                facts,
                &mut found,
                &value.definition,
                format!("{what}: `{}`", foreign::line(shown)),
            );
        }
    }
    if let Some(toolchain) = &facts.around.toolchain_here {
        let of_channel = || {
            toolchain
                .channel
                .clone()
                .filter(|name| name.contains(['/', '\\']))
        };
        let root = facts.around.foreign_root.as_deref();
        if let Some(folder) = toolchain.folder.clone().or_else(of_channel)
            && root.is_some_and(|root| toolchain.path.starts_with(root))
        {
            found.push(Danger {
                what: format!("cargo itself, from `{}`", foreign::line(&folder)),
                place: crate::place::shown(&toolchain.path, facts.env),
            });
        }
    }
    found.dedup();
    found
}

fn of_keeper(facts: &Facts<'_>, keeper: &Keeper, found: &mut Vec<Danger>) {
    if keeper.kind.is_built_in() {
        return;
    }
    let Some(at) = [&keeper.named_at, &keeper.definition]
        .into_iter()
        .find(|at| is_of_checkout(facts, at))
    else {
        return;
    };
    let what = match keeper.kind {
        KeeperKind::Command => format!(
            "a command that prints the token: `{}`",
            foreign::line(keeper.args.first().map_or("", String::as_str))
        ),
        _ => format!(
            "a credential provider: `{}`",
            foreign::line(&keeper.program)
        ),
    };
    push(facts, found, at, what);
}

fn push(facts: &Facts<'_>, found: &mut Vec<Danger>, at: &Definition, what: String) {
    let danger = Danger {
        what,
        place: facts.show(at),
    };
    if !found.contains(&danger) {
        found.push(danger);
    }
}

/// True where a file of the checkout says it, or one that such a file includes,
/// wherever that lies.
fn is_of_checkout(facts: &Facts<'_>, definition: &Definition) -> bool {
    let root = facts.around.foreign_root.as_deref();
    let mut file: Option<FileId> = definition.file();
    // Files that include each other in a circle do not load.
    for _ in 0..64 {
        let Some(id) = file else {
            return false;
        };
        let config = facts.config().file(id);
        file = match config.role() {
            // Cargo's home is the user's own, wherever it lies.
            Role::Home => return false,
            _ if root.is_some_and(|root| config.path().starts_with(root)) => return true,
            Role::Included { by, .. } => Some(by),
            _ => None,
        };
    }
    true
}
