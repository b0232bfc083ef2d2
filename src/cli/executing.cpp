#include "executing.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <ostream>
#include <random>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "pgstage/config/option.hpp"
#include "pgstage/model/timeout.hpp"

#include "observers.hpp"
#include "plan_file.hpp"
#include "settings.hpp"

namespace pgstage::cli {
namespace {

std::atomic<int> signals_seen{0};

extern "C" void on_signal(int signal) {
  // The first asks; whoever insists is obeyed by the system's own rule.
  if (signals_seen.fetch_add(1) > 0) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

class SteadyClock final : public apply::Clock {
 public:
  apply::milliseconds now() override {
    return std::chrono::duration_cast<apply::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
  }
  apply::microseconds precisely() override {
    return std::chrono::duration_cast<apply::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
  }
  void sleep(apply::microseconds time) override { std::this_thread::sleep_for(time); }
};

double random_share() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
}

std::string this_process() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host = {'?'};
  return fmt::format("process {} on {}", ::getpid(), host.data());
}

apply::Ending ending_from(std::string_view word) {
  if (word == "cancel") return apply::Ending::Cancel;
  return word == "terminate" ? apply::Ending::Terminate : apply::Ending::Leave;
}

}  // namespace

apply::milliseconds time_option(const po::variables_map& values, const std::string& name) {
  return apply::milliseconds{milliseconds_of(text_option(values, name)).value_or(0)};
}

void add_target_options(po::options_description& options) {
  options.add_options()("help,h", "print this and exit")(
      "database-url", po::value<std::string>()->value_name("URL"),
      "the database (else DATABASE_URL, else libpq's PG* variables)")(
      "journal-schema", po::value<std::string>()->value_name("NAME")->default_value("pgstage"),
      "schema of the journal in the target")(
      "color", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
      "auto, always or never")("quiet,q", "print errors only");
  add_settings_options(options);
}

void add_executing_options(po::options_description& options) {
  add_target_options(options);
  options.add_options()("lock-timeout",
                        po::value<std::string>()->value_name("TIME")->default_value("200ms"),
                        "how long others may wait behind us for a lock, as in 200ms or 2s")(
      "max-queue", po::value<int>()->value_name("N")->default_value(20),
      "give up a try at once when more than N sessions wait behind it")(
      "stall-budget", po::value<std::string>()->value_name("TIME")->default_value("30s"),
      "how long others may have waited for the plan in all before it stops")(
      "blockers", po::value<std::string>()->value_name("WHAT")->default_value("leave"),
      "leave, cancel or terminate the sessions that have been in the way for seconds: cancel ends "
      "what they run, terminate their connection and with it what they have not committed")(
      "show-queries", "name what the sessions in the way run; it may hold values of rows")(
      "wait-for-run", po::value<std::string>()->value_name("TIME")->default_value("5s"),
      "how long to wait for another run on the database to finish")(
      "deadline", po::value<int>()->value_name("SECONDS")->default_value(900),
      "how long one step may be tried")("auto-approve", "take every gate as open")(
      "dry-run", "print the statements and change nothing")(
      "log-format", po::value<std::string>()->value_name("F")->default_value("human"),
      "human or json");
}

bool names_database(const po::variables_map& values, const Environment& environment) {
  return !text_option(values, "database-url").empty() || environment.variable("PGHOST") ||
         environment.variable("PGDATABASE") || environment.variable("PGSERVICE");
}

Result<std::unique_ptr<db::Connector>> connector_of(const po::variables_map& values,
                                                    Environment& environment) {
  if (!names_database(values, environment)) {
    return input_error("no database was named",
                       "Give --database-url, or set DATABASE_URL or libpq's PG* variables.");
  }
  return db::libpq_connector(text_option(values, "database-url"));
}

Result<plan::Plan> plan_of(const po::variables_map& values) {
  const auto paths = list_option(values, "path");
  if (paths.size() != 1) {
    return input_error("name one plan file", "Make one with \"pgstage plan PATH -o FILE\".");
  }
  return read_plan(paths.front());
}

Result<apply::Options> apply_options(const po::variables_map& values) {
  apply::Options options;
  options.journal_schema = text_option(values, "journal-schema");
  options.lock_timeout = time_option(values, "lock-timeout");
  options.stall_budget = time_option(values, "stall-budget");
  options.wait_for_run = time_option(values, "wait-for-run");
  options.runner = this_process();
  options.max_queue = values["max-queue"].as<int>();
  options.blockers = ending_from(text_option(values, "blockers"));
  options.show_queries = values.count("show-queries") > 0;
  options.deadline = std::chrono::seconds{values["deadline"].as<int>()};
  if (options.lock_timeout.count() <= 0) {
    return input_error("--lock-timeout must be positive",
                       "Without a limit others would wait behind us; leave it out for 200ms.");
  }
  options.through = plan::phase_from(text_option(values, "through"));
  return options;
}

std::unique_ptr<apply::Observer> observer_for(const po::variables_map& values,
                                              Environment& environment) {
  if (text_option(values, "log-format") == "json") return json_observer(environment.err);
  const auto width = environment.err_is_terminal ? std::optional{environment.width} : std::nullopt;
  return human_observer(environment.err, width, values.count("quiet") > 0);
}

Desk::Desk(std::unique_ptr<apply::Observer> observer, const po::variables_map& values,
           Environment& environment)
    : clock_(std::make_unique<SteadyClock>()),
      observer_(std::move(observer)),
      approver_(approver_for(values, environment)),
      around_{*clock_, *observer_, *approver_, random_share, interrupted} {}

ExitStatus fail_executing(const Error& error, Environment& environment) {
  fail(error, environment);
  return status_of(error.kind);
}

void listen_for_signals() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  // Nobody reads on: no reason to leave a step half done.
  std::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return signals_seen.load() > 0; }

}  // namespace pgstage::cli
