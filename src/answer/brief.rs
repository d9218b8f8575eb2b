//! What the documents have in common whose terminal form is sentences and tables, and whose records are one table.

use super::citations::Citations;
use crate::document::{
    Column, Document, Records, Section, SectionPart, Sentences, Table, Tree, Value,
};
use crate::evidence::Evidence;
use crate::note::Note;

pub(crate) struct Brief {
    pub(crate) title: String,
    pub(crate) heading: String,
    pub(crate) summary: Sentences,
    pub(crate) tables: Vec<(&'static str, Table)>,
    pub(crate) notes: Vec<Note>,
    pub(crate) sources: Citations,
    pub(crate) columns: &'static [Column],
    pub(crate) rows: Vec<Vec<Value>>,
    /// Of the one JSON document: members of its own, and the name of the records.
    pub(crate) members: Vec<(&'static str, Value)>,
    pub(crate) list: &'static str,
}

impl Brief {
    pub(crate) fn document(self, evidence: &Evidence) -> Document<'static> {
        let (rows, columns) = (self.rows, self.columns.iter().map(|column| column.key));
        let records = Records::new(columns, rows.len(), move |i| rows[i].clone());
        let mut sections: Vec<Section> = Vec::new();
        for (heading, table) in self.tables.into_iter().filter(|(_, table)| table.rows() > 0) {
            match sections.last_mut().filter(|section| section.heading == heading) {
                Some(section) => section.blocks.push(SectionPart::Table(table)),
                None => sections.push(Section::new(heading, vec![SectionPart::Table(table)])),
            }
        }
        if sections.is_empty() {
            sections.push(Section::new("", Vec::new()));
        }
        let summary = self.summary.sentences().into_iter().collect();
        let members = self.members.into_iter().chain([("summary", summary)]);
        let members = members.map(|(name, value)| (name, Tree::from(value)));
        let members = members.chain([(self.list, records.objects())]);
        let tree = Tree::answer(members, (&self.notes, &self.sources.0));
        Document {
            title: self.title,
            heading: vec![self.heading],
            summary: self.summary,
            sections,
            notes: self.notes,
            sources: self.sources.0,
            tree,
            records,
            checksum: evidence.checksum().clone(),
            ..Document::default()
        }
    }
}
