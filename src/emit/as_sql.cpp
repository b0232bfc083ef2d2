#include "as_sql.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::emit {
namespace {

/// Of a walk by blocks the variables are numbers.
std::string place(const plan::Chunks& chunks, const std::string& variable) {
  if (chunks.walk != plan::Walk::Blocks) return variable;
  return fmt::format("('(' || {} || ',0)')", variable);
}

/// The statement with variables in the places of `$1` and `$2`.
std::string with_variables(const plan::Chunks& chunks, const std::string& sql) {
  std::string out;
  std::size_t done = 0;
  sql::Lexer lexer(sql);
  for (sql::Token token; lexer.next(token);) {
    const auto text = lexer.text(token);
    if (text != "$1" && text != "$2") continue;
    out += sql.substr(done, token.span.offset - done);
    out += place(chunks, text == "$1" ? "pgstage_from" : "pgstage_to");
    done = token.span.end();
  }
  return out + sql.substr(done);
}

std::string block(const std::string& body) {
  std::string tag = "$pgstage$";
  for (int n = 1; body.find(tag) != std::string::npos; ++n) tag = fmt::format("$pgstage_{}$", n);
  return fmt::format("DO {0}\n{1}\n{0}", tag, body);
}

std::string raise(const std::string& message, const std::string& hint) {
  std::string out = fmt::format("RAISE EXCEPTION USING MESSAGE = {}", quote_literal(message));
  if (!hint.empty()) out += ",\n      HINT = " + quote_literal(hint);
  return out + ";";
}

std::string raise_if(const std::string& condition, const std::string& message,
                     const std::string& hint) {
  return block(
      fmt::format("BEGIN\n"
                  "  IF {} THEN\n"
                  "    {}\n"
                  "  END IF;\n"
                  "END",
                  condition, raise(message, hint)));
}

/// How a walk begins, finds the end of its next chunk, and what it counts in.
struct Course {
  std::string type;
  std::string first_size;
  std::string begin;
  std::string goes_on;
  std::string next;
  std::string whole;  ///< Assigns the bounds of all that there is.
};

Course course_of(const plan::Chunks& chunks) {
  if (chunks.walk == plan::Walk::Blocks) {
    return {.type = "bigint",
            .first_size = "16",
            .begin = fmt::format("pgstage_from := 0;\n  pgstage_end := ({});",
                                 plan::block_count_sql(chunks)),
            .goes_on = "pgstage_from < pgstage_end",
            .next = "pgstage_to := least(pgstage_from + pgstage_size, pgstage_end);",
            .whole = "pgstage_from := 0;\n    pgstage_to := pgstage_end;"};
  }
  return {.type = fmt::format("{}.{}%TYPE", chunks.table, chunks.key),
          .first_size = "1000",
          .begin = fmt::format("pgstage_from := NULL;\n  pgstage_end := ({});",
                               plan::greatest_key_sql(chunks)),
          .goes_on = "pgstage_from IS DISTINCT FROM pgstage_end",
          .next = fmt::format(
              "pgstage_to := coalesce((SELECT {0} FROM {1} WHERE ({0} > pgstage_from OR "
              "pgstage_from IS NULL)\n      AND {0} <= pgstage_end ORDER BY {0} OFFSET "
              "pgstage_size - 1 LIMIT 1), pgstage_end);",
              chunks.key, chunks.table),
          .whole = "pgstage_from := NULL;\n    pgstage_to := pgstage_end;"};
}

/// A superuser's backfill fires no triggers of the user's, as apply's.
constexpr std::string_view kMayBeQuiet =
    "  pgstage_quiet := (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user);\n";
constexpr std::string_view kBeQuiet =
    "      IF pgstage_quiet THEN\n"
    "        PERFORM pg_catalog.set_config('session_replication_role', 'replica', true);\n"
    "      END IF;\n";

std::string indented(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at) + 1;
    out += "  " + text.substr(at, end - at);
    at = end;
  }
  return out;
}

/// Rows that were written meanwhile may need another walk.
std::string until_none_remain(const plan::Step& step, const Course& course,
                              const std::string& walk) {
  if (step.chunks->remaining.empty()) return walk;
  const auto last = step.chunks->others_add
                        ? std::string{}
                        : fmt::format(
                              "    IF pgstage_pass = 3 THEN\n"
                              "      {}\n"
                              "    END IF;\n",
                              raise("there are still rows to be done after three passes",
                                    "Something writes such rows; deploy code that does not, "
                                    "then run this again."));
  return fmt::format(
      "  FOR pgstage_pass IN 1..3 LOOP\n"
      "{}"
      "    {}\n"
      "    EXIT WHEN ({}) = 0;\n"
      "{}"
      "  END LOOP;\n",
      indented(walk), course.whole, with_variables(*step.chunks, step.chunks->remaining), last);
}

std::string walk_of(const plan::Step& step, const Course& course) {
  return fmt::format(
      "  {begin}\n"
      "  WHILE {goes_on} LOOP\n"
      "    {next}\n"
      "    pgstage_begun := clock_timestamp();\n"
      "    BEGIN\n"
      "      PERFORM pg_catalog.set_config('lock_timeout', '250ms', true);\n"
      "{be_quiet}"
      "      {sql};\n"
      "      pgstage_from := pgstage_to;\n"
      "      pgstage_tries := 0;\n"
      "    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN\n"
      "      pgstage_tries := pgstage_tries + 1;\n"
      "      IF pgstage_tries = 100 THEN RAISE; END IF;\n"
      "    END;\n"
      "    COMMIT;\n"
      "    -- A chunk is to take a tenth of a second.\n"
      "    IF pgstage_tries > 0 THEN\n"
      "      pgstage_size := greatest(1, pgstage_size / 4);\n"
      "      PERFORM pg_catalog.pg_sleep(0.2);\n"
      "    ELSE\n"
      "      pgstage_size := greatest(1, pgstage_size * least(1.5, greatest(0.1, 0.1\n"
      "        / greatest(0.001, extract(epoch FROM clock_timestamp() - pgstage_begun)))));\n"
      "    END IF;\n"
      "  END LOOP;\n",
      fmt::arg("begin", course.begin), fmt::arg("goes_on", course.goes_on),
      fmt::arg("next", course.next), fmt::arg("be_quiet", step.chunks->quiet ? kBeQuiet : ""),
      fmt::arg("sql", with_variables(*step.chunks, step.sql.front())));
}

}  // namespace

std::string backfill_block(const plan::Step& step) {
  const auto& chunks = *step.chunks;
  const auto course = course_of(chunks);
  return block(
      fmt::format("DECLARE\n"
                  "  pgstage_from {type};\n"
                  "  pgstage_to {type};\n"
                  "  pgstage_end {type};\n"
                  "  pgstage_size bigint := {first_size};\n"
                  "  pgstage_tries integer := 0;\n"
                  "  pgstage_begun timestamptz;\n"
                  "{declare_quiet}"
                  "BEGIN\n"
                  "{may_be_quiet}"
                  "{walk}"
                  "  ANALYZE {table};\n"
                  "END",
                  fmt::arg("type", course.type), fmt::arg("first_size", course.first_size),
                  fmt::arg("declare_quiet", chunks.quiet ? "  pgstage_quiet boolean;\n" : ""),
                  fmt::arg("may_be_quiet", chunks.quiet ? kMayBeQuiet : ""),
                  fmt::arg("walk", until_none_remain(step, course, walk_of(step, course))),
                  fmt::arg("table", chunks.table)));
}

std::string demand(const std::string& query, const std::string& message, const std::string& hint) {
  return raise_if(fmt::format("({}) IS NOT TRUE", query), message, hint);
}

std::string demand_at_gate(const std::string& query, const std::string& says,
                           const std::string& first) {
  return raise_if(fmt::format("current_setting('pgstage.gate', true) IS DISTINCT FROM 'open'\n"
                              "      AND ({}) IS NOT TRUE",
                              query),
                  "the gate is closed: it is not so that " + says,
                  fmt::format("First {}. To pass all the same: SET pgstage.gate = 'open'.", first));
}

std::string wait_for(const std::string& query, const std::string& message) {
  return block(
      fmt::format("BEGIN\n"
                  "  FOR pgstage_second IN 1..900 LOOP\n"
                  "    IF ({}) THEN RETURN; END IF;\n"
                  "    PERFORM pg_catalog.pg_sleep(1);\n"
                  "  END LOOP;\n"
                  "  {}\n"
                  "END",
                  query, raise(message + ": it did not come true in time", "")));
}

std::string refuse(const std::string& message, const std::string& hint) {
  return block(fmt::format("BEGIN\n  {}\nEND", raise(message, hint)));
}

}  // namespace pgstage::emit
