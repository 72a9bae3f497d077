//! What cargo and servers say: any text becomes one cause that can be shown, with
//! something to do next and without a secret.

use feedctl::doctor::checks::{Consequence, Spot};
use feedctl::feeds::providers;
use feedctl::probe::{Asked, NONE, Said, Sent, Served, Verdict, decode};

use super::urls::is_clean;

/// Has the form of a personal access token of Azure DevOps, and is none.
const TOKEN: &str =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567890123AZDO0123";

const FEEDS: [&str; 4] = [
    "sparse+https://pkgs.dev.azure.com/contoso/Platform/_packaging/crates/Cargo/index/",
    "sparse+https://cargo.cloudsmith.io/acme/tools/",
    "sparse+https://corp.test/artifactory/api/cargo/crates/index/",
    "sparse+https://corp.test/crates/",
];

/// The first byte says who was asked with what, the rest is what was said; `@TOKEN@`
/// in it stands for a token.
pub fn run(data: &[u8]) {
    let [how, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let text = text.replace("@NONE@", NONE);
    let has_token = text.contains("@TOKEN@");
    let said = Said {
        text: text.replace("@TOKEN@", &format!(" {TOKEN} ")),
        hung: how & 0b0000_0100 != 0,
        ok: how & 0b0000_1100 == 0b0000_1100,
    };
    let index = FEEDS[usize::from(how & 0b0000_0011)];
    let feed = providers::feed_at(index);
    let sent = Sent {
        keeper: (how & 0b0001_0000 != 0).then(|| "cargo:token".to_owned()),
        place: (how & 0b0010_0000 != 0).then(|| "~/.cargo/credentials.toml:2".to_owned()),
        shape: (how & 0b0100_0000 != 0).then(|| feedctl::text::secret::Shape::of(TOKEN)),
        behind: None,
    };
    let asked = Asked {
        registry: "crates",
        index,
        dependency: NONE,
        feed: feed.as_ref(),
        spot: &Spot::Machine,
        sent: &sent,
        offline: &[],
    };
    let served = if how & 0b1000_0000 == 0 {
        Served::Nothing
    } else {
        Served::Something
    };
    let mut shown = vec![said.answer()];
    let _ = said.asked_last();
    match decode(&said, &served, &asked) {
        Verdict::Reads | Verdict::Explained(_) => {}
        Verdict::Elsewhere(place) => shown.push(place),
        Verdict::Fails { finding, .. } => {
            assert!(!finding.cause.is_empty());
            shown.push(finding.cause.clone());
            match &finding.consequence {
                Some(Consequence::Cargo(words) | Consequence::Plain(words)) => {
                    shown.extend(words.lines().map(str::to_owned));
                }
                None => {}
            }
            let next = finding.fix.into_words();
            assert!(
                !next.trim().is_empty(),
                "{} has no way out",
                finding.check.code
            );
            shown.push(next);
        }
    }
    for line in &shown {
        is_clean(line);
        assert!(!has_token || !line.contains(TOKEN), "{line}");
    }
}
