#include "decode.hpp"

namespace pgstage::sql {

bool option_is_true(const DefElem* option) {
  if (option->arg == nullptr) return true;
  if (is(option->arg, T_Integer)) return cast<Integer>(option->arg)->ival != 0;
  if (is(option->arg, T_Boolean)) return cast<Boolean>(option->arg)->boolval;
  const auto value = string_value(option->arg);
  return value != "false" && value != "off" && value != "0";
}

namespace {

/// A word that is not reserved comes as the name of a type.
bool is_off(const DefElem* option) {
  if (!is(option->arg, T_TypeName)) return !option_is_true(option);
  const auto word = name_of(cast<::TypeName>(option->arg)->names).name;
  return word == "off" || word == "no";
}

}  // namespace

std::optional<bool> autovacuum_of(const List* options) {
  std::optional<bool> out;
  for (const DefElem* option : Elements<DefElem>(options)) {
    if (text(option->defname) != "autovacuum_enabled") continue;
    out = !is_off(option) && out.value_or(true);
  }
  return out;
}

Vacuum decode(const VacuumStmt* statement, Origin origin) {
  Vacuum out;
  std::size_t behind = origin.statement.offset;
  out.analyze_only = !statement->is_vacuumcmd;
  for (const DefElem* option : Elements<DefElem>(statement->options)) {
    if (text(option->defname) == "full") out.full = option_is_true(option);
    if (text(option->defname) == "analyze") out.analyzes = option_is_true(option);
  }
  for (const VacuumRelation* relation : Elements<VacuumRelation>(statement->rels)) {
    out.tables.push_back(name_of(relation->relation));
    const auto at = origin.at(relation->relation->location);
    out.only.push_back(origin.is_newer(NewerSyntax::Feature::Only, behind, at));
    behind = at;
    const auto columns = strings(relation->va_cols);
    out.columns.insert(out.columns.end(), columns.begin(), columns.end());
  }
  return out;
}

Truncate decode(const TruncateStmt* statement) {
  Truncate out;
  out.cascade = statement->behavior == DROP_CASCADE;
  out.restart = statement->restart_seqs;
  for (const RangeVar* table : Elements<RangeVar>(statement->relations)) {
    out.tables.push_back(name_of(table));
    out.only.push_back(!table->inh);
  }
  return out;
}

Lock decode(const LockStmt* statement) {
  Lock out;
  out.mode = static_cast<LockMode>(statement->mode - 1);
  for (const RangeVar* table : Elements<RangeVar>(statement->relations)) {
    out.tables.push_back(name_of(table));
    out.only.push_back(!table->inh);
  }
  return out;
}

Explain decode(const ExplainStmt* statement) {
  Explain out;
  if (is_query(statement->query)) out.query = {statement->query};
  for (const DefElem* option : Elements<DefElem>(statement->options)) {
    if (text(option->defname) == "analyze") out.analyze = option_is_true(option);
  }
  return out;
}

}  // namespace pgstage::sql
