//! Reading files of the configuration, with the files that they include.
//!
//! Every problem is collected and the rest is read all the same. Not for finding
//! the first files (see [`super::discover()`]), nor for merging (see
//! [`super::View`]).

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::check;
use super::file::Content;
use super::include::{self, Include};
use super::{ConfigFile, FileId, IncludeFault, Problem, Role};
use crate::system::files::{self, ReadError};
use crate::toml::Document;

/// How many files may be included in all, and with how many bytes. Cargo has no such
/// limits (its stack ends after some thousand files in a row), but files that include
/// each other by ever longer paths may double with every turn. Whoever starts cargo has
/// to refuse where a limit is met (see [`crate::doctor::trust`]).
const FILES: usize = 4096;
const BYTES: usize = 256 << 20;

/// One file with the files that it includes, lowest precedence first: each file comes
/// after those that it includes. Flat, because a row of files may be longer than the
/// stack is deep.
///
/// The same file can be part of several layers: cargo refuses it twice only
/// within one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layer {
    pub(super) steps: Vec<Step>,
}

/// One file of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) file: FileId,
    /// How many files it includes itself: with what those include they stand before it.
    pub(super) includes: usize,
}

#[derive(Default)]
pub(super) struct Loader {
    pub(super) files: Vec<ConfigFile>,
    pub(super) problems: Vec<Problem>,
    edges: Vec<Vec<Edge>>,
    by_path: HashMap<PathBuf, FileId>,
    included: usize,
    bytes: usize,
    exhausted: bool,
}

struct Edge {
    include: Include,
    target: Target,
    reported: bool,
}

#[derive(Clone, Copy)]
enum Target {
    Unknown,
    File(FileId),
    Nothing,
}

impl Loader {
    /// Takes a file that was found, with all that it includes.
    pub(super) fn layer(
        &mut self,
        path: PathBuf,
        role: Role,
        text: Result<String, ReadError>,
    ) -> Layer {
        let file = if let Some(known) = self.by_path.get(&path) {
            self.files[known.index()].set_role(role);
            *known
        } else {
            self.take(path, role, text)
        };
        self.expand(file)
    }

    fn take(&mut self, path: PathBuf, role: Role, text: Result<String, ReadError>) -> FileId {
        let file = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.by_path.insert(path.clone(), file);
        let mut edges = Vec::new();
        let content = match text {
            Ok(text) => {
                self.bytes = self.bytes.saturating_add(text.len());
                self.parse(file, text, &mut edges)
            }
            Err(error) => {
                self.problems.push(Problem::Unreadable { file, error });
                Content::Unread
            }
        };
        self.files.push(ConfigFile::new(path, role, content));
        self.edges.push(edges);
        file
    }

    fn parse(&mut self, file: FileId, text: String, edges: &mut Vec<Edge>) -> Content {
        // A document that cannot be parsed does not give its text back.
        let document = match Document::parse(text.clone()) {
            Ok(document) => document,
            Err(error) => {
                self.problems.push(Problem::Syntax { file, error });
                return Content::Broken(text);
            }
        };
        if let Some(at) = document.too_deep() {
            self.problems.push(Problem::TooDeep { file, at });
            return Content::Broken(text);
        }
        let tree = match document.tree() {
            Ok(tree) => tree,
            Err(error) => {
                self.problems.push(Problem::Syntax { file, error });
                return Content::Broken(text);
            }
        };
        check::unsupported(&tree, file, &mut self.problems);
        let (includes, faults) = include::read(&tree);
        self.problems
            .extend(
                faults
                    .into_iter()
                    .map(|(fault, at)| Problem::BadInclude { file, fault, at }),
            );
        edges.extend(includes.into_iter().map(|include| Edge {
            include,
            target: Target::Unknown,
            reported: false,
        }));
        Content::Read { document, tree }
    }

    fn expand(&mut self, root: FileId) -> Layer {
        struct Open {
            file: FileId,
            next: usize,
            includes: usize,
        }
        let open_at = |file| Open {
            file,
            next: 0,
            includes: 0,
        };
        let mut seen = HashSet::from([root]);
        let mut steps = Vec::new();
        let mut open = vec![open_at(root)];
        while let Some(last) = open.last_mut() {
            let (file, at) = (last.file, last.next);
            if at == self.edges[file.index()].len() {
                steps.push(Step {
                    file,
                    includes: last.includes,
                });
                open.pop();
                continue;
            }
            last.next += 1;
            let Target::File(target) = self.target(file, at) else {
                continue;
            };
            if seen.insert(target) {
                last.includes += 1;
                open.push(open_at(target));
            } else if !self.edges[file.index()][at].reported {
                self.edges[file.index()][at].reported = true;
                let path = self.files[target.index()].path().to_owned();
                self.fault(file, at, IncludeFault::Cycle(path));
            }
        }
        Layer { steps }
    }

    /// What an entry of `include` leads to, read when it is first met.
    fn target(&mut self, by: FileId, at: usize) -> Target {
        let edge = &self.edges[by.index()][at];
        if !matches!(edge.target, Target::Unknown) || self.exhausted {
            return edge.target;
        }
        let target = self.resolve(by, at);
        self.edges[by.index()][at].target = target;
        target
    }

    fn resolve(&mut self, by: FileId, at: usize) -> Target {
        let include = &self.edges[by.index()][at].include;
        let optional = include.optional;
        let path = self.files[by.index()]
            .path()
            .parent()
            .unwrap_or(Path::new(""))
            .join(&include.path);
        if let Some(known) = self.by_path.get(&path) {
            return Target::File(*known);
        }
        if self.included >= FILES || self.bytes >= BYTES {
            self.exhausted = true;
            self.fault(by, at, IncludeFault::TooMany);
            return Target::Nothing;
        }
        let text = match files::read_text(&path) {
            Ok(None) if optional => return Target::Nothing,
            Ok(None) => {
                self.fault(by, at, IncludeFault::Missing(path));
                return Target::Nothing;
            }
            // What cargo may not even ask for is absent to it.
            Err(ReadError::Io(_)) if optional && !path.exists() => return Target::Nothing,
            // The end of a row of ever longer paths, which cargo fails on.
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::InvalidFilename => {
                self.exhausted = true;
                self.fault(by, at, IncludeFault::TooMany);
                return Target::Nothing;
            }
            Ok(Some(text)) => Ok(text),
            Err(error) => Err(error),
        };
        self.included += 1;
        Target::File(self.take(path, Role::Included { by, optional }, text))
    }

    fn fault(&mut self, file: FileId, at: usize, fault: IncludeFault) {
        let at = self.edges[file.index()][at].include.at;
        self.problems.push(Problem::BadInclude { file, fault, at });
    }
}
