//! GPX, 1.0 and 1.1, and TCX, version 2: what stands where, by the names of the elements from the root on.
//!
//! Extensions that say speed, cadence and distance (those of Garmin, Cluetrust and others) are read wherever they stand in a
//! track point. What no pattern below names is passed over.

use std::io::Read;

use super::points::DURATION_S;
use super::{Points, Tag, Xml, XmlEvent, XmlText};
use crate::activity::recording::{DISTANCE_M, SPEED_M_S};
use crate::activity::{FileFormat, Sport, Totals};

/// The elements that matter; a path has nothing for the name of another.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    // GPX
    "metadata", "name", "trk", "type", "trkseg", "trkpt", "ele", "time", "speed", "cad", "cadence", "distance", "wpt", "rte",
    // TCX
    "Activity", "Lap", "TotalTimeSeconds", "DistanceMeters", "MaximumSpeed", "Track", "Trackpoint", "Time",
    "LatitudeDegrees", "LongitudeDegrees", "AltitudeMeters", "Course",
    // extensions
    "Speed", "Cadence", "RunCadence",
];

pub(super) fn read<R: Read>(xml: &mut Xml<R>, format: FileFormat) -> Points {
    let mut reader = PathReader {
        points: Points::new(format),
        point_depth: None,
        by_type: Sport::Unspecified,
        by_name: Sport::Unspecified,
        of_file: Sport::Unspecified,
        totals: Totals::default(),
        lap: Totals::default(),
        points_before_lap: 0,
    };
    let mut path = Vec::new();
    loop {
        match xml.next() {
            XmlEvent::Opens(tag) => {
                let name = NAMES.iter().find(|name| **name == tag.name());
                path.push(name.copied().unwrap_or_default());
                reader.opens(&path, &tag);
            }
            XmlEvent::Closes(value) => {
                reader.closes(&path, value);
                path.pop();
            }
            XmlEvent::Over => {
                // sums that lack a part of what the file once held would say too little
                reader.end_session(Totals::default());
                return reader.points;
            }
        }
    }
}

/// Track points with what stands around them.
struct PathReader {
    points: Points,
    /// How many elements the track point at hand lies in, itself included.
    point_depth: Option<usize>,
    /// The sport by the type of a track or activity, else by the name of a track, else by that of the file.
    by_type: Sport,
    by_name: Sport,
    of_file: Sport,
    /// Sums over the laps of an activity, as long as each says its part.
    totals: Totals,
    lap: Totals,
    /// How many points had been read when the lap began.
    points_before_lap: u64,
}

impl PathReader {
    /// A track or an activity begins.
    fn begin_session(&mut self, sport: Sport) {
        (self.by_type, self.by_name) = (sport, Sport::Unspecified);
        self.totals = Totals { distance_m: Some(0.0), timer_s: Some(0.0), ..Totals::default() };
        self.points.begins_part = true;
    }

    fn end_session(&mut self, totals: Totals) {
        let sports = [&self.by_type, &self.by_name, &self.of_file];
        let mut sports = sports.into_iter();
        let sport = sports.find(|sport| **sport != Sport::Unspecified);
        let sport = sport.cloned().unwrap_or(Sport::Unspecified);
        self.points.end_session(sport, totals);
    }

    fn opens(&mut self, path: &[&str], tag: &Tag<'_>) {
        let points = &mut self.points;
        match path {
            _ if self.point_depth.is_some() => {}
            ["trk", "trkseg", "trkpt"] | [.., "Activity", "Lap", "Track", "Trackpoint"] => {
                self.point_depth = Some(path.len());
                points.open(tag.byte);
                tag.attribute("lat", |value| points.take(&["LatitudeDegrees"], value));
                tag.attribute("lon", |value| points.take(&["LongitudeDegrees"], value));
            }
            ["wpt" | "rte"] => {
                points.instead = "there are waypoints or routes, but no track points";
            }
            ["trk"] => self.begin_session(Sport::Unspecified),
            ["trk", "trkseg"] => points.begins_part = true,
            // activities stand in <Activities>, and those of a multisport session deeper
            [.., "Activity"] => {
                let sport = tag.attribute("Sport", |value| Sport::from_type(value.text));
                self.begin_session(sport.unwrap_or(Sport::Unspecified));
            }
            [.., "Course"] => points.instead = "there is a course to follow, but no activity",
            [.., "Activity", "Lap"] => {
                self.lap = Totals::default();
                self.points_before_lap = points.count;
                let start = tag.attribute("StartTime", |start| points.begin_lap(Some(start)));
                start.unwrap_or_else(|| points.begin_lap(None));
            }
            // devices begin a track with each lap, so that only a second one in the same lap tells of a pause
            [.., "Activity", "Lap", "Track"] if points.count > self.points_before_lap => {
                points.begins_part = true;
            }
            _ => {}
        }
    }

    fn closes(&mut self, path: &[&str], value: XmlText<'_>) {
        let points = &mut self.points;
        if let Some(depth) = self.point_depth {
            if path.len() == depth {
                self.point_depth = None;
                points.close();
            } else {
                points.take(&path[depth..], value);
            }
            return;
        }
        match path {
            ["trk", "type"] => self.by_type = Sport::from_type(value.text),
            ["trk", "name"] => self.by_name = Sport::from_name(value.text),
            ["metadata", "name"] => self.of_file = Sport::from_name(value.text),
            ["trk"] => self.end_session(Totals::default()),
            [.., "Activity", "Lap", "DistanceMeters"] => {
                self.lap.distance_m = points.number(value).filter(|it| DISTANCE_M.contains(it));
            }
            [.., "Activity", "Lap", "MaximumSpeed"] => {
                let speed = points.number(value).filter(|it| SPEED_M_S.contains(it));
                self.lap.max_speed_m_s = speed.filter(|it| *it > 0.0);
            }
            [.., "Activity", "Lap", "TotalTimeSeconds"] => {
                self.lap.timer_s = points.number(value).filter(|it| DURATION_S.contains(it));
            }
            [.., "Activity", "Lap"] => {
                let sum = |total: Option<f64>, lap: Option<f64>| Some(total? + lap?);
                self.totals.distance_m = sum(self.totals.distance_m, self.lap.distance_m);
                self.totals.timer_s = sum(self.totals.timer_s, self.lap.timer_s);
                let speeds = [self.totals.max_speed_m_s, self.lap.max_speed_m_s];
                self.totals.max_speed_m_s = speeds.into_iter().flatten().reduce(f64::max);
            }
            [.., "Activity"] => self.end_session(self.totals),
            _ => {}
        }
    }
}
