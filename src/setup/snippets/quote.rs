//! Words quoted for the formats that snippets are written in.
//!
//! Not for shells (see [`crate::text::shell`]) nor for TOML (see [`crate::toml`]).

/// Text for an element or an attribute.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            _ => out.push(letter),
        }
    }
    out
}

/// A string in double quotes, as YAML and JSON both read it.
pub(super) fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A command as the whole value of a key or of an element of a list.
pub(super) fn yaml_line(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || " -_./=".contains(letter);
    if text.chars().all(is_plain) && text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return text.to_owned();
    }
    yaml(text)
}

/// A string in single quotes, in which Groovy expands nothing.
pub(super) fn groovy(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Letters and digits of ASCII; what else there is parts words.
pub(super) fn camel(text: &str) -> String {
    let words = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut out = String::new();
    for word in words {
        if out.is_empty() {
            out.push_str(word);
        } else {
            out.push_str(&word[..1].to_ascii_uppercase());
            out.push_str(&word[1..]);
        }
    }
    if out.is_empty() || out.starts_with(|first: char| first.is_ascii_digit()) {
        out.insert_str(0, "feed");
    }
    out
}

/// Letters, digits, `-` and `_` of ASCII.
pub(super) fn plain(text: &str) -> String {
    let keep = |letter: char| {
        if letter.is_ascii_alphanumeric() || letter == '-' {
            letter
        } else {
            '_'
        }
    };
    text.chars().map(keep).collect()
}

/// The name of a variable or a secret: capitals, digits and `_`, no digit in front.
pub(super) fn variable(text: &str) -> String {
    let name = plain(text).replace('-', "_").to_ascii_uppercase();
    // GitHub keeps the second for itself.
    if name.starts_with(|first: char| first.is_ascii_digit()) || name.starts_with("GITHUB_") {
        format!("FEED_{name}")
    } else {
        name
    }
}

/// Every line after so many blanks, empty lines as they are.
pub(super) fn indented(text: &str, blanks: usize) -> String {
    text.lines()
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("{:blanks$}{line}\n", "")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_the_formats_take() {
        assert_eq!(xml("a<b>&'\""), "a&lt;b&gt;&amp;&apos;&quot;");
        assert_eq!(yaml("a\"b: #"), "\"a\\\"b: #\"");
        assert_eq!(
            yaml_line("cargo build --config a/b.toml"),
            "cargo build --config a/b.toml"
        );
        assert_eq!(yaml_line("cd 'a: b'"), "\"cd 'a: b'\"");
        assert_eq!(groovy("it's"), "'it\\'s'");
        for (text, of_gradle, of_uv, of_ci) in [
            ("crates", "crates", "crates", "CRATES"),
            ("acme-tools_2", "acmeTools2", "acme-tools_2", "ACME_TOOLS_2"),
            ("größe", "grE", "gr__e", "GR__E"),
            ("ß", "feed", "_", "_"),
        ] {
            assert_eq!(camel(text), of_gradle, "{text}");
            assert_eq!(plain(text), of_uv, "{text}");
            assert_eq!(variable(text), of_ci, "{text}");
        }
        assert_eq!(camel("2024-crates"), "feed2024Crates");
        assert_eq!(variable("2024"), "FEED_2024");
        assert_eq!(variable("github-crates"), "FEED_GITHUB_CRATES");
        assert_eq!(indented("a\n\nb\n", 2), "  a\n\n  b\n");
    }
}
