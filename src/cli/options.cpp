#include "options.hpp"

#include <algorithm>
#include <fstream>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/model/similar.hpp"
#include "pgstage/report/visible.hpp"

#include "help.hpp"
#include "settings.hpp"

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

/// What is wrong with the form of an option, in our words.
Error form_error(const po::error_with_option_name& error) {
  const auto option = error.get_option_name();
  const std::string hint = "Run the command with --help for its options.";
  using Syntax = po::invalid_command_line_syntax;
  if (const auto* syntax = dynamic_cast<const Syntax*>(&error)) {
    const auto kind = syntax->kind();
    const bool missing =
        kind == Syntax::missing_parameter || kind == Syntax::empty_adjacent_parameter;
    return input_error(option + (missing ? " needs a value" : " takes no value"), hint);
  }
  if (dynamic_cast<const po::multiple_occurrences*>(&error) != nullptr) {
    return input_error(fmt::format("{} was given more than once", option), "Give it once.");
  }
  return input_error(error.what(), hint);
}

Result<Values> read_words(const CommandLine& line, const Arguments& arguments) {
  po::options_description all;
  all.add(line.options);
  all.add_options()("path", po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add("path", -1);
  const auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  const auto words =
      po::command_line_parser(arguments).options(all).positional(positions).style(style).run();
  Values values;
  RuleSettings typed;
  for (const auto& word : words.options) {
    const config::Setting setting{word.string_key, word.value, "--" + word.string_key};
    if (auto checked = check(line, setting); !checked) return checked.error();
    if (is_about_rules(setting.option)) typed.settings.push_back(setting);
  }
  if (!typed.settings.empty()) values.rules.push_back(std::move(typed));
  po::store(words, values);
  return values;
}

Error cannot_write(const std::string& file) {
  return input_error(fmt::format("cannot write \"{}\"", file),
                     "Check that its folder exists and may be written to.");
}

}  // namespace

void add_common_options(po::options_description& options) {
  options.add_options()("help,h", "print this and exit")(
      "pg-version", po::value<int>()->value_name("N"), "major version of the server, 11 to 18")(
      "schema", po::value<std::string>()->value_name("FILE"),
      "what the database looks like before: SQL as pg_dump -s writes it, or a snapshot")(
      "database-url", po::value<std::string>()->value_name("URL"),
      "read that from a database instead (else DATABASE_URL)")(
      "color", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
      "auto, always or never")("quiet,q", "print results only")(
      "verbose,v", "say where settings and the schema come from");
  add_settings_options(options);
}

Result<Values> parse(const CommandLine& line, const Arguments& arguments,
                     Environment& environment) {
  try {
    auto values = read_words(line, arguments);
    if (!values) return values;
    if (values->count("help") > 0) {
      environment.out << help_of(line, environment.width);
    } else if (line.options.find_nothrow("config", false) != nullptr) {
      if (auto added = add_settings(line, *values, environment); !added) return added.error();
    }
    return values;
  } catch (const po::unknown_option& error) {
    return input_error(fmt::format("there is no option \"{}\"", error.get_option_name()),
                       suggestion(line, error.get_option_name()));
  } catch (const po::error_with_option_name& error) {
    return form_error(error);
  } catch (const po::error& error) {
    return input_error(error.what(), "Run the command with --help for its options.");
  }
}

std::string text_option(const po::variables_map& values, const std::string& name) {
  return values.count(name) > 0 ? values[name].as<std::string>() : std::string{};
}

std::vector<std::string> list_option(const po::variables_map& values, const std::string& name) {
  return values.count(name) > 0 ? values[name].as<std::vector<std::string>>()
                                : std::vector<std::string>{};
}

report::Style style_of(const po::variables_map& values, const Environment& environment) {
  const auto when = text_option(values, "color");
  const auto no_color = environment.variable("NO_COLOR");
  const bool automatic = environment.out_is_terminal && (!no_color || no_color->empty()) &&
                         environment.variable("TERM") != "dumb";
  return {.color = when == "always" || (when == "auto" && automatic),
          .width = environment.width,
          .verbose = values.count("verbose") > 0};
}

std::vector<Output> outputs_of(const CommandLine& line, const po::variables_map& values) {
  const auto words = list_option(values, "format");
  if (words.empty()) return {{line.formats.front(), {}}};
  std::vector<Output> out;
  for (const auto& word : words) {
    const auto equals = std::min(word.find('='), word.size());
    out.push_back({word.substr(0, equals), word.substr(std::min(equals + 1, word.size()))});
  }
  return out;
}

Result<void> write_output(const Output& output, const std::string& text, Environment& environment) {
  if (output.file.empty()) {
    environment.out << report::visible(text);
    return {};
  }
  const auto opened = OutputStream::open(output, environment);
  if (!opened) return opened.error();
  (*opened)->stream() << text;
  return (*opened)->close();
}

Result<std::unique_ptr<OutputStream>> OutputStream::open(const Output& output,
                                                         Environment& environment) {
  std::unique_ptr<OutputStream> out{new OutputStream(output, environment.out)};
  if (output.file.empty()) return out;
  out->file_.open(output.file, std::ios::binary | std::ios::trunc);
  if (!out->file_) return cannot_write(output.file);
  return out;
}

Result<void> OutputStream::close() {
  if (!file_.is_open()) return {};
  file_.close();
  return file_ ? Result<void>{} : cannot_write(output_.file);
}

}  // namespace pgstage::cli
