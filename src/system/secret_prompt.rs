//! Reads a secret: without showing it on a terminal, or whole from a pipe.
//!
//! A terminal hands over lines of at most 4,095 characters, and access tokens can be
//! longer, so here it is read letter by letter. Not for other questions (see
//! [`crate::system::terminal`]).

use std::io::{self, Read};

use crate::system::signals;
use crate::text::token::Token;

/// The most that is read: more than any token; what is longer is refused later.
const LONGEST: u64 = 64 << 10;

/// What the reading of a line on a terminal came to.
#[derive(Debug)]
pub enum Answer {
    /// A line.
    Line(Token),
    /// The end of the input, or a key that breaks off.
    BrokenOff,
}

/// Reads all of stdin; one line end at its end is no part of the secret, nor is the byte
/// order mark that some programs of Windows put before every text.
pub fn from_pipe() -> io::Result<Token> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)?;
    // What is no text is refused as no token; it must not become another one here.
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.strip_suffix('\n').unwrap_or(text);
    Ok(Token::new(text.strip_suffix('\r').unwrap_or(text)))
}

/// A line in the making, as keys arrive.
#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    escape: Escape,
}

/// Where in the code of a key that is no letter.
#[derive(Default, PartialEq)]
enum Escape {
    #[default]
    Outside,
    Started,
    Within,
}

/// What a key means.
enum Key {
    More,
    Enter,
    BreakOff,
}

impl Line {
    fn take(&mut self, byte: u8) -> Key {
        // Arrows and the marks around what is pasted are no part of it.
        match (&self.escape, byte) {
            (Escape::Started, b'[' | b'O') => {
                self.escape = Escape::Within;
                return Key::More;
            }
            (Escape::Within, b'0'..=b'9' | b';') => return Key::More,
            (Escape::Within, _) => {
                self.escape = Escape::Outside;
                return Key::More;
            }
            _ => self.escape = Escape::Outside,
        }
        match byte {
            b'\r' | b'\n' => return Key::Enter,
            // Ctrl-C, and Ctrl-D on an empty line.
            3 => return Key::BreakOff,
            4 if self.bytes.is_empty() => return Key::BreakOff,
            // Backspace takes a whole letter.
            8 | 127 => while self.bytes.pop().is_some_and(|last| last & 0xc0 == 0x80) {},
            // Ctrl-U and Ctrl-W.
            21 | 23 => self.bytes.clear(),
            27 => self.escape = Escape::Started,
            // A tab is a blank, which is refused later; other controls mean nothing.
            0..=8 | 10..=31 => {}
            _ => self.bytes.push(byte),
        }
        Key::More
    }

    fn into_token(self) -> Token {
        Token::new(String::from_utf8_lossy(&self.bytes).into_owned())
    }
}

/// Reads a line from the terminal at stdin without showing it. `ask` says the question,
/// once nothing is shown any more.
#[cfg(unix)]
pub fn from_terminal(ask: impl FnOnce()) -> io::Result<Answer> {
    use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

    let stdin = io::stdin();
    let before = tcgetattr(&stdin)?;
    let mut hidden = before.clone();
    hidden.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
    hidden.special_codes[SpecialCodeIndex::VMIN] = 1;
    hidden.special_codes[SpecialCodeIndex::VTIME] = 0;
    signals::watch();
    let ((), _shown_again) = signals::undone_on_exit(|| {
        tcsetattr(&stdin, OptionalActions::Now, &hidden)?;
        let show_again = move || {
            let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &before);
        };
        io::Result::Ok(((), show_again))
    })?;
    ask();
    let answer = read_line(&mut stdin.lock())?;
    // What follows at once belongs to the same paste: a secret on several lines.
    hidden.special_codes[SpecialCodeIndex::VMIN] = 0;
    hidden.special_codes[SpecialCodeIndex::VTIME] = 1;
    tcsetattr(&stdin, OptionalActions::Now, &hidden)?;
    with_rest(answer, &mut stdin.lock())
}

#[cfg(unix)]
fn read_line(stdin: &mut impl Read) -> io::Result<Answer> {
    let mut line = Line::default();
    let mut byte = [0];
    loop {
        match stdin.read(&mut byte) {
            Ok(0) => return Ok(Answer::BrokenOff),
            Ok(_) => match line.take(byte[0]) {
                Key::More => {}
                Key::Enter => return Ok(Answer::Line(line.into_token())),
                Key::BreakOff => return Ok(Answer::BrokenOff),
            },
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(unix)]
fn with_rest(answer: Answer, stdin: &mut impl Read) -> io::Result<Answer> {
    let Answer::Line(first) = answer else {
        return Ok(answer);
    };
    let mut rest = Vec::new();
    let mut byte = [0];
    while rest.len() < 4096 && stdin.read(&mut byte)? == 1 {
        rest.push(byte[0]);
    }
    let rest = String::from_utf8_lossy(&rest);
    let rest = rest.trim_end_matches(['\r', '\n']);
    let rest = rest.strip_suffix("\u{1b}[201~").unwrap_or(rest);
    if rest.is_empty() {
        return Ok(Answer::Line(first));
    }
    Ok(Answer::Line(Token::new(format!(
        "{}\n{rest}",
        first.expose()
    ))))
}

/// Reads a line from the terminal at stdin without showing it.
#[cfg(not(unix))]
pub fn from_terminal(ask: impl FnOnce()) -> io::Result<Answer> {
    use console::{Key as Pressed, Term};

    // The console turns Ctrl-C into an event before we see the key.
    signals::watch();
    ask();
    let term = Term::stderr();
    let mut line = Line::default();
    loop {
        let byte = match term.read_key_raw()? {
            Pressed::Enter => b'\n',
            Pressed::Backspace => 8,
            Pressed::CtrlC => 3,
            Pressed::Char(letter) if letter.is_ascii() => letter as u8,
            Pressed::Char(letter) => {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    line.bytes.push(byte);
                }
                continue;
            }
            _ => continue,
        };
        match line.take(byte) {
            Key::More => {}
            Key::Enter => return Ok(Answer::Line(line.into_token())),
            Key::BreakOff => return Ok(Answer::BrokenOff),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Option<Token> {
        let mut line = Line::default();
        for byte in keys.bytes() {
            match line.take(byte) {
                Key::More => {}
                Key::Enter => return Some(line.into_token()),
                Key::BreakOff => return None,
            }
        }
        None
    }

    #[test]
    fn keys_make_the_line() {
        for (keys, line) in [
            ("abc\r", Some("abc")),
            ("abc\n", Some("abc")),
            ("abx\u{7f}c\r", Some("abc")),
            ("xö\u{8}\u{8}abc\r", Some("abc")),
            ("wrong\u{15}abc\r", Some("abc")),
            ("\u{1b}[200~abc\u{1b}[201~\r", Some("abc")),
            ("a\u{1b}[Ab\u{1b}OCc\r", Some("abc")),
            ("a\u{1a}b\u{1c}c\r", Some("abc")),
            ("\r", Some("")),
            ("ab\u{3}", None),
            ("\u{4}", None),
        ] {
            assert_eq!(typed(keys), line.map(Token::new), "{keys:?}");
        }
        let long = "x".repeat(10_000);
        assert_eq!(typed(&format!("{long}\r")), Some(Token::new(long)));
    }
}
