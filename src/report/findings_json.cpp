#include <algorithm>
#include <map>
#include <vector>

#include "pgstage/report/findings.hpp"

#include "json_writer.hpp"

namespace pgstage::report {
namespace {

/// A set of names: sorted, each once.
template <class Items, class Name>
void put_names(JsonWriter& json, const Items& items, const Name& name) {
  std::vector<std::string> names;
  names.reserve(items.size());
  for (const auto& item : items) names.push_back(name(item));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  json.begin_array();
  for (const auto& each : names) json.text(each);
  json.end_array();
}

/// An object whose keys are names of relations, sorted; of a name that comes twice the last counts.
template <class Items, class Name, class Value>
void put_map(JsonWriter& json, const Items& items, const Name& name, const Value& value) {
  std::vector<std::pair<std::string, std::string_view>> entries;
  entries.reserve(items.size());
  for (const auto& item : items) entries.emplace_back(name(item), value(item));
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  json.begin_object();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i + 1 < entries.size() && entries[i + 1].first == entries[i].first) continue;
    json.name(entries[i].first).text(entries[i].second);
  }
  json.end_object();
}

std::string object_name(const QualifiedName& relation, const std::string& part) {
  if (relation.name.empty()) return quote_ident(relation.schema);
  return part.empty() ? relation.sql() : relation.sql() + "." + quote_ident(part);
}

void put_failure(JsonWriter& json, const effects::Effects& effects) {
  if (!effects.fails) return json.null();
  json.begin_object();
  json.name("sqlstate").text(effects.fails->sqlstate);
  json.name("why").text(effects.fails->why);
  json.end_object();
}

void put_effects(JsonWriter& json, const effects::Effects& effects) {
  const auto table = [](const auto& each) { return each.table.sql(); };
  const auto part = [](const auto& each) { return object_name(each.relation, each.part); };
  const auto mode = [](const auto& each) { return pg_locks_name(each.mode); };
  json.name("kind").text(effects.kind);
  json.name("transaction").text(effects.transaction_allowed ? "allowed" : "forbidden");
  json.name("locks");
  put_map(
      json, effects.locks, [](auto& each) { return each.relation.sql(); }, mode);
  json.name("index_locks");
  put_map(
      json, effects.index_locks, [](auto& each) { return each.index.sql(); }, mode);
  json.name("rewrites");
  put_names(json, effects.rewrites, table);
  json.name("index_builds");
  put_names(json, effects.index_builds, [](auto& each) { return each.index.sql(); });
  json.name("scans");
  put_names(json, effects.scans, table);
  json.name("blocks");
  put_map(
      json, effects.blocks, [](auto& each) { return each.relation.sql(); },
      [](auto& each) { return each.reads ? "reads+writes" : "writes"; });
  json.name("destroys");
  put_names(json, effects.destroys, part);
  json.name("drops");
  put_names(json, effects.drops, [](auto& each) { return each.sql(); });
  json.name("breaks_clients");
  put_names(json, effects.breaks, part);
  json.name("fails");
  put_failure(json, effects);
  json.name("creates");
  put_names(json, effects.creates, [](auto& each) { return each; });
  json.name("certain").truth(effects.certain);
}

void put_cost(JsonWriter& json, const std::optional<effects::Cost>& cost) {
  if (!cost) return json.null();
  json.begin_object();
  json.name("relation").text(cost->table.sql());
  json.name("rows").number(static_cast<std::size_t>(cost->rows));
  json.name("bytes").number(static_cast<std::size_t>(cost->bytes));
  json.name("seconds").decimal(cost->seconds);
  json.name("because").text(words(*cost));
  json.end_object();
}

void put_finding(JsonWriter& json, const sql::Script& script, const lint::Finding& finding) {
  const auto begin = script.lines().position(finding.span.offset);
  const auto end = script.lines().position(finding.span.end());
  json.begin_object();
  json.name("rule").text(finding.rule);
  json.name("severity").text(to_string(finding.severity));
  json.name("category").text(to_string(finding.category));
  json.name("statement").number(finding.statement);
  json.name("line").number(begin.line);
  json.name("column").number(begin.column);
  json.name("end_line").number(end.line);
  json.name("end_column").number(end.column);
  json.name("message").text(finding.message);
  json.name("help").text(finding.help);
  json.name("rewrite");
  if (finding.rewrite) {
    json.text(*finding.rewrite);
  } else {
    json.null();
  }
  json.name("rewrite_apart").truth(finding.apart);
  json.name("fingerprint").text(finding.fingerprint);
  json.name("cost");
  put_cost(json, finding.cost);
  json.end_object();
}

/// What both commands have in common: the files with their statements.
class Json : public Printer {
 public:
  Json(std::ostream& out, ServerVersion version) : json_(out) {
    json_.begin_object();
    json_.name("version").number(1);
    json_.name("pg_version").number(static_cast<std::size_t>(version.major));
  }

  void statement(std::size_t index, const sql::Statement& statement,
                 const effects::Effects& effects) override {
    const auto place = script_->lines().position(statement.span().offset);
    json_.begin_object();
    json_.name("index").number(index);
    json_.name("line").number(place.line);
    json_.name("column").number(place.column);
    json_.name("offset").number(statement.span().offset);
    json_.name("length").number(statement.span().length);
    put_effects(json_, effects);
    json_.end_object();
  }

 protected:
  /// From here on statements are those of this file.
  void begin_statements(const lint::Input& file) {
    script_ = file.script;
    json_.name("statements").begin_array();
  }
  JsonWriter& json() { return json_; }

 private:
  JsonWriter json_;
  const sql::Script* script_ = nullptr;
};

class EffectsJson final : public Json {
 public:
  EffectsJson(std::ostream& out, ServerVersion version) : Json(out, version) {
    json().name("files").begin_array();
  }

  void file_begins(const lint::Input& file) override {
    json().begin_object();
    json().name("path").text(file.path);
    begin_statements(file);
  }

  void file_ends(const lint::JudgedFile&) override {
    json().end_array();
    json().end_object();
  }

  void finish(const lint::Report&) override {
    json().end_array();
    json().end_object();
    json().finish();
  }
};

class LintJson final : public Json {
 public:
  LintJson(std::ostream& out, ServerVersion version) : Json(out, version) {
    json().name("grammar").number(static_cast<std::size_t>(sql::grammar_version()));
    json().name("files").begin_array();
  }

  void file_begins(const lint::Input& file) override {
    json().begin_object();
    json().name("path").text(file.path);
    json().name("framework").text(file.framework);
    json().name("migration").text(file.migration);
    json().name("direction").text("up");
    json().name("sent_as").text(to_string(file.sent_as));
    begin_statements(file);
  }

  void file_ends(const lint::JudgedFile& file) override {
    json().end_array();
    json().name("findings").begin_array();
    for (const auto& finding : file.findings) put_finding(json(), *file.input.script, finding);
    json().end_array();
    json().end_object();
  }

  void finish(const lint::Report& report) override {
    json().end_array();
    put_timeline(report);
    put_risks(report);
    put_coverage(report);
    put_summary(report);
    json().end_object();
    json().finish();
  }

 private:
  void put_place(std::string_view name, const lint::Place& place) {
    json().name(name).begin_object();
    json().name("file").number(place.file);
    json().name("statement").number(place.statement);
    json().end_object();
  }

  void put_timeline(const lint::Report& report) {
    json().name("timeline").begin_array();
    for (const auto& hold : report.timeline) {
      json().begin_object();
      json().name("relation").text(hold.relation.sql());
      json().name("mode").text(pg_locks_name(hold.mode));
      json().name("blocks").text(blocks_reads(hold.mode) ? "reads+writes" : "writes");
      put_place("from", hold.from);
      put_place("to", hold.to);
      json().name("during").text(hold.during);
      json().name("seconds").decimal(hold.seconds);
      json().end_object();
    }
    json().end_array();
  }

  void put_risks(const lint::Report& report) {
    json().name("risks").begin_array();
    for (const auto& risk : report.risks) {
      json().begin_object();
      json().name("level").text(to_string(risk.level));
      json().name("change").text(risk.kind->words);
      json().name("strategy").text(risk.kind->strategy);
      json().name("statements").number(risk.count);
      put_place("first", risk.first);
      json().end_object();
    }
    json().end_array();
  }

  void put_unread(const lint::Input& file, Span span, const std::string& why) {
    json().begin_object();
    json().name("path").text(file.path);
    json().name("line").number(file.script->lines().position(span.offset).line);
    json().name("why").text(why);
    json().end_object();
  }

  void put_coverage(const lint::Report& report) {
    json().name("coverage").begin_object();
    json().name("statements").number(statements_of(report));
    json().name("unread").begin_array();
    for (const auto& file : report.files) {
      for (const auto& statement : file.input.script->statements()) {
        const auto* problem = statement.problem();
        if (problem != nullptr) put_unread(file.input, statement.span(), problem->message);
      }
      for (const auto& part : file.input.script->skipped()) {
        put_unread(file.input, part.span, part.why);
      }
      for (const auto& part : file.input.unread) put_unread(file.input, part.span, part.why);
    }
    json().end_array();
    json().end_object();
  }

  void put_summary(const lint::Report& report) {
    std::map<Severity, std::size_t> count;
    std::size_t suppressed = 0;
    for (const auto& file : report.files) {
      suppressed += file.suppressed;
      for (const auto& finding : file.findings) ++count[finding.severity];
    }
    json().name("summary").begin_object();
    json().name("files").number(report.files.size());
    json().name("statements").number(statements_of(report));
    json().name("errors").number(count[Severity::Error]);
    json().name("warnings").number(count[Severity::Warning]);
    json().name("notices").number(count[Severity::Notice]);
    json().name("suppressed").number(suppressed);
    json().end_object();
  }

  static std::size_t statements_of(const lint::Report& report) {
    std::size_t count = 0;
    for (const auto& file : report.files) count += file.input.script->statements().size();
    return count;
  }
};

}  // namespace

std::unique_ptr<Printer> effects_json(std::ostream& out, ServerVersion version) {
  return std::make_unique<EffectsJson>(out, version);
}

std::unique_ptr<Printer> lint_json(std::ostream& out, ServerVersion version) {
  return std::make_unique<LintJson>(out, version);
}

}  // namespace pgstage::report
