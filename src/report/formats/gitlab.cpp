// For GitLab: a Code Quality report.
#include <set>

#include "pgstage/model/digest.hpp"
#include "pgstage/report/format.hpp"

#include "found.hpp"
#include "json_writer.hpp"

namespace pgstage::report::formats {
namespace {

std::string_view severity_of(const lint::Finding& finding) {
  switch (finding.severity) {
    case Severity::Error:
      return "critical";
    case Severity::Warning:
      return "major";
    case Severity::Notice:
      return "info";
  }
  return "info";
}

/// GitLab tells findings of all files apart by it, and shows one of those that have the same.
std::string fingerprint_of(const std::string& path, const lint::Finding& finding,
                           std::set<std::string>& taken) {
  auto out = sha256_hex(path + '\0' + finding.fingerprint);
  while (!taken.insert(out).second) out = sha256_hex(out);
  return out;
}

void write(std::ostream& out, const lint::Report& report, const Surroundings& around) {
  JsonWriter json(out);
  std::set<std::string> taken;
  json.begin_array();
  for (const auto& each : findings_of(report)) {
    const auto& finding = *each.finding;
    const auto path = around.in_project(each.path());
    json.begin_object();
    // The rule is not shown anywhere else.
    json.name("description").text(std::string{finding.rule} + ": " + finding.message);
    json.name("check_name").text(finding.rule);
    json.name("fingerprint").text(fingerprint_of(path, finding, taken));
    json.name("severity").text(severity_of(finding));
    json.name("location").begin_object();
    json.name("path").text(path);
    json.name("lines").begin_object();
    json.name("begin").number(each.begin.line);
    json.name("end").number(each.end.line);
    json.end_object();
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.finish();
}

}  // namespace

extern const Format gitlab = {.name = "gitlab", .write = write};

}  // namespace pgstage::report::formats
