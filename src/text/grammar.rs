//! English around words and numbers in messages: articles and plurals.
//!
//! Not for quoting what others have written (see [`crate::text::escape`]).

/// `an array`, `a table`. By the letter, so not for words such as "user", which are
/// spoken otherwise than they are written.
#[must_use]
pub fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

/// `1 line`, `2 lines`.
#[must_use]
pub fn plural(number: usize, word: &str) -> String {
    if number == 1 {
        format!("1 {word}")
    } else {
        format!("{number} {word}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_plurals() {
        assert_eq!(with_article("array"), "an array");
        assert_eq!(with_article("API key"), "an API key");
        assert_eq!(with_article("PAT"), "a PAT");
        assert_eq!(plural(0, "line"), "0 lines");
        assert_eq!(plural(1, "line"), "1 line");
        assert_eq!(plural(2, "line"), "2 lines");
    }
}
