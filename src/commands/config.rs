//! `musclerun config`: what the profile says and from where, and changing it.

use std::fs;
use std::io::ErrorKind;

use anyhow::{Context, anyhow};
use musclerun::batch::{Observer, Severity};
use musclerun::document::{
    Column, Document, Records, SCHEMA, Section, SectionPart, Table, TableColumn, Tree, Value,
};
use musclerun::render;

use super::output::{PICTURES, REPORTS, Target};
use super::{Failure, profile, refused, settings, wrong};
use crate::cli::{CommonArgs, ConfigChange, ConfigCommand, LASTING, Profile};

const fn column(title: &'static str, meaning: &'static str) -> Column {
    Column { short: title, is_plain: true, ..Column::text(title, meaning) }
}

const COLUMNS: [Column; 3] = [
    column("option", "the option, without its hyphens"),
    column("value", "its value as it was written").empty("it has none"),
    column("from", "the variable, or the file and its line").empty("it has none"),
];

pub(super) fn run(
    typed: &ConfigCommand,
    common: &CommonArgs,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    match &typed.change {
        None => show(typed, common, observer),
        Some(ConfigChange::Set { option, value }) => {
            let known = known(option)?;
            let value = value.join(" ");
            Profile::default()
                .set(known, &value)
                .map_err(|reason| refused("<VALUE>", &value, reason))?;
            change(common, observer, known, Some(&value))
        }
        Some(ConfigChange::Unset { option }) => change(common, observer, known(option)?, None),
    }
}

fn known(option: &str) -> Result<&'static str, Failure> {
    profile::option(option).map_err(wrong)
}

/// Shows what is in force and from where.
fn show(
    typed: &ConfigCommand,
    common: &CommonArgs,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let target = Target::of(&typed.output)?.without(&[PICTURES, REPORTS])?;
    // what is wrong with a value is said here too
    profile::read(common)?;
    let entries = profile::entries(common)?;
    let rows = LASTING.map(|(option, otherwise)| {
        let entry = entries.iter().find(|entry| entry.option == option);
        let (value, from) = entry
            .map_or((None, None), |entry| (Some(entry.text.clone()), Some(entry.origin.clone())));
        [
            (Value::from(option), option.to_owned()),
            (value.as_deref().into(), value.unwrap_or_else(|| otherwise.to_owned())),
            (from.as_deref().into(), from.unwrap_or_else(|| "default".to_owned())),
        ]
    });
    let cells =
        |place: usize| TableColumn::new(COLUMNS[place], &rows, |row| Some(row[place].1.clone()));
    let table = Table {
        about: "The options that last",
        columns: vec![cells(0), cells(1), cells(2)],
        ..Table::default()
    };
    let keys = COLUMNS.map(|column| column.key);
    let values = rows.clone();
    let records =
        Records::new(keys, rows.len(), move |i| values[i].clone().map(|(value, _)| value).to_vec());
    let file = profile::place(common).map(|path| path.display().to_string());
    let document = Document::of_table(
        file.clone().map_or_else(|| "no file".to_owned(), |file| format!("Profile: {file}")),
        Section::new("Profile", vec![SectionPart::Table(table)]),
        Tree::object([
            ("schema", Value::from(SCHEMA).into()),
            ("file", Value::from(file.as_deref()).into()),
            ("options", records.objects()),
        ]),
        records,
    );
    target.write(observer, |style, out| render::write(&document, target.format, style, out))
}

/// Writes a value to the file, or takes it out; all else in it stays as it is.
fn change(
    common: &CommonArgs,
    observer: &mut dyn Observer,
    option: &str,
    value: Option<&str>,
) -> Result<(), Failure> {
    let path = profile::place(common).ok_or_else(|| {
        anyhow!("no place for a profile: neither XDG_CONFIG_HOME nor HOME is set")
    })?;
    let name = path.display().to_string();
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.with_context(|| name.clone())?,
    };
    let entries = settings::entries(&text)
        .map_err(|(_, reason)| wrong(format!("{name}: {reason}; option = value is accepted")))?;
    // as it is written there, with hyphens or without
    let old = entries.iter().find(|it| it.key.replace('_', "-") == option);
    let message = match (value, old) {
        (Some(value), _) => format!("{option} = {value} in {name}"),
        (None, Some(_)) => format!("{option} is no longer in {name}"),
        (None, None) => format!("{option} is not in {name}"),
    };
    let text = settings::changed(&text, old, option, value);
    super::output::write_file(&path, text.as_bytes(), observer)?;
    observer.report(Severity::Note, &message);
    Ok(())
}
