#include "read_tables.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <nlohmann/json.hpp>

namespace pgstage::db {
namespace {

const std::string& text(const Value& value) {
  static const std::string nothing;
  return value ? *value : nothing;
}

bool flag(const Value& value) { return text(value) == "t"; }

char letter(const Value& value) { return text(value).empty() ? '\0' : value->front(); }

std::int64_t integer(const Value& value) { return std::strtoll(text(value).c_str(), nullptr, 10); }

/// A JSON array that the server made; NULL is an empty one, and so is one with names in an
/// encoding that the server does not know (SQL_ASCII), which JSON cannot hold.
template <class List>
List list(const Value& value) {
  const auto parsed = nlohmann::json::parse(text(value), nullptr, false);
  return parsed.is_array() ? parsed.get<List>() : List{};
}
std::vector<std::string> strings(const Value& value) {
  return list<std::vector<std::string>>(value);
}
std::vector<int> numbers(const Value& value) { return list<std::vector<int>>(value); }
std::set<std::string> string_set(const Value& value) { return list<std::set<std::string>>(value); }

Volatility volatility(const Value& value) {
  if (letter(value) == 'v') return Volatility::Volatile;
  return letter(value) == 's' ? Volatility::Stable : Volatility::Immutable;
}

Identity identity(const Value& value) {
  if (letter(value) == 'a') return Identity::Always;
  return letter(value) == 'd' ? Identity::ByDefault : Identity::None;
}

Generated generated(const Value& value) {
  if (letter(value) == 's') return Generated::Stored;
  return letter(value) == 'v' ? Generated::Virtual : Generated::None;
}

Persistence persistence(const Value& value) {
  return letter(value) == 'u' ? Persistence::Unlogged : Persistence::Permanent;
}

sql::PartitionBound::Kind strategy(const Value& value) {
  using Kind = sql::PartitionBound::Kind;
  if (letter(value) == 'r') return Kind::Range;
  if (letter(value) == 'l') return Kind::List;
  return letter(value) == 'h' ? Kind::Hash : Kind::None;
}

catalog::RelationKind relation_kind(const Value& value) {
  switch (letter(value)) {
    case 'p':
      return catalog::RelationKind::PartitionedTable;
    case 'v':
      return catalog::RelationKind::View;
    case 'm':
      return catalog::RelationKind::MaterializedView;
    case 'S':
      return catalog::RelationKind::Sequence;
    case 'f':
      return catalog::RelationKind::ForeignTable;
    default:
      return catalog::RelationKind::Table;
  }
}

ConstraintKind constraint_kind(const Value& value) {
  switch (letter(value)) {
    case 'f':
      return ConstraintKind::ForeignKey;
    case 'p':
      return ConstraintKind::PrimaryKey;
    case 'u':
      return ConstraintKind::Unique;
    case 'x':
      return ConstraintKind::Exclusion;
    case 'n':
      return ConstraintKind::NotNull;
    default:
      return ConstraintKind::Check;
  }
}

catalog::UserType::Kind type_kind(const Value& value) {
  switch (letter(value)) {
    case 'e':
      return catalog::UserType::Kind::Enum;
    case 'd':
      return catalog::UserType::Kind::Domain;
    case 'c':
      return catalog::UserType::Kind::Composite;
    default:
      return catalog::UserType::Kind::Other;
  }
}

QualifiedName name_at(const Row& row, std::size_t schema) {
  return {text(row[schema]), text(row[schema + 1])};
}

/// Schema, name, modifiers, is array, from `at` on.
catalog::Type type_at(const Row& row, std::size_t at) {
  return {.name = name_at(row, at), .modifiers = numbers(row[at + 2]), .array = flag(row[at + 3])};
}

// While a NOT NULL constraint is not validated (PostgreSQL 18), attnotnull is set all the same,
// although there may be NULLs.
void distrust_not_null(const catalog::Constraint& constraint, catalog::Relation& relation) {
  for (auto& column : relation.columns) {
    if (constraint.proves_not_null.contains(column.name)) column.not_null = false;
  }
}

/// What a generated column is computed from; an expression depends on the column that has it, too.
void take_sources(const Value& columns, catalog::Column& column) {
  column.default_value->columns = string_set(columns);
  column.default_value->columns.erase(column.name);
}

}  // namespace

catalog::Relation* Draft::relation(const Value& oid) {
  const auto found = by_oid.find(text(oid));
  return found == by_oid.end() ? nullptr : &relations[found->second];
}

void add_schema(const Row& row, Draft& draft) { draft.catalog.put_schema(text(row[0])); }

void add_builtin_function(const Row& row, Draft& draft) {
  auto& known = draft.builtins[text(row[0])];
  known = std::max(known, volatility(row[1]));
}

void add_function(const Row& row, Draft& draft) {
  draft.catalog.put_function(
      name_at(row, 0),
      {.volatility = volatility(row[2]), .at_best = volatility(row[2]), .more_overloads = true});
}

void add_type(const Row& row, Draft& draft) {
  catalog::UserType type{.kind = type_kind(row[2]), .labels = strings(row[3])};
  if (type.kind == catalog::UserType::Kind::Domain) {
    type.base = type_at(row, 4);
    type.constrained = flag(row[8]);
  }
  draft.catalog.put_type(name_at(row, 0), std::move(type));
}

void add_relation(const Row& row, Draft& draft) {
  draft.by_oid[text(row[0])] = draft.relations.size();
  catalog::Relation& relation = draft.relations.emplace_back();
  relation.name = name_at(row, 1);
  relation.kind = relation_kind(row[3]);
  relation.persistence = persistence(row[4]);
  relation.is_partition = flag(row[5]);
  relation.row_security = flag(row[6]);
  if (row[8]) {
    relation.size = catalog::Size{.rows = integer(row[7]), .bytes = integer(row[8])};
  }
}

void add_column(const Row& row, Draft& draft) {
  catalog::Relation* relation = draft.relation(row[0]);
  if (relation == nullptr) return;
  catalog::Column column{.name = text(row[1]),
                         .type = type_at(row, 2),
                         .not_null = flag(row[6]),
                         .identity = identity(row[7]),
                         .generated = generated(row[8])};
  if (row[9]) {
    column.default_value = catalog::Default{
        *row[9], std::max(volatility(row[10]), builtin_volatility(*row[9], draft.builtins))};
  }
  if (column.default_value) take_sources(row[13], column);
  if (row[12]) column.collation = name_at(row, 11);
  relation->columns.push_back(std::move(column));
}

void add_constraint(const Row& row, Draft& draft) {
  catalog::Relation* relation = draft.relation(row[0]);
  if (relation == nullptr) return;
  catalog::Constraint constraint{.name = text(row[1]),
                                 .kind = constraint_kind(row[2]),
                                 .columns = strings(row[3]),
                                 .expression = text(row[4]),
                                 .referenced = name_at(row, 5),
                                 .referenced_columns = strings(row[7]),
                                 .definition = text(row[8]),
                                 .validated = flag(row[9]),
                                 .enforced = flag(row[10]),
                                 .no_inherit = flag(row[12]),
                                 .deferrable = flag(row[11])};
  if (constraint.kind == ConstraintKind::Check) {
    constraint.proves_not_null = proven_not_null(constraint.expression);
  } else if (constraint.kind == ConstraintKind::NotNull) {
    constraint.proves_not_null = {constraint.columns.begin(), constraint.columns.end()};
    distrust_not_null(constraint, *relation);
  }
  relation->constraints.push_back(std::move(constraint));
}

void add_index(const Row& row, Draft& draft) {
  catalog::Relation* relation = draft.relation(row[0]);
  if (relation == nullptr) return;
  relation->indexes.push_back({.name = text(row[1]),
                               .columns = strings(row[2]),
                               .included = strings(row[3]),
                               .mentions = string_set(row[4]),
                               .method = text(row[5]),
                               .definition = text(row[6]),
                               .unique = flag(row[7]),
                               .valid = flag(row[8]),
                               .partial = flag(row[9]),
                               .constraint = text(row[10])});
  if (flag(row[11])) relation->clustered_on = text(row[1]);
  if (flag(row[12])) relation->replica_identity = text(row[1]);
}

void add_trigger(const Row& row, Draft& draft) {
  if (auto* relation = draft.relation(row[0])) {
    relation->triggers.push_back(
        {.name = text(row[1]), .function = name_at(row, 2), .columns = string_set(row[4])});
  }
}

void add_table_object(const Row& row, Draft& draft) {
  using Kind = catalog::TableObject::Kind;
  auto* relation = draft.relation(row[1]);
  if (relation == nullptr) return;
  const Kind kind = letter(row[0]) == 'p'   ? Kind::Policy
                    : letter(row[0]) == 'r' ? Kind::Rule
                                            : Kind::Statistics;
  catalog::TableObject object{.kind = kind, .name = name_at(row, 2), .columns = string_set(row[4])};
  if (kind == Kind::Policy) {
    object.policy = {
        .command = text(row[5]), .permissive = flag(row[6]), .roles = string_set(row[7])};
  }
  relation->objects.push_back(std::move(object));
}

void add_function_read(const Row& row, Draft& draft) {
  draft.catalog.change_function(name_at(row, 0), [&](catalog::Function& function) {
    function.reads.push_back({.relation = name_at(row, 2), .columns = string_set(row[4])});
  });
}

void add_publication(const Row& row, Draft& draft) {
  const auto* known = draft.catalog.publication(text(row[0]));
  catalog::Publication publication = known == nullptr ? catalog::Publication{} : *known;
  publication.all_tables = flag(row[1]);
  if (row[3]) publication.tables.push_back(name_at(row, 2));
  draft.catalog.put_publication(text(row[0]), std::move(publication));
}

void add_view_read(const Row& row, Draft& draft) {
  if (auto* relation = draft.relation(row[0])) {
    relation->reads.push_back({.relation = name_at(row, 1), .columns = string_set(row[3])});
  }
}

void add_parent(const Row& row, Draft& draft) {
  if (auto* relation = draft.relation(row[0])) {
    relation->parent = name_at(row, 1);
    relation->is_default_partition = flag(row[3]);
  }
}

void add_child(const Row& row, Draft& draft) {
  if (auto* relation = draft.relation(row[0])) relation->children.push_back(name_at(row, 1));
}

void add_partition_key(const Row& row, Draft& draft) {
  if (auto* relation = draft.relation(row[0])) {
    relation->partition_key = strings(row[1]);
    relation->strategy = strategy(text(row[2]));
  }
}

void add_sequence_owner(const Row& row, Draft& draft) {
  if (auto* relation = draft.relation(row[0])) {
    relation->owner_table = name_at(row, 1);
    relation->owner_column = text(row[3]);
  }
}

}  // namespace pgstage::db
