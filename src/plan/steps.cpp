#include "steps.hpp"

#include <fmt/format.h>

#include "pgstage/model/digest.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

namespace pgstage::plan {
namespace {

std::string alter(const QualifiedName& table) { return "ALTER TABLE " + table.sql(); }

}  // namespace

Step metadata_step(const Change& change, Metadata parts) {
  Step step;
  step.title = std::move(parts.title);
  step.sql = std::move(parts.sql);
  step.undo = std::move(parts.undo);
  step.probe = parts.done;
  step.post = std::move(parts.done);
  step.from = change.origin;
  return step;
}

Step concurrent_step(const Change& change, Metadata parts) {
  Step step = metadata_step(change, std::move(parts));
  step.transaction = false;
  step.undo_transaction = false;
  return step;
}

Step backfill_step(const Change& change, const Backfill& parts) {
  const std::string table = parts.table.sql();
  const std::string target = parts.target.empty() ? table : parts.target;
  const std::string wanted = parts.where.empty() ? "" : " AND (" + parts.where + ")";
  const std::string key = quote_ident(parts.key);
  const std::string reference = parts.reference.empty() ? table : parts.reference;
  const std::string within = parts.key.empty() ? block_range() : key_range(reference + "." + key);
  const std::string range = fmt::format("WHERE {}{}", within, wanted);
  Step step;
  step.kind = StepKind::Backfill;
  step.title = parts.title;
  step.sql = {parts.set.empty() ? fmt::format("DELETE FROM {} {}", target, range)
                                : fmt::format("UPDATE {} SET {} {}", target, parts.set, range)};
  step.undo = parts.undo;
  step.chunks = Chunks{
      .table = table, .walk = Walk::Blocks, .key = {}, .remaining = {}, .quiet = parts.quiet};
  if (!parts.key.empty()) {
    step.chunks->walk = Walk::Key;
    step.chunks->key = key;
  }
  if (!parts.where.empty()) {
    step.chunks->remaining = fmt::format("SELECT count(*) FROM {} {}", target, range);
  }
  step.from = change.origin;
  return step;
}

Step add_not_valid_step(const Change& change, const Validated& parts) {
  auto sql = parts.locks_first;
  sql.push_back(fmt::format("{} ADD CONSTRAINT {} {} NOT VALID", alter(parts.table),
                            quote_ident(parts.name), parts.definition));
  return metadata_step(change, {.title = fmt::format("Add {} for new rows", parts.what),
                                .sql = std::move(sql),
                                .undo = {fmt::format("{} DROP CONSTRAINT IF EXISTS {}",
                                                     alter(parts.table), quote_ident(parts.name))},
                                .done = constraint_exists(parts.table, parts.name, false)});
}

Step validate_step(const Change& change, const Validated& parts) {
  return metadata_step(change,
                       {.title = fmt::format("Check the rows that are there for {}", parts.what),
                        .sql = {fmt::format("{} VALIDATE CONSTRAINT {}", alter(parts.table),
                                            quote_ident(parts.name))},
                        .undo = {},
                        .done = constraint_exists(parts.table, parts.name, true)});
}

Step check_step(const Change& change, std::string title, std::string post) {
  Step step;
  step.kind = StepKind::Check;
  step.title = std::move(title);
  step.post = std::move(post);
  step.from = change.origin;
  return step;
}

Step no_nulls_step(const Change& change, const QualifiedName& table, const std::string& column) {
  return check_step(change,
                    fmt::format("See that no row of {} is without a \"{}\"", table.sql(), column),
                    fmt::format("SELECT NOT EXISTS (SELECT 1 FROM {} WHERE {} IS NULL)",
                                table.sql(), quote_ident(column)));
}

bool not_null_has_a_name(const Change& change) { return change.version.major >= 18; }

std::string not_null_name(const QualifiedName& table, std::string_view column) {
  return truncate_ident(fmt::format("{}_{}_not_null", table.name, column));
}

void make_not_null(const Change& change, const QualifiedName& table, const std::string& column,
                   Draft& out) {
  const std::string quoted = quote_ident(column);
  if (not_null_has_a_name(change)) {
    const Validated native{.what = fmt::format("NOT NULL of column \"{}\"", column),
                           .table = table,
                           .name = not_null_name(table, column),
                           .definition = "NOT NULL " + quoted};
    out.migrate(add_not_valid_step(change, native));
    out.migrate(validate_step(change, native));
    return;
  }
  const Validated check{.what = fmt::format("a check that column \"{}\" is not null", column),
                        .table = table,
                        .name = helper_name("pgstage_not_null", table.name, column),
                        .definition = fmt::format("CHECK ({} IS NOT NULL)", quoted)};
  out.migrate(add_not_valid_step(change, check));
  out.migrate(validate_step(change, check));
  // The valid check proves the column, so that SET NOT NULL reads nothing (release notes, 12).
  out.migrate(metadata_step(
      change,
      {.title = fmt::format("Make column \"{}\" NOT NULL, which the check has proved", column),
       .sql = {fmt::format("{} ALTER COLUMN {} SET NOT NULL", alter(table), quoted),
               fmt::format("{} DROP CONSTRAINT {}", alter(table), quote_ident(check.name))},
       .undo = {fmt::format("{} ALTER COLUMN {} DROP NOT NULL", alter(table), quoted)},
       .done = column_not_null(table, column, true)}));
}

std::string helper_name(std::string_view prefix, std::string_view a, std::string_view b) {
  std::string name{prefix};
  name += "_" + std::string{a};
  if (!b.empty()) name += "_" + std::string{b};
  if (truncate_ident(name) == name) return name;
  // Names that begin alike stay apart.
  constexpr std::size_t kDigits = 8;
  constexpr std::size_t kKept = 54;
  std::size_t kept = kKept;
  while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0U) == 0x80U) --kept;
  return name.substr(0, kept) + "_" + sha256_hex(name).substr(0, kDigits);
}

std::string column_object(const QualifiedName& table, std::string_view column) {
  return table.sql() + "." + quote_ident(column);
}

}  // namespace pgstage::plan
