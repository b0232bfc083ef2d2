#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/catalog/running.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::catalog {

/// The volatility of an expression: that of the least stable function in it. `certain` is false
/// when it calls a function that nothing known defines, which counts as VOLATILE.
struct ExpressionVolatility {
  Volatility volatility = Volatility::Immutable;
  bool certain = true;
  /// Where overloads differ, that of the most stable ones.
  Volatility at_best = Volatility::Immutable;
};
ExpressionVolatility volatility_of(const sql::ExpressionFacts& facts, const Catalog& catalog);
/// Whether the server brings a function of that name along, where no schema of a user is named.
bool comes_with_server(const sql::Name& function);

/// A type as written, resolved against the types that are known; serial types become integers.
Type resolve_type(const sql::TypeName& type, const Catalog& catalog);

/// One session that runs statements against a catalog in memory: schema changes, transactions with
/// savepoints, and settings. Never fails: what cannot be carried out changes nothing.
class Replay {
 public:
  explicit Replay(Catalog start);

  const Catalog& catalog() const { return *catalog_; }
  /// Leaves an empty one behind.
  Catalog take_catalog() { return std::exchange(edit(), Catalog{}); }

  /// The relation a name means: the first in the search path that has it, and where none has, the
  /// first schema of the path.
  QualifiedName resolve(const sql::Name& name) const;
  QualifiedName resolve_index(const sql::Name& name) const;
  /// The functions of the catalog that an expression calls.
  std::vector<QualifiedName> called(const sql::ExpressionFacts& facts) const;
  /// Where an unqualified new object goes.
  QualifiedName resolve_new(const sql::Name& name) const;

  bool in_transaction() const { return !saved_.empty(); }
  /// The transaction was begun by a BEGIN of the script, not by begin().
  bool explicit_transaction() const { return in_transaction() && explicit_; }
  /// The value of a setting that the script made, as written; nothing when it made none, or undid
  /// it. Names are lower case.
  std::optional<std::string> setting(std::string_view name) const;

  /// Every setting that is in effect because of the script, with its value as written.
  std::map<std::string, std::string, std::less<>> settings() const;

  /// Runs a statement, and with a DO, a CALL or a query the bodies that it runs: every branch of
  /// them but exception handlers, whatever decides between the branches. A relation that is not
  /// known and has to be there for it comes to be *assumed* (Relation::known is false) unless the
  /// catalog is complete. `span` is where the statement stands in the script.
  void advance(const sql::View& view, const sql::Script& script, Span span);
  /// The same for a statement that stands in bodies.
  void advance(const sql::View& view, const sql::Script& script, Span span, Running& running);

  /// What a runner does around scripts.
  void begin();
  void commit();
  void rollback();
  /// Something ran that nobody could read: what is known of each relation may not be all.
  void lose_sight();
  /// From here on a new batch begins: see Catalog::forget_batch().
  void new_batch();

 private:
  struct Settings {
    std::map<std::string, std::string, std::less<>> session;
    std::map<std::string, std::string, std::less<>> local;  ///< Of the transaction.
  };
  struct SavePoint {
    std::string name;  ///< Empty for the transaction itself.
    std::size_t mark;  ///< Of the catalog.
    Settings settings;
  };

  template <class Exists>
  QualifiedName first_in_path(const sql::Name& name, const Exists& exists) const;
  Catalog& edit() { return catalog_.edit(); }
  void run(const sql::Transaction& transaction);
  void run(const sql::Set& set);
  void run(const sql::Do& block, Running& running);
  void run(const sql::Call& call, Running& running);
  void run(const sql::Query& query, Running& running);
  void set_sequences(const sql::ExpressionFacts& facts);
  void run_called(const sql::ExpressionFacts& facts, Running& running);
  void run_body(std::string_view language, std::string_view text, Running& running);
  void save_point(std::string name);
  void return_to(const SavePoint& point);
  /// The search path is what the settings say.
  void take_search_path();

  Shared<Catalog> catalog_;
  Settings settings_;
  std::vector<std::string> search_path_{"public"};
  std::vector<SavePoint> saved_;
  bool explicit_ = false;
};

}  // namespace pgstage::catalog
