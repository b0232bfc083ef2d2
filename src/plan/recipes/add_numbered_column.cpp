// Add a serial or identity column to a table that is in use. At once, every row would be written
// anew while others wait; so new rows get a number from the first moment on, old ones in chunks.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"

#include "constraints.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool is_serial(const sql::ColumnDefinition& column) {
  return column.type.name.schema.empty() &&
         column.type.name.name.find("serial") != std::string_view::npos;
}

bool fits(const Change& change) {
  const auto* action = change.action();
  if (action == nullptr || action->kind != sql::ActionKind::AddColumn) return false;
  const auto& column = *action->column;
  return (is_serial(column) || column.identity != Identity::None) && change.live(change.table());
}

struct NumberedColumn {
  QualifiedName table;
  std::string name;
  std::string type;
  /// That of the serial column; of an identity column, one that numbers until its own can.
  QualifiedName sequence;
  std::string options;  ///< `(START WITH 10)`, as behind AS IDENTITY.
  Identity identity = Identity::None;
  std::string owner;  ///< Of the table; empty: not known.

  std::string alter() const {
    return fmt::format("ALTER TABLE {} ALTER COLUMN {}", table.sql(), quote_ident(name));
  }
  std::string next() const {
    return fmt::format("nextval({}::regclass)", quote_literal(sequence.sql()));
  }
  /// The sequence of the identity column.
  std::string own_sequence() const {
    return fmt::format("pg_get_serial_sequence({}, {})::regclass", quote_literal(table.sql()),
                       quote_literal(name));
  }
  /// A column can own a sequence of its table's owner alone.
  std::vector<std::string> make_sequence() const {
    const std::string inside = options.empty() ? "" : " " + options.substr(1, options.size() - 2);
    std::vector<std::string> out = {
        fmt::format("CREATE SEQUENCE {} AS {}{}", sequence.sql(), type, inside)};
    if (!owner.empty()) {
      out.push_back(
          fmt::format("ALTER SEQUENCE {} OWNER TO {}", sequence.sql(), quote_ident(owner)));
    }
    return out;
  }
  std::string own() const {
    return fmt::format("ALTER SEQUENCE {} OWNED BY {}", sequence.sql(), column_object(table, name));
  }
};

/// What stands in parentheses behind IDENTITY.
std::string identity_options(std::string_view text) {
  sql::Lexer lexer(text);
  sql::Token token;
  while (lexer.next_significant(token) && !lexer.is_word(token, "identity")) {
  }
  if (!lexer.next_significant(token) || !lexer.is_punctuation(token, '(')) return {};
  const auto begin = token.span.offset;
  while (lexer.next_significant(token) && !lexer.is_punctuation(token, ')')) {
  }
  return std::string{text.substr(begin, token.span.end() - begin)};
}

/// Chosen by PostgreSQL.
QualifiedName sequence_of(const Change& change, const QualifiedName& table,
                          std::string_view column) {
  for (const auto& name : change.after.catalog().owned_sequences(table)) {
    const auto* sequence = change.after.catalog().relation(name);
    if (sequence->owner_column == column && change.relation(name) == nullptr) return name;
  }
  return {table.schema, helper_name(table.name, column, "seq")};
}

NumberedColumn read(const Change& change) {
  const auto& column = *change.action()->column;
  NumberedColumn out;
  out.table = change.table();
  out.name = std::string{column.name};
  out.type = catalog::to_string(catalog::resolve_type(column.type, change.before.catalog()));
  out.identity = column.identity;
  if (const auto* table = change.relation(out.table)) out.owner = table->owner;
  if (out.identity == Identity::None) {
    out.sequence = sequence_of(change, out.table, out.name);
  } else {
    out.sequence = {out.table.schema, helper_name("pgstage_numbers", out.table.name, out.name)};
    out.options = identity_options(change.text);
  }
  return out;
}

void add(const Change& change, const NumberedColumn& column, Draft& out) {
  const std::string table = "ALTER TABLE " + column.table.sql();
  const std::string name = quote_ident(column.name);
  auto sql = column.make_sequence();
  // In one statement: no row without a number can come in between.
  sql.push_back(fmt::format("{} ADD COLUMN {} {}, ALTER COLUMN {} SET DEFAULT {}", table, name,
                            column.type, name, column.next()));
  sql.push_back(column.own());
  out.expand(
      metadata_step(change, {.title = fmt::format("Add column \"{}\" to {}, which numbers new rows",
                                                  column.name, column.table.sql()),
                             .sql = std::move(sql),
                             .undo = {fmt::format("{} DROP COLUMN {}", table, name)},
                             .done = column_is(column.table, column.name, column.type)}));
}

void number_old_rows(const Change& change, const NumberedColumn& column, Draft& out) {
  const std::string name = quote_ident(column.name);
  out.migrate(
      backfill_step(change, {.title = fmt::format("Number the old rows of {}", column.table.sql()),
                             .table = column.table,
                             .set = fmt::format("{} = {}", name, column.next()),
                             .where = name + " IS NULL",
                             .undo = {}}));
  // In which order the rows are numbered, nobody has said.
  out.accept("values of " + column_object(column.table, column.name));
  for (const auto& part : catalog::descendants(change.before.catalog(), column.table)) {
    out.accept("values of " + column_object(part, column.name));
  }
}

std::string go_on_from(const std::string& sequence, const std::string& number) {
  return fmt::format("SELECT setval({}, {}, false)", sequence, number);
}

/// The two sequences take over from each other under the lock that keeps everybody from inserting.
void make_identity(const Change& change, const NumberedColumn& column, Draft& out) {
  const std::string alter = column.alter();
  const std::string kind = column.identity == Identity::Always ? "ALWAYS" : "BY DEFAULT";
  const std::string helper = quote_literal(column.sequence.sql()) + "::regclass";
  const std::string lock =
      fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", column.table.sql());
  std::vector<std::string> undo = {lock};
  for (auto& statement : column.make_sequence()) undo.push_back(std::move(statement));
  undo.push_back(go_on_from(helper, fmt::format("nextval({})", column.own_sequence())));
  undo.push_back(alter + " DROP IDENTITY");
  undo.push_back(fmt::format("{} SET DEFAULT {}", alter, column.next()));
  undo.push_back(column.own());
  out.migrate(metadata_step(
      change, {.title = fmt::format("Make column \"{}\" an identity column", column.name),
               .sql = {lock, alter + " DROP DEFAULT",
                       fmt::format("{} ADD GENERATED {} AS IDENTITY{}{}", alter, kind,
                                   column.options.empty() ? "" : " ", column.options),
                       // Of two that a column owns, nobody says which one is found.
                       fmt::format("ALTER SEQUENCE {} OWNED BY NONE", column.sequence.sql()),
                       go_on_from(column.own_sequence(), fmt::format("nextval({})", helper)),
                       "DROP SEQUENCE " + column.sequence.sql()},
               .undo = std::move(undo),
               .done = fmt::format(
                   "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = "
                   "to_regclass({}) AND a.attname = {} AND a.attidentity <> '')",
                   quote_literal(column.table.sql()), quote_literal(column.name))}));
}

Result<void> write(const Change& change, Draft& out) {
  const NumberedColumn column = read(change);
  const auto* table = change.relation(column.table);
  if (table != nullptr && table->column(column.name) != nullptr) return {};
  out.rely_on(column_object(column.table, column.name));
  out.rely_on(column.sequence.sql());
  add(change, column, out);
  number_old_rows(change, column, out);
  const auto& constraints = change.action()->column->constraints;
  const bool primary = std::any_of(constraints.begin(), constraints.end(), [](const auto& each) {
    return each.kind == ConstraintKind::PrimaryKey;
  });
  // A primary key makes its columns NOT NULL itself.
  if (!primary) make_not_null(change, column.table, column.name, out);
  for (const auto& constraint : constraints) {
    auto added = add_safely(change, column.table, constraint, column.name, out);
    if (!added) return added;
  }
  if (column.identity != Identity::None) make_identity(change, column, out);
  return {};
}

}  // namespace

extern const Recipe add_numbered_column = {
    .id = "add_numbered_column", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes
