//! The steps of a checkout's pipelines that read cargo's configuration on their own.
//!
//! Reads small regular files inside the checkout only, follows no link and runs
//! nothing. Not for judging what such a step can read (see [`crate::doctor::checks`]).

use std::path::{Path, PathBuf};

use crate::system::files;

/// Larger files than this are not what they are called.
const LARGEST: u64 = 1 << 20;
/// How many files of pipelines are read.
const PIPELINES: usize = 100;
/// How deep they may lie below their folder.
const DEPTH: usize = 3;
/// How many entries of folders are looked at for them.
const ENTRIES: usize = 2000;

/// Folders in which people keep pipelines.
const PIPELINE_FOLDERS: [&str; 7] = [
    ".azure-pipelines",
    ".azuredevops",
    ".pipelines",
    "eng",
    "build",
    "ci",
    "pipelines",
];

/// A step of a pipeline that reads cargo's configuration on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The pipeline.
    pub path: PathBuf,
    /// The line of the step, from 1.
    pub line: usize,
    /// The file that it reads, below the root of the checkout.
    pub config: PathBuf,
}

fn small_text(path: &Path) -> Option<String> {
    let metadata = path.symlink_metadata().ok()?;
    if !metadata.is_file() || metadata.len() > LARGEST {
        return None;
    }
    files::read_text(path).ok()?
}

/// The steps, as far as the text of the pipelines tells.
#[must_use]
pub fn steps_of(root: &Path) -> Vec<Step> {
    let mut found = Vec::new();
    for path in pipelines(root) {
        let Some(text) = small_text(&path) else {
            continue;
        };
        if text.contains(TASK) {
            found.extend(steps(&text).into_iter().map(|(line, config)| Step {
                path: path.clone(),
                line,
                config,
            }));
        }
    }
    found
}

fn pipelines(root: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = yaml_in(root)
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with("azure-pipelines"))
        })
        .collect();
    let mut folders: Vec<(PathBuf, usize)> = PIPELINE_FOLDERS
        .iter()
        .map(|name| (root.join(name), 1))
        .filter(|(folder, _)| is_folder(folder))
        .collect();
    let mut left = ENTRIES;
    while let Some((folder, depth)) = folders.pop() {
        found.extend(yaml_in(&folder));
        if depth == DEPTH {
            continue;
        }
        for entry in folder.read_dir().into_iter().flatten().flatten() {
            if left == 0 {
                break;
            }
            left -= 1;
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push((entry.path(), depth + 1));
            }
        }
    }
    // The system's order is no order.
    found.sort();
    found.truncate(PIPELINES);
    found
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|metadata| metadata.is_dir())
}

fn yaml_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    folder
        .read_dir()
        .into_iter()
        .flatten()
        .take(ENTRIES)
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "yml" || end == "yaml")
        })
}

/// The task that reads the file with a parser of its own.
const TASK: &str = "CargoAuthenticate@0";

/// Variables that stand for the root of the checkout.
const ROOTS: [&str; 3] = [
    "$(Build.SourcesDirectory)",
    "$(System.DefaultWorkingDirectory)",
    "$(Build.Repository.LocalPath)",
];

/// The lines of the task's steps, each with the file that it reads, as far as the
/// text alone tells which that is.
fn steps(text: &str) -> Vec<(usize, PathBuf)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let plain = line.split('#').next().unwrap_or_default();
        let Some((before, _)) = plain.split_once(TASK) else {
            continue;
        };
        if !before.trim_end_matches(['\'', '"', ' ']).ends_with("task:") {
            continue;
        }
        // The next step begins with a dash that is no deeper.
        let depth = line.len() - line.trim_start().len();
        let config = lines[at + 1..]
            .iter()
            .take_while(|next| {
                let inner = next.trim_start();
                let is_deeper = next.len() - inner.len() > depth;
                inner.is_empty() || inner.starts_with('#') || is_deeper
            })
            .find_map(|next| next.trim().strip_prefix("configFile:"));
        if let Some(path) = config.and_then(below_root) {
            found.push((at + 1, path));
        }
    }
    found
}

/// The path below the root of the checkout, where it is one and no variable but
/// that of the root stands in it.
fn below_root(value: &str) -> Option<PathBuf> {
    let value = value.split(" #").next()?.trim();
    let value = value.trim_matches(['\'', '"']);
    let below = ROOTS
        .iter()
        .find_map(|root| value.strip_prefix(root))
        .unwrap_or(value);
    let below = below.trim_start_matches(['/', '\\']).replace('\\', "/");
    let below = below.strip_prefix("./").unwrap_or(&below);
    let is_plain = !below.is_empty()
        && !below.contains(['$', '*'])
        && below
            .split('/')
            .all(|part| part != ".." && !part.is_empty());
    is_plain.then(|| PathBuf::from(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_found_with_the_file_that_they_read() {
        let text = "steps:\n- script: cargo test\n# - task: CargoAuthenticate@0\n- task: CargoAuthenticate@0 # sign in\n  displayName: x\n  inputs:\n    configFile: '$(Build.SourcesDirectory)/.cargo/config.toml'\n- task: 'CargoAuthenticate@0'\n- script: |\n    configFile: other.toml\n  - task: CargoAuthenticate@0\n    inputs:\n      configFile: ${{ parameters.file }}\n  - task: CargoAuthenticate@0\n    inputs: \n      configFile: a/.cargo/config.toml # there\n";
        assert_eq!(
            steps(text),
            [
                (4, PathBuf::from(".cargo/config.toml")),
                (14, PathBuf::from("a/.cargo/config.toml")),
            ]
        );
        assert_eq!(below_root("../x"), None);
        assert_eq!(below_root("$(Agent.Home)/x"), None);
    }
}
