#include "pgstage/lint/computed.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "pgstage/sql/plpgsql.hpp"

namespace pgstage::lint {
namespace {

bool is_read(std::string_view language) {
  return language.empty() || language == "plpgsql" || language == "sql";
}

void read(std::string_view language, std::string_view text, const std::string& name,
          std::vector<UnreadPart>& out) {
  // What was written in C or comes with the server has no body here.
  if (text.empty()) return;
  const std::string all{text};
  if (!is_read(language)) {
    out.push_back({name, "it is in \"" + std::string{language} + "\"", all});
    return;
  }
  const auto body = sql::read_body(language, text);
  for (const auto& each : body.statements) {
    if (each.known) continue;
    const auto lines =
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(each.offset), '\n');
    out.push_back({"line " + std::to_string(lines + 1) + " of " + name,
                   "EXECUTE is given computed text", all});
  }
  if (!body.whole) out.push_back({name, "some of it could not be read", all});
}

void read_called(const sql::Expression& calls, const Context& context,
                 std::vector<UnreadPart>& out) {
  for (const auto& name : context.before.called(sql::facts(calls))) {
    for (const auto& each : context.before.catalog().function(name)->overloads) {
      read(each.language, each.body, "function \"" + name.plain() + "\"", out);
    }
  }
}

std::vector<UnreadPart> find_parts(const Context& context) {
  std::vector<UnreadPart> out;
  if (const auto* block = std::get_if<sql::Do>(&context.view)) {
    read(block->language, block->body, "the block", out);
  } else if (const auto* call = std::get_if<sql::Call>(&context.view)) {
    read_called(call->call, context, out);
  } else if (const auto* query = std::get_if<sql::Query>(&context.view)) {
    if (!context.before.catalog().functions().empty()) read_called(query->whole, context, out);
  }
  return out;
}

}  // namespace

const std::vector<UnreadPart>& unread_parts(const Context& context) {
  auto& parts = context.noted.unread_parts;
  if (parts == nullptr) {
    parts = std::make_shared<const std::vector<UnreadPart>>(find_parts(context));
  }
  return *parts;
}

}  // namespace pgstage::lint
