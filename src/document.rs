//! What is said, before it is written: an answer becomes a document once, and a form writes a document once.

mod chart;

pub use chart::{
    AxisMark, AxisMarks, BodyMap, ChangeCertainty, Chart, LineAxis, LineCertainty, LinePanel,
    LinePoint, Lines, MapMuscle, MapSide, MapState, Slope, Slopes,
};
