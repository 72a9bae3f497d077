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
    pub registry: RegistryName,
}

impl Names {
    /// There is one feed, called after its provider.
    pub const NONE: Self = Self {
        params: &[],
        switches: &[],
        scope: None,
        tidy: |_| {},
        registry: RegistryName::After(""),
    };
}

/// The name that a vendor suggests for the registry.
#[derive(Debug, Clone, Copy)]
pub enum RegistryName {
    /// The value of the parameter with this key; the provider's id where there is none.
    After(&'static str),
    /// What only code can say.
    By(fn(&Feed) -> String),
}

impl RegistryName {
    /// The name for a feed.
    #[must_use]
    pub fn of(self, feed: &Feed) -> String {
        match self {
            Self::After(key) => feed.get(key).unwrap_or(feed.provider.id).to_owned(),
            Self::By(name) => name(feed),
        }
    }
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
    /// What a value looks like.
    pub rule: NameRule,
}

impl Param {
    /// A name that every feed has, with letters, digits and `-_.` in it.
    pub const NAME: Self = Self {
        key: "",
        word: "",
        value: "NAME",
        note: "",
        is_flag: true,
        optional: Optional::No,
        rule: NameRule::Plain {
            marks: "-_.",
            wanted: "the name is wanted, as the URL has it",
        },
    };

    /// Judges a value; told whether the feed is on a server of its own.
    #[must_use]
    pub fn check(&self, value: &str, own_server: bool) -> Verdict {
        match self.rule {
            NameRule::Plain { marks, wanted } => plain_name(value, marks, wanted),
            NameRule::By(check) => check(value, own_server),
        }
    }
}

/// What the value of a parameter looks like.
#[derive(Debug, Clone, Copy)]
pub enum NameRule {
    /// ASCII letters and digits, and a few marks.
    Plain {
        /// The marks.
        marks: &'static str,
        /// What is wanted, to follow what is wrong.
        wanted: &'static str,
    },
    /// What only code can say; told whether the feed is on a server of its own.
    By(fn(&str, bool) -> Verdict),
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

/// A name that stands in a URL's path and host: letters, digits and a few marks.
pub(crate) fn plain_name(name: &str, marks: &str, wanted: &str) -> Verdict {
    if name.is_empty() {
        return Verdict::Bad("it is empty".to_owned());
    }
    let wrong = name
        .chars()
        .find(|letter| !letter.is_ascii_alphanumeric() && !marks.contains(*letter));
    match wrong {
        Some(letter) => {
            let shown = crate::foreign::line(&letter.to_string());
            Verdict::Bad(format!("`{shown}` cannot stand in it; {wanted}"))
        }
        None if name.chars().all(|letter| letter == '.') => {
            Verdict::Bad("it is no name".to_owned())
        }
        None => Verdict::Good,
    }
}
