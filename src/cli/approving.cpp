#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/report/visible.hpp"
#include "pgstage/source/process.hpp"

#include "executing.hpp"

namespace pgstage::cli {
namespace {

/// The last line that says anything.
std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  const auto end = text.find_last_of('\n');
  return end == std::string::npos ? text : text.substr(end + 1);
}

/// Whoever knows what is deployed.
Result<void> ask(const std::string& command, plan::PhaseName before, const plan::Gate& gate,
                 Environment& environment) {
  const auto said = source::run(
      {"sh", "-c", command},
      {fmt::format("GATE_PHASE={}", to_string(before)), fmt::format("GATE_SAYS={}", gate.says)});
  if (!said) return said.error();
  environment.err << report::visible(said->out + said->err) << std::flush;
  if (said->status == 0) return {};
  const auto why = last_line(said->err.empty() ? said->out : said->err);
  return refusal(fmt::format("the gate before {} is closed: the gate command ended with status "
                             "{}{}{}",
                             to_string(before), said->status, why.empty() ? "" : ": ", why),
                 "Bring about what it asks for, then run \"pgstage apply\" again.");
}

class Terminal final : public apply::Approver {
 public:
  Terminal(bool always, std::string command, Environment& environment)
      : always_(always), command_(std::move(command)), environment_(environment) {}

  Result<bool> approves(plan::PhaseName before, const plan::Gate& gate) override {
    if (!command_.empty()) {
      if (auto open = ask(command_, before, gate, environment_); !open) return open.error();
    }
    if (always_) return true;
    if (!environment_.in_is_terminal || !environment_.err_is_terminal) return false;
    environment_.err << "Before " << to_string(before) << ": " << gate.says
                     << "\nIs that so? Type the name of the phase to go on: " << std::flush;
    std::string answer;
    std::getline(environment_.in, answer);
    return answer == to_string(before);
  }

 private:
  bool always_;
  std::string command_;
  Environment& environment_;
};

}  // namespace

std::unique_ptr<apply::Approver> approver_for(const po::variables_map& values,
                                              Environment& environment) {
  return std::make_unique<Terminal>(values.count("auto-approve") > 0,
                                    text_option(values, "gate-command"), environment);
}

}  // namespace pgstage::cli
