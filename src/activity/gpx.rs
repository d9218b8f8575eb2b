//! GPX files, 1.0 and 1.1, with the extensions of Garmin, Cluetrust and others that say speed, cadence and distance.

use std::io::Read;

use super::xml::{Piece, Points, Tag, Xml};
use super::{FileFormat, Sport, Totals};

/// The elements that matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Metadata,
    Name,
    Trk,
    Type,
    Trkseg,
    Trkpt,
    Ele,
    Time,
    Speed,
    Cadence,
    RunCadence,
    Distance,
    /// A waypoint or a route.
    Plan,
    Other,
}

impl Element {
    fn of(tag: &Tag<'_>) -> Self {
        match tag.name() {
            "metadata" => Self::Metadata,
            "name" => Self::Name,
            "trk" => Self::Trk,
            "type" => Self::Type,
            "trkseg" => Self::Trkseg,
            "trkpt" => Self::Trkpt,
            "ele" => Self::Ele,
            "time" => Self::Time,
            "speed" | "Speed" => Self::Speed,
            "cad" | "cadence" | "Cadence" => Self::Cadence,
            "RunCadence" => Self::RunCadence,
            "distance" => Self::Distance,
            "wpt" | "rte" => Self::Plan,
            _ => Self::Other,
        }
    }
}

/// Reads what stands in `<gpx>`.
pub(super) fn read<R: Read>(xml: &mut Xml<R>) -> Points {
    use Element::{
        Cadence, Distance, Ele, Metadata, Name, Plan, RunCadence, Speed, Time, Trk, Trkpt, Trkseg,
        Type,
    };
    let mut points = Points::new(FileFormat::Gpx);
    let mut path = Vec::new();
    // by the type of a track, else by its name, else by that of the file
    let mut of_file = Sport::Unspecified;
    let (mut by_type, mut by_name) = (Sport::Unspecified, Sport::Unspecified);
    let reported = |by: [&Sport; 3]| {
        let mut by = by.into_iter();
        by.find(|sport| **sport != Sport::Unspecified)
            .map_or(Sport::Unspecified, Clone::clone)
    };
    loop {
        match xml.next() {
            Piece::Opens(tag) => {
                path.push(Element::of(&tag));
                match path[..] {
                    [Plan] => {
                        points.note_instead("there are waypoints or routes, but no track points");
                    }
                    [Trk] => {
                        (by_type, by_name) = (Sport::Unspecified, Sport::Unspecified);
                        points.begin_part();
                    }
                    [Trk, Trkseg] => points.begin_part(),
                    [Trk, Trkseg, Trkpt] => {
                        points.open(tag.byte());
                        tag.attribute("lat", |value| points.latitude(value));
                        tag.attribute("lon", |value| points.longitude(value));
                    }
                    _ => {}
                }
            }
            Piece::Closes(value) => {
                match path[..] {
                    [Trk, Trkseg, Trkpt] => points.close(),
                    [Trk, Trkseg, Trkpt, Time] => points.time(value),
                    [Trk, Trkseg, Trkpt, Ele] => points.altitude(value),
                    [Trk, Trkseg, Trkpt, .., Speed] => points.speed(value),
                    [Trk, Trkseg, Trkpt, .., Cadence] => points.cadence(value),
                    [Trk, Trkseg, Trkpt, .., RunCadence] => points.running_cadence(value),
                    [Trk, Trkseg, Trkpt, .., Distance] => points.distance(value),
                    [Trk, Type] => by_type = Sport::from_type(value.text),
                    [Trk, Name] => by_name = Sport::from_name(value.text),
                    [Metadata, Name] => of_file = Sport::from_name(value.text),
                    [Trk] => {
                        let sport = reported([&by_type, &by_name, &of_file]);
                        points.end_session(sport, Totals::default());
                    }
                    _ => {}
                }
                path.pop();
            }
            Piece::Over => {
                points.end_session(reported([&by_type, &by_name, &of_file]), Totals::default());
                return points;
            }
        }
    }
}
