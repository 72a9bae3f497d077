//! Completion: the scripts that are checked in, and the real bash, zsh and fish
//! asked for candidates. Not for trying PowerShell and elvish, whose scripts are
//! only compared.

use std::path::Path;
use std::time::Duration;

use feedctl::cli;
use feedctl::feeds::providers;

use crate::child::{ChildOutput, run_with_limit};
use crate::support::Sandbox;

/// How long a shell may take for all its lines.
const LIMIT: Duration = Duration::from_secs(30);

/// The shells and the files that hold their scripts.
const SCRIPTS: [(&str, &str); 5] = [
    ("bash", "feedctl.bash"),
    ("zsh", "_feedctl"),
    ("fish", "feedctl.fish"),
    ("powershell", "feedctl.ps1"),
    ("elvish", "feedctl.elv"),
];

/// Two names that cargo accepts among those that must reach no shell.
const CONFIG: &str = r#"
[registries]
crates = { index = "sparse+https://a.example/" }
my-feed = { index = "sparse+https://a.example/" }
"$(touch pwned)" = { index = "sparse+https://a.example/" }
"`touch pwned`" = { index = "sparse+https://a.example/" }
"; touch pwned" = { index = "sparse+https://a.example/" }
"a\ntouch pwned\n" = { index = "sparse+https://a.example/" }
"\u001B]0;pwned\u0007" = { index = "sparse+https://a.example/" }
"it's; touch pwned" = { index = "sparse+https://a.example/" }
"\"; touch pwned; \"" = { index = "sparse+https://a.example/" }
"\\" = { index = "sparse+https://a.example/" }
"-x" = { index = "sparse+https://a.example/" }
"--pwned" = { index = "sparse+https://a.example/" }
"a b" = { index = "sparse+https://a.example/" }
"*" = { index = "sparse+https://a.example/" }
"a:b" = { index = "sparse+https://a.example/" }
"1st" = { index = "sparse+https://a.example/" }
"" = { index = "sparse+https://a.example/" }
"#;

/// The configuration of a folder beside that one.
const OTHER: &str = "[registries.inner]\nindex = \"sparse+https://a.example/\"\n";

/// What bash does at its start: Ctrl-T takes the next of our lines, puts in all its
/// candidates and notes down what the line is then.
const BASHRC: &str = r#"
PS1='> '
source "$HOME/completion"
exec 3< "$HOME/lines"
next() { IFS= read -r -u 3 READLINE_LINE; READLINE_POINT=${#READLINE_LINE}; }
note() { printf '%s\n' "$READLINE_LINE" >> "$HOME/seen"; READLINE_LINE=; READLINE_POINT=0; }
bind -x '"\C-x\C-n": next'
bind '"\C-x\C-a": insert-completions'
bind -x '"\C-x\C-o": note'
bind '"\C-t": "\C-x\C-n\C-x\C-a\C-x\C-o"'
"#;

/// The same in zsh, which does it by itself before its first prompt.
const ZSHRC: &str = r#"
PS1='> '
fpath=("$HOME/functions" $fpath)
autoload -Uz compinit
compinit -u -D
[[ -e $HOME/completion ]] && source $HOME/completion
all() { _main_complete; compstate[insert]=all }
zle -C all .complete-word all
zle-line-init() {
    local line
    while IFS= read -r line; do
        BUFFER=$line
        CURSOR=$#BUFFER
        zle all
        print -r -- "$BUFFER" >> $HOME/seen
    done < $HOME/lines
    BUFFER=exit
    zle accept-line
}
zle -N zle-line-init
"#;

/// The same in fish, which can be asked without a terminal.
const FISH: &str = r"
while read -l line
    echo (complete --escape --do-complete $line | string replace -r '\t.*' '') >> $HOME/seen
end < $HOME/lines
";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// What a shell made of our lines.
struct Seen {
    /// The candidates of each line, sorted, as they would stand on it.
    candidates: Vec<Vec<String>>,
    /// All that was on the screen.
    screen: String,
}

impl Shell {
    fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
        }
    }

    /// Puts the script where this shell looks for it.
    fn install(self, sandbox: &Sandbox) {
        let place = match self {
            Shell::Bash => "home/completion",
            Shell::Zsh => "home/functions/_feedctl",
            Shell::Fish => "home/.config/fish/completions/feedctl.fish",
        };
        let run = sandbox.feedctl(&["completions", self.name()]);
        sandbox.write(place, run.stdout);
    }

    /// Asks the real shell in `p` to complete lines.
    fn complete(self, sandbox: &Sandbox, lines: &[&str]) -> Seen {
        sandbox.write("home/lines", lines.join("\n") + "\n");
        sandbox.write("home/seen", "");
        let output = match self {
            Shell::Bash => {
                sandbox.write("home/rc", BASHRC);
                let keys = "\x14".repeat(lines.len()) + "exit\r";
                let shell = "exec bash --noprofile --rcfile \"$HOME/rc\" -i";
                on_terminal(sandbox, shell, Some(&keys))
            }
            Shell::Zsh => {
                sandbox.write("home/.zshrc", ZSHRC);
                on_terminal(sandbox, "exec zsh -d -i", None)
            }
            Shell::Fish => {
                sandbox.write("home/ask.fish", FISH);
                let ask = sandbox.path("home/ask.fish").display().to_string();
                run(sandbox, "fish", &[&ask], None)
            }
        };
        let screen = format!("{}{}", output.stdout, output.stderr);
        let seen = sandbox.read("home/seen").unwrap_or_default();
        assert_eq!(
            seen.lines().count(),
            lines.len(),
            "{self:?} did not do all lines (timed out: {}); on the screen: {screen:?}",
            output.timed_out
        );
        let candidates = seen
            .lines()
            .zip(lines)
            .map(|(seen, line)| self.added(seen, line))
            .collect();
        Seen { candidates, screen }
    }

    /// The candidates on a line, sorted.
    fn added(self, seen: &str, line: &str) -> Vec<String> {
        // bash and zsh give the whole line, fish its new words.
        let kept = match self {
            Shell::Fish => 0,
            Shell::Bash | Shell::Zsh => line.rfind(' ').map_or(0, |at| at + 1),
        };
        let added = seen
            .get(kept..)
            .unwrap_or_else(|| panic!("{self:?} made {seen:?} of {line:?}"));
        // A space with a backslash is no end of a word.
        let added = added.replace("\\ ", "\\_");
        let mut words: Vec<String> = added
            .split_whitespace()
            // Only bash puts no slash after a folder here.
            .map(|word| word.trim_end_matches('/').replace("\\_", "\\ "))
            .collect();
        words.sort();
        words
    }
}

/// Runs a command on a terminal of its own.
fn on_terminal(sandbox: &Sandbox, command: &str, keys: Option<&str>) -> ChildOutput {
    run(sandbox, "script", &["-qec", command, "/dev/null"], keys)
}

/// Runs a program with our `feedctl` before all others.
fn run(sandbox: &Sandbox, name: &str, arguments: &[&str], keys: Option<&str>) -> ChildOutput {
    for program in ["script", "bash", "zsh", "fish"] {
        let found = ["/usr/bin", "/bin"]
            .iter()
            .any(|folder| Path::new(folder).join(program).exists());
        assert!(
            found,
            "{program} is not installed: apt-get install bsdutils bash zsh fish"
        );
    }
    let mut command = sandbox.program(&Path::new("/usr/bin").join(name), "p", arguments);
    let path = format!("{}:/usr/bin:/bin", sandbox.path("bin").display());
    command.env("PATH", path).env("TERM", "dumb");
    run_with_limit(&mut command, LIMIT, keys.map(str::as_bytes))
}

/// A sandbox with hostile names in `p`, and feedctl in `bin`.
fn hostile() -> Sandbox {
    let sandbox = Sandbox::with(&[
        ("p/.cargo/config.toml", CONFIG),
        ("p/in ner/.cargo/config.toml", OTHER),
        ("home/inner/.cargo/config.toml", OTHER),
        ("p/$(touch pwned)/file", ""),
    ]);
    std::fs::create_dir(sandbox.path("bin")).expect("a new folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_feedctl"), sandbox.path("bin/feedctl"))
        .expect("a new link");
    sandbox
}

fn assert_unharmed(sandbox: &Sandbox) {
    for folder in ["", "p", "home", "bin", "p/in ner"] {
        let names = sandbox.names(folder);
        assert!(!names.contains(&"pwned".to_owned()), "in {folder:?}");
    }
}

fn sorted<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    words.sort();
    words
}

/// What there are snippets for.
fn clients() -> impl Iterator<Item = &'static str> {
    feedctl::setup::snippets::CLIENTS
        .iter()
        .map(|client| client.id)
}

/// What is offered is right in one shell.
fn offers(shell: Shell) {
    let sandbox = hostile();
    shell.install(&sandbox);
    let command = cli::command();
    let cases: Vec<(&str, Vec<String>)> = vec![
        // The first press of the key counts too.
        ("feedctl disconnect ", sorted(["crates", "my-feed"])),
        (
            "feedctl snippet ",
            sorted(clients().chain(["crates", "my-feed"])),
        ),
        ("feedctl show ", sorted(["crates", "my-feed"])),
        ("feedctl snippet m", sorted(["maven", "my-feed"])),
        (
            "feedctl ",
            sorted(command.get_subcommands().map(clap::Command::get_name)),
        ),
        (
            "feedctl connect --provider ",
            sorted(providers::ALL.iter().map(|provider| provider.id)),
        ),
        (
            "feedctl --format ",
            sorted(["azure", "github", "human", "json", "sarif"]),
        ),
        ("feedctl doctor --format h", sorted(["human"])),
        (
            "feedctl doctor --explain index-without",
            sorted(["index-without-slash"]),
        ),
        ("feedctl connect --format=j", sorted(["--format=json"])),
        ("feedctl --color ", sorted(["always", "auto", "never"])),
        (
            "feedctl snippet --scope ",
            sorted(["organization", "project"]),
        ),
        (
            "feedctl connect --credential-provider ",
            sorted([
                "aws", "az", "feedctl", "keychain", "none", "project", "token",
            ]),
        ),
        (
            "feedctl completions ",
            sorted(SCRIPTS.iter().map(|(shell, _)| *shell)),
        ),
        ("feedctl disconnect --che", sorted(["--check"])),
        // Options of every command.
        ("feedctl disconnect --no", sorted(["--no-input"])),
        ("feedctl --no", sorted(["--no-input"])),
        // Words before it count.
        ("feedctl --format=json disconnect c", sorted(["crates"])),
        ("feedctl disconnect --format=json c", sorted(["crates"])),
        ("feedctl -C in\\ ner disconnect i", sorted(["inner"])),
        ("feedctl disconnect -C 'in ner' i", sorted(["inner"])),
        ("feedctl -C ~/inner disconnect i", sorted(["inner"])),
        // Names of files are quoted.
        ("feedctl -C \\$", sorted(["\\$\\(touch\\ pwned\\)"])),
        (
            "feedctl connect --file \\$",
            sorted(["\\$\\(touch\\ pwned\\)"]),
        ),
    ];
    let lines: Vec<&str> = cases.iter().map(|(line, _)| *line).collect();
    let seen = shell.complete(&sandbox, &lines);
    for ((line, wanted), got) in cases.into_iter().zip(seen.candidates) {
        assert_eq!(got, wanted, "{shell:?} at {line:?}");
    }
    assert_unharmed(&sandbox);
}

/// A shell stays quiet when feedctl is missing, fails or cannot read a file.
fn stays_quiet(shell: Shell) {
    let sandbox = hostile();
    shell.install(&sandbox);
    let lines = ["feedctl ", "feedctl disconnect ", "feedctl --format "];
    let program = sandbox.path("bin/feedctl");

    // fish asks no script about a program that is missing, unless it has read the
    // script before.
    let fish = sandbox.feedctl(&["completions", "fish"]).stdout;
    sandbox.write("home/.config/fish/conf.d/feedctl.fish", fish);

    sandbox.write("p/.cargo/config.toml", "[registries\n");
    let broken = shell.complete(&sandbox, &["feedctl disconnect c"]);

    std::fs::remove_file(&program).expect("the link is there");
    let missing = shell.complete(&sandbox, &lines);

    sandbox.write("bin/feedctl", "#!/bin/sh\necho out of order >&2\nexit 3\n");
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, executable).expect("it is ours");
    let failing = shell.complete(&sandbox, &lines);

    for seen in [&broken, &missing, &failing] {
        for word in ["not found", "nknown", "No such", "out of order", "rror"] {
            assert!(
                !seen.screen.contains(word),
                "{shell:?} says {:?}",
                seen.screen
            );
        }
    }
    let nothing = vec![Vec::<String>::new(); lines.len()];
    assert_eq!(failing.candidates, nothing, "{shell:?}");
}

#[test]
fn bash_offers_what_fits() {
    offers(Shell::Bash);
}

#[test]
fn zsh_offers_what_fits() {
    offers(Shell::Zsh);
}

#[test]
fn fish_offers_what_fits() {
    offers(Shell::Fish);
}

#[test]
fn bash_stays_quiet() {
    stays_quiet(Shell::Bash);
}

#[test]
fn zsh_stays_quiet() {
    stays_quiet(Shell::Zsh);
}

#[test]
fn fish_stays_quiet() {
    stays_quiet(Shell::Fish);
}

#[test]
fn zsh_takes_the_script_at_its_start_too() {
    let sandbox = hostile();
    let script = sandbox.feedctl(&["completions", "zsh"]).stdout;
    sandbox.write("home/completion", script);
    let seen = Shell::Zsh.complete(&sandbox, &["feedctl disconnect "]);
    assert_eq!(seen.candidates, [sorted(["crates", "my-feed"])]);
}

#[test]
fn the_scripts_are_those_that_are_checked_in() {
    let sandbox = Sandbox::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    for (shell, file) in SCRIPTS {
        let run = sandbox.feedctl(&["completions", shell]);
        assert!(run.ok, "{run}");
        let kept = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        assert!(
            run.stdout == kept,
            "completions/{file} is not what feedctl prints; make it anew with \
             `cargo run -- completions {shell} > completions/{file}`"
        );
        // feedctl is found by its name, wherever a package puts it.
        for path in [env!("CARGO_MANIFEST_DIR"), "/target/", "/home/"] {
            assert!(!kept.contains(path), "{path} stands in {file}");
        }
    }
}

/// What feedctl answers to a script that asks about the words after `feedctl`.
fn answer(sandbox: &mut Sandbox, shell: &str, words: &[&str]) -> String {
    sandbox.set("COMPLETE", shell);
    sandbox.set("_CLAP_COMPLETE_INDEX", &words.len().to_string());
    let mut arguments = vec!["--", "feedctl"];
    arguments.extend(words);
    let run = sandbox.feedctl(&arguments);
    assert!(run.ok && run.stderr.is_empty(), "{run}");
    run.stdout
}

#[test]
fn no_shell_is_given_a_name_that_cargo_refuses() {
    let mut sandbox = hostile();
    for (shell, _) in SCRIPTS {
        for command in ["disconnect", "show", "snippet"] {
            let names = answer(&mut sandbox, shell, &[command, ""]);
            let registries = names
                .split(['\n', '\u{b}'])
                .filter_map(|line| line.split([':', '\t', ' ']).next())
                .filter(|name| !name.is_empty())
                .filter(|name| command != "snippet" || clients().all(|client| client != *name));
            assert_eq!(
                registries.collect::<Vec<_>>(),
                ["crates", "my-feed"],
                "{shell}"
            );
        }
    }
}

#[test]
fn names_of_files_go_to_shells_that_quote_them_only() {
    let mut sandbox = hostile();
    for (shell, quotes) in [
        ("bash", false),
        ("zsh", false),
        ("powershell", false),
        ("fish", true),
        ("elvish", true),
    ] {
        let names = answer(&mut sandbox, shell, &["-C", ""]);
        assert_eq!(names.contains("$(touch pwned)"), quotes, "{shell}: {names}");
        assert_eq!(names.is_empty(), !quotes, "{shell}: {names}");
    }
}

#[test]
fn a_variable_meant_for_another_program_does_no_harm() {
    let mut sandbox = Sandbox::new();
    let wanted = sandbox.feedctl(&["providers"]).to_string();
    for value in ["1", "bash", "nosuch", ""] {
        sandbox.set("COMPLETE", value);
        assert_eq!(sandbox.feedctl(&["providers"]).to_string(), wanted);
    }
}

#[test]
fn an_unknown_shell_is_told_nothing() {
    let mut sandbox = Sandbox::new();
    sandbox.set("COMPLETE", "nosuch");
    let run = sandbox.feedctl(&["--", "feedctl", ""]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout + &run.stderr, "");
}
