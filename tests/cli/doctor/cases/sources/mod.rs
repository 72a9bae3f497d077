//! Cases of the checks of sources.

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

use super::Cases;

pub(in crate::doctor) const CASES: &[Cases] = &[
    ("crates-io-redirected", crates_io_redirected::CASES),
    ("publish-needs-registry", publish_needs_registry::CASES),
    ("replacement-cycle", replacement_cycle::CASES),
    (
        "replacement-key-misspelled",
        replacement_key_misspelled::CASES,
    ),
    ("replacement-not-text", replacement_not_text::CASES),
    ("replacement-unknown", replacement_unknown::CASES),
    ("source-defined-twice", source_defined_twice::CASES),
    ("source-key-useless", source_key_useless::CASES),
    ("source-name-misspelled", source_name_misspelled::CASES),
    ("source-not-a-table", source_not_a_table::CASES),
    ("source-shadows-registry", source_shadows_registry::CASES),
    ("source-twin", source_twin::CASES),
    ("source-url-invalid", source_url_invalid::CASES),
    (
        "source-with-two-locations",
        source_with_two_locations::CASES,
    ),
    ("source-without-location", source_without_location::CASES),
    ("source-without-registry", source_without_registry::CASES),
];
