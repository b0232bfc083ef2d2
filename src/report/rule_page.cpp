#include "pgstage/report/rule_page.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pgstage/lint/samples.hpp"

#include "paint.hpp"

namespace pgstage::report {
namespace {

using lint::Rule;

/// `PostgreSQL 11 to 18`.
std::string versions_words(const Rule& rule) {
  const auto versions = lint::versions_of(rule);
  if (versions.empty()) return "no version of PostgreSQL";
  std::string out = "PostgreSQL";
  for (auto first = versions.begin(); first != versions.end();) {
    auto last = first;
    while (std::next(last) != versions.end() && *std::next(last) == *last + 1) ++last;
    out += (first == versions.begin() ? " " : ", ") + std::to_string(*first);
    if (last != first) out += " to " + std::to_string(*last);
    first = std::next(last);
  }
  return out;
}

/// Whom a person has to ask for it, when it is off.
std::string how_to_enable(const lint::RuleInfo& info) {
  if (info.group == lint::Group::Hazard) return {};
  return fmt::format("off unless it is asked for: --enable {}, or --enable {} for all of its kind",
                     info.id, to_string(info.group));
}

std::vector<std::string> messages_of(const Rule& rule) {
  const auto& sample = lint::sample_of(rule);
  const auto versions = lint::versions_of(rule);
  const ServerVersion version{versions.empty() ? kDefaultServer.major : versions.back()};
  std::vector<std::string> out;
  for (const auto& finding : lint::judge_sample(rule, sample.schema, sample.bad, version)) {
    if (finding.rule == rule.info.id) out.push_back(finding.message);
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string{text}};
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

std::string parameters_words(const lint::RuleInfo& info) {
  std::string out;
  for (const auto& each : info.parameters) {
    out += fmt::format("{}{} = {}: {}", out.empty() ? "" : "\n", each.name, each.value, each.says);
  }
  return out;
}

constexpr std::string_view kInPlace =
    "In a migration that is new, pgstage lint --fix writes this, where nothing else changes by it.";

class TerminalPage {
 public:
  explicit TerminalPage(const Style& style) : style_(style) {}

  void head(const Rule& rule) {
    const auto& info = rule.info;
    out_ += fmt::format("{}: {}\n{}, {}; {}\n", paint(style_, Ink::Bold, info.id), info.title,
                        to_string(info.severity), to_string(info.category), versions_words(rule));
    if (const auto off = how_to_enable(info); !off.empty()) out_ += filled(style_, "", off);
  }
  void section(std::string_view heading, std::string_view text) {
    if (text.empty()) return;
    out_ += "\n" + paint(style_, Ink::Bold, heading) + "\n" + filled(style_, "  ", text);
  }
  void sql(std::string_view text) {
    std::istringstream in{std::string{text}};
    for (std::string line; std::getline(in, line);) {
      const bool comment = line.starts_with("--");
      out_ +=
          line.empty() ? "\n" : "    " + (comment ? paint(style_, Ink::Faint, line) : line) + "\n";
    }
  }
  std::string take() { return std::move(out_); }

 private:
  const Style& style_;
  std::string out_;
};

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string{"\\|"} : std::string{c};
  return out;
}

}  // namespace

std::string rule_page(const Rule& rule, const Style& style) {
  const auto& info = rule.info;
  const auto& sample = lint::sample_of(rule);
  TerminalPage page(style);
  page.head(rule);
  page.section("Why", info.why);
  page.section("For example", fmt::format("{}", fmt::join(messages_of(rule), "\n")));
  page.sql(sample.bad);
  page.section("The safe way", info.instead);
  page.sql(sample.good);
  if (info.fix_in_place) page.section("In place", std::string{kInPlace});
  page.section("When it is fine", info.fine);
  page.section("Parameters", parameters_words(info));
  page.section("Source", info.source);
  page.section("Names elsewhere", info.aliases);
  return page.take();
}

std::string rule_markdown(const Rule& rule) {
  const auto& info = rule.info;
  const auto& sample = lint::sample_of(rule);
  std::string out =
      fmt::format("# {}\n\n{}. *{}, {}; {}*\n", info.id, info.title, to_string(info.severity),
                  to_string(info.category), versions_words(rule));
  if (const auto off = how_to_enable(info); !off.empty()) out += "\n*" + off + "*\n";
  out += fmt::format("\n## Why\n\n{}\n\n```sql\n{}```\n\n", info.why, sample.bad);
  for (const auto& message : messages_of(rule)) out += fmt::format("> {}\n", message);
  out += fmt::format("\n## The safe way\n\n{}\n\n```sql\n{}```\n", info.instead, sample.good);
  if (info.fix_in_place) out += fmt::format("\n*{}*\n", kInPlace);
  out += fmt::format("\n## When it is fine\n\n{}\n", info.fine);
  if (!info.parameters.empty()) out += "\n## Parameters\n\n";
  for (const auto& each : info.parameters) {
    out += fmt::format("- `{} = {}`: {}\n", each.name, each.value, each.says);
  }
  out += fmt::format("\n## Source\n\n{}\n", info.source);
  if (!info.aliases.empty()) {
    out += fmt::format("\n## Names elsewhere\n\n`{}`\n", fmt::join(words_of(info.aliases), "` `"));
  }
  return out;
}

std::string rules_text(std::span<const Rule* const> rules, const Style& style) {
  std::size_t widest = 0;
  for (const auto* rule : rules) widest = std::max(widest, rule->info.id.size());
  std::string out;
  for (const auto* rule : rules) {
    const auto& info = rule->info;
    const bool on = info.group == lint::Group::Hazard;
    out += fmt::format("{}{}  {:<8} {}\n", paint(style, Ink::Bold, info.id),
                       std::string(widest - info.id.size(), ' '),
                       on ? to_string(info.severity) : to_string(info.group), info.title);
  }
  return out;
}

std::string rules_json(std::span<const Rule* const> rules) {
  auto list = nlohmann::ordered_json::array();
  for (const auto* rule : rules) {
    const auto& info = rule->info;
    auto parameters = nlohmann::ordered_json::object();
    for (const auto& each : info.parameters) parameters[std::string{each.name}] = each.value;
    list.push_back({{"id", info.id},
                    {"title", info.title},
                    {"severity", to_string(info.severity)},
                    {"category", to_string(info.category)},
                    {"group", to_string(info.group)},
                    {"default", info.group == lint::Group::Hazard},
                    {"why", info.why},
                    {"instead", info.instead},
                    {"fine", info.fine},
                    {"source", info.source},
                    {"pg_versions", lint::versions_of(*rule)},
                    {"parameters", std::move(parameters)},
                    {"aliases", words_of(info.aliases)},
                    {"fix_in_place", info.fix_in_place}});
  }
  const nlohmann::ordered_json all = {{"version", 1}, {"rules", std::move(list)}};
  return all.dump(2) + "\n";
}

std::string rules_markdown(std::span<const Rule* const> rules) {
  std::string out = "| rule | severity | category | on | hazard |\n|---|---|---|---|---|\n";
  std::map<std::string, std::map<std::string, std::string>> elsewhere;
  for (const auto* rule : rules) {
    const auto& info = rule->info;
    out += fmt::format("| [{0}]({0}.md) | {1} | {2} | {3} | {4} |\n", info.id,
                       to_string(info.severity), to_string(info.category),
                       info.group == lint::Group::Hazard ? "yes" : to_string(info.group),
                       cell(info.title));
    for (const auto& alias : words_of(info.aliases)) {
      const auto colon = alias.find(':');
      if (colon == std::string::npos) continue;
      auto& ours = elsewhere[alias.substr(0, colon)][alias.substr(colon + 1)];
      ours += fmt::format("{}[{}]({}.md)", ours.empty() ? "" : ", ", info.id, info.id);
    }
  }
  for (const auto& [tool, names] : elsewhere) {
    out += fmt::format("\n| {} | here |\n|---|---|\n", tool);
    for (const auto& [name, ours] : names) out += fmt::format("| {} | {} |\n", name, ours);
  }
  return out;
}

}  // namespace pgstage::report
