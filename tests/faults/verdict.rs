//! Whether what a disturbed run left behind, and what it said, is allowed: each file
//! old or new in full, in the order that is promised, nothing else on the disk, and
//! words that agree with the files.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::picture::{Picture, Thing, differences, is_left_by_a_kill};
use crate::scenes::{EMPTY_FOLDER, Part, SECRET, Scene};
use crate::support::Run;
use crate::trace::{Call, Fault};

/// The outcomes that are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// As without the fault.
    Same,
    /// Written but for what may be missing, with the words for that.
    WithoutSome,
    /// Refused, and all is as it was.
    Untouched,
    /// Refused after some of the files were written, and it says which.
    InPart,
    /// All is written, and something else failed: it says what.
    DoneAndFailed,
    /// The doctor's answer: what it could not read it calls an error.
    Found,
    /// Killed before it wrote.
    KilledBefore,
    /// Killed after some was written, or with a new file not yet in its place.
    KilledBetween,
    /// Killed when all was written.
    KilledAfter,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Class::Same => "as without the fault",
            Class::WithoutSome => "done, but for what it says is missing",
            Class::Untouched => "refused, nothing touched",
            Class::InPart => "refused, written in part, and says so",
            Class::DoneAndFailed => "written, then a failure that is said",
            Class::Found => "doctor found it",
            Class::KilledBefore => "killed, all old",
            Class::KilledBetween => "killed, between files or a new file left",
            Class::KilledAfter => "killed, all new",
        })
    }
}

/// What is compared.
pub(crate) struct Case<'a> {
    pub(crate) scene: &'a Scene,
    pub(crate) call: &'a Call,
    pub(crate) fault: Fault,
    /// Before the run.
    pub(crate) before: &'a Picture,
    /// After one without a fault.
    pub(crate) after: &'a Picture,
    /// After this one.
    pub(crate) now: &'a Picture,
    pub(crate) run: &'a Run,
}

/// The header that is made of the secret.
pub(crate) fn header() -> String {
    format!("Basic {}", STANDARD.encode(format!("PAT:{SECRET}")))
}

/// The words of an error.
fn words(error: &str) -> &'static str {
    match error {
        "ENOSPC" => "no space left on device",
        "EIO" => "input/output error",
        "EACCES" => "permission denied",
        "EINTR" => "interrupted system call",
        "EROFS" => "read-only file system",
        "EDQUOT" => "disk quota exceeded",
        "EMFILE" => "too many open files",
        "EAGAIN" => "resource temporarily unavailable",
        "ENOMEM" => "cannot allocate memory",
        "ECHILD" => "no child processes",
        other => panic!("no words for {other}"),
    }
}

impl Case<'_> {
    /// The class, or why it is not allowed.
    pub(crate) fn judge(&self) -> Result<Class, String> {
        if self.run.hung {
            return Err("it hung".to_owned());
        }
        self.keeps_the_secret()?;
        if let Fault::Signal(_) = self.fault {
            return self.judge_killed();
        }
        let Some(code) = self.run.code else {
            return Err("it ended by a signal".to_owned());
        };
        for path in differences(self.before, self.now) {
            // What cannot be taken away stays: a package without a secret.
            let is_scratch = path.starts_with("tmp/")
                && is_left_by_a_kill(path)
                && ["unlink", "rmdir"].contains(&self.call.name.as_str());
            if is_scratch {
                continue;
            }
            if !self.before.contains_key(path) && !self.after.contains_key(path) {
                return Err(format!("it left {path}"));
            }
            self.is_whole(path)?;
        }
        self.words_agree_with_files(code)?;
        let all_new = self.now == self.after;
        let all_old = self.now == self.before;
        match code {
            0 | 1 if code == self.scene.code && all_new => {
                self.says_what_is_not_confirmed()?;
                Ok(Class::Same)
            }
            0 | 1 if code == self.scene.code => self.all_but_what_may_miss(),
            // It is stored, and cargo could not be asked whether it is taken.
            0 if self.is_rejected() && self.says_it_was_not_tried() => Ok(Class::WithoutSome),
            1 if self.scene.name.starts_with("doctor") => {
                if self.run.stdout.contains("error[") {
                    Ok(Class::Found)
                } else {
                    Err("exit 1 without a finding".to_owned())
                }
            }
            3 if self.scene.code == 3 && all_new && self.is_the_clean_refusal() => Ok(Class::Same),
            3 if all_old => {
                self.says_why()?;
                Ok(Class::Untouched)
            }
            3 if self.scene.code == 3 => Err("it wrote where it must refuse".to_owned()),
            3 => {
                self.says_why()?;
                if all_new {
                    Ok(Class::DoneAndFailed)
                } else {
                    self.in_order()?;
                    Ok(Class::InPart)
                }
            }
            _ => Err(format!("exit {code} instead of {} or 3", self.scene.code)),
        }
    }

    fn judge_killed(&self) -> Result<Class, String> {
        // Where signals are watched, the end may come first.
        let is_over = self.run.code == Some(self.scene.code) && self.now == self.after;
        if !matches!(self.run.code, None | Some(130)) && !is_over {
            return Err(format!("exit {:?} after a signal", self.run.code));
        }
        let mut left = false;
        for path in differences(self.before, self.now) {
            if is_left_by_a_kill(path) {
                left = true;
            } else {
                self.is_whole(path)?;
            }
        }
        self.in_order()?;
        Ok(if left {
            Class::KilledBetween
        } else if self.now == self.after {
            Class::KilledAfter
        } else if self.now == self.before {
            Class::KilledBefore
        } else {
            Class::KilledBetween
        })
    }

    /// The same command again, after a kill: as if nothing had happened.
    pub(crate) fn judge_again(&self, again: &Run, now: &Picture) -> Result<(), String> {
        if again.code != Some(self.scene.code) {
            return Err(format!("the next run fails: {again}"));
        }
        for path in differences(self.after, now) {
            // A package without a secret in the system's scratch folder.
            let is_scratch = path.starts_with("tmp/") && is_left_by_a_kill(path);
            // What was there before cargo wrote went with the run that was killed.
            let is_lost = self.may_be_cargos(path);
            let is_empty_folder = path == EMPTY_FOLDER.path
                && matches!(now.get(path), Some(Thing::Folder(_)))
                && !now.keys().any(|other| other.starts_with("p/.cargo/"));
            if !is_scratch && !is_lost && !is_empty_folder {
                return Err(format!("after the next run {path} is not as it should be"));
            }
        }
        Ok(())
    }

    /// Old or new in full.
    fn is_whole(&self, path: &str) -> Result<(), String> {
        let now = self.now.get(path);
        if now == self.before.get(path) || now == self.after.get(path) {
            return Ok(());
        }
        if self.may_be_cargos(path) {
            return Ok(());
        }
        // A folder that was made for a file.
        if let (None, Some(Thing::Folder(_)), Some(Thing::Folder(_))) =
            (self.before.get(path), now, self.after.get(path))
        {
            return Ok(());
        }
        Err(format!("{path} is neither old nor new: {now:?}"))
    }

    /// True for cargo's own file where cargo has written what the feed then rejects: it
    /// stays there where the former text could not be read or given back.
    fn may_be_cargos(&self, path: &str) -> bool {
        path == "cargo/credentials.toml" && self.is_rejected()
    }

    fn says_it_was_not_tried(&self) -> bool {
        ["it was not tried", "could not be tried"]
            .iter()
            .any(|words| self.run.stderr.contains(words))
    }

    fn is_rejected(&self) -> bool {
        self.scene.name.ends_with("rejects the token")
    }

    fn is_new(&self, part: &Part) -> bool {
        self.now.get(part.path) == self.after.get(part.path)
    }

    fn changes(&self) -> impl Iterator<Item = &Part> {
        let parts = self.scene.parts.iter();
        parts.filter(|part| {
            let is_changed = self.before.get(part.path) != self.after.get(part.path);
            is_changed && !self.may_be_cargos(part.path)
        })
    }

    /// What was written was written in order.
    fn in_order(&self) -> Result<(), String> {
        let states: Vec<bool> = self
            .changes()
            .filter(|part| part.may_miss.is_none() || self.is_new(part))
            .map(|part| self.is_new(part))
            .collect();
        if states.is_sorted_by(|a, b| a >= b) {
            Ok(())
        } else {
            Err(format!("not in the order that is promised: {states:?}"))
        }
    }

    fn all_but_what_may_miss(&self) -> Result<Class, String> {
        let missing: Vec<&Part> = self.changes().filter(|part| !self.is_new(part)).collect();
        let is_scratch = |path: &&str| path.starts_with("tmp/");
        let mut others = differences(self.after, self.now);
        others.retain(|path| !is_scratch(path));
        if others.is_empty() {
            return Ok(Class::Same);
        }
        if missing.is_empty() && others.iter().all(|path| self.may_be_cargos(path)) {
            return Ok(Class::WithoutSome);
        }
        if missing.is_empty() && !self.is_rejected() {
            return Err(format!(
                "exit 0, but other than without the fault: {:?}",
                differences(self.after, self.now)
            ));
        }
        for part in missing {
            match part.may_miss {
                None => return Err(format!("exit 0, but {} is as it was", part.path)),
                Some(words) if !self.run.stderr.contains(words) && !self.is_deaf() => {
                    return Err(format!("nothing says that {} is as it was", part.path));
                }
                Some(_) => {}
            }
        }
        Ok(Class::WithoutSome)
    }

    /// What the disk did not confirm is said of files that feedctl tells of.
    fn says_what_is_not_confirmed(&self) -> Result<(), String> {
        let is_hit = self.call.name == "fsync"
            && matches!(
                self.fault,
                Fault::Once("EIO" | "ENOSPC" | "EROFS" | "EDQUOT")
            );
        if is_hit && self.scene.stdin.is_none() && !self.run.stderr.contains("did not confirm") {
            return Err("nothing says that the disk did not confirm it".to_owned());
        }
        Ok(())
    }

    /// True where stderr itself was what failed: nobody can be told then.
    fn is_deaf(&self) -> bool {
        let for_ever = matches!(self.fault, Fault::FromNowOn(_)) && self.call.name == "write";
        for_ever || self.call.line.starts_with("write(2,")
    }

    fn is_the_clean_refusal(&self) -> bool {
        self.is_deaf()
            || (self.run.stderr.contains("error: ")
                && self
                    .fault
                    .error()
                    .is_none_or(|error| !self.run.stderr.contains(words(error))))
    }

    /// An error with its cause, where it was met, and what to type next.
    fn says_why(&self) -> Result<(), String> {
        if self.is_deaf() {
            return Ok(());
        }
        let said = &self.run.stderr;
        if !said.contains("error: ") || !said.contains("next: ") {
            return Err("no `error: …`, `next: …`".to_owned());
        }
        if said.contains("nothing was written") && self.now != self.before {
            return Err("it says that nothing was written".to_owned());
        }
        let cause = match self.fault {
            Fault::Nothing => "failed to write whole buffer",
            _ => self.fault.error().map_or("", words),
        };
        let in_other_words = ["it is read-only", "its owner and group could not be kept"];
        if !said.contains(cause) && !in_other_words.iter().any(|words| said.contains(words)) {
            return Err(format!("it does not say `{cause}`"));
        }
        let where_it_was = [
            ".cargo",
            "config.toml",
            "credentials.toml",
            "registries.json",
            "stdout",
            "stdin",
            "the current folder",
            "cannot be looked at",
            "cannot be read",
            "cargo cannot be",
            "Cargo.toml",
            ".git",
        ];
        if !where_it_was.iter().any(|place| said.contains(place)) {
            return Err("it does not say where".to_owned());
        }
        Ok(())
    }

    /// What is said to be written is, and what is written is said in an error.
    fn words_agree_with_files(&self, code: i32) -> Result<(), String> {
        let told = self.told();
        let is_taken_back = self.run.stderr.contains("old text back");
        for part in self.changes() {
            let is_told = told.iter().any(|path| self.is_at(path, part.path));
            if is_told && !self.is_new(part) && !is_taken_back {
                return Err(format!("{} is said to be written and is not", part.path));
            }
            let is_of_feedctl =
                part.path.contains("config.toml") || part.path.contains("feeds.toml");
            if code == 3 && is_of_feedctl && !is_told && self.is_new(part) && !self.is_deaf() {
                return Err(format!("{} is written, and nothing says so", part.path));
            }
        }
        Ok(())
    }

    /// The files that are said to be written, from the sandbox's root.
    fn told(&self) -> Vec<String> {
        let lines = self.run.stderr.lines();
        lines
            .filter_map(|line| {
                let rest = line
                    .strip_prefix("wrote ")
                    .or_else(|| line.strip_prefix("took away "))?;
                let (name, _) = rest.split_once(": ")?;
                Some(match name.strip_prefix("~/") {
                    Some(rest) => format!("home/{rest}"),
                    None => plain(&Path::new(self.scene.folder).join(name)),
                })
            })
            .collect()
    }

    /// True where a path is the other one, or a link to it.
    fn is_at(&self, path: &str, part: &str) -> bool {
        let through = match self.before.get(path) {
            Some(Thing::Link(to)) => {
                let folder = Path::new(path).parent().unwrap_or(Path::new(""));
                plain(&folder.join(to))
            }
            _ => path.to_owned(),
        };
        through == part
    }

    fn keeps_the_secret(&self) -> Result<(), String> {
        if self.scene.stdin.is_none() {
            return Ok(());
        }
        let encoded = &header()["Basic ".len()..];
        let holds = |text: &str| text.contains(SECRET) || text.contains(encoded);
        if holds(&self.run.stdout) || holds(&self.run.stderr) {
            return Err("the secret is shown".to_owned());
        }
        for (path, thing) in self.now {
            let Thing::File(mode, bytes) = thing else {
                continue;
            };
            if !holds(&String::from_utf8_lossy(bytes)) {
                continue;
            }
            let name = path.strip_prefix("cargo/").unwrap_or_default();
            if !name.trim_start_matches('.').starts_with("credentials.toml") {
                return Err(format!("the secret is in {path}"));
            }
            if mode & 0o077 != 0 {
                return Err(format!("{path} has the mode {mode:o}"));
            }
        }
        Ok(())
    }
}

/// A path without `..`.
fn plain(path: &Path) -> String {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::Normal(name) => plain.push(name),
            _ => {}
        }
    }
    plain.display().to_string()
}
