#include "cut.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/sql/expression.hpp"
#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/script.hpp"
#include "pgstage/sql/statements.hpp"

#include "books.hpp"
#include "foreseen.hpp"

namespace pgstage::record {
namespace {

/// Settings of clients that have nothing to do with what is run.
constexpr auto kOfClients = std::to_array<std::string_view>(
    {"application_name", "bytea_output", "client_encoding", "client_min_messages", "datestyle",
     "extra_float_digits", "intervalstyle", "standard_conforming_strings", "timezone"});

/// The text with the values in the place of `$1` …, as far as they are known.
std::string with_values(const Sent& sent) {
  if (sent.values.empty()) return sent.text;
  std::string out;
  std::size_t copied = 0;
  sql::Lexer lexer(sent.text);
  for (sql::Token token; lexer.next(token);) {
    const auto text = lexer.text(token);
    if (token.kind != sql::TokenKind::Number || !text.starts_with('$')) continue;
    const auto number = static_cast<std::size_t>(std::atoll(std::string{text.substr(1)}.c_str()));
    if (number == 0 || number > sent.values.size()) continue;
    const auto& value = sent.values[number - 1];
    out.append(sent.text, copied, token.span.offset - copied);
    out += value ? quote_literal(*value) : "NULL";
    copied = token.span.offset + token.span.length;
  }
  return out + sent.text.substr(copied);
}

bool is_catalog(const sql::Name& name) {
  return name.schema == "pg_catalog" || name.schema == "information_schema" ||
         (name.schema.empty() && name.name.starts_with("pg_"));
}

/// Whether it calls what may leave something behind: a function that is not the server's own, or
/// one that moves a sequence.
bool may_change_something(const sql::ExpressionFacts& query) {
  return !query.whole ||
         std::any_of(query.functions.begin(), query.functions.end(), [](const sql::Name& each) {
           return !catalog::comes_with_server(each) || each.name == "setval" ||
                  each.name == "nextval";
         });
}

/// A query that a framework looks around with, or takes its lock with.
bool only_looks(const sql::Query& query) {
  if (query.verb != sql::Query::Verb::Select) return false;
  const auto facts = sql::facts(query.whole);
  if (may_change_something(facts)) return false;
  return std::all_of(facts.relations.begin(), facts.relations.end(), [](const auto& each) {
    return each.how == sql::RelationUse::How::Read && is_catalog(each.name);
  });
}

std::string value_of(const sql::Query& insert, std::string_view column) {
  const auto at = std::find(insert.inserted.begin(), insert.inserted.end(), column);
  const auto index = static_cast<std::size_t>(at - insert.inserted.begin());
  const bool known = !column.empty() && at != insert.inserted.end() && !insert.rows.empty() &&
                     index < insert.rows.front().size();
  return known ? insert.rows.front()[index] : std::string{};
}

std::string name_in(const sql::Query& insert, const Book& book) {
  for (const auto column : book.names) {
    const auto name = value_of(insert, column);
    if (name.empty()) continue;
    const auto group = value_of(insert, book.group);
    return group.empty() ? name : group + "." + name;
  }
  return {};
}

bool assigns(const sql::Query& update, std::string_view column) {
  return std::find(update.assigned.begin(), update.assigned.end(), column) != update.assigned.end();
}

/// Alembic has one row, which it changes.
std::string name_set(const sql::Query& update, const Book& book) {
  for (std::size_t i = 0; i < update.assigned.size() && i < update.values.size(); ++i) {
    if (update.assigned[i] != book.names.front()) continue;
    const auto strings = sql::facts(update.values[i]).strings;
    if (!strings.empty()) return std::string{strings.front()};
  }
  return {};
}

/// A statement of a migration.
struct Part {
  std::string text;
  std::string transaction;  ///< Whose, and which.
  bool controls = false;    ///< BEGIN, COMMIT and their kin.
  bool begins = false;
  bool sets = false;   ///< SET for the session, wherever that stands.
  bool local = false;  ///< SET LOCAL.
  std::optional<Seen> seen = {};
};

struct Group {
  std::string name;
  std::vector<Part> parts;

  std::set<std::string> transactions() const {
    std::set<std::string> out;
    for (const auto& part : parts) {
      if (!part.controls && !part.sets) out.insert(part.transaction);
    }
    return out;
  }
};

bool begins_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) {
           return a == std::toupper(static_cast<unsigned char>(b));
         });
}

bool ends(const Part& part) {
  return part.controls && (begins_with(part.text, "COMMIT") || begins_with(part.text, "ROLLBACK") ||
                           begins_with(part.text, "END"));
}

SentAs sent_as(const Group& group, const std::map<std::string, int>& shared) {
  const auto transactions = group.transactions();
  if (transactions.size() != 1) return SentAs::Statement;
  if (shared.at(*transactions.begin()) > 1) return SentAs::Batch;
  std::size_t sent = 0;
  bool open = false;
  bool begun = false;  // Before a statement of its own.
  for (const auto& part : group.parts) {
    if (part.controls) open = part.begins || (open && !ends(part));
    if (part.controls || part.sets) continue;
    begun = begun || open;
    ++sent;
  }
  if (begun) return SentAs::File;
  // Else it is one message of several, or a pipeline.
  return sent == 1 ? SentAs::Statement : SentAs::Message;
}

/// A transaction in which nothing was done is nothing.
Group without_empty(Group group) {
  std::vector<Part> parts;
  for (auto& part : group.parts) {
    auto begin = parts.end();
    while (begin != parts.begin() && std::prev(begin)->local) --begin;
    if (ends(part) && begin != parts.begin() && std::prev(begin)->begins) {
      parts.erase(std::prev(begin), parts.end());
    } else {
      parts.push_back(std::move(part));
    }
  }
  group.parts = std::move(parts);
  return group;
}

/// Where a migration leaves a transaction that it shares with others, its second half begins.
std::vector<Group> halves(Group group, const std::map<std::string, int>& shared) {
  const auto is_other = [&](const Part& part) {
    return !part.controls && !part.sets && shared.at(part.transaction) == 1;
  };
  const auto first = std::find_if(group.parts.begin(), group.parts.end(), is_other);
  const bool shares = std::any_of(group.parts.begin(), first,
                                  [&](const Part& part) { return !part.controls && !part.sets; });
  if (!shares || first == group.parts.end()) return {std::move(group)};
  Group second{group.name, {first, group.parts.end()}};
  group.parts.erase(first, group.parts.end());
  return {std::move(group), std::move(second)};
}

/// Without the transaction of the runner, which will begin and commit one again: around all, and,
/// where each statement is sent alone, the ends of its neighbours'.
std::vector<std::string> statements_of(const Group& group, SentAs sent_as) {
  std::vector<std::string> out;
  for (const auto& part : group.parts) {
    if (!part.controls || sent_as == SentAs::Statement) out.push_back(part.text);
  }
  while (!out.empty() && begins_with(out.front(), "COMMIT")) out.erase(out.begin());
  while (!out.empty() && (begins_with(out.back(), "BEGIN") || begins_with(out.back(), "START"))) {
    out.pop_back();
  }
  return out;
}

class Cutter {
 public:
  explicit Cutter(ServerVersion version) : version_(version) {}

  Record run(const std::vector<Sent>& sent) {
    for (const auto& each : sent) {
      if (each.refused.empty()) {
        take(each);
      } else {
        out_.refused.push_back(each.refused);
      }
    }
    // What nobody wrote down.
    close("");
    std::map<std::string, int> shared;
    for (const auto& group : groups_) {
      for (const auto& transaction : group.transactions()) ++shared[transaction];
    }
    compare();
    for (auto& whole : groups_) {
      for (const auto& group : halves(without_empty(std::move(whole)), shared)) {
        const auto how = sent_as(group, shared);
        Migration migration{group.name, how, statements_of(group, how)};
        const bool is_nothing = migration.statements.empty() && group.name.empty();
        if (!is_nothing) out_.migrations.push_back(std::move(migration));
      }
    }
    return std::move(out_);
  }

 private:
  void take(const Sent& sent) {
    const auto script = sql::Script::parse(with_values(sent));
    auto next = sent.seen.begin();
    for (const auto& statement : script.statements()) {
      // What a body runs is seen before the statement itself.
      const auto own = std::find_if(next, sent.seen.end(),
                                    [&](const auto& seen) { return seen.tag == statement.kind(); });
      std::optional<Seen> seen;
      if (own != sent.seen.end()) {
        seen = *own;
        next = std::next(own);
      }
      if (is_of_keeper(sent.session, statement) || keeps_books(statement) ||
          says_nothing(statement)) {
        ++out_.passed_over;
        continue;
      }
      const auto view = statement.view();
      const auto* transaction = std::get_if<sql::Transaction>(&view);
      const auto* set = std::get_if<sql::Set>(&view);
      open_.push_back(
          {.text = std::string{script.text(statement.span())},
           .transaction = sent.session + " " + sent.transaction,
           .controls = transaction != nullptr,
           .begins = transaction != nullptr && transaction->what == sql::Transaction::What::Begin,
           .sets = set != nullptr && !set->local,
           .local = set != nullptr && set->local,
           .seen = std::move(seen)});
    }
  }

  /// Whether the session sees nothing but a framework's registry.
  bool is_of_keeper(const std::string& session, const sql::Statement& statement) {
    const auto view = statement.view();
    if (const auto* set = std::get_if<sql::Set>(&view);
        set != nullptr && set->name == "search_path" && set->values.size() == 1) {
      const auto* registry = registry_in(set->values.front());
      if (registry != nullptr) keepers_.insert_or_assign(session, registry);
    }
    const auto keeper = keepers_.find(session);
    if (keeper == keepers_.end()) return false;
    const auto& registry = *keeper->second;
    const auto* query = std::get_if<sql::Query>(&view);
    const bool ends_one = query != nullptr && query->verb == sql::Query::Verb::Insert &&
                          query->target.name == registry.table;
    if (!ends_one) return true;
    out_.framework = registry.framework;
    close(value_of(*query, registry.name));
    return true;
  }

  static bool says_nothing(const sql::Statement& statement) {
    const auto view = statement.view();
    if (const auto* query = std::get_if<sql::Query>(&view)) return only_looks(*query);
    if (const auto* set = std::get_if<sql::Set>(&view)) {
      return std::find(kOfClients.begin(), kOfClients.end(), set->name) != kOfClients.end();
    }
    return statement.kind() == "SHOW" || statement.kind() == "DEALLOCATE";
  }

  /// Whether it is about the table in which a framework writes down what it has run; such a row
  /// ends a migration.
  bool keeps_books(const sql::Statement& statement) {
    const auto view = statement.view();
    if (const auto* schema = std::get_if<sql::CreateSchema>(&view)) {
      return is_for_books(schema->name);
    }
    if (is_in_books(view)) return true;
    const auto* book = book_of(statement);
    if (book == nullptr) return false;
    const auto* query = std::get_if<sql::Query>(&view);
    // Only its rows tell it from others.
    const bool told = query != nullptr && query->verb != sql::Query::Verb::Select;
    if (told && !book->framework.empty()) out_.framework = book->framework;
    if (query == nullptr || book->names.front().empty()) return true;
    if (query->verb == sql::Query::Verb::Insert) end_by_row(*query, *book);
    if (query->verb == sql::Query::Verb::Update) end_by_change(*query, *book);
    return true;
  }

  void end_by_row(const sql::Query& insert, const Book& book) {
    const auto name = name_in(insert, book);
    const auto over = value_of(insert, book.ended_by);
    // Written before the migration is run.
    const bool begins =
        !book.ended_by.empty() && (over.empty() || over == "on" || over == "true" || over == "t");
    if (begins) {
      begun_ = name;
    } else {
      close(name);
    }
  }

  void end_by_change(const sql::Query& update, const Book& book) {
    if (!book.ended_by.empty()) {
      if (assigns(update, book.ended_by)) close(begun_);
      return;
    }
    if (const auto name = name_set(update, book); !name.empty()) close(name);
  }

  void compare() {
    Foreseen foreseen(version_);
    for (const auto& group : groups_) {
      for (const auto& part : group.parts) {
        foreseen.next(part.text, part.transaction, part.seen, out_.comparison);
      }
    }
  }

  void close(std::string name) { groups_.push_back({std::move(name), std::exchange(open_, {})}); }

  ServerVersion version_;
  Record out_;
  std::vector<Part> open_;
  std::vector<Group> groups_;
  std::string begun_;
  std::map<std::string, const Registry*> keepers_;  ///< By the session.
};

}  // namespace

Record cut(const std::vector<Sent>& sent, ServerVersion version) {
  return Cutter(version).run(sent);
}

}  // namespace pgstage::record
