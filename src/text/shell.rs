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
            Shell::PowerShell => {
                let mut quoted = String::with_capacity(word.len() + 2);
                quoted.push('\'');
                for letter in word.chars() {
                    // To it these are all one quote.
                    if matches!(letter, '\'' | '\u{2018}'..='\u{201b}') {
                        quoted.push(letter);
                    }
                    quoted.push(letter);
                }
                quoted.push('\'');
                quoted
            }
        }
    }

    /// A line that gives the command a file on its stdin. PowerShell has no `<`.
    #[must_use]
    pub fn fed(self, command: &str, file: &str) -> String {
        match self {
            Shell::Posix => format!("{command} < {file}"),
            Shell::PowerShell => format!("Get-Content {file} | {command}"),
        }
    }

    /// An example for people: text whose lines may set variables as sh does.
    #[must_use]
    pub fn example(self, text: &str) -> String {
        if self == Shell::Posix {
            return text.to_owned();
        }
        let lines = text.split('\n').map(|line| {
            let (comment, rest) = match line.strip_prefix("# ") {
                Some(rest) => ("# ", rest),
                None => ("", line),
            };
            match rest
                .strip_prefix("export ")
                .and_then(|set| set.split_once('='))
            {
                Some((name, value)) if value.starts_with('"') => {
                    format!(
                        "{comment}$env:{name} = {}",
                        value.replace("$SECRET", "$env:SECRET")
                    )
                }
                Some((name, value)) => format!("{comment}$env:{name} = \"{value}\""),
                None => line.to_owned(),
            }
        });
        lines.collect::<Vec<_>>().join("\n")
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
            ("it’s", "'it’s'", "'it’’s'"),
        ] {
            assert_eq!(Shell::Posix.quote(word), posix);
            assert_eq!(Shell::PowerShell.quote(word), power);
        }
    }
    #[test]
    fn what_a_shell_lacks_is_said_otherwise() {
        assert_eq!(Shell::Posix.fed("a b", "FILE"), "a b < FILE");
        assert_eq!(
            Shell::PowerShell.fed("a b", "FILE"),
            "Get-Content FILE | a b"
        );
        let example = "# an hour ago\nexport A=\"$(az x)\"\n# export B=...\n[c]\nexport D=1";
        assert_eq!(Shell::Posix.example(example), example);
        assert_eq!(
            Shell::PowerShell.example(example),
            "# an hour ago\n$env:A = \"$(az x)\"\n# $env:B = \"...\"\n[c]\n$env:D = \"1\""
        );
    }
}
