//! `prove inspect TRACE` in a terminal: keys in, screens out.

use super::{DATA, Failure, IO, files};
use crate::inspect::app::{App, Key, Replay};
use crate::inspect::draw;
use crate::inspect::read::Book;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use std::io::IsTerminal;
use std::path::Path;

/// Shows a trace until the user has had enough.
pub fn run(path: &Path, replay: Replay) -> Result<u8, Failure> {
    let book = Book::open(path).map_err(|e| Failure::new(DATA, format!("{}: {e}", files::called(path))))?;
    if !std::io::stdout().is_terminal() {
        let message = "the screen of `prove inspect` wants a terminal; `--html FILE` writes a page instead";
        return Err(Failure::new(super::USAGE, message));
    }
    let mut app = App::new(book, replay);
    let mut terminal = ratatui::try_init().map_err(|e| Failure::new(IO, format!("cannot use the terminal: {e}")))?;
    let shown = (|| {
        while !app.quit {
            terminal.draw(|f| draw(f, &mut app))?;
            if let Event::Key(k) = read()?
                && k.kind != KeyEventKind::Release
            {
                match key(k) {
                    Some(k) => app.press(k),
                    None if k.code == KeyCode::Char('c') => app.quit = true,
                    None => {}
                }
            }
        }
        Ok(())
    })();
    ratatui::restore();
    shown.map_err(|e: std::io::Error| Failure::new(IO, format!("cannot use the terminal: {e}")))?;
    Ok(0)
}

fn key(k: KeyEvent) -> Option<Key> {
    if k.modifiers.contains(KeyModifiers::CONTROL) {
        return None;
    }
    Some(match k.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        _ => return None,
    })
}
