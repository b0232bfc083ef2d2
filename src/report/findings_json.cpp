#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "pgstage/report/findings.hpp"

namespace pgstage::report {
namespace {

using Json = nlohmann::ordered_json;

Json names(const std::set<std::string>& sorted) {
  Json out = Json::array();
  for (const auto& name : sorted) out.push_back(name);
  return out;
}

template <class Items, class Name>
Json unique_names(const Items& items, Name name) {
  std::set<std::string> out;
  for (const auto& item : items) out.insert(name(item));
  return names(out);
}

Json lock_map(const effects::Effects& effects) {
  std::map<std::string, std::string> out;
  for (const auto& lock : effects.locks) out[lock.relation.sql()] = pg_locks_name(lock.mode);
  return out.empty() ? Json::object() : Json(out);
}

Json index_lock_map(const effects::Effects& effects) {
  std::map<std::string, std::string> out;
  for (const auto& lock : effects.index_locks) out[lock.index.sql()] = pg_locks_name(lock.mode);
  return out.empty() ? Json::object() : Json(out);
}

Json blocks(const effects::Effects& effects) {
  Json out = Json::object();
  for (const auto& each : effects.blocks) {
    out[each.relation.sql()] = each.reads ? "reads+writes" : "writes";
  }
  return out;
}

std::string object_name(const QualifiedName& relation, const std::string& part) {
  if (relation.name.empty()) return quote_ident(relation.schema);
  return part.empty() ? relation.sql() : relation.sql() + "." + quote_ident(part);
}

Json failure(const effects::Effects& effects) {
  if (!effects.fails) return nullptr;
  return {{"sqlstate", effects.fails->sqlstate}, {"why", effects.fails->why}};
}

Json statement_json(const lint::JudgedFile& file, std::size_t index) {
  const auto& [statement, effects] = file.statements[index];
  const auto place = file.input.script->lines().position(statement.span().offset);
  return {
      {"index", index},
      {"line", place.line},
      {"column", place.column},
      {"offset", statement.span().offset},
      {"length", statement.span().length},
      {"kind", effects.kind},
      {"transaction", effects.transaction_allowed ? "allowed" : "forbidden"},
      {"locks", lock_map(effects)},
      {"index_locks", index_lock_map(effects)},
      {"rewrites", unique_names(effects.rewrites, [](auto& e) { return e.table.sql(); })},
      {"index_builds", unique_names(effects.index_builds, [](auto& e) { return e.index.sql(); })},
      {"scans", unique_names(effects.scans, [](auto& e) { return e.table.sql(); })},
      {"blocks", blocks(effects)},
      {"destroys",
       unique_names(effects.destroys, [](auto& e) { return object_name(e.relation, e.part); })},
      {"drops", unique_names(effects.drops, [](auto& e) { return e.sql(); })},
      {"breaks_clients",
       unique_names(effects.breaks, [](auto& e) { return object_name(e.relation, e.part); })},
      {"fails", failure(effects)},
      {"creates", names({effects.creates.begin(), effects.creates.end()})},
      {"certain", effects.certain}};
}

Json statements_json(const lint::JudgedFile& file) {
  Json out = Json::array();
  for (std::size_t i = 0; i < file.statements.size(); ++i) out.push_back(statement_json(file, i));
  return out;
}

Json finding_json(const lint::JudgedFile& file, const lint::Finding& finding) {
  const auto& lines = file.input.script->lines();
  const auto begin = lines.position(finding.span.offset);
  const auto end = lines.position(finding.span.end());
  return {{"rule", finding.rule},
          {"severity", to_string(finding.severity)},
          {"category", to_string(finding.category)},
          {"statement", finding.statement},
          {"line", begin.line},
          {"column", begin.column},
          {"end_line", end.line},
          {"end_column", end.column},
          {"message", finding.message},
          {"help", finding.help},
          {"rewrite", finding.rewrite ? Json(*finding.rewrite) : Json(nullptr)},
          {"fingerprint", finding.fingerprint}};
}

Json file_json(const lint::JudgedFile& file) {
  Json findings = Json::array();
  for (const auto& finding : file.findings) findings.push_back(finding_json(file, finding));
  return {{"path", file.input.path},
          {"framework", file.input.framework},
          {"migration", file.input.migration},
          {"direction", "up"},
          {"sent_as", to_string(file.input.sent_as)},
          {"statements", statements_json(file)},
          {"findings", std::move(findings)}};
}

Json place_json(const lint::Place& place) {
  return {{"file", place.file}, {"statement", place.statement}};
}

Json timeline_json(const lint::Report& report) {
  Json out = Json::array();
  for (const auto& hold : report.timeline) {
    out.push_back({{"relation", hold.relation.sql()},
                   {"mode", pg_locks_name(hold.mode)},
                   {"blocks", blocks_reads(hold.mode) ? "reads+writes" : "writes"},
                   {"from", place_json(hold.from)},
                   {"to", place_json(hold.to)},
                   {"during", hold.during}});
  }
  return out;
}

Json coverage_json(const lint::Report& report) {
  std::size_t statements = 0;
  Json unread = Json::array();
  for (const auto& file : report.files) {
    const auto& script = *file.input.script;
    statements += file.statements.size();
    const auto add = [&](Span span, const std::string& why) {
      unread.push_back({{"path", file.input.path},
                        {"line", script.lines().position(span.offset).line},
                        {"why", why}});
    };
    for (const auto& judged : file.statements) {
      if (const auto* problem = judged.statement.problem()) {
        add(judged.statement.span(), problem->message);
      }
    }
    for (const auto& skipped : script.skipped()) add(skipped.span, skipped.why);
  }
  return {{"statements", statements}, {"unread", std::move(unread)}};
}

Json summary_json(const lint::Report& report) {
  std::map<Severity, std::size_t> count;
  std::size_t statements = 0;
  std::size_t suppressed = 0;
  for (const auto& file : report.files) {
    statements += file.statements.size();
    suppressed += file.suppressed;
    for (const auto& finding : file.findings) ++count[finding.severity];
  }
  return {{"files", report.files.size()},       {"statements", statements},
          {"errors", count[Severity::Error]},   {"warnings", count[Severity::Warning]},
          {"notices", count[Severity::Notice]}, {"suppressed", suppressed}};
}

/// Bytes that are no UTF-8 are replaced: JSON cannot hold them.
std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string effects_json(const lint::Report& report, ServerVersion version) {
  Json files = Json::array();
  for (const auto& file : report.files) {
    files.push_back({{"path", file.input.path}, {"statements", statements_json(file)}});
  }
  return text_of({{"version", 1}, {"pg_version", version.major}, {"files", std::move(files)}});
}

std::string lint_json(const lint::Report& report, ServerVersion version) {
  Json files = Json::array();
  for (const auto& file : report.files) files.push_back(file_json(file));
  return text_of({{"version", 1},
                  {"pg_version", version.major},
                  {"grammar", sql::grammar_version()},
                  {"files", std::move(files)},
                  {"timeline", timeline_json(report)},
                  {"coverage", coverage_json(report)},
                  {"summary", summary_json(report)}});
}

}  // namespace pgstage::report
