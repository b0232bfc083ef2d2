#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "attach.hpp"
#include "kept_rows.hpp"
#include "keys.hpp"
#include "new_parent.hpp"
#include "steps.hpp"
#include "words_of.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;
using catalog::Relation;
using Kind = sql::ActionKind;

class Swap {
 public:
  Swap(const Batch& batch, const Change& all, const std::vector<Change>& parts, Draft& out)
      : batch_(batch),
        all_(all),
        parts_(parts),
        names_(*renamed_away(parts.front().view, parts.front().before)),
        out_(out) {}

  Result<void> write() {
    const auto attach = std::find_if(parts_.begin(), parts_.end(), [&](const auto& part) {
      return attaches(part.view, part.before, names_);
    });
    const auto& action = *attach->action();
    const auto text = bound_text(attach->text, action.bound);
    if (!text) {
      return input_error("what stands behind the bound of the partition is not understood",
                         "Write ATTACH PARTITION with nothing but the bound.");
    }
    made_ = {.parent = names_.table,
             .partition = names_.partition,
             .bound = action.bound,
             .bound_text = *text};
    out_.rely_on(names_.table.sql());
    out_.rely_on(names_.partition.sql());
    sql_.push_back(parts_.front().text);
    undo_.push_back({fmt::format("ALTER TABLE {} RENAME TO {}", names_.partition.sql(),
                                 quote_ident(names_.table.name))});
    for (auto part = std::next(parts_.begin()); part != parts_.end(); ++part) {
      auto done = part == attach ? take_attachment(*part) : take(*part);
      if (!done) return done;
    }
    put();
    warn();
    return {};
  }

 private:
  Prepared prepared() const { return {all_, names_.table}; }

  void add(std::vector<std::string> sql, std::vector<std::string> undo = {}) {
    std::move(sql.begin(), sql.end(), std::back_inserter(sql_));
    if (!undo.empty()) undo_.push_back(std::move(undo));
  }

  Result<void> take_attachment(const Change& part) {
    auto attaching = prepare_attach(part, made_, prepared(), out_);
    if (!attaching) return attaching.error();
    checked_ = checked_ || attaching->checked;
    locks_.insert(locks_.end(), attaching->locks.begin(), attaching->locks.end());
    add(std::move(attaching->first));
    add({part.text});
    last_ = std::move(attaching->last);
    detached_.insert(detached_.end(), attaching->undo.begin(), attaching->undo.end());
    return {};
  }

  Result<void> take(const Change& part) {
    const auto* action = part.action();
    const bool of_partition = action != nullptr && part.table() == names_.partition;
    if (makes_parent(part.view, part.before, names_)) {
      add({part.text}, {"DROP TABLE " + names_.table.sql()});
      return {};
    }
    if (of_partition && action->kind == Kind::AddConstraint) return take_constraint(part);
    if (of_partition && hoisted_.contains(std::string{action->name})) {
      if (action->kind == Kind::ValidateConstraint) return validate(part);
      if (action->kind == Kind::DropConstraint) {
        add({part.text});
        return {};
      }
    }
    if (is_index_of(part.view, part.before, names_.table)) return take_index(part);
    if (!is_brief(part.effects, part.before.catalog())) return refuse(part);
    if (is_of_new_ones(part)) {
      add({part.text});
      return {};
    }
    return take_as_written(part);
  }

  /// Checks are proved before; the others the script has to bring about by itself.
  Result<void> take_constraint(const Change& part) {
    const auto& definition = *part.action()->constraint;
    const auto* before = part.relation(names_.partition);
    const auto* after = part.after.catalog().relation(names_.partition);
    for (const auto& made : after->constraints) {
      const bool check = made.kind == ConstraintKind::Check && !made.definition.empty();
      if (!check || before->constraint(made.name) != nullptr) continue;
      const auto validated = check_of(made);
      hoisted_.insert(made.name);
      checked_ = true;
      out_.migrate(add_not_valid_step(part, validated));
      if (!definition.not_valid) out_.migrate(validate_step(part, validated));
      return {};
    }
    return refuse(part);
  }

  Result<void> validate(const Change& part) {
    const auto& name = std::string{part.action()->name};
    const auto* known = part.relation(names_.partition)->constraint(name);
    if (known == nullptr) return refuse(part);
    out_.migrate(validate_step(part, check_of(*known)));
    return {};
  }

  Validated check_of(const Constraint& made) const {
    return {.what = fmt::format("check \"{}\"", made.name),
            .table = names_.table,
            .name = made.name,
            .definition = made.definition,
            .locks_first = {}};
  }

  Result<void> take_index(const Change& part) {
    Attaching attaching;
    auto built = build_missing_indexes(part, made_, prepared(), out_, attaching);
    if (!built) return built;
    add(std::move(attaching.first));
    add({part.text});
    detached_.insert(detached_.end(), attaching.undo.begin(), attaching.undo.end());
    return {};
  }

  /// What goes with the new table when that goes.
  bool is_of_new_ones(const Change& part) const {
    const auto& locks = part.effects.locks;
    return !words_of(part.text).contains(names_.partition.name) &&
           std::none_of(locks.begin(), locks.end(),
                        [&](const auto& lock) { return part.live(lock.relation); });
  }

  Result<void> take_as_written(const Change& part) {
    Draft draft;
    as_written(part, draft);
    const auto& entry = draft.entries().front();
    add(entry.step.sql, entry.step.undo);
    if (draft.keeps_definitions()) out_.keep_definitions();
    if (entry.phase != PhaseName::Contract) return {};
    for_good_ = true;
    const auto* action = part.action();
    if (action == nullptr || action->kind != Kind::DropConstraint) return {};
    Draft dropping;
    if (auto written = batch_.write(part, dropping); !written) return written;
    for (const auto& gate : dropping.gates()) {
      out_.gate(PhaseName::Contract, by_first_name(gate.gate.says));
    }
    return {};
  }

  /// Before the gate the table has its first name.
  std::string by_first_name(std::string words) const {
    const auto later = names_.partition.sql();
    const auto at = words.find(later);
    return at == std::string::npos ? words : words.replace(at, later.size(), names_.table.sql());
  }

  Result<void> refuse(const Change& part) const {
    return input_error(
        fmt::format("line {} is more than a moment's work, and stands between the statements that "
                    "put a partitioned table into the place of {}",
                    part.script.lines().position(part.statement.span().offset).line,
                    names_.table.sql()),
        fmt::format("Do it to {} in a migration before this one.", names_.table.sql()));
  }

  const Relation& parent() const { return *all_.after.catalog().relation(names_.table); }

  /// Rows that came to other partitions meanwhile.
  std::vector<std::string> bring_rows_back() const {
    if (parent().children.size() < 2) return {};
    std::vector<std::string> columns;
    for (const auto& column : parent().columns) {
      if (column.generated == Generated::None) columns.push_back(column.name);
    }
    std::vector<std::string> out;
    if (!all_.relation(names_.table)->triggers.empty()) out.push_back(no_user_triggers());
    out.push_back(fmt::format("INSERT INTO {0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM {2}",
                              names_.partition.sql(), column_list(columns), names_.table.sql()));
    return out;
  }

  Metadata metadata() {
    Metadata out{
        .title = fmt::format("Let {}, from now on {}, be a partition of the new {}",
                             names_.table.sql(), names_.partition.sql(), names_.table.sql()),
        .sql = locks_,
        .undo = {},
        .done = is_part_of(names_.partition, names_.table)};
    const auto append = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(out.sql, sql_);
    append(out.sql, last_);
    if (for_good_) return out;
    out.undo.push_back(fmt::format("ALTER TABLE {} DETACH PARTITION {}", names_.table.sql(),
                                   names_.partition.sql()));
    append(out.undo, bring_rows_back());
    append(out.undo, detached_);
    for (auto each = undo_.rbegin(); each != undo_.rend(); ++each) append(out.undo, *each);
    return out;
  }

  void put() {
    out_.take_over(names_.table);
    out_.bring(names_.partition);
    for (const auto& child : parent().children) out_.bring(child);
    if (checked_) out_.gate(PhaseName::Migrate, stay_inside(names_.table, made_));
    Step step = metadata_step(all_, metadata());
    if (!for_good_) {
      if (!checked_) out_.gate(PhaseName::Migrate, fits_partitions());
      return out_.migrate(std::move(step));
    }
    out_.gate(PhaseName::Contract, fits_partitions());
    out_.accept(later_use(names_.table));
    for (const auto& child : parent().children) out_.accept(later_use(child));
    out_.contract_for_good(std::move(step));
  }

  std::string fits_partitions() const {
    return fmt::format("deploy code whose writes to {} have a partition to go to",
                       names_.table.sql());
  }

  /// What a new table of the same name does not have by itself.
  void warn() {
    const auto table = names_.table.sql();
    const auto partition = names_.partition.sql();
    const auto& before = all_.before.catalog();
    const bool granted = std::any_of(parts_.begin(), parts_.end(), [](const auto& part) {
      return std::holds_alternative<sql::Grant>(part.view);
    });
    if (!granted) {
      out_.warn(fmt::format("the new {} is its owner's alone: add the grants that code needs of it",
                            table));
    }
    for (const auto& other : before.referencing(names_.table)) {
      if (other == names_.table) continue;
      out_.warn(
          fmt::format("the foreign key of {} goes on referencing {} and finds no row in any "
                      "other partition of {}",
                      other.sql(), partition, table));
    }
    for (const auto& reader : before.readers(names_.table)) {
      out_.warn(fmt::format("{} goes on reading {} and shows no row of any other partition of {}",
                            reader.sql(), partition, table));
    }
  }

  const Batch& batch_;
  const Change& all_;
  const std::vector<Change>& parts_;
  NewParent names_;
  Draft& out_;
  NewPartition made_;
  std::vector<std::string> locks_;
  std::vector<std::string> sql_;
  std::vector<std::string> last_;
  std::vector<std::string> detached_;           ///< Undone right behind the attachment.
  std::vector<std::vector<std::string>> undo_;  ///< By statement, to be run from the last.
  std::set<std::string> hoisted_;               ///< Checks that are there before.
  bool checked_ = false;
  bool for_good_ = false;
};

}  // namespace

Result<void> write_new_parent(const Batch& batch, const Change& all,
                              const std::vector<Change>& parts, Draft& out) {
  return Swap(batch, all, parts, out).write();
}

}  // namespace pgstage::plan
