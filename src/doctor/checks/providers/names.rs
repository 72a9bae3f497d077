//! What a configured provider was probably meant to be: a built-in one, an alias, or
//! words that belong together.
//!
//! Pure questions that several checks ask, so that one mistake is told once.

use std::collections::HashSet;

use super::chain::{Asked, GLOBAL, Kind, Link, Whose};
use crate::cargo::credential_chain::alias_path;
use crate::cargo::{BuiltIn, Definition, variable_name};
use crate::doctor::checks::Facts;
use crate::project::environment::Program;
use crate::text::suggest;

/// A built-in name that was probably meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    /// The name.
    pub(super) name: &'static str,
    /// Nothing else can have been meant.
    pub(super) sure: bool,
}

/// True for a name that is meant to be part of cargo and is not.
pub(in crate::doctor::checks) fn is_like_built_in(name: &str) -> bool {
    has_prefix(name) || guess(name).is_some()
}

fn has_prefix(name: &str) -> bool {
    // With a slash it is a path, and cargo runs what lies there.
    let is_path = name.contains(['/', '\\']);
    !is_path
        && name
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("cargo:"))
}

/// The built-in provider that was probably meant.
pub(super) fn guess(name: &str) -> Option<Guess> {
    let names = || BuiltIn::ALL.iter().map(|(name, _)| *name);
    if has_prefix(name) {
        if let Some(name) = suggest::nearest(name, names()) {
            return Some(Guess { name, sure: true });
        }
        if name.eq_ignore_ascii_case("cargo:keychain") {
            let name = "cargo:macos-keychain";
            return Some(Guess { name, sure: false });
        }
        return None;
    }
    let name = name.replace('_', "-");
    names()
        .find(|known| {
            known
                .strip_prefix("cargo:")
                .is_some_and(|short| short.eq_ignore_ascii_case(&name))
        })
        .map(|name| Guess { name, sure: false })
}

/// The words of the list's variable, where they are pieces of one provider: each word
/// is a provider to cargo.
pub(super) fn split_variable(facts: &Facts<'_>) -> Option<Vec<String>> {
    let text = facts.env.config_variable(&variable_name(&GLOBAL))?;
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let is_piece = |word: &String| {
        word.starts_with('-')
            || word.contains(['=', '\'', '"'])
            || word == "cargo:token-from-stdout"
    };
    words.iter().any(is_piece).then_some(words)
}

/// True for a word of a variable that [`split_variable`] knows as a piece.
pub(super) fn is_piece(facts: &Facts<'_>, link: &Link<'_>) -> bool {
    matches!(&link.entry.definition, Definition::Variable(name) if **name == variable_name(&GLOBAL))
        && split_variable(facts).is_some()
}

/// Aliases that cargo does not follow where they are named.
#[derive(Debug)]
pub(super) struct Aliases<'f> {
    misspelled: HashSet<&'f str>,
}

impl<'f> Aliases<'f> {
    pub(super) fn new(facts: &'f Facts<'_>) -> Self {
        let mut misspelled = HashSet::new();
        for (_, _, tree) in facts.files() {
            for (key, entry) in tree.iter().filter(|(key, _)| is_like_alias_table(key)) {
                if let Some(table) = entry.value().as_table() {
                    debug_assert_ne!(key, "credential-alias");
                    misspelled.extend(table.iter().map(|(name, _)| name));
                }
            }
        }
        Self { misspelled }
    }

    /// The alias that a provider names and that cargo takes for a program.
    pub(super) fn missed<'l>(&self, facts: &Facts<'_>, link: &Link<'l>) -> Option<Missed<'l>> {
        if !matches!(link.kind, Kind::Program(program) if program != Program::Found) {
            return None;
        }
        let is_alias =
            |name: &str| matches!(facts.view.path_and_args(&alias_path(name)), Ok(Some(_)));
        if self.misspelled.contains(link.entry.program) {
            return Some(Missed::Misspelled(link.entry.program));
        }
        if link.entry.alias.is_none() {
            return (!link.entry.args.is_empty() && is_alias(link.entry.written))
                .then_some(Missed::Arguments(link.entry.written));
        }
        (link.entry.program != link.entry.written && is_alias(link.entry.program))
            .then_some(Missed::Twice(link.entry.written, link.entry.program))
    }
}

/// An alias that cargo does not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missed<'l> {
    /// Arguments stand behind it.
    Arguments(&'l str),
    /// An alias leads to it.
    Twice(&'l str, &'l str),
    /// Its table has a misspelled name.
    Misspelled(&'l str),
}

/// True for a table that was meant to be `[credential-alias]`.
pub(super) fn is_like_alias_table(key: &str) -> bool {
    key != "credential-alias"
        && key
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("cred"))
        && suggest::nearest(key, ["credential-alias"]).is_some()
}

/// The text of a provider that cargo splits at its blanks although quotes hold it
/// together.
pub(super) fn torn(facts: &Facts<'_>, asked: &Asked<'_, '_>) -> Option<String> {
    let link = asked.link;
    let words: Vec<&str> = link.entry.words().collect();
    if !words.iter().any(|word| is_torn(word)) {
        return None;
    }
    let was_split = match link.entry.named_at() {
        Definition::Variable(_) => true,
        Definition::File { file, .. } => {
            let tree = facts.config().file(*file).tree()?;
            let is_text = tree.at(&asked.path())?.value().as_str().is_some();
            // Each element of the common list is split.
            is_text || (link.entry.alias.is_none() && matches!(asked.whose, Whose::Global))
        }
    };
    was_split.then(|| words.join(" "))
}

fn is_torn(word: &str) -> bool {
    ['\'', '"'].into_iter().any(|quote| {
        let count = word.matches(quote).count();
        count % 2 == 1 || (count == 2 && word.starts_with(quote) && word.ends_with(quote))
    })
}

/// The words of a text as a shell would take them; `None` where a quote has no end.
pub(super) fn shell_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut open = None;
    for letter in text.chars() {
        match open {
            Some(quote) if letter == quote => open = None,
            None if letter == '\'' || letter == '"' => {
                open = Some(letter);
                word.get_or_insert_default();
            }
            None if letter.is_whitespace() => words.extend(word.take()),
            Some(_) | None => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    open.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_built_in_name_is_guessed() {
        let name = |text| guess(text).map(|guess| (guess.name, guess.sure));
        assert_eq!(name("cargo:Token"), Some(("cargo:token", true)));
        assert_eq!(name("cargo:lib-secret"), Some(("cargo:libsecret", true)));
        assert_eq!(name("token"), Some(("cargo:token", false)));
        assert_eq!(
            name("token_from_stdout"),
            Some(("cargo:token-from-stdout", false))
        );
        assert_eq!(
            name("cargo:keychain"),
            Some(("cargo:macos-keychain", false))
        );
        assert_eq!(name("cargo:1password"), None);
        assert_eq!(name("tokens"), None);
        assert!(is_like_built_in("cargo:1password") && !is_like_built_in("cargo-credential-x"));
    }

    #[test]
    fn quotes_hold_words_together() {
        let words = |text: &str| shell_words(text).map(|words| words.join("|"));
        assert_eq!(words("sh -c 'echo x'").as_deref(), Some("sh|-c|echo x"));
        assert_eq!(
            words("\"C:\\Program Files\\p.exe\" a").as_deref(),
            Some("C:\\Program Files\\p.exe|a")
        );
        assert_eq!(words("'' a''b").as_deref(), Some("|ab"));
        assert_eq!(words("sh 'x"), None);
        assert!(is_torn("'echo") && is_torn("\"prov\"") && !is_torn("{\"a\":1}"));
    }
}
