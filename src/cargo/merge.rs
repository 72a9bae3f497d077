//! Merging files by cargo's rules.
//!
//! Tables merge key by key, lists are joined, of other values the nearest counts.
//! Not for variables, which cargo applies when it looks a key up (see
//! [`super::View`]).

use indexmap::map::Entry as Slot;

use super::credential_chain::ALIASES;
use super::key::{holds_names, is_replacing_list, is_secret};
use super::load::Layer;
use super::{
    ConfigFile, Definition, FileId, MergedNode, MergedTable, MergedValue, Problem, dotted, include,
};
use crate::text::secret::Secret;
use crate::toml::{self, Entry, Item, Node, Span};

pub(super) struct Merger<'c> {
    files: &'c [ConfigFile],
    /// What cannot be merged, in the order in which it was met.
    pub(super) clashes: Vec<Problem>,
    /// The key that is being merged.
    path: Vec<&'c str>,
}

/// Which of two values counts for more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nearer {
    /// The one that is there: files of the walk come nearest first.
    Old,
    /// The one that is added: files that are included come in their order, and
    /// the including file last.
    New,
}

impl<'c> Merger<'c> {
    pub(super) fn new(files: &'c [ConfigFile]) -> Self {
        Self {
            files,
            clashes: Vec::new(),
            path: Vec::new(),
        }
    }

    /// All layers as one table; the nearest comes first.
    pub(super) fn layers(&mut self, layers: &[Layer]) -> MergedTable<'c> {
        let mut root = MergedTable::default();
        for layer in layers {
            let added = self.layer(layer);
            self.tables(&mut root, added, Nearer::Old, true);
        }
        root
    }

    /// One file, merged over what it includes.
    pub(super) fn layer(&mut self, layer: &Layer) -> MergedTable<'c> {
        // What was merged and waits for the file that includes it.
        let mut waiting: Vec<MergedTable<'c>> = Vec::new();
        for step in &layer.steps {
            let first = waiting.len().saturating_sub(step.includes);
            let mut root = MergedTable::default();
            for added in waiting.drain(first..) {
                self.tables(&mut root, added, Nearer::New, true);
            }
            let file = &self.files[step.file.index()];
            if let (Some(tree), Some(text)) = (file.tree(), file.text()) {
                let mut own = Lowering {
                    file: step.file,
                    text,
                }
                .root(tree);
                // Cargo takes it out before it merges.
                own.entries.shift_remove(include::KEY);
                self.tables(&mut root, own, Nearer::New, true);
            }
            waiting.push(root);
        }
        waiting.pop().unwrap_or_default()
    }

    /// `alone` holds while no other key of the two files had to be merged at this
    /// level or above. Cargo forgets to leave a key that it has merged, so only
    /// then does it surely know the key that it is at.
    ///
    /// By the same slip the top-level list `paths` is replaced by chance where two
    /// files have a `[credential-alias]`. It has nothing to do with feeds and is
    /// not marked.
    fn tables(
        &mut self,
        old: &mut MergedTable<'c>,
        new: MergedTable<'c>,
        nearer: Nearer,
        alone: bool,
    ) {
        if old.entries.is_empty() {
            *old = new;
            return;
        }
        let common = new
            .entries
            .keys()
            .filter(|key| old.entries.contains_key(*key));
        let alone = alone && common.take(2).count() == 1;
        for (key, value) in new.entries {
            match old.entries.entry(key) {
                Slot::Vacant(slot) => {
                    slot.insert(value);
                }
                Slot::Occupied(slot) => {
                    self.path.push(key);
                    self.values(slot.into_mut(), value, nearer, alone);
                    self.path.pop();
                }
            }
        }
    }

    fn values(
        &mut self,
        old: &mut MergedValue<'c>,
        mut new: MergedValue<'c>,
        nearer: Nearer,
        alone: bool,
    ) {
        use MergedNode::{List, Table};
        match (&mut old.node, &mut new.node) {
            (Table(ours), Table(theirs)) => {
                let theirs = std::mem::take(theirs);
                self.tables(ours, theirs, nearer, alone);
            }
            (List(ours), List(theirs)) if !is_replacing_list(&self.path) => {
                let (far, near) = match nearer {
                    Nearer::Old => (theirs, ours),
                    Nearer::New => (ours, theirs),
                };
                far.append(near);
                let joined = std::mem::take(far);
                old.node = List(joined);
            }
            (List(_), List(_)) => {
                let ambiguous = !alone || old.ambiguous || new.ambiguous;
                if nearer == Nearer::New {
                    std::mem::swap(&mut old.node, &mut new.node);
                }
                // Chance stays chance, whatever is merged later.
                old.ambiguous = ambiguous;
            }
            (List(_) | Table(_), _) | (_, List(_) | Table(_)) => {
                let (near, far) = match nearer {
                    Nearer::Old => (&*old, &new),
                    Nearer::New => (&new, &*old),
                };
                self.clashes.push(Problem::MergeClash {
                    key: dotted(&self.path),
                    near: near.definition.clone(),
                    near_kind: near.kind(),
                    far: far.definition.clone(),
                    far_kind: far.kind(),
                });
                if nearer == Nearer::New {
                    std::mem::swap(&mut old.node, &mut new.node);
                }
            }
            _ => {
                if nearer == Nearer::New {
                    std::mem::swap(&mut old.node, &mut new.node);
                }
            }
        }
        places(old, new, nearer);
    }
}

/// Puts the places of the farther value behind those of the nearer one.
fn places<'c>(old: &mut MergedValue<'c>, mut new: MergedValue<'c>, nearer: Nearer) {
    if nearer == Nearer::New {
        std::mem::swap(&mut old.definition, &mut new.definition);
        std::mem::swap(&mut old.shadowed, &mut new.shadowed);
    }
    old.shadowed.push(new.definition);
    old.shadowed.append(&mut new.shadowed);
}

/// Turns the tree of one file into values of the view.
struct Lowering<'c> {
    file: FileId,
    text: &'c str,
}

impl<'c> Lowering<'c> {
    fn root(&self, tree: &'c toml::Table) -> MergedTable<'c> {
        let lower = |(key, entry): (&'c str, &'c Entry)| {
            let value = match entry.value() {
                Node::Table(_) if key == ALIASES => self.aliases(entry),
                Node::Table(table) if holds_names(key) => {
                    let named = |(name, entry): (&'c str, &'c Entry)| {
                        (name, self.item(&entry.item, entry.key, false))
                    };
                    let entries = table.iter().map(named).collect();
                    let node = MergedNode::Table(MergedTable { entries });
                    self.value(node, &entry.item, entry.key)
                }
                _ => self.item(&entry.item, entry.key, is_secret(key)),
            };
            (key, value)
        };
        MergedTable {
            entries: tree.iter().map(lower).collect(),
        }
    }

    /// A name with dots stands in tables below each other, so no part of it is that of
    /// a secret.
    fn aliases(&self, entry: &'c Entry) -> MergedValue<'c> {
        let Some(table) = entry.value().as_table() else {
            return self.item(&entry.item, entry.key, false);
        };
        let entries = table.iter();
        let entries = entries.map(|(name, entry)| (name, self.aliases(entry)));
        let entries = entries.collect();
        let node = MergedNode::Table(MergedTable { entries });
        self.value(node, &entry.item, entry.key)
    }

    fn table(&self, tree: &'c toml::Table, secret: bool) -> MergedTable<'c> {
        let lower = |(key, entry): (&'c str, &'c Entry)| {
            let secret = secret || is_secret(key);
            (key, self.item(&entry.item, entry.key, secret))
        };
        MergedTable {
            entries: tree.iter().map(lower).collect(),
        }
    }

    fn item(&self, item: &'c Item, key: Span, secret: bool) -> MergedValue<'c> {
        let node = match &item.node {
            Node::List(items) => MergedNode::List(
                items
                    .iter()
                    .map(|item| self.item(item, key, secret))
                    .collect(),
            ),
            Node::Table(table) => MergedNode::Table(self.table(table, secret)),
            Node::String(text) if secret => MergedNode::Secret(Secret::new(text), item.node.kind()),
            scalar if secret => {
                MergedNode::Secret(Secret::new(item.span.of(self.text)), scalar.kind())
            }
            Node::String(text) => MergedNode::String(text),
            Node::Integer(value) => MergedNode::Integer(*value),
            Node::Boolean(value) => MergedNode::Boolean(*value),
            other @ (Node::Float | Node::Datetime) => MergedNode::Unsupported(other.kind()),
        };
        self.value(node, item, key)
    }

    fn value(&self, node: MergedNode<'c>, item: &Item, key: Span) -> MergedValue<'c> {
        MergedValue {
            node,
            definition: Definition::File {
                file: self.file,
                key,
                value: item.span,
            },
            shadowed: Vec::new(),
            ambiguous: false,
        }
    }
}
