//! What each thing on a page is: headings, paragraphs, tables, in the order in which they are read.

use krilla::tagging::{Identifier, TagGroup, TagKind, TagTree};

/// A place in the structure, to which content and further places are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place(usize);

/// Where an item is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) page: usize,
    pub(crate) index: usize,
}

enum Child {
    Place(Place),
    Drawn(Drawn),
}

struct Node {
    tag: Option<TagKind>,
    children: Vec<Child>,
}

/// The structure of a document, from its root.
pub(crate) struct Structure {
    nodes: Vec<Node>,
}

impl Structure {
    /// The document itself.
    pub(crate) const ROOT: Place = Place(0);

    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node { tag: None, children: Vec::new() }] }
    }

    /// Adds a place inside another, after what is in it already.
    pub(crate) fn add(&mut self, parent: Place, tag: impl Into<TagKind>) -> Place {
        let place = Place(self.nodes.len());
        self.nodes.push(Node { tag: Some(tag.into()), children: Vec::new() });
        self.nodes[parent.0].children.push(Child::Place(place));
        place
    }

    /// Says that an item belongs to a place.
    pub(crate) fn hold(&mut self, place: Place, drawn: Drawn) {
        self.nodes[place.0].children.push(Child::Drawn(drawn));
    }

    /// The tree as the writer of PDF takes it. `identify` gives the mark of an item in its page, once
    /// it is drawn.
    pub(crate) fn tree(
        mut self,
        lang: &str,
        identify: &impl Fn(Drawn) -> Option<Identifier>,
    ) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        for child in std::mem::take(&mut self.nodes[0].children) {
            match child {
                Child::Place(place) => {
                    tree.children.extend(self.group(place, identify).map(Into::into))
                }
                Child::Drawn(drawn) => tree.children.extend(identify(drawn).map(Into::into)),
            }
        }
        tree
    }

    fn group(
        &mut self,
        place: Place,
        identify: &impl Fn(Drawn) -> Option<Identifier>,
    ) -> Option<TagGroup> {
        let node = &mut self.nodes[place.0];
        let mut group = TagGroup::new(node.tag.take()?);
        for child in std::mem::take(&mut node.children) {
            match child {
                Child::Place(place) => {
                    group.children.extend(self.group(place, identify).map(Into::into));
                }
                Child::Drawn(drawn) => group.children.extend(identify(drawn).map(Into::into)),
            }
        }
        Some(group)
    }
}
