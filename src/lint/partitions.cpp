#include "pgstage/lint/partitions.hpp"

#include <algorithm>

#include "pgstage/catalog/partition_bound.hpp"
#include "pgstage/catalog/tree.hpp"
#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/rewrite.hpp"

namespace pgstage::lint {
namespace {

using catalog::Relation;
using effects::Why;

std::string drop_check(const QualifiedName& table, const std::string& name) {
  return "ALTER TABLE " + table.sql() + " DROP CONSTRAINT " + quote_ident(name);
}

/// `FOR VALUES …` or `DEFAULT` of CREATE TABLE … PARTITION OF, when nothing else is asked for.
std::optional<std::string> bound_text(const Context& context, const sql::CreateTable& create) {
  const bool plain = create.columns.empty() && create.constraints.empty() && !create.partitioned &&
                     create.tablespace.empty() && !create.if_not_exists &&
                     create.persistence == Persistence::Permanent;
  const auto text = context.script.text(context.statement.span());
  sql::Lexer lexer(text);
  sql::Token token;
  std::optional<std::size_t> begin;
  bool values = false;
  for (int depth = 0; lexer.next_significant(token);) {
    if (lexer.is_punctuation(token, '(')) ++depth;
    if (lexer.is_punctuation(token, ')')) --depth;
    if (depth > 0) continue;
    const bool starts = lexer.is_word(token, "for") || lexer.is_word(token, "default");
    if (!begin && starts) begin = token.span.offset;
    // WITH and USING of the table's storage come last.
    const bool storage = lexer.is_word(token, "using") || (lexer.is_word(token, "with") && !values);
    if (begin && storage) return std::nullopt;
    values = lexer.is_word(token, "values");
  }
  if (!plain || !begin) return std::nullopt;
  return std::string{text.substr(*begin)};
}

std::string list(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "(" : ", ") + quote_ident(column);
  return out.empty() ? out : out + ")";
}

std::string_view action_words(ReferentialAction action) {
  switch (action) {
    case ReferentialAction::Restrict:
      return "RESTRICT";
    case ReferentialAction::Cascade:
      return "CASCADE";
    case ReferentialAction::SetNull:
      return "SET NULL";
    case ReferentialAction::SetDefault:
      return "SET DEFAULT";
    default:
      return {};
  }
}

/// What follows the name of a foreign key. One that is DEFERRABLE may be INITIALLY so or not.
std::optional<std::string> definition_of(const catalog::Constraint& key) {
  if (!key.definition.empty()) return key.definition;
  if (key.deferrable || key.columns.empty()) return std::nullopt;
  std::string out = "FOREIGN KEY " + list(key.columns) + " REFERENCES " + key.referenced.sql();
  if (!key.referenced_columns.empty()) out += " " + list(key.referenced_columns);
  const auto on_delete = action_words(key.on_delete);
  const auto on_update = action_words(key.on_update);
  if (!on_delete.empty()) out += " ON DELETE " + std::string{on_delete};
  if (!on_update.empty()) out += " ON UPDATE " + std::string{on_update};
  return out;
}

class Preparation {
 public:
  Preparation(const Context& context, const effects::Effects& effects, const NewPartition& made)
      : context_(context), effects_(effects), made_(made) {}

  std::optional<std::string> write() {
    if (!create()) return std::nullopt;
    if (!prove_partition() || !index_partition() || !key_partition() || !prove_default()) {
      return std::nullopt;
    }
    limit_wait();
    statements_.push_back(attach_);
    statements_.insert(statements_.end(), after_.begin(), after_.end());
    return joined(statements_);
  }

 private:
  bool create() {
    const auto* create = std::get_if<sql::CreateTable>(&context_.view);
    if (create == nullptr) {
      attach_ = std::string{context_.script.text(context_.statement.span())};
      return true;
    }
    const auto bound = bound_text(context_, *create);
    if (!bound) return false;
    statements_.push_back("CREATE TABLE " + made_.partition.sql() + " (LIKE " + made_.parent.sql() +
                          " INCLUDING ALL EXCLUDING IDENTITY EXCLUDING STATISTICS)");
    attach_ = "ALTER TABLE " + made_.parent.sql() + " ATTACH PARTITION " + made_.partition.sql() +
              " " + *bound;
    return true;
  }

  bool scans(const QualifiedName& root, Why why) const {
    return std::any_of(effects_.scans.begin(), effects_.scans.end(), [&](const auto& scan) {
      return scan.why == why && context_.live(scan.table) && is_below(context_, scan.table, root);
    });
  }

  bool check(const QualifiedName& table, const std::string& name,
             const std::optional<std::string>& condition) {
    if (!condition) return false;
    const auto cut = truncate_ident(name);
    for (auto& each : proved_check(table, cut, *condition)) statements_.push_back(std::move(each));
    after_.push_back(drop_check(table, cut));
    return true;
  }

  bool prove_partition() {
    if (!scans(made_.partition, Why::ProvePartitionBound)) return true;
    if (made_.parent_known == nullptr) return false;
    return check(made_.partition, made_.partition.name + "_bound",
                 catalog::inside(*made_.parent_known, *made_.bound));
  }

  bool prove_default() {
    if (effects_.scans.empty()) return true;
    const auto* other = default_partition(context_, made_.parent_known);
    if (other == nullptr || !scans(other->name, Why::ProvePartitionBound)) return true;
    return check(other->name, other->name.name + "_not_" + made_.partition.name,
                 catalog::outside(*made_.parent_known, *made_.bound));
  }

  bool index_partition() {
    for (const auto& build : effects_.index_builds) {
      if (!context_.live(build.table)) continue;
      if (build.table != made_.partition || made_.parent_known == nullptr) return false;
      const auto& all = made_.parent_known->indexes;
      const auto of = std::find_if(all.begin(), all.end(), [&](const auto& index) {
        return build.index.name == made_.partition.name + "_" + index.name;
      });
      if (of == all.end() || !index_like(*of)) return false;
    }
    return true;
  }

  bool index_like(const catalog::Index& index) {
    const auto name = name_of_part(index.name, made_.parent, made_.partition);
    const QualifiedName part{made_.partition.schema, name};
    const auto& catalog = context_.before.catalog();
    const bool taken = catalog.table_of_index(part) != nullptr || catalog.relation(part) != nullptr;
    if (taken || name != truncate_ident(name)) return false;
    if (index.constraint.empty()) {
      if (index.definition.empty()) return false;
      statements_.push_back(sql::concurrent_index(index.definition, name, made_.partition.sql()));
      return true;
    }
    const auto* constraint = made_.parent_known->constraint(index.constraint);
    if (constraint == nullptr || constraint->kind == ConstraintKind::Exclusion) return false;
    const bool primary = constraint->kind == ConstraintKind::PrimaryKey;
    statements_.push_back("CREATE UNIQUE INDEX CONCURRENTLY " + quote_ident(name) + " ON " +
                          made_.partition.sql() + " " + list(index.columns));
    statements_.push_back("ALTER TABLE " + made_.partition.sql() + " ADD CONSTRAINT " +
                          quote_ident(name) + (primary ? " PRIMARY KEY" : " UNIQUE") +
                          " USING INDEX " + quote_ident(name));
    return true;
  }

  bool key_partition() {
    if (!scans(made_.partition, Why::ValidateForeignKey)) return true;
    if (is_partitioned(made_.partition_known)) return false;
    for (const auto& key : made_.parent_known->constraints) {
      if (key.kind != ConstraintKind::ForeignKey) continue;
      const auto* own = own_key(*made_.partition_known, key.columns, key.referenced);
      if (own != nullptr && own->validated) continue;
      const std::string alter = "ALTER TABLE " + made_.partition.sql();
      if (own == nullptr) {
        const auto definition = definition_of(key);
        if (!definition || made_.partition_known->constraint(key.name) != nullptr) return false;
        statements_.push_back(alter + " ADD CONSTRAINT " + quote_ident(key.name) + " " +
                              *definition + " NOT VALID");
      }
      statements_.push_back(alter + " VALIDATE CONSTRAINT " +
                            quote_ident(own == nullptr ? key.name : own->name));
    }
    return true;
  }

  /// Foreign keys that are taken over shut what they reference for a moment.
  void limit_wait() {
    const bool known = made_.attached && made_.parent_known != nullptr;
    if (!known || context_.lock_timeout_set()) return;
    const auto& all = made_.parent_known->constraints;
    const bool keys = std::any_of(all.begin(), all.end(), [](const auto& each) {
      return each.kind == ConstraintKind::ForeignKey;
    });
    if (keys) statements_.push_back("SET lock_timeout = '2s'");
  }

  const Context& context_;
  const effects::Effects& effects_;
  const NewPartition& made_;
  std::string attach_;
  std::vector<std::string> statements_;
  std::vector<std::string> after_;
};

}  // namespace

std::optional<NewPartition> new_partition(const Context& context) {
  const auto& catalog = context.before.catalog();
  NewPartition out;
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    if (!create->partition_of || create->inherits.empty()) return std::nullopt;
    out.parent = context.before.resolve(create->inherits.front());
    out.partition = context.before.resolve_new(create->name);
    out.bound = &create->bound;
    // IF NOT EXISTS, and it does.
    if (catalog.relation(out.partition) != nullptr) return std::nullopt;
  } else {
    const auto* action = action_of(context, 0);
    if (action == nullptr || action->kind != sql::ActionKind::AttachPartition) return std::nullopt;
    out.parent = context.before.resolve(std::get<sql::AlterTable>(context.view).name);
    out.partition = context.before.resolve(action->other);
    out.partition_known = catalog.relation(out.partition);
    out.bound = &action->bound;
    out.attached = true;
  }
  out.parent_known = catalog.relation(out.parent);
  return out;
}

const Relation* default_partition(const Context& context, const Relation* parent) {
  if (parent == nullptr) return nullptr;
  for (const auto& child : parent->children) {
    const auto* each = context.before.catalog().relation(child);
    if (each != nullptr && each->is_default_partition) return each;
  }
  return nullptr;
}

bool is_below(const Context& context, const QualifiedName& table, const QualifiedName& root) {
  if (table == root) return true;
  const auto below = catalog::descendants(context.before.catalog(), root);
  return std::find(below.begin(), below.end(), table) != below.end();
}

bool may_prove(const Relation* table, const Relation* parent) {
  if (table == nullptr) return false;
  const bool single = parent != nullptr && parent->partition_key.size() == 1;
  return std::any_of(table->constraints.begin(), table->constraints.end(), [&](const auto& check) {
    if (check.kind != ConstraintKind::Check || !check.validated) return false;
    if (!single) return true;
    const auto& key = parent->partition_key.front();
    const auto& terms = check.comparisons;
    return std::find(check.columns.begin(), check.columns.end(), key) != check.columns.end() &&
           std::none_of(terms.begin(), terms.end(),
                        [&](const auto& term) { return term.column == key; });
  });
}

std::optional<std::string> prepared(const Context& context, const effects::Effects& effects) {
  const auto made = new_partition(context);
  if (!made) return std::nullopt;
  return Preparation(context, effects, *made).write();
}

}  // namespace pgstage::lint
