#include <array>
#include <optional>
#include <string>

#include "blocks.hpp"
#include "language.hpp"
#include "scanner.hpp"

namespace pgstage::source::code {
namespace {

/// Behind these a value begins.
constexpr auto kKeywords = std::to_array<std::string_view>(
    {"return", "if", "unless", "while", "until", "and", "or", "not", "when", "in", "do", "then",
     "else", "elsif", "case", "puts", "execute"});

/// A string whose text begins on the next line.
struct Heredoc {
  std::string word;  ///< That ends it, on a line of its own.
  bool indented = false;
  std::uint32_t literal = 0;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), scanner_(text) {}

  Code read() {
    while (!scanner_.at_end()) {
      const bool line_ends = scanner_.peek() == '\n';
      if (scanner_.skip_blank()) {
        if (line_ends) read_heredocs();
        continue;
      }
      if (scanner_.is_column_one() && scanner_.ahead("__END__")) break;
      scan();
    }
    auto code = scanner_.finish();
    for (const auto& [index, literal] : bodies_) code.literals[index] = literal;
    return code;
  }

 private:
  void scan() {
    const char c = scanner_.peek();
    if (c == '#') {
      scanner_.skip_comment();
    } else if (scanner_.is_column_one() && scanner_.ahead("=begin")) {
      scanner_.skip_to("\n=end");
      scanner_.skip_comment();
    } else if (c == '"' || c == '\'' || c == '`') {
      scan_quoted(c);
    } else if (c == '\\' && (scanner_.peek(1) == '\n' || scanner_.ahead("\\\r\n"))) {
      scanner_.skip(scanner_.peek(1) == '\n' ? 2 : 3);
      scanner_.join_lines();
    } else if (!scan_heredoc() && !scan_percent() && !scan_value()) {
      scanner_.scan_plain("?!");
    }
  }

  /// Whether what begins here, where an operator might as well, is a value: behind none, or behind
  /// a name and a blank with none between it and what follows.
  bool may_be_value() const {
    if (!scanner_.behind_value(kKeywords)) return true;
    const auto at = scanner_.place();
    const char before = at == 0 ? ' ' : text_[at - 1];
    const char next = scanner_.peek(1);
    return scanner_.last()->kind == Kind::Name && (before == ' ' || before == '\t') &&
           next != ' ' && next != '=';
  }

  void scan_quoted(char quote) {
    const auto begin = scanner_.place();
    scanner_.skip(1);
    Literal literal;
    literal.body = static_cast<std::uint32_t>(scanner_.place());
    literal.computed = quote == '`';
    if (quote == '\'') literal.escapes = Escapes::Quotes;
    literal.closed = quote == '\'' ? scanner_.skip_plain(quote, true)
                                   : scanner_.skip_nested(quote, "#{", literal.computed);
    literal.close = static_cast<std::uint32_t>(scanner_.place() - (literal.closed ? 1 : 0));
    scanner_.add_string(begin, literal);
  }

  /// `<<~SQL`, `<<-'SQL'`, `<<SQL`.
  bool scan_heredoc() {
    if (!scanner_.ahead("<<")) return false;
    std::size_t at = 2;
    const bool indented = scanner_.peek(at) == '~' || scanner_.peek(at) == '-';
    if (indented) ++at;
    char quote = scanner_.peek(at);
    if (quote == '"' || quote == '\'') {
      ++at;
    } else {
      quote = 0;
    }
    const auto word = at;
    while (is_name_part(scanner_.peek(at))) ++at;
    if (at == word || is_digit(scanner_.peek(word)) || !may_be_value()) return false;
    // Lower case is a name that is pushed to a list.
    if (!indented && quote == 0 && scanner_.peek(word) >= 'a') return false;
    if (quote != 0 && scanner_.peek(at) != quote) return false;
    const auto begin = scanner_.place();
    Heredoc heredoc{.word = std::string{text_.substr(begin + word, at - word)},
                    .indented = indented};
    scanner_.skip(at + (quote == 0 ? 0 : 1));
    Literal literal;
    literal.closed = false;
    if (quote == '\'') literal.escapes = Escapes::None;
    heredoc.literal = scanner_.add_string(begin, literal);
    bodies_.emplace_back(heredoc.literal, literal);
    waiting_.push_back(std::move(heredoc));
    return true;
  }

  /// Behind the end of the line with their beginnings.
  void read_heredocs() {
    for (const auto& heredoc : waiting_) read_heredoc(heredoc);
    waiting_.clear();
  }

  void read_heredoc(const Heredoc& heredoc) {
    auto& literal = bodies_[bodies_.size() - waiting_.size() +
                            static_cast<std::size_t>(&heredoc - waiting_.data())]
                        .second;
    const auto body = scanner_.place();
    literal.body = static_cast<std::uint32_t>(body);
    literal.close = static_cast<std::uint32_t>(text_.size());
    for (auto line = body; line < text_.size();) {
      const auto end = std::min(text_.find('\n', line), text_.size());
      auto words = text_.substr(line, end - line);
      if (words.ends_with('\r')) words.remove_suffix(1);
      const auto indent = std::min(words.find_first_not_of(" \t"), words.size());
      if (words.substr(heredoc.indented ? indent : 0) == heredoc.word) {
        literal.close = static_cast<std::uint32_t>(line + (heredoc.indented ? indent : 0));
        literal.closed = true;
        scanner_.back_to(end);
        break;
      }
      line = end + 1;
    }
    if (!literal.closed) scanner_.back_to(text_.size());
    const auto inside = text_.substr(body, literal.close - body);
    if (literal.escapes != Escapes::None && has_field(inside)) literal.computed = true;
    if (literal.closed) scanner_.skip_blank();
  }

  static bool has_field(std::string_view text) {
    for (auto at = text.find("#{"); at != std::string_view::npos; at = text.find("#{", at + 1)) {
      if (at == 0 || text[at - 1] != '\\') return true;
    }
    return false;
  }

  /// `%q(…)` and its like.
  bool scan_percent() {
    if (scanner_.peek() != '%' || !may_be_value()) return false;
    const char letter = scanner_.peek(1);
    const bool lettered = std::string_view("qQwWiIrsx").find(letter) != std::string_view::npos;
    const std::size_t length = lettered && letter != '\0' ? 2 : 1;
    const char open = scanner_.peek(length);
    if (std::string_view("([{<|!/").find(open) == std::string_view::npos || open == '\0') {
      return false;
    }
    const auto begin = scanner_.place();
    scanner_.skip(length + 1);
    Literal literal;
    literal.body = static_cast<std::uint32_t>(scanner_.place());
    const bool plain = letter == 'q';
    if (plain) literal.escapes = Escapes::Quotes;
    literal.closed = scanner_.skip_paired(open, closing(open), plain ? "" : "#{", literal.computed);
    literal.close = static_cast<std::uint32_t>(scanner_.place() - (literal.closed ? 1 : 0));
    if (length == 2 && letter != 'q' && letter != 'Q') {
      scanner_.add(Kind::Value, begin);
    } else {
      scanner_.add_string(begin, literal);
    }
    return true;
  }

  /// A symbol, a regular expression, a global variable with a sign for its name, or a character.
  bool scan_value() {
    const char c = scanner_.peek();
    const char next = scanner_.peek(1);
    const auto begin = scanner_.place();
    bool unused = false;
    if (c == ':' && next != ':' && (is_name_start(next) || next == '"')) {
      scanner_.skip(2);
      if (next == '"') scanner_.skip_nested('"', "#{", unused);
      while (next != '"' && (is_name_part(scanner_.peek()) || scanner_.peek() == '?')) {
        scanner_.skip(1);
      }
    } else if (c == '/' && may_be_value()) {
      scanner_.skip(1);
      if (!scanner_.skip_plain('/', false)) {
        scanner_.back_to(begin);
        return false;
      }
      while (is_name_part(scanner_.peek())) scanner_.skip(1);
    } else if ((c == '$' && !is_name_part(next) && next > ' ') ||
               (c == '?' && next > ' ' && !is_name_part(scanner_.peek(2)) && may_be_value())) {
      scanner_.skip(2);
    } else {
      return false;
    }
    scanner_.add(Kind::Value, begin);
    return true;
  }

  std::string_view text_;
  Scanner scanner_;
  std::vector<Heredoc> waiting_;
  /// Of the strings, which of them and what is known behind the end of their line.
  std::vector<std::pair<std::uint32_t, Literal>> bodies_;
};

Code read(std::string_view text) { return Reader(text).read(); }

/// `def down`, or a block that `dir.down` is given.
std::size_t definition_end(const Code& code, std::size_t name) {
  if (name == 0) return name;
  if (code.is(name - 1, "def") || (name > 2 && code.is(name - 3, "def"))) {
    return end_of_lines(code, name);
  }
  if (!code.is(name - 1, ".")) return name;
  if (code.is(name + 1, "{")) return code.past(name + 1);
  return code.is(name + 1, "do") ? end_of_lines(code, name) : name;
}

constexpr auto kSuffixes = std::to_array<std::string_view>({".rb"});

}  // namespace

const Language kRuby = {.suffixes = kSuffixes,
                        .read = read,
                        .definition_end = definition_end,
                        .bare_calls = true,
                        .joins_beside = true};

}  // namespace pgstage::source::code
