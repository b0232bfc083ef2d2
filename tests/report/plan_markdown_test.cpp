#include <doctest/doctest.h>

#include "pgstage/report/plan.hpp"

namespace pgstage::report {

TEST_CASE("no name in a plan for a pull request is markup, a tag or a mention") {
  const std::string name = "a\n</details>|`b`@c";
  plan::Plan plan;
  plan.id = "1";
  plan.warnings = {name};
  plan.accepted_differences = {name};
  plan::Step step;
  step.id = name;
  step.title = name;
  step.sql = {"SELECT '```'"};
  step.undo = {name};
  step.estimate.source = name;
  plan::Phase phase;
  phase.gate = plan::Gate{.says = name, .checks = {{.says = name}}, .retires = {name}};
  phase.steps = {step};
  plan.phases = {phase};
  const auto text = plan_markdown(plan);
  std::string outside;
  bool in_code = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = text.substr(begin, end - begin);
    if (line.starts_with("```")) in_code = !in_code;
    if (!in_code) outside += line + "\n";
    begin = end + 1;
  }
  CHECK_FALSE(in_code);
  CHECK(outside.find("a &lt;/details&gt;\\|\\`b\\`@\u200B"
                     "c") != std::string::npos);
  CHECK(outside.find("|`") == std::string::npos);
  CHECK(outside.find("@c") == std::string::npos);
  CHECK(outside.find("</details>") == outside.rfind("</details>"));
}

}  // namespace pgstage::report
