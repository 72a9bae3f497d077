//! Every snippet for every provider: well formed, or said not to be served.

use std::collections::BTreeSet;

use super::{CLIENTS, Format, Holder, Manifest, NotServed, Request, Section};
use crate::feeds::Feed;
use crate::feeds::providers::ALL;
use crate::feeds::providers::tests::sample;
use crate::toml::Document;

fn requests(feed: &Feed) -> Vec<Request<'_>> {
    let manifest = || Manifest {
        path: "Cargo.toml".to_owned(),
        document: Document::parse("[package]\nname = \"app\"\n".to_owned()).expect("it is TOML"),
    };
    [("crates", false), ("my-feed_2", true)]
        .into_iter()
        .map(|(name, replaces)| Request {
            feed,
            name,
            replaces: replaces && feed.replacement().condition().is_some(),
            holder: Holder::Inside(".cargo/config.toml".to_owned()),
            config: None,
            publisher: None,
            manifests: vec![manifest()],
        })
        .collect()
}

fn feeds() -> Vec<Feed> {
    let mut feeds = Vec::new();
    for provider in ALL {
        for (all, switches) in [(false, false), (true, false), (true, true)] {
            feeds.push(sample(provider, "tools", all, switches));
        }
        // What is written into files is quoted for them.
        if provider.names.scope.is_some() {
            let mut odd = sample(provider, "tools", true, false);
            odd.values.set("project", "R&D <\"it's\"> ø $(x) {y}");
            feeds.push(odd);
        }
        let mut open = sample(provider, "tools", true, false);
        if provider.knows("public") {
            open.values.set("public", "yes");
            feeds.push(open);
        }
    }
    feeds
}

fn is_well_formed(section: &Section) -> Result<(), String> {
    let text = section.text.as_str();
    if !text.ends_with('\n') || text.ends_with("\n\n") {
        return Err("it does not end with one line end".to_owned());
    }
    match section.format {
        Format::Toml => text
            .parse::<toml_edit::DocumentMut>()
            .map(|_| ())
            .map_err(|error| error.to_string()),
        Format::Xml => roxmltree::Document::parse(text)
            .map(|_| ())
            .map_err(|error| error.to_string()),
        Format::XmlPart => roxmltree::Document::parse(&format!("<project>{text}</project>"))
            .map(|_| ())
            .map_err(|error| error.to_string()),
        Format::Ini => ini::Ini::load_from_str_noescape(text)
            .map_err(|error| error.to_string())
            .and_then(|ini| {
                let pairs: usize = ini.iter().map(|(_, section)| section.len()).sum();
                if pairs == 0 {
                    Err("no pair".to_owned())
                } else {
                    Ok(())
                }
            }),
        Format::Yaml => yaml_rust2::YamlLoader::load_from_str(text)
            .map_err(|error| error.to_string())
            .and_then(|found| match found.as_slice() {
                [yaml_rust2::Yaml::Hash(_)] => Ok(()),
                other => Err(format!("{other:?}")),
            }),
        Format::Json => serde_json::from_str::<serde_json::Value>(text)
            .map(|_| ())
            .map_err(|error| error.to_string()),
        Format::Properties | Format::Variables => {
            let is_pair = |line: &str| line.split_once('=').is_some_and(|(key, _)| !key.is_empty());
            if text.lines().all(is_pair) {
                Ok(())
            } else {
                Err("no pair".to_owned())
            }
        }
        Format::Groovy => balanced(text),
        Format::Netrc
        | Format::Dockerfile
        | Format::Sh
        | Format::PowerShell
        | Format::Lines
        | Format::Markdown
        | Format::Patch => Ok(()),
    }
}

/// Braces match outside of quotes, and quotes end on their line.
fn balanced(text: &str) -> Result<(), String> {
    let mut depth = 0_i32;
    for line in text.lines() {
        let mut quoted = false;
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' if quoted => {
                    letters.next();
                }
                '\'' => quoted = !quoted,
                '{' if !quoted => depth += 1,
                '}' if !quoted => depth -= 1,
                _ => {}
            }
        }
        if quoted {
            return Err(format!("an open quote: {line}"));
        }
    }
    if depth == 0 {
        Ok(())
    } else {
        Err(format!("{depth} open"))
    }
}

#[test]
fn every_pair_is_well_formed_or_not_served() {
    let mut served = BTreeSet::new();
    let mut refused = BTreeSet::new();
    for feed in feeds() {
        for request in requests(&feed) {
            for client in CLIENTS {
                let pair = (feed.provider.id, client.id);
                match (client.make)(&request) {
                    Ok(sections) => {
                        assert!(!sections.is_empty(), "{pair:?}");
                        for section in &sections {
                            if let Err(why) = is_well_formed(section) {
                                panic!("{pair:?} {}: {why}\n{}", section.title, section.text);
                            }
                        }
                        served.insert(pair);
                    }
                    Err(NotServed::ByProvider) => {
                        refused.insert(pair);
                    }
                    Err(NotServed::Nothing(why)) => panic!("{pair:?}: {why}"),
                    Err(NotServed::Here(why, next)) => {
                        assert_eq!(client.id, "publish", "{pair:?}: {why}");
                        assert!(!why.is_empty() && !next.is_empty(), "{pair:?}");
                    }
                }
            }
        }
    }
    for client in CLIENTS {
        for vendor in ["azure-artifacts", "cloudsmith"] {
            assert!(
                served.contains(&(vendor, client.id)),
                "{vendor} {}",
                client.id
            );
        }
    }
    for client in ["npm", "nuget", "dotnet", "pip", "uv", "maven", "gradle"] {
        assert!(refused.contains(&("gitea", client)), "{client}");
    }
    assert!(served.contains(&("kellnr", "cargo")));
    assert!(served.is_disjoint(&refused), "{served:?} {refused:?}");
}

/// What stands where a secret would: a placeholder, a variable of the file's own
/// language, or a secret of the pipeline.
#[test]
fn no_snippet_holds_more_than_the_place_of_a_secret() {
    let mut seen = 0;
    for feed in feeds() {
        for request in requests(&feed) {
            for client in CLIENTS {
                let Ok(sections) = (client.make)(&request) else {
                    continue;
                };
                for section in sections {
                    let lines = section.text.lines();
                    for line in lines.filter(|line| !line.trim_start().starts_with('#')) {
                        let lower = line.trim_start().to_lowercase();
                        let start = line.len() - lower.len();
                        let marks = ["password=", "_authtoken=", "secret: ", "token: "];
                        let mark = marks
                            .iter()
                            .find_map(|mark| Some(lower.find(mark)? + mark.len()));
                        let of_netrc = lower.starts_with("password ").then_some("password ".len());
                        let Some(at) = mark.or(of_netrc).map(|at| start + at) else {
                            continue;
                        };
                        let value = line[at..].trim_matches(['"', '\'', ' ']);
                        let is_place = value.contains("YOUR-")
                            || value.contains('$')
                            || ["write", "true"].contains(&value);
                        assert!(is_place, "{} {}: {line}", feed.provider.id, client.id);
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

/// Every text in a YAML document.
fn yaml_texts(node: &yaml_rust2::Yaml, found: &mut Vec<String>) {
    match node {
        yaml_rust2::Yaml::String(text) => found.push(text.clone()),
        yaml_rust2::Yaml::Array(items) => items.iter().for_each(|item| yaml_texts(item, found)),
        yaml_rust2::Yaml::Hash(pairs) => pairs.iter().for_each(|(key, value)| {
            assert!(key.as_str().is_some(), "{key:?}");
            yaml_texts(value, found);
        }),
        _ => {}
    }
}

/// A pipeline reads the folder as it is called, or nobody is given one.
#[test]
fn folders_of_any_name_are_written_down_as_they_are_called() {
    let readable = [
        "a: b", "a #b", "it's", "\"q\"", "{{x}}", "#x", "!tag", "-x", "- x", "%x", "a\\b", "*a",
        "&b", "no", "1e3", "~", "größe", "a, b", "[a]", "> x", "@a", "?x", "a;b",
    ];
    let unwritable = [
        "a\nb",
        "a\u{1b}[31m",
        "$(x)",
        "${{ x }}",
        "`x`",
        "b\u{202e}",
        "##[x",
    ];
    let mut named = 0;
    for feed in feeds() {
        for folder in readable.into_iter().chain(unwritable) {
            let [mut request, _] = <[_; 2]>::try_from(requests(&feed)).expect("two");
            request.holder = Holder::Inside(format!("{folder}/.cargo/config.toml"));
            request.config = Some(format!("{folder}/.cargo/{folder}.toml"));
            for client in CLIENTS {
                let (pair, sections) = match (client.make)(&request) {
                    Ok(sections) => ((feed.provider.id, client.id, folder), sections),
                    Err(_) => continue,
                };
                for section in sections {
                    if let Err(why) = is_well_formed(&section) {
                        panic!("{pair:?}: {why}\n{}", section.text);
                    }
                    if section.format != Format::Yaml {
                        continue;
                    }
                    assert!(!unwritable.contains(&folder), "{pair:?}: {}", section.text);
                    let found = yaml_rust2::YamlLoader::load_from_str(&section.text);
                    let mut texts = Vec::new();
                    for document in found.expect("it is YAML") {
                        yaml_texts(&document, &mut texts);
                    }
                    let quoted = crate::text::shell::Shell::Posix.quote(folder);
                    let step = format!("cd {quoted}");
                    let below = format!("/{folder}");
                    let is_folder =
                        |text: &String| *text == folder || *text == step || *text == below;
                    assert!(texts.iter().any(is_folder), "{pair:?}: {texts:?}");
                    let file = format!(".cargo/{folder}.toml");
                    let file = crate::text::shell::Shell::Posix.quote(&file);
                    let builds = |text: &String| text.ends_with(&format!(" --config {file}"));
                    let is_job = client.id != "dependabot";
                    assert!(!is_job || texts.iter().any(builds), "{pair:?}: {texts:?}");
                    named += 1;
                }
            }
        }
    }
    assert!(named > 200, "{named}");
}
