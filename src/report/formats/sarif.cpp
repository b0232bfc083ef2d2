// For code scanning: SARIF 2.1.0, within the limits that GitHub sets.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "pgstage/lint/edit.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/report/format.hpp"
#include "pgstage/report/rule_page.hpp"

#include "found.hpp"
#include "json_writer.hpp"

namespace pgstage::report::formats {
namespace {

// A file with more is refused as a whole. Of those that it has, GitHub keeps the worst 5,000.
constexpr std::size_t kMostResults = 25000;
constexpr std::string_view kRoot = "%SRCROOT%";

std::string_view level_of(Severity severity) {
  return severity == Severity::Notice ? "note" : to_string(severity);
}

void put_text(JsonWriter& json, std::string_view name, std::string_view text) {
  json.name(name).begin_object();
  json.name("text").text(text);
  json.end_object();
}

void put_rule(JsonWriter& json, const lint::Rule& rule) {
  const auto& info = rule.info;
  json.begin_object();
  json.name("id").text(info.id);
  put_text(json, "shortDescription", info.title);
  put_text(json, "fullDescription", info.why);
  if (const auto page = manual_page(info.id); !page.empty()) json.name("helpUri").text(page);
  json.name("help").begin_object();
  json.name("text").text(rule_page(rule, {}));
  json.name("markdown").text(rule_markdown(rule));
  json.end_object();
  json.name("defaultConfiguration").begin_object();
  json.name("level").text(level_of(info.severity));
  json.end_object();
  json.name("properties").begin_object();
  json.name("tags").begin_array();
  json.text("postgresql");
  json.text(to_string(info.category));
  json.text(to_string(info.group));
  json.end_array();
  json.end_object();
  json.end_object();
}

void put_artifact(JsonWriter& json, const std::string& path) {
  json.name("artifactLocation").begin_object();
  json.name("uri").text(percent_encoded(path));
  // What lies outside is not found from the root.
  if (!path.starts_with("../")) json.name("uriBaseId").text(kRoot);
  json.end_object();
}

void put_region(JsonWriter& json, std::string_view name, Position begin, Position end) {
  json.name(name).begin_object();
  json.name("startLine").number(begin.line);
  json.name("startColumn").number(begin.column);
  json.name("endLine").number(end.line);
  json.name("endColumn").number(end.column);
  json.end_object();
}

void put_fix(JsonWriter& json, const Found& each, const std::string& path) {
  const auto& script = *each.file->input.script;
  const auto replacement = lint::replacement_of(*each.finding, script);
  if (!replacement) return;
  const auto& lines = script.lines();
  json.name("fixes").begin_array();
  json.begin_object();
  put_text(json, "description", each.finding->help);
  json.name("artifactChanges").begin_array();
  json.begin_object();
  put_artifact(json, path);
  json.name("replacements").begin_array();
  json.begin_object();
  put_region(json, "deletedRegion", lines.position(replacement->span.offset),
             lines.position(replacement->span.end()));
  put_text(json, "insertedContent", replacement->text);
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_array();
}

void put_result(JsonWriter& json, const Found& each, std::size_t rule_index,
                const Surroundings& around) {
  const auto& finding = *each.finding;
  const auto path = around.in_repository(each.path());
  json.begin_object();
  json.name("ruleId").text(finding.rule);
  json.name("ruleIndex").number(rule_index);
  json.name("level").text(level_of(finding.severity));
  put_text(json, "message", finding.message + ".\n\n" + finding.help);
  json.name("locations").begin_array();
  json.begin_object();
  json.name("physicalLocation").begin_object();
  put_artifact(json, path);
  put_region(json, "region", each.begin, each.end);
  json.end_object();
  json.end_object();
  json.end_array();
  json.name("partialFingerprints").begin_object();
  json.name("pgstage/v1").text(finding.fingerprint);
  // The only one by which GitHub knows an alert again.
  json.name("primaryLocationLineHash").text(finding.fingerprint);
  json.end_object();
  put_fix(json, each, path);
  json.end_object();
}

/// The rules that found something, each with its place among them.
std::map<std::string_view, std::size_t> rules_of(const std::vector<Found>& all) {
  std::map<std::string_view, std::size_t> out;
  for (const auto& each : all) out.emplace(each.finding->rule, 0);
  for (std::size_t next = 0; auto& [rule, index] : out) index = next++;
  return out;
}

void put_tool(JsonWriter& json, const std::map<std::string_view, std::size_t>& rules) {
  json.name("tool").begin_object();
  json.name("driver").begin_object();
  json.name("name").text("pgstage");
  json.name("semanticVersion").text(PGSTAGE_VERSION);
  json.name("rules").begin_array();
  for (const auto& [rule, index] : rules) put_rule(json, *lint::find_rule(rule));
  json.end_array();
  json.end_object();
  json.end_object();
}

void put_invocation(JsonWriter& json, std::size_t left_out) {
  json.name("invocations").begin_array();
  json.begin_object();
  json.name("executionSuccessful").truth(true);
  if (left_out > 0) {
    json.name("toolExecutionNotifications").begin_array();
    json.begin_object();
    json.name("level").text("warning");
    put_text(json, "message",
             fmt::format("{} of the least grave findings were left out, as a run may have {}",
                         left_out, kMostResults));
    json.end_object();
    json.end_array();
  }
  json.end_object();
  json.end_array();
}

void put_run(JsonWriter& json, const lint::Report& report, const Surroundings& around) {
  auto all = worst_first(report);
  const auto rules = rules_of(all);
  const auto left_out = all.size() - std::min(all.size(), kMostResults);
  all.resize(all.size() - left_out);
  json.begin_object();
  put_tool(json, rules);
  // What is uploaded under one id replaces what was uploaded under it before.
  json.name("automationDetails").begin_object();
  json.name("id").text("pgstage/" + (around.part.empty() ? "" : around.part + "/"));
  json.end_object();
  json.name("columnKind").text("unicodeCodePoints");
  json.name("originalUriBaseIds").begin_object();
  json.name(kRoot).begin_object();
  put_text(json, "description", "The root of the repository.");
  json.end_object();
  json.end_object();
  put_invocation(json, left_out);
  json.name("results").begin_array();
  for (const auto& each : all) put_result(json, each, rules.at(each.finding->rule), around);
  json.end_array();
  json.end_object();
}

void write(std::ostream& out, const lint::Report& report, const Surroundings& around) {
  JsonWriter json(out);
  json.begin_object();
  json.name("$schema").text("https://json.schemastore.org/sarif-2.1.0.json");
  json.name("version").text("2.1.0");
  json.name("runs").begin_array();
  put_run(json, report, around);
  json.end_array();
  json.end_object();
  json.finish();
}

}  // namespace

extern const Format sarif = {.name = "sarif", .write = write};

}  // namespace pgstage::report::formats
