//! Labels in a column beside the picture: as near to what they name as they can be without touching one another.

use super::shading::Fill;
use crate::render::lettering::{Anchor, Hand, escaped};
use crate::render::sheet::{INK, Sheet};

/// What stands beside a map about one muscle.
pub(in crate::render) struct Label {
    pub(in crate::render) name: Vec<String>,
    pub(in crate::render) value: Vec<String>,
    /// Its place in the ranking.
    pub(in crate::render) place: Option<usize>,
    pub(in crate::render) fill: Fill,
    /// Whether the shape that its line ends at has the colours of its parts.
    pub(in crate::render) is_divided: bool,
    /// Where its line ends.
    pub(in crate::render) end: (f64, f64),
    /// The muscle in a sentence.
    pub(in crate::render) title: Option<String>,
}

/// Sizes of labels.
pub(in crate::render) struct Sizes {
    /// The radius of the circle that holds a rank.
    pub(in crate::render) circle: f64,
    pub(in crate::render) name: Hand,
    pub(in crate::render) value: Hand,
    /// From line to line of a name, and of a value.
    pub(in crate::render) lines: (f64, f64),
    /// From the top of a label down to its first base line.
    pub(in crate::render) rise: f64,
    /// Between labels.
    pub(in crate::render) gap: f64,
}

/// Where a column of labels stands.
pub(in crate::render) struct Column {
    /// Whether it stands left of the map.
    pub(in crate::render) is_left: bool,
    /// The middles of its circles.
    pub(in crate::render) circle_x: f64,
    /// The top and bottom of the map.
    pub(in crate::render) bounds: (f64, f64),
}

impl Sizes {
    // a label has a handful of lines
    #[allow(clippy::cast_precision_loss)]
    fn height(&self, label: &Label) -> f64 {
        let (name, value) = self.lines;
        let text = name * label.name.len() as f64 + value * label.value.len() as f64;
        text.max(2.0 * self.circle)
    }

    /// Writes labels, which come from the top down; gives where the lowest ends.
    pub(in crate::render) fn write(
        &self,
        sheet: &mut Sheet,
        labels: &[Label],
        column: &Column,
    ) -> f64 {
        let wished: Vec<f64> = labels.iter().map(|label| label.end.1).collect();
        let heights: Vec<f64> = labels.iter().map(|label| self.height(label)).collect();
        let middles = spread(&wished, &heights, self.gap, column.bounds);
        // lines first, so that none crosses a circle or a text
        for (label, y) in labels.iter().zip(&middles) {
            self.leader(sheet, label, *y, column);
        }
        let mut bottom = column.bounds.0;
        for (label, y) in labels.iter().zip(&middles) {
            self.label(sheet, label, *y, column);
            bottom = bottom.max(y + self.height(label) / 2.0);
        }
        bottom
    }

    /// Writes the line from a label to what it names.
    fn leader(&self, sheet: &mut Sheet, label: &Label, y: f64, column: &Column) {
        let out = if column.is_left { 1.0 } else { -1.0 };
        let from = column.circle_x + out * self.circle;
        let bend = from + out * 12.0;
        let (x, end) = label.end;
        let path = format!("M{from:.1} {y:.1}H{bend:.1}L{x:.1} {end:.1}");
        let inside = if label.is_divided { "#ffffff" } else { INK };
        sheet.line(&format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"#ffffff\" stroke-opacity=\"0.75\" stroke-width=\"3\"/>\n\
             <path class=\"leader\" d=\"{path}\" fill=\"none\" stroke=\"{INK}\" stroke-width=\"1\"/>\n\
             <circle cx=\"{x:.1}\" cy=\"{end:.1}\" r=\"3\" fill=\"{inside}\" stroke=\"{ring}\" stroke-width=\"1.2\"/>",
            ring = if label.is_divided { INK } else { "#ffffff" },
        ));
    }

    fn label(&self, sheet: &mut Sheet, label: &Label, y: f64, column: &Column) {
        let (circle, radius) = (column.circle_x, self.circle);
        let (x, anchor) = if column.is_left {
            (circle - radius - 7.0, Anchor::End)
        } else {
            (circle + radius + 7.0, Anchor::Start)
        };
        let dark = matches!(label.fill, Fill::Colour(colour) if colour.is_dark());
        let rank = Hand {
            size: 13.0,
            bold: true,
            colour: if dark { "#ffffff" } else { INK },
        };
        let title = label.title.as_ref();
        let title = title.map_or_else(String::new, |t| format!("<title>{}</title>", escaped(t)));
        sheet.line(&format!(
            "<circle cx=\"{circle:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{}\" stroke=\"{INK}\" \
             stroke-width=\"1\">{title}</circle>",
            label.fill.paint()
        ));
        if let Some(place) = label.place {
            let at = (circle, y + 4.6);
            sheet.text(at, Anchor::Middle, rank, &place.to_string());
        }
        let mut base = y - self.height(label) / 2.0 + self.rise;
        for line in &label.name {
            sheet.text((x, base), anchor, self.name, line);
            base += self.lines.0;
        }
        for line in &label.value {
            sheet.text((x, base - 1.0), anchor, self.value, line);
            base += self.lines.1;
        }
    }
}

/// Places labels of these heights one below the other between two bounds, each as near to the middle wished for as the
/// others let it, by the smallest sum of squares; gives their middles. The wishes come from the top down. Labels that
/// need more than there is go beyond the lower bound.
pub(in crate::render) fn spread(
    wished: &[f64],
    heights: &[f64],
    gap: f64,
    (top, bottom): (f64, f64),
) -> Vec<f64> {
    // labels that touch move together: a block, whose first top edge is the mean of what its labels wish for it
    struct Block {
        labels: usize,
        length: f64,
        sum: f64,
    }
    let needed: f64 = heights.iter().map(|height| height + gap).sum::<f64>() - gap;
    let bottom = bottom.max(top + needed);
    let start = |block: &Block| {
        // as many as labels, which f64 holds exactly
        #[allow(clippy::cast_precision_loss)]
        let mean = block.sum / block.labels as f64;
        mean.min(bottom - block.length).max(top)
    };
    let mut blocks: Vec<Block> = Vec::new();
    for (wished, height) in wished.iter().zip(heights) {
        let mut block = Block {
            labels: 1,
            length: *height,
            sum: wished - height / 2.0,
        };
        while let Some(above) =
            blocks.pop_if(|above| start(above) + above.length + gap > start(&block))
        {
            #[allow(clippy::cast_precision_loss)]
            let moved = block.labels as f64 * (above.length + gap);
            block = Block {
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
