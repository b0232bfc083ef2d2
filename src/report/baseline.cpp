#include "pgstage/report/baseline.hpp"

#include <algorithm>

#include "fields.hpp"

namespace pgstage::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kVersion = 1;

std::string line_of(const KnownFinding& finding) {
  const Json json = {{"path", finding.path},
                     {"rule", finding.rule},
                     {"fingerprint", finding.fingerprint},
                     {"message", finding.message}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string baseline_json(std::vector<KnownFinding> findings) {
  std::sort(findings.begin(), findings.end());
  std::string out = "{\n  \"version\": 1,\n  \"findings\": [";
  for (std::size_t i = 0; i < findings.size(); ++i) {
    out += (i == 0 ? "\n    " : ",\n    ") + line_of(findings[i]);
  }
  return out + (findings.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

Result<std::vector<KnownFinding>> baseline_from_json(std::string_view text) {
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return input_error("not JSON");
  FieldErrors errors;
  Fields top(json, {}, errors);
  if (top.number("version") != kVersion && errors.empty()) {
    errors.emplace_back("version is not 1");
  }
  std::vector<KnownFinding> out;
  for (auto& each : top.objects("findings")) {
    out.push_back(
        {each.text("path"), each.text("rule"), each.text("fingerprint"), each.text("message")});
  }
  if (!errors.empty()) return input_error(errors.front());
  return out;
}

}  // namespace pgstage::report
