//! `musclerun run`, run as people run it, on recordings that the tests write themselves, so that the truth is known.

#[path = "run/altitude.rs"]
mod altitude;
#[path = "run/asked.rs"]
mod asked;
#[path = "run/cadence.rs"]
mod cadence;
#[path = "run/clocks.rs"]
mod clocks;
mod common;
#[path = "run/corpus.rs"]
mod corpus;
#[path = "run/edges.rs"]
mod edges;
#[path = "run/files.rs"]
mod files;
#[path = "run/fit.rs"]
mod fit;
#[path = "run/formats.rs"]
mod formats;
#[path = "run/hostile.rs"]
mod hostile;
#[path = "run/kinds.rs"]
mod kinds;
#[path = "run/pauses.rs"]
mod pauses;
#[path = "run/runs.rs"]
mod runs;
#[path = "run/splits.rs"]
mod splits;
#[path = "run/sports.rs"]
mod sports;
#[path = "run/truth.rs"]
mod truth;
#[path = "run/xml.rs"]
mod xml;
