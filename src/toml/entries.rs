//! The entries of one table, in the order in which their keys are first written.
//!
//! Most tables have a few keys, for which a list is smaller and quicker than a hash table;
//! a table of many keys is one. Not for what may stand where (see [`super::tree`]).

use indexmap::IndexMap;
use indexmap::map;

use super::tree::Entry;

/// How many keys are looked through one by one.
const FEW: usize = 8;

/// Keys with their entries.
#[derive(Debug, Clone)]
pub(super) enum Entries {
    Few(Vec<(String, Entry)>),
    Many(IndexMap<String, Entry>),
}

/// Where a key stands, or would.
pub(super) enum Slot<'e> {
    Taken(&'e mut Entry),
    Free(Free<'e>),
}

/// A key that is not there.
pub(super) enum Free<'e> {
    Few(&'e mut Vec<(String, Entry)>, String),
    Many(map::VacantEntry<'e, String, Entry>),
}

impl Default for Entries {
    fn default() -> Self {
        Entries::Few(Vec::new())
    }
}

/// As of maps: the order does not count.
impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, entry)| other.get(name) == Some(entry))
    }
}

impl Entries {
    pub(super) fn len(&self) -> usize {
        match self {
            Entries::Few(list) => list.len(),
            Entries::Many(map) => map.len(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Entry> {
        match self {
            Entries::Few(list) => list
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, entry)| entry),
            Entries::Many(map) => map.get(name),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        let (few, many) = match self {
            Entries::Few(list) => (Some(list), None),
            Entries::Many(map) => (None, Some(map)),
        };
        let few = few.into_iter().flatten();
        let many = many.into_iter().flatten();
        few.map(|(name, entry)| (name.as_str(), entry))
            .chain(many.map(|(name, entry)| (name.as_str(), entry)))
    }

    pub(super) fn slot(&mut self, name: &str) -> Slot<'_> {
        if let Entries::Few(list) = self
            && list.len() == FEW
        {
            *self = Entries::Many(std::mem::take(list).into_iter().collect());
        }
        match self {
            Entries::Few(list) => match list.iter().position(|(known, _)| known == name) {
                Some(at) => Slot::Taken(&mut list[at].1),
                None => Slot::Free(Free::Few(list, name.to_owned())),
            },
            Entries::Many(map) => match map.entry(name.to_owned()) {
                map::Entry::Occupied(slot) => Slot::Taken(slot.into_mut()),
                map::Entry::Vacant(slot) => Slot::Free(Free::Many(slot)),
            },
        }
    }
}

impl<'e> Free<'e> {
    pub(super) fn insert(self, entry: Entry) -> &'e mut Entry {
        match self {
            Free::Few(list, name) => {
                if list.capacity() == 0 {
                    list.reserve_exact(1);
                }
                let at = list.len();
                list.push((name, entry));
                &mut list[at].1
            }
            Free::Many(slot) => slot.insert(entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toml::{Item, Node, Span};

    fn entry(value: i64) -> Entry {
        Entry {
            key: Span::default(),
            item: Item {
                node: Node::Integer(value),
                span: Span::default(),
            },
        }
    }

    #[test]
    fn keys_keep_their_order_and_are_found_however_many_they_are() {
        for count in [0, 1, 7, 8, 9, 10, 40] {
            let mut entries = Entries::default();
            for number in 0..count {
                match entries.slot(&format!("k{number}")) {
                    Slot::Free(free) => *free.insert(entry(0)) = entry(number),
                    Slot::Taken(_) => panic!("k{number} is new"),
                }
            }
            let names: Vec<&str> = entries.iter().map(|(name, _)| name).collect();
            let wanted: Vec<String> = (0..count).map(|number| format!("k{number}")).collect();
            assert_eq!(names, wanted);
            for number in 0..count {
                let name = format!("k{number}");
                assert_eq!(entries.get(&name), Some(&entry(number)));
                assert!(
                    matches!(entries.slot(&name), Slot::Taken(found) if *found == entry(number))
                );
            }
            assert_eq!(entries.get("none"), None);
        }
    }

    #[test]
    fn the_order_does_not_make_a_difference() {
        let made = |names: &[&str]| {
            let mut entries = Entries::default();
            for name in names {
                if let Slot::Free(free) = entries.slot(name) {
                    free.insert(entry(1));
                }
            }
            entries
        };
        assert_eq!(made(&["a", "b"]), made(&["b", "a"]));
        assert_ne!(made(&["a", "b"]), made(&["a", "c"]));
        assert_ne!(made(&["a"]), made(&["a", "b"]));
    }
}
