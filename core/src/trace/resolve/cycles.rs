//! Edges that lie on a cycle: those within a strongly connected component.

use alloc::{collections::BTreeMap, vec::Vec};

/// From the declarations of one event to those of another that should correct it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    /// The declaration that says so, and where in its list.
    pub(super) slot: u32,
    pub(super) item: u32,
}

#[derive(Clone, Copy)]
struct Node {
    /// Order of discovery, and the earliest that is reached from here.
    found: u32,
    low: u32,
    /// Its component, once that is closed.
    component: Option<u32>,
}

/// The edges that lie on a cycle (Tarjan's algorithm, without recursion).
pub(super) fn on_cycles(mut edges: Vec<Edge>) -> Vec<Edge> {
    edges.sort_unstable();
    let mut nodes: BTreeMap<u32, Node> = BTreeMap::new();
    let mut count = 0_u32;
    for start in &edges {
        if !nodes.contains_key(&start.from) {
            walk(start.from, &edges, &mut nodes, &mut count);
        }
    }
    let component = |node: &u32| nodes.get(node).and_then(|node| node.component);
    edges.retain(|edge| component(&edge.from) == component(&edge.to));
    edges
}

fn walk(start: u32, edges: &[Edge], nodes: &mut BTreeMap<u32, Node>, count: &mut u32) {
    let first_edge = |node: u32| edges.partition_point(|edge| edge.from < node);
    // Nodes on the way, each with its next edge; nodes of components that are not closed.
    let mut way = Vec::new();
    let mut pending = Vec::new();
    let mut open = |node: u32, nodes: &mut BTreeMap<u32, Node>, pending: &mut Vec<u32>| {
        nodes.insert(node, Node { found: *count, low: *count, component: None });
        pending.push(node);
        *count = count.saturating_add(1);
        (node, first_edge(node))
    };
    way.push(open(start, nodes, &mut pending));
    while let Some((node, at)) = way.pop() {
        if let Some(edge) = edges.get(at).filter(|edge| edge.from == node) {
            way.push((node, at.saturating_add(1)));
            match nodes.get(&edge.to).copied() {
                None => way.push(open(edge.to, nodes, &mut pending)),
                Some(other) if other.component.is_none() => lower(nodes, node, other.found),
                Some(_) => {}
            }
            continue;
        }
        let Some(closed) = nodes.get(&node).copied() else { continue };
        if closed.low == closed.found {
            while let Some(member) = pending.pop() {
                if let Some(entry) = nodes.get_mut(&member) {
                    entry.component = Some(closed.found);
                }
                if member == node {
                    break;
                }
            }
        }
        if let Some((parent, _)) = way.last() {
            lower(nodes, *parent, closed.low);
        }
    }
}

fn lower(nodes: &mut BTreeMap<u32, Node>, node: u32, low: u32) {
    if let Some(entry) = nodes.get_mut(&node) {
        entry.low = entry.low.min(low);
    }
}
