#include "help.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/db/session.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::cli {
namespace {

constexpr std::size_t kNarrowest = 50;
constexpr std::size_t kWidest = 100;

/// `-o, --output FILE`; the names of options without a short one stand in line.
std::string head_of(const po::option_description& option) {
  const auto shown = option.canonical_display_name(po::command_line_style::allow_dash_for_short);
  const bool has_short = shown.starts_with("-") && !shown.starts_with("--");
  const auto value = option.semantic()->name();
  return fmt::format("  {} --{}{}{}", has_short ? shown + "," : "   ", option.long_name(),
                     value.empty() || value == "arg" ? "" : " ",
                     value == "arg" ? "" : value.substr(0, value.find(" (=")));
}

/// The description with the default, which Boost puts behind the name of the value.
std::string text_of(const CommandLine& line, const po::option_description& option) {
  std::string text = option.description();
  const auto value = option.semantic()->name();
  const auto equals = value.find(" (=");
  if (option.long_name() == "format") text += fmt::format(": {}", fmt::join(line.formats, ", "));
  if (equals != std::string::npos) {
    text += fmt::format(" (default: {})", value.substr(equals + 3, value.size() - equals - 4));
  }
  return text;
}

void append_wrapped(std::string& out, std::string_view text, std::size_t indent,
                    std::size_t width) {
  std::size_t column = indent;
  while (!text.empty()) {
    const auto word = text.substr(0, std::min(text.find(' '), text.size()));
    if (column > indent && column + 1 + word.size() > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    }
    if (column > indent) out += ' ';
    out += word;
    column += word.size() + (column > indent ? 1 : 0);
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  out += "\n";
}

std::string options_of(const CommandLine& line, std::size_t width) {
  std::size_t indent = 0;
  for (const auto& option : line.options.options()) {
    indent = std::max(indent, head_of(*option).size() + 2);
  }
  std::string out;
  for (const auto& option : line.options.options()) {
    const auto head = head_of(*option);
    out += head + std::string(indent - head.size(), ' ');
    append_wrapped(out, text_of(line, *option), indent, width);
  }
  return out;
}

}  // namespace

std::string help_of(const CommandLine& line, std::size_t width) {
  const auto room = std::clamp(width, kNarrowest, kWidest);
  std::string out = fmt::format("Usage: {}\n\n{}\n\nOptions:\n{}", line.usage, line.about,
                                options_of(line, room));
  if (!line.examples.empty()) out += "\nExamples:\n" + line.examples;
  return out;
}

std::string usage() {
  std::string out =
      "pgstage finds what is unsafe in PostgreSQL migrations, plans a safe way, proves it and\n"
      "carries it out\n\n"
      "Usage: pgstage COMMAND [OPTION…] [PATH…]\n"
      "       pgstage PATH…            the same as pgstage lint PATH…\n\n"
      "Commands:\n";
  for (const Command& command : commands()) {
    out += fmt::format("  {:<10}{}\n", command.name, command.summary);
  }
  return out +
         "\nExamples:\n"
         "  pgstage migrations/0042_add_email.sql\n"
         "  pgstage plan migrations/0042_add_email.sql -o plan.json\n\n"
         "\"pgstage help COMMAND\" says more about one; \"pgstage --version\" names the versions.\n"
         "Settings are read from pgstage.toml and from PGSTAGE_… variables.\n";
}

std::string version_line() {
  return fmt::format("pgstage {} (grammar of PostgreSQL {}, libpq {})\n", PGSTAGE_VERSION,
                     sql::grammar_version(), db::client_version());
}

}  // namespace pgstage::cli
