//! Spreadsheets that Excel and `LibreOffice` open: an Office Open XML workbook (ECMA-376), written as it is made, in memory
//! that does not grow with its rows. Numbers are numbers, dates are dates, and no text is ever a formula.

mod archive;

use std::io::{self, Write};

use jiff::civil::{Date, DateTime, date};

use crate::document::{Document, Records, SectionPart, TableColumn, Value};
use crate::number::push_fixed;

use archive::Archive;

/// As many rows as a sheet has.
pub const MOST_ROWS: u64 = 1_048_576;
/// As many columns as a sheet has.
pub const MOST_COLUMNS: usize = 16_384;
/// As many characters as a cell has.
const MOST_CHARACTERS: usize = 32_767;
/// Digits that a number of a spreadsheet keeps.
const MOST_DIGITS: usize = 15;
/// Sheets of a workbook: more tables than any answer has.
const SHEETS: [&str; 8] = [
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet3.xml",
    "xl/worksheets/sheet4.xml",
    "xl/worksheets/sheet5.xml",
    "xl/worksheets/sheet6.xml",
    "xl/worksheets/sheet7.xml",
    "xl/worksheets/sheet8.xml",
];
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The header stays in sight.
const VIEW: &str = "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" \
     state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultColWidth=\"14\" defaultRowHeight=\"15\"/><sheetData>";

/// The number formats: so many decimals, then a date, a time on a date, and percent with a sign.
const FORMATS: [&str; 9] = [
    "0",
    "0.0",
    "0.00",
    "0.000",
    "0.0000",
    "yyyy-mm-dd",
    "yyyy-mm-dd hh:mm:ss",
    "+0 %;-0 %;0 %",
    "+0.0 %;-0.0 %;0.0 %",
];
/// The styles of cells: none, the header, and from there the number formats.
const HEADER: usize = 1;
const NUMBER: usize = 2;
const DATE: usize = NUMBER + 5;
const TIME: usize = DATE + 1;
const PERCENT: usize = TIME + 1;

/// A workbook that is being written. What is written to it are whole rows of the sheet that is open, as [`row`] makes them.
pub struct Workbook<W: Write> {
    archive: Archive<W>,
    /// The names of the sheets.
    sheets: Vec<String>,
    /// The rows of the one that is open.
    rows: u64,
}

impl<W: Write> Workbook<W> {
    /// A workbook without sheets.
    pub fn new(out: W) -> Self {
        Self { archive: Archive::new(out), sheets: Vec::new(), rows: 0 }
    }

    /// Begins a sheet, and ends the one before it.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn sheet(&mut self, name: &str) -> io::Result<()> {
        self.end_sheet()?;
        let path = SHEETS.get(self.sheets.len()).ok_or(io::ErrorKind::InvalidInput)?;
        self.sheets.push(self.unique(name));
        self.rows = 0;
        self.archive.begin(path)?;
        self.archive.add(format!("{XML}<worksheet xmlns=\"{MAIN}\">{VIEW}").as_bytes())
    }

    /// A name that a sheet may have: up to 31 characters, none of those that formulas use, and no other's.
    fn unique(&self, name: &str) -> String {
        let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
        let name: String = name.chars().filter(allowed).take(28).collect();
        let is_taken =
            |name: &String| self.sheets.iter().any(|other| other.eq_ignore_ascii_case(name));
        if !is_taken(&name) {
            return name;
        }
        let mut numbered = (2..).map(|number| format!("{name} {number}"));
        numbered.find(|name| !is_taken(name)).unwrap_or(name)
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        if self.sheets.is_empty() {
            return Ok(());
        }
        self.archive.add(b"</sheetData></worksheet>")
    }

    /// Ends the workbook; gives what was written to.
    ///
    /// # Errors
    /// When the output does not take it.
    pub fn finish(mut self) -> io::Result<W> {
        if self.sheets.is_empty() {
            self.sheet("data")?;
        }
        self.end_sheet()?;
        let numbered = || (1..).zip(&self.sheets);
        let sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        let parts = numbered().map(|(i, _)| {
            format!("<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{sheet_type}.worksheet+xml\"/>")
        });
        let parts = parts.collect::<Vec<_>>().concat();
        let types = format!(
            "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{sheet_type}.sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{sheet_type}.styles+xml\"/>{parts}</Types>"
        );
        let relation = |id: usize, kind: &str, target: &str| {
            format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |inner: &str| {
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>")
        };
        let of_sheets =
            numbered().map(|(i, _)| relation(i, "worksheet", &format!("worksheets/sheet{i}.xml")));
        let of_book = of_sheets.collect::<Vec<_>>().concat()
            + &relation(self.sheets.len() + 1, "styles", "styles.xml");
        let sheets = numbered().map(|(i, name): (usize, &String)| {
            let mut escaped = Vec::new();
            push_escaped(&mut escaped, name);
            let name = String::from_utf8(escaped).unwrap_or_default();
            format!("<sheet name=\"{name}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>")
        });
        let sheets = sheets.collect::<Vec<_>>().concat();
        let book = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"
        );
        let files = [
            ("xl/workbook.xml", book),
            ("xl/styles.xml", styles()),
            ("xl/_rels/workbook.xml.rels", relations(&of_book)),
            ("_rels/.rels", relations(&relation(1, "officeDocument", "xl/workbook.xml"))),
            ("[Content_Types].xml", types),
        ];
        for (name, text) in files {
            self.archive.begin(name)?;
            self.archive.add(XML.as_bytes())?;
            self.archive.add(text.as_bytes())?;
        }
        self.archive.finish()
    }
}

impl<W: Write> Write for Workbook<W> {
    fn write(&mut self, rows: &[u8]) -> io::Result<usize> {
        self.rows += rows.windows(5).filter(|tag| tag == b"<row>").count() as u64;
        if self.rows > MOST_ROWS {
            return Err(io::Error::other(
                "a sheet of a spreadsheet ends at row 1,048,576, and there are more; csv has no such limit",
            ));
        }
        self.archive.add(rows)?;
        Ok(rows.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn styles() -> String {
    let formats = (164..).zip(FORMATS);
    let formats =
        formats.map(|(id, code)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"));
    let formats = formats.collect::<Vec<_>>().concat();
    let cell = |format: usize, font: usize| {
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
        )
    };
    let cells: String = (164..164 + FORMATS.len()).map(|id| cell(id, 0)).collect();
    let font = "<sz val=\"11\"/><name val=\"Calibri\"/>";
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{}\">{formats}</numFmts><fonts count=\"2\"><font>{font}</font><font><b/>{font}</font></fonts>\
         <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
         <cellXfs count=\"{}\">{}{}{cells}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        FORMATS.len(),
        FORMATS.len() + NUMBER,
        cell(0, 0),
        cell(0, 1),
    )
}

/// A row of cells, as a sheet has them.
#[must_use]
pub fn row(cells: &[Value]) -> Vec<u8> {
    let mut out = b"<row>".to_vec();
    for cell in cells {
        push(&mut out, cell);
    }
    out.extend_from_slice(b"</row>");
    out
}

/// The row of the names of columns.
#[must_use]
pub fn header<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<u8> {
    let mut out = b"<row>".to_vec();
    for name in names {
        push_text(&mut out, name, HEADER);
    }
    out.extend_from_slice(b"</row>");
    out
}

/// Adds a cell.
pub(crate) fn push(out: &mut Vec<u8>, cell: &Value) {
    match cell {
        Value::Number(number, decimals) if number.is_finite() => {
            push_number(out, *number, *decimals);
        }
        Value::Date(date) => push_time(out, date.to_datetime(jiff::civil::Time::midnight()), DATE),
        Value::Time(time) => push_time(out, *time, TIME),
        Value::Flag(flag) => {
            let cell = format!("<c t=\"b\"><v>{}</v></c>", u8::from(*flag));
            out.extend_from_slice(cell.as_bytes());
        }
        Value::Unknown => out.extend_from_slice(b"<c/>"),
        Value::Text(text) => match date_of(text) {
            Some(date) => push(out, &date),
            None => push_text(out, text, 0),
        },
        other => push_text(out, &other.cell(), 0),
    }
}

/// Adds a number, rounded as it is elsewhere.
pub(crate) fn push_number(out: &mut Vec<u8>, number: f64, decimals: usize) {
    let style = NUMBER + decimals.min(4);
    out.extend_from_slice(format!("<c s=\"{style}\"><v>").as_bytes());
    push_fixed(out, number, decimals, b'.');
    out.extend_from_slice(b"</v></c>");
}

/// Adds text, which is no formula whatever it begins with.
fn push_text(out: &mut Vec<u8>, text: &str, style: usize) {
    if text.is_empty() {
        return out.extend_from_slice(b"<c/>");
    }
    out.extend_from_slice(
        format!("<c t=\"inlineStr\" s=\"{style}\"><is><t xml:space=\"preserve\">").as_bytes(),
    );
    push_escaped(out, text);
    out.extend_from_slice(b"</t></is></c>");
}

/// Adds text of somebody else: what is plainly a number or a date is one.
pub(crate) fn push_passed(out: &mut Vec<u8>, text: &str) {
    if let Some(decimals) = decimals(text) {
        let style = NUMBER + decimals.min(4);
        let cell = format!("<c s=\"{style}\"><v>{text}</v></c>");
        out.extend_from_slice(cell.as_bytes());
    } else if let Some(date) = date_of(text) {
        push(out, &date);
    } else {
        push_text(out, text, 0);
    }
}

/// The decimals of a plain number that a spreadsheet keeps as it stands; no number begins with a zero that means something.
fn decimals(text: &str) -> Option<usize> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_plain = is_number(whole)
        && is_number(fraction)
        && digits.len() <= MOST_DIGITS
        && (whole.len() == 1 || !whole.starts_with('0'));
    is_plain.then(|| if digits.contains('.') { fraction.len() } else { 0 })
}

/// The date or time of a text such as `2026-03-01` or `2026-03-01 07:15:00`.
fn date_of(text: &str) -> Option<Value> {
    let bytes = text.as_bytes();
    if bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    match bytes.len() {
        10 => text.parse::<Date>().ok().map(Value::Date),
        16 | 19 => text.parse::<DateTime>().ok().map(Value::Time),
        _ => None,
    }
}

/// A time as days since the end of 1899, which is how spreadsheets count; before March 1900 they count wrongly.
fn push_time(out: &mut Vec<u8>, time: DateTime, style: usize) {
    if time.date() < date(1900, 3, 1) {
        return push_text(out, &time.to_string(), 0);
    }
    let since = time.duration_since(date(1899, 12, 30).to_datetime(jiff::civil::Time::midnight()));
    let days = since.as_secs_f64() / 86_400.0;
    out.extend_from_slice(format!("<c s=\"{style}\"><v>{days}</v></c>").as_bytes());
}

/// Adds text as XML may hold it, up to what a cell takes. `_x0041_` would be read as a sign by its number.
fn push_escaped(out: &mut Vec<u8>, text: &str) {
    let mut buffer = [0; 4];
    for (at, c) in text.char_indices().take(MOST_CHARACTERS) {
        let escaped = match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '_' if text[at..].starts_with("_x") => "_x005F_",
            '\t' | '\n' => c.encode_utf8(&mut buffer),
            '\r' => "\n",
            c if super::is_control(c) => "\u{fffd}",
            c => c.encode_utf8(&mut buffer),
        };
        out.extend_from_slice(escaped.as_bytes());
    }
}

/// Writes a document: a sheet of its records, one of each table, and one of all that has to be said beside them.
pub(super) fn write(
    document: &Document<'_>,
    has_header: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut book = Workbook::new(out);
    begin(&document.records, has_header, &mut book)?;
    rows(&document.records, &mut book)?;
    let notes = book_tables(document, &mut book)?;
    book.sheet("about")?;
    for text in notes {
        book.write_all(&row(&[Value::Text(text)]))?;
    }
    book.finish().map(drop)
}

/// The sheet of records, with its header.
pub(super) fn begin<W: Write>(
    records: &Records<'_>,
    has_header: bool,
    book: &mut Workbook<W>,
) -> io::Result<()> {
    book.sheet("data")?;
    if has_header {
        book.write_all(&header(records.names.iter().map(AsRef::as_ref)))?;
    }
    Ok(())
}

/// Writes records as rows.
pub(super) fn rows(records: &Records<'_>, out: &mut dyn Write) -> io::Result<()> {
    records.rows().try_for_each(|cells| out.write_all(&row(&cells)))
}

/// A sheet for each table that people read; gives the rest of the document, a line a row.
fn book_tables<W: Write>(
    document: &Document<'_>,
    book: &mut Workbook<W>,
) -> io::Result<Vec<String>> {
    let mut lines = vec![document.heading.join(" · ")];
    lines.extend(document.summary.sentences());
    for (section, part) in document.parts() {
        let SectionPart::Table(table) = part else {
            continue;
        };
        if book.sheets.len() + 1 == SHEETS.len() {
            break;
        }
        book.sheet(&section.heading)?;
        let columns: Vec<SheetColumn> = table.columns.iter().flat_map(SheetColumn::of).collect();
        book.write_all(&header(columns.iter().map(|column| &*column.title)))?;
        for i in 0..table.rows() {
            let mut row = b"<row>".to_vec();
            for column in &columns {
                column.push(i, &mut row);
            }
            row.extend_from_slice(b"</row>");
            book.write_all(&row)?;
        }
        lines.extend(table.legend.iter().cloned());
    }
    lines.extend(document.notes.iter().map(|note| note.text.clone()));
    lines.extend(
        document
            .sources
            .iter()
            .enumerate()
            .map(|(i, study)| format!("{} {}", i + 1, study.citation())),
    );
    let checksum = &document.checksum;
    let from = if checksum.is_empty() {
        String::new()
    } else {
        format!(" from tables of evidence {checksum}")
    };
    lines.push(format!("Computed by musclerun {}{from}.", env!("CARGO_PKG_VERSION")));
    Ok(lines)
}

/// A column of a table as a sheet has it.
struct SheetColumn<'t> {
    title: String,
    cells: Vec<&'t str>,
    /// Places and lists of sources are no numbers, nor is one of them alone.
    is_text: bool,
}

impl<'t> SheetColumn<'t> {
    /// One, or one of the figures and one of how far runners differ.
    fn of(column: &'t TableColumn) -> Vec<Self> {
        let title = column.long();
        let new = |title: String, cells: Vec<&'t str>| {
            let is_list = |cell: &&str| {
                let begins = cell.starts_with(|c: char| c.is_ascii_digit());
                begins && cell.contains([',', '–']) && figure(cell).is_none()
            };
            let is_text = cells.iter().any(is_list);
            Self { title, cells, is_text }
        };
        let halves = column.cells.iter().map(|cell| cell.split_once('±').unwrap_or((cell, "")));
        let (figures, spreads): (Vec<&str>, Vec<&str>) =
            halves.map(|(figure, spread)| (figure.trim(), spread.trim())).unzip();
        let has_spread = spreads.iter().any(|spread| !spread.is_empty());
        let spread = has_spread.then(|| new(format!("± {title}"), spreads));
        std::iter::once(new(title.to_owned(), figures)).chain(spread).collect()
    }

    /// Adds the cell of a row.
    fn push(&self, row: usize, out: &mut Vec<u8>) {
        let cell = self.cells.get(row).copied().unwrap_or_default();
        match figure(cell).filter(|_| !self.is_text) {
            Some((number, style)) => {
                out.extend_from_slice(format!("<c s=\"{style}\"><v>{number}</v></c>").as_bytes());
            }
            None => push_text(out, cell, 0),
        }
    }
}

/// The number of a cell that people read, with its style: with commas of thousands, or in percent.
fn figure(cell: &str) -> Option<(String, usize)> {
    let (text, is_percent) = cell.strip_suffix(" %").map_or((cell, false), |number| (number, true));
    let text = text.strip_prefix('+').unwrap_or(text);
    let are_thousands = text
        .split(',')
        .skip(1)
        .all(|group| group.split('.').next().is_some_and(|it| it.len() == 3));
    let number = text.replace(',', "");
    let decimals = decimals(&number).filter(|_| are_thousands)?;
    if !is_percent {
        return Some((number, NUMBER + decimals.min(4)));
    }
    let share = crate::number::fixed(number.parse::<f64>().ok()? / 100.0, decimals + 2);
    Some((share, PERCENT + decimals.min(1)))
}
