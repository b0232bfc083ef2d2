#include "pgstage/sql/script.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "clauses.hpp"
#include "decode.hpp"
#include "grammar_versions.hpp"
#include "linked_grammar.hpp"
#include "script_parts.hpp"

namespace pgstage::sql {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  from.clear();
}

}  // namespace

Statement::Statement(Span span, const void* node, std::size_t base, const NewerSyntax* newer)
    : span_(span),
      kind_(command_tag(static_cast<const Node*>(node))),
      first_server_(grammar_needed(static_cast<const Node*>(node))),
      node_(node),
      newer_(newer),
      base_(base) {
  if (newer != nullptr) first_server_ = std::max(first_server_, newer->since);
}

Statement::Statement(Span span, const Problem* problem)
    : span_(span), kind_(command_tag(nullptr)), problem_(problem) {}

std::string_view Statement::refusal() const {
  return newer_ == nullptr ? std::string_view{} : newer_->refusal;
}

View Statement::view() const {
  if (problem_ != nullptr) return Unread{};
  if (!refusal().empty()) return Other{};
  return decode(static_cast<const Node*>(node_), Origin{base_, span_, newer_});
}

Statement Statement::without_tree() const {
  Statement out = *this;
  out.node_ = nullptr;
  return out;
}

void Script::Parts::remember(Block& block) {
  for (const auto& statement : block.statements) statements.push_back(statement.without_tree());
  append(skipped, block.skipped);
  append(problems, block.problems);
  append(newer, block.newer);
}

void Script::Parts::parse() {
  Parser parser(text);
  while (auto block = parser.next()) {
    append(statements, block->statements);
    append(skipped, block->skipped);
    trees.push_back(std::move(block));
  }
  read = true;
}

Script::Script(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Script::Script(Script&&) noexcept = default;
Script& Script::operator=(Script&&) noexcept = default;
Script::~Script() = default;

Script Script::parse(std::string text) {
  auto script = unread(std::move(text));
  script.parts_->parse();
  return script;
}

Script Script::unread(std::string text) { return Script(std::make_unique<Parts>(std::move(text))); }

std::string_view Script::text() const { return parts_->text; }
const std::vector<Statement>& Script::statements() const { return parts_->statements; }
const std::vector<Skipped>& Script::skipped() const { return parts_->skipped; }
const LineIndex& Script::lines() const { return parts_->lines; }

std::string_view Script::text(const Expression& expression) const {
  if (!expression.located) {
    return clause_text(text(), expression.clause_begin, expression.clause_end);
  }
  return located_clause_text(text(), expression.clause_begin, leftmost(expression));
}

std::string_view Script::text(const ConstraintDefinition& constraint) const {
  return item_text(text(), constraint.begin, constraint.end);
}

std::string_view Script::text(const ColumnDefinition& column) const {
  return item_text(text(), column.begin, 0);
}

std::vector<Span> Script::action_spans(const Statement& statement) const {
  if (!std::holds_alternative<AlterTable>(statement.view())) return {statement.span()};
  return alter_actions(text(), statement.span());
}

int grammar_version() { return kLinkedGrammar; }

}  // namespace pgstage::sql
