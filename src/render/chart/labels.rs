//! Labels in a column beside the picture: as near to what they name as they can be without touching one another.

use super::colour;
use super::colour::{INK, WHITE};
use super::font::TextStyle;
use super::scene::{Look, Node, Paint, Scene, TextAnchor, px};
use crate::number::real;

/// What stands beside a map about one muscle.
pub(super) struct MapLabel {
    pub(super) name: Vec<String>,
    pub(super) value: Vec<String>,
    /// Its place in the ranking.
    pub(super) place: Option<usize>,
    pub(super) fill: Paint,
    /// Whether the shape that its line ends at has the colours of its parts.
    pub(super) is_divided: bool,
    /// Where its line ends.
    pub(super) end: (f64, f64),
    /// The muscle in a sentence.
    pub(super) title: String,
}

/// Sizes of labels.
pub(super) struct LabelSizes {
    /// The radius of the circle that holds a rank.
    pub(super) circle: f64,
    pub(super) name: TextStyle,
    pub(super) value: TextStyle,
    /// From line to line of a name, and of a value.
    pub(super) lines: (f64, f64),
    /// From the top of a label down to its first base line.
    pub(super) rise: f64,
    /// Between labels.
    pub(super) gap: f64,
}

/// Where a column of labels stands.
pub(super) struct LabelColumn {
    /// Whether it stands left of the map.
    pub(super) is_left: bool,
    /// The middles of its circles.
    pub(super) circle_x: f64,
    /// The top and bottom of the map.
    pub(super) bounds: (f64, f64),
}

impl LabelSizes {
    fn height(&self, label: &MapLabel) -> f64 {
        let (name, value) = self.lines;
        let text = name * real(label.name.len()) + value * real(label.value.len());
        text.max(2.0 * self.circle)
    }

    /// Draws labels, which come from the top down; gives where the lowest ends.
    pub(super) fn draw(&self, scene: &mut Scene, labels: &[MapLabel], column: &LabelColumn) -> f64 {
        let wished: Vec<f64> = labels.iter().map(|label| label.end.1).collect();
        let heights: Vec<f64> = labels.iter().map(|label| self.height(label)).collect();
        let middles = spread(&wished, &heights, self.gap, column.bounds);
        // lines first, so that none crosses a circle or a text
        for (label, y) in labels.iter().zip(&middles) {
            self.leader(scene, label, *y, column);
        }
        let mut bottom = column.bounds.0;
        for (label, y) in labels.iter().zip(&middles) {
            self.label(scene, label, *y, column);
            bottom = bottom.max(y + self.height(label) / 2.0);
        }
        bottom
    }

    /// Draws the line from a label to what it names.
    fn leader(&self, scene: &mut Scene, label: &MapLabel, y: f64, column: &LabelColumn) {
        let out = if column.is_left { 1.0 } else { -1.0 };
        let from = column.circle_x + out * self.circle;
        let bend = from + out * 12.0;
        let (x, end) = label.end;
        let path = format!("M{} {}H{}L{} {}", px(from), px(y), px(bend), px(x), px(end));
        let halo = Look { stroke_opacity: Some(0.75), ..Look::line(WHITE, 3.0) };
        scene.push(Node::path(path.clone(), halo));
        scene.push(Node::path(path, Look::line(INK, 1.0)).class("leader"));
        let (inside, ring) = if label.is_divided { (WHITE, INK) } else { (INK, WHITE) };
        scene.push(Node::circle((x, end), 3.0, Look::filled(inside).stroked(ring, 1.2)));
    }

    fn label(&self, scene: &mut Scene, label: &MapLabel, y: f64, column: &LabelColumn) {
        let (circle, radius) = (column.circle_x, self.circle);
        let (x, anchor) = if column.is_left {
            (circle - radius - 7.0, TextAnchor::End)
        } else {
            (circle + radius + 7.0, TextAnchor::Start)
        };
        let look = Look { fill: Some(label.fill), ..Look::default() }.stroked(INK, 1.0);
        scene.push(Node::circle((circle, y), radius, look).titled(&*label.title));
        if let Some(place) = label.place {
            let is_dark = matches!(label.fill, Paint::Colour(fill) if colour::is_dark(fill));
            let style = TextStyle::bold(13.0, if is_dark { WHITE } else { INK });
            scene.text((circle, y + 4.6), TextAnchor::Middle, style, place.to_string());
        }
        let mut base = y - self.height(label) / 2.0 + self.rise;
        for line in &label.name {
            scene.text((x, base), anchor, self.name, line);
            base += self.lines.0;
        }
        for line in &label.value {
            scene.text((x, base - 1.0), anchor, self.value, line);
            base += self.lines.1;
        }
    }
}

/// Places labels of these heights one below the other between two bounds, each as near to the middle wished for as the
/// others let it, by the smallest sum of squares; gives their middles. The wishes come from the top down. Labels that
/// need more than there is go beyond the lower bound.
pub(super) fn spread(
    wished: &[f64],
    heights: &[f64],
    gap: f64,
    (top, bottom): (f64, f64),
) -> Vec<f64> {
    // labels that touch move together: a block, whose first top edge is the mean of what its labels wish for it
    struct Cluster {
        labels: usize,
        length: f64,
        sum: f64,
    }
    let needed: f64 = heights.iter().map(|height| height + gap).sum::<f64>() - gap;
    let bottom = bottom.max(top + needed);
    let start = |block: &Cluster| {
        let mean = block.sum / real(block.labels);
        mean.min(bottom - block.length).max(top)
    };
    let mut blocks: Vec<Cluster> = Vec::new();
    for (wished, height) in wished.iter().zip(heights) {
        let mut block = Cluster { labels: 1, length: *height, sum: wished - height / 2.0 };
        while let Some(above) =
            blocks.pop_if(|above| start(above) + above.length + gap > start(&block))
        {
            let moved = real(block.labels) * (above.length + gap);
            block = Cluster {
                labels: above.labels + block.labels,
                length: above.length + gap + block.length,
                sum: above.sum + block.sum - moved,
            };
        }
        blocks.push(block);
    }
    let mut middles = Vec::with_capacity(heights.len());
    let mut heights = heights.iter();
    for block in &blocks {
        let mut edge = start(block);
        for height in heights.by_ref().take(block.labels) {
            middles.push(edge + height / 2.0);
            edge += height + gap;
        }
    }
    middles
}
