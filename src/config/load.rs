//! Reading files of the configuration, with the files that they include.
//!
//! Every problem is collected and the rest is read all the same. Not for finding
//! the first files (see [`super::discover()`]), nor for merging (see
//! [`super::View`]).

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::check;
use super::file::Content;
use super::include::{self, Include};
use super::{ConfigFile, FileId, IncludeFault, Problem, Role};
use crate::document::Document;
use crate::files::{self, ReadError};

/// How many files may include each other in a row. Cargo has no limit, but a file
/// that includes itself by ever longer paths ends only at the system's.
const ROW: usize = 64;

/// How many files may be included in all, and with how many bytes.
const FILES: usize = 512;
const BYTES: usize = 256 << 20;

/// One file with the files that it includes, lowest precedence first.
///
/// The same file can be part of several layers: cargo refuses it twice only
/// within one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layer {
    pub(super) file: FileId,
    pub(super) includes: Vec<Layer>,
}

impl Layer {
    /// The file, then what it includes, highest precedence first.
    pub(super) fn list(&self, into: &mut Vec<FileId>) {
        into.push(self.file);
        for layer in self.includes.iter().rev() {
            layer.list(into);
        }
    }
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
        let mut seen = HashSet::from([file]);
        self.expand(file, &mut seen, 0)
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

    fn expand(&mut self, file: FileId, seen: &mut HashSet<FileId>, depth: usize) -> Layer {
        // A file that is being expanded is in `seen`, so it is not met again here.
        let mut edges = std::mem::take(&mut self.edges[file.index()]);
        let mut includes = Vec::with_capacity(edges.len());
        for edge in &mut edges {
            if matches!(edge.target, Target::Unknown) {
                if self.exhausted {
                    break;
                }
                edge.target = self.resolve(file, &edge.include, depth);
            }
            let Target::File(target) = edge.target else {
                continue;
            };
            if seen.insert(target) {
                includes.push(self.expand(target, seen, depth + 1));
            } else if !edge.reported {
                edge.reported = true;
                let path = self.files[target.index()].path().to_owned();
                self.fault(file, &edge.include, IncludeFault::Cycle(path));
            }
        }
        self.edges[file.index()] = edges;
        Layer { file, includes }
    }

    fn resolve(&mut self, by: FileId, include: &Include, depth: usize) -> Target {
        let path = self.files[by.index()]
            .path()
            .parent()
            .unwrap_or(Path::new(""))
            .join(&include.path);
        if let Some(known) = self.by_path.get(&path) {
            return Target::File(*known);
        }
        if depth >= ROW || self.included >= FILES || self.bytes >= BYTES {
            self.exhausted = true;
            self.fault(by, include, IncludeFault::TooMany);
            return Target::Nothing;
        }
        let optional = include.optional;
        let text = match files::read_text(&path) {
            Ok(None) if optional => return Target::Nothing,
            Ok(None) => {
                self.fault(by, include, IncludeFault::Missing(path));
                return Target::Nothing;
            }
            // What cargo may not even ask for is absent to it.
            Err(ReadError::Io(_)) if optional && !path.exists() => return Target::Nothing,
            Ok(Some(text)) => Ok(text),
            Err(error) => Err(error),
        };
        self.included += 1;
        Target::File(self.take(path, Role::Included { by, optional }, text))
    }

    fn fault(&mut self, file: FileId, include: &Include, fault: IncludeFault) {
        let at = include.at;
        self.problems.push(Problem::BadInclude { file, fault, at });
    }
}
