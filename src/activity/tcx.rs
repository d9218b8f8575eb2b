//! TCX files, version 2, with the activity extension that says speed and running cadence.

use std::io::Read;

use super::xml::{Piece, Points, Tag, Value, Xml};
use super::{FileFormat, Sport, Totals};

/// The elements that matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Activity,
    Lap,
    TotalTimeSeconds,
    DistanceMeters,
    MaximumSpeed,
    Track,
    Trackpoint,
    Time,
    LatitudeDegrees,
    LongitudeDegrees,
    AltitudeMeters,
    Cadence,
    RunCadence,
    Speed,
    Course,
    Other,
}

impl Element {
    fn of(tag: &Tag<'_>) -> Self {
        match tag.name() {
            "Activity" => Self::Activity,
            "Lap" => Self::Lap,
            "TotalTimeSeconds" => Self::TotalTimeSeconds,
            "DistanceMeters" => Self::DistanceMeters,
            "MaximumSpeed" => Self::MaximumSpeed,
            "Track" => Self::Track,
            "Trackpoint" => Self::Trackpoint,
            "Time" => Self::Time,
            "LatitudeDegrees" => Self::LatitudeDegrees,
            "LongitudeDegrees" => Self::LongitudeDegrees,
            "AltitudeMeters" => Self::AltitudeMeters,
            "Cadence" => Self::Cadence,
            "RunCadence" => Self::RunCadence,
            "Speed" => Self::Speed,
            "Course" => Self::Course,
            _ => Self::Other,
        }
    }
}

/// An activity as far as it was read.
struct Activity {
    /// How many elements it lies in.
    depth: usize,
    sport: Sport,
    /// Sums over the laps, as long as each says its part.
    totals: Totals,
    lap: Totals,
    /// How many points had been read when the lap began.
    points_before_lap: u64,
}

impl Activity {
    fn begin(depth: usize, sport: Sport) -> Self {
        let totals = Totals {
            distance_m: Some(0.0),
            timer_s: Some(0.0),
            ..Totals::default()
        };
        Self {
            depth,
            sport,
            totals,
            lap: Totals::default(),
            points_before_lap: 0,
        }
    }

    fn add_lap(&mut self) {
        let sum = |total: Option<f64>, lap: Option<f64>| Some(total? + lap?);
        self.totals.distance_m = sum(self.totals.distance_m, self.lap.distance_m);
        self.totals.timer_s = sum(self.totals.timer_s, self.lap.timer_s);
        let speeds = [self.totals.max_speed_m_s, self.lap.max_speed_m_s];
        self.totals.max_speed_m_s = speeds.into_iter().flatten().reduce(f64::max);
    }
}

/// Reads what stands in `<TrainingCenterDatabase>`.
pub(super) fn read<R: Read>(xml: &mut Xml<R>) -> Points {
    let mut points = Points::new(FileFormat::Tcx);
    let mut path = Vec::new();
    // activities stand in <Activities>, and those of a multisport session deeper
    let mut activity: Option<Activity> = None;
    loop {
        match xml.next() {
            Piece::Opens(tag) => {
                let element = Element::of(&tag);
                path.push(element);
                match &mut activity {
                    Some(activity) => opens(activity, &path[activity.depth..], &tag, &mut points),
                    None if element == Element::Activity => {
                        let sport = tag.attribute("Sport", |value| Sport::from_type(value.text));
                        let sport = sport.unwrap_or(Sport::Unspecified);
                        activity = Some(Activity::begin(path.len(), sport));
                        points.begin_part();
                    }
                    None if element == Element::Course => {
                        points.note_instead("there is a course to follow, but no activity");
                    }
                    None => {}
                }
            }
            Piece::Closes(value) => {
                if let Some(open) = &mut activity {
                    closes(open, &path[open.depth..], value, &mut points);
                }
                if let Some(done) = activity.take_if(|it| it.depth == path.len()) {
                    points.end_session(done.sport, done.totals);
                }
                path.pop();
            }
            Piece::Over => {
                // sums that lack a part of what the file once held would say too little
                if let Some(broken_off) = activity {
                    points.end_session(broken_off.sport, Totals::default());
                }
                return points;
            }
        }
    }
}

/// An element begins that lies at this path in an activity.
fn opens(activity: &mut Activity, path: &[Element], tag: &Tag<'_>, points: &mut Points) {
    use Element::{Lap, Track, Trackpoint};
    match path {
        [Lap] => {
            activity.lap = Totals::default();
            activity.points_before_lap = points.count();
            let start = tag.attribute("StartTime", |start| points.begin_lap(Some(start)));
            if start.is_none() {
                points.begin_lap(None);
            }
        }
        // devices begin a track with each lap, so that only a second one in the same lap tells of a pause
        [Lap, Track] if points.count() > activity.points_before_lap => points.begin_part(),
        [Lap, Track, Trackpoint] => points.open(tag.byte()),
        _ => {}
    }
}

/// An element ends that lies at this path in an activity.
fn closes(activity: &mut Activity, path: &[Element], value: Value<'_>, points: &mut Points) {
    use Element::{
        AltitudeMeters, Cadence, DistanceMeters, Lap, LatitudeDegrees, LongitudeDegrees,
        MaximumSpeed, RunCadence, Speed, Time, TotalTimeSeconds, Track, Trackpoint,
    };
    match path {
        [Lap, Track, Trackpoint] => points.close(),
        [Lap, Track, Trackpoint, Time] => points.time(value),
        [Lap, Track, Trackpoint, .., LatitudeDegrees] => points.latitude(value),
        [Lap, Track, Trackpoint, .., LongitudeDegrees] => points.longitude(value),
        [Lap, Track, Trackpoint, AltitudeMeters] => points.altitude(value),
        [Lap, Track, Trackpoint, DistanceMeters] => points.distance(value),
        [Lap, Track, Trackpoint, Cadence] => points.cadence(value),
        [Lap, Track, Trackpoint, .., RunCadence] => points.running_cadence(value),
        [Lap, Track, Trackpoint, .., Speed] => points.speed(value),
        [Lap, DistanceMeters] => activity.lap.distance_m = points.lap_distance(value),
        [Lap, MaximumSpeed] => activity.lap.max_speed_m_s = points.lap_speed(value),
        [Lap, TotalTimeSeconds] => activity.lap.timer_s = points.lap_duration(value),
        [Lap] => activity.add_lap(),
        _ => {}
    }
}
