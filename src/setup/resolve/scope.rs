//! Whether a feed belongs to the whole (an organization) or to a part (a project).
//!
//! A remote and a page in the browser only propose a part: the feed may still
//! belong to the whole.

use super::{Work, capitalized, given};
use crate::feeds::{Scope, Verdict};
use crate::system::error::CliError;
use crate::system::terminal::Ui;
use crate::text::escape;
use crate::text::shell::Shell;

impl Work {
    /// Whether the feed belongs to the whole or to a part.
    pub(super) fn settle_scope(&mut self, ui: &mut Ui) -> Result<(), CliError> {
        let Some(scope) = &self.provider.names.scope else {
            if self.given.scope.is_some() {
                return Err(CliError::usage(
                    format!("{} knows no scopes", self.provider.name),
                    "leave out `--scope`",
                ));
            }
            return Ok(());
        };
        let proposed = self.proposed_part(scope);
        match self.given.scope {
            Some(given::Scope::Whole) => {
                self.values.take(scope.part);
                return Ok(());
            }
            Some(given::Scope::Part) => {
                if self.values.get(scope.part).is_none() {
                    match proposed {
                        Some(part) => self.values.set(scope.part, part),
                        None if ui.can_ask() => self.ask_part(scope, ui)?,
                        None => {
                            return Err(CliError::usage(
                                format!("no {}: `--scope {}` needs one", scope.part, scope.part),
                                format!("`--{} NAME`", scope.part),
                            ));
                        }
                    }
                }
                return Ok(());
            }
            None => {}
        }
        if !self.given.scope_unsure && (self.part_settled || self.given.is_complete_url()) {
            return Ok(());
        }
        if ui.can_ask() {
            return self.ask_scope(scope, proposed, ui);
        }
        let whole = escape::line(self.values.get(scope.whole_key).unwrap_or_default());
        if self.given.scope_unsure {
            ui.note(&format!(
                "{} `{}` is from the page's URL; `--scope {}` if the feed belongs to all of {whole}",
                scope.part,
                escape::line(self.values.get(scope.part).unwrap_or_default()),
                scope.whole,
            ));
        } else if let (None, Some(part)) = (self.values.get(scope.part), proposed) {
            let part_word = Shell::native().quote(&part);
            ui.note(&format!(
                "writing the {}-wide feed (no `--{}`); this repository is in `{}`: if the feed is too, add `--{} {}`",
                scope.whole,
                scope.part,
                escape::line(&part),
                scope.part,
                escape::line(&part_word),
            ));
        }
        Ok(())
    }

    /// The remote's part, where the remote speaks of the same whole.
    fn proposed_part(&self, scope: &Scope) -> Option<String> {
        let proposal = self.proposal.as_ref().filter(|p| p.base.is_none())?;
        let whole = proposal.values.get(scope.whole_key)?;
        let same = self
            .values
            .get(scope.whole_key)
            .is_some_and(|given| given.eq_ignore_ascii_case(whole));
        (same && !proposal.guess)
            .then(|| proposal.values.get(scope.part).map(str::to_owned))
            .flatten()
    }

    fn ask_part(&mut self, scope: &Scope, ui: &mut Ui) -> Result<(), CliError> {
        let Some(param) = self.provider.param(scope.part) else {
            return Ok(());
        };
        let own_server = self.base.is_some();
        let answer = ui.ask_text(&capitalized(scope.part), &[], &|answer| match param
            .check(answer, own_server)
        {
            Verdict::Bad(why) => Err(why),
            Verdict::Good | Verdict::Odd(_) => Ok(()),
        })?;
        self.asked = true;
        self.values.set(scope.part, answer);
        Ok(())
    }

    fn ask_scope(
        &mut self,
        scope: &'static Scope,
        proposed: Option<String>,
        ui: &mut Ui,
    ) -> Result<(), CliError> {
        let current = self.values.get(scope.part).map(str::to_owned).or(proposed);
        let mut choices = Vec::new();
        if let Some(part) = &current {
            choices.push(format!("{} `{}`", scope.part, escape::line(part)));
        }
        choices.push(format!("whole {}", scope.whole));
        let another = if current.is_some() { "another" } else { "a" };
        choices.push(format!("{another} {}", scope.part));
        let choice = ui.ask_choice("Where does it live", &choices)?;
        self.asked = true;
        match (choice, current) {
            (0, Some(part)) => self.values.set(scope.part, part),
            (0, None) | (1, Some(_)) => {
                self.values.take(scope.part);
            }
            _ => self.ask_part(scope, ui)?,
        }
        Ok(())
    }
}
