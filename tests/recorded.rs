//! `musclerun run`, run as people run it, on recordings that the tests write themselves, so that the truth is known.

#[path = "recorded/altitude.rs"]
mod altitude;
#[path = "recorded/asked.rs"]
mod asked;
#[path = "recorded/cadence.rs"]
mod cadence;
#[path = "recorded/clocks.rs"]
mod clocks;
mod common;
#[path = "recorded/corpus.rs"]
mod corpus;
#[path = "recorded/edges.rs"]
mod edges;
#[path = "recorded/files.rs"]
mod files;
#[path = "recorded/fit.rs"]
mod fit;
#[path = "recorded/formats.rs"]
mod formats;
#[path = "recorded/hostile.rs"]
mod hostile;
#[path = "recorded/pauses.rs"]
mod pauses;
#[path = "recorded/runs.rs"]
mod runs;
#[path = "recorded/splits.rs"]
mod splits;
#[path = "recorded/truth.rs"]
mod truth;
#[path = "recorded/xml.rs"]
mod xml;
