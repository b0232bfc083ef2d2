#include "pgstage/record/record.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/report/visible.hpp"
#include "pgstage/source/source.hpp"

#include "commands.hpp"
#include "executing.hpp"
#include "files.hpp"
#include "options.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = "-- pgstage:recorded ";

CommandLine command_line() {
  CommandLine line;
  line.name = "record";
  line.usage = "pgstage record -o DIR [OPTION…] -- COMMAND…";
  line.about =
      "Runs the command of a framework whose migrations are code against a throwaway PostgreSQL,\n"
      "writes what that was sent into a folder, a file for each migration, and judges it as\n"
      "\"pgstage lint DIR\" does: as SQL, with the transactions that it really had.\n\n"
      "The command finds the server through DATABASE_URL, PGHOST and its kin, DB_HOST and its "
      "kin,\n"
      "and what Flyway, goose, Liquibase and Spring read; or by {url}, {host}, {port}, {user},\n"
      "{password} and {database} in its words. Other addresses of databases are taken out of its\n"
      "environment. It has a network of its own with nothing but loopback, and what it changes in\n"
      "the repository is gone afterwards. It runs your code: leave it out for pull requests of\n"
      "people whom you do not trust.";
  line.examples =
      "  pgstage record -o recorded -- npx knex migrate:latest\n"
      "  pgstage record -o recorded -- npx knex migrate:latest --connection {url}\n"
      "  pgstage record -o recorded --prelude roles.sql -- python manage.py migrate\n"
      "  pgstage lint recorded --after 0041          # later, or elsewhere\n";
  line.options.add_options()("help,h", "print this and exit")(
      "output,o", po::value<std::string>()->value_name("DIR"), "the folder to write to")(
      "env", po::value<std::vector<std::string>>()->value_name("NAME=VALUE"),
      "a variable for the command, in which {url} and its kin stand for the server, several times "
      "if need be")("prelude", po::value<std::string>()->value_name("FILE"),
                    "SQL that is run before, as a superuser: roles, extensions, schemas")(
      "time-limit", po::value<std::string>()->value_name("TIME")->default_value("10min"),
      "how long the command may take")(
      "no-isolation",
      "run it with this network and in this folder, where the kernel allows no other")(
      "no-lint", "write the folder, and do not judge it")(
      "pg-bin", po::value<std::string>()->value_name("FOLDER"), "where postgres and initdb are")(
      "pg-version", po::value<int>()->value_name("N"), "major version of the server")(
      "quiet,q", "print results only");
  return line;
}

/// A name that a file may have.
std::string file_name(std::size_t number, const std::string& migration) {
  auto name = fs::path(migration).filename().string();
  for (const std::string_view code : {".js", ".ts", ".cjs", ".mjs", ".py", ".rb", ".sql"}) {
    if (name.ends_with(code)) name.resize(name.size() - code.size());
  }
  std::replace_if(
      name.begin(), name.end(),
      [](unsigned char c) { return std::isalnum(c) == 0 && c != '.' && c != '-' && c != '_'; },
      '_');
  constexpr std::size_t kLongest = 200;
  return fmt::format("{:04}_{}.sql", number, name.empty() ? "unnamed" : name.substr(0, kLongest));
}

std::string text_of(const record::Record& record, const record::Migration& migration) {
  std::string out = fmt::format("{}by {}, sent as {}\n", kHead,
                                record.framework.empty() ? "a framework" : record.framework,
                                to_string(migration.sent_as));
  for (const auto& statement : migration.statements) out += statement + ";\n";
  return out;
}

/// What was recorded there before, which alone may be replaced.
Result<std::vector<fs::path>> old_record(const std::string& folder) {
  std::vector<fs::path> out;
  std::error_code failed;
  if (!fs::exists(folder, failed) && !failed) return out;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const auto text = source::read_file(entry.path().string());
    if (!text || !text->starts_with(kHead)) {
      return input_error(fmt::format("\"{}\" holds \"{}\", which was not recorded", folder,
                                     entry.path().filename().string()),
                         "Name a folder that is empty or holds what was recorded before.");
    }
    out.push_back(entry.path());
  }
  if (!failed) return out;
  return input_error(fmt::format("cannot record in \"{}\": {}", folder, failed.message()),
                     "Name a folder that is empty, or one that is to be made.");
}

Result<void> make_room(const std::string& folder, const std::vector<fs::path>& old) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) {
    return input_error(fmt::format("cannot make folder \"{}\": {}", folder, failed.message()));
  }
  for (const auto& path : old) fs::remove(path, failed);
  return {};
}

Result<record::Request> request_of(const po::variables_map& values) {
  record::Request request;
  request.command = list_option(values, "path");
  if (request.command.empty()) {
    return input_error("no command was given", "Write it behind --, as you would type it.");
  }
  if (text_option(values, "output").empty()) {
    return input_error("no folder was given", "Name one with -o DIR.");
  }
  request.variables = list_option(values, "env");
  for (const auto& variable : request.variables) {
    if (variable.find('=') == std::string::npos || variable.starts_with("=")) {
      return input_error(fmt::format("--env cannot be \"{}\"", variable), "Use NAME=VALUE.");
    }
  }
  request.folder = source::repository_of(".");
  if (const auto prelude = text_option(values, "prelude"); !prelude.empty()) {
    auto text = source::read_file(prelude);
    if (!text) return text.error();
    request.prelude = *std::move(text);
  }
  request.time_limit =
      std::chrono::duration_cast<std::chrono::seconds>(time_option(values, "time-limit"));
  if (request.time_limit < std::chrono::seconds{1}) {
    return input_error(
        fmt::format("--time-limit cannot be \"{}\"", text_option(values, "time-limit")),
        "Use a time with its unit, a second at least: 90s, 10min.");
  }
  request.isolated = values.count("no-isolation") == 0;
  request.host = shadow::this_host();
  shadow::WantedServer wanted{.pg_bin = text_option(values, "pg-bin"), .major = std::nullopt};
  if (values.count("pg-version") > 0) wanted.major = values["pg-version"].as<int>();
  auto binaries = shadow::locate(wanted, request.host);
  if (!binaries) return binaries.error();
  request.binaries = *std::move(binaries);
  return request;
}

void say_comparison(const record::Comparison& comparison, Environment& environment) {
  if (comparison.statements == 0) return;
  std::string text;
  for (const auto& difference : comparison.differences) text += difference + "\n";
  text += comparison.differences.empty()
              ? fmt::format("locks and rewrites of {} DDL statement{} were as foreseen\n",
                            comparison.statements, comparison.statements == 1 ? "" : "s")
              : "what was not as foreseen comes from the body of a function, or is a mistake of "
                "pgstage: then please report it\n";
  if (!comparison.after_unread.empty()) {
    text += "but for what comes behind SQL that is known only when it runs:\n";
    constexpr std::size_t kShown = 10;
    const auto& all = comparison.after_unread;
    for (std::size_t i = 0; i < std::min(kShown, all.size()); ++i) text += "  " + all[i] + "\n";
    if (all.size() > kShown) text += fmt::format("  and {} more\n", all.size() - kShown);
  }
  environment.err << report::visible(text);
}

Result<ExitStatus> take_record(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto request = request_of(*values);
  if (!request) return request.error();
  const auto folder = text_option(*values, "output");
  const auto old = old_record(folder);
  if (!old) return old.error();
  const auto record = record::record(*request);
  if (!record) return record.error();
  if (auto room = make_room(folder, *old); !room) return room.error();
  std::size_t number = 0;
  std::size_t statements = 0;
  for (const auto& migration : record->migrations) {
    const auto path = (fs::path(folder) / file_name(++number, migration.name)).string();
    if (auto written = replace_file(path, text_of(*record, migration)); !written) {
      return written.error();
    }
    statements += migration.statements.size();
  }
  if (values->count("quiet") == 0) {
    environment.err << report::visible(fmt::format(
        "recorded {} statement{} of {} migration{}{} in {}; {} other{} looked around or kept its "
        "books, {} {} refused\n",
        statements, statements == 1 ? "" : "s", number, number == 1 ? "" : "s",
        record->framework.empty() ? "" : " of " + record->framework, folder, record->passed_over,
        record->passed_over == 1 ? "" : "s", record->refused.size(),
        record->refused.size() == 1 ? "was" : "were"));
  }
  if (values->count("quiet") == 0) say_comparison(record->comparison, environment);
  if (number == 0 || values->count("no-lint") > 0) return ExitStatus::Done;
  return run_lint({folder}, environment);
}

}  // namespace

ExitStatus run_record(const Arguments& arguments, Environment& environment) {
  const auto status = take_record(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli
