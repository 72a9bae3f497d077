//! The files that cargo reads in the order in which they count, what it does not
//! read though it looks like it, and the variables that are set.

use std::collections::{HashMap, HashSet};

use super::seen::Seen;
use super::shown::{FileRow, Unread, Variable};
use super::values::Value;
use crate::cargo::display_path::shown;
use crate::cargo::keys;
use crate::cargo::{Aside, FileId, Role};
use crate::text::escape;

impl Seen<'_> {
    /// The files, that of the credentials first: it beats the others.
    pub(super) fn files(&self) -> Vec<FileRow> {
        let config = self.view.config();
        let mut problems: HashMap<FileId, Vec<String>> = HashMap::new();
        for problem in self.view.problems().chain(config.credentials().problems()) {
            if let Some(file) = problem.file() {
                let words = problem.words(config, self.env);
                problems.entry(file).or_default().push(words);
            }
        }
        let without_extension: HashSet<_> = config
            .asides()
            .iter()
            .filter_map(|aside| match aside {
                Aside::NoExtension { path } => Some(path.as_path()),
                _ => None,
            })
            .collect();
        let in_view = config.precedence();
        let known: HashSet<FileId> = in_view.iter().copied().collect();
        let of_credentials: Vec<FileId> = config
            .files_by_id()
            .map(|(id, _)| id)
            .filter(|id| !known.contains(id))
            .collect();
        let mut seen = HashSet::new();
        of_credentials
            .into_iter()
            .chain(in_view)
            .filter(|id| seen.insert(*id))
            .map(|id| {
                let file = config.file(id);
                let mut row = FileRow {
                    path: shown(file.path(), self.env),
                    role: self.role(id),
                    included_by: None,
                    problems: problems.remove(&id).unwrap_or_default(),
                    remarks: Vec::new(),
                };
                if let Role::Included { by, .. } = file.role() {
                    row.included_by = Some(shown(config.file(by).path(), self.env));
                }
                if without_extension.contains(file.path()) {
                    row.remarks
                        .push("cargo calls a name without `.toml` deprecated".to_owned());
                }
                row
            })
            .collect()
    }

    fn role(&self, file: FileId) -> &'static str {
        let file = self.view.config().file(file);
        match file.role() {
            Role::Hierarchy => {
                let folder = file.path().parent().and_then(|folder| folder.parent());
                if folder == Some(self.env.cwd()) {
                    "here"
                } else {
                    "above"
                }
            }
            Role::Home => "home",
            Role::Included { .. } => "included",
            Role::Credentials => "credentials",
            Role::Extra => "named",
        }
    }

    /// What cargo does not read.
    pub(super) fn not_read(&self) -> Vec<Unread> {
        let asides = self.view.config().asides().iter();
        asides.filter_map(|aside| self.unread(aside)).collect()
    }

    fn unread(&self, aside: &Aside) -> Option<Unread> {
        let (path, why) = match aside {
            Aside::NoExtension { .. } => return None,
            Aside::BothNames { read, unread } => {
                let name = read.file_name().unwrap_or_default().to_string_lossy();
                let why = format!("cargo reads `{}` beside it instead", escape::line(&name));
                (unread, why)
            }
            Aside::Misnamed { path, meant } => (path, format!("cargo looks for `{meant}`")),
            Aside::UnreadCredentials { path } => {
                (path, "cargo reads credentials in its home only".to_owned())
            }
            Aside::MisspelledVariable { name, meant } => {
                return Some(Unread {
                    file: None,
                    variable: Some(escape::line(name)),
                    why: format!("cargo looks for {}", escape::line(meant)),
                });
            }
        };
        Some(Unread {
            file: Some(shown(path, self.env)),
            variable: None,
            why,
        })
    }

    /// The variables of keys that matter to feeds.
    pub(super) fn variables(&self) -> Vec<Variable> {
        let sources: HashSet<&str> = self.names("source").collect();
        let rows = self.env.variables().filter_map(|(name, value)| {
            let rest = name.strip_prefix("CARGO_")?;
            let (table, key) = rest.split_once('_')?;
            if !["REGISTRIES", "REGISTRY", "SOURCE", "NET", "HTTP"].contains(&table) {
                return None;
            }
            let mut remarks = Vec::new();
            if table == "SOURCE" && !names_source(key, &sources) {
                remarks.push("cargo does not read it".to_owned());
            }
            Some(Variable {
                name: escape::line(name),
                value: Value::text(value, keys::of_variable(name)),
                remarks,
            })
        });
        rows.collect()
    }
}

/// The keys of a source as variables have them.
const SOURCE_KEYS: [&str; 8] = [
    "REPLACE_WITH",
    "LOCAL_REGISTRY",
    "REGISTRY",
    "DIRECTORY",
    "GIT",
    "BRANCH",
    "TAG",
    "REV",
];

/// True for a variable that cargo reads: one of a source that a file has.
fn names_source(key: &str, sources: &HashSet<&str>) -> bool {
    SOURCE_KEYS.iter().any(|end| {
        let name = key
            .strip_suffix(end)
            .and_then(|name| name.strip_suffix('_'));
        name.is_some_and(|name| sources.contains(name))
    })
}
