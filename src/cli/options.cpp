#include "options.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/model/similar.hpp"

namespace pgstage::cli {
namespace {

std::string suggestion(const CommandLine& line, const std::string& option) {
  std::vector<std::string> names;
  for (const auto& each : line.options.options()) names.push_back("--" + each->long_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto similar = most_similar(option, views);
  return similar ? fmt::format("Did you mean \"{}\"?", *similar)
                 : "Run the command with --help for its options.";
}

void print_help(const CommandLine& line, std::ostream& out) {
  out << "Usage: " << line.usage << "\n\n" << line.about << "\n\n" << line.options;
  if (!line.examples.empty()) out << "\nExamples:\n" << line.examples;
}

Result<po::variables_map> parse_words(const CommandLine& line, const Arguments& arguments) {
  po::options_description all;
  all.add(line.options);
  all.add_options()("path", po::value<std::vector<std::string>>());
  po::positional_options_description words;
  words.add("path", -1);
  try {
    po::variables_map values;
    const auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser(arguments).options(all).positional(words).style(style).run(),
              values);
    po::notify(values);
    return values;
  } catch (const po::unknown_option& error) {
    return input_error(fmt::format("there is no option \"{}\"", error.get_option_name()),
                       suggestion(line, error.get_option_name()));
  } catch (const po::error& error) {
    return input_error(error.what(), "Run the command with --help for its options.");
  }
}

}  // namespace

void add_common_options(po::options_description& options) {
  options.add_options()("help,h", "print this and exit")(
      "pg-version", po::value<int>()->value_name("N"), "major version of the server, 11 to 18")(
      "schema", po::value<std::string>()->value_name("FILE"),
      "schema to judge against, as pg_dump -s writes it")(
      "database-url", po::value<std::string>()->value_name("URL"),
      "database to read the schema from (else DATABASE_URL)")(
      "isolated", "ignore configuration files and variables")(
      "color", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
      "auto, always or never")("quiet,q", "print results only")("verbose,v", "say more");
}

Result<po::variables_map> parse(const CommandLine& line, const Arguments& arguments,
                                Environment& environment) {
  auto values = parse_words(line, arguments);
  if (values && values->count("help") > 0) print_help(line, environment.out);
  if (!values || values->count("color") == 0) return values;
  const auto color = text_option(*values, "color");
  if (color != "auto" && color != "always" && color != "never") {
    return input_error(fmt::format("--color cannot be \"{}\"", color),
                       "Use auto, always or never.");
  }
  return values;
}

std::string text_option(const po::variables_map& values, const std::string& name) {
  return values.count(name) > 0 ? values[name].as<std::string>() : std::string{};
}

report::Style style_of(const po::variables_map& values, const Environment& environment) {
  const auto when = text_option(values, "color");
  const auto no_color = environment.variable("NO_COLOR");
  const bool automatic = environment.out_is_terminal && (!no_color || no_color->empty());
  return {.color = when == "always" || (when == "auto" && automatic), .width = environment.width};
}

Result<std::vector<Output>> outputs_of(const po::variables_map& values,
                                       const std::vector<std::string>& known) {
  std::vector<Output> out;
  if (values.count("format") == 0) return std::vector<Output>{{known.front(), {}}};
  for (const auto& word : values["format"].as<std::vector<std::string>>()) {
    const auto equals = std::min(word.find('='), word.size());
    Output output{word.substr(0, equals), word.substr(std::min(equals + 1, word.size()))};
    if (std::find(known.begin(), known.end(), output.format) == known.end()) {
      std::string all;
      for (const auto& format : known) all += (all.empty() ? "" : ", ") + format;
      return input_error(fmt::format("there is no format \"{}\"", output.format),
                         "Formats here are: " + all + ".");
    }
    out.push_back(std::move(output));
  }
  return out;
}

Result<void> write_output(const Output& output, const std::string& text, Environment& environment) {
  if (output.file.empty()) {
    environment.out << text;
    return {};
  }
  std::ofstream file(output.file, std::ios::binary | std::ios::trunc);
  file << text;
  file.flush();
  if (file) return {};
  return input_error(fmt::format("cannot write \"{}\"", output.file),
                     "Check that its folder exists and may be written to.");
}

}  // namespace pgstage::cli
