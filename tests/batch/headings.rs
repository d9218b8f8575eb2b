//! Headings that people write, what climbs, which file a row is of, and which columns are kept.

use crate::common::*;

/// The peak of the soleus that the program's own names give.
#[track_caller]
fn peak(pace: &str) -> String {
    let text = format!("pace,mass_kg\n{pace},70\n");
    piped(&["-M", "soleus"], text).ends(0).table().cell(0, "soleus_peak_n").to_owned()
}

#[test]
fn headings_that_people_write_mean_what_they_say() {
    let expected = peak("5:00");
    for text in [
        "Avg Pace,Weight (kg)\n5:00,70\n",
        "Pace (min/km),Gewicht\n5:00,70\n",
        "Average Pace,weight_kg\n5:00/km,70\n",
        "pace,mass\n5:00,70\n",
        "pace,Weight\n5:00,70 kg\n",
        "Pace (min/mi),Weight (lb)\n8:02.8,154.32\n",
        "Distance (km),Time,Mass\n10,50:00,70\n",
        "Distance [mi],Elapsed Time,Body weight\n6.2137,0:50:00,70\n",
        "Distance (m),Duration (min),weight\n10000,50,70\n",
        "Distance,Zeit,Körpergewicht\n\"10,0\",50:00,\"70,0\"\n",
        "Avg Speed (km/h),Poids\n12,70\n",
    ] {
        let ended = piped(&["-M", "soleus"], text).ends(0);
        let found: f64 = ended.table().number(0, "soleus_peak_n");
        let wanted: f64 = expected.parse().expect("a number");
        assert!((found - wanted).abs() <= 3.0, "{text}: {found} for {wanted}\n{}", ended.err);
        assert!(ended.err.contains("is read as"), "{text}: {}", ended.err);
    }
}

#[test]
fn a_cadence_counts_steps_or_strides_by_its_median() {
    for (cadence, said) in [("85", "strides of one leg"), ("170", "steps of both legs")] {
        let text = format!("pace,mass,Avg Cadence\n5:00,70,{cadence}\n5:00,70,{cadence}\n");
        let ended = piped(&["-M", "soleus"], text).ends(0).says(said);
        let own = piped(&["-M", "soleus"], "pace,mass_kg,step_rate_spm\n5:00,70,170\n").ends(0);
        assert_eq!(ended.table().cell(0, "soleus_peak_n"), own.table().cell(0, "soleus_peak_n"));
    }
}

#[test]
fn what_no_number_can_be_is_passed_through_and_no_row_is_lost_for_it() {
    let text = "pace,mass_kg,time,distance,weight\n5:00,70,07:30 am,to work,rather heavy\n";
    let ended = piped(&["-M", "soleus"], text).ends(0);
    assert_eq!(ended.table().cell(0, "distance"), "to work");
    assert_eq!(ended.counts(), [1, 0, 0]);
}

#[test]
fn what_is_not_understood_comes_with_the_line_to_type() {
    let ended = piped(&[], "Tempo heute,kg\n5:12,71\n5:20,70\n");
    ended.ends(1).says("--map 'pace=Tempo heute'");
    let text = "pace,Masse heute\n5:12,71\n5:20,70\n";
    piped(&[], text).ends(0).says("--map 'mass_kg=Masse heute'");
    let mapped = piped(&["--map", "mass_kg=Masse heute", "-M", "soleus"], text).ends(0);
    assert!(!mapped.table().cell(0, "soleus_peak_n").is_empty());
    piped(&[], "a,b\nx,y\n").ends(1).says("--map pace=COLUMN");
}

#[test]
fn columns_are_named_for_one_file_alone() {
    let folder = Folder::new("map");
    let anna = folder.file("Anna.csv", "pace,W\n5:00,55\n");
    let ben = folder.file("Ben.csv", "pace,W\n5:00,80\n");
    let map = ["--map", "Anna.csv:mass_kg=W", "--map", "Ben.csv:mass_lb=W"];
    let table = batch(&[&map[..], &["-M", "soleus", &anna, &ben]].concat()).ends(0).table();
    let [kilograms, pounds] = [0, 1].map(|row| table.number(row, "soleus_peak_n"));
    assert!((kilograms / pounds - 55.0 / (80.0 * 0.453_592_37)).abs() < 0.001);
    batch(&["--map", "Cleo.csv:mass_kg=W", &anna]).ends(2).says("Cleo.csv");
}

#[test]
fn rows_of_several_files_say_which_and_those_of_one_do_not() {
    let folder = Folder::new("files");
    let text = "pace,mass_kg\n5:00,70\n";
    let (one, other) = (folder.file("one.csv", text), folder.file("=other.csv", text));
    for form in ["csv", "tsv", "jsonl"] {
        let ended = batch(&["-f", form, "-M", "soleus", &one, &other]).ends(0);
        assert!(ended.out().contains("file"), "{}", ended.out());
    }
    let table = batch(&["-M", "soleus", &one, &other]).ends(0).table();
    assert_eq!(table.column("file"), [&*one, &*other]);
    assert_eq!(table.names[..3], ["pace", "mass_kg", "file"]);
    let alone = batch(&["-M", "soleus", &one]).ends(0).table();
    assert!(!alone.names.contains(&"file".to_owned()));
}

#[test]
fn rows_that_climb_are_counted_and_the_command_that_reads_hills_is_named() {
    for heading in
        ["Elevation Gain", "Total Ascent", "elevation_gain_m", "Höhenmeter", "Dénivelé positif"]
    {
        let text = format!(
            "pace,mass_kg,distance_km,{heading}\n5:00,70,10,99\n5:00,70,10,101\n5:00,70,10,500\n5:00,70,10,\n"
        );
        let ended = piped(&["-M", "soleus"], text).ends(0).says("history").says("(2 rows)");
        let table = ended.table();
        assert_eq!(table.column("climb_m_per_km"), ["9.9", "10.1", "50.0", ""], "{heading}");
    }
    let feet = "pace,mass_kg,distance_km,Elevation gain (ft)\n5:00,70,10,328.084\n";
    assert_eq!(piped(&["-M", "soleus"], feet).ends(0).table().column("climb_m_per_km"), ["10.0"]);
    let graded = "pace,mass_kg,distance_km,ascent_m,gradient_pct\n5:00,70,10,500,5\n";
    let ended = piped(&["-M", "soleus"], graded).ends(0);
    assert!(!ended.err.contains("history"), "its gradient is told");
    let none = piped(&["-M", "soleus"], "pace,mass_kg\n5:00,70\n").ends(0).table();
    assert!(!none.names.contains(&"climb_m_per_km".to_owned()));
}

#[test]
fn only_the_columns_that_are_kept_are_written() {
    let text = "date,pace,mass_kg,note\n2026-03-01,5:00,70,\"a,b\"\n";
    for form in ["csv", "tsv", "jsonl"] {
        let ended = piped(&["--keep", "note,Date", "-M", "soleus", "-f", form], text).ends(0);
        assert!(!ended.out().contains("mass_kg") && ended.out().contains("a,b"), "{}", ended.out());
    }
    let table = piped(&["--keep", "note,Date", "-M", "soleus"], text).ends(0).table();
    assert_eq!(table.names, ["note", "date", "soleus_peak_bw", "soleus_peak_n"]);
    let whole = piped(&["-M", "soleus"], text).ends(0).table();
    assert_eq!(table.cell(0, "soleus_peak_n"), whole.cell(0, "soleus_peak_n"));
    piped(&["--keep", "title"], text).ends(1).says("title");
    // files of other columns go together where the same are kept
    let folder = Folder::new("keep");
    let (one, other) = (
        folder.file("a.csv", text),
        folder.file("b.csv", "mass_kg,date,pace\n70,2026-03-02,5:10\n"),
    );
    let table = batch(&["--keep", "date", "-M", "soleus", &one, &other]).ends(0).table();
    assert_eq!(table.column("date"), ["2026-03-01", "2026-03-02"]);
}

#[test]
fn a_pace_that_contradicts_distance_and_time_is_warned_of() {
    let text = "Pace (min/km),Distance (km),Time,mass\n5:00,10,50:30,70\n5:00,10,53:00,70\n";
    piped(&["-M", "soleus"], text).ends(0).says("(1 row)").says("differ by more than 2 %");
}

#[test]
fn form_is_read_with_or_without_units_under_the_headings_that_people_write() {
    let own =
        "pace,mass_kg,support_pct,trunk_lean_deg,foot_strike,shoe\n5:00,70,9,5,forefoot,minimal\n";
    let asked = ["-M", "achilles,kneecap", "--quantities", "peak_bw,impulse_bw_s"];
    let figures = |text: &str| {
        let table = piped(&asked, text).ends(0).table();
        let is_figure = |name: &String| name.contains("_bw");
        let cells = table.names.iter().zip(&table.rows[0]);
        cells.filter(|(name, _)| is_figure(name)).map(|(_, cell)| cell.clone()).collect::<Vec<_>>()
    };
    let expected = figures(own);
    assert_ne!(expected, figures("pace,mass_kg\n5:00,70\n"));
    for header in [
        "pace,mass_kg,Support,Trunk lean,Footstrike,Shoes",
        "pace,mass_kg,body weight support,trunk_lean,foot_strike,shoe",
        "pace,mass_kg,support_pct,trunk_lean_deg,foot_strike,shoe",
    ] {
        for row in ["5:00,70,9%,5deg,forefoot,minimal", "5:00,70,9,5,forefoot,minimal"] {
            assert_eq!(figures(&format!("{header}\n{row}\n")), expected, "{header}: {row}");
        }
    }
}
