// pg_cast and pg_opclass of PostgreSQL 15, for the types that columns have.
#include "casts.hpp"

#include <algorithm>
#include <array>

namespace pgstage::effects {
namespace {

using catalog::Type;

struct Row {
  std::string_view key;
  std::string_view names;  ///< Each between two spaces.
};

// castcontext 'i' or 'a'. To a string type everything goes, by its output function.
constexpr auto kCasts = std::to_array<Row>({
    {"bit", " varbit "},
    {"box", " polygon "},
    {"cidr", " inet "},
    {"date", " timestamp timestamptz "},
    {"float4", " float8 int2 int4 int8 numeric "},
    {"float8", " float4 int2 int4 int8 numeric "},
    {"inet", " cidr "},
    {"int2", " float4 float8 int4 int8 numeric oid regclass regproc regrole regtype "},
    {"int4", " float4 float8 int2 int8 money numeric oid regclass regproc regrole regtype "},
    {"int8", " float4 float8 int2 int4 money numeric oid regclass regproc regrole regtype "},
    {"interval", " time "},
    {"json", " jsonb "},
    {"jsonb", " json "},
    {"macaddr", " macaddr8 "},
    {"macaddr8", " macaddr "},
    {"money", " numeric "},
    {"name", " char "},
    {"numeric", " float4 float8 int2 int4 int8 money "},
    {"oid", " int4 int8 regclass regproc regrole regtype "},
    {"path", " polygon "},
    {"point", " box "},
    {"polygon", " path "},
    {"regclass", " int4 int8 oid "},
    {"regproc", " int4 int8 oid "},
    {"regrole", " int4 int8 oid "},
    {"regtype", " int4 int8 oid "},
    {"text", " char regclass "},
    {"time", " interval timetz "},
    {"timestamp", " date time timestamptz "},
    {"timestamptz", " date time timestamp timetz "},
    {"timetz", " time "},
    {"varbit", " bit "},
    {"varchar", " char regclass "},
    {"bpchar", " char "},
    {"text", " citext "},
    {"varchar", " citext "},
    {"bpchar", " citext "},
});

constexpr std::string_view kStrings = " bpchar name text varchar citext ";

// Types that one btree operator family compares with each other.
constexpr auto kFamilies = std::to_array<std::string_view>(
    {" int2 int4 int8 ", " float4 float8 ", " text varchar name ", " date timestamp timestamptz ",
     " inet cidr ", " oid regclass regproc regtype regrole "});

// opcdefault, by access method. Arrays, enums and ranges are dealt with apart.
constexpr auto kClasses = std::to_array<Row>({
    {"btree",
     " bit bool bpchar bytea char cidr citext date float4 float8 inet int2 int4 int8 interval "
     "jsonb "
     "macaddr macaddr8 money name numeric oid pg_lsn text tid time timestamp timestamptz timetz "
     "tsquery tsvector uuid varbit varchar xid8 regclass regproc regtype regrole "},
    {"hash",
     " aclitem bool bpchar bytea char cid cidr citext date float4 float8 inet int2 int4 int8 "
     "interval jsonb macaddr macaddr8 name numeric oid pg_lsn text tid time timestamp timestamptz "
     "timetz uuid varchar xid xid8 regclass regproc regtype regrole "},
    {"gin", " jsonb tsvector "},
    {"gist", " box circle point polygon tsquery tsvector "},
    {"spgist", " box inet cidr point polygon text varchar "},
    {"brin",
     " bit box bpchar bytea char cidr date float4 float8 inet int2 int4 int8 interval macaddr "
     "macaddr8 name numeric oid pg_lsn text tid time timestamp timestamptz timetz uuid varbit "
     "varchar "},
});

bool among(std::string_view names, std::string_view name) {
  for (auto at = names.find(name, 1); at != std::string_view::npos; at = names.find(name, at + 1)) {
    if (names[at - 1] == ' ' && names[at + name.size()] == ' ') return true;
  }
  return false;
}

bool is_range(std::string_view name) { return name.ends_with("range"); }

/// A domain is what it is based on.
const Type& base_of(const Type& type, const catalog::Catalog& catalog) {
  const auto* user = catalog.type(type.name);
  const bool domain = user != nullptr && user->kind == catalog::UserType::Kind::Domain;
  return domain && !type.array ? base_of(user->base, catalog) : type;
}

bool known(const Type& type, const catalog::Catalog& catalog) {
  return type.name.schema == "pg_catalog" || type.name.name == "citext" ||
         catalog.type(type.name) != nullptr;
}

}  // namespace

std::optional<bool> assignable(const Type& from, const Type& to, const catalog::Catalog& catalog) {
  const Type& source = base_of(from, catalog);
  const Type& target = base_of(to, catalog);
  if (source.name == target.name && source.array == target.array) return true;
  if (!known(source, catalog) || !known(target, catalog)) return std::nullopt;
  if (!target.array && among(kStrings, target.name.name)) return true;
  if (source.array != target.array) return false;
  if (source.array && among(kStrings, target.name.name)) return true;
  return std::any_of(kCasts.begin(), kCasts.end(), [&](const Row& row) {
    return row.key == source.name.name && among(row.names, target.name.name);
  });
}

std::optional<bool> comparable(const Type& from, const Type& to, const catalog::Catalog& catalog) {
  const Type& a = base_of(from, catalog);
  const Type& b = base_of(to, catalog);
  if (a.name == b.name && a.array == b.array) return true;
  if (!known(a, catalog) || !known(b, catalog)) return std::nullopt;
  const bool family = std::any_of(kFamilies.begin(), kFamilies.end(), [&](std::string_view names) {
    return among(names, a.name.name) && among(names, b.name.name);
  });
  // Otherwise an implicit cast of the referencing side has to lead there.
  const bool widens =
      among(" int2 int4 int8 ", a.name.name) && among(" numeric float4 float8 ", b.name.name);
  const bool string = a.name.name == "bpchar" && among(" text varchar ", b.name.name);
  return a.array == b.array && (family || widens || string);
}

std::optional<bool> has_default_class(std::string_view method, const Type& type,
                                      const catalog::Catalog& catalog) {
  const Type& base = base_of(type, catalog);
  if (!known(base, catalog)) return std::nullopt;
  const bool ordered = method == "btree" || method == "hash";
  if (base.array) return ordered || method == "gin";
  if (const auto* user = catalog.type(base.name)) {
    if (user->kind == catalog::UserType::Kind::Enum) return ordered;
    return std::nullopt;
  }
  if (is_range(base.name.name)) return method != "gin";
  const auto row = std::find_if(kClasses.begin(), kClasses.end(),
                                [&](const Row& each) { return each.key == method; });
  if (row == kClasses.end()) return std::nullopt;
  return among(row->names, base.name.name);
}

}  // namespace pgstage::effects
