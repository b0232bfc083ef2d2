#include "server_log.hpp"

#include <algorithm>

namespace pgstage::record {
namespace {

/// No statement can have it at the beginning of a line: the server puts a tab before each further
/// line of an entry.
constexpr std::string_view kMark = "pgstage-record ";

struct Entry {
  std::string session;
  std::string transaction;
  std::string kind;  ///< `LOG`, `DETAIL`, `ERROR` …
  std::string text;
};

std::string_view take_word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const auto word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

std::vector<Entry> entries_in(std::string_view log) {
  std::vector<Entry> out;
  while (!log.empty()) {
    const auto end = std::min(log.find('\n'), log.size());
    auto line = log.substr(0, end);
    log.remove_prefix(std::min(end + 1, log.size()));
    if (!line.starts_with(kMark)) {
      const bool goes_on = line.starts_with('\t') && !out.empty();
      if (goes_on) out.back().text.append("\n").append(line.substr(1));
      continue;
    }
    line.remove_prefix(kMark.size());
    Entry entry;
    entry.session = take_word(line);
    entry.transaction = take_word(line);
    const auto colon = line.find(":  ");
    if (colon == std::string_view::npos) continue;
    entry.kind = line.substr(0, colon);
    entry.text = line.substr(colon + 3);
    out.push_back(std::move(entry));
  }
  return out;
}

/// `statement: …`, or `execute NAME: …` of the extended protocol.
std::optional<std::string_view> message_in(std::string_view text) {
  constexpr std::string_view kSimple = "statement: ";
  constexpr std::string_view kExtended = "execute ";
  if (text.starts_with(kSimple)) return text.substr(kSimple.size());
  if (!text.starts_with(kExtended) || text.starts_with("execute fetch from ")) return std::nullopt;
  const auto colon = text.find(": ");
  if (colon == std::string_view::npos) return std::nullopt;
  return text.substr(colon + 2);
}

/// `$1 = 'it''s', $2 = NULL`, as 16 and later write it with a capital in front.
std::vector<std::optional<std::string>> values_in(std::string_view text) {
  std::vector<std::optional<std::string>> out;
  const auto begin = text.find("arameters: ");
  if (begin == std::string_view::npos || begin > 1) return out;
  text.remove_prefix(begin + std::string_view("arameters: ").size());
  while (text.starts_with('$')) {
    const auto equals = text.find(" = ");
    if (equals == std::string_view::npos) break;
    text.remove_prefix(equals + 3);
    if (text.starts_with("NULL")) {
      out.emplace_back(std::nullopt);
      text.remove_prefix(4);
    } else {
      std::string value;
      std::size_t at = 1;
      for (; at < text.size(); ++at) {
        if (text[at] == '\'' && (at + 1 == text.size() || text[at + 1] != '\'')) break;
        if (text[at] == '\'') ++at;
        value += text[at];
      }
      out.emplace_back(std::move(value));
      text.remove_prefix(std::min(at + 1, text.size()));
    }
    if (text.starts_with(", ")) text.remove_prefix(2);
  }
  return out;
}

}  // namespace

std::vector<std::string> log_settings() {
  return {"log_destination=stderr",
          "log_statement=all",
          "log_min_messages=warning",
          "log_min_error_statement=panic",
          "log_error_verbosity=default",
          "log_parameter_max_length=-1",
          "log_line_prefix=" + std::string{kMark} + "%p %v "};
}

std::vector<Sent> sent_in(std::string_view log) {
  std::vector<Sent> out;
  for (auto& entry : entries_in(log)) {
    if (entry.kind == "LOG") {
      if (const auto text = message_in(entry.text)) {
        out.push_back({entry.session, entry.transaction, std::string{*text}, {}, {}, {}});
        continue;
      }
    }
    const auto last = std::find_if(out.rbegin(), out.rend(),
                                   [&](const auto& each) { return each.session == entry.session; });
    if (last == out.rend()) continue;
    if (entry.kind == "LOG") {
      if (auto seen = seen_in(entry.text)) last->seen.push_back(*std::move(seen));
    }
    if (entry.kind == "DETAIL" && last->refused.empty() && last->values.empty()) {
      last->values = values_in(entry.text);
    }
    if (entry.kind == "ERROR" || entry.kind == "FATAL") last->refused = entry.text;
  }
  return out;
}

}  // namespace pgstage::record
