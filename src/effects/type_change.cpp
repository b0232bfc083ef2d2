// Which type changes leave the rows alone: binary-coercible casts, and length coercions that the
// planner proves to do nothing (ATColumnChangeRequiresRewrite in the server). Measured on 11 to 18.
#include <algorithm>
#include <array>

#include "pgstage/effects/effects.hpp"

#include "versions.hpp"

namespace pgstage::effects {
namespace {

using catalog::Type;

bool is(const Type& type, std::string_view name) {
  return type.name.schema == "pg_catalog" && type.name.name == name;
}

struct Coercion {
  std::string_view from;
  std::string_view to;
  bool index_rebuild;  ///< The two have no operator family in common.
};

// pg_cast with castmethod 'b', between types that columns have.
constexpr auto kBinary = std::to_array<Coercion>({
    {"varchar", "text", false},  {"text", "varchar", false}, {"cidr", "inet", false},
    {"bit", "varbit", true},     {"varbit", "bit", true},    {"xml", "text", true},
    {"xml", "varchar", true},    {"int4", "oid", true},      {"oid", "int4", true},
    {"citext", "text", true},    {"text", "citext", true},   {"citext", "varchar", true},
    {"varchar", "citext", true}, {"oid", "regclass", false}, {"regclass", "oid", false},
    {"oid", "regproc", false},   {"regproc", "oid", false},  {"oid", "regtype", false},
    {"regtype", "oid", false},   {"int4", "regclass", true}, {"regclass", "int4", true},
});

/// The length or precision in force; nothing when the type has none. An interval's stands behind
/// the fields that it is restricted to.
std::optional<int> limit(const Type& type) {
  if (type.modifiers.empty()) return std::nullopt;
  if (is(type, "interval")) {
    return type.modifiers.size() > 1 ? std::optional{type.modifiers[1]} : std::nullopt;
  }
  return type.modifiers.front();
}

/// Whether every value that fits `from` fits `to` as it is.
bool widens(std::optional<int> from, std::optional<int> to) {
  return !to || (from && *from <= *to);
}

bool numeric_widens(const Type& from, const Type& to) {
  if (to.modifiers.empty()) return true;
  if (from.modifiers.empty()) return false;
  const auto scale = [](const Type& type) {
    return type.modifiers.size() > 1 ? type.modifiers[1] : 0;
  };
  return from.modifiers[0] <= to.modifiers[0] && scale(from) == scale(to);
}

bool has_fractional_seconds(const Type& type) {
  for (const std::string_view name : {"time", "timetz", "timestamp", "timestamptz", "interval"}) {
    if (is(type, name)) return true;
  }
  return false;
}

TypeChange same_type(const Type& from, const Type& to) {
  if (from.modifiers == to.modifiers) return {};
  // The length of each element is looked at, however wide; no length is none to look at.
  if (from.array) return {.rewrite = !to.modifiers.empty()};
  if (is(from, "varchar") || is(from, "varbit")) {
    return {.rewrite = !widens(limit(from), limit(to))};
  }
  if (is(from, "numeric")) return {.rewrite = !numeric_widens(from, to)};
  if (has_fractional_seconds(from)) {
    // INTERVAL_MASK(SECOND): without it the smaller fields are cut off.
    constexpr int kSecond = 1 << 12;
    const bool cuts = is(to, "interval") && !to.modifiers.empty() && from.modifiers.empty() &&
                      (to.modifiers[0] & kSecond) == 0;
    if (cuts) return {.rewrite = true};
    // No precision means six digits.
    return {.rewrite = limit(from).value_or(6) > limit(to).value_or(6)};
  }
  return {.rewrite = true};
}

/// Zones that never had an offset, by their names in the time zone database.
bool is_utc(std::string_view zone) {
  std::string lower;
  for (const char c : zone) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  std::string_view name = lower;
  if (name.starts_with("etc/")) name.remove_prefix(4);
  for (const std::string_view known :
       {"utc", "gmt", "uct", "zulu", "universal", "greenwich", "gmt0", "gmt+0", "gmt-0", "0"}) {
    if (name == known) return true;
  }
  return false;
}

/// timestamp and timestamptz hold the same number when the session's time zone is UTC; the server
/// knows that from 12 on. Nobody but the session knows its time zone.
std::optional<TypeChange> timestamp_change(const Type& from, const Type& to,
                                           const catalog::Replay& session, ServerVersion version) {
  const bool between = (is(from, "timestamp") && is(to, "timestamptz")) ||
                       (is(from, "timestamptz") && is(to, "timestamp"));
  if (!between) return std::nullopt;
  const auto zone = session.setting("timezone");
  if (!has(version, Behaviour::UtcTimestampsAreFree)) return TypeChange{.rewrite = true};
  if (!zone) return TypeChange{.rewrite = true, .certain = false};
  if (!is_utc(*zone)) return TypeChange{.rewrite = true};
  // That the old values were rounded already is not seen through the conversion.
  const bool rounds = limit(to).value_or(6) < 6;
  return TypeChange{.rewrite = rounds, .index_rebuild = true};
}

std::optional<TypeChange> binary_change(const Type& from, const Type& to) {
  const auto name = [](const Type& type) {
    const bool known = type.name.schema == "pg_catalog" || type.name.name == "citext";
    return known ? std::string_view{type.name.name} : std::string_view{};
  };
  for (const auto& each : kBinary) {
    if (each.from != name(from) || each.to != name(to)) continue;
    // A length of the new type is enforced: that of the old one does not count any more.
    return TypeChange{.rewrite = !to.modifiers.empty(), .index_rebuild = each.index_rebuild};
  }
  return std::nullopt;
}

}  // namespace

TypeChange type_change(const Type& from, const Type& to, bool has_using,
                       const catalog::Replay& session, ServerVersion version) {
  if (has_using) return {.rewrite = true};
  if (from.array != to.array) return {.rewrite = true};
  if (from.name == to.name) return same_type(from, to);
  if (from.array) return {.rewrite = true};
  if (const auto change = timestamp_change(from, to, session, version)) return *change;
  if (const auto change = binary_change(from, to)) return *change;
  const auto* domain = session.catalog().type(to.name);
  if (domain != nullptr && domain->kind == catalog::UserType::Kind::Domain) {
    if (domain->constrained) return {.rewrite = true};
    return type_change(from, domain->base, false, session, version);
  }
  const auto* old_domain = session.catalog().type(from.name);
  if (old_domain != nullptr && old_domain->kind == catalog::UserType::Kind::Domain) {
    return type_change(old_domain->base, to, false, session, version);
  }
  return {.rewrite = true};
}

}  // namespace pgstage::effects
