//! Checks of `[source]`: what replaces crates.io, and what a source is.

mod crates_io_redirected;
mod publish_needs_registry;
mod replacement_cycle;
mod replacement_key_misspelled;
mod replacement_not_text;
mod replacement_unknown;
mod source_defined_twice;
mod source_key_useless;
mod source_name_misspelled;
mod source_not_a_table;
mod source_shadows_registry;
mod source_twin;
mod source_url_invalid;
mod source_with_two_locations;
mod source_without_location;
mod source_without_registry;
mod table;

use super::Group;

/// The group.
pub(super) const GROUP: Group = Group {
    title: "Sources and the replacement of crates.io",
    checks: &[
        &crates_io_redirected::CHECK,
        &publish_needs_registry::CHECK,
        &replacement_cycle::CHECK,
        &replacement_key_misspelled::CHECK,
        &replacement_not_text::CHECK,
        &replacement_unknown::CHECK,
        &source_defined_twice::CHECK,
        &source_key_useless::CHECK,
        &source_name_misspelled::CHECK,
        &source_not_a_table::CHECK,
        &source_shadows_registry::CHECK,
        &source_twin::CHECK,
        &source_url_invalid::CHECK,
        &source_with_two_locations::CHECK,
        &source_without_location::CHECK,
        &source_without_registry::CHECK,
    ],
};
