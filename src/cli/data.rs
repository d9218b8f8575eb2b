//! What can be typed about the tables of evidence.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::TextArgs;

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// Check a folder of tables and say what it holds; without one, the embedded tables
    Check {
        /// The folder
        dir: Option<PathBuf>,

        #[command(flatten)]
        form: TextArgs,
    },
    /// Write the embedded tables to a new folder, as a start for your own, or as a query of SQL to standard output
    Export {
        /// The folder to make
        #[arg(required_unless_present = "sql", conflicts_with = "sql")]
        dir: Option<PathBuf>,

        /// Write a query for this engine that adds the peaks of the muscles to a table runs
        #[arg(long, value_enum, value_name = "ENGINE")]
        sql: Option<SqlEngine>,

        #[command(flatten)]
        form: TextArgs,
    },
}

/// An engine that runs SQL.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SqlEngine {
    /// `DuckDB`
    #[value(name = "duckdb", help = "DuckDB")]
    DuckDb,
    /// Apache Spark
    Spark,
    /// Polars
    Polars,
}
