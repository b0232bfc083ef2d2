#include "pgstage/sql/plpgsql.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "body_frames.hpp"
#include "body_reader.hpp"

namespace pgstage::sql {
namespace {

using Frame = BodyFrames::Frame;

/// The bounds of FOR i IN a..b BY c as a list; nothing for a query or a cursor.
std::string integer_range(std::string_view text) {
  Lexer lexer(text);
  std::string out{text};
  bool found = false;
  for (Token token; lexer.next_significant(token);) {
    if (lexer.is_word(token, "by")) out.replace(token.span.offset, 2, " ,");
    const bool number = token.kind == TokenKind::Number || token.kind == TokenKind::Punctuation;
    const auto dots = text.substr(token.span.offset, token.span.length + 1).find("..");
    if (found || !number || dots == std::string_view::npos) continue;
    out.replace(token.span.offset + dots, 2, " ,");
    found = true;
  }
  return found ? out : std::string{};
}

bool is_query(const BodyReader& reader) {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"delete", "explain", "insert", "merge", "select", "show",
                                       "table", "update", "values", "with"});
  return reader.at('(') || std::find(kWords.begin(), kWords.end(), reader.word()) != kWords.end();
}

class Reading {
 public:
  explicit Reading(std::string_view text) : reader_(text) {}

  Body run();

 private:
  using Handler = void (Reading::*)();
  struct Keyword {
    std::string_view word;
    Handler read;
  };
  static const std::array<Keyword, 27> kKeywords;

  void step();
  void declaration();
  void open(Frame frame) { require(frames_.open(frame)); }
  void require(bool held) { whole_ = whole_ && held; }
  void evaluate(std::size_t offset, std::string_view expression) {
    frames_.evaluate(offset, expression);
  }
  void evaluate_upto(std::initializer_list<std::string_view> words);
  void dynamic(std::string_view stop);
  void query_or_dynamic();

  void begin();
  void declare();
  void exception();
  void when();
  void end();
  void branch();
  void otherwise();
  void case_of();
  void loop();
  void while_loop();
  void for_loop();
  void foreach_loop();
  void exit();
  void return_value();
  void raise();
  void execute();
  void value();
  void open_cursor();
  void skip() { reader_.rest(); }

  BodyReader reader_;
  BodyFrames frames_;
  bool declaring_ = false;
  bool whole_ = true;
  bool done_ = false;
  std::map<std::string, BodyFrames::Written> cursors_;
};

const std::array<Reading::Keyword, 27> Reading::kKeywords = {{
    {"assert", &Reading::value},
    {"begin", &Reading::begin},
    {"case", &Reading::case_of},
    {"close", &Reading::skip},
    {"continue", &Reading::exit},
    {"declare", &Reading::declare},
    {"else", &Reading::otherwise},
    {"elseif", &Reading::branch},
    {"elsif", &Reading::branch},
    {"end", &Reading::end},
    {"exception", &Reading::exception},
    {"execute", &Reading::execute},
    {"exit", &Reading::exit},
    {"fetch", &Reading::skip},
    {"for", &Reading::for_loop},
    {"foreach", &Reading::foreach_loop},
    {"get", &Reading::skip},
    {"if", &Reading::branch},
    {"loop", &Reading::loop},
    {"move", &Reading::skip},
    {"null", &Reading::skip},
    {"open", &Reading::open_cursor},
    {"perform", &Reading::value},
    {"raise", &Reading::raise},
    {"return", &Reading::return_value},
    {"when", &Reading::when},
    {"while", &Reading::while_loop},
}};

Body Reading::run() {
  reader_.skip_options();
  while (reader_.more() && !done_ && whole_) step();
  return {frames_.take(), whole_ && done_ && !reader_.more()};
}

void Reading::step() {
  if (reader_.accept_label()) return;
  if (declaring_ && !reader_.at_word("begin")) return declaration();
  const auto offset = reader_.offset();
  if (reader_.accept_assignment()) return evaluate_upto({});
  const auto word = reader_.at(TokenKind::Word) ? reader_.word() : std::string{};
  const auto known = std::find_if(kKeywords.begin(), kKeywords.end(),
                                  [&](const auto& each) { return each.word == word; });
  // Outside of every block stands nothing but the block.
  const bool opens = word == "begin" || word == "declare";
  if (frames_.none() && !opens) {
    whole_ = false;
  } else if (known != kKeywords.end()) {
    (this->*known->read)();
  } else {
    frames_.add(offset, reader_.statement());
  }
}

void Reading::evaluate_upto(std::initializer_list<std::string_view> words) {
  const auto offset = reader_.offset();
  evaluate(offset, reader_.upto(words));
  reader_.accept(';');
}

void Reading::declare() {
  reader_.next();
  declaring_ = true;
}

/// `name type := value`, `name CURSOR FOR query`, `name ALIAS FOR other`.
void Reading::declaration() {
  if (reader_.accept("declare")) return;
  const auto name = reader_.word();
  reader_.next();
  reader_.accept("no");
  reader_.accept("scroll");
  if (reader_.accept("cursor")) {
    reader_.upto({"for", "is"});
    reader_.next();
    const auto offset = reader_.offset();
    cursors_[name] = {offset, std::string{reader_.rest()}};
    return;
  }
  while (reader_.more() && !reader_.at(';')) {
    if (reader_.accept("default") || reader_.accept_equals()) return evaluate_upto({});
    reader_.next();
  }
  reader_.accept(';');
}

void Reading::begin() {
  declaring_ = false;
  reader_.next();
  open(Frame::Block);
}

void Reading::exception() {
  reader_.next();
  require(frames_.handle());
}

/// Of a CASE, or of the handlers of a block.
void Reading::when() {
  reader_.next();
  const auto offset = reader_.offset();
  const auto condition = reader_.upto({"then"});
  require(reader_.accept("then"));
  if (frames_.innermost() == Frame::Case) evaluate(offset, condition);
}

void Reading::end() {
  static constexpr auto kClosers = std::to_array<std::string_view>({"", "if", "case", "loop"});
  const auto closer = kClosers.at(static_cast<std::size_t>(frames_.innermost()));
  frames_.close();
  reader_.next();
  require(closer.empty() || reader_.accept(closer));
  if (!reader_.at(';')) reader_.next();
  reader_.accept(';');
  done_ = frames_.none();
}

/// IF opens it; ELSIF is another way inside of it.
void Reading::branch() {
  const bool opens = reader_.accept("if");
  if (!opens) reader_.next();
  const auto offset = reader_.offset();
  evaluate(offset, reader_.upto({"then"}));
  require(reader_.accept("then"));
  if (opens) open(Frame::If);
}

void Reading::otherwise() { reader_.next(); }

void Reading::case_of() {
  reader_.next();
  const auto offset = reader_.offset();
  evaluate(offset, reader_.upto({"when"}));
  open(Frame::Case);
}

void Reading::loop() {
  require(reader_.accept("loop"));
  open(Frame::Loop);
}

void Reading::while_loop() {
  reader_.next();
  const auto offset = reader_.offset();
  evaluate(offset, reader_.upto({"loop"}));
  loop();
}

void Reading::for_loop() {
  reader_.upto({"in"});
  reader_.accept("in");
  reader_.accept("reverse");
  const auto offset = reader_.offset();
  if (reader_.accept("execute")) {
    dynamic("loop");
    return loop();
  }
  const bool query = is_query(reader_);
  const auto cursor = cursors_.find(reader_.word());
  const auto text = reader_.upto({"loop"});
  if (const auto range = integer_range(text); !range.empty()) {
    evaluate(offset, range);
  } else if (query) {
    frames_.add(offset, std::string{text});
  } else if (cursor != cursors_.end()) {
    require(frames_.repeat(cursor->second));
  }
  loop();
}

void Reading::foreach_loop() {
  reader_.upto({"array"});
  reader_.accept("array");
  const auto offset = reader_.offset();
  evaluate(offset, reader_.upto({"loop"}));
  loop();
}

/// EXIT and CONTINUE; from a loop they lead no further than a loop does, unless they name what they
/// leave.
void Reading::exit() {
  reader_.next();
  if (!reader_.at(';') && !reader_.accept("when")) {
    frames_.leave();
    reader_.next();
    reader_.accept("when");
  }
  evaluate_upto({});
}

void Reading::return_value() {
  reader_.next();
  if (reader_.accept("query")) return query_or_dynamic();
  const bool stays = reader_.accept("next");
  evaluate_upto({});
  if (!stays) frames_.leave();
}

/// RAISE 'format', value, … USING …
void Reading::raise() {
  reader_.next();
  if (reader_.at(TokenKind::Word) && !reader_.at_word("using")) reader_.next();
  if (reader_.at(TokenKind::String)) reader_.next();
  if (reader_.accept(',')) {
    const auto offset = reader_.offset();
    evaluate(offset, reader_.upto({"using"}));
  }
  skip();
}

void Reading::execute() {
  reader_.next();
  dynamic({});
  reader_.accept(';');
}

void Reading::dynamic(std::string_view stop) {
  const auto offset = reader_.offset();
  frames_.execute(offset, reader_.upto({"using", "into", stop}));
  while (reader_.at_word("into") || reader_.at_word("using")) {
    const bool values = reader_.accept("using");
    if (!values) reader_.next();
    const auto at = reader_.offset();
    const auto list = reader_.upto({"using", "into", stop});
    if (values) evaluate(at, list);
  }
}

void Reading::query_or_dynamic() {
  if (reader_.at_word("execute")) return execute();
  const auto offset = reader_.offset();
  frames_.add(offset, std::string{reader_.rest()});
}

/// PERFORM and ASSERT.
void Reading::value() {
  reader_.next();
  evaluate_upto({});
}

void Reading::open_cursor() {
  reader_.next();
  const auto cursor = cursors_.find(reader_.word());
  reader_.upto({"for"});
  if (reader_.accept("for")) return query_or_dynamic();
  if (cursor != cursors_.end()) require(frames_.repeat(cursor->second));
  skip();
}

}  // namespace

Body read_body(std::string_view language, std::string_view text) {
  if (language == "plpgsql") return Reading(text).run();
  Body body;
  body.whole = language == "sql";
  if (body.whole) body.statements.push_back({.sql = std::string{text}});
  return body;
}

std::string standard_body(std::string_view create_function) {
  Lexer lexer(create_function);
  Token token;
  bool begins = false;
  while (lexer.next_significant(token)) {
    const auto behind = create_function.substr(token.span.end());
    if (lexer.is_word(token, "return")) return "SELECT " + std::string{behind};
    if (begins && lexer.is_word(token, "atomic")) {
      const auto end = behind.find_last_of("eE");
      return std::string{behind.substr(0, end)};
    }
    begins = lexer.is_word(token, "begin");
  }
  return {};
}

}  // namespace pgstage::sql
