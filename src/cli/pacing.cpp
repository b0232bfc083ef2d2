#include "pacing.hpp"

#include "executing.hpp"

namespace pgstage::cli {
namespace {

std::int64_t bytes_option(const po::variables_map& values, const std::string& name) {
  return std::int64_t{values[name].as<int>()} << 20;
}

}  // namespace

void add_pacing_options(po::options_description& options) {
  const auto time = [](const char* standard) {
    return po::value<std::string>()->value_name("TIME")->default_value(standard);
  };
  const auto number = [](int standard) {
    return po::value<int>()->value_name("N")->default_value(standard);
  };
  const auto list = [](const char* name) {
    return po::value<std::vector<std::string>>()->value_name(name);
  };
  options.add_options()("batch-time", time("200ms"),
                        "how long a batch of a backfill is to take; who wants one of its rows "
                        "waits for its end")(
      "share", number(20),
      "percent of the time that a backfill changes rows while other sessions are at work, in short "
      "bursts; 100: it gives way to nobody")(
      "max-lag", time("10s"), "a backfill keeps replicas from falling further behind")(
      "max-lag-mb", number(1024), "the same in MB of the write-ahead log")(
      "replica", list("NAME"), "a backfill waits while this replica is not connected")(
      "max-slot-mb", number(10240), "it waits while a replication slot keeps more than N MB")(
      "max-unarchived", number(42), "while more files of the log wait to be archived")(
      "max-waiters", number(5), "while more sessions wait for a lock on the table")(
      "max-commit", time("1s"), "for a while, after a batch that took longer to commit")(
      "max-dead", number(200), "while the table has more than N dead rows for 100 live ones")(
      "pause-when", po::value<std::string>()->value_name("SQL"),
      "while this query is true, or fails")(
      "ignore-signal", list("WHAT"),
      "go on whatever replicas, slots, archiver, waiters, commits, dead-rows, autovacuum or query "
      "say, or when they cannot be read")(
      "longest-wait", po::value<std::string>()->value_name("TIME"),
      "give up when a backfill had to wait so long (default: never)");
}

Result<apply::Limits> limits_of(const po::variables_map& values) {
  apply::Limits limits;
  limits.batch_time = time_option(values, "batch-time");
  limits.share = values["share"].as<int>();
  limits.max_lag = time_option(values, "max-lag");
  limits.max_lag_bytes = bytes_option(values, "max-lag-mb");
  limits.replicas = list_option(values, "replica");
  limits.max_slot_bytes = bytes_option(values, "max-slot-mb");
  limits.max_unarchived = values["max-unarchived"].as<int>();
  limits.max_waiters = values["max-waiters"].as<int>();
  limits.max_commit = time_option(values, "max-commit");
  limits.max_dead_percent = values["max-dead"].as<int>();
  limits.pause_when = text_option(values, "pause-when");
  for (const auto& name : list_option(values, "ignore-signal")) {
    if (const auto signal = apply::signal_from(name)) limits.ignored.insert(*signal);
  }
  if (values.count("longest-wait") > 0) limits.longest_wait = time_option(values, "longest-wait");
  if (limits.batch_time.count() <= 0 || limits.max_lag.count() <= 0) {
    return input_error("--batch-time and --max-lag must be positive",
                       "Leave them out for 200ms and 10s; --ignore-signal replicas goes on "
                       "whatever the lag.");
  }
  return limits;
}

}  // namespace pgstage::cli
