//! The look of a report: one column of text, one accent colour, light and dark, screen and paper.
//!
//! Nothing is loaded: the fonts are those of the system. Sizes of charts are fixed in height and free in width, so that
//! text keeps its size on a phone. Colours were chosen for a contrast of 4.5 to 1 for text and 3 to 1 for shapes.

/// The style sheet.
pub(super) const STYLE: &str = r#"
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1a2024; --quiet: #545f67; --line: #dfe4e7; --wash: #f4f6f7;
  --accent: #0b6680; --bar: #4093ab; --band: #cfe3ea; --ground: #c9cfd3; --ground-line: #66717a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14191c; --ink: #e7ebed; --quiet: #a5b0b7; --line: #30383d; --wash: #1c2327;
    --accent: #74c3da; --bar: #2f7f98; --band: #1f4450; --ground: #3a4349; --ground-line: #98a3aa;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
main { padding-top: 3rem; }
article + article { margin-top: 5rem; padding-top: 3rem; border-top: 2px solid var(--ink); }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0 0 1rem; max-width: 26em; font-size: clamp(1.6rem, 1.15rem + 2vw, 2.35rem); letter-spacing: -.012em; }
h2 { margin: 0 0 .4rem; font-size: 1.3rem; letter-spacing: -.005em; }
h3 { margin: 1.6rem 0 .3rem; font-size: 1rem; }
p, ul, ol, dl { margin: 0 0 .9rem; }
p, li, dd { max-width: 44rem; overflow-wrap: break-word; }
section { margin-top: 3.2rem; }
a { color: var(--accent); overflow-wrap: anywhere; }
.over { margin: 0 0 .6rem; color: var(--quiet); font-size: .95rem; overflow-wrap: anywhere; max-width: none; }
.over time { white-space: nowrap; }
.lead { font-size: 1.16rem; max-width: 42rem; }
.quiet { color: var(--quiet); font-size: .925rem; }
.said { border-left: 3px solid var(--accent); padding-left: 1rem; }
figure { margin: 0; }

.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1.1rem 1.5rem; margin: 2rem 0 0; }
.facts dt { color: var(--quiet); font-size: .875rem; }
.facts dd { margin: 0; font-size: 1.2rem; font-weight: 600; line-height: 1.3; }
.facts dd small { display: block; color: var(--quiet); font-size: .875rem; font-weight: 400; }

.bars { list-style: none; margin: 1.2rem 0 .3rem; padding: 0; }
.bars li {
  display: grid; max-width: none; align-items: center; column-gap: .75rem;
  grid-template-columns: 1.7rem 12.5rem minmax(0, 1fr) 8.6rem;
}
.bars .place { color: var(--quiet); text-align: right; }
.bars .name { line-height: 1.2; }
.bars .value { white-space: nowrap; text-align: right; }
.bars .value small, .bars .part { color: var(--quiet); font-size: .875rem; }
.bars svg { display: block; }
.bars .axis svg { overflow: visible; }
.key { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: .7rem 0 0; padding: 0; list-style: none; }
.key li { display: flex; align-items: center; gap: .5rem; max-width: none; color: var(--quiet); font-size: .925rem; }
.key svg { flex: none; }

.bars svg text, .plot svg text { fill: var(--quiet); font-size: 12.5px; }
.grid { stroke: var(--line); stroke-width: 1; }
.bar { fill: var(--bar); }
.whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.loose { stroke-dasharray: 3 2.5; }
.level { stroke: var(--ink); stroke-width: 3; }
.band { fill: var(--band); }
.trace { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.ground { fill: var(--ground); }
.ground-line { fill: none; stroke: var(--ground-line); stroke-width: 1.5; stroke-linejoin: round; }
.panel { margin-top: 1.15rem; }
.panel figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5rem; margin-bottom: .3rem; }
.panel figcaption b { font-weight: 600; }
.panel figcaption span { color: var(--quiet); font-size: .925rem; }
.panel svg { display: block; overflow: visible; }
.plot { display: grid; grid-template-columns: 46px minmax(0, 1fr); margin-left: -6px; }

.scroll { overflow-x: auto; margin: 1rem 0; }
.scroll:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th, td { padding: .42rem .65rem; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-weight: 600; font-size: .85rem; line-height: 1.25; vertical-align: bottom;
  white-space: normal; border-bottom: 1.5px solid var(--ink); }
tbody th { font-weight: 600; }
.n { text-align: right; }
.read { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.2rem; font-size: .925rem; }
.read dt { font-weight: 600; }
.read dd { margin: 0; color: var(--quiet); }

.means { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 0 3rem; }
.means ul, .notes, .sources { padding-left: 1.2rem; }
.means li, .notes li, .sources li { margin-bottom: .45rem; }
.sources { padding-left: 1.7rem; font-size: .925rem; }
.sources li span { display: block; color: var(--quiet); }
.map { background: #ffffff; border-radius: 6px; }
.map svg { display: block; width: 100%; min-width: 46rem; height: auto; }
footer { margin-top: 4rem; padding-bottom: 2.5rem; color: var(--quiet); font-size: .875rem; }
footer p { border-top: 1px solid var(--line); padding-top: 1rem; max-width: none; }

@media (max-width: 42rem) {
  main, footer { padding-left: 1.1rem; padding-right: 1.1rem; }
  main { padding-top: 1.75rem; }
  section { margin-top: 2.5rem; }
  .lead { font-size: 1.06rem; }
  .bars li { grid-template-columns: 1.5rem minmax(0, 1fr) auto; row-gap: .1rem; padding-bottom: .35rem; }
  .bars .chart { grid-column: 2 / -1; grid-row: 2; }
  .bars .axis .chart { grid-row: 1; }
  th, td { padding-left: .4rem; padding-right: .4rem; }
  .read { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .read dd { margin-bottom: .5rem; }
  .pinned { position: sticky; left: 0; background: var(--paper); padding-right: .9rem; }
}

@page { margin: 15mm 14mm 16mm; }
@media print {
  :root {
    --paper: #ffffff; --ink: #1a2024; --quiet: #4a545b; --line: #d5dbde; --accent: #0b6680;
    --bar: #4093ab; --band: #cfe3ea; --ground: #c9cfd3; --ground-line: #66717a;
    color-scheme: light;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 9.2pt; }
  body { line-height: 1.42; }
  main, footer { max-width: none; padding: 0; }
  h1 { font-size: 20pt; }
  section { margin-top: 1.5rem; }
  article + article { break-before: page; margin-top: 0; padding-top: 0; border-top: 0; }
  h2, h3, thead, .lead-in { break-after: avoid; }
  .lead-in { break-inside: avoid; }
  p, li, dd { max-width: none; }
  .bars svg text, .plot svg text { font-size: 8pt; }
  tr, .short, .together, .bars li, .panel, .facts, .sources li, .notes li, .means li, .map { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  .scroll { overflow: visible; margin: .6rem 0; }
  table, .read { font-size: 7.9pt; }
  thead { display: table-header-group; }
  thead th { font-size: 7.3pt; }
  th, td { padding: .22rem .22rem; }
  .bars li { grid-template-columns: 1.7rem 12rem minmax(0, 1fr) 8rem; row-gap: 0; padding-bottom: 0; }
  .bars .chart, .bars .axis .chart { grid-column: auto; grid-row: auto; }
  td, th { letter-spacing: -.01em; }
  .facts { grid-template-columns: repeat(6, auto); gap: .5rem 1.2rem; }
  .map svg { min-width: 0; width: auto; max-width: 100%; max-height: 170mm; margin: 0 auto; }
  footer { margin-top: 1.2rem; padding-bottom: 0; break-before: avoid; }
  footer p { margin: 0; padding-top: .5rem; }
}
"#;
