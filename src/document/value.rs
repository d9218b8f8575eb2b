//! A cell for programs.

use serde_core::{Serialize, Serializer};

use crate::number::{fixed, real};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Nobody knows, or it does not apply.
    Unknown,
    /// Text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A number and the decimals it means.
    Number(f64, usize),
    /// Several texts; joined by `;` in a cell.
    List(Vec<String>),
    /// A day.
    Date(jiff::civil::Date),
    /// A time on a day.
    Time(jiff::civil::DateTime),
}

impl Value {
    /// A number with so many decimals, where one is known.
    #[must_use]
    pub fn number(number: Option<f64>, decimals: usize) -> Self {
        number.map_or(Self::Unknown, |number| Self::Number(number, decimals))
    }

    /// Text; nothing known where it is empty.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::from(text.into())
    }

    /// As it stands in a cell.
    #[must_use]
    pub fn cell(&self) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Text(text) => text.clone(),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number, decimals) => fixed(*number, *decimals),
            Self::List(texts) => texts.join(";"),
            Self::Date(date) => date.to_string(),
            Self::Time(time) => time.strftime("%F %T").to_string(),
        }
    }
}

impl From<&str> for Value {
    /// Text; nothing known where it is empty.
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Unknown } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::from(&*text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<f64> for Value {
    /// A number, whose decimals its column says.
    fn from(number: f64) -> Self {
        Self::Number(number, 0)
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Number(count.into(), 0)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Number(real(count), 0)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Unknown, Into::into)
    }
}

impl<T: ToString> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        Self::List(texts.into_iter().map(|text| text.to_string()).collect())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            // the number of the cell, so that both formats say the same
            Self::Number(..) => match self.cell().parse::<i64>() {
                Ok(whole) => serializer.serialize_i64(whole),
                Err(_) => serializer.serialize_f64(self.cell().parse().unwrap_or(f64::NAN)),
            },
            Self::List(texts) => texts.serialize(serializer),
            Self::Date(_) | Self::Time(_) => serializer.serialize_str(&self.cell()),
        }
    }
}
