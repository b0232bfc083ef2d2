#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pgstage/catalog/objects.hpp"
#include "pgstage/catalog/partition_index.hpp"
#include "pgstage/catalog/relation.hpp"
#include "pgstage/catalog/shared_map.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/model/shared.hpp"

namespace pgstage::catalog {

/// Stands for the session's own schema of temporary relations.
inline constexpr std::string_view kTemporarySchema = "pg_temp";

/// What is known of a database: a value. What is in it is shared between copies until one is
/// changed.
///
/// A catalog is either *complete* (it came from a database, a dump or a snapshot, so what it does
/// not hold does not exist) or it holds only what earlier statements made.
class Catalog {
 public:
  explicit Catalog(bool complete = false) : complete_(complete) {}

  bool complete() const { return complete_ && !blurred_; }
  void set_complete(bool complete) { complete_ = complete; }
  /// Something ran that could not be read, so that anything may be there, changed or gone.
  bool blurred() const { return blurred_; }
  void blur();

  /// null: not known. Valid until the relation is changed.
  const Relation* relation(const QualifiedName& name) const;
  /// The table that has the index, or null.
  const Relation* table_of_index(const QualifiedName& index) const;
  /// Relations whose definition names this relation, type or function: a foreign key to it, a view
  /// that reads it, a sequence that it owns, a column of the type. By name; the cost is that of the
  /// answer. Valid until one of them is changed.
  std::vector<const Relation*> mentioning(const QualifiedName& name) const;
  /// Tables with a foreign key to this one, sorted.
  std::vector<QualifiedName> referencing(const QualifiedName& table) const;
  /// Views and materialized views that read it, directly, sorted.
  std::vector<QualifiedName> readers(const QualifiedName& relation) const;
  /// The sequences that a table owns, sorted.
  std::vector<QualifiedName> owned_sequences(const QualifiedName& table) const;
  /// Partitions of the table that may have a value of the bound, and the default one.
  std::vector<QualifiedName> partitions_around(const QualifiedName& table,
                                               const sql::PartitionBound& bound) const;
  const UserType* type(const QualifiedName& name) const;
  /// By name alone: overloads share the least stable volatility of them.
  const Function* function(const QualifiedName& name) const;
  bool has_schema(std::string_view name) const { return schemas_.contains(name); }
  /// Made by the batch under examination.
  bool is_new_schema(std::string_view name) const { return new_schemas_.contains(name); }

  /// Whether there are temporary relations; they live in kTemporarySchema.
  bool has_temporary() const { return temporary_ > 0; }
  /// All of them, by name. Valid until one is changed. For statements that concern the whole
  /// database: it costs as much as there are.
  std::vector<const Relation*> relations() const;
  const std::map<QualifiedName, UserType>& types() const { return *types_; }
  const std::map<QualifiedName, Function>& functions() const { return *functions_; }

  /// Adds or replaces.
  void put(Relation relation);
  void put_type(const QualifiedName& name, UserType type);
  void put_function(const QualifiedName& name, Function function);
  /// Edits one in its place; nothing when it is not known.
  void change_function(const QualifiedName& name, const std::function<void(Function&)>& edit);
  const Publication* publication(std::string_view name) const;
  const std::map<std::string, Publication, std::less<>>& publications() const {
    return publications_;
  }
  void put_publication(std::string name, Publication publication);
  void erase_publication(const std::string& name);
  /// The transaction that added labels to enums is over.
  void commit_labels();
  void put_schema(std::string name);
  void erase(const QualifiedName& name);
  void erase_type(const QualifiedName& name);
  void erase_function(const QualifiedName& name);
  void erase_schema(const std::string& name);
  /// Edits a relation in its place, but not its name. Does nothing when it is not known.
  template <class Edit>
  void change(const QualifiedName& name, Edit edit) {
    Relation* changing = open(name);
    if (changing == nullptr) return;
    auto before = links_of(*changing);
    edit(*changing);
    relink(*changing, std::move(before));
  }
  /// Everything made so far is from now on what running clients see.
  void forget_batch();

  /// A place to come back to with revert(); it costs as much as is changed after it.
  std::size_t mark();
  /// Undoes what was changed since the mark; later marks are gone.
  void revert(std::size_t mark);
  /// There is no way back to any mark.
  void keep();

 private:
  struct HashName {
    std::size_t operator()(const QualifiedName& name) const;
  };
  using Undo = std::function<void(Catalog&)>;

  /// How a relation's definition names another thing.
  enum class Mention { References, Reads, Owner, Other };

  /// What there is under one name. The relation decides; link() and unlink() keep the rest in step.
  struct Known {
    std::shared_ptr<Relation> relation;
    Box<QualifiedName> table;  ///< Of the index of that name.
    std::set<std::pair<Mention, QualifiedName>> mentioned_by;
    Box<PartitionIndex> partitions;

    bool nothing() const { return !relation && !table && mentioned_by.empty() && !partitions; }
  };

  /// Under what names other than its own a relation is found.
  struct Links {
    std::vector<std::pair<Mention, QualifiedName>> mentions;
    std::vector<std::string> indexes;
    Box<std::pair<QualifiedName, sql::PartitionBound>> part_of;
    bool of_batch = false;
  };
  template <class Visit>
  static void visit_mentions(const Relation& relation, const Visit& visit);
  static Links links_of(const Relation& relation);
  /// Whether they are what links_of() says of the relation.
  static bool are_links_of(const Links& links, const Relation& relation);

  const Known* known(const QualifiedName& name) const;
  /// Names of the relations that mention it so.
  std::vector<QualifiedName> mentioning(const QualifiedName& name, Mention how) const;
  /// A relation of this catalog alone, to be changed; null when not known.
  Relation* open(const QualifiedName& name);
  void set(const QualifiedName& name, std::shared_ptr<Relation> relation);
  void relink(const Relation& relation, Links before);
  void link(const QualifiedName& relation, const Links& links);
  void unlink(const QualifiedName& relation, const Links& links);
  void forget_if_nothing(const QualifiedName& name);
  void save(const QualifiedName& name);
  void save_type(const QualifiedName& name);
  void save_function(const QualifiedName& name);
  void save_publication(const std::string& name);
  void save_schemas();

  bool complete_ = false;
  bool blurred_ = false;
  SharedMap<QualifiedName, Known, HashName> names_;
  std::size_t temporary_ = 0;  ///< How many temporary relations there are.
  Shared<std::map<QualifiedName, UserType>> types_;
  Shared<std::map<QualifiedName, Function>> functions_;
  std::map<std::string, Publication, std::less<>> publications_;
  std::set<std::string, std::less<>> schemas_{"public"};
  std::set<std::string, std::less<>> new_schemas_;
  /// What forget_batch() has to look at besides schemas; some may be named twice.
  std::vector<QualifiedName> of_batch_;
  std::set<QualifiedName> unsettled_;  ///< Types that commit_labels() has to look at.
  bool recording_ = false;
  std::vector<Undo> undo_;
  std::unordered_set<QualifiedName, HashName> saved_;  ///< Relations, since the last mark.
};

}  // namespace pgstage::catalog
