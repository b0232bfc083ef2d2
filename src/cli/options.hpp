#pragma once

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

#include "pgstage/model/result.hpp"
#include "pgstage/report/findings.hpp"

#include "choices.hpp"
#include "command.hpp"

namespace pgstage::cli {

namespace po = boost::program_options;

/// The options of one command, with what its --help says around them.
struct CommandLine {
  std::string name;      ///< `lint`
  std::string usage;     ///< `pgstage lint [OPTION…] [PATH…]`
  std::string about;     ///< A sentence or two.
  std::string examples;  ///< Lines, indented by two.
  po::options_description options{"Options"};
  std::vector<std::string> formats = {};  ///< What --format takes; the first is the default.
};

/// What was typed and, where that left something open, set.
struct Values : po::variables_map {
  std::vector<RuleSettings> rules;  ///< The nearest first.
};

/// Adds --pg-version, --schema, --database-url, --config, --isolated, --color, -q, -v.
void add_common_options(po::options_description& options);

/// Parses; words that are no options go to `path`, and what was not typed is filled in from the
/// settings where the command has --config. Unknown options come back as an Error with a
/// suggestion. When the answer has `help`, the text was printed and there is nothing left to do.
Result<Values> parse(const CommandLine& line, const Arguments& arguments, Environment& environment);

/// The value of a string option, or empty.
std::string text_option(const po::variables_map& values, const std::string& name);
/// The values of an option that may be given several times.
std::vector<std::string> list_option(const po::variables_map& values, const std::string& name);

/// Colours and width for results on standard output.
report::Style style_of(const po::variables_map& values, const Environment& environment);

/// Where one format goes: `json`, or `json=report.json`.
struct Output {
  std::string format;
  std::string file;  ///< Empty: standard output.
};
std::vector<Output> outputs_of(const CommandLine& line, const po::variables_map& values);
/// Where a result is written while it comes to be.
class OutputStream {
 public:
  /// Opens the file, if it is one.
  static Result<std::unique_ptr<OutputStream>> open(const Output& output, Environment& environment);

  std::ostream& stream() { return file_.is_open() ? file_ : *out_; }
  Result<void> close();

 private:
  OutputStream(Output output, std::ostream& out) : output_(std::move(output)), out_(&out) {}

  Output output_;
  std::ostream* out_;
  std::ofstream file_;
};

/// Writes a result to where it belongs.
Result<void> write_output(const Output& output, const std::string& text, Environment& environment);

}  // namespace pgstage::cli
