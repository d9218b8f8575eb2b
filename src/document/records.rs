//! Rows of values for programs, and the one JSON document. Both are made row by row while they are written.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use serde_core::ser::{SerializeMap, SerializeSeq};
use serde_core::{Serialize, Serializer};

use super::{SCHEMA, Value};
use crate::evidence::{DoiCheck, StudyRef};
use crate::note::Note;

/// Rows of cells under names.
#[derive(Clone)]
pub struct Records<'a> {
    /// The names.
    pub names: Rc<[Cow<'static, str>]>,
    /// How many rows there are.
    pub len: usize,
    row: Rc<dyn Fn(usize) -> Vec<Value> + 'a>,
}

impl<'a> Records<'a> {
    /// So many rows under names, each made when it is asked for.
    pub fn new(
        names: impl IntoIterator<Item = impl Into<Cow<'static, str>>>,
        len: usize,
        row: impl Fn(usize) -> Vec<Value> + 'a,
    ) -> Self {
        Self { names: names.into_iter().map(Into::into).collect(), len, row: Rc::new(row) }
    }

    /// The rows, each as long as the names.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Value>> {
        (0..self.len).map(|i| (self.row)(i))
    }

    /// The rows as JSON objects.
    #[must_use]
    pub fn objects(&self) -> Tree<'a> {
        let records = self.clone();
        Tree::list(self.len, move |i| {
            let values = (records.row)(i).into_iter().map(Tree::from);
            Tree::Object(records.names.iter().cloned().zip(values).collect())
        })
    }
}

impl Default for Records<'_> {
    fn default() -> Self {
        Self::new([""; 0], 0, |_| Vec::new())
    }
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rows()).finish()
    }
}

/// A JSON document, or a part of one.
#[derive(Clone)]
#[non_exhaustive]
pub enum Tree<'a> {
    /// A value.
    Value(Value),
    /// Members under names.
    Object(Vec<(Cow<'static, str>, Tree<'a>)>),
    /// So many items, each made when it is written.
    List(usize, Rc<dyn Fn(usize) -> Tree<'a> + 'a>),
    /// What is made as a whole when it is written.
    Later(Rc<dyn Fn() -> Tree<'a> + 'a>),
}

impl<'a> Tree<'a> {
    /// So many items, each made when it is written.
    pub fn list(len: usize, item: impl Fn(usize) -> Self + 'a) -> Self {
        Self::List(len, Rc::new(item))
    }

    /// What is made as a whole when it is written.
    pub fn later(make: impl Fn() -> Self + 'a) -> Self {
        Self::Later(Rc::new(make))
    }

    /// Members under names.
    pub fn object<T: Into<Self>>(members: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let members = members.into_iter();
        Self::Object(members.map(|(name, item)| (Cow::Borrowed(name), item.into())).collect())
    }

    /// The JSON document of an answer: its members between the version of all names, and its notes and sources.
    #[must_use]
    pub fn answer(
        members: impl IntoIterator<Item = (&'static str, Self)>,
        (notes, sources): (&[Note], &[StudyRef]),
    ) -> Self {
        let version = ("schema", Value::from(SCHEMA).into());
        let around =
            [("notes", Self::notes(notes.to_vec())), ("sources", Self::sources(sources.to_vec()))];
        Self::object([version].into_iter().chain(members).chain(around))
    }

    /// What has to be said.
    #[must_use]
    pub fn notes(notes: Vec<Note>) -> Self {
        Self::list(notes.len(), move |i| {
            let note = &notes[i];
            Self::object([
                ("kind", Value::from(note.kind.key())),
                ("text", Value::from(&*note.text)),
            ])
        })
    }

    /// Studies by their numbers from 1.
    #[must_use]
    pub fn sources(studies: Vec<StudyRef>) -> Self {
        Self::list(studies.len(), move |i| {
            let study = &studies[i];
            Self::object([
                ("number", Value::from(i + 1)),
                ("study", Value::from(&*study.key)),
                ("citation", Value::from(&*study.citation())),
                ("doi", Value::from(study.doi.as_deref())),
                ("doi_checked", Value::from(study.doi_checked.map(DoiCheck::key))),
                ("access", Value::Text(study.access.to_string())),
            ])
        })
    }
}

impl FromIterator<Self> for Tree<'_> {
    fn from_iter<I: IntoIterator<Item = Self>>(items: I) -> Self {
        let items: Rc<[Self]> = items.into_iter().collect();
        Self::list(items.len(), move |i| items[i].clone())
    }
}

impl Default for Tree<'_> {
    fn default() -> Self {
        Self::Object(Vec::new())
    }
}

impl From<Value> for Tree<'_> {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl fmt::Debug for Tree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Object(members) => {
                f.debug_map().entries(members.iter().map(|(k, v)| (k, v))).finish()
            }
            Self::List(len, item) => f.debug_list().entries((0..*len).map(|i| item(i))).finish(),
            Self::Later(make) => make().fmt(f),
        }
    }
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, item) in members {
                    map.serialize_entry(name, item)?;
                }
                map.end()
            }
            Self::List(len, item) => {
                let mut list = serializer.serialize_seq(Some(*len))?;
                for i in 0..*len {
                    list.serialize_element(&item(i))?;
                }
                list.end()
            }
            Self::Later(make) => make().serialize(serializer),
        }
    }
}
