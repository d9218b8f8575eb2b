//! Whose a file is, by the folder that it lies in, and patterns of paths.

/// Beginnings of the names of folders that programs and people sort files into, and that name nobody.
const NOBODY: [&str; 28] = [
    "activities",
    "activity",
    "archive",
    "data",
    "di-connect",
    "di_connect",
    "download",
    "export",
    "files",
    "fit",
    "garmin",
    "gpx",
    "history",
    "log",
    "media",
    "polar",
    "recordings",
    "road",
    "run",
    "runkeeper",
    "strava",
    "takeout",
    "tcx",
    "track",
    "trail",
    "uploaded",
    "watch",
    "workouts",
];

/// Whether a folder of that name may be a person's.
fn may_be_a_person(name: &str) -> bool {
    let name = name.to_lowercase();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    letters > 1 && digits < 3 && !NOBODY.iter().any(|begin| name.starts_with(begin))
}

/// Whose a file is: `given` is the name of the folder or archive that was given, `below` the folders from there down to the
/// file. The first folder below the given one names a person, else the given one does; empty where neither may.
#[must_use]
pub fn athlete_of(given: Option<&str>, below: &[&str]) -> String {
    let person = below.first().filter(|name| may_be_a_person(name)).copied();
    let person = person.or(given.filter(|name| may_be_a_person(name)));
    person.unwrap_or_default().to_owned()
}

/// Whether a path matches a pattern: `*` stands for any part of a name, `**` for any folders too, `?` for a sign.
#[must_use]
pub fn matches_pattern(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), path.chars().collect());
    // where the last stars stand, and how far each has reached: no more is looked at again than that
    let (mut p, mut t) = (0_usize, 0_usize);
    let (mut star, mut deep) = (None::<(usize, usize)>, None::<(usize, usize)>);
    loop {
        if pattern[p..].starts_with(&['*', '*']) {
            p += 2;
            // `**/` also stands for no folder
            if pattern.get(p) == Some(&'/') && (t == 0 || path.get(t.wrapping_sub(1)) == Some(&'/'))
            {
                p += 1;
            }
            deep = Some((p, t));
            star = None;
            continue;
        }
        match pattern.get(p) {
            Some('*') => {
                p += 1;
                star = Some((p, t));
                continue;
            }
            Some(sign)
                if t < path.len() && (*sign == path[t] || (*sign == '?' && path[t] != '/')) =>
            {
                p += 1;
                t += 1;
                continue;
            }
            None if t == path.len() => return true,
            _ => {}
        }
        match (&mut star, &mut deep) {
            (Some((after, at)), _) if *at < path.len() && path[*at] != '/' => {
                *at += 1;
                (p, t) = (*after, *at);
            }
            (_, Some((after, at))) if *at < path.len() => {
                *at += 1;
                (p, t) = (*after, *at);
                star = None;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_a_shell() {
        for (pattern, path, matches) in [
            ("*.fit", "a.fit", true),
            ("*.fit", "x/a.fit", false),
            ("**/*.fit", "x/y/a.fit", true),
            ("**/*.fit", "a.fit", true),
            ("team/*/2026-*.gpx", "team/Anna/2026-03.gpx", true),
            ("team/*/2026-*.gpx", "team/Anna/more/2026-03.gpx", false),
            ("Anna/**", "Anna/x/y.fit", true),
            ("Anna/**", "Annabel/x/y.fit", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("", "", true),
            ("*", "", true),
        ] {
            assert_eq!(matches_pattern(pattern, path), matches, "{pattern} {path}");
        }
        let many = "*a".repeat(60);
        assert!(!matches_pattern(&many, &"a".repeat(59)));
    }

    #[test]
    fn the_first_folder_below_the_given_one_is_a_person() {
        assert_eq!(athlete_of(Some("team"), &["Anna", "2026"]), "Anna");
        assert_eq!(athlete_of(Some("Anna"), &["2026"]), "Anna");
        assert_eq!(athlete_of(Some("export_123456"), &["activities"]), "");
        assert_eq!(athlete_of(None, &[]), "");
    }
}
