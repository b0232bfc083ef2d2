#include "pgstage/config/option.hpp"

#include <algorithm>
#include <array>

#include "pgstage/model/server_version.hpp"

namespace pgstage::config {
namespace {

constexpr std::string_view kReading = "lint effects plan prove";
constexpr std::string_view kExecuting = "apply rollback";
constexpr std::string_view kAll = "lint effects plan prove apply status pace rollback";
constexpr std::int64_t kMost = INT32_MAX;

constexpr auto kCommands = std::to_array<std::string_view>(
    {"lint", "effects", "plan", "prove", "apply", "status", "pace", "rollback"});

constexpr auto kOptions = std::to_array<Option>({
    {.name = "after", .commands = kReading},
    {.name = "auto-approve",
     .commands = kExecuting,
     .kind = ValueKind::Switch,
     .not_in_file = "A gate is approved when it is open: on the command line."},
    {.name = "base", .commands = "lint plan"},
    {.name = "baseline", .commands = "lint", .kind = ValueKind::Path},
    {.name = "batch-time", .commands = "apply", .kind = ValueKind::Time},
    {.name = "blockers",
     .commands = kExecuting,
     .kind = ValueKind::Word,
     .words = "leave cancel terminate",
     .not_in_file =
         "Whose work is ended is decided run by run: give --blockers on the command line."},
    {.name = "color", .commands = kAll, .kind = ValueKind::Word, .words = "auto always never"},
    {.name = "database-url",
     .commands = kAll,
     .not_in_file = "A file must hold no password and choose no server: set PGSTAGE_DATABASE_URL "
                    "or DATABASE_URL, or give --database-url."},
    {.name = "deadline",
     .commands = kExecuting,
     .kind = ValueKind::Number,
     .least = 1,
     .most = kMost},
    {.name = "deployed",
     .commands = "apply",
     .not_in_file = "Each deploy has its own time: give --deployed on the command line."},
    {.name = "disable",
     .commands = "lint",
     .repeatable = true,
     .not_in_file = "Turn it off in the table of rules: NAME = \"off\"."},
    {.name = "dry-run",
     .commands = kExecuting,
     .kind = ValueKind::Switch,
     .not_in_file = "Give --dry-run on the command line."},
    {.name = "enable", .commands = "lint", .repeatable = true},
    {.name = "fail-level",
     .commands = "lint",
     .kind = ValueKind::Word,
     .words = "error warning notice none"},
    {.name = "format", .commands = kReading, .repeatable = true},
    {.name = "framework", .commands = kReading},
    {.name = "gate-command", .commands = "apply"},
    {.name = "history-table", .commands = kReading},
    {.name = "ignore-signal",
     .commands = "apply",
     .kind = ValueKind::Word,
     .words = "replicas slots archiver waiters commits dead-rows autovacuum query",
     .repeatable = true},
    {.name = "journal-schema", .commands = "apply status pace rollback"},
    {.name = "lock-timeout", .commands = "lint apply rollback", .kind = ValueKind::Time},
    {.name = "log-format", .commands = kExecuting, .kind = ValueKind::Word, .words = "human json"},
    {.name = "longest-wait", .commands = "apply", .kind = ValueKind::Time},
    {.name = "max-commit", .commands = "apply", .kind = ValueKind::Time},
    {.name = "max-dead", .commands = "apply", .kind = ValueKind::Number, .most = kMost},
    {.name = "max-lag", .commands = "apply", .kind = ValueKind::Time},
    {.name = "max-lag-mb", .commands = "apply", .kind = ValueKind::Number, .most = kMost},
    {.name = "max-queue", .commands = kExecuting, .kind = ValueKind::Number, .most = kMost},
    {.name = "max-slot-mb", .commands = "apply", .kind = ValueKind::Number, .most = kMost},
    {.name = "max-unarchived", .commands = "apply", .kind = ValueKind::Number, .most = kMost},
    {.name = "max-waiters", .commands = "apply", .kind = ValueKind::Number, .most = kMost},
    {.name = "parameter",
     .commands = "lint",
     .repeatable = true,
     .not_in_file = "Write it into the table [rules]: RULE = { NAME = VALUE }."},
    {.name = "pause-when",
     .commands = "apply",
     .not_in_file = "A file must not say what runs on a server: give --pause-when on the command "
                    "line, or set PGSTAGE_PAUSE_WHEN."},
    {.name = "pg-bin", .commands = "plan prove", .kind = ValueKind::Path},
    {.name = "pg-stat-statements", .commands = "plan prove", .kind = ValueKind::Switch},
    {.name = "pg-version",
     .commands = kReading,
     .kind = ValueKind::Number,
     .least = kOldestServer.major,
     .most = kNewestServer.major},
    {.name = "prelude", .commands = "plan prove", .kind = ValueKind::Path},
    {.name = "prove", .commands = "plan", .kind = ValueKind::Switch},
    {.name = "queries", .commands = "plan prove", .kind = ValueKind::Path, .repeatable = true},
    {.name = "quiet", .commands = kAll, .kind = ValueKind::Switch},
    {.name = "replica", .commands = "apply", .repeatable = true},
    {.name = "rule",
     .commands = "lint",
     .kind = ValueKind::Level,
     .repeatable = true,
     .not_in_file = "Write it into the table [rules]: RULE = \"off\"."},
    {.name = "schema", .commands = kReading, .kind = ValueKind::Path},
    {.name = "seed", .commands = "plan prove", .kind = ValueKind::Number, .most = kMost},
    {.name = "share", .commands = "apply", .kind = ValueKind::Number, .least = 1, .most = 100},
    {.name = "show-queries", .commands = kExecuting, .kind = ValueKind::Switch},
    {.name = "stall-budget", .commands = kExecuting, .kind = ValueKind::Time},
    {.name = "through",
     .commands = "apply",
     .kind = ValueKind::Word,
     .words = "expand migrate contract",
     .not_in_file = "Each run says how far it goes: give --through on the command line."},
    {.name = "verbose", .commands = kReading, .kind = ValueKind::Switch},
    {.name = "wait-for-run", .commands = kExecuting, .kind = ValueKind::Time},
    {.name = "watch", .commands = "apply", .kind = ValueKind::Time},
});

}  // namespace

bool Option::belongs_to(std::string_view command) const {
  std::string_view rest = commands;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == command) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

std::string Option::variable() const {
  std::string out = "PGSTAGE_";
  for (const char c : name) {
    out += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return out;
}

std::span<const Option> options() { return kOptions; }

std::span<const std::string_view> commands() { return kCommands; }

const Option* find_option(std::string_view name) {
  const auto found = std::find_if(kOptions.begin(), kOptions.end(),
                                  [&](const Option& each) { return each.name == name; });
  return found == kOptions.end() ? nullptr : &*found;
}

}  // namespace pgstage::config
