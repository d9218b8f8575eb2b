//! The tables as an expression of SQL: the peak of each muscle from speed, gradient and step rate, by the same operations in
//! the same order, so that an engine comes to the same numbers.

use std::fmt::Write as _;

use super::{Compiled, CompiledCurve, CompiledPhase, Scratch};
use crate::conditions::Conditions;
use crate::evidence::{Effect, Evidence};
use crate::model::operating_point;
use crate::muscle::Muscle;
use crate::units::{QuantityError, Speed};

/// A query over the table `runs` that adds to each row the peak of each muscle in body weights, on the level road or at a
/// gradient. Engines that know `CASE`, `COALESCE`, `GREATEST` and literals with an exponent read it: `DuckDB`, Spark, Polars.
///
/// # Errors
/// Never, as the speed at which figures that are the same everywhere are looked up is one of a runner.
pub fn query(evidence: &Evidence) -> Result<String, QuantityError> {
    let muscles: Vec<&Muscle> = evidence.muscles().iter().collect();
    let compiled = Compiled::new(evidence, &muscles);
    let level = Conditions::new(Speed::from_m_per_s(3.0)?);
    let mut scratch = Scratch::default();
    compiled.find(operating_point(evidence, &level), &mut scratch);
    let strides = evidence.strides().knots().iter();
    let (places, rates): (Vec<f64>, Vec<f64>) =
        strides.map(|row| (row.speed_m_s, row.step_rate_spm)).unzip();
    let typical = piecewise("CAST(speed_m_s AS DOUBLE)", &places, &rates);
    let mut sql = format!(
        "WITH places AS (\nSELECT *, CAST(speed_m_s AS DOUBLE) AS musclerun_speed_m_s,\n\
         COALESCE(CAST(gradient_pct AS DOUBLE), {zero}) AS musclerun_gradient_pct,\n\
         COALESCE({hundred} * CAST(step_rate_spm AS DOUBLE) / {typical}, {hundred}) AS musclerun_step_rate_pct\n\
         FROM runs)\nSELECT *",
        zero = literal(0.0),
        hundred = literal(100.0),
    );
    for (muscle, phases) in muscles.iter().zip(&compiled.muscles) {
        let peaks = compiled.phases[phases.clone()].iter().zip(&scratch.segments[phases.clone()]);
        let peaks = peaks.map(|(phase, segment)| phase.expression(&compiled, segment.others));
        let peaks: Vec<String> = peaks.collect();
        let peak = match peaks.as_slice() {
            [] => continue,
            [peak] => peak.clone(),
            peaks => format!("GREATEST({})", peaks.join(",\n")),
        };
        // writing to a String cannot fail
        let _ = write!(sql, ",\n{peak} AS {}_peak_bw", muscle.key());
    }
    sql.push_str("\nFROM places\n");
    Ok(sql)
}

impl CompiledPhase<'_> {
    /// peak = anchor · (S(v) / `S(v_anchor)`) · R(c) · G(g) · the rest, which is the same in every row
    fn expression(&self, compiled: &Compiled<'_>, others: f64) -> String {
        let [speed, step_rate, gradient] = &self.curves;
        let speed = speed.expression(compiled, "musclerun_speed_m_s");
        let mut peak = format!(
            "{} * ({} / {})",
            literal(self.anchor_bw),
            speed.unwrap_or_else(|| literal(1.0)),
            literal(self.speed_ratio_of_anchor)
        );
        let more = [
            step_rate.expression(compiled, "musclerun_step_rate_pct"),
            gradient.expression(compiled, "musclerun_gradient_pct"),
            Some(literal(others)).filter(|_| others.total_cmp(&1.0).is_ne()),
        ];
        for factor in more.into_iter().flatten() {
            let _ = write!(peak, " * {factor}");
        }
        peak
    }
}

impl CompiledCurve {
    /// The curve at that place; `None` for one that is 1 throughout.
    fn expression(&self, compiled: &Compiled<'_>, place: &str) -> Option<String> {
        let (grid, figures) = self.0.as_ref()?;
        let (_, places): &(Effect, Vec<f64>) = compiled.grids.get(*grid)?;
        Some(piecewise(place, places, figures))
    }
}

/// Straight lines between figures at places, held at the ends; nothing where the place is not known.
fn piecewise(x: &str, places: &[f64], figures: &[f64]) -> String {
    let mut sql = "(CASE".to_owned();
    for (i, (place, figure)) in places.iter().zip(figures).enumerate() {
        let place_text = literal(*place);
        let _ = match i.checked_sub(1) {
            None => write!(sql, " WHEN {x} <= {place_text} THEN {}", literal(*figure)),
            Some(before) => {
                let (low, rise) = (figures[before], figure - figures[before]);
                let (from, span) = (places[before], place - places[before]);
                // y = y0 + (y1 - y0) · ((x - x0) / (x1 - x0))
                write!(
                    sql,
                    " WHEN {x} < {place_text} THEN {} + {} * (({x} - {}) / {})",
                    literal(low),
                    literal(rise),
                    literal(from),
                    literal(span)
                )
            }
        };
    }
    if let (Some(place), Some(figure)) = (places.last(), figures.last()) {
        let _ = write!(sql, " WHEN {x} >= {} THEN {}", literal(*place), literal(*figure));
    }
    sql.push_str(" END)");
    sql
}

/// A number of double precision: with an exponent it is one in every engine, and the shortest decimal is read back exactly.
fn literal(number: f64) -> String {
    let text = format!("{number:e}");
    let text = match text.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => text,
    };
    if number < 0.0 { format!("({text})") } else { text }
}
