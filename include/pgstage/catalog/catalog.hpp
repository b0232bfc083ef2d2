#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/catalog/relation.hpp"
#include "pgstage/model/names.hpp"

namespace pgstage::catalog {

/// CREATE TYPE … AS ENUM, or CREATE DOMAIN.
struct UserType {
  enum class Kind { Enum, Domain, Composite, Other };

  Kind kind = Kind::Other;
  std::vector<std::string> labels;                        ///< Enum.
  Type base;                                              ///< Domain.
  bool constrained = false;                               ///< Domain with NOT NULL or CHECK.
  Volatility default_volatility = Volatility::Immutable;  ///< Domain.
  bool not_null = false;                                  ///< Domain.
  struct Check {
    std::string name;
    bool validated = true;

    bool operator==(const Check&) const = default;
  };
  std::vector<Check> checks;       ///< Domain.
  std::vector<Column> attributes;  ///< Composite.
  bool created_in_batch = false;
  /// Enum: labels whose transaction is not over yet, so that they cannot be used.
  std::set<std::string, std::less<>> uncommitted;
  bool uncommitted_itself = false;  ///< The type is of that transaction, too.

  bool operator==(const UserType&) const = default;
};

/// A function or procedure; overloads share one.
struct Function {
  struct Overload {
    std::vector<Type> arguments;
    Type returns;

    bool operator==(const Overload&) const = default;
  };

  Volatility volatility = Volatility::Volatile;
  std::vector<Overload> overloads;
  std::vector<Reads> reads;  ///< What a BEGIN ATOMIC body reads.

  bool operator==(const Function&) const = default;
};

struct Publication {
  std::vector<QualifiedName> tables;
  bool all_tables = false;

  bool operator==(const Publication&) const = default;
};

/// What is known of a database: a value, cheap to copy, since relations are shared until changed.
///
/// A catalog is either *complete* (it came from a database, a dump or a snapshot, so what it does
/// not hold does not exist) or it holds only what earlier statements made.
class Catalog {
 public:
  explicit Catalog(bool complete = false) : complete_(complete) {}

  bool complete() const { return complete_; }
  void set_complete(bool complete) { complete_ = complete; }

  /// null: not known. Valid until the relation is changed.
  const Relation* relation(const QualifiedName& name) const;
  /// The table that has the index, or null.
  const Relation* table_of_index(const QualifiedName& index) const;
  /// Tables with a foreign key to this one, sorted.
  std::vector<QualifiedName> referencing(const QualifiedName& table) const;
  /// Views and materialized views that read it, directly, sorted.
  std::vector<QualifiedName> readers(const QualifiedName& relation) const;
  const UserType* type(const QualifiedName& name) const;
  /// By name alone: overloads share the least stable volatility of them.
  const Function* function(const QualifiedName& name) const;
  bool has_schema(std::string_view name) const { return schemas_.contains(std::string{name}); }

  const std::map<QualifiedName, std::shared_ptr<const Relation>>& relations() const {
    return relations_;
  }
  const std::map<QualifiedName, UserType>& types() const { return types_; }
  const std::map<QualifiedName, Function>& functions() const { return functions_; }

  /// Adds or replaces.
  void put(Relation relation);
  void put_type(const QualifiedName& name, UserType type) { types_[name] = std::move(type); }
  void put_function(const QualifiedName& name, Function function);
  const Publication* publication(std::string_view name) const;
  void put_publication(std::string name, Publication publication);
  void erase_publication(const std::string& name) { publications_.erase(name); }
  /// The transaction that added labels to enums is over.
  void commit_labels();
  void put_schema(std::string name) { schemas_.insert(std::move(name)); }
  void erase(const QualifiedName& name);
  void erase_type(const QualifiedName& name) { types_.erase(name); }
  void erase_function(const QualifiedName& name) { functions_.erase(name); }
  void erase_schema(const std::string& name) { schemas_.erase(name); }
  /// Edits a copy of the relation and puts it in the place of the old one. Does nothing when the
  /// relation is not known.
  template <class Edit>
  void change(const QualifiedName& name, Edit edit) {
    const Relation* found = relation(name);
    if (found == nullptr) return;
    Relation changed = *found;
    edit(changed);
    put(std::move(changed));
  }
  /// Everything made so far is from now on what running clients see.
  void forget_batch();

 private:
  void link(const Relation& relation);
  void unlink(const Relation& relation);

  bool complete_ = false;
  std::map<QualifiedName, std::shared_ptr<const Relation>> relations_;
  // Kept in step with relations_ by link() and unlink().
  std::map<QualifiedName, QualifiedName> indexes_;
  std::map<QualifiedName, std::set<QualifiedName>> referencing_;
  std::map<QualifiedName, std::set<QualifiedName>> readers_;
  std::map<QualifiedName, UserType> types_;
  std::map<QualifiedName, Function> functions_;
  std::map<std::string, Publication, std::less<>> publications_;
  std::set<std::string, std::less<>> schemas_{"public"};
};

}  // namespace pgstage::catalog
