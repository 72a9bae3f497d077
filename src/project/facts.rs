//! Looks at what lies around a configuration, for the checks: programs on `PATH`,
//! manifests, the system. Starts no program, and for a checkout's sake looks at
//! nothing outside of it.
//!
//! Not for judging any of it (see [`crate::doctor::checks`]).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::cargo::workspace::{self, Manifest};
use crate::cargo::{Aside, BuiltIn, CredentialChain, Definition, View, is_feedctl};
use crate::feeds::Source;
use crate::feeds::providers;
use crate::project::ci;
use crate::project::environment::{
    Around, CaFile, Exposed, MemberConfig, Program, Toolchain, Unread,
};
use crate::project::login_records::Records;
use crate::project::pipelines;
use crate::project::token_cache;
use crate::system::env::{Env, System};
use crate::system::files::{self, UnreadFile};
use crate::system::process;
use crate::toml::{Document, Node, Span, Table};

#[cfg(unix)]
use crate::cargo::{ConfigFile, Role};
#[cfg(unix)]
use crate::project::environment::Exposure;

/// How many members of a workspace are looked at.
const MEMBERS: usize = 2000;

/// The folders that a configuration belongs to.
#[derive(Debug, Clone, Default)]
pub struct Roots {
    /// The root of the checkout.
    pub tree: Option<PathBuf>,
    /// The root of the cargo workspace.
    pub workspace: Option<PathBuf>,
}

/// Looks around. With `files_only` nothing outside of the checkout is looked at.
#[must_use]
pub fn around(view: &View<'_>, env: &Env, roots: Roots, files_only: bool) -> Around {
    let manifests = roots
        .workspace
        .as_deref()
        .map(|root| workspace::with_members(root, MEMBERS))
        .unwrap_or_default();
    // Without a file there is nothing for a pipeline to read.
    let has_files = !view.config().files().is_empty();
    let pipeline_steps = match &roots.tree {
        Some(tree) if has_files => pipelines::steps_of(tree),
        _ => Vec::new(),
    };
    let unread = unread(view.config().asides());
    let toolchain = roots
        .tree
        .as_deref()
        .and_then(|tree| toolchain(tree, &mut Vec::new()));
    let (toolchain_here, unread_files) = if files_only {
        (None, Vec::new())
    } else {
        let (toolchain, mut unread) = toolchain_here(env);
        unread.extend(workspace::unread(env.cwd(), roots.tree.as_deref()));
        (toolchain, unread)
    };
    let member_configs = member_configs(view, &manifests);
    let exposed = if files_only {
        Vec::new()
    } else {
        exposed(view, env, roots.tree.as_deref())
    };
    let ca_files = ca_files(view, roots.tree.as_deref(), files_only);
    let programs = if files_only {
        BTreeMap::new()
    } else {
        programs(view, env, roots.tree.as_deref())
    };
    Around {
        files_only,
        manifests,
        unread,
        toolchain,
        member_configs,
        pipeline_steps,
        exposed,
        ca_files,
        programs,
        libsecret: !files_only && env.has_libsecret(),
        system: System::here(),
        now: (!files_only).then(now).flatten(),
        job: (!files_only).then(|| ci::job(env)).flatten(),
        recorded: if files_only {
            Records::default()
        } else {
            Records::read(env)
        },
        cached: if files_only {
            Vec::new()
        } else {
            token_cache::look(env)
        },
        foreign_root: foreign_root(env),
        toolchain_here,
        unread_files,
        tree: roots.tree,
        workspace: roots.workspace,
    }
}

/// The folder whose programs are not to be trusted, if we stand in one.
///
/// A work tree may lie in another one, whose files cargo reads too. Without any it is
/// an unpacked archive: what lies topmost of it counts.
pub(crate) fn foreign_root(env: &Env) -> Option<PathBuf> {
    let below_home: Vec<&Path> = env
        .cwd()
        .ancestors()
        .take_while(|folder| Some(*folder) != env.home())
        .collect();
    let outermost = |marks: &[&str]| {
        below_home
            .iter()
            .rev()
            .find(|folder| {
                marks
                    .iter()
                    .any(|mark| folder.join(mark).symlink_metadata().is_ok())
            })
            .map(|folder| folder.to_path_buf())
    };
    outermost(&[".git"])
        .or_else(|| {
            outermost(&[
                ".cargo",
                "Cargo.toml",
                "rust-toolchain",
                "rust-toolchain.toml",
            ])
        })
        .or_else(|| below_home.first().map(|folder| folder.to_path_buf()))
}

/// The toolchain file that rustup obeys here: the nearest one, whatever the checkout;
/// and those that could not be judged.
pub(crate) fn toolchain_here(env: &Env) -> (Option<Toolchain>, Vec<UnreadFile>) {
    let mut unread = Vec::new();
    let mut folders = env.cwd().ancestors();
    let found = folders.find_map(|folder| toolchain(folder, &mut unread));
    (found, unread)
}

fn now() -> Option<u64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(since.as_secs())
}

/// Files that look like cargo's and are not read. Of credentials only names are kept.
fn unread(asides: &[Aside]) -> Vec<Unread> {
    let read = |path: &Path| Document::parse(files::read_text(path).ok()??).ok();
    asides
        .iter()
        .filter_map(|aside| match aside {
            Aside::BothNames { unread, .. } => Some(Unread {
                path: unread.clone(),
                document: read(unread),
                tokens: Vec::new(),
            }),
            Aside::Misnamed { path, meant } if meant.starts_with("config") => Some(Unread {
                path: path.clone(),
                document: read(path),
                tokens: Vec::new(),
            }),
            Aside::Misnamed { path, .. } | Aside::UnreadCredentials { path } => Some(Unread {
                path: path.clone(),
                document: None,
                tokens: read(path)
                    .and_then(|document| document.tree().ok())
                    .map(|tree| token_names(&tree))
                    .unwrap_or_default(),
            }),
            Aside::NoExtension { .. } | Aside::MisspelledVariable { .. } => None,
        })
        .collect()
}

fn token_names(tree: &Table) -> Vec<String> {
    let Some(registries) = tree.table_at(&["registries"]) else {
        return Vec::new();
    };
    registries
        .iter()
        .filter(|(_, entry)| {
            matches!(entry.value(), Node::Table(table) if table.get("token").is_some())
        })
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The toolchain file in a folder, as text: nothing is started to learn what it means.
fn toolchain(folder: &Path, unread: &mut Vec<UnreadFile>) -> Option<Toolchain> {
    for name in ["rust-toolchain", "rust-toolchain.toml"] {
        let path = folder.join(name);
        let text = match files::read_text(&path) {
            Ok(Some(text)) => text,
            Ok(None) => continue,
            Err(error) => {
                let reason = error.to_string();
                unread.push(UnreadFile { path, reason });
                continue;
            }
        };
        let parsed = Document::parse(text.as_str()).and_then(|document| document.tree());
        let text_at = |key: &str| {
            let tree = parsed.as_ref().ok()?;
            tree.str_at(&["toolchain", key]).map(str::to_owned)
        };
        let (channel, folder) = (text_at("channel"), text_at("path"));
        let plain = text.trim();
        // The old form is the channel alone: any one line in the file without ending.
        let is_old = name == "rust-toolchain" && !plain.contains('\n') && !plain.is_empty();
        if let Err(error) = &parsed
            && !is_old
        {
            unread.push(UnreadFile {
                path: path.clone(),
                reason: format!("it is not TOML: {error}"),
            });
        }
        let old = is_old.then(|| plain.to_owned());
        return Some(Toolchain {
            channel: channel.or(old),
            folder,
            path,
            text,
        });
    }
    None
}

/// Configurations in members' folders that cargo does not read from here.
fn member_configs(view: &View<'_>, manifests: &[Manifest]) -> Vec<MemberConfig> {
    let mut found = Vec::new();
    for manifest in manifests.iter().skip(1) {
        let Some(folder) = manifest.path.parent().map(|folder| folder.join(".cargo")) else {
            continue;
        };
        for name in ["config", "config.toml"] {
            let path = folder.join(name);
            if view.config().file_at(&path).is_some() {
                break;
            }
            let Ok(Some(text)) = files::read_text(&path) else {
                continue;
            };
            if let Ok(document) = Document::parse(text)
                && let Ok(tree) = document.tree()
                && let Some(feed_key) = feed_key(&tree)
            {
                found.push(MemberConfig {
                    path,
                    document,
                    feed_key,
                });
            }
            break;
        }
    }
    found
}

/// The first key that defines a feed or decides about one.
fn feed_key(tree: &Table) -> Option<Span> {
    let registries = tree.get("registries").filter(|entry| match entry.value() {
        Node::Table(table) => table.iter().any(|(name, _)| name != "crates-io"),
        _ => true,
    });
    let replaced = tree.at(&["source", "crates-io", "replace-with"]);
    let providers = tree.at(&["registry", "global-credential-providers"]);
    [registries, replaced, providers]
        .into_iter()
        .flatten()
        .map(|entry| entry.key)
        .min()
}

/// Files above the checkout, the user's own left out, that others can change.
#[cfg(unix)]
fn exposed(view: &View<'_>, env: &Env, tree: Option<&Path>) -> Vec<Exposed> {
    use std::os::unix::fs::MetadataExt;
    let Some(user) = env.home().and_then(|home| home.metadata().ok()) else {
        return Vec::new();
    };
    let judge = |path: &Path| {
        let metadata = path.metadata().ok()?;
        if metadata.mode() & 0o002 != 0 {
            Some(Exposure::Everybody)
        } else if metadata.uid() != user.uid() && metadata.uid() != 0 {
            Some(Exposure::AnotherUser)
        } else {
            None
        }
    };
    view.config()
        .files()
        .iter()
        .filter(|file| file.role() == Role::Hierarchy)
        .map(ConfigFile::path)
        .filter(|path| tree.is_none_or(|tree| !path.starts_with(tree)))
        .filter_map(|path| {
            let to = judge(path).or_else(|| judge(path.parent()?))?;
            Some(Exposed {
                path: path.to_owned(),
                to,
            })
        })
        .collect()
}

/// Who may change a file is not told by its mode here.
#[cfg(not(unix))]
fn exposed(_: &View<'_>, _: &Env, _: Option<&Path>) -> Vec<Exposed> {
    Vec::new()
}

/// Looks for files with certificates. A checkout's file sends us nowhere but into
/// the checkout.
fn ca_files(
    view: &View<'_>,
    tree: Option<&Path>,
    files_only: bool,
) -> BTreeMap<&'static str, CaFile> {
    let mut found = BTreeMap::new();
    for key in ["cainfo", "proxy-cainfo"] {
        let Ok(Some(value)) = view.string(&["http", key]) else {
            continue;
        };
        let Some(file) = value.definition.file() else {
            continue;
        };
        let config = view.config().file(file).path();
        let Some(folder) = config.parent() else {
            continue;
        };
        let Some(base) = folder.parent() else {
            continue;
        };
        let stays = Path::new(value.value)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let from_tree = files_only || tree.is_some_and(|tree| config.starts_with(tree));
        if files::is_elsewhere(value.value) || (from_tree && !stays) {
            continue;
        }
        found.insert(
            key,
            CaFile {
                is_there: base.join(value.value).exists(),
                is_beside: folder.join(value.value).exists(),
            },
        );
    }
    found
}

/// A program that is named, and where.
type Named<'v> = (&'v str, Definition);

/// Whether the programs that credential providers name are there.
fn programs(view: &View<'_>, env: &Env, tree: Option<&Path>) -> BTreeMap<String, Program> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let entries = CredentialChain::all(view);
    let mut named: Vec<Named<'_>> = Vec::new();
    for entry in &entries {
        let (program, definition) = (entry.program, entry.named_at().clone());
        match entry.built_in() {
            None => named.push((program, definition)),
            // A program that prints a token.
            Some(BuiltIn::Command) => named.extend(entry.args.first().map(|it| (*it, definition))),
            Some(_) => {}
        }
    }
    // Those that feedctl itself would ask.
    if let Some((_, definition)) = named.iter().find(|(name, _)| is_feedctl(name)) {
        let definition = definition.clone();
        let sources = providers::ALL
            .iter()
            .flat_map(|provider| provider.sign_in.sources);
        named.extend(sources.filter_map(|source| match source {
            Source::Program(mint) => Some((mint.program, definition.clone())),
            _ => None,
        }));
    }
    named.retain(|(name, _)| !name.is_empty() && seen.insert(name));
    named
        .into_iter()
        .map(|(name, definition)| {
            // What we start ourselves is looked for as we do.
            let found = if providers::mint_named(name).is_some() {
                match process::find(name, env, foreign_root(env).as_deref()) {
                    Ok(_) => Program::Found,
                    Err(_) => Program::Missing,
                }
            } else {
                look_for(name, &definition, view, env, tree)
            };
            (name.to_owned(), found)
        })
        .collect()
}

/// A bare name is looked for on `PATH`; a path from the folder above that of its
/// file, where that does not lead a checkout out of itself.
fn look_for(
    name: &str,
    definition: &Definition,
    view: &View<'_>,
    env: &Env,
    tree: Option<&Path>,
) -> Program {
    let is_path = name.contains('/') || (cfg!(windows) && name.contains('\\'));
    if !is_path {
        return if on_path(name, env) {
            Program::Found
        } else {
            Program::Missing
        };
    }
    if files::is_elsewhere(name) {
        return Program::NotLookedFor;
    }
    let base = match definition.file() {
        Some(file) => {
            let path = view.config().file(file).path();
            match path.parent().and_then(Path::parent) {
                Some(base) => base.to_path_buf(),
                None => return Program::NotLookedFor,
            }
        }
        None => env.cwd().to_path_buf(),
    };
    let stays = Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let from_tree = tree.is_some_and(|tree| base.starts_with(tree)) && definition.file().is_some();
    if from_tree && !stays {
        return Program::NotLookedFor;
    }
    if is_program(&base.join(name)) {
        Program::Found
    } else {
        Program::Missing
    }
}

fn on_path(name: &str, env: &Env) -> bool {
    let Some(path) = env.variable_os("PATH") else {
        return false;
    };
    std::env::split_paths(path).any(|folder| {
        // An empty entry means the current folder, which a checkout may fill.
        !folder.as_os_str().is_empty() && is_program(&folder.join(name))
    })
}

fn is_program(path: &Path) -> bool {
    if path.is_file() {
        return true;
    }
    cfg!(windows) && path.with_added_extension("exe").is_file()
}
