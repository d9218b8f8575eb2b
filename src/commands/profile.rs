//! The profile: what the environment and a file say of the options that last. The environment goes before the file.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Failure, settings, wrong};
use crate::cli::{CommonArgs, LASTING, Profile};
use musclerun::spelling::{did_you_mean, nearest};

/// A value of a profile as it was written, and where.
pub(super) struct Setting {
    pub(super) option: &'static str,
    pub(super) text: String,
    /// The variable, or the file and line.
    pub(super) origin: String,
}

pub(super) fn read(common: &CommonArgs) -> Result<Profile, Failure> {
    let mut profile = Profile::default();
    let entries = entries(common)?;
    for entry in &entries {
        let set = profile.set(entry.option, &entry.text);
        set.map_err(|reason| entry.refused(&reason))?;
    }
    let mass = entries.iter().find(|entry| entry.option == "mass");
    match (profile.read_mass(), mass) {
        (Err(reason), Some(mass)) => Err(mass.refused(&reason)),
        _ => Ok(profile),
    }
}

impl Setting {
    fn refused(&self, reason: &str) -> Failure {
        let Self { option, text, origin } = self;
        wrong(if origin.starts_with(PREFIX) {
            format!("invalid value '{text}' for '{origin}': {reason}")
        } else {
            format!("{origin}: invalid value '{text}' for '{option}': {reason}")
        })
    }
}

const PREFIX: &str = "MUSCLERUN_";

/// All that is in force, one entry an option.
pub(super) fn entries(common: &CommonArgs) -> Result<Vec<Setting>, Failure> {
    let mut entries = Vec::new();
    for (option, _) in LASTING {
        let variable = format!("{PREFIX}{}", option.to_uppercase().replace('-', "_"));
        let value = env::var_os(&variable).filter(|value| !value.is_empty());
        if let Some(value) = value {
            let text = value.into_string();
            let text = text.map_err(|_| wrong(format!("{variable}: no text in UTF-8")))?;
            entries.push(Setting { option, text, origin: variable });
        }
    }
    if let Some(path) = place(common) {
        for entry in of_file(&path, common.config.is_some())? {
            if entries.iter().all(|known| known.option != entry.option) {
                entries.push(entry);
            }
        }
    }
    Ok(entries)
}

/// Where the file is, there or not; none where it is not wanted, or nobody knows where it would be.
pub(super) fn place(common: &CommonArgs) -> Option<PathBuf> {
    if common.no_config {
        return None;
    }
    let folder =
        || folder_of("XDG_CONFIG_HOME", ".config", "Library/Application Support", "APPDATA");
    common.config.clone().or_else(|| Some(folder()?.join("musclerun").join("config.toml")))
}

/// A folder by its variable, else that of the platform.
pub(super) fn folder_of(
    variable: &str,
    below_home: &str,
    on_mac: &str,
    on_windows: &str,
) -> Option<PathBuf> {
    // a relative path is no place, by the rules of the desktops
    let absolute =
        |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let below_home = if cfg!(target_os = "macos") { on_mac } else { below_home };
    absolute(variable).or_else(|| {
        if cfg!(windows) {
            absolute(on_windows)
        } else {
            absolute("HOME").map(|home| home.join(below_home))
        }
    })
}

/// What a file holds; one that is not there holds nothing, unless it was asked for.
fn of_file(path: &Path, is_asked_for: bool) -> Result<Vec<Setting>, Failure> {
    let name = path.display();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        // a place that another user may not look into, as after `su`, holds nothing of this one
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied)
                && !is_asked_for =>
        {
            return Ok(Vec::new());
        }
        Err(error) => return Err(anyhow::anyhow!("{name}: {error}").into()),
    };
    let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let read = settings::entries(&text).map_err(|(at, reason)| {
        wrong(format!(
            "{name}:{}: {reason}; option = value is accepted, such as mass = 70",
            line(at)
        ))
    })?;
    let mut entries = Vec::new();
    for entry in read {
        let origin = format!("{name}:{}", line(entry.place.start));
        let option = option(&entry.key).map_err(|reason| wrong(format!("{origin}: {reason}")))?;
        let text = entry.value.ok_or_else(|| {
            wrong(format!(
                "{origin}: {option} is neither text nor number; one is accepted, such as mass = 70"
            ))
        })?;
        entries.push(Setting { option, text, origin });
    }
    Ok(entries)
}

pub(super) fn option(name: &str) -> Result<&'static str, String> {
    let wanted = name.trim().to_lowercase().replace('_', "-");
    // as the options have them too
    let wanted = match &*wanted {
        "weight" => "mass".to_owned(),
        "cadence" => "step-rate".to_owned(),
        _ => wanted,
    };
    let names = || LASTING.iter().map(|(option, _)| *option);
    names().find(|option| *option == wanted).ok_or_else(|| {
        let meant = did_you_mean(nearest(&wanted, names()));
        let all: Vec<&str> = names().collect();
        format!("'{name}' is no option that lasts{meant}; {} are", all.join(", "))
    })
}
