#include "eyes.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace pgstage::record {
namespace {

constexpr std::string_view kMark = "pgstage-seen ";

QualifiedName name_in(const nlohmann::json& pair) {
  return {pair[0].get<std::string>(), pair[1].get<std::string>()};
}

}  // namespace

// Relations get their numbers in the order in which they are made.
std::string_view open_eyes() {
  return R"(
CREATE FUNCTION pg_catalog.pgstage_before() RETURNS event_trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF coalesce(pg_catalog.current_setting('pgstage.before', true), '') = '' THEN
    PERFORM pg_catalog.set_config('pgstage.before',
              (SELECT pg_catalog.max(oid)::text FROM pg_catalog.pg_class), true);
  END IF;
  PERFORM pg_catalog.set_config('pgstage.rewritten', '', true);
END $body$;
CREATE FUNCTION pg_catalog.pgstage_rewritten() RETURNS event_trigger LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM pg_catalog.set_config('pgstage.rewritten',
            pg_catalog.current_setting('pgstage.rewritten', true) || ',' ||
              pg_catalog.pg_event_trigger_table_rewrite_oid(), true);
END $body$;
CREATE FUNCTION pg_catalog.pgstage_behind() RETURNS event_trigger LANGUAGE plpgsql AS $body$
DECLARE
  locks pg_catalog.jsonb;
  rewrites pg_catalog.jsonb;
  before text := pg_catalog.current_setting('pgstage.before', true);
BEGIN
  -- What commits in between has let go of all that it held.
  IF coalesce(before, '') = '' THEN RETURN; END IF;
  SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(n.nspname, c.relname, l.mode))
    INTO locks
    FROM pg_catalog.pg_locks l
    JOIN pg_catalog.pg_class c ON c.oid = l.relation
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted
     AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname <> 'pg_catalog'
     AND l.relation <= before::pg_catalog.oid;
  SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(n.nspname, c.relname))
    INTO rewrites
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid::text = ANY (pg_catalog.string_to_array(
           pg_catalog.current_setting('pgstage.rewritten', true), ','));
  RAISE LOG 'pgstage-seen %', pg_catalog.jsonb_build_object(
    'tag', TG_TAG, 'locks', coalesce(locks, '[]'), 'rewrites', coalesce(rewrites, '[]'));
END $body$;
CREATE EVENT TRIGGER pgstage_before ON ddl_command_start
  EXECUTE FUNCTION pg_catalog.pgstage_before();
CREATE EVENT TRIGGER pgstage_rewritten ON table_rewrite
  EXECUTE FUNCTION pg_catalog.pgstage_rewritten();
CREATE EVENT TRIGGER pgstage_behind ON ddl_command_end
  EXECUTE FUNCTION pg_catalog.pgstage_behind();
)";
}

std::optional<Seen> seen_in(std::string_view entry) {
  if (!entry.starts_with(kMark)) return std::nullopt;
  const auto json = nlohmann::json::parse(entry.substr(kMark.size()), nullptr, false);
  if (!json.is_object()) return std::nullopt;
  Seen out;
  out.tag = json.value("tag", "");
  for (const auto& each : json["locks"]) {
    const auto mode = lock_mode_from_pg_locks(each[2].get<std::string>());
    if (!mode) continue;
    const auto [known, is_new] = out.locks.emplace(name_in(each), *mode);
    if (!is_new) known->second = std::max(known->second, *mode);
  }
  for (const auto& each : json["rewrites"]) out.rewrites.insert(name_in(each));
  return out;
}

}  // namespace pgstage::record
