//! The job of a pipeline that this runs in, as its variables tell.
//!
//! Sources: GitLab's and Azure Pipelines' pages on predefined variables, GitHub's on
//! default variables and on the payload of events. Not for pipelines' own files (see
//! [`crate::project::pipelines`]).

use serde::Deserialize;

use crate::cargo::registry_name::variable;
use crate::system::env::Env;
use crate::system::files;

/// A job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job {
    /// Who runs it.
    pub system: System,
    /// True where it builds what somebody proposes from a fork: such jobs get no
    /// secrets.
    pub is_fork: bool,
}

/// Who runs jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Azure Pipelines.
    AzurePipelines,
    /// GitHub Actions.
    GithubActions,
    /// GitLab CI/CD.
    Gitlab,
}

/// The job that this runs in, if it is one.
#[must_use]
pub fn job(env: &Env) -> Option<Job> {
    let is = |name: &str| {
        env.variable(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    };
    if is("TF_BUILD") {
        Some(Job {
            system: System::AzurePipelines,
            is_fork: is("SYSTEM_PULLREQUEST_ISFORK"),
        })
    } else if is("GITHUB_ACTIONS") {
        Some(Job {
            system: System::GithubActions,
            is_fork: is_fork_of_github(env),
        })
    } else if is("GITLAB_CI") {
        let source = env.variable("CI_MERGE_REQUEST_SOURCE_PROJECT_ID");
        Some(Job {
            system: System::Gitlab,
            is_fork: source.is_some() && source != env.variable("CI_MERGE_REQUEST_PROJECT_ID"),
        })
    } else {
        None
    }
}

#[derive(Deserialize)]
struct Event {
    pull_request: Option<PullRequest>,
}

#[derive(Deserialize)]
struct PullRequest {
    head: Side,
    base: Side,
}

#[derive(Deserialize)]
struct Side {
    /// `null` where the fork was deleted.
    repo: Option<Repository>,
}

#[derive(Deserialize, PartialEq)]
struct Repository {
    full_name: String,
}

/// Only `pull_request` goes without secrets; `pull_request_target` has them.
fn is_fork_of_github(env: &Env) -> bool {
    if env.variable("GITHUB_EVENT_NAME") != Some("pull_request") {
        return false;
    }
    let event = env
        .variable("GITHUB_EVENT_PATH")
        .and_then(|path| files::read_text(&env.cwd().join(path)).ok().flatten())
        .and_then(|text| serde_json::from_str::<Event>(&text).ok())
        .and_then(|event| event.pull_request);
    event.is_some_and(|request| request.head.repo != request.base.repo)
}

macro_rules! github_not_a_fork {
    () => {
        "github.event.pull_request.head.repo.full_name == github.repository"
    };
}

/// True in GitHub's expressions for a pull request that is not from a fork.
pub const GITHUB_NOT_A_FORK: &str = github_not_a_fork!();

impl System {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            System::AzurePipelines => "Azure Pipelines",
            System::GithubActions => "GitHub Actions",
            System::Gitlab => "GitLab CI/CD",
        }
    }

    /// The condition that leaves a step out of a fork's build.
    #[must_use]
    pub fn not_for_forks(self) -> &'static str {
        match self {
            System::AzurePipelines => {
                "condition: and(succeeded(), ne(variables['System.PullRequest.IsFork'], 'True'))"
            }
            System::GithubActions => concat!("if: ", github_not_a_fork!()),
            System::Gitlab => {
                "if: $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID"
            }
        }
    }

    /// The line that gives a step a variable of the vendor's.
    #[must_use]
    pub fn variable_line(self, variable: &str) -> String {
        match self {
            System::AzurePipelines if variable == "SYSTEM_ACCESSTOKEN" => {
                format!("add to the step: `env: {{ {variable}: $(System.AccessToken) }}`")
            }
            System::AzurePipelines => {
                format!("add to the step: `env: {{ {variable}: $({variable}) }}`")
            }
            System::GithubActions => {
                format!(
                    "add to the step: `env: {{ {variable}: \"${{{{ secrets.{variable} }}}}\" }}`"
                )
            }
            System::Gitlab => {
                format!("add in Settings > CI/CD > Variables a masked {variable}")
            }
        }
    }

    /// The lines that give a job the token of a registry. The secrets that they name
    /// hold the whole header, so that the system masks what cargo sends.
    #[must_use]
    pub fn token_lines(self, registry: &str, task: Option<&str>) -> String {
        let token = variable(registry, "token");
        let provider = variable(registry, "credential-provider");
        match self {
            System::AzurePipelines => match task {
                Some(task) => format!(
                    "put before this step: `- task: {task}` with `inputs: {{ configFile: .cargo/config.toml }}`"
                ),
                None => format!(
                    "add to the step: `env: {{ {token}: $({token}), {provider}: \"cargo:token\" }}`, with a secret variable of that name"
                ),
            },
            System::GithubActions => format!(
                "add to the step: `env: {{ {token}: \"${{{{ secrets.{token} }}}}\", {provider}: \"cargo:token\" }}`, with a secret of that name"
            ),
            System::Gitlab => format!(
                "`feedctl snippet gitlab-ci` prints the variables {token} and {provider} for the job, and what to mask"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(set: &[(&str, &str)]) -> Option<Job> {
        let set = set.iter().map(|(name, value)| (name.into(), value.into()));
        job(&Env::made_up("", None, set))
    }

    #[test]
    fn jobs_are_known_by_their_variables() {
        let job = |system, is_fork| Some(Job { system, is_fork });
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("CI", "true")]), None);
        assert_eq!(
            of(&[("TF_BUILD", "True")]),
            job(System::AzurePipelines, false)
        );
        assert_eq!(
            of(&[("TF_BUILD", "True"), ("SYSTEM_PULLREQUEST_ISFORK", "True")]),
            job(System::AzurePipelines, true)
        );
        let gitlab = |source, target| {
            of(&[
                ("GITLAB_CI", "true"),
                ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", source),
                ("CI_MERGE_REQUEST_PROJECT_ID", target),
            ])
        };
        assert_eq!(gitlab("10", "1"), job(System::Gitlab, true));
        assert_eq!(gitlab("1", "1"), job(System::Gitlab, false));
        assert_eq!(of(&[("GITLAB_CI", "true")]), job(System::Gitlab, false));
    }

    #[test]
    fn github_tells_forks_in_the_payload() {
        let folder = tempfile::tempdir().expect("a folder");
        let of_event = |name: &str, text: &str| {
            let path = folder.path().join("event.json");
            #[expect(clippy::disallowed_methods, reason = "a test makes its file")]
            std::fs::write(&path, text).expect("written");
            let path = path.display().to_string();
            of(&[
                ("GITHUB_ACTIONS", "true"),
                ("GITHUB_EVENT_NAME", name),
                ("GITHUB_EVENT_PATH", &path),
            ])
            .is_some_and(|job| job.is_fork)
        };
        let payload = |head: &str| {
            format!(
                "{{\"pull_request\":{{\"head\":{{\"repo\":{head}}},\"base\":{{\"repo\":{{\"full_name\":\"o/r\"}}}}}}}}"
            )
        };
        assert!(of_event(
            "pull_request",
            &payload("{\"full_name\":\"x/r\"}")
        ));
        assert!(of_event("pull_request", &payload("null")));
        assert!(!of_event(
            "pull_request",
            &payload("{\"full_name\":\"o/r\"}")
        ));
        assert!(!of_event(
            "pull_request_target",
            &payload("{\"full_name\":\"x/r\"}")
        ));
        assert!(!of_event("push", "{}"));
        assert!(!of_event("pull_request", "no json"));
    }
}
