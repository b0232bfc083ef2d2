#pragma once

#include <memory>
#include <utility>

namespace pgstage {

/// An optional value that takes the room of a pointer while there is none: for what few of many
/// objects have. Copies copy the value.
template <class T>
class Box {
 public:
  Box() = default;
  // NOLINTNEXTLINE: implicit, as it is for std::optional.
  Box(T value) : held_(std::make_unique<T>(std::move(value))) {}
  Box(const Box& other) : held_(other ? std::make_unique<T>(*other) : nullptr) {}
  Box(Box&&) noexcept = default;
  Box& operator=(const Box& other) {
    if (this != &other) held_ = other ? std::make_unique<T>(*other) : nullptr;
    return *this;
  }
  Box& operator=(Box&&) noexcept = default;
  ~Box() = default;

  explicit operator bool() const { return held_ != nullptr; }
  T& operator*() { return *held_; }
  const T& operator*() const { return *held_; }
  T* operator->() { return held_.get(); }
  const T* operator->() const { return held_.get(); }
  void reset() { held_.reset(); }

  bool operator==(const Box& other) const {
    return held_ == other.held_ || (held_ && other.held_ && *held_ == *other.held_);
  }
  bool operator==(const T& value) const { return held_ != nullptr && *held_ == value; }

 private:
  std::unique_ptr<T> held_;
};

}  // namespace pgstage
