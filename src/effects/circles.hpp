// What would be part of itself: a table below itself, a view that reads itself, a type that holds
// itself.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// `42P07` when the child is below that parent already, or the parent below the child.
void refuse_circular_inheritance(Builder& out, const QualifiedName& parent,
                                 const QualifiedName& child);
/// `42P17` when a query of the relation would never be done expanding views.
void refuse_circular_view(Builder& out, const QualifiedName& relation);
/// `42P16` when a composite type, or the row type of a table, would hold itself.
void refuse_own_member(Builder& out, const QualifiedName& owner, const catalog::Type& member);

}  // namespace pgstage::effects
