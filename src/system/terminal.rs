//! The only room that speaks: data to stdout, talk to stderr, questions on a
//! terminal.
//!
//! What it is given is said as it is; foreign text is cleaned before it comes
//! here (see [`crate::text::escape`]). It decides nothing.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::time::Duration;

use console::{Style, Term};
use dialoguer::theme::SimpleTheme;
use dialoguer::{Confirm, Input, Select};

use crate::system::env::Env;
use crate::system::error::CliError;
use crate::system::secret_prompt;
use crate::system::signals;
use crate::text::shell::Shell;
use crate::text::token::Token;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set; anywhere when `CLICOLOR_FORCE` is.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How results are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Text for people.
    #[default]
    Human,
    /// One JSON document on stdout.
    Json,
    /// Of findings: SARIF 2.1.0, for code scanning.
    Sarif,
    /// Of findings: annotations of GitHub Actions.
    Github,
    /// Of findings: log commands of Azure Pipelines.
    Azure,
}

/// Who answers questions.
#[derive(Debug)]
enum Asker {
    Nobody,
    Person,
    Script(VecDeque<String>),
}

/// What is said, and how loudly.
#[derive(Debug, Clone, Copy, Default)]
pub struct Voice {
    /// Human text or JSON.
    pub format: Format,
    /// When to use colour.
    pub color: ColorChoice,
    /// Only errors and data.
    pub quiet: bool,
    /// Reasons too.
    pub verbose: bool,
    /// Ask nothing, even on a terminal.
    pub no_input: bool,
}

/// The speaking part of the program.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Ui {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    out_color: bool,
    err_color: bool,
    err_is_terminal: bool,
    stdin_is_terminal: bool,
    voice: Voice,
    asker: Asker,
    notes: Vec<String>,
    failed: Option<io::Error>,
}

impl Ui {
    /// Speaks through the streams of the process.
    #[must_use]
    pub fn of_process(env: &Env, voice: Voice) -> Self {
        let asker = if env.interactive && !voice.no_input {
            Asker::Person
        } else {
            Asker::Nobody
        };
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            out_color: color(voice.color, env, env.stdout_is_terminal),
            err_color: color(voice.color, env, env.stderr_is_terminal),
            err_is_terminal: env.stderr_is_terminal,
            stdin_is_terminal: env.stdin_is_terminal,
            voice,
            asker,
            notes: Vec::new(),
            failed: None,
        }
    }

    /// Speaks into buffers and takes its answers from a script, for tests. An
    /// answer that is empty takes the default.
    #[must_use]
    pub fn scripted(
        out: Box<dyn Write>,
        err: Box<dyn Write>,
        voice: Voice,
        answers: Option<Vec<String>>,
    ) -> Self {
        Self {
            out,
            err,
            out_color: false,
            err_color: false,
            err_is_terminal: false,
            stdin_is_terminal: false,
            voice,
            asker: answers.map_or(Asker::Nobody, |answers| Asker::Script(answers.into())),
            notes: Vec::new(),
            failed: None,
        }
    }

    /// True when there is somebody to ask.
    #[must_use]
    pub fn can_ask(&self) -> bool {
        !matches!(self.asker, Asker::Nobody)
    }

    /// Asks for a secret: without showing it on a terminal, else from stdin.
    pub fn ask_secret(&mut self, question: &str) -> Result<Token, CliError> {
        match &mut self.asker {
            Asker::Script(answers) => {
                let answer = answers.pop_front().ok_or_else(|| no_answer(question))?;
                self.talk(&format!("? {question}:\n"));
                Ok(Token::new(answer))
            }
            Asker::Nobody if self.stdin_is_terminal => Err(CliError::refused(
                "there is nobody to ask for the token",
                format!("{}, or leave out `--no-input`", pipe_in()),
            )),
            Asker::Nobody => secret_prompt::from_pipe().map_err(|error| {
                CliError::refused(
                    format!(
                        "stdin cannot be read: {}",
                        crate::system::files::system_words(&error)
                    ),
                    pipe_in(),
                )
            }),
            Asker::Person => {
                let answer = secret_prompt::from_terminal(|| self.talk(&format!("? {question}: ")));
                self.talk("\n");
                match answer {
                    Ok(secret_prompt::Answer::Line(token)) => Ok(token),
                    // As the shell sees a program that is broken off.
                    Ok(secret_prompt::Answer::BrokenOff) => std::process::exit(130),
                    Err(error) => Err(CliError::refused(
                        format!(
                            "the token could not be read: {}",
                            crate::system::files::system_words(&error)
                        ),
                        pipe_in(),
                    )),
                }
            }
        }
    }

    /// True where talk has colour.
    #[must_use]
    pub fn colors_talk(&self) -> bool {
        self.err_color
    }

    /// True when the result is to be JSON.
    #[must_use]
    pub fn json(&self) -> bool {
        self.voice.format == Format::Json
    }

    /// How results are given.
    #[must_use]
    pub fn format(&self) -> Format {
        self.voice.format
    }

    /// True where data on stdout has colour.
    #[must_use]
    pub fn colors_data(&self) -> bool {
        self.out_color
    }

    /// True where talk is shown, or goes into the data. What takes work to find or to
    /// compose is left out elsewhere.
    #[must_use]
    pub fn listens(&self) -> bool {
        !self.voice.quiet || self.machine()
    }

    /// True when only errors are to be said.
    #[must_use]
    pub fn quiet(&self) -> bool {
        self.voice.quiet
    }

    /// Shows how far something has come, on a terminal; the next talk replaces it.
    pub fn progress(&mut self, text: &str) {
        if self.err_is_terminal && !self.voice.quiet {
            self.talk(&format!("\r\u{1b}[2K{text}"));
        }
    }

    /// The notes and warnings so far, for JSON.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Writes data to stdout. A closed pipe is no error.
    pub fn data(&mut self, text: &str) {
        let done = self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush());
        if let Err(error) = done
            && !is_closed_pipe(&error)
        {
            self.failed.get_or_insert(error);
        }
    }

    /// What kept stdout from being written, if anything did.
    pub fn take_failure(&mut self) -> Option<io::Error> {
        self.failed.take()
    }

    /// Shows a patch on stdout: in colour where stdout has it. A patch that is all
    /// that was asked for is shown however quiet it is to be.
    pub fn patch(&mut self, patch: &str, asked_for: bool) {
        if self.machine() || (self.voice.quiet && !asked_for) {
            return;
        }
        let text = colored_patch(patch, self.out_color);
        self.data(&text);
    }

    /// Shows a patch as talk: it is about a file outside the repository.
    pub fn side_patch(&mut self, patch: &str) {
        if !self.machine() && !self.voice.quiet {
            let text = colored_patch(patch, self.err_color);
            self.talk(&text);
        }
    }

    fn machine(&self) -> bool {
        self.voice.format != Format::Human
    }

    /// Says one line, unless asked to be quiet.
    pub fn say(&mut self, text: &str) {
        if !self.voice.quiet && !self.machine() {
            self.talk(&format!("{text}\n"));
        }
    }

    /// Says what was found wrong, however quiet it is to be.
    pub fn insist(&mut self, text: &str) {
        if !self.machine() {
            self.talk(&format!("{text}\n"));
        }
    }

    /// Says why, when asked for reasons.
    pub fn detail(&mut self, text: &str) {
        if self.voice.verbose {
            self.say(text);
        }
    }

    /// Says something that the user may want to act on.
    pub fn note(&mut self, text: &str) {
        self.notes.push(text.to_owned());
        let heading = self.heading("note:", &Style::new().cyan());
        self.say(&format!("{heading} {text}"));
    }

    /// Warns.
    pub fn warn(&mut self, text: &str) {
        self.notes.push(text.to_owned());
        let heading = self.heading("warning:", &Style::new().yellow().bold());
        self.say(&format!("{heading} {text}"));
    }

    /// Says what to type next.
    pub fn next(&mut self, text: &str) {
        let heading = self.heading("next:", &Style::new().green());
        self.say(&format!("{heading} {text}"));
    }

    /// Shows an error, whatever the loudness.
    ///
    /// `may_write`: whether a person would fear that something was written.
    pub fn error(&mut self, error: &CliError, may_write: bool) {
        let heading = self.heading("error:", &Style::new().red().bold());
        let mut text = format!("{heading} {}\n", error.message);
        if let Some(next) = &error.next {
            let untouched = if error.written || !may_write {
                ""
            } else {
                "nothing was written; "
            };
            text.push_str(untouched);
            text.push_str(&self.heading("next:", &Style::new().green()));
            text.push(' ');
            text.push_str(next);
            text.push('\n');
        }
        self.talk(&text);
    }

    fn heading(&self, word: &str, style: &Style) -> String {
        if self.err_color {
            style.clone().force_styling(true).apply_to(word).to_string()
        } else {
            word.to_owned()
        }
    }

    /// Nobody can be told that stderr is closed, so its errors are dropped.
    fn talk(&mut self, text: &str) {
        let _ = self.err.write_all(text.as_bytes());
        let _ = self.err.flush();
    }

    /// Asks for a text; the first of the offers is the default.
    pub fn ask_text(
        &mut self,
        question: &str,
        offers: &[String],
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<String, CliError> {
        if let Asker::Script(_) = self.asker {
            let default = offers.first().cloned().unwrap_or_default();
            loop {
                let answer = self.scripted_answer(question, &default)?;
                match check(&answer) {
                    Ok(()) => return Ok(answer),
                    Err(wrong) => self.talk(&format!("  {wrong}\n")),
                }
            }
        }
        signals::watch();
        let theme = SimpleTheme;
        let mut input: Input<'_, String> =
            Input::with_theme(&theme).with_prompt(format!("? {question}"));
        if let Some(first) = offers.first() {
            input = input.default(first.clone());
        }
        let answer = input
            .validate_with(|answer: &String| check(answer.trim()))
            .interact_text();
        answer
            .map(|answer| answer.trim().to_owned())
            .map_err(|error| cancelled(&error))
    }

    /// Asks for one of several; the first is the default. Returns its place.
    pub fn ask_choice(&mut self, question: &str, choices: &[String]) -> Result<usize, CliError> {
        if let Asker::Script(_) = self.asker {
            for (at, choice) in choices.iter().enumerate() {
                self.talk(&format!("  {}. {choice}\n", at + 1));
            }
            let answer = self.scripted_answer(question, "1")?;
            let place = answer
                .parse::<usize>()
                .ok()
                .and_then(|number| number.checked_sub(1))
                .filter(|place| *place < choices.len())
                .or_else(|| choices.iter().position(|choice| *choice == answer));
            return place.ok_or_else(|| no_answer(question));
        }
        signals::watch();
        let theme = SimpleTheme;
        Select::with_theme(&theme)
            .with_prompt(format!("? {question}"))
            .items(choices)
            .default(0)
            .interact()
            .map_err(|error| cancelled(&error))
    }

    /// Asks yes or no.
    pub fn ask_yes(&mut self, question: &str, default: bool) -> Result<bool, CliError> {
        if let Asker::Script(_) = self.asker {
            let hint = if default { "[Y/n]" } else { "[y/N]" };
            let answer = self.scripted_answer(
                &format!("{question} {hint}"),
                if default { "y" } else { "n" },
            )?;
            return Ok(answer.starts_with(['y', 'Y']));
        }
        signals::watch();
        let theme = SimpleTheme;
        Confirm::with_theme(&theme)
            .with_prompt(format!("? {question}"))
            .default(default)
            // A single key would take a letter of what is pasted for the answer, and
            // leave the rest to the shell.
            .wait_for_newline(true)
            .interact()
            .map_err(|error| cancelled(&error))
    }

    fn scripted_answer(&mut self, question: &str, default: &str) -> Result<String, CliError> {
        let Asker::Script(answers) = &mut self.asker else {
            return Err(no_answer(question));
        };
        let answer = answers.pop_front().ok_or_else(|| no_answer(question))?;
        let answer = if answer.is_empty() {
            default.to_owned()
        } else {
            answer
        };
        self.talk(&format!("? {question}: {answer}\n"));
        Ok(answer)
    }
}

/// How a token gets in where nobody can be asked.
fn pipe_in() -> String {
    let line = Shell::native().fed("feedctl login", "FILE");
    format!("pipe it in: `{line}`")
}

/// True where whoever reads has gone. Windows has one more number for that than the
/// standard library knows: `ERROR_PIPE_NOT_CONNECTED`.
fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
        || (cfg!(windows) && error.raw_os_error() == Some(233))
}

fn colored_patch(patch: &str, color: bool) -> String {
    if !color {
        return patch.to_owned();
    }
    let green = Style::new().green().force_styling(true);
    let red = Style::new().red().force_styling(true);
    let bold = Style::new().bold().force_styling(true);
    let mut text = String::with_capacity(patch.len() * 2);
    for line in patch.split_inclusive('\n') {
        let (line, end) = line
            .strip_suffix('\n')
            .map_or((line, ""), |line| (line, "\n"));
        let style = match line.as_bytes().first() {
            _ if line.starts_with("+++ ") || line.starts_with("--- ") => &bold,
            Some(b'+') => &green,
            Some(b'-') => &red,
            _ => {
                text.push_str(line);
                text.push_str(end);
                continue;
            }
        };
        text.push_str(&style.apply_to(line).to_string());
        text.push_str(end);
    }
    text
}

fn color(choice: ColorChoice, env: &Env, terminal: bool) -> bool {
    let set = |name| env.variable(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set("NO_COLOR") => false,
        ColorChoice::Auto
            if env
                .variable("CLICOLOR_FORCE")
                .is_some_and(|v| !v.is_empty() && v != "0") =>
        {
            true
        }
        ColorChoice::Auto => terminal && env.variable("TERM") != Some("dumb"),
    }
}

fn cancelled(error: &dialoguer::Error) -> CliError {
    let _ = Term::stderr().show_cursor();
    if matches!(error, dialoguer::Error::IO(error) if error.kind() == io::ErrorKind::Interrupted) {
        // The handler is about to end the process; it has the better exit code.
        std::thread::sleep(Duration::from_secs(1));
    }
    let dialoguer::Error::IO(error) = error;
    let message = if error.kind() == io::ErrorKind::Interrupted {
        "broken off at a question".to_owned()
    } else {
        format!(
            "the answer could not be read: {}",
            crate::system::files::system_words(error)
        )
    };
    CliError::refused(message, "answer it, or give the flags that `--help` names")
}

fn no_answer(question: &str) -> CliError {
    CliError::refused(
        format!("no answer to: {question}"),
        "answer it, or give the flags that `--help` names",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_beat_variables_and_variables_beat_the_terminal() {
        let with = |set: &[(&str, &str)]| {
            let set = set.iter().map(|(name, value)| (name.into(), value.into()));
            Env::made_up("", None, set)
        };
        let auto = |set: &[(&str, &str)], terminal| color(ColorChoice::Auto, &with(set), terminal);
        assert!(auto(&[], true));
        assert!(!auto(&[], false));
        assert!(!auto(&[("NO_COLOR", "1")], true));
        assert!(auto(&[("NO_COLOR", "")], true));
        assert!(auto(&[("CLICOLOR_FORCE", "1")], false));
        assert!(!auto(&[("CLICOLOR_FORCE", "0")], false));
        assert!(!auto(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true));
        assert!(!auto(&[("TERM", "dumb")], true));
        assert!(color(
            ColorChoice::Always,
            &with(&[("NO_COLOR", "1")]),
            false
        ));
        assert!(!color(
            ColorChoice::Never,
            &with(&[("CLICOLOR_FORCE", "1")]),
            true
        ));
    }

    #[test]
    fn a_patch_is_the_same_without_its_colours() {
        let patch = "--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\r\n+b\n\\ No newline at end of file\n";
        let colored = colored_patch(patch, true);
        assert_ne!(colored, patch);
        assert_eq!(console::strip_ansi_codes(&colored), patch);
    }
}
