//! A patch for `Cargo.toml` files: the packages of the workspace are published to the
//! feed only, and take each other from there.
//!
//! Cargo writes down for each dependency where it comes from: one that has a path and
//! a version and names no registry is taken for crates.io's by whoever uses the
//! published crate. The patch is proposed, and applied by nobody here.

use super::{NotServed, Request, Section};
use crate::cargo::masked;
use crate::feeds::Publish;
use crate::feeds::clients::Format;
use crate::text::escape;
use crate::toml::edit::{self, Change, Literal};
use crate::toml::{Document, Entry, Node, Table};

/// A manifest of the workspace.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Its path from the folder that a patch is applied in, with `/`.
    pub path: String,
    /// Its text.
    pub document: Document,
}

const DEPENDENCIES: [&str; 3] = ["dependencies", "build-dependencies", "dev-dependencies"];

pub(super) fn sections(request: &Request<'_>) -> Result<Vec<Section>, NotServed> {
    if let Publish::Elsewhere(where_to) = request.feed.publish(request.replaces) {
        return Err(NotServed::Here(
            format!("`{}` takes no crates", escape::line(request.name)),
            where_to.to_owned(),
        ));
    }
    let patches = patches(&request.manifests, request.name, request.config.is_some())?;
    if request.manifests.is_empty() {
        return Err(NotServed::Here(
            "there is no Cargo.toml here".to_owned(),
            "run it in the folder of a package, or name that with `-C DIR`".to_owned(),
        ));
    }
    if patches.is_empty() {
        return Err(NotServed::Nothing(format!(
            "each Cargo.toml here says already where its package may be published; in a new one: `publish = [\"{}\"]` under `[package]`",
            escape::line(request.name)
        )));
    }
    Ok(patches
        .into_iter()
        .map(|(path, text)| {
            Section::new(
                if request.config.is_some() {
                    "publish to the feed only (for `git apply`, at the root of the repository); siblings are left to crates.io, or outsiders could not build"
                } else {
                    "publish to the feed only; take packages of this workspace from there (for `git apply`, at the root of the repository)"
                },
                Format::Patch,
                text,
            )
            .into_file(path)
        })
        .collect())
}

/// The patch for each manifest that has to change, by its path.
fn patches(
    manifests: &[Manifest],
    name: &str,
    is_optional: bool,
) -> Result<Vec<(String, String)>, edit::Refusal> {
    let mut found = Vec::new();
    let trees = || {
        manifests
            .iter()
            .filter_map(|other| other.document.tree().ok())
    };
    let inherited = trees().any(|tree| {
        let publish = tree.at(&["workspace", "package", "publish"]);
        publish.is_some_and(|entry| names(entry.value(), name))
    });
    for manifest in manifests {
        let Ok(tree) = manifest.document.tree() else {
            continue;
        };
        let changes = changes(
            &tree,
            name,
            &|path| {
                let sibling = joined(&manifest.path, path);
                manifests
                    .iter()
                    .find(|other| other.path == sibling)
                    .and_then(|other| other.document.tree().ok())
                    .is_some_and(|tree| !is_optional && goes_to(&tree, name, inherited))
            },
            inherited,
        );
        if changes.is_empty() {
            continue;
        }
        let after = edit::apply(Some(&manifest.document), &changes)?;
        let patch = masked::patch_of_manifest(
            &manifest.path,
            manifest.document.text(),
            after.document.text(),
        );
        found.push((manifest.path.clone(), patch.text));
    }
    Ok(found)
}

/// Whether a package is, or will be, published to the registry; `inherited` is what the
/// workspace says for all.
fn goes_to(tree: &Table, name: &str, inherited: bool) -> bool {
    let Some(package) = tree.table_at(&["package"]) else {
        return false;
    };
    match package.get("publish").map(Entry::value) {
        // Cargo takes `true` for no limit.
        None | Some(Node::Boolean(true)) => true,
        Some(Node::Table(_)) => inherited,
        Some(list) => names(list, name),
    }
}

/// Whether a list of registries has this one.
fn names(node: &Node, name: &str) -> bool {
    match node {
        Node::List(items) => items.iter().any(|item| item.node.as_str() == Some(name)),
        _ => false,
    }
}

/// The manifest in a folder that another manifest names by a relative path.
fn joined(manifest: &str, path: &str) -> String {
    let (folder, _) = manifest.rsplit_once('/').unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.push("Cargo.toml");
    parts.join("/")
}

/// What one manifest has to say; `is_there` tells whether the package at a path goes to
/// the registry.
fn changes(
    tree: &Table,
    name: &str,
    is_there: &dyn Fn(&str) -> bool,
    inherited: bool,
) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(package) = tree.table_at(&["package"])
        && matches!(
            package.get("publish").map(Entry::value),
            None | Some(Node::Boolean(true))
        )
    {
        changes.push(Change::set(
            &["package"],
            "publish",
            Literal::List(vec![name.to_owned()]),
        ));
    }
    let mut tables = vec![vec!["workspace", "dependencies"]];
    // What goes elsewhere must not depend on what is only in the feed.
    let goes = goes_to(tree, name, inherited);
    if goes {
        tables.extend(DEPENDENCIES.iter().map(|key| vec![*key]));
    }
    if goes && let Some(targets) = tree.table_at(&["target"]) {
        for (target, _) in targets.iter() {
            tables.extend(DEPENDENCIES.iter().map(|key| vec!["target", target, *key]));
        }
    }
    for path in tables {
        let Some(dependencies) = tree.table_at(&path) else {
            continue;
        };
        for (dependency, entry) in dependencies.iter() {
            if let Some(keys) = entry.value().as_table()
                && let Some(at) = keys.str_at(&["path"])
                && is_there(at)
                && keys.get("version").is_some()
                && ["registry", "registry-index", "git", "workspace"]
                    .iter()
                    .all(|key| keys.get(key).is_none())
            {
                let whole = [&path[..], &[dependency]].concat();
                changes.push(Change::set(&whole, "registry", name));
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What changes in `app/Cargo.toml`, beside siblings with these texts.
    fn patched(text: &str, siblings: &[(&str, &str)]) -> Vec<String> {
        let manifest = |path: &str, text: &str| Manifest {
            path: path.to_owned(),
            document: Document::parse(text.to_owned()).expect("it is TOML"),
        };
        let mut manifests = vec![manifest("app/Cargo.toml", text)];
        manifests.extend(siblings.iter().map(|(path, text)| manifest(path, text)));
        let patches = patches(&manifests, "crates", false).expect("it can be edited");
        patches
            .iter()
            .filter(|(path, _)| path == "app/Cargo.toml")
            .flat_map(|(_, patch)| patch.lines())
            .filter(|line| line.starts_with(['+', '-']) && !line.contains("/Cargo.toml"))
            .map(str::to_owned)
            .collect()
    }

    const CORE: (&str, &str) = ("core/Cargo.toml", "[package]\nname = \"core\"\n");

    #[test]
    fn packages_and_their_siblings_name_the_feed() {
        assert_eq!(
            patched(
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[dependencies]\nserde = \"1\"\ncore = { path = \"../core\", version = \"0.1\" }\nlocal = { path = \"../core\" }\nnamed = { path = \"../core\", version = \"1\", registry = \"x\" }\n\n[target.'cfg(unix)'.dependencies.sys]\npath = \"sys\"\nversion = \"0.1\"\n",
                &[
                    CORE,
                    (
                        "app/sys/Cargo.toml",
                        "[package]\nname = \"sys\"\npublish = [\"crates\"]\n"
                    )
                ]
            ),
            [
                "+publish = [\"crates\"]",
                "-core = { path = \"../core\", version = \"0.1\" }",
                "+core = { path = \"../core\", version = \"0.1\", registry = \"crates\" }",
                "+registry = \"crates\"",
            ]
        );
    }

    #[test]
    fn what_goes_elsewhere_is_left_where_it_is() {
        let depends = "[dependencies]\ncore = { path = \"../core\", version = \"0.1\" }\n";
        let public = format!("[package]\nname = \"a\"\npublish = [\"crates-io\"]\n{depends}");
        assert_eq!(patched(&public, &[CORE]), Vec::<String>::new());
        let ours = format!("[package]\nname = \"a\"\npublish = [\"crates\"]\n{depends}");
        let elsewhere = (
            "core/Cargo.toml",
            "[package]\nname = \"core\"\npublish = [\"crates-io\"]\n",
        );
        assert_eq!(patched(&ours, &[elsewhere]), Vec::<String>::new());
        assert_eq!(patched(&ours, &[CORE]).len(), 2);
        let any = format!("[package]\nname = \"a\"\npublish = true\n{depends}");
        assert_eq!(
            patched(&any, &[CORE])[..2],
            ["-publish = true", "+publish = [\"crates\"]"]
        );
        // What the workspace says for all counts for each.
        let root = (
            "Cargo.toml",
            "[workspace.package]\npublish = [\"crates\"]\n",
        );
        let member = format!("[package]\nname = \"a\"\npublish.workspace = true\n{depends}");
        assert_eq!(patched(&member, &[CORE, root]).len(), 2);
        // A table for all stands beside a package that goes nowhere.
        let both = format!(
            "[package]\nname = \"a\"\npublish = false\n[workspace.{}",
            &depends[1..]
        );
        assert_eq!(patched(&both, &[CORE]).len(), 2);
    }

    #[test]
    fn what_says_so_already_is_left_alone() {
        for text in [
            "[package]\nname = \"a\"\npublish = false\n",
            "[package]\nname = \"a\"\npublish = [\"other\"]\n",
            "[package]\nname = \"a\"\npublish.workspace = true\n",
            "[workspace]\nmembers = []\n",
            "package = 3\n",
        ] {
            assert_eq!(patched(text, &[]), Vec::<String>::new(), "{text}");
        }
    }
}
