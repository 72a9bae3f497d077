//! AWS `CodeArtifact`: repositories of a domain, with tokens that `aws` prints.
//!
//! Source: the `CodeArtifact` user guide, "Configure and use Cargo with `CodeArtifact`".

use url::Url;

use super::REPOSITORY;
use crate::feeds::clients::Federated;
use crate::feeds::url::Location;
use crate::feeds::{
    Feed, Header, Hint, Hosts, Mint, Minted, Names, Param, Provider, Recognised, Replacement,
    SignIn, Source, Support, Urls, Verdict, is_of_web, look_alike,
};
use crate::system::env::Env;
use crate::text::token::Token;

/// What follows domain and account in a host.
const SERVICE: &str = ".d.codeartifact.";
const CLOUDS: [&str; 2] = [".amazonaws.com", ".on.aws"];

/// The row.
pub(super) const PROVIDER: Provider = Provider {
    id: "codeartifact",
    aliases: &["aws", "aws-codeartifact"],
    name: "AWS CodeArtifact",
    docs: "https://docs.aws.amazon.com/codeartifact/latest/ug/configure-use-cargo.html",
    names: Names {
        params: &[
            Param {
                key: "domain",
                word: "domain",
                marks: "-",
                wanted: "the domain's name is wanted, not its URL",
                ..Param::NAME
            },
            Param {
                key: "account",
                word: "account",
                value: "ID",
                check: Some(account),
                ..Param::NAME
            },
            REGION,
            REPOSITORY,
        ],
        registry: |feed| feed.get_or_id("repo"),
        ..Names::NONE
    },
    urls: Urls {
        server: None,
        path: &["cargo", "{repo}"],
        index: Some(index),
        recognise: Some(recognise),
        is_sure: true,
        hosts: Hosts {
            serves_feeds: |host| of_host(host).is_some(),
            is_theirs: |host| of_host(host).is_some(),
            also: |host| look_alike::has_label_like(host, "codeartifact"),
            ..Hosts::NONE
        },
        ..Urls::SERVER
    },
    sign_in: SignIn {
        secret: "authorization token",
        rights: "of `aws codeartifact get-authorization-token`, good for 12 hours",
        sources: &[Source::Program(&AWS)],
        advised: Some(&AWS),
        federated,
        ..SignIn::TOKEN
    },
    cargo: Support {
        replacement: |_| {
            Replacement::Default(
                "the repository must have the external connection `crates.io`, or an upstream that has it",
            )
        },
        unsure: &[
            "the dual-stack host",
            "tokens of a credential provider on Windows before cargo 1.98, which keeps their line end",
        ],
        unconfirmed: |feed| {
            let is_dual = feed
                .base
                .as_ref()
                .and_then(Url::host_str)
                .is_some_and(|host| host.ends_with(CLOUDS[1]));
            is_dual.then_some("the dual-stack host is unconfirmed for cargo")
        },
        ..Support::REGISTRY
    },
    ..Provider::SERVER
};

/// Small letters, with a number at the end.
const REGION: Param = Param {
    key: "region",
    word: "region",
    marks: "-",
    wanted: "a region is written like `eu-central-1`",
    odd: |name| {
        let is_usual = name.contains('-')
            && name.ends_with(|last: char| last.is_ascii_digit())
            && !name.contains(|letter: char| letter.is_ascii_uppercase());
        (!is_usual).then_some("regions are written like `eu-central-1`")
    },
    ..Param::NAME
};

const AWS: Mint = Mint {
    program: "aws",
    args: |feed| Some(words(feed)?.into_iter().map(str::to_owned).collect()),
    account: profile,
    read,
    header: Header::Bare,
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
        let verdict = PROVIDER.param(key)?.check(value, false);
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
        header: Header::Bare,
    })
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
    let host = format!(
        "https://{}-{}{SERVICE}{}{}",
        part("domain"),
        part("account"),
        part("region"),
        CLOUDS[0]
    );
    // The rules for names let nothing through that a host cannot hold.
    let cloud = || Url::parse(&host).unwrap_or_else(|_| feed.server());
    let server = feed.base.clone().unwrap_or_else(cloud);
    PROVIDER.urls.index_below(&server, feed)
}

/// `DOMAIN-ACCOUNT.d.codeartifact.REGION.amazonaws.com`, taken apart.
fn of_host(host: &str) -> Option<[&str; 3]> {
    let host = CLOUDS.iter().find_map(|cloud| host.strip_suffix(cloud))?;
    let (owner, region) = host.split_once(SERVICE)?;
    let (domain, id) = owner.rsplit_once('-')?;
    let is_whole = !domain.is_empty()
        && !domain.contains('.')
        && account(id, false) == Verdict::Good
        && !matches!(REGION.check(region, false), Verdict::Bad(_));
    is_whole.then_some([domain, id, region])
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
    use crate::feeds::providers::feed_of;
    use crate::text::escape::is_token_command;

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
        let line = (AWS.as_provider)(&feed).expect("it has one");
        let words: Vec<&str> = line.split(' ').collect();
        assert!(is_token_command(&words));
        assert!(!is_token_command(&words[..5]));
        let odd = Feed {
            values: [("domain", "--profile".to_owned())].into_iter().collect(),
            ..feed
        };
        assert_eq!((AWS.args)(&odd), None);
    }

    #[test]
    fn tokens_go_to_the_vendors_hosts_only() {
        let own = |url: &str| Url::parse(url).is_ok_and(|url| PROVIDER.owns(&url));
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
