//! Fresh tokens from a vendor's own program, and from the cache while they last.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::feeds::{Feed, Mint, Minted};
use crate::project::facts;
use crate::project::token_cache;
use crate::system::env::Env;
use crate::system::process::{self, NotFound, Start};
use crate::text::escape;
use crate::text::shell::Shell;

/// When the program is ended: it may have to ask a server far away.
const LIMIT: Duration = Duration::from_mins(1);

/// Why there is no token.
pub(super) enum Failed {
    /// The program is not on `PATH`, or not where it may be started.
    NotThere(NotFound),
    /// It did not end in time.
    TooLong(&'static Mint, String),
    /// It said no; its words, clean for output.
    SaidNo(&'static Mint, String),
    /// The index does not tell what it has to be asked for.
    NotSaid(&'static Mint),
    /// What it printed is no token.
    Unread(&'static Mint),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failed::NotThere(missing) => write!(f, "the program {missing}"),
            Failed::TooLong(mint, line) => write!(
                f,
                "`{}` did not end within {} seconds\nnext: `{line}` in a terminal, to see what it waits for",
                mint.program,
                LIMIT.as_secs(),
            ),
            Failed::SaidNo(mint, said) => {
                write!(
                    f,
                    "`{}` gives no token: {said}\nnext: {}",
                    mint.program,
                    (mint.next)(said)
                )
            }
            Failed::NotSaid(mint) => write!(
                f,
                "the index does not tell what to ask `{}` for\nnext: `feedctl doctor`",
                mint.program
            ),
            Failed::Unread(mint) => write!(
                f,
                "what `{}` printed is no token\nnext: `{} version`, and a newer one if it is old",
                mint.program, mint.program
            ),
        }
    }
}

pub(super) fn token(
    index: &str,
    feed: &Feed,
    mint: &'static Mint,
    env: &Env,
) -> Result<Minted, Failed> {
    let account = (mint.account)(env);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    if let Some(kept) = token_cache::get(index, &account, now, env) {
        return Ok(kept);
    }
    let minted = run(feed, mint, env)?;
    // Without a cache it works as well, only slower.
    let _ = token_cache::put(index, &account, &minted, now, env);
    Ok(minted)
}

fn run(feed: &Feed, mint: &'static Mint, env: &Env) -> Result<Minted, Failed> {
    let args = (mint.args)(feed).ok_or(Failed::NotSaid(mint))?;
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let checkout = facts::foreign_root(env);
    let program =
        process::find(mint.program, env, checkout.as_deref()).map_err(Failed::NotThere)?;
    // A folder of one's own: such programs read settings from the current one.
    let folder = env.home().unwrap_or(env.cwd());
    let ended = process::run(&Start {
        program: &program,
        args: &process::words(&args),
        folder,
        env,
        needs: &|_| false,
        set: &[],
        line: None,
        may_ask: false,
        limit: LIMIT,
    })
    .map_err(|error| Failed::SaidNo(mint, crate::system::files::system_words(&error)))?;
    if ended.timed_out {
        let line = Shell::native().command(std::iter::once(mint.program).chain(args));
        return Err(Failed::TooLong(mint, escape::line(&line)));
    }
    if !ended.is_well() {
        let said = escape::speech(&ended.stderr);
        let first = said
            .iter()
            .map(|line| line.trim().trim_start_matches("ERROR: "))
            .find(|line| !line.is_empty())
            .unwrap_or("it says nothing");
        return Err(Failed::SaidNo(mint, first.chars().take(300).collect()));
    }
    (mint.read)(&ended.stdout).ok_or(Failed::Unread(mint))
}
