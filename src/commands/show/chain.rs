//! What replaces crates.io, step by step to its end.
//!
//! Not for following the chain (see [`crate::cargo::Replacement`]).

use super::seen::Seen;
use super::shown::{Chain, End, Entry, Step};
use crate::cargo::keys::Holds;
use crate::cargo::{self, Replacement};
use crate::text::escape;
use crate::text::suggest::nearest;

/// The keys that say where a source is.
const LOCATIONS: [&str; 4] = ["registry", "local-registry", "directory", "git"];

/// What cargo says of a circle that it notices.
const CIRCLE: &str = "detected a cycle of `replace-with` sources";

impl<'v> Seen<'v> {
    /// The chain, and the registry at its end.
    pub(super) fn chain(&self) -> (Chain, Option<String>) {
        let replacement = match self.view.replacement_of_crates_io() {
            Ok(replacement) => replacement,
            Err(wrong) => {
                let chain = Chain {
                    replaced: true,
                    steps: Vec::new(),
                    end: End {
                        kind: "fault",
                        ..End::default()
                    },
                    fault: Some(self.fault_with_place(&[], &wrong)),
                };
                return (chain, None);
            }
        };
        let mut registry = None;
        let mut fault = None;
        let (steps, end) = match replacement {
            Replacement::NotReplaced => (Vec::new(), end("crates.io", None)),
            Replacement::Registry { name, steps, .. } => {
                registry = Some(name.to_owned());
                let mut end = end("registry", Some(name));
                end.values = vec![self.entry(&["registries", name, "index"])];
                (steps, end)
            }
            Replacement::Source { name, steps, .. } => {
                let mut end = end("source", Some(name));
                end.values = self.locations(name);
                if end.values.is_empty() {
                    fault = Some(format!(
                        "no source location specified for `source.{}`",
                        escape::url(name)
                    ));
                }
                (steps, end)
            }
            Replacement::Unknown { name, steps } => {
                fault = Some(self.unknown(name));
                (steps, end("unknown", Some(name)))
            }
            Replacement::Cycle { names, steps } => {
                fault = Some(if names.contains(&"crates-io") {
                    CIRCLE.to_owned()
                } else {
                    "it follows this circle without end and says nothing".to_owned()
                });
                let mut end = end("cycle", None);
                end.cycle = names.into_iter().map(escape::url).collect();
                (steps, end)
            }
        };
        let chain = Chain {
            replaced: end.kind != "crates.io",
            steps: steps.iter().map(|step| self.step(step)).collect(),
            end,
            fault,
        };
        (chain, registry)
    }

    fn step(&self, step: &cargo::Step<'v>) -> Step {
        let path = ["source", step.from, "replace-with"];
        Step {
            from: escape::url(step.from),
            to: escape::url(step.to.value),
            defined: self.place(&step.to.definition),
            shadows: self.shadowed(&path, &step.to.shadowed, Holds::Text),
        }
    }

    fn locations(&self, source: &str) -> Vec<Entry> {
        LOCATIONS
            .iter()
            .map(|key| self.entry(&["source", source, key]))
            .filter(|entry| entry.value.is_some() || entry.fault.is_some())
            .collect()
    }

    fn unknown(&self, name: &str) -> String {
        let names = self.names("registries").chain(self.names("source"));
        let names = names.filter(|known| *known != name && *known != "crates-io");
        let said = format!(
            "could not find a configured source with the name `{}`",
            escape::url(name)
        );
        match nearest(name, names) {
            Some(near) => format!("{said}; did you mean `{}`?", escape::url(near)),
            None => said,
        }
    }
}

fn end(kind: &'static str, name: Option<&str>) -> End {
    End {
        kind,
        name: name.map(escape::url),
        ..End::default()
    }
}
