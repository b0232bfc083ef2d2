#include "pgbench.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <memory>
#include <sstream>

#include <fmt/format.h>

#include "support.hpp"
#include "support/project.hpp"

namespace pgstage::live {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostScripts = 120;  ///< pgbench takes 128.
constexpr std::size_t kMostErrors = 20;

/// Beside the server's programs, or else the one on the PATH.
std::string program() {
  const auto beside = binaries().folder + "/pgbench";
  return fs::exists(beside) ? beside : "pgbench";
}

/// A line of a log is `client number microseconds script seconds microseconds lag`; the time holds
/// the lag behind the schedule, which says nothing about this transaction.
void add_line(const std::string& line, Tally& tally) {
  std::istringstream words(line);
  std::string client;
  std::string number;
  std::string took;
  double script = 0;
  double seconds = 0;
  double rest = 0;
  double lag = 0;
  if (!(words >> client >> number >> took)) return;
  if (took == "failed") {
    ++tally.failed;
    tally.errors.emplace_back("a transaction was to be repeated");
    return;
  }
  words >> script >> seconds >> rest >> lag;
  constexpr double kMicroseconds = 1000;
  ++tally.transactions;
  tally.worst_ms = std::max(tally.worst_ms, (std::stod(took) - lag) / kMicroseconds);
}

}  // namespace

void Tally::add(const Tally& other) {
  transactions += other.transactions;
  failed += other.failed;
  outdated += other.outdated;
  worst_ms = std::max(worst_ms, other.worst_ms);
  errors.insert(errors.end(), other.errors.begin(), other.errors.end());
}

bool PgBench::Job::sends_anything() const {
  return std::any_of(rounds.begin(), rounds.end(), [](const shadow::Round& round) {
    return !round.read.empty() || !round.own.empty() || !round.back.empty();
  });
}

PgBench::PgBench(Job job) : job_(std::move(job)) {
  arguments_ = {
      program(),
      "--no-vacuum",
      "--client=1",
      "--rate=100",
      "--max-tries=1",
      "--log",
      "--log-prefix=" + (job_.folder / job_.name).string(),
      "--protocol=" + job_.protocol,
      job_.transactions == 0 ? "--time=900" : fmt::format("--transactions={}", job_.transactions)};
  for (const auto& script : write_scripts()) arguments_.push_back("--file=" + script);
  arguments_.push_back(job_.url);
  thread_ = std::thread([this] { work(); });
}

/// A script is what is one transaction to pgbench; each statement commits by itself.
std::vector<std::string> PgBench::write_scripts() const {
  std::vector<std::string> texts;
  for (const auto& round : job_.rounds) {
    if (!round.read.empty()) texts.push_back(round.read + ";\n");
    std::string text;
    for (const auto& statement : round.own) {
      const bool returns = round.draws && text.empty();
      text += statement + (returns ? " \\gset\n" : ";\n");
    }
    if (!text.empty()) texts.push_back(text);
    for (std::size_t i = 0; i + 1 < round.back.size(); i += 2) {
      texts.push_back(round.back[i] + ";\n" + round.back[i + 1] + ";\n");
    }
  }
  texts.resize(std::min(texts.size(), kMostScripts));
  std::vector<std::string> out;
  for (const auto& text : texts) {
    out.push_back((job_.folder / fmt::format("{}-{}.sql", job_.name, out.size())).string());
    std::ofstream(out.back()) << text;
  }
  return out;
}

void PgBench::work() {
  const auto said = (job_.folder / (job_.name + ".out")).string();
  while (failures_.failed + failures_.outdated < kMostErrors) {
    std::unique_ptr<Running> running;
    {
      const std::lock_guard lock(mutex_);
      if (over_) return;
      running = std::make_unique<Running>(arguments_, said);
      running_ = running.get();
    }
    running->wait();
    int status = 0;
    {
      const std::lock_guard lock(mutex_);
      running_ = nullptr;
      status = running->status();
      if (status == 0 || (over_ && status < 0)) return;
    }
    note_errors(tests::read_file(said), status);
  }
}

void PgBench::note_errors(const std::string& said, int status) {
  constexpr std::string_view kOutdated = "cached plan must not change result type";
  if (job_.protocol == "prepared" && said.find(kOutdated) != std::string::npos) {
    ++failures_.outdated;
    return;
  }
  ++failures_.failed;
  const auto at = std::min(said.find("error:"), said.find("ERROR:"));
  auto text = at == std::string::npos ? said : said.substr(at, said.find("progress", at) - at);
  text.resize(std::min<std::size_t>(text.size(), 400));
  failures_.errors.push_back(fmt::format("{} (status {}): {}", job_.name, status, text));
}

void PgBench::stop() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    if (running_ != nullptr && job_.transactions == 0) running_->signal(SIGALRM);
  }
  if (thread_.joinable()) thread_.join();
}

Tally PgBench::tally() const {
  Tally out = failures_;
  for (const auto& entry : fs::directory_iterator(job_.folder)) {
    const auto name = entry.path().filename().string();
    const auto rest = name.starts_with(job_.name + ".") ? name.substr(job_.name.size() + 1) : "";
    if (rest.empty() || rest.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream log(entry.path());
    for (std::string line; std::getline(log, line);) add_line(line, out);
  }
  return out;
}

}  // namespace pgstage::live
