#include <ostream>

#include <fmt/format.h>

#include "pgstage/report/rule_page.hpp"

#include "commands.hpp"
#include "options.hpp"

namespace pgstage::cli {
namespace {

CommandLine rules_line() {
  CommandLine line;
  line.name = "rules";
  line.formats = {"human", "json", "markdown"};
  line.usage = "pgstage rules [OPTION…]";
  line.about =
      "Lists every rule with its severity or, when it is off unless somebody asks for it, the "
      "group\n"
      "that \"pgstage lint --enable\" takes.";
  line.options.add_options()("help,h", "print this and exit")(
      "format", po::value<std::vector<std::string>>()->value_name("F[=FILE]"),
      "human, json or markdown")(
      "color", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
      "auto, always or never");
  return line;
}

CommandLine explain_line() {
  CommandLine line;
  line.name = "explain";
  line.usage = "pgstage explain RULE";
  line.about =
      "Says what a rule means: the hazard, why it is one, the safe way, and when it is fine.";
  line.examples = "  pgstage explain set-not-null-scan\n";
  line.options.add_options()("help,h", "print this and exit")(
      "color", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
      "auto, always or never");
  return line;
}

std::string listed(std::string_view format, const report::Style& style) {
  if (format == "json") return report::rules_json(lint::all_rules());
  if (format == "markdown") return report::rules_markdown(lint::all_rules());
  return report::rules_text(lint::all_rules(), style);
}

Result<ExitStatus> list_rules(const Arguments& arguments, Environment& environment) {
  const auto line = rules_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto outputs = outputs_of(line, *values);
  for (const auto& output : outputs) {
    const auto text = listed(output.format, style_of(*values, environment));
    if (auto written = write_output(output, text, environment); !written) return written.error();
  }
  return ExitStatus::Done;
}

Result<ExitStatus> explain(const Arguments& arguments, Environment& environment) {
  const auto line = explain_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  if (values->count("path") == 0) {
    return input_error("no rule was named", "Run \"pgstage rules\" for the names.");
  }
  bool first = true;
  for (const auto& name : list_option(*values, "path")) {
    const auto rules = lint::rules_named(name);
    if (rules.empty()) {
      const auto similar = lint::similar_rule(name);
      return input_error(fmt::format("there is no rule \"{}\"", name),
                         similar ? fmt::format("Did you mean \"{}\"?", *similar)
                                 : "Run \"pgstage rules\" for the names.");
    }
    for (const auto* rule : rules) {
      environment.out << (first ? "" : "\n")
                      << report::rule_page(*rule, style_of(*values, environment));
      first = false;
    }
  }
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_rules(const Arguments& arguments, Environment& environment) {
  const auto status = list_rules(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

ExitStatus run_explain(const Arguments& arguments, Environment& environment) {
  const auto status = explain(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli
