// What hangs on an object that is to go, and what its going takes along (pg_depend).
#pragma once

#include <set>
#include <string>
#include <utility>

#include "builder.hpp"

namespace pgstage::effects {

/// One DROP: what is named goes, what depends on it goes too with CASCADE and refuses otherwise
/// (2BP01).
class Drops {
 public:
  Drops(Builder& out, bool cascade) : out_(out), cascade_(cascade) {}

  /// Named in the statement, so that its going holds up nothing else that is named.
  void name(const QualifiedName& relation) { named_.insert(relation); }

  void relation(const QualifiedName& name);
  void index(const catalog::Relation& table, const catalog::Index& index);
  void column(const QualifiedName& table, std::string_view column);
  void constraint(const QualifiedName& table, const catalog::Constraint& constraint);
  void type(const QualifiedName& type);
  void function(const QualifiedName& function);

 private:
  bool goes_along(const QualifiedName& name, const QualifiedName& because);
  void hold(const QualifiedName& because, std::string_view what);
  /// Something of a table that CASCADE removes under the table's strongest lock.
  void part(const QualifiedName& table, const QualifiedName& because, std::string_view what);
  void own_parts(const catalog::Relation& table);
  void partition(const catalog::Relation& table);
  void foreign_keys(const catalog::Relation& table);
  void readers(const QualifiedName& relation, std::string_view column);
  void functions_reading(const QualifiedName& relation, std::string_view column);
  void sequence(const catalog::Relation& sequence);
  void owned_sequences(const QualifiedName& table, std::string_view column);
  void keys_on(const QualifiedName& table, const std::vector<std::string>& columns);

  Builder& out_;
  bool cascade_;
  std::set<QualifiedName> named_;
  std::set<QualifiedName> gone_;
  std::set<std::pair<QualifiedName, std::string>> dropped_columns_;
};

}  // namespace pgstage::effects
