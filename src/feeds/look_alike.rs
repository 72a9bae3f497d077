//! Hosts that look like one of a vendor's fixed hosts and are none of theirs: a letter
//! off, the vendor's whole host with something before or after it, letters that only look
//! Latin.
//!
//! Not for deciding whose host it is (see [`super::Hosts`]).

use crate::text::suggest::is_slip;

/// A host as a person sees it.
#[derive(Debug)]
pub(crate) struct Glance(String);

impl Glance {
    /// Looks at a host.
    pub(crate) fn at(host: &str) -> Self {
        // `pkgs.dev-azure.com` is read as quickly as the dot.
        Self(as_it_looks(host).replace('-', "."))
    }

    /// True where a person may take it for `own`, which is a vendor's host or what the
    /// vendor's hosts end with. It is true of the vendor's own hosts, too.
    pub(super) fn may_be(&self, own: &str) -> bool {
        looks_like(&self.0, own)
    }
}

fn looks_like(host: &str, own: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let length = own.chars().count();
    let is_near = |first: usize| {
        let mut run = String::new();
        for label in &labels[first..] {
            if !run.is_empty() {
                run.push('.');
            }
            run.push_str(label);
            let count = run.chars().count();
            if count > length + 1 {
                return false;
            }
            if count + 1 >= length && is_run_like(&run, own) {
                return true;
            }
        }
        false
    };
    host.contains(own) || (0..labels.len()).any(is_near)
}

/// True where one label of the host, but the first, may be taken for `own`.
pub(crate) fn has_label_like(host: &str, own: &str) -> bool {
    let host = as_it_looks(host);
    host.split('.').skip(1).any(|label| is_run_like(label, own))
}

/// Some labels of a host that are about as long as `own`.
fn is_run_like(run: &str, own: &str) -> bool {
    if run.is_ascii() {
        return is_slip(run, own);
    }
    // Letters of other scripts stand for whatever they look like, unless most are such.
    let mut pairs = 0;
    let (mut off, mut other) = (0, 0);
    for (letter, wanted) in run.chars().zip(own.chars()) {
        pairs += 1;
        if !letter.is_ascii() {
            other += 1;
        } else if letter != wanted {
            off += 1;
        }
    }
    run.chars().count() == own.len() && off <= 1 && other * 2 <= pairs
}

/// A host in the letters that a person sees, those that are easily taken for each other
/// as one.
fn as_it_looks(host: &str) -> String {
    let host = host.trim_end_matches('.').to_lowercase();
    let host = if host.contains("xn--") {
        url::quirks::domain_to_unicode(&host)
    } else {
        host
    };
    host.replace('0', "o")
        .replace('1', "l")
        .replace("rn", "m")
        .replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_may_mistake_is_known() {
        for (host, own) in [
            ("pkgs.dev-azure.com", "pkgs.dev.azure.com"),
            ("pkgs-dev-azure.com", "pkgs.dev.azure.com"),
            ("pkgs.dev.azure.co", "pkgs.dev.azure.com"),
            ("pkgs.dev.azure.corn", "pkgs.dev.azure.com"),
            ("pkgs.dev.azure.com.evil.test", "pkgs.dev.azure.com"),
            ("evilpkgs.dev.azure.com", "pkgs.dev.azure.com"),
            ("pkgs.dev.azure.co.evil.test", "pkgs.dev.azure.com"),
            ("pkgs.dev.xn--zure-43d.com", "pkgs.dev.azure.com"),
            ("cargo.cloudsmlth.io", "cloudsmith.io"),
            ("cargo.c10udsmith.io", "cloudsmith.io"),
            ("acme.jfrog.io.evil.test", "jfrog.io"),
            ("acme.jfr0g.io", "jfrog.io"),
            ("pkgs.dev.azure.com.", "pkgs.dev.azure.com"),
        ] {
            assert!(Glance::at(host).may_be(own), "{host}");
        }
        for (host, own) in [
            ("feed.example.test", "jfrog.io"),
            ("azure.com", "pkgs.dev.azure.com"),
            ("my-bucket.s3.eu-west-1.amazonaws.com", "cloudsmith.io"),
            ("xn--e1afmkfd.xn--p1ai", "jfrog.io"),
            ("127.0.0.1", "jfrog.io"),
            ("", "jfrog.io"),
        ] {
            assert!(!Glance::at(host).may_be(own), "{host}");
        }
        assert!(has_label_like("a.d.c0deartifact.x.test", "codeartifact"));
        assert!(!has_label_like("codeartifact.corp.test", "codeartifact"));
    }
}
