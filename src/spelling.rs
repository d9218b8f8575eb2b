//! Words as people type them: the one form that they are compared in, the nearest to a mistyped one, and closed lists of
//! words with their keys.
//!
//! A word that is in no list is refused with all that are accepted; nothing is guessed.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

/// Lower case, with `_` for blanks and hyphens: the form in which names are compared.
pub(crate) fn normalise(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The words of a text in lower case, without any mark but the one that joins them.
pub(crate) fn phrase(text: &str, joint: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(joint)
}

/// Whether the name of a file ends in one of some suffixes, gzipped or not.
#[must_use]
pub fn has_suffix(name: &str, suffixes: &[&str]) -> bool {
    let name = name.to_lowercase();
    let end = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.');
    end.is_some_and(|(_, end)| suffixes.contains(&end))
}

/// The candidate most like a mistyped name, if any is like it at all.
#[must_use]
pub fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<String> {
    // similarity by transposition-aware edit distance; below six tenths a guess helps nobody
    let name: String = name.chars().take(60).collect();
    let similarity = |candidate| strsim::normalized_damerau_levenshtein(&name, candidate);
    candidates
        .map(|candidate| (similarity(candidate), candidate))
        .filter(|(similarity, _)| *similarity >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate.to_owned())
}

/// What a message says of the nearest candidate, where there is one.
pub fn did_you_mean(near: Option<impl fmt::Display>) -> String {
    near.map_or_else(String::new, |near| format!(" (did you mean {near}?)"))
}

/// Text of a table: of the program's own, or read from elsewhere. `Debug` writes what the build script needs.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Text(pub(crate) Cow<'static, str>);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text(Cow::Borrowed({:?}))", &**self)
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0.into_owned()
    }
}

/// Rows of a table: of the program's own, or read from elsewhere. `Debug` writes what the build script needs.
#[derive(Clone, PartialEq, Eq)]
pub struct List<T: Clone + 'static>(pub(crate) Cow<'static, [T]>);

impl<T: Clone> Default for List<T> {
    fn default() -> Self {
        Self(Cow::Borrowed(&[]))
    }
}

impl<T: Clone> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Clone> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T: Clone + fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "List(Cow::Borrowed(&{:?}))", &**self)
    }
}

/// A word that is in no closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no {kind}{}; {accepted} are accepted",
    .why.map_or_else(|| did_you_mean(.nearest.as_deref()), |why| format!(": {why}")))]
#[non_exhaustive]
pub struct UnknownWord {
    /// What was found.
    pub found: String,
    /// What the list is of, such as `terrain`.
    pub kind: &'static str,
    /// The words that are accepted.
    pub accepted: String,
    /// The nearest of them.
    pub nearest: Option<String>,
    /// Why a word that somebody may well type is not accepted.
    pub why: Option<&'static str>,
}

impl UnknownWord {
    pub(crate) fn new(found: &str, kind: &'static str, keys: &[&'static str]) -> Self {
        let accepted = match keys {
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
            [] => "no words".to_owned(),
        };
        Self {
            found: found.chars().take(60).collect(),
            kind,
            accepted,
            nearest: nearest(&found.trim().to_lowercase(), keys.iter().copied()),
            why: None,
        }
    }
}

/// A closed list of words.
pub trait Keyword: Copy + 'static {
    /// All of them.
    const WORDS: &'static [Self];

    /// The word in tables, options and output.
    #[must_use]
    fn word(self) -> &'static str;

    /// Its place in the list, from 0.
    #[must_use]
    fn place(self) -> f64;
}

/// A closed list of words: `ALL` of them, `key` of each in tables, options and output. `Debug` writes the path of the
/// variant, as the build script needs it. With `of "kind"` they can be typed in any case, and are shown as their key.
macro_rules! keywords {
    ($(#[$meta:meta])* $vis:vis enum $Name:ident { $($(#[$of:meta])* $Word:ident = $key:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $vis enum $Name { $($(#[$of])* $Word,)+ }

        impl $Name {
            /// All of them.
            $vis const ALL: [Self; [$($key),+].len()] = [$(Self::$Word),+];

            /// The key in tables, options and output.
            #[must_use]
            $vis fn key(self) -> &'static str {
                match self { $(Self::$Word => $key,)+ }
            }
        }

        impl $crate::spelling::Keyword for $Name {
            const WORDS: &'static [Self] = &Self::ALL;

            fn word(self) -> &'static str {
                self.key()
            }

            fn place(self) -> f64 {
                f64::from(self as u8)
            }
        }

        impl std::fmt::Debug for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$Word => concat!(stringify!($Name), "::", stringify!($Word)),)+ })
            }
        }
    };
    ($(#[$meta:meta])* $vis:vis enum $Name:ident of $kind:literal { $($(#[$of:meta])* $Word:ident = $key:literal,)+ }) => {
        $crate::spelling::keywords! { $(#[$meta])* $vis enum $Name { $($(#[$of])* $Word = $key,)+ } }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.key())
            }
        }

        impl std::str::FromStr for $Name {
            type Err = $crate::spelling::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let known = |word: &Self| word.key().eq_ignore_ascii_case(text.trim());
                Self::ALL.into_iter().find(known).ok_or_else(|| {
                    $crate::spelling::UnknownWord::new(text, $kind, &Self::ALL.map(Self::key))
                })
            }
        }
    };
}

pub(crate) use keywords;
