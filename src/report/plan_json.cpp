#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pgstage/model/digest.hpp"
#include "pgstage/report/plan.hpp"

#include "fields.hpp"
#include "proof_fields.hpp"

namespace pgstage::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

std::string_view kind_name(plan::StepKind kind) {
  switch (kind) {
    case plan::StepKind::Sql:
      return "sql";
    case plan::StepKind::Backfill:
      return "backfill";
    case plan::StepKind::Wait:
      return "wait";
    case plan::StepKind::Check:
      return "check";
  }
  return "";
}

Json optional_number(const auto& value) { return value ? Json(*value) : Json(nullptr); }

Json chunks_json(const std::optional<plan::Chunks>& chunks) {
  if (!chunks) return nullptr;
  return {{"table", chunks->table}, {"walk", chunks->walk == plan::Walk::Blocks ? "blocks" : "key"},
          {"key", chunks->key},     {"remaining", chunks->remaining},
          {"quiet", chunks->quiet}, {"others_add", chunks->others_add}};
}

Json estimate_json(const plan::Estimate& estimate) {
  Json out = {{"rows", optional_number(estimate.rows)},
              {"bytes", optional_number(estimate.bytes)},
              {"seconds", optional_number(estimate.seconds)}};
  if (estimate.disk) out["disk"] = *estimate.disk;
  if (estimate.wal) out["wal"] = *estimate.wal;
  if (estimate.stall) out["stall"] = *estimate.stall;
  if (!estimate.source.empty()) out["source"] = estimate.source;
  return out;
}

Json locks_json(const std::map<std::string, LockMode>& locks) {
  Json out = Json::object();
  for (const auto& [relation, mode] : locks) out[relation] = pg_locks_name(mode);
  return out;
}

Json step_json(const plan::Step& step) {
  Json out = {{"id", step.id},
              {"kind", kind_name(step.kind)},
              {"title", step.title},
              {"sql", step.sql},
              {"transaction", step.transaction},
              {"undo", step.undo},
              {"undo_transaction", step.undo_transaction},
              {"probe", step.probe},
              {"post", step.post},
              {"locks", locks_json(step.locks)},
              {"undo_locks", locks_json(step.undo_locks)},
              {"estimate", estimate_json(step.estimate)},
              {"chunks", chunks_json(step.chunks)},
              {"from", {{"path", step.from.path}, {"line", step.from.line}}}};
  // Said only where somebody should look twice.
  if (!step.brief) out["brief"] = false;
  return out;
}

Json gate_json(const std::optional<plan::Gate>& gate) {
  if (!gate) return nullptr;
  Json checks = Json::array();
  for (const auto& check : gate->checks) {
    checks.push_back({{"says", check.says}, {"sql", check.sql}});
  }
  return {{"says", gate->says}, {"checks", std::move(checks)}, {"retires", gate->retires}};
}

Json phase_json(const plan::Phase& phase) {
  Json steps = Json::array();
  for (const auto& step : phase.steps) steps.push_back(step_json(step));
  return {{"name", to_string(phase.name)},
          {"gate", gate_json(phase.gate)},
          {"steps", std::move(steps)}};
}

Json whole(const plan::Plan& plan) {
  Json sources = Json::array();
  for (const auto& source : plan.sources) {
    sources.push_back({{"path", source.path},
                       {"framework", source.framework},
                       {"migration", source.migration},
                       {"sha256", source.sha256}});
  }
  Json facts = Json::array();
  for (const auto& fact : plan.facts) facts.push_back({{"object", fact.object}, {"is", fact.is}});
  Json phases = Json::array();
  for (const auto& phase : plan.phases) phases.push_back(phase_json(phase));
  Json out = {{"version", kFormat},
              {"id", plan.id},
              {"pgstage", PGSTAGE_VERSION},
              {"created_for",
               {{"pg_version", plan.pg_version},
                {"database", plan.database ? Json(*plan.database) : Json(nullptr)}}},
              {"sources", std::move(sources)},
              {"facts", std::move(facts)},
              {"phases", std::move(phases)},
              {"accepted_differences", plan.accepted_differences},
              {"irreversible", plan.irreversible},
              {"warnings", plan.warnings}};
  if (plan.proof) out["proof"] = proof_fields(*plan.proof);
  return out;
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

plan::StepKind read_kind(Fields& fields) {
  const auto word = fields.text("kind");
  for (const auto kind : {plan::StepKind::Sql, plan::StepKind::Backfill, plan::StepKind::Wait,
                          plan::StepKind::Check}) {
    if (word == kind_name(kind)) return kind;
  }
  fields.wrong("kind", "sql, backfill, wait or check");
  return plan::StepKind::Sql;
}

std::optional<plan::Chunks> read_chunks(Fields& fields) {
  if (fields.is_null("chunks")) return std::nullopt;
  auto inner = fields.object("chunks");
  plan::Chunks out{.table = inner.text("table"),
                   .walk = plan::Walk::Blocks,
                   .key = {},
                   .remaining = {},
                   .quiet = false,
                   .others_add = false};
  const auto walk = inner.text("walk");
  if (walk != "blocks" && walk != "key") inner.wrong("walk", "blocks or key");
  if (walk == "key") out.walk = plan::Walk::Key;
  out.key = inner.text("key");
  out.remaining = inner.text("remaining");
  out.quiet = inner.truth("quiet");
  out.others_add = inner.truth("others_add");
  inner.no_others();
  return out;
}

plan::Estimate read_estimate(Fields& fields) {
  auto inner = fields.object("estimate");
  plan::Estimate out;
  if (!inner.is_null("rows")) out.rows = inner.number("rows");
  if (!inner.is_null("bytes")) out.bytes = inner.number("bytes");
  if (!inner.is_null("seconds")) out.seconds = inner.decimal("seconds");
  if (inner.has("disk")) out.disk = inner.number("disk");
  if (inner.has("wal")) out.wal = inner.number("wal");
  if (inner.has("stall")) out.stall = inner.decimal("stall");
  if (inner.has("source")) out.source = inner.text("source");
  inner.no_others();
  return out;
}

std::map<std::string, LockMode> read_locks(Fields& fields, const char* name) {
  std::map<std::string, LockMode> out;
  auto inner = fields.object(name);
  for (const auto& relation : inner.names()) {
    const auto mode = lock_mode_from_pg_locks(inner.text(relation));
    if (!mode) inner.wrong(relation, "a lock mode as pg_locks names it");
    if (mode) out[relation] = *mode;
  }
  return out;
}

plan::Step read_step(Fields fields) {
  plan::Step out;
  out.id = fields.text("id");
  out.kind = read_kind(fields);
  out.title = fields.text("title");
  out.sql = fields.texts("sql");
  out.transaction = fields.truth("transaction");
  out.undo = fields.texts("undo");
  out.undo_transaction = fields.truth("undo_transaction");
  out.probe = fields.text("probe");
  out.post = fields.text("post");
  out.locks = read_locks(fields, "locks");
  out.undo_locks = read_locks(fields, "undo_locks");
  out.brief = !fields.has("brief") || fields.truth("brief");
  out.estimate = read_estimate(fields);
  out.chunks = read_chunks(fields);
  auto from = fields.object("from");
  out.from = {from.text("path"), static_cast<std::size_t>(from.number("line"))};
  from.no_others();
  fields.no_others();
  return out;
}

std::optional<plan::Gate> read_gate(Fields& fields) {
  if (fields.is_null("gate")) return std::nullopt;
  auto inner = fields.object("gate");
  plan::Gate out{.says = inner.text("says"), .checks = {}};
  for (auto& check : inner.objects("checks")) {
    out.checks.push_back({check.text("says"), check.text("sql")});
    check.no_others();
  }
  out.retires = inner.texts("retires");
  inner.no_others();
  return out;
}

plan::Phase read_phase(Fields fields) {
  plan::Phase out;
  const auto name = plan::phase_from(fields.text("name"));
  if (!name) fields.wrong("name", "expand, migrate or contract");
  out.name = name.value_or(plan::PhaseName::Expand);
  out.gate = read_gate(fields);
  for (auto& step : fields.objects("steps")) out.steps.push_back(read_step(std::move(step)));
  fields.no_others();
  return out;
}

plan::Plan read_plan(Fields fields) {
  plan::Plan out;
  if (fields.number("version") != kFormat) {
    fields.wrong("version", fmt::format("{}, the format that this pgstage reads", kFormat));
  }
  out.id = fields.text("id");
  fields.text("pgstage");
  auto target = fields.object("created_for");
  out.pg_version = static_cast<int>(target.number("pg_version"));
  if (!target.is_null("database")) out.database = target.text("database");
  target.no_others();
  for (auto& source : fields.objects("sources")) {
    out.sources.push_back({source.text("path"), source.text("framework"), source.text("migration"),
                           source.text("sha256")});
    source.no_others();
  }
  for (auto& fact : fields.objects("facts")) {
    out.facts.push_back({fact.text("object"), fact.text("is")});
    fact.no_others();
  }
  for (auto& phase : fields.objects("phases")) out.phases.push_back(read_phase(std::move(phase)));
  out.accepted_differences = fields.texts("accepted_differences");
  out.irreversible = fields.texts("irreversible");
  out.warnings = fields.texts("warnings");
  if (fields.has("proof")) out.proof = read_proof(fields.object("proof"));
  fields.no_others();
  return out;
}

}  // namespace

std::string plan_json(const plan::Plan& plan) { return text_of(whole(plan)); }

std::string plan_id(const plan::Plan& plan) {
  plan::Plan content = plan;
  content.id.clear();
  content.proof.reset();
  for (auto& source : content.sources) source.path.clear();
  for (auto& phase : content.phases) {
    for (auto& step : phase.steps) step.from.path.clear();
  }
  return sha256_hex(plan_json(content)).substr(0, 16);
}

Result<plan::Plan> plan_from_json(std::string_view text) {
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    return input_error("the plan is not a JSON document, or a part of it is missing",
                       "Make it again with \"pgstage plan PATH -o FILE\".");
  }
  FieldErrors errors;
  plan::Plan plan = read_plan(Fields(json, "", errors));
  if (!errors.empty()) {
    return input_error("this is no plan that can be used: " + errors.front(),
                       "Make it again with \"pgstage plan PATH -o FILE\".");
  }
  if (plan.id != plan_id(plan)) {
    return refusal("the plan was changed after it was made: its content does not match its id",
                   "Make it again with \"pgstage plan PATH -o FILE\".");
  }
  if (plan.proof && plan.proof->plan != plan.id) {
    return refusal("the proof in the plan file is that of another plan",
                   "Make it again with \"pgstage plan --prove PATH -o FILE\".");
  }
  return plan;
}

}  // namespace pgstage::report
