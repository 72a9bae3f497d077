//! "Did you mean": the known name that differs least from one that is not known.
//!
//! Not for deciding that a name is wrong.

use strsim::osa_distance;

/// How long a name may be to be taken for another one. Crates.io allows a crate no longer
/// one, and what is longer is nobody's slip; the distance of two names takes as many steps
/// as the product of their lengths.
const LONGEST: usize = 64;

/// The known name that differs least, if it differs by little.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = folded(name)?;
    let most = wanted.chars().count().div_ceil(3).min(3);
    known
        .into_iter()
        .filter_map(|other| Some((osa_distance(&wanted, &folded(other)?), other)))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// True where the one is the other but for one slip: a letter missing, doubled,
/// exchanged or swapped with the next, another case, `-` for `_`.
#[must_use]
pub fn is_slip(one: &str, other: &str) -> bool {
    // One letter is four bytes at most; most names are told apart by that alone.
    if one.len().abs_diff(other.len()) > 5 {
        return false;
    }
    matches!((folded(one), folded(other)), (Some(one), Some(other)) if osa_distance(&one, &other) <= 1)
}

/// A name in the form in which names are compared; `None` for one that is too long.
fn folded(name: &str) -> Option<String> {
    let is_short = name.chars().nth(LONGEST).is_none();
    is_short.then(|| name.to_lowercase().replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_meant_is_found() {
        let known = ["crates", "my_feed", "tools"];
        assert_eq!(nearest("Crates", known), Some("crates"));
        assert_eq!(nearest("my-feed", known), Some("my_feed"));
        assert_eq!(nearest("craets", known), Some("crates"));
        assert_eq!(nearest("other", known), None);
        assert_eq!(nearest("", known), None);
    }

    #[test]
    fn a_name_that_is_longer_than_any_is_near_to_none() {
        let longest = "a".repeat(LONGEST);
        let longer = format!("{longest}a");
        assert_eq!(nearest(&longest, [&longest[1..]]), Some(&longest[1..]));
        assert_eq!(nearest(&longer, [&*longest]), None);
        assert_eq!(nearest(&longest, [&*longer]), None);
        assert!(is_slip(&longest, &longest[1..]) && !is_slip(&longer, &longest));
    }
}
