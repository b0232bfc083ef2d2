#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace pgstage {

/// Who can mend an error, which also decides the exit status (see cli/exit.hpp).
enum class ErrorKind {
  Input,     ///< Usage, configuration, unreadable input, no connection.
  Failed,    ///< The work was begun and a step of it failed.
  Refused,   ///< Nothing was touched: stale plan, unmet precondition, other runner.
  Internal,  ///< Our own invariant broke.
};

/// Something that a user can cause or mend. The message follows PostgreSQL's style: one line,
/// lower case, no full stop, identifiers in double quotes; the hint is a whole sentence that names
/// the way out.
struct Error {
  ErrorKind kind = ErrorKind::Input;
  std::string message;
  std::string hint = {};
  std::string sqlstate = {};  ///< Set when a server said it.

  bool operator==(const Error&) const = default;
};

inline Error input_error(std::string message, std::string hint = {}) {
  return {.kind = ErrorKind::Input, .message = std::move(message), .hint = std::move(hint)};
}
inline Error failure(std::string message, std::string hint = {}) {
  return {.kind = ErrorKind::Failed, .message = std::move(message), .hint = std::move(hint)};
}
inline Error refusal(std::string message, std::string hint = {}) {
  return {.kind = ErrorKind::Refused, .message = std::move(message), .hint = std::move(hint)};
}

/// A value or an Error, with the member names of std::expected.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT

  bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace pgstage
