//! Front and back of the legs, each muscle shaded by its force and labelled, once or for two runs beside each other.
//!
//! The muscles are drawn in `data/body_map.svg`; this knows them by their ids alone. Everything is placed by the widths
//! of one font, so that the same answer gives the same bytes on every machine.

use super::colour::{INK, QUIET, Rgb, colour};
use super::drawing::Drawing;
use super::font;
use super::font::TextStyle;
use super::labels::{LabelColumn, LabelSizes, MapLabel};
use super::scene::{HEADING, Look, MARGIN, Node, Paint, Scene, Shape, TextAnchor, px};
use crate::document::{BodyMap, MapMuscle, MapSide, MapState};

/// Shapes of muscles that were not asked for.
const PALE: Rgb = Rgb([0xeb, 0xe9, 0xe7]);
/// Shapes of muscles that are not in the model, as the drawing has them.
const OTHER: Rgb = Rgb([0xcf, 0xcc, 0xca]);
const SMALL: TextStyle = TextStyle::new(13.0, QUIET);
/// Width and height of the bar of colours, and of a patch of what is not coloured.
const BAR: (f64, f64) = (420.0, 16.0);
const PATCH: (f64, f64) = (28.0, 14.0);

/// How maps are laid out.
struct MapLayout {
    /// The width of a map with its labels.
    width: f64,
    /// The size of a map against the drawing.
    scale: f64,
    labels: LabelSizes,
    /// Between the map and the circles of labels.
    from_map: f64,
    /// How near labels come to the edge.
    edge: f64,
    caption: TextStyle,
    /// How far captions stand below their place in the drawing, since they are larger against it.
    caption_drop: f64,
}

/// One map, as large as the page.
const SINGLE: MapLayout = MapLayout {
    width: 1100.0,
    scale: 1.0,
    labels: LabelSizes {
        circle: 13.5,
        name: TextStyle::bold(16.0, INK),
        value: TextStyle::new(14.0, QUIET),
        lines: (18.0, 17.0),
        rise: 14.5,
        gap: 12.0,
    },
    from_map: 4.0,
    edge: 22.0,
    caption: TextStyle::bold(15.0, QUIET),
    caption_drop: 0.0,
};

/// Two maps beside each other.
const DOUBLE: MapLayout = MapLayout {
    width: 620.0,
    scale: 0.46,
    labels: LabelSizes {
        circle: 7.0,
        name: TextStyle::new(12.5, INK),
        value: TextStyle::new(12.5, INK),
        lines: (15.0, 15.0),
        rise: 11.5,
        gap: 6.0,
    },
    from_map: 6.0,
    edge: 20.0,
    caption: TextStyle::bold(12.0, QUIET),
    caption_drop: 3.0,
};

impl MapLayout {
    fn of(map: &BodyMap) -> &'static Self {
        if map.sides.len() > 1 { &DOUBLE } else { &SINGLE }
    }
}

/// The width of the page that maps need.
pub(super) fn width(map: &BodyMap) -> f64 {
    let sides = if map.sides.len() > 1 { 2.0 } else { 1.0 };
    MapLayout::of(map).width * sides
}

/// Draws maps with their legend below a place; gives where they end.
pub(super) fn draw(map: &BodyMap, scene: &mut Scene, top: f64) -> f64 {
    let drawing = Drawing::embedded();
    let layout = MapLayout::of(map);
    let mut y = legend(map, &drawing, scene, top) + 8.0;
    if !map.meaning.is_empty() {
        y = scene.paragraph((MARGIN, y), SMALL, scene.width - 2.0 * MARGIN, 17.0, &map.meaning);
    }
    y = heads(map, scene, y) + 12.0;
    let mut bottom = y;
    let mut middle = layout.width / 2.0;
    for side in &map.sides {
        let figure = MapFigure { map, side, drawing: &drawing, layout, middle, top: y };
        bottom = bottom.max(figure.draw(scene));
        middle += layout.width;
    }
    bottom
}

/// What has to be said of muscles that the drawing does not have.
pub(super) fn not_drawn(map: &BodyMap) -> Option<String> {
    let drawing = Drawing::embedded();
    let side = map.sides.first()?;
    let missing = side.muscles.iter().filter_map(|muscle| match &muscle.state {
        MapState::Selected { sentence, .. } if !drawing.has_label(&muscle.key) => {
            Some(if map.sides.len() > 1 { &*muscle.name } else { &**sentence })
        }
        _ => None,
    });
    let texts: Vec<&str> = missing.collect();
    let place = if map.sides.len() > 1 { "maps" } else { "map" };
    (!texts.is_empty()).then(|| format!("Not on the {place}: {}.", texts.join("; ")))
}

/// Writes A and B as understood; gives where that ends.
fn heads(map: &BodyMap, scene: &mut Scene, top: f64) -> f64 {
    const LETTER: TextStyle = TextStyle::bold(26.0, INK);
    const INDENT: f64 = 32.0;
    const HALF_GUTTER: f64 = 20.0;
    let has_heads = map.sides.iter().any(|side| !side.letter.is_empty());
    let first = if has_heads { top + 22.0 } else { top };
    let mut bottom = first;
    for (side, x) in
        map.sides.iter().zip([MARGIN, scene.width / 2.0 + HALF_GUTTER]).filter(|_| has_heads)
    {
        scene.text((x, first + 3.0), TextAnchor::Start, LETTER, &*side.letter);
        let width = scene.width / 2.0 - MARGIN - HALF_GUTTER - INDENT;
        let mut base = first;
        for line in &side.conditions {
            base =
                scene.paragraph((x + INDENT, base), TextStyle::new(14.0, INK), width, 19.0, line);
        }
        bottom = bottom.max(base);
    }
    bottom
}

/// What colours mean: the bar of the scale, and patches of what is not coloured; gives where that ends.
fn legend(map: &BodyMap, drawing: &Drawing, scene: &mut Scene, y: f64) -> f64 {
    let frame = |paint: Paint| Look { fill: Some(paint), ..Look::default() }.stroked(QUIET, 0.6);
    let is_pale = |side: &MapSide| {
        muscles(&drawing.nodes).any(|key| side.fill(map, key) == Paint::Colour(PALE))
    };
    let mut patches = vec![(Paint::Hatched, &*map.without_force)];
    if map.sides.iter().any(is_pale) {
        patches.push((Paint::Colour(PALE), "not shown here"));
    }
    patches.push((Paint::Colour(OTHER), "other muscles, not in the model"));
    let (x, mut patch_y) = (MARGIN + BAR.0 + 56.0, y);
    for (paint, text) in patches {
        scene.push(Node::rectangle((x, patch_y - 11.0), PATCH, 2.0, frame(paint)));
        scene.text((x + PATCH.0 + 10.0, patch_y), TextAnchor::Start, SMALL, text);
        patch_y += 22.0;
    }
    scene.text((MARGIN, y), TextAnchor::Start, HEADING, &*map.caption);
    scene.push(Node::rectangle((MARGIN, y + 10.0), BAR, 2.0, frame(Paint::Scale)));
    let bottom = y + 10.0 + BAR.1;
    for (place, text) in (0_u8..).zip(&map.marks) {
        let x = MARGIN + BAR.0 * f64::from(place) / 4.0;
        let anchor = match place {
            0 => TextAnchor::Start,
            4 => TextAnchor::End,
            _ => TextAnchor::Middle,
        };
        let tick = format!("M{} {}V{}", px(x), px(bottom), px(bottom + 5.0));
        scene.push(Node::path(tick, Look::line(QUIET, 1.0)));
        scene.text((x, bottom + 18.0), anchor, SMALL, text);
    }
    (bottom + 34.0).max(patch_y)
}

/// The keys before the first full stop of the ids of shapes.
fn muscles(nodes: &[Node]) -> Box<dyn Iterator<Item = &str> + '_> {
    Box::new(nodes.iter().flat_map(|node| {
        let inner = match &node.content {
            Shape::Group { nodes, .. } => muscles(nodes),
            _ => Box::new(std::iter::empty()),
        };
        inner.chain([key(&node.id)])
    }))
}

fn key(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

impl MapSide {
    fn muscle(&self, key: &str) -> Option<&MapMuscle> {
        self.muscles.iter().find(|muscle| muscle.key == key)
    }

    /// The muscle whose force the shape of a muscle has: itself where it is shown, or else the group that it is a part
    /// of; itself where neither is shown.
    fn shaded_as(&self, key: &str) -> Option<&MapMuscle> {
        let own = self.muscle(key)?;
        let group = || self.muscle(own.part_of.as_deref()?).filter(|group| group.is_shown());
        if own.is_shown() { Some(own) } else { group().or(Some(own)) }
    }

    fn fill(&self, map: &BodyMap, key: &str) -> Paint {
        self.shaded_as(key).map_or(Paint::None, |muscle| match muscle.state {
            MapState::Selected { force: Some(force), .. } => Paint::Colour(colour(force, map.top)),
            MapState::Selected { force: None, .. } | MapState::Unpublished => Paint::Hatched,
            MapState::NotSelected => Paint::Colour(PALE),
        })
    }
}

impl MapMuscle {
    fn is_shown(&self) -> bool {
        matches!(self.state, MapState::Selected { .. })
    }
}

/// One map on the page.
struct MapFigure<'m> {
    map: &'m BodyMap,
    side: &'m MapSide,
    drawing: &'m Drawing,
    layout: &'static MapLayout,
    middle: f64,
    top: f64,
}

impl MapFigure<'_> {
    /// Draws shapes, captions and labels; gives where they end.
    fn draw(&self, scene: &mut Scene) -> f64 {
        let (left, _) = self.place((0.0, 0.0));
        let (right, bottom) = self.place(self.drawing.size);
        let prefix = match &*self.side.letter {
            "" => String::new(),
            letter => format!("{}-", letter.to_lowercase()),
        };
        let nodes = self.drawing.nodes.iter().map(|node| self.shaded(node, &prefix));
        let map = Node::group(format!("{prefix}map"), nodes.collect());
        scene.push(Node {
            content: match map.content {
                Shape::Group { nodes, .. } => {
                    Shape::Group { shift: (left, self.top), scale: self.layout.scale, nodes }
                }
                other => other,
            },
            ..map
        });
        for caption in &self.drawing.captions {
            let (x, y) = self.place(caption.at);
            let at = (x, y + self.layout.caption_drop);
            scene.text(at, TextAnchor::Middle, self.layout.caption, &*caption.name);
        }
        let labels = self.drawing.labels.iter();
        let labels = labels.filter_map(|place| self.label(&place.name, self.place(place.at)));
        let (at_left, at_right): (Vec<_>, Vec<_>) =
            labels.partition(|label| label.end.0 < self.middle);
        let out = self.layout.labels.circle + self.layout.from_map;
        let bounds = (self.top, bottom);
        let columns = [
            (at_left, LabelColumn { is_left: true, circle_x: left - out, bounds }),
            (at_right, LabelColumn { is_left: false, circle_x: right + out, bounds }),
        ];
        let ends = columns.map(|(labels, column)| self.layout.labels.draw(scene, &labels, &column));
        ends[0].max(ends[1]).max(bottom)
    }

    /// A place of the drawing on the page.
    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let scale = self.layout.scale;
        let left = self.middle - self.drawing.size.0 * scale / 2.0;
        (left + x * scale, self.top + y * scale)
    }

    /// A shape of the drawing, filled and with its sentence where it is that of a muscle.
    fn shaded(&self, node: &Node, prefix: &str) -> Node {
        let mut node = node.clone();
        if let Some(muscle) = self.side.muscle(key(&node.id)) {
            node.look.fill = Some(self.side.fill(self.map, &muscle.key));
            node.title = self.sentence(muscle);
        }
        if !node.id.is_empty() {
            node.id.insert_str(0, prefix);
        }
        if let Shape::Group { nodes, .. } = &mut node.content {
            for inner in nodes {
                *inner = self.shaded(inner, prefix);
            }
        }
        node
    }

    fn sentence(&self, muscle: &MapMuscle) -> String {
        let shaded_as = self.side.shaded_as(&muscle.key).unwrap_or(muscle);
        match &shaded_as.state {
            MapState::Selected { sentence, .. } => sentence.clone(),
            MapState::Unpublished => format!("{}: {}", muscle.name, self.map.without_force),
            MapState::NotSelected => muscle.name.clone(),
        }
    }

    /// The label of that name; none where the muscle is not shown, or where the part that the label is at has its own.
    fn label(&self, name: &str, end: (f64, f64)) -> Option<MapLabel> {
        let (key, part) = name.split_once('.').unwrap_or((name, ""));
        let muscle = self.side.muscle(key)?;
        if self.side.muscle(part).is_some_and(MapMuscle::is_shown) {
            return None;
        }
        let mut muscles = self.side.muscles.iter();
        let is_divided =
            muscles.any(|part| part.is_shown() && part.part_of.as_ref() == Some(&muscle.key));
        let fill = self.side.fill(self.map, key);
        let (place, value, title) = match &muscle.state {
            MapState::Selected { place, value, sentence, .. } => {
                (*place, &**value, sentence.clone())
            }
            _ if fill == Paint::Hatched
                && muscle.part_of.is_none()
                && self.map.labels_unpublished =>
            {
                (None, &*self.map.without_force, String::new())
            }
            _ => return None,
        };
        let layout = self.layout;
        let from_middle = self.drawing.size.0 * layout.scale / 2.0
            + layout.from_map
            + 2.0 * layout.labels.circle
            + 7.0;
        let width = layout.width / 2.0 - from_middle - layout.edge;
        let name =
            if is_divided { format!("{} (whole)", muscle.name) } else { muscle.name.clone() };
        let value = if value.is_empty() {
            Vec::new()
        } else {
            font::lines(value, layout.labels.value, width)
        };
        Some(MapLabel {
            name: font::lines(&name, layout.labels.name, width),
            value,
            place,
            fill,
            is_divided,
            end,
            title,
        })
    }
}
