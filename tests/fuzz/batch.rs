//! Bytes of training logs, from blocks to output and rejects.
#![no_main]

use std::io::Write;
use std::num::NonZeroUsize;

use musclerun::answer::Selection;
use musclerun::batch::{
    Batch, BatchForm, BatchLayout, BatchOptions, Observer, Progress, RowCounts, Severity,
};
use musclerun::embedded;
use musclerun::training_log::{Defaults, LogOptions};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hold(bytes));

/// Keeps what is said.
#[derive(Default)]
struct Messages(Vec<String>);

impl Observer for Messages {
    fn report(&mut self, _: Severity, message: &str) {
        assert!(!message.contains(['\n', '\x1b']), "{message:?}");
        self.0.push(message.to_owned());
    }

    fn progress(&mut self, _: Progress) {}
}

/// What a log comes to.
#[derive(PartialEq, Debug)]
struct Computed {
    out: Vec<u8>,
    rejects: Vec<u8>,
    counts: RowCounts,
    messages: Vec<String>,
    fault: Option<String>,
}

fn computed(bytes: &[u8], block_bytes: usize, layout: BatchLayout, form: BatchForm) -> Computed {
    let options = BatchOptions {
        reading: LogOptions {
            defaults: Defaults { mass: "70".parse().ok(), ..Defaults::default() },
            ..LogOptions::default()
        },
        layout,
        form,
        selection: Selection::default().muscles(vec!["soleus".to_owned()]),
        threads: NonZeroUsize::new(1),
        block_bytes: Some(block_bytes),
        ..BatchOptions::default()
    };
    let (mut out, mut rejects, mut messages) = (Vec::new(), Vec::new(), Messages::default());
    let rejects_to: &mut dyn Write = &mut rejects;
    let mut batch = Batch::new(embedded::evidence(), &options, &mut out, Some(rejects_to))
        .expect("the soleus is known");
    let (counts, read) = batch.run("log", &mut &*bytes, &mut messages);
    Computed {
        out,
        rejects,
        counts,
        messages: messages.0,
        fault: read.err().map(|error| error.to_string()),
    }
}

fn records(bytes: &[u8]) -> u64 {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    reader.byte_records().filter(Result::is_ok).count() as u64
}

/// Output and rejects are the input, blocks of any size give the same, and rejects read back are as many rows.
fn hold(bytes: &[u8]) {
    let usual = computed(bytes, 1 << 16, BatchLayout::Wide, BatchForm::Csv);
    for block_bytes in [1, 7, 300] {
        assert_eq!(computed(bytes, block_bytes, BatchLayout::Wide, BatchForm::Csv), usual);
    }
    assert_eq!(records(&usual.out), usual.counts.computed);
    let text = String::from_utf8(usual.out).expect("output in UTF-8");
    assert!(
        !text.split([',', '\n']).any(|cell| cell == "inf" && !bytes.is_empty())
            || bytes.windows(3).any(|w| w == b"inf")
    );
    if usual.fault.is_some() {
        return;
    }
    let again = computed(&usual.rejects, 1 << 16, BatchLayout::Wide, BatchForm::Csv);
    if again.fault.is_none() {
        assert_eq!(
            again.counts.rows(),
            usual.counts.refused,
            "{:?}",
            String::from_utf8_lossy(&usual.rejects)
        );
    }
    let long = computed(bytes, 1 << 16, BatchLayout::Long, BatchForm::Jsonl);
    assert_eq!(long.counts, usual.counts);
    for line in long.out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        serde_json::from_slice::<serde_json::Value>(line).expect("an object a line");
    }
}
