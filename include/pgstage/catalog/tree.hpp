#pragma once

#include <string>
#include <vector>

#include "pgstage/catalog/catalog.hpp"

namespace pgstage::catalog {

/// What a relation is a partition of or inherits from, directly.
std::vector<QualifiedName> parents_of(const Relation& relation);

/// Everything below a relation that is known, by partitioning or inheritance: each once, parents
/// before their children.
std::vector<QualifiedName> descendants(const Catalog& catalog, const QualifiedName& name);

/// Whether a relation would be below itself if it became a child of that parent.
bool closes_circle(const Catalog& catalog, const QualifiedName& parent, const QualifiedName& child);
/// The first publication that the table is in; empty for none.
std::string published_by(const Catalog& catalog, const QualifiedName& table);

}  // namespace pgstage::catalog
