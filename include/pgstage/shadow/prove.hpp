#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pgstage/model/lock_mode.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/server.hpp"

namespace pgstage::shadow {

/// A query that an application sends, perhaps with `$1` … in the place of values.
struct KnownQuery {
  std::string text;
  std::string place;             ///< Where it was found, for messages.
  bool prepares_itself = false;  ///< It is a PREPARE, which may say the types of its parameters.
};

struct ProofInput {
  /// Stands for extensions that the schema creates and the server does not have: sent first, each
  /// alone.
  std::vector<std::string> prelude = {};
  /// What makes the starting schema, each text sent alone: single statements, or a whole dump
  /// without psql's meta-commands.
  std::vector<std::string> schema;
  /// The person's own statements, each sent alone and in one session; BEGIN and COMMIT among them
  /// mean what they say.
  std::vector<std::string> original;
  plan::Plan plan;
  std::vector<KnownQuery> queries = {};
  bool undo = true;        ///< There is a way back from expand and migrate, to be tried.
  std::uint64_t seed = 1;  ///< Of the generated rows.
};

/// The strongest lock that a step took on each relation that existed before it.
struct ObservedLocks {
  std::string step;
  std::map<std::string, LockMode> locks;
};

struct Proof : plan::Proof {
  std::vector<ObservedLocks> locks;  ///< Of the transactional steps, in order.
};

/// Runs the original on one database and the plan, phase by phase, on another, both with the same
/// schema and the same generated rows, and compares; also undoes expand, and expand with migrate,
/// and compares with the start. Gate checks are not asked, since they are about the application.
///
/// Meanwhile code of before writes to every table and reads it, from expand to the first gate; in
/// the original it does so before the migration, so all that it wrote has to arrive. Where the plan
/// accepts a difference `rows of public.users that are written meanwhile` it leaves that table
/// alone; with `old names in public.users` it does not read it. Code of then does the same from the
/// end of migrate on, writes between the steps of contract and in the end; where the plan accepts
/// `new code on public.users before contract` it keeps off that table so long.
///
/// Known queries are prepared, and never run. Those that the starting schema takes have to be
/// possible up to the last gate; those that the schema in the end takes, from the end of migrate,
/// or of the phase before that gate, on.
///
/// Where the original itself cannot digest the generated rows, plainer ones are tried, and empty
/// tables in the end. An original that fails even then is an error. A plan that fails is none: it
/// is not equal.
Result<Proof> prove(const ProofInput& input, const Server& server);

}  // namespace pgstage::shadow
