#include "inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <istream>
#include <memory>
#include <ostream>
#include <set>

#include <fmt/format.h>

#include "pgstage/db/session.hpp"
#include "pgstage/model/digest.hpp"
#include "pgstage/report/visible.hpp"
#include "pgstage/source/code.hpp"
#include "pgstage/source/source.hpp"

#include "files.hpp"
#include "memory.hpp"
#include "pending.hpp"
#include "start_schema.hpp"

namespace pgstage::cli {
namespace {

Result<std::string> read_all(std::istream& in) {
  constexpr std::streamsize kPiece = 65536;
  std::string text;
  std::string piece(kPiece, '\0');
  while (in.read(piece.data(), kPiece) || in.gcount() > 0) {
    text.append(piece, 0, static_cast<std::size_t>(in.gcount()));
  }
  if (!in.bad()) return text;
  return input_error("cannot read standard input", "Pipe SQL into pgstage, or name a file.");
}

/// The folders of migrations that the repository has, when none was named. What is one batch has to
/// be told apart from what was applied already, so there that must be said.
Result<std::vector<std::string>> find_paths(const po::variables_map& values, Folders folders,
                                            Environment& environment) {
  const bool said = values.count("after") > 0 || values.count("base") > 0 ||
                    !text_option(values, "database-url").empty();
  if (folders == Folders::OneBatch && !said) {
    return input_error("no path was given",
                       "Name the migrations that are pending, or say which are not: with --after, "
                       "or with a database in which their framework has written it down.");
  }
  const auto root = source::repository_of(".");
  std::vector<std::string> out;
  for (const auto& history : source::histories_below(root)) {
    out.push_back(history.folder);
    if (values.count("quiet") > 0) continue;
    environment.err << report::visible(
        fmt::format("taking {} ({})\n", history.folder, history.framework));
  }
  if (!out.empty()) return out;
  const auto shown = std::filesystem::proximate(root).string();
  return input_error(fmt::format("no folder of migrations was found below \"{}\"", shown),
                     "Name a file, a folder of migrations, or - for standard input.");
}

Result<source::Request> request_of(const po::variables_map& values, Folders folders,
                                   Environment& environment) {
  source::Request request;
  request.paths = list_option(values, "path");
  if (request.paths.empty() && values.count("staged") == 0) {
    auto found = find_paths(values, folders, environment);
    if (!found) return found.error();
    request.paths = *std::move(found);
  }
  request.after = text_option(values, "after");
  // Else it is said of what is written, or of what is tried in the place of a plan.
  const bool of_input = values.count("emit") == 0 && values.count("against") == 0;
  if (of_input) request.framework = text_option(values, "framework");
  request.stdin_filename = text_option(values, "stdin-filename");
  request.one_batch = folders == Folders::OneBatch;
  if (std::find(request.paths.begin(), request.paths.end(), "-") == request.paths.end()) {
    return request;
  }
  auto text = read_all(environment.in);
  if (!text) return text.error();
  request.stdin_text = *std::move(text);
  return request;
}

std::string folder_of_paths(const source::Request& request) {
  if (request.paths.empty()) return ".";
  const auto& first = request.paths.front();
  std::error_code ignored;
  if (first == "-") return folder_of(request.stdin_filename);
  return std::filesystem::is_directory(first, ignored) ? first : folder_of(first);
}

/// The folders of migrations in which the next commit would change something.
std::vector<std::string> folders_changed_since(const source::Base& base) {
  std::set<std::string> out;
  for (const auto& path : base.changed()) {
    if (!path.ends_with(".sql") && !source::is_code(path)) continue;
    if (const auto history = source::history_with(path)) out.insert(history->folder);
  }
  return {out.begin(), out.end()};
}

/// What git has committed was applied before.
Result<void> read_staged(Inputs& inputs, source::Request& request) {
  auto base = source::Base::staged(inputs.folder);
  if (!base) return base.error();
  inputs.base = *std::move(base);
  if (request.paths.empty()) request.paths = folders_changed_since(*inputs.base);
  request.left_out = [&inputs](const std::string& path) { return !inputs.base->knows(path); };
  request.read = [&inputs](const std::string& path) { return inputs.base->read(path); };
  return {};
}

Result<void> read_base(const po::variables_map& values, Inputs& inputs, source::Request& request) {
  inputs.folder = folder_of_paths(request);
  const auto ref = text_option(values, "base");
  const bool staged = values.count("staged") > 0;
  if (ref.empty() && !staged) return {};
  const std::string_view asked = staged ? "staged" : "base";
  if (!request.after.empty() || (staged && !ref.empty())) {
    return input_error(fmt::format("--{} and --{} exclude each other", asked,
                                   request.after.empty() ? "base" : "after"),
                       "Say with one of them which migrations were applied before.");
  }
  if (staged) {
    if (auto read = read_staged(inputs, request); !read) return read;
  } else {
    auto base = source::Base::where_branched_off(inputs.folder, ref);
    if (!base) return base.error();
    inputs.base = *std::move(base);
  }
  request.applied = [&inputs](const source::Migration& migration) {
    return inputs.base->has_unchanged(migration.path);
  };
  return {};
}

ServerVersion version_of(const po::variables_map& values) {
  if (values.count("pg-version") == 0) return kDefaultServer;
  return ServerVersion{values["pg-version"].as<int>()};
}

using SessionPtr = std::unique_ptr<db::Session>;

/// Null when no database is to be asked.
Result<SessionPtr> connect(const po::variables_map& values) {
  const auto url = text_option(values, "database-url");
  if (url.empty()) return SessionPtr{};
  return db::libpq_connector(url)->connect("pgstage");
}

lint::Input lint_input(const source::Migration& migration, sql::Script& script,
                       sql::Script* way_back) {
  std::vector<sql::Skipped> unread;
  for (const auto& each : migration.unread) unread.push_back({{each.offset, 0}, each.why});
  return {.path = migration.path,
          .framework = migration.framework,
          .migration = migration.id,
          .sent_as = migration.sent_as,
          .script = &script,
          .way_back = way_back,
          .messages = migration.messages,
          .outside = migration.outside,
          .unread = std::move(unread),
          .hides = std::any_of(migration.unread.begin(), migration.unread.end(),
                               [](const auto& each) { return !each.goes_back; }),
          .database = migration.database,
          .runner = migration.runner,
          .code = migration.code,
          .overtaken_by = migration.overtaken_by};
}

plan::PlannedMigration planned(const lint::Input& input) {
  return {{.path = input.path,
           .framework = input.framework,
           .migration = input.migration,
           .sha256 = sha256_hex(input.script->text())},
          input.script};
}

/// The bytes of all migrations, and what was measured of the memory that they come to take.
void prepare_memory(const source::Selection& selection) {
  constexpr std::size_t kPerByte = 48;
  std::size_t bytes = 0;
  const auto add = [&](const std::vector<source::Migration>& migrations) {
    for (const auto& migration : migrations) bytes += migration.up.size();
  };
  add(selection.earlier);
  for (const auto& batch : selection.batches) add(batch);
  expect_memory(kPerByte * bytes);
}

/// A plan stands for all that a migration does, so all of it has to be known.
Result<void> check_known(const source::Selection& selection) {
  for (const auto& batch : selection.batches) {
    for (const auto& migration : batch) {
      const auto unknown = std::find_if(migration.unread.begin(), migration.unread.end(),
                                        [](const auto& each) { return !each.goes_back; });
      if (unknown == migration.unread.end()) continue;
      const auto line = LineIndex(migration.up).position(unknown->offset).line;
      return input_error(
          fmt::format("{}:{}: not read: {}", migration.path, line, unknown->why),
          "Hand over the SQL that the framework runs: a plan needs to know all of it.");
    }
  }
  return {};
}

/// The planner looks at a script more than once; judging goes through it as it is read.
void take_all(source::Selection selection, Folders folders, Inputs& inputs) {
  const auto taken = [&](source::Migration& migration) {
    auto& script = inputs.scripts.emplace_back(folders == Folders::OneBatch
                                                   ? sql::Script::parse(std::move(migration.up))
                                                   : sql::Script::unread(std::move(migration.up)));
    auto* way_back =
        migration.down.empty()
            ? nullptr
            : &inputs.scripts.emplace_back(sql::Script::unread(std::move(migration.down)));
    return lint_input(migration, script, way_back);
  };
  // A schema that was given stands for everything that came before.
  if (inputs.start.complete()) selection.earlier.clear();
  prepare_memory(selection);
  for (auto& migration : selection.earlier) inputs.run.earlier.push_back(taken(migration));
  for (auto& batch : selection.batches) {
    auto& pending = inputs.run.batches.emplace_back();
    for (auto& migration : batch) {
      auto& input = pending.emplace_back(taken(migration));
      if (!inputs.base || inputs.base->is_new(input.path)) continue;
      input.edited = !inputs.base->has_same_text(input.path);
      input.renamed_from = inputs.base->former_id(input.path);
      // It stands where it stood.
      input.overtaken_by.clear();
    }
  }
  for (auto& migration : selection.removed) {
    if (inputs.run.batches.empty()) inputs.run.batches.emplace_back();
    inputs.run.batches.front().push_back(taken(migration));
    inputs.run.batches.front().back().removed = true;
  }
}

/// Of the folders that are asked for, what the base has and the work tree has not.
std::vector<source::Migration> removed_of(const source::Request& request, const Inputs& inputs) {
  std::vector<source::Migration> out;
  if (!inputs.base) return out;
  for (const auto& path : request.paths) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) continue;
    auto removed = inputs.base->removed_below(path);
    std::move(removed.begin(), removed.end(), std::back_inserter(out));
  }
  return out;
}

std::string schema_words(const po::variables_map& values, const Inputs& inputs) {
  const auto url = text_option(values, "database-url");
  if (!url.empty()) return db::libpq_connector(url)->target();
  const auto schema = text_option(values, "schema");
  if (!schema.empty()) return schema;
  return fmt::format("not given; {} earlier migrations are replayed", inputs.run.earlier.size());
}

}  // namespace

void add_input_options(po::options_description& options) {
  options.add_options()("format", po::value<std::vector<std::string>>()->value_name("F[=FILE]"),
                        "how to print, and where to, several times if need be")(
      "after", po::value<std::string>()->value_name("VERSION"),
      "migrations up to this one were applied before; the rest is one deploy")(
      "history-table", po::value<std::string>()->value_name("NAME"),
      "where the framework writes down what it has run, when that is not its usual table; with a "
      "database, what is not in it is one deploy")(
      "framework", po::value<std::string>()->value_name("NAME"),
      "whose form migrations have (else the one they seem to have)")(
      "stdin-filename", po::value<std::string>()->value_name("NAME")->default_value("<stdin>"),
      "what to call the text of standard input");
}

void add_base_option(po::options_description& options) {
  options.add_options()(
      "base", po::value<std::string>()->value_name("REF"),
      "migrations that were there, and the same, where HEAD left this branch were applied before");
}

Result<Inputs> read_inputs(const po::variables_map& values, Folders folders,
                           Environment& environment) {
  Inputs inputs;
  inputs.version = version_of(values);
  inputs.version_known = values.count("pg-version") > 0;
  auto request = request_of(values, folders, environment);
  if (!request) return request.error();
  if (auto read = read_base(values, inputs, *request); !read) return read.error();
  auto session = connect(values);
  if (!session) return session.error();
  const bool said = !request->after.empty() || request->applied;
  const auto ledgers = said ? Result<Ledgers>{Ledgers{}}
                            : Ledgers::read(session->get(), text_option(values, "history-table"));
  if (!ledgers) return ledgers.error();
  if (!ledgers->empty()) {
    request->applied = [&](const source::Migration& migration) { return ledgers->has(migration); };
  }
  // No deploy runs it.
  if (folders == Folders::OneDeployEach) request->removed = removed_of(*request, inputs);
  // Nothing of what is staged is a migration.
  auto selection = request->paths.empty() ? source::Selection{} : source::select(*request);
  if (!selection) return selection.error();
  if (folders == Folders::OneBatch) {
    if (auto known = check_known(*selection); !known) return known.error();
  }
  environment.err << report::visible(ledgers->unfinished_of(*selection));
  for (const auto& folder : selection->closed) {
    environment.err << report::visible(
        fmt::format("\"{}\" may not be read, so what is in it is not known\n", folder));
  }
  for (const auto& each : selection->mixed) {
    if (values.count("quiet") > 0) break;
    environment.err << report::visible(
        fmt::format("{}; --framework NAME says whose it is\n", each));
  }
  if (auto read = read_start(session->get(), values, inputs); !read) return read.error();
  take_all(*std::move(selection), folders, inputs);
  if (values.count("verbose") > 0) {
    environment.err << report::visible("schema: " + schema_words(values, inputs) + "\n");
  }
  return inputs;
}

Result<Inputs> inputs_in_place(const Inputs& others, const std::string& folder) {
  auto selection = source::select({.paths = {folder}});
  if (!selection) return selection.error();
  Inputs inputs;
  inputs.start = others.start;
  inputs.version = others.version;
  inputs.version_known = others.version_known;
  inputs.folder = folder;
  take_all(*std::move(selection), Folders::OneBatch, inputs);
  inputs.run.earlier = others.run.earlier;
  return inputs;
}

plan::PlanRequest plan_request(const Inputs& inputs, ServerVersion version) {
  plan::PlanRequest request;
  request.start = inputs.start;
  request.version = version;
  for (const auto& input : inputs.run.earlier) request.earlier.push_back(planned(input));
  for (const auto& batch : inputs.run.batches) {
    for (const auto& input : batch) request.pending.push_back(planned(input));
  }
  return request;
}

}  // namespace pgstage::cli
