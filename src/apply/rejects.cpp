#include "rejects.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

#include "steps.hpp"

namespace pgstage::apply {
namespace {

/// So many are no exceptions any more: the conversion is wrong.
constexpr std::size_t kMostRejects = 100;
constexpr std::size_t kMostNamed = 10;

// Of what names one row for certain, the primary key before anything else.
constexpr std::string_view kKey = R"(
SELECT (SELECT string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY k.place)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
         WHERE k.place <= i.indnkeyatts)
  FROM pg_catalog.pg_index i
 WHERE i.indrelid = {}::pg_catalog.regclass AND i.indisunique AND i.indisvalid
   AND i.indpred IS NULL AND i.indexprs IS NULL
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indrelid
                      AND a.attnum = ANY (i.indkey) AND NOT a.attnotnull)
 ORDER BY NOT i.indisprimary, i.indexrelid LIMIT 1)";

std::string with_columns(const std::string& columns, const std::string& values) {
  return fmt::format("({}) = ({})", columns, values);
}

}  // namespace

bool is_about_data(const Error& error) {
  return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23");
}

Result<void> Rejects::learn_key() {
  auto rows = runner_.session().run(fmt::format(kKey, quote_literal(step_.chunks->table)));
  if (!rows) return rows.error();
  columns_ = rows->rows.empty() ? "" : rows->rows[0][0].value_or("");
  return {};
}

Result<void> Rejects::reject(const std::string& row, const Error& error) {
  auto& journal = runner_.journal();
  if (auto added = journal.add_reject(runner_.session(), step_.id, row, error.sqlstate); !added) {
    return added;
  }
  messages_[row] = error.message;
  runner_.around().observer.row_rejected(step_, row, error.message);
  auto all = journal.rejects(runner_.session(), step_.id);
  if (!all) return all.error();
  return all->size() < kMostRejects ? Result<void>{} : Result<void>{failed(*all)};
}

Result<bool> Rejects::take_up(bool resumed) {
  auto& session = runner_.session();
  auto all = runner_.journal().rejects(session, step_.id);
  if (!all) return all.error();
  if (resumed && all->size() + 1 < kMostRejects) return true;
  if (all->empty()) return resumed;
  if (auto forgot = runner_.journal().forget_rejects(session, step_.id); !forgot) {
    return forgot.error();
  }
  return false;
}

Result<std::int64_t> Rejects::change_one_by_one(const std::string& block) {
  auto& session = runner_.session();
  if (auto learned = learn_key(); !learned) return learned.error();
  const std::string key = columns_.empty() ? "ctid" : columns_;
  auto rows = session.query(
      fmt::format("SELECT ctid, tableoid, pg_catalog.concat_ws(', ', {}) FROM {} WHERE {}", key,
                  step_.chunks->table, plan::block_range()),
      {plan::line_of_block(std::stoll(block)), plan::line_of_block(std::stoll(block) + 1)});
  if (!rows) return rows.error();
  std::int64_t changed = 0;
  for (const auto& row : rows->rows) {
    if (auto saved = session.run("SAVEPOINT pgstage_row"); !saved) return saved.error();
    auto done = session.query(plan::for_one_row(step_.sql.front()), {row[0], row[1]});
    if (done) changed += done->affected;
    if (!done && !is_about_data(done.error())) return done.error();
    const auto ended =
        session.run(done ? "RELEASE SAVEPOINT pgstage_row" : "ROLLBACK TO SAVEPOINT pgstage_row");
    if (!ended) return ended.error();
    if (done) continue;
    auto rejected = reject(with_columns(key, row[2].value_or("")), done.error());
    if (!rejected) return rejected.error();
  }
  return changed;
}

Result<void> Rejects::reject_key(const std::string& key, const Error& error) {
  return reject(with_columns(step_.chunks->key, key), error);
}

Error Rejects::failed(const std::vector<Reject>& rejects) const {
  std::string out = fmt::format("{} row{} of {} cannot be changed", rejects.size(),
                                rejects.size() == 1 ? "" : "s", step_.chunks->table);
  for (std::size_t i = 0; i < std::min(rejects.size(), kMostNamed); ++i) {
    const auto& each = rejects[i];
    const auto message = messages_.find(each.row);
    out += fmt::format("{}{}: {}", i == 0 ? ": " : "; ", each.row,
                       message == messages_.end() ? each.sqlstate : message->second);
  }
  return failure(out, fmt::format("Mend or delete the rows that {}.rejects names, then run "
                                  "\"pgstage apply\" again.",
                                  runner_.journal().schema()));
}

Result<void> Rejects::refuse() const {
  auto& session = runner_.session();
  auto all = runner_.journal().rejects(session, step_.id);
  if (!all) return all.error();
  if (all->empty()) return {};
  if (auto forgot = runner_.journal().forget_cursor(session, step_.id); !forgot) return forgot;
  return step_failed(step_, failed(*all));
}

}  // namespace pgstage::apply
