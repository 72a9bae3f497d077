//! What people write in the place of an index of Azure Artifacts.
//!
//! Only hosts of Microsoft's are judged; of a server of one's own too little is
//! known.

use super::recognise::recognise;
use super::{HOST, HOSTS, legacy_organization, names};
use crate::feeds::url::Location;
use crate::feeds::{Fault, FaultKind, Hint, Recognised, Values, Verdict};

pub(super) fn of_index(location: &Location) -> Option<Fault> {
    let host = location.host.as_str();
    let path = location.path();
    let meant = recognise(location, Hint::default());
    let is_legacy = legacy_organization(host).is_some();
    if host != HOST && !is_legacy {
        let is_page = host == "dev.azure.com"
            || (host.ends_with(".visualstudio.com") && HOSTS.look_like(host));
        return is_page.then_some(Fault {
            kind: FaultKind::Malformed,
            words: "is a page for the browser, not the index of a feed",
            meant,
        });
    }
    // Another mistake, whoever hosts the feed.
    if location.port.is_some() || path.last() == Some(&"config.json") {
        return None;
    }
    if !is_legacy {
        if let ["_packaging", ..] = path.as_slice() {
            return Some(Fault {
                kind: FaultKind::NoWhole,
                words: "lacks the organization behind the host",
                meant: None,
            });
        }
        if path.iter().take(2).any(|part| is_of_servers(part)) {
            return Some(Fault {
                kind: FaultKind::Server,
                words: "has the path of a server of one's own on the host of the cloud",
                meant: None,
            });
        }
        if let Some(meant) = swapped(&path, meant.as_ref()) {
            return Some(Fault {
                kind: FaultKind::Swapped,
                words: "has organization and project in each other's place",
                meant: Some(meant),
            });
        }
    }
    let is_index = path
        .iter()
        .position(|part| *part == "_packaging")
        .is_some_and(|mark| match path.get(mark + 1..) {
            Some([_, client, index]) => {
                client.eq_ignore_ascii_case("cargo") && index.eq_ignore_ascii_case("index")
            }
            _ => false,
        });
    if is_index && meant.is_some() {
        return None;
    }
    let words = if meant.is_some() {
        "is not the URL that cargo needs: behind the feed comes `/Cargo/index/`"
    } else {
        "is no feed: organization, project, `_packaging` and the feed are wanted behind the host"
    };
    Some(Fault {
        kind: FaultKind::Malformed,
        words,
        meant,
    })
}

/// Words of the paths of servers, which no organization or project can be called.
fn is_of_servers(part: &str) -> bool {
    part.eq_ignore_ascii_case("tfs") || part.eq_ignore_ascii_case("DefaultCollection")
}

/// Only where the rules for names leave no other reading.
fn swapped(path: &[&str], found: Option<&Recognised>) -> Option<Recognised> {
    let [first, second, "_packaging", ..] = path else {
        return None;
    };
    let is_bad = matches!(names::organization(first, false), Verdict::Bad(_));
    let is_swapped = is_bad
        && names::organization(second, false) == Verdict::Good
        && names::project(first, false) == Verdict::Good;
    let found = found.filter(|_| is_swapped)?;
    let mut values: Values = found.values.clone();
    values.set("org", *second);
    values.set("project", *first);
    Some(Recognised {
        values,
        ..found.clone()
    })
}
