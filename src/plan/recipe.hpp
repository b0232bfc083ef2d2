#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/effects/effects.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::plan {

/// A column of a table.
using ColumnName = std::pair<QualifiedName, std::string>;

/// What a batch does besides the change at hand.
struct InBatch {
  /// Columns that earlier statements of the plan added, as `public.users.name`, and other things
  /// that they made.
  std::set<std::string> made;
  /// Columns whose place another takes in contract, and that one's name until then.
  std::map<ColumnName, std::string> successors;
  /// Columns that a statement of it drops.
  std::set<ColumnName> leaving;
  /// Tables that a statement of it drops.
  std::set<QualifiedName> leaving_tables;
  /// By identifier: in how many of its statements it stands.
  std::map<std::string, std::size_t> named;
  /// New tables that running code uses: by the name of an old one, or through triggers.
  std::set<QualifiedName> taken_over;
};

/// What a recipe is given: one statement, or one action of an ALTER TABLE as if it stood alone.
struct Change {
  const sql::Script& script;
  const sql::Statement& statement;
  sql::View view;  ///< An AlterTable in it holds exactly one action.
  const catalog::Replay& before;
  const catalog::Replay& after;  ///< The original statement was run.
  effects::Effects effects;
  ServerVersion version;
  std::string text;  ///< Complete SQL of this change.
  Origin origin;
  std::size_t number = 0;  ///< Of the change in the plan: what is named after it is its own.
  const InBatch& batch;

  /// The one action, when the view is an AlterTable; null otherwise.
  const sql::AlterAction* action() const;
  /// The table of the ALTER TABLE.
  QualifiedName table() const;
  const catalog::Relation* relation(const QualifiedName& name) const {
    return before.catalog().relation(name);
  }
  /// Whether running clients know the relation.
  bool live(const QualifiedName& name) const;
  bool is_new_column(const QualifiedName& table, std::string_view column) const;
  /// Whether the batch drops the column.
  bool leaves(const QualifiedName& table, const std::string& column) const {
    return batch.leaving.contains({table, column});
  }
  /// Whether rows come, go or change, as opposed to the shape of tables.
  bool moves_rows() const;
  /// The column that has its rows when the plan is through, by the name that it has meanwhile.
  const std::string& lasting(const QualifiedName& table, const std::string& column) const;
};

/// What a recipe writes: steps for each phase, and what must be true before the later two.
class Draft {
 public:
  void expand(Step step) { add(PhaseName::Expand, std::move(step)); }
  void migrate(Step step) { add(PhaseName::Migrate, std::move(step)); }
  void contract(Step step) { add(PhaseName::Contract, std::move(step)); }
  /// A step after which the old state cannot be had back.
  void contract_for_good(Step step);

  void gate(PhaseName before, std::string says, std::vector<GateCheck> checks = {});
  /// An object whose present state the steps rely on.
  void rely_on(std::string object) { objects_.push_back(std::move(object)); }
  void accept(std::string difference) { accepted_.push_back(std::move(difference)); }
  void warn(std::string warning) { warnings_.push_back(std::move(warning)); }

  /// Has the other column for a successor in contract.
  void succeed(ColumnName column, std::string successor) {
    successors_.emplace_back(std::move(column), std::move(successor));
  }
  /// What contract settles: a column, a constraint or an index of the table, or a word that a
  /// statement about them has.
  void settle(QualifiedName table, std::string part) {
    settled_.emplace_back(std::move(table), std::move(part));
  }

  /// From the first step until contract a view stands in front of this table.
  void hide(QualifiedName table) { hidden_ = std::move(table); }

  /// A relation that has this name only when the steps are done.
  void bring(QualifiedName name) { brought_.push_back(std::move(name)); }
  /// A new table that running code uses from then on.
  void take_over(QualifiedName name) {
    taken_over_.push_back(name);
    bring(std::move(name));
  }

  /// Rows that are written meanwhile are treated like those that are there.
  void keep_up() { keeps_up_ = true; }

  /// Steps use keep_definition().
  void keep_definitions() { keeps_ = true; }
  /// Steps use dress_of() and its like.
  void keep_dress() { keeps_ = keeps_dress_ = true; }
  /// Steps use dress_for_swap() and its like.
  void keep_table_dress() { keeps_ = keeps_dress_ = keeps_table_dress_ = true; }

  /// Steps that stood before the phase come in it, behind the gates that they had.
  void delay(PhaseName floor);

  struct Entry {
    PhaseName phase;
    Step step;
    bool irreversible = false;
  };
  struct GateEntry {
    PhaseName before;
    Gate gate;
  };

  std::vector<Entry>& entries() { return entries_; }
  const std::vector<Entry>& entries() const { return entries_; }
  const std::vector<GateEntry>& gates() const { return gates_; }
  const std::vector<std::string>& objects() const { return objects_; }
  const std::vector<std::string>& accepted() const { return accepted_; }
  const std::vector<std::string>& warnings() const { return warnings_; }
  const std::optional<QualifiedName>& hidden() const { return hidden_; }
  const std::vector<QualifiedName>& brought() const { return brought_; }
  const std::vector<QualifiedName>& taken_over() const { return taken_over_; }
  bool keeps_up() const { return keeps_up_; }
  bool keeps_definitions() const { return keeps_; }
  bool keeps_dress() const { return keeps_dress_; }
  bool keeps_table_dress() const { return keeps_table_dress_; }
  const std::vector<std::pair<ColumnName, std::string>>& successors() const { return successors_; }
  const std::vector<std::pair<QualifiedName, std::string>>& settled() const { return settled_; }

 private:
  void add(PhaseName phase, Step step);

  std::vector<Entry> entries_;
  std::vector<GateEntry> gates_;
  std::vector<std::string> objects_;
  std::vector<std::string> accepted_;
  std::vector<std::string> warnings_;
  std::optional<QualifiedName> hidden_;
  std::vector<std::pair<ColumnName, std::string>> successors_;
  std::vector<std::pair<QualifiedName, std::string>> settled_;
  std::vector<QualifiedName> brought_;
  std::vector<QualifiedName> taken_over_;
  bool keeps_up_ = false;
  bool keeps_ = false;
  bool keeps_dress_ = false;
  bool keeps_table_dress_ = false;
};

/// Accepted difference: code of then cannot use the table as it will until contract is done.
std::string later_use(const QualifiedName& table);
/// Accepts it for the table and what is below it.
void accept_later_use(const Change& change, const QualifiedName& table, Draft& out);

/// A safe way to do one kind of change: one file in recipes/, and pure.
struct Recipe {
  std::string_view id;
  /// Whether this is the recipe for the change. At most one says so.
  bool (*fits)(const Change& change);
  Result<void> (*write)(const Change& change, Draft& out);
};

/// Every recipe, made from the files of recipes/.
std::span<const Recipe* const> all_recipes();

/// The change as it stands, for what has no recipe: in expand where running code does not notice
/// and it can be undone, else in contract behind a gate.
void as_written(const Change& change, Draft& out);

}  // namespace pgstage::plan
