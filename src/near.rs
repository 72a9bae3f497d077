//! "Did you mean": the known name that differs least from one that is not known.
//!
//! Not for deciding that a name is wrong.

/// The known name that differs least, if it differs by little.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let fold = |text: &str| text.to_lowercase().replace('-', "_");
    let wanted: Vec<char> = fold(name).chars().collect();
    known
        .into_iter()
        .map(|other| {
            let letters: Vec<char> = fold(other).chars().collect();
            (distance(&wanted, &letters), other)
        })
        .filter(|(distance, _)| *distance <= wanted.len().div_ceil(3).min(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// True where the one is the other but for one slip: a letter missing, doubled,
/// exchanged or swapped with the next, another case, `-` for `_`.
#[must_use]
pub fn is_slip(one: &str, other: &str) -> bool {
    let fold =
        |text: &str| -> Vec<char> { text.to_lowercase().replace('-', "_").chars().collect() };
    distance(&fold(one), &fold(other)) <= 1
}

/// How many letters have to be put in, taken out, exchanged or swapped.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let above = &rows[i];
            let mut best = (above[j] + usize::from(left != right))
                .min(above[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
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
}
