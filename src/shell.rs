//! Words quoted for the shell that is to read them.
//!
//! Not for running anything: what is printed here, a person types.

/// A family of shells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// sh, bash, zsh and the like.
    Posix,
    /// Windows PowerShell 5.1 and PowerShell 7.
    PowerShell,
}

impl Shell {
    /// The shell that people use where this program was built for.
    #[must_use]
    pub const fn native() -> Self {
        if cfg!(windows) {
            Shell::PowerShell
        } else {
            Shell::Posix
        }
    }

    /// The word, in quotes where the shell would read more into it.
    #[must_use]
    pub fn quote(self, word: &str) -> String {
        let plain = !word.is_empty()
            && !word.starts_with(['-', '~', '@'])
            && word.chars().all(|c| {
                c.is_ascii_alphanumeric()
                    || "-_./:@+=%".contains(c)
                    || (c == '\\' && self == Shell::PowerShell)
            });
        // A dash in front is an option's; inside single quotes it stays one.
        let option = word.len() > 1
            && word.starts_with('-')
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '=');
        if plain || option {
            return word.to_owned();
        }
        match self {
            Shell::Posix => format!("'{}'", word.replace('\'', r"'\''")),
            Shell::PowerShell => format!("'{}'", word.replace('\'', "''")),
        }
    }

    /// A whole command line.
    #[must_use]
    pub fn command<'a>(self, words: impl IntoIterator<Item = &'a str>) -> String {
        words
            .into_iter()
            .map(|word| self.quote(word))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_gets_them() {
        for (word, posix, power) in [
            ("crates", "crates", "crates"),
            ("My Project", "'My Project'", "'My Project'"),
            ("$(x)", "'$(x)'", "'$(x)'"),
            ("it's", r"'it'\''s'", "'it''s'"),
            ("", "''", "''"),
            ("--name", "--name", "--name"),
            ("~/x", "'~/x'", "'~/x'"),
            ("a;b", "'a;b'", "'a;b'"),
        ] {
            assert_eq!(Shell::Posix.quote(word), posix);
            assert_eq!(Shell::PowerShell.quote(word), power);
        }
    }
}
