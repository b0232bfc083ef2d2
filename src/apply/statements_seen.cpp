#include "statements_seen.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/column_use.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::apply {
namespace {

using Speaks = Evidence::Speaks;

constexpr std::size_t kShown = 5;
constexpr std::size_t kTextShown = 160;
constexpr milliseconds kPace{200};

// Of this database, and of all users that ours may see.
constexpr std::string_view kSeen = R"(
SELECT s.queryid, s.query, sum(s.calls), count(*) FROM {0}.pg_stat_statements s
  JOIN pg_catalog.pg_database d ON d.oid = s.dbid AND d.datname = current_database()
 GROUP BY 1, 2)";

struct Statement {
  std::string text;
  std::int64_t calls = 0;
};

struct Seen {
  std::string since;  ///< When the counting began.
  std::map<std::string, Statement> statements;
  std::size_t hidden = 0;  ///< Of other users, without a text.
};

Result<std::optional<std::string>> schema_of_extension(db::Session& session) {
  auto rows = session.run(
      "SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = "
      "e.extnamespace WHERE e.extname = 'pg_stat_statements'");
  if (!rows) return rows.error();
  if (rows->rows.empty()) return std::optional<std::string>{};
  return std::optional{quote_ident(rows->rows[0][0].value_or(""))};
}

bool names_object(const sql::Expression& query, const std::string& object) {
  const auto parts = split_object(object);
  if (parts.size() < 2) return false;
  const QualifiedName relation{parts[0], parts[1]};
  return parts.size() == 2 ? sql::uses_table(query, relation)
                           : sql::uses_column(query, relation, parts[2]);
}

bool names_any(const std::string& text, const std::vector<std::string>& objects) {
  // Most statements do not even have the word.
  const bool worth_reading = std::any_of(objects.begin(), objects.end(), [&](const auto& object) {
    const auto parts = split_object(object);
    return parts.size() > 1 && text.find(parts[1]) != std::string::npos;
  });
  if (!worth_reading) return false;
  const auto script = sql::Script::parse(text);
  for (const auto& statement : script.statements()) {
    const auto view = statement.view();
    const auto* query = std::get_if<sql::Query>(&view);
    if (query == nullptr) continue;
    if (std::any_of(objects.begin(), objects.end(),
                    [&](const auto& object) { return names_object(query->whole, object); })) {
      return true;
    }
  }
  return false;
}

/// Those that name any of the objects.
class StatementCounter {
 public:
  StatementCounter(db::Session& session, std::string schema,
                   const std::vector<std::string>& objects)
      : session_(session), schema_(std::move(schema)), objects_(objects) {}

  Result<Seen> count() {
    Seen out;
    auto since =
        session_.run(fmt::format("SELECT stats_reset FROM {}.pg_stat_statements_info", schema_));
    if (!since) return since.error();
    if (!since->rows.empty()) out.since = since->rows[0][0].value_or("");
    auto rows = session_.run(fmt::format(kSeen, schema_));
    if (!rows) return rows.error();
    for (const auto& row : rows->rows) {
      if (!row[0]) {
        out.hidden += std::strtoull(row[3].value_or("0").c_str(), nullptr, 10);
        continue;
      }
      const auto text = row[1].value_or("");
      const auto key = *row[0] + text;
      const auto known = named_.try_emplace(key, false);
      if (known.second) known.first->second = names_any(text, objects_);
      if (!known.first->second) continue;
      out.statements[key] = {text, std::strtoll(row[2].value_or("0").c_str(), nullptr, 10)};
    }
    return out;
  }

 private:
  db::Session& session_;
  std::string schema_;
  const std::vector<std::string>& objects_;
  std::map<std::string, bool> named_;
};

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.size() <= kTextShown) return out;
  // Not within a code point.
  auto end = kTextShown;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0U) == 0x80U) --end;
  return out.substr(0, end) + "…";
}

void wait(milliseconds time, Surroundings& around) {
  const auto until = around.clock.now() + time;
  while (around.clock.now() < until && !around.interrupted()) {
    around.clock.sleep(std::min(kPace, until - around.clock.now()));
  }
}

std::string seconds(milliseconds time) {
  return fmt::format("{:g} s", static_cast<double>(time.count()) / 1000.0);
}

}  // namespace

Result<std::vector<Evidence>> watch_statements(db::Session& session,
                                               const std::vector<std::string>& objects,
                                               milliseconds time, Surroundings& around) {
  std::vector<Evidence> out;
  const auto what = fmt::format("{}", fmt::join(objects, ", "));
  const auto schema = schema_of_extension(session);
  if (!schema) return schema.error();
  if (!*schema) {
    out.push_back(
        {fmt::format("whether statements still name {} cannot be told without the "
                     "extension pg_stat_statements",
                     what)});
    return out;
  }
  StatementCounter counter(session, **schema, objects);
  const auto before = counter.count();
  // Installed and not loaded, or not for this role.
  if (!before) {
    out.push_back({fmt::format("whether statements still name {} cannot be told: {}", what,
                               before.error().message)});
    return out;
  }
  around.observer.waiting(
      fmt::format("watching for {} whether statements still name {}", seconds(time), what));
  wait(time, around);
  const auto after = counter.count();
  if (!after) return after.error();
  if (after->hidden > 0) {
    out.push_back(
        {fmt::format("{} statement{} of other users cannot be read: a role with the "
                     "rights of pg_read_all_stats sees them",
                     after->hidden, after->hidden == 1 ? "" : "s")});
  }
  if (before->since != after->since) {
    out.push_back({"pg_stat_statements was reset while it was watched"});
    return out;
  }
  std::size_t running = 0;
  for (const auto& [key, statement] : after->statements) {
    const auto known = before->statements.find(key);
    const auto earlier = known == before->statements.end() ? 0 : known->second.calls;
    // Fewer than before: it was forgotten in between, and counted anew.
    const auto calls = statement.calls - (statement.calls < earlier ? 0 : earlier);
    if (calls <= 0 || ++running > kShown) continue;
    out.push_back({fmt::format("ran {} time{} within {}: {}", calls, calls == 1 ? "" : "s",
                               seconds(time), one_line(statement.text)),
                   Speaks::Against});
  }
  if (running > kShown) {
    out.push_back({fmt::format("and {} statements more that name {}", running - kShown, what),
                   Speaks::Against});
  }
  if (running == 0) {
    const bool all = after->hidden == 0;
    out.push_back({fmt::format("no statement{} that names {} ran within {}",
                               all ? "" : " that can be read and", what, seconds(time)),
                   all ? Speaks::For : Speaks::Neither});
  }
  return out;
}

}  // namespace pgstage::apply
