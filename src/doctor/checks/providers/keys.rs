//! Keys that were meant to name credential providers.
//!
//! Not for the providers themselves (see [`super::chain`]).

use super::chain::{GLOBAL, OWN};
use crate::text::suggest;

/// What a key was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// The list for all registries.
    Global,
    /// The provider of one registry.
    Own,
}

/// Other words for the provider of a registry, one of them from cargo's own past.
const OTHER_WORDS: [&str; 4] = [
    "credential-helper",
    "credential-process",
    "credentials",
    "provider",
];

/// What a key was meant to be that cargo does not know.
pub(super) fn meant(key: &str) -> Option<Meant> {
    // Most keys are far from it, which is quickly seen.
    if !key
        .bytes()
        .any(|byte| matches!(byte, b'c' | b'C' | b'p' | b'P'))
    {
        return None;
    }
    let folded = key.to_ascii_lowercase().replace('_', "-");
    if !folded.contains("cred") && !folded.contains("prov") || key == GLOBAL[1] || key == OWN {
        return None;
    }
    match suggest::nearest(&folded, [GLOBAL[1], OWN]) {
        Some(name) if name == GLOBAL[1] => Some(Meant::Global),
        Some(_) => Some(Meant::Own),
        None => OTHER_WORDS.contains(&folded.as_str()).then_some(Meant::Own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_likeness() {
        for (key, wanted) in [
            ("credential-provider", None),
            ("global-credential-providers", None),
            ("credential_provider", Some(Meant::Own)),
            ("credential-providers", Some(Meant::Own)),
            ("Credential-Provider", Some(Meant::Own)),
            ("credential-process", Some(Meant::Own)),
            ("provider", Some(Meant::Own)),
            ("global-credential-provider", Some(Meant::Global)),
            ("global_credential_providers", Some(Meant::Global)),
            ("gobal-credential-providers", Some(Meant::Global)),
            ("credential-alias", None),
            ("index", None),
            ("improve", None),
        ] {
            assert_eq!(meant(key), wanted, "{key}");
        }
    }
}
