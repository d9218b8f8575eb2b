//! Labels in a column beside the picture: as near to what they name as they can be without touching one another.

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
