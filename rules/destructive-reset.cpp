#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/computed.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/sql/plpgsql.hpp"

namespace pgstage::rules {
namespace {

using Among = std::initializer_list<std::string_view>;

bool is_among(std::string_view word, Among words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool begins_to_destroy(std::string_view string) {
  auto text = lower(string);
  text.erase(0, text.find_first_not_of(" \n\t"));
  const Among heads = {"drop table", "drop schema", "drop owned", "truncate", "delete from"};
  return std::any_of(heads.begin(), heads.end(),
                     [&](std::string_view head) { return text.starts_with(head); });
}

/// Whether it picks tables by more than the schema, the owner or the kind, or by what they are
/// not.
bool picks(const sql::Expression& condition) {
  std::set<std::string, std::less<>> all_but;
  for (const auto& each : sql::comparisons(condition)) {
    if (each.op == "<>" || each.op == "not in") all_but.insert(each.column);
  }
  const Among broad = {"schemaname",   "table_schema", "table_type",    "relkind",
                       "relnamespace", "nspname",      "oid",           "tableowner",
                       "schema_name",  "relowner",     "table_catalog", "typtype"};
  const auto columns = sql::facts(condition).columns;
  return std::any_of(columns.begin(), columns.end(), [&](std::string_view column) {
    return !is_among(column, broad) && all_but.count(column) == 0;
  });
}

/// Whether it lists all tables or schemas that there are.
bool lists_everything(const sql::Query& query, std::string_view text) {
  const Among catalogs = {"pg_class", "pg_namespace", "pg_tables", "pg_stat_user_tables",
                          "schemata", "tables"};
  const auto relations = sql::facts(query.whole).relations;
  const bool asks = std::any_of(relations.begin(), relations.end(), [&](const auto& use) {
    const bool system =
        use.name.schema.empty() || is_among(use.name.schema, {"information_schema", "pg_catalog"});
    return system && is_among(use.name.name, catalogs) &&
           (use.name.name.starts_with("pg_") || use.name.schema == "information_schema");
  });
  if (!asks) return false;
  // A condition further inside is as good as any.
  const auto condition = sql::condition_of(query.whole);
  return condition ? !picks(condition) : lower(text).find("where") == std::string::npos;
}

bool resets(std::string_view body) {
  bool destroys = false;
  bool everything = false;
  for (const auto& part : sql::read_body("plpgsql", body).statements) {
    const auto script = sql::Script::parse(part.sql);
    for (const auto& statement : script.statements()) {
      const auto view = statement.view();
      const auto* query = std::get_if<sql::Query>(&view);
      if (query == nullptr) continue;
      const auto strings = sql::facts(query->whole).strings;
      destroys = destroys || std::any_of(strings.begin(), strings.end(), begins_to_destroy);
      everything = everything || lists_everything(*query, part.sql);
    }
  }
  return destroys && everything;
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& part : lint::unread_parts(context)) {
    if (!resets(part.body)) continue;
    out.add({.span = context.statement.span(),
             .message = part.where + " drops or empties everything that the catalog lists"});
    return;
  }
}

}  // namespace

extern const lint::Rule destructive_reset = {
    .info =
        {
            .id = "destructive-reset",
            .title = "a loop over the catalog drops or empties whatever is there",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why =
                "The statement asks the system catalog for names and drops or empties all of "
                "them. It does so in production just as well, with tables that nobody had when it "
                "was written, and only a backup brings the rows back.",
            .instead =
                "Name what is to go, one statement each, so that a reader and the tool can see "
                "it. Make test databases anew instead of emptying them, and not in a migration.",
            .fine = "A condition picks the tables by name.",
            .source = "System Catalogs; DROP TABLE",
        },
    .check = check,
};

}  // namespace pgstage::rules
