//! Small writers of GPX 1.1 and TCX: what a watch kept, as text.

use std::fmt::{Display, Write};

use jiff::Timestamp;

use crate::truth::{Kept, Moment, Sport};

/// What the cadence of a GPX file counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    Strides,
    Steps,
}

/// How a GPX file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GpxStyle {
    pub(crate) counted: Counted,
    /// Speed and distance as the device counts them are written, in extensions.
    pub(crate) device: bool,
    pub(crate) says_sport: bool,
}

/// As Garmin's exports are: cadence in strides, nothing else of the device.
pub(crate) const USUAL_GPX: GpxStyle =
    GpxStyle { counted: Counted::Strides, device: false, says_sport: true };

/// A time as XML writes it.
pub(crate) fn utc(time_s: f64) -> String {
    // whole milliseconds of a time of our days
    #[allow(clippy::cast_possible_truncation)]
    let time = Timestamp::from_millisecond((time_s * 1000.0).round() as i64);
    time.expect("a time of our days").to_string()
}

/// An element with a value, where there is one.
fn tag(name: &str, value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| format!("<{name}>{value}</{name}>"))
}

fn fixed(value: f64, digits: usize) -> String {
    format!("{value:.digits$}")
}

/// A GPX file of what was kept. What has no position cannot be written.
pub(crate) fn gpx(kept: &Kept, style: GpxStyle) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gpx version=\"1.1\" creator=\"tests\" xmlns=\"http://www.topografix.com/GPX/1/1\" \
         xmlns:gpxdata=\"http://www.cluetrust.com/XML/GPXDATA/1/0\" \
         xmlns:ns3=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v2\">\n<trk>",
    );
    let sport = kept.sessions.first().filter(|_| style.says_sport);
    text += &tag("type", sport.map(|session| session.sport.in_gpx()));
    for (index, moment) in kept.moments.iter().enumerate() {
        if index == 0 || moment.starts {
            text += if index == 0 { "<trkseg>\n" } else { "</trkseg>\n<trkseg>\n" };
        }
        text += &trackpoint(moment, style);
    }
    text += "</trkseg></trk>\n</gpx>\n";
    text
}

fn trackpoint(moment: &Moment, style: GpxStyle) -> String {
    let Some((latitude, longitude)) = moment.place else {
        return String::new();
    };
    let legs = if style.counted == Counted::Steps { 2.0 } else { 1.0 };
    let cadence = moment.strides_per_min.map(|strides| fixed(strides * legs, 0));
    let device = |value: Option<f64>, digits| {
        value.filter(|_| style.device).map(|value| fixed(value, digits))
    };
    let garmin = [tag("ns3:speed", device(moment.speed_m_s, 3)), tag("ns3:cad", cadence)];
    let garmin = Some(garmin.concat()).filter(|inner| !inner.is_empty());
    let extensions = [
        tag("ns3:TrackPointExtension", garmin),
        tag("gpxdata:distance", device(moment.distance_m, 2)),
    ];
    let extensions = Some(extensions.concat()).filter(|inner| !inner.is_empty());
    format!(
        "<trkpt lat=\"{latitude:.8}\" lon=\"{longitude:.8}\">{}{}{}</trkpt>\n",
        tag("ele", moment.altitude_m.map(|altitude| fixed(altitude, 2))),
        tag("time", Some(utc(moment.time_s))),
        tag("extensions", extensions),
    )
}

/// A TCX file of what was kept.
pub(crate) fn tcx(kept: &Kept) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\" \
         xmlns:ns3=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\">\n<Activities>",
    );
    let sport = kept.sessions.first().map_or("Other", |session| session.sport.in_tcx());
    let first_s = kept.moments.first().map_or(0.0, |moment| moment.time_s);
    let last_s = kept.moments.last().map_or(0.0, |moment| moment.time_s);
    let _ = writeln!(text, "<Activity Sport=\"{sport}\"><Id>{}</Id>", utc(first_s));
    let mut rest = &*kept.moments;
    for (lap, from_s) in [first_s].iter().chain(&kept.laps_s).enumerate() {
        let to_s = kept.laps_s.get(lap).copied().unwrap_or(f64::INFINITY);
        // in the order written, whatever the clock says later
        let end = rest.iter().position(|at| at.time_s >= to_s);
        let (moments, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        let _ = write!(text, "<Lap StartTime=\"{}\">", utc(*from_s));
        let counted = |at: Option<&Moment>| at.and_then(|at| at.distance_m).unwrap_or(0.0);
        text += &tag("TotalTimeSeconds", Some(fixed(to_s.min(last_s) - from_s, 1)));
        let metres = counted(moments.last()) - counted(moments.first());
        text += &tag("DistanceMeters", Some(fixed(metres, 1)));
        text += "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod><Track>\n";
        for (index, moment) in moments.iter().enumerate() {
            if index > 0 && moment.starts {
                text += "</Track>\n<Track>\n";
            }
            text += &point(moment);
        }
        text += "</Track></Lap>\n";
    }
    text += "</Activity></Activities></TrainingCenterDatabase>\n";
    text
}

fn point(moment: &Moment) -> String {
    let position = moment.place.map(|(latitude, longitude)| {
        let latitude = tag("LatitudeDegrees", Some(fixed(latitude, 8)));
        latitude + &tag("LongitudeDegrees", Some(fixed(longitude, 8)))
    });
    let device = [
        tag("ns3:Speed", moment.speed_m_s.map(|speed| fixed(speed, 3))),
        tag("ns3:RunCadence", moment.strides_per_min.map(|strides| fixed(strides, 0))),
    ];
    let device = Some(device.concat()).filter(|inner| !inner.is_empty());
    let extension = device.map(|device| tag("ns3:TPX", Some(device)));
    let inner = [
        tag("Time", Some(utc(moment.time_s))),
        tag("Position", position),
        tag("AltitudeMeters", moment.altitude_m.map(|altitude| fixed(altitude, 2))),
        tag("DistanceMeters", moment.distance_m.map(|metres| fixed(metres, 2))),
        tag("Extensions", extension),
    ];
    tag("Trackpoint", Some(inner.concat())) + "\n"
}

impl Sport {
    fn in_gpx(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Treadmill => "treadmill_running",
            Self::Cycling => "cycling",
        }
    }

    fn in_tcx(self) -> &'static str {
        match self {
            Self::Running | Self::Treadmill => "Running",
            Self::Cycling => "Biking",
        }
    }
}
