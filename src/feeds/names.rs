//! What tells one feed of a provider from another: its parameters, and the rules for
//! their values.

use super::{Feed, Values};

/// The parameters of a provider's feeds, and what cargo is to call such a feed.
#[derive(Debug)]
pub struct Names {
    /// In the order in which they are asked for.
    pub params: &'static [Param],
    /// Marks that a feed may carry, which are also flags.
    pub switches: &'static [Switch],
    /// Whether a feed belongs to a part (a project) or to the whole (an organization).
    pub scope: Option<Scope>,
    /// Brings values as given into their plain form: takes `feed@view` apart.
    pub tidy: fn(&mut Values),
    /// The name that the vendor suggests for the registry.
    pub registry: fn(&Feed) -> String,
}

impl Names {
    /// There is one feed, called after its provider.
    pub const NONE: Self = Self {
        params: &[],
        switches: &[],
        scope: None,
        tidy: |_| {},
        registry: |feed| feed.provider.id.to_owned(),
    };
}

/// A parameter of a feed.
#[derive(Debug)]
pub struct Param {
    /// The key, which is also the flag without its dashes.
    pub key: &'static str,
    /// The vendor's word.
    pub word: &'static str,
    /// What stands for a value in help.
    pub value: &'static str,
    /// What help says besides, if anything.
    pub note: &'static str,
    /// Whether there is a flag for it, or only a way to write it into another value.
    pub is_flag: bool,
    /// Whether a feed can do without it when it is on a server of its own.
    pub optional: Optional,
    /// What a value may hold besides ASCII letters and digits.
    pub marks: &'static str,
    /// What is wanted, to follow what is wrong with a value.
    pub wanted: &'static str,
    /// What the vendor's documents say against a value that can be.
    pub odd: fn(&str) -> Option<&'static str>,
    /// Judges a value where these do not tell all; told whether the feed is on a server
    /// of its own.
    pub check: Option<fn(&str, bool) -> Verdict>,
}

impl Param {
    /// A name that every feed has.
    pub const NAME: Self = Self {
        key: "",
        word: "",
        value: "NAME",
        note: "",
        is_flag: true,
        optional: Optional::No,
        marks: "-_.",
        wanted: "",
        odd: |_| None,
        check: None,
    };

    /// Judges a value; told whether the feed is on a server of its own.
    #[must_use]
    pub fn check(&self, value: &str, own_server: bool) -> Verdict {
        if let Some(check) = self.check {
            return check(value, own_server);
        }
        if value.is_empty() {
            return Verdict::Bad("it is empty".to_owned());
        }
        let wrong = value
            .chars()
            .find(|letter| !letter.is_ascii_alphanumeric() && !self.marks.contains(*letter));
        if let Some(letter) = wrong {
            let shown = crate::text::escape::line(&letter.to_string());
            return Verdict::Bad(format!("`{shown}` cannot stand in it; {}", self.wanted));
        }
        if value.chars().all(|letter| letter == '.') {
            return Verdict::Bad("it is no name".to_owned());
        }
        (self.odd)(value).map_or(Verdict::Good, |why| Verdict::Odd(why.to_owned()))
    }
}

/// A mark that a feed may carry.
#[derive(Debug)]
pub struct Switch {
    /// The key, which is also the flag without its dashes.
    pub key: &'static str,
    /// What it means, for help.
    pub help: &'static str,
    /// How it is called among the words for a feed, if it is.
    pub word: Option<&'static str>,
}

/// When a parameter may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Optional {
    /// Never.
    No,
    /// Where `--base-url` already names what it would say.
    WithBase,
    /// Always.
    Yes,
}

/// What a provider says of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is wrong.
    Good,
    /// The documents forbid it, but services are known to hold such names.
    Odd(String),
    /// It cannot be.
    Bad(String),
}

/// A feed belongs to a part, named by a parameter, or to the whole.
#[derive(Debug)]
pub struct Scope {
    /// The key of the parameter that names the part.
    pub part: &'static str,
    /// The word for the whole.
    pub whole: &'static str,
    /// The key of the parameter that names the whole.
    pub whole_key: &'static str,
}
