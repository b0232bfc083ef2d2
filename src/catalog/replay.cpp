#include "pgstage/catalog/replay.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <type_traits>
#include <utility>

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

struct Spelling {
  std::string_view written;
  std::string_view internal;
};

// Written without a schema; the grammar itself turns INTEGER and the like into pg_catalog names.
constexpr auto kAliases = std::to_array<Spelling>({
    {"bigint", "int8"},
    {"bigserial", "int8"},
    {"boolean", "bool"},
    {"decimal", "numeric"},
    {"integer", "int4"},
    {"serial", "int4"},
    {"serial2", "int2"},
    {"serial4", "int4"},
    {"serial8", "int8"},
    {"smallint", "int2"},
    {"smallserial", "int2"},
    {"string", "string"},
});

constexpr bool by_written(const Spelling& a, const Spelling& b) { return a.written < b.written; }

static_assert(std::is_sorted(kAliases.begin(), kAliases.end(), by_written));

/// What the alias stands for; empty for what is none.
std::string_view meant_by(std::string_view written) {
  const auto* found =
      std::lower_bound(kAliases.begin(), kAliases.end(), Spelling{written, {}}, by_written);
  if (found == kAliases.end() || found->written != written) return {};
  return found->internal;
}

constexpr auto kBuiltinTypes = std::to_array<std::string_view>({
    "aclitem",
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "date",
    "datemultirange",
    "daterange",
    "float4",
    "float8",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "pg_lsn",
    "pg_snapshot",
    "point",
    "polygon",
    "record",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "uuid",
    "varbit",
    "varchar",
    "void",
    "xid",
    "xid8",
    "xml",
});

static_assert(std::is_sorted(kBuiltinTypes.begin(), kBuiltinTypes.end()));

bool is_builtin(std::string_view name) {
  return std::binary_search(kBuiltinTypes.begin(), kBuiltinTypes.end(), name);
}

template <class View>
concept ChangesCatalog = requires(const Change& change, const View& view) {
  run(change, view);
};

template <class View>
concept ChangesSession = std::is_same_v<View, sql::Transaction> || std::is_same_v<View, sql::Set>;

template <class View>
concept RunsBodies = std::is_same_v<View, sql::Do> || std::is_same_v<View, sql::Call> ||
    std::is_same_v<View, sql::Query>;

}  // namespace

Type resolve_type(const sql::TypeName& type, const Catalog& catalog) {
  // CHARACTER without a length is one character long; the grammar says so for CHAR.
  const auto named = [&](std::string_view schema, std::string_view name) {
    Type out{.name = {std::string{schema}, std::string{name}},
             .modifiers = type.modifiers,
             .array = type.array};
    // numeric(10) is numeric(10,0).
    if (schema == "pg_catalog" && name == "numeric" && out.modifiers.size() == 1) {
      out.modifiers.push_back(0);
    }
    return out;
  };
  const auto written = type.name.name;
  if (!type.name.schema.empty()) return named(type.name.schema, written);
  if (is_builtin(written)) return named("pg_catalog", written);
  const auto meant = meant_by(written);
  const bool alias = !meant.empty() && catalog.type({"public", std::string{written}}) == nullptr;
  return alias ? named("pg_catalog", meant) : named("public", written);
}

Replay::Replay(Catalog start) : catalog_(std::move(start)) {}

void Replay::take_search_path() {
  const auto path = setting("search_path");
  search_path_ = {"public"};
  if (!path) return;
  search_path_.clear();
  for (std::size_t at = 0; at <= path->size();) {
    const auto comma = std::min(path->find(',', at), path->size());
    auto schema = path->substr(at, comma - at);
    schema.erase(0, schema.find_first_not_of(' '));
    // "$user" is whoever connects: nothing that a script can know.
    if (!schema.empty() && schema != "$user") search_path_.push_back(schema);
    at = comma + 1;
  }
}

template <class Exists>
QualifiedName Replay::first_in_path(const sql::Name& name, const Exists& exists) const {
  const std::string plain{name.name};
  if (!name.schema.empty()) return {std::string{name.schema}, plain};
  if (catalog().has_temporary()) {
    QualifiedName temporary{std::string{kTemporarySchema}, plain};
    if (exists(temporary)) return temporary;
  }
  for (const auto& schema : search_path_) {
    QualifiedName out{schema, plain};
    if (search_path_.size() == 1 || exists(out)) return out;
  }
  return resolve_new(name);
}

QualifiedName Replay::resolve(const sql::Name& name) const {
  return first_in_path(
      name, [&](const QualifiedName& relation) { return catalog().relation(relation) != nullptr; });
}

QualifiedName Replay::resolve_index(const sql::Name& name) const {
  return first_in_path(
      name, [&](const QualifiedName& index) { return catalog().table_of_index(index) != nullptr; });
}

QualifiedName Replay::resolve_new(const sql::Name& name) const {
  if (!name.schema.empty()) return {std::string{name.schema}, std::string{name.name}};
  return {search_path_.empty() ? "public" : search_path_.front(), std::string{name.name}};
}

std::optional<std::string> Replay::setting(std::string_view name) const {
  if (const auto local = settings_.local.find(name); local != settings_.local.end()) {
    return local->second;
  }
  const auto found = settings_.session.find(name);
  return found == settings_.session.end() ? std::nullopt : std::optional{found->second};
}

std::map<std::string, std::string, std::less<>> Replay::settings() const {
  auto all = settings_.local;
  all.insert(settings_.session.begin(), settings_.session.end());
  return all;
}

void Replay::advance(const sql::View& view, const sql::Script& script, Span span) {
  Running nothing;
  advance(view, script, span, nothing);
}

void Replay::advance(const sql::View& view, const sql::Script& script, Span span,
                     Running& running) {
  std::visit(
      [&](const auto& statement) {
        using Statement = std::decay_t<decltype(statement)>;
        if constexpr (std::is_same_v<Statement, sql::Unread>) {
          edit().blur();
        } else if constexpr (ChangesSession<Statement>) {
          run(statement);
        } else if constexpr (RunsBodies<Statement>) {
          run(statement, running);
        } else if constexpr (ChangesCatalog<Statement>) {
          catalog::run(Change{edit(), *this, script, script.text(span)}, statement);
        }
      },
      view);
}

void Replay::begin() {
  if (in_transaction()) return;
  save_point({});
  explicit_ = false;
}

void Replay::commit() {
  if (in_transaction()) {
    edit().commit_labels();
    edit().keep();
  }
  saved_.clear();
  if (settings_.local.empty()) return;
  settings_.local.clear();
  take_search_path();
}

void Replay::save_point(std::string name) {
  saved_.push_back({std::move(name), edit().mark(), settings_});
}

void Replay::return_to(const SavePoint& point) {
  edit().revert(point.mark);
  settings_ = point.settings;
  take_search_path();
}

void Replay::rollback() {
  if (!in_transaction()) return;
  return_to(saved_.front());
  edit().keep();
  saved_.clear();
}

void Replay::lose_sight() {
  edit().blur();
  std::vector<QualifiedName> known;
  for (const auto* relation : catalog().relations()) {
    if (relation->known) known.push_back(relation->name);
  }
  for (const auto& name : known) {
    edit().change(name, [](Relation& relation) { relation.known = false; });
  }
}

void Replay::new_batch() { edit().forget_batch(); }

void Replay::run(const sql::Transaction& transaction) {
  using What = sql::Transaction::What;
  const auto point = std::find_if(saved_.rbegin(), saved_.rend(), [&](const auto& each) {
    return each.name == transaction.savepoint;
  });
  switch (transaction.what) {
    case What::Begin:
      begin();
      explicit_ = true;
      return;
    case What::Commit:
      commit();
      return;
    case What::Rollback:
      rollback();
      return;
    case What::Savepoint:
      if (in_transaction()) save_point(std::string{transaction.savepoint});
      return;
    case What::Release:
      if (point != saved_.rend()) saved_.erase(std::prev(point.base()), saved_.end());
      return;
    case What::RollbackTo:
      if (point == saved_.rend()) return;
      return_to(*point);
      saved_.erase(point.base(), saved_.end());
      return;
    case What::Other:
      return;
  }
}

void Replay::run(const sql::Set& set) {
  // SET LOCAL outside a transaction has no effect but a warning (manual, SET).
  if (set.local && !in_transaction()) return;
  std::string name{set.name};
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  auto& settings = set.local ? settings_.local : settings_.session;
  if (set.values.empty()) {
    settings.erase(name);
    if (name.empty()) settings.clear();
  } else {
    std::string value;
    for (const auto& part : set.values) value += (value.empty() ? "" : ",") + part;
    settings[name] = value;
  }
  take_search_path();
}

}  // namespace pgstage::catalog
