//! URLs, remotes and names that people paste and files hold: what is recognised means
//! what it says, and no secret of them is shown.

use std::path::Path;

use feedctl::cargo::index_url::{self, Canonical};
use feedctl::cargo::masked;
use feedctl::cargo::registry_name;
use feedctl::feeds::providers::{self, ALL};
use feedctl::feeds::url::Location;
use feedctl::text::escape;
use url::Url;

/// Stands for a password or a token.
const SECRET: &str = "swordfishSECRET";

/// The text is a URL, a remote, a name or a line, as it comes.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    for location in [Location::of_pasted(text), Location::of_remote(text)]
        .into_iter()
        .flatten()
    {
        located(&location);
    }
    for feed in ALL
        .iter()
        .filter_map(|provider| providers::feed_of(provider, text))
        .chain(providers::feed_at(text))
    {
        let index = feed.index();
        let url = feed.index_url();
        assert!(index.starts_with("sparse+http") && index.ends_with('/'));
        assert!(url.username().is_empty() && url.password().is_none());
        assert!(url.query().is_none() && url.fragment().is_none());
        // By its shape alone a path is anybody's; nobody is connected to a vendor's host so.
        let is_anothers = |other: &&&feedctl::feeds::Provider| {
            other.id != feed.provider.id
                && url
                    .host_str()
                    .is_some_and(|host| (other.urls.hosts.is_theirs)(host))
        };
        if ALL.iter().any(|other| is_anothers(&other)) {
            continue;
        }
        // What is written once is understood again, by whoever may read it.
        let again = providers::feed_of(feed.provider, &index);
        let again = again.unwrap_or_else(|| panic!("{} loses {index}", feed.provider.id));
        assert_eq!(again.index(), index);
        // What is nearly another vendor's index is that one's.
        let any = providers::feed_at(&index).expect("somebody knows it");
        if any.provider.id == feed.provider.id {
            assert_eq!(any.index(), index);
        }
        let _ = providers::fault_of_index(&index);
    }
    let _ = providers::fault_of_index(text);
    names(text);
    shown(text);
}

fn located(location: &Location) {
    assert!(!location.host.is_empty());
    assert!(!location.segments.iter().any(String::is_empty));
    if let Some((provider, _)) = providers::recognise(location)
        && !provider.is_self_hosted()
    {
        assert!(
            (provider.urls.hosts.is_theirs)(&location.host),
            "{} takes {} for its own",
            provider.id,
            location.host
        );
    }
    if let Some(vendor) = providers::look_alike(&location.host) {
        assert!(!(vendor.urls.hosts.is_theirs)(&location.host));
    }
}

fn names(text: &str) {
    let clean = registry_name::cleaned(text);
    assert!(registry_name::check(&clean).is_ok(), "{clean}");
    if registry_name::check(text).is_ok() {
        assert_eq!(clean, text);
    }
    assert!(Canonical::of(text).is(text));
    let canonical = Canonical::of(text);
    // Of a file's URL the library makes another each time.
    if let Ok(url) = Url::parse(text.trim())
        && url.scheme() != "file"
    {
        assert!(canonical.is(url.as_str()), "the same, written out");
    }
    let _ = (index_url::is_sparse(text), index_url::host(text));
}

fn shown(text: &str) {
    let line = escape::line(text);
    is_clean(&line);
    assert_eq!(escape::line(&line), line, "what is clean stays");
    is_clean(&escape::url(text));
    for line in masked::config(text, 0..usize::MAX) {
        for part in escape::parts(&line) {
            is_clean(&part);
        }
    }
    is_clean(&escape::path(Path::new(text), None));
    for line in escape::speech(text) {
        is_clean(&line);
    }
    if text.contains(SECRET) {
        return;
    }
    // A password in a URL, whatever stands around it.
    let (before, after) = text.split_once('|').unwrap_or(("", text));
    let url = format!("{before} https://me:{SECRET}@{after}");
    for shown in [escape::url(&url), escape::speech(&url).join("\n")] {
        assert!(!shown.contains(SECRET), "{shown}");
    }
    if !text.contains(['\n', '\r']) {
        let line = format!("token = '{SECRET}'{after}");
        let shown = masked::config(&line, 0..usize::MAX).join("\n");
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

/// Nothing that moves a cursor, hides, turns text round, or commands a build agent.
pub(crate) fn is_clean(line: &str) {
    for letter in line.chars() {
        assert!(!letter.is_control(), "{letter:?} in {line:?}");
        let turns = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        assert!(!turns, "{letter:?} in {line:?}");
    }
    let low = line.to_lowercase();
    assert!(!low.contains("##vso[") && !line.contains("##["), "{line}");
    assert!(!line.trim_start().starts_with("::"), "{line}");
}
