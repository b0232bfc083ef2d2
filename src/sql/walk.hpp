// A walk over a tree that is iterative: a hostile script may nest as deep as it likes.
#pragma once

#include "pg_nodes.hpp"

namespace pgstage::sql {

/// More nodes than any migration needs; past it the answer is not whole.
inline constexpr std::size_t kMaxNodes = 2'000'000;

void gather_children(Node* node, std::vector<Node*>& out);
/// Whether the node has children that are of interest and raw_expression_tree_walker() knows it: it
/// ends the process on one that it does not know.
bool can_descend(const Node* node);

/// Calls visit for every node below and including the root, parents first, left to right.
/// false: there were too many.
template <class Visit>
bool walk(const Node* root, Visit visit) {
  std::vector<Node*> stack;
  std::vector<Node*> children;
  if (root != nullptr) stack.push_back(const_cast<Node*>(root));
  for (std::size_t count = 0; !stack.empty(); ++count) {
    if (count > kMaxNodes) return false;
    Node* node = stack.back();
    stack.pop_back();
    visit(node);
    if (!can_descend(node)) continue;
    children.clear();
    gather_children(node, children);
    stack.insert(stack.end(), children.rbegin(), children.rend());
  }
  return true;
}

}  // namespace pgstage::sql
