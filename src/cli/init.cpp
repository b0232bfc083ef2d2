#include <algorithm>
#include <filesystem>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/report/visible.hpp"
#include "pgstage/source/source.hpp"

#include "commands.hpp"
#include "files.hpp"
#include "hooks.hpp"
#include "options.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> names_of_runners() {
  std::vector<std::string_view> out;
  for (const auto& each : hook_runners()) out.push_back(each.name);
  return out;
}

CommandLine command_line() {
  CommandLine line;
  line.name = "init";
  line.usage = "pgstage init [OPTION…]";
  line.about =
      "Finds the migrations of the repository, writes a pgstage.toml with what is worth setting,\n"
      "and lets pgstage judge what is staged before each commit, by the program that the "
      "repository\n"
      "uses for that: pre-commit, lefthook, husky, or else git's own hook. What is there stays as\n"
      "it is; a second run changes nothing.";
  line.examples =
      "  pgstage init\n"
      "  pgstage init --hook none        # only the settings\n";
  line.options.add_options()("help,h", "print this and exit")(
      "hook", po::value<std::string>()->value_name("NAME"),
      "pre-commit, lefthook, husky, git or none (default: what is found, in this order)")(
      "quiet,q", "say nothing but errors");
  return line;
}

/// Every setting is an option with its long name.
std::string settings_for(const std::vector<source::History>& histories) {
  std::string out =
      "# Settings of pgstage: every long option can stand here, \"pgstage lint --help\" lists "
      "them.\n";
  for (const auto& each : histories) {
    out += report::visible(fmt::format("# Migrations: {} ({})\n", each.folder, each.framework));
  }
  return out +
         "\n# The major version of the server that they are for.\n"
         "#pg-version = 17\n"
         "\n# The lock_timeout that the role or the runner sets. Without one, migrations have to.\n"
         "#lock-timeout = \"2s\"\n"
         "\n# The schema and the sizes of the tables, for where no database can be reached:\n"
         "# pgstage snapshot --database-url \"$URL\" -o db/snapshot.sql\n"
         "#schema = \"db/snapshot.sql\"\n";
}

class Init {
 public:
  Init(const po::variables_map& values, Environment& environment)
      : quiet_(values.count("quiet") > 0),
        hook_(text_option(values, "hook")),
        environment_(environment) {}

  Result<ExitStatus> run() {
    const auto chosen = runner();
    if (!chosen) return chosen.error();
    auto hook = *chosen == nullptr ? HookFile{.path = {}, .text = {}, .done = true}
                                   : (*chosen)->file(root_);
    if (!hook) return hook.error();
    if (auto done = write_settings(); !done) return done.error();
    if (*chosen == nullptr) return ExitStatus::Done;
    if (auto done = write_hook(**chosen, *hook); !done) return done.error();
    return ExitStatus::Done;
  }

 private:
  void say(const std::string& text) {
    if (!quiet_) environment_.out << report::visible(text) << "\n";
  }

  static std::string shown(const std::string& path) { return fs::proximate(path).string(); }

  /// Null: none is wanted.
  Result<const HookRunner*> runner() const {
    if (hook_ == "none") return static_cast<const HookRunner*>(nullptr);
    const auto runners = hook_runners();
    const auto found = std::find_if(runners.begin(), runners.end(), [&](const auto& each) {
      return hook_.empty() ? each.used(root_) : each.name == hook_;
    });
    if (found != runners.end()) return &*found;
    return input_error(fmt::format("--hook cannot be \"{}\"", hook_),
                       fmt::format("Use one of: {}, none.", fmt::join(names_of_runners(), ", ")));
  }

  Result<void> write_settings() {
    const auto histories = source::histories_below(root_);
    for (const auto& each : histories) {
      say(fmt::format("found {} ({})", each.folder, each.framework));
    }
    if (histories.empty()) {
      say("no folder of SQL migrations was found; name them to \"pgstage lint\"");
    }
    const auto path = (fs::path(root_) / "pgstage.toml").string();
    std::error_code ignored;
    if (fs::exists(path, ignored)) {
      say(fmt::format("{} is there already", shown(path)));
      return {};
    }
    if (auto written = replace_file(path, settings_for(histories)); !written) return written;
    say(fmt::format("wrote {}", shown(path)));
    return {};
  }

  Result<void> write_hook(const HookRunner& runner, const HookFile& file) {
    if (file.done) {
      say(fmt::format("{} has pgstage already", shown(file.path)));
      return {};
    }
    std::error_code failed;
    fs::create_directories(fs::path(file.path).parent_path(), failed);
    if (auto written = replace_file(file.path, file.text); !written) return written;
    if (file.executable) {
      fs::permissions(file.path,
                      fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                      fs::perm_options::add, failed);
    }
    say(fmt::format("wrote {}: what is staged is judged before each commit", shown(file.path)));
    if (!runner.next.empty()) {
      say(fmt::format("next: {}, unless that was done before", runner.next));
    }
    return {};
  }

  bool quiet_;
  std::string hook_;
  Environment& environment_;
  std::string root_ = source::repository_of(".");
};

Result<ExitStatus> init(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  if (values->count("path") > 0) {
    return input_error("init takes no path", "Run it anywhere in the repository.");
  }
  return Init(*values, environment).run();
}

}  // namespace

ExitStatus run_init(const Arguments& arguments, Environment& environment) {
  const auto status = init(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli
