//! AWS `CodeArtifact`: repositories of a domain, with tokens that `aws` prints.
//!
//! Source: the `CodeArtifact` user guide, "Configure and use Cargo with `CodeArtifact`".

use url::Url;

use super::clients::Federated;
use super::look_alike::has_label_like;
use super::{
    Hint, Mint, Minted, Optional, Param, Provider, Recognised, Replacement, SERVER, SignIn, Source,
    Verdict, is_of_web, is_plain_https, plain_name, sign_in,
};
use crate::env::Env;
use crate::feed::Feed;
use crate::location::{Location, below};
use crate::token::Token;

/// What follows domain and account in a host.
const SERVICE: &str = ".d.codeartifact.";
const CLOUDS: [&str; 2] = [".amazonaws.com", ".on.aws"];

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "codeartifact",
    aliases: &["aws", "aws-codeartifact"],
    name: "AWS CodeArtifact",
    docs: "https://docs.aws.amazon.com/codeartifact/latest/ug/configure-use-cargo.html",
    params: &[
        Param {
            key: "domain",
            word: "domain",
            value: "NAME",
            note: "",
            is_flag: true,
            optional: Optional::No,
            check: |name, _| plain_name(name, "-", "the domain's name is wanted, not its URL"),
        },
        Param {
            key: "account",
            word: "account",
            value: "ID",
            note: "",
            is_flag: true,
            optional: Optional::No,
            check: account,
        },
        Param {
            key: "region",
            word: "region",
            value: "NAME",
            note: "",
            is_flag: true,
            optional: Optional::No,
            check: region,
        },
        Param {
            key: "repo",
            word: "repository",
            value: "NAME",
            note: "",
            is_flag: true,
            optional: Optional::No,
            check: |name, _| {
                plain_name(
                    name,
                    "-_.",
                    "the repository's name is wanted, as the URL has it",
                )
            },
        },
    ],
    server: None,
    replacement: |_| {
        Replacement::Default(
            "the repository must have the external connection `crates.io`, or an upstream that has it",
        )
    },
    sign_in: SignIn {
        secret: "authorization token",
        rights: "of `aws codeartifact get-authorization-token`, good for 12 hours",
        is_own,
        sources: &[Source::Program(&AWS)],
        advised: Some(&AWS),
        ..sign_in::NONE
    },
    index,
    name_of: |feed| feed.get("repo").unwrap_or("codeartifact").to_owned(),
    recognise,
    is_plain: true,
    is_host: |host| of_host(host).is_some(),
    looks_like_theirs: |host| has_label_like(host, "codeartifact"),
    federated,
    unconfirmed: |feed| {
        let is_dual = feed
            .base
            .as_ref()
            .and_then(Url::host_str)
            .is_some_and(|host| host.ends_with(CLOUDS[1]));
        is_dual.then_some("the dual-stack host is unconfirmed for cargo")
    },
    unsure: &[
        "the dual-stack host",
        "tokens of a credential provider on Windows before cargo 1.98, which keeps their line end",
    ],
    ..SERVER
};

const AWS: Mint = Mint {
    program: "aws",
    args: |feed| Some(words(feed)?.into_iter().map(str::to_owned).collect()),
    account: profile,
    read,
    header: sign_in::Header::Bare,
    install: "install the AWS CLI, and sign in to it",
    next: |_| "`aws sso login`, or however you sign in to AWS",
    as_provider: |feed| {
        Some(format!(
            "cargo:token-from-stdout aws {}",
            words(feed)?.join(" ")
        ))
    },
};

/// None holds a blank or starts with a dash: the rules for names see to it.
fn words(feed: &Feed) -> Option<Vec<&str>> {
    let of = |key: &str| {
        let value = feed.get(key)?;
        let verdict = (PROVIDER.param(key)?.check)(value, false);
        (!matches!(verdict, Verdict::Bad(_)) && !value.starts_with('-')).then_some(value)
    };
    Some(vec![
        "codeartifact",
        "get-authorization-token",
        "--domain",
        of("domain")?,
        "--domain-owner",
        of("account")?,
        "--region",
        of("region")?,
        "--query",
        "authorizationToken",
        "--output",
        "text",
    ])
}

/// The profile: tokens are kept apart by it.
fn profile(env: &Env) -> String {
    env.variable("AWS_PROFILE").unwrap_or_default().to_owned()
}

/// One line. It does not say when it runs out, so it is asked for anew each time.
fn read(text: &str) -> Option<Minted> {
    let token = Token::new(text.trim());
    let shape = token.shape();
    (shape.length > 0 && !shape.broken && token.expose() != "None").then_some(Minted {
        token,
        expires: None,
    })
}

/// A role that trusts GitHub's identity provider.
fn federated(feed: &Feed) -> Option<Federated> {
    let line = words(feed)?.join(" ");
    Some(Federated {
        title: "no stored secret: a role in AWS that trusts this repository; not tried here",
        steps: format!(
            "- uses: aws-actions/configure-aws-credentials@v4\n  with:\n    role-to-assume: ROLE-ARN\n    aws-region: {}\n",
            feed.get("region").unwrap_or_default()
        ),
        script: format!("token=$(aws {line})\n"),
        header: sign_in::Header::Bare,
    })
}

/// Small letters, with a number at the end.
fn region(name: &str, _: bool) -> Verdict {
    let verdict = plain_name(name, "-", "a region is written like `eu-central-1`");
    let is_usual = name.contains('-')
        && name.ends_with(|last: char| last.is_ascii_digit())
        && !name.contains(|letter: char| letter.is_ascii_uppercase());
    if verdict == Verdict::Good && !is_usual {
        return Verdict::Odd("regions are written like `eu-central-1`".to_owned());
    }
    verdict
}

fn account(id: &str, _: bool) -> Verdict {
    if id.len() == 12 && id.bytes().all(|digit| digit.is_ascii_digit()) {
        Verdict::Good
    } else {
        Verdict::Bad("an AWS account ID has twelve digits".to_owned())
    }
}

fn index(feed: &Feed) -> Url {
    let part = |key: &str| feed.get(key).unwrap_or_default();
    let repository = ["cargo", part("repo")];
    if let Some(base) = &feed.base {
        return below(base, &repository);
    }
    let host = format!(
        "https://{}-{}{SERVICE}{}{}",
        part("domain"),
        part("account"),
        part("region"),
        CLOUDS[0]
    );
    // The rules for names let nothing through that a host cannot hold.
    Url::parse(&host).map_or_else(
        |_| super::generic::base_of(feed),
        |base| below(&base, &repository),
    )
}

/// `DOMAIN-ACCOUNT.d.codeartifact.REGION.amazonaws.com`, taken apart.
fn of_host(host: &str) -> Option<[&str; 3]> {
    let host = CLOUDS.iter().find_map(|cloud| host.strip_suffix(cloud))?;
    let (owner, region) = host.split_once(SERVICE)?;
    let (domain, id) = owner.rsplit_once('-')?;
    let is_whole = !domain.is_empty()
        && !domain.contains('.')
        && account(id, false) == Verdict::Good
        && plain_name(region, "-", "") == Verdict::Good;
    is_whole.then_some([domain, id, region])
}

fn is_own(url: &Url) -> bool {
    is_plain_https(url) && url.host_str().is_some_and(|host| of_host(host).is_some())
}

fn recognise(location: &Location, _: Hint) -> Option<Recognised> {
    if !is_of_web(location) || location.port.is_some() {
        return None;
    }
    if let Some([domain, id, region]) = of_host(&location.host) {
        // Each package manager has a path of its own below the host.
        let [_, repository, ..] = location.path()[..] else {
            return None;
        };
        let is_dual = location.host.ends_with(CLOUDS[1]);
        return Recognised::of(
            &[
                ("domain", domain),
                ("account", id),
                ("region", region),
                ("repo", repository),
            ],
            is_dual.then(|| location.origin(&[])).flatten(),
        );
    }
    // The repository's page in the console.
    let region = location.host.strip_suffix(".console.aws.amazon.com")?;
    let path = location.path();
    let [
        "codesuite",
        "codeartifact",
        "d",
        id,
        domain,
        "r",
        repository,
        ..,
    ] = path[..]
    else {
        return None;
    };
    (account(id, false) == Verdict::Good).then_some(())?;
    Recognised::of(
        &[
            ("domain", domain),
            ("account", id),
            ("region", region),
            ("repo", repository),
        ],
        None,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::feed_of;

    const INDEX: &str =
        "sparse+https://my-co-111122223333.d.codeartifact.eu-west-1.amazonaws.com/cargo/tools/";

    #[test]
    fn the_line_for_cargo_names_the_feed() {
        let feed = feed_of(&PROVIDER, INDEX).expect("it is one of theirs");
        assert_eq!(
            (AWS.as_provider)(&feed).as_deref(),
            Some(
                "cargo:token-from-stdout aws codeartifact get-authorization-token --domain my-co --domain-owner 111122223333 --region eu-west-1 --query authorizationToken --output text"
            )
        );
        let odd = Feed {
            values: [("domain", "--profile".to_owned())].into_iter().collect(),
            ..feed
        };
        assert_eq!((AWS.args)(&odd), None);
    }

    #[test]
    fn tokens_go_to_the_vendors_hosts_only() {
        let own = |url: &str| Url::parse(url).is_ok_and(|url| is_own(&url));
        assert!(own(&INDEX["sparse+".len()..]));
        for url in [
            "http://my-co-111122223333.d.codeartifact.eu-west-1.amazonaws.com/cargo/tools/",
            "https://my-co-111122223333.d.codeartifact.eu-west-1.amazonaws.com.evil.test/cargo/t/",
            "https://my-co-1.d.codeartifact.eu-west-1.amazonaws.com/cargo/tools/",
            "https://x.y-111122223333.d.codeartifact.eu-west-1.amazonaws.com/cargo/tools/",
            "https://my-co-111122223333.d.codeartifact.a.b.amazonaws.com/cargo/tools/",
            "https://evil.test/my-co-111122223333.d.codeartifact.eu-west-1.amazonaws.com/",
        ] {
            assert!(!own(url), "{url}");
        }
    }

    #[test]
    fn what_the_program_prints_is_one_line() {
        assert_eq!(
            read("eyJ2ZXI\r\n").map(|minted| minted.token),
            Some(Token::new("eyJ2ZXI"))
        );
        for text in ["", "None\n", "a b\n", "one\ntwo\n"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
