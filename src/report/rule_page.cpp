#include "pgstage/report/rule_page.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "paint.hpp"

namespace pgstage::report {
namespace {

void add_section(std::string& out, std::string_view heading, std::string_view text,
                 const Style& style) {
  if (text.empty()) return;
  out += "\n" + paint(style, Ink::Bold, heading) + "\n" + filled(style, "  ", text);
}

}  // namespace

std::string rule_page(const lint::RuleInfo& info, const Style& style) {
  std::string out = fmt::format("{}: {}\n{}, {}\n", paint(style, Ink::Bold, info.id), info.title,
                                to_string(info.severity), to_string(info.category));
  add_section(out, "Why", info.why, style);
  add_section(out, "The safe way", info.instead, style);
  add_section(out, "When it is fine", info.fine, style);
  add_section(out, "Source", info.source, style);
  add_section(out, "Names elsewhere", info.aliases, style);
  return out;
}

std::string rules_text(std::span<const lint::Rule* const> rules, const Style& style) {
  std::size_t widest = 0;
  for (const auto* rule : rules) widest = std::max(widest, rule->info.id.size());
  std::string out;
  for (const auto* rule : rules) {
    const auto& info = rule->info;
    out += fmt::format("{}{}  {:<8} {}\n", paint(style, Ink::Bold, info.id),
                       std::string(widest - info.id.size(), ' '), to_string(info.severity),
                       info.title);
  }
  return out;
}

std::string rules_json(std::span<const lint::Rule* const> rules) {
  auto list = nlohmann::ordered_json::array();
  for (const auto* rule : rules) {
    const auto& info = rule->info;
    list.push_back({{"id", info.id},
                    {"title", info.title},
                    {"severity", to_string(info.severity)},
                    {"category", to_string(info.category)},
                    {"why", info.why},
                    {"instead", info.instead},
                    {"fine", info.fine},
                    {"source", info.source}});
  }
  const nlohmann::ordered_json all = {{"version", 1}, {"rules", std::move(list)}};
  return all.dump(2) + "\n";
}

}  // namespace pgstage::report
