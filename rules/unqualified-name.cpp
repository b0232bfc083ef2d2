#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {
namespace {

using Names = std::vector<sql::Name>;

bool has_schemas(sql::ObjectKind object) {
  return object != sql::ObjectKind::Schema && object != sql::ObjectKind::Extension &&
         object != sql::ObjectKind::Other;
}

void take_references(const std::vector<sql::ConstraintDefinition>& constraints, Names& out) {
  for (const auto& each : constraints) {
    if (each.kind == ConstraintKind::ForeignKey) out.push_back(each.referenced);
  }
}

void take(const sql::Expression& query, Names& out) {
  for (const auto& use : sql::facts(query).relations) out.push_back(use.name);
}

/// The relations, types and functions that the statement names; some of them twice.
class Taking {
 public:
  Names names;

  void take(const sql::CreateTable& each) {
    if (each.persistence != Persistence::Temporary) names.push_back(each.name);
    names.insert(names.end(), each.inherits.begin(), each.inherits.end());
    take_references(each.constraints, names);
    for (const auto& column : each.columns) take_references(column.constraints, names);
  }
  void take(const sql::AlterTable& each) {
    names.push_back(each.name);
    for (const auto& action : each.actions) {
      if (action.constraint) take_references({*action.constraint}, names);
      if (action.column) take_references(action.column->constraints, names);
      if (!action.other.name.empty()) names.push_back(action.other);
    }
  }
  void take(const sql::CreateTableAs& each) {
    if (each.persistence != Persistence::Temporary) names.push_back(each.name);
    rules::take(each.query, names);
  }
  void take(const sql::CreateView& each) {
    if (each.persistence != Persistence::Temporary) names.push_back(each.name);
    rules::take(each.query, names);
  }
  void take(const sql::Drop& each) {
    if (has_schemas(each.object)) names.insert(names.end(), each.names.begin(), each.names.end());
  }
  void take(const sql::Rename& each) {
    if (has_schemas(each.object)) names.push_back(each.name);
  }
  void take(const sql::Query& each) { rules::take(each.whole, names); }
  void take(const sql::Truncate& each) { names = each.tables; }
  void take(const sql::Copy& each) {
    if (!each.table.name.empty()) names.push_back(each.table);
  }
  void take(const sql::CreateIndex& each) { names.push_back(each.table); }
  void take(const sql::CreateTrigger& each) { names.push_back(each.table); }
  void take(const sql::TableObject& each) { names.push_back(each.table); }
  void take(const sql::Refresh& each) { names.push_back(each.view); }
  void take(const sql::CreateSequence& each) { names.push_back(each.name); }
  void take(const sql::AlterSequence& each) { names.push_back(each.name); }
  void take(const sql::CreateEnum& each) { names.push_back(each.name); }
  void take(const sql::AlterEnum& each) { names.push_back(each.name); }
  void take(const sql::CreateDomain& each) { names.push_back(each.name); }
  void take(const sql::CreateType& each) { names.push_back(each.name); }
  void take(const sql::CreateFunction& each) { names.push_back(each.name); }
};

template <class Statement>
concept HasNames = requires(Taking& taking, const Statement& statement) {
  taking.take(statement);
};

bool is_bare(const sql::Name& name, const lint::Context& context) {
  return name.schema.empty() && !name.name.starts_with("pg_") &&
         context.before.resolve(name).schema != catalog::kTemporarySchema;
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (context.before.setting("search_path")) return;
  Taking taking;
  std::visit(
      [&](const auto& statement) {
        if constexpr (HasNames<std::decay_t<decltype(statement)>>) taking.take(statement);
      },
      context.view);
  const auto bare = std::find_if(taking.names.begin(), taking.names.end(),
                                 [&](const auto& name) { return is_bare(name, context); });
  if (bare == taking.names.end()) return;
  out.add({.span = context.statement.span(),
           .message = "\"" + std::string{bare->name} + "\" is named without its schema"});
}

}  // namespace

extern const lint::Rule unqualified_name = {
    .info =
        {
            .id = "unqualified-name",
            .title = "a table is named without its schema",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Style,
            .why =
                "Without a schema the name means the first table of the search path that has it. "
                "That depends on the role, the database and the session, so one migration may "
                "make or change different tables in two places.",
            .instead = "Write the schema before the name, as in public.users.",
            .fine =
                "The script sets search_path itself, or the table is temporary, a system catalog, "
                "or the name of a WITH query.",
            .source = "Schemas, The Schema Search Path",
            .aliases = "bytebase:NAMING_FULLY_QUALIFIED bytebase:STATEMENT_CREATE_SPECIFY_SCHEMA "
                       "pgrubic:SM001 squawk:require-table-schema require-schema-qualified",
        },
    .check = check,
};

}  // namespace pgstage::rules
