//! Sports by what devices, phones and web sites call them in their languages.
//!
//! Words for running are those of training logs, from the same table; a word that is in no table is another sport.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::spelling::phrase;

/// How many characters of the name of a sport are kept.
const SPORT_CHARACTERS: usize = 40;

/// A sport, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sport {
    /// Running outdoors, or it is not said where.
    Running,
    /// Running on a treadmill.
    Treadmill,
    /// The file does not say.
    Unspecified,
    /// Another, by its name.
    Other(String),
}

impl Sport {
    /// The name in output; empty where the file does not say.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Running => "running",
            Self::Treadmill => "treadmill_running",
            Self::Unspecified => "",
            Self::Other(name) => name,
        }
    }

    /// Whether it is running, as far as the file says.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running | Self::Treadmill)
    }

    /// By what a file says that the sport is.
    pub(super) fn from_type(text: &str) -> Self {
        let phrase = phrase(text, " ");
        let words: Vec<&str> = phrase.split(' ').filter(|word| !word.is_empty()).collect();
        match words[..] {
            [] | ["unknown" | "uncategorized" | "generic"] => return Self::Unspecified,
            // as in files from Strava
            ["9"] => return Self::Running,
            ["1"] => return Self::Other("cycling".to_owned()),
            ["10"] => return Self::Other("walking".to_owned()),
            ["4"] => return Self::Other("hiking".to_owned()),
            [number] if number.bytes().all(|it| it.is_ascii_digit()) => {
                return Self::Other(format!("sport {number}"));
            }
            _ => {}
        }
        let tables = SportWords::embedded();
        if let Some(sport) = tables.running.get(&phrase) {
            return sport.clone();
        }
        match (tables.other(&words), tables.running(&words)) {
            (None, Some(sport)) => sport,
            (Some(sport), _) if words.len() == 1 => Self::Other(sport.to_owned()),
            _ => Self::Other(phrase.chars().take(SPORT_CHARACTERS).collect()),
        }
    }

    /// By the name of an activity, where nothing else says the sport.
    pub(super) fn from_name(text: &str) -> Self {
        let phrase = phrase(text, " ");
        let words: Vec<&str> = phrase.split(' ').collect();
        let tables = SportWords::embedded();
        let other = tables.other(&words);
        // people hike on trails too
        let is_run = |word: &&&str| other.is_none() || **word != "trail";
        let words: Vec<&str> = words.iter().filter(is_run).copied().collect();
        let other = other.map(|sport| Self::Other(sport.to_owned()));
        tables.running(&words).or(other).unwrap_or(Self::Unspecified)
    }
}

/// What the tables of words say.
struct SportWords {
    /// Words and phrases for running.
    running: HashMap<String, Sport>,
    /// Words for other sports, each with the sport in English.
    other: HashMap<String, &'static str>,
}

impl SportWords {
    fn embedded() -> &'static Self {
        static WORDS: OnceLock<SportWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let running = rows(include_str!("../../data/training_log/activity_types.csv"));
            let other = rows(include_str!("../../data/activity/other_sports.csv"));
            Self {
                running: running
                    .map(|(word, terrain, _)| {
                        let is_treadmill = terrain == "treadmill";
                        let sport = if is_treadmill { Sport::Treadmill } else { Sport::Running };
                        (phrase(word, " "), sport)
                    })
                    .collect(),
                other: other.map(|(word, _, sport)| (phrase(word, " "), sport)).collect(),
            }
        })
    }

    /// The running that some of the words say.
    fn running(&self, words: &[&str]) -> Option<Sport> {
        let compound = words.windows(2).map(|both| both.join(" "));
        let single = words.iter().map(|word| (*word).to_owned());
        let sports: Vec<&Sport> =
            single.chain(compound).filter_map(|word| self.running.get(&word)).collect();
        let indoor = ["treadmill", "indoor", "virtual", "virtualrun"];
        let is_treadmill =
            sports.contains(&&Sport::Treadmill) || words.iter().any(|word| indoor.contains(word));
        let running = if is_treadmill { Sport::Treadmill } else { Sport::Running };
        (!sports.is_empty()).then_some(running)
    }

    /// Another sport that one of the words says.
    fn other(&self, words: &[&str]) -> Option<&'static str> {
        words.iter().find_map(|word| self.other.get(*word).copied())
    }
}

/// The first three cells of each row; the tables have no quoted cell among them.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    table.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(4, ',');
        Some((cells.next()?, cells.next()?, cells.next()?))
    })
}
