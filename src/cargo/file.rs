//! One file of the configuration, read once.
//!
//! Not for deciding which files there are (see [`super::discover()`]).

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::FileId;
use crate::toml::{Document, Position, Table, line_starts};

/// Why cargo reads a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It lies in the `.cargo` folder of the start folder or of one above it.
    Hierarchy,
    /// It lies in cargo's home, whether the walk met that folder or not.
    Home,
    /// Another file includes it.
    Included {
        /// The first file that does.
        by: FileId,
        /// Whether it might be absent.
        optional: bool,
    },
    /// It holds credentials; it is read for names only.
    Credentials,
    /// The caller named it.
    Extra,
}

/// A file of the configuration.
pub struct ConfigFile {
    path: PathBuf,
    role: Role,
    content: Content,
    lines: OnceLock<Box<[usize]>>,
    masked: OnceLock<Vec<String>>,
}

/// What is known of the bytes of a file.
pub(super) enum Content {
    /// It is TOML.
    Read { document: Document, tree: Table },
    /// It is text, but not TOML.
    Broken(String),
    /// It could not be read.
    Unread,
    /// It was read and let go, because it holds credentials.
    Dropped,
}

/// Neither text nor values are shown: they may hold secrets.
impl fmt::Debug for ConfigFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content = match self.content {
            Content::Read { .. } => "read",
            Content::Broken(_) => "broken",
            Content::Unread => "unread",
            Content::Dropped => "dropped",
        };
        f.debug_struct("ConfigFile")
            .field("path", &self.path)
            .field("role", &self.role)
            .field("content", &content)
            .finish_non_exhaustive()
    }
}

impl ConfigFile {
    pub(super) fn new(path: PathBuf, role: Role, content: Content) -> Self {
        Self {
            path,
            role,
            content,
            lines: OnceLock::new(),
            masked: OnceLock::new(),
        }
    }

    /// The path as cargo prints it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Why cargo reads it.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    pub(super) fn set_role(&mut self, role: Role) {
        self.role = role;
    }

    /// The document, where the file is TOML and holds no credentials.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        match &self.content {
            Content::Read { document, .. } => Some(document),
            _ => None,
        }
    }

    /// Its values, where the file is TOML and holds no credentials.
    #[must_use]
    pub fn tree(&self) -> Option<&Table> {
        match &self.content {
            Content::Read { tree, .. } => Some(tree),
            _ => None,
        }
    }

    /// Its text, TOML or not, unless it holds credentials.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Read { document, .. } => Some(document.text()),
            Content::Broken(text) => Some(text),
            Content::Unread | Content::Dropped => None,
        }
    }

    /// The line of a byte offset, from 1; also after the text was let go.
    ///
    /// The first call looks for the lines, so many calls cost little.
    #[must_use]
    pub fn line(&self, offset: usize) -> Option<usize> {
        if matches!(self.content, Content::Unread) {
            return None;
        }
        let starts = self
            .lines
            .get_or_init(|| line_starts(self.text().unwrap_or_default()));
        Some(starts.partition_point(|start| *start <= offset).max(1))
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Option<Position> {
        let text = self.text()?;
        let starts = self.lines.get_or_init(|| line_starts(text));
        Some(Position::among(starts, text, offset))
    }

    /// The offset of the line that holds an offset, and the text from there on.
    #[must_use]
    pub fn line_from(&self, offset: usize) -> Option<(usize, &str)> {
        let text = self.text()?;
        let line = self.line(offset)?;
        let start = *self.lines.get()?.get(line - 1)?;
        Some((start, text.get(start..)?))
    }

    /// The line of an offset with its secrets masked, not escaped.
    #[must_use]
    pub fn masked_line(&self, offset: usize) -> Option<&str> {
        let text = self.text()?;
        let lines = self
            .masked
            .get_or_init(|| super::masked::config(text, 0..usize::MAX));
        Some(lines.get(self.line(offset)? - 1)?)
    }

    /// Lets text and values go, and keeps the places of the lines.
    pub(super) fn drop_content(&mut self) {
        if matches!(self.content, Content::Unread) {
            return;
        }
        self.lines
            .get_or_init(|| line_starts(self.text().unwrap_or_default()));
        self.content = Content::Dropped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_and_survive_the_text() {
        let text = "\u{feff}a = 1\r\n'ä' = 2\n";
        let document = Document::parse(text).expect("the text is TOML");
        let tree = document.tree().expect("no key stands twice");
        let content = Content::Read { document, tree };
        let mut file = ConfigFile::new("f".into(), Role::Extra, content);
        for offset in 0..=text.len() {
            assert_eq!(file.position(offset), Some(Position::of(text, offset)));
        }
        assert_eq!(file.line(text.len()), Some(3));
        file.drop_content();
        assert_eq!(file.line(text.len()), Some(3));
        assert_eq!((file.position(0), file.text().is_none()), (None, true));
        assert!(!format!("{file:?}").contains("a = 1"));
    }
}
