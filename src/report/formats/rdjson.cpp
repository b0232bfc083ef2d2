// For reviewdog: its Diagnostic Format, with what may simply be put instead as a suggestion.
#include <algorithm>

#include "pgstage/lint/edit.hpp"
#include "pgstage/report/format.hpp"

#include "found.hpp"
#include "json_writer.hpp"

namespace pgstage::report::formats {
namespace {

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "ERROR";
    case Severity::Warning:
      return "WARNING";
    case Severity::Notice:
      return "INFO";
  }
  return "INFO";
}

/// Columns count bytes of UTF-8 there.
void put_position(JsonWriter& json, std::string_view name, const sql::Script& script,
                  std::size_t offset) {
  const auto place = script.lines().position(offset);
  const auto* begin = script.lines().line(place.line).data();
  const auto before = static_cast<std::size_t>(begin - script.text().data());
  json.name(name).begin_object();
  json.name("line").number(place.line);
  json.name("column").number(std::min(offset, script.text().size()) - before + 1);
  json.end_object();
}

void put_range(JsonWriter& json, const sql::Script& script, Span span) {
  json.name("range").begin_object();
  put_position(json, "start", script, span.offset);
  put_position(json, "end", script, span.end());
  json.end_object();
}

void put_source(JsonWriter& json) {
  json.name("source").begin_object();
  json.name("name").text("pgstage");
  json.end_object();
}

void put_code(JsonWriter& json, std::string_view rule) {
  json.name("code").begin_object();
  json.name("value").text(rule);
  if (const auto page = manual_page(rule); !page.empty()) json.name("url").text(page);
  json.end_object();
}

void put_diagnostic(JsonWriter& json, const Found& each) {
  const auto& finding = *each.finding;
  const auto& script = *each.file->input.script;
  json.begin_object();
  json.name("message").text(finding.message + "\n\n" + finding.help);
  json.name("location").begin_object();
  // Where reviewdog runs is where we run.
  json.name("path").text(each.path());
  put_range(json, script, finding.span);
  json.end_object();
  json.name("severity").text(severity_word(finding.severity));
  put_code(json, finding.rule);
  if (const auto replacement = lint::replacement_of(finding, script)) {
    json.name("suggestions").begin_array();
    json.begin_object();
    put_range(json, script, replacement->span);
    json.name("text").text(replacement->text);
    json.end_object();
    json.end_array();
  }
  json.end_object();
}

void write(std::ostream& out, const lint::Report& report, const Surroundings& /*around*/) {
  JsonWriter json(out);
  const auto all = findings_of(report);
  json.begin_object();
  put_source(json);
  if (const auto worst = worst_first(report); !worst.empty()) {
    json.name("severity").text(severity_word(worst.front().finding->severity));
  }
  json.name("diagnostics").begin_array();
  for (const auto& each : all) put_diagnostic(json, each);
  json.end_array();
  json.end_object();
  json.finish();
}

}  // namespace

extern const Format rdjson = {.name = "rdjson", .write = write};

}  // namespace pgstage::report::formats
