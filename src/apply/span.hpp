// How much is done at once, so that it takes about as long as it is to.
#pragma once

#include <cstdint>

#include "pgstage/apply/limits.hpp"

namespace pgstage::apply {

/// Counts heap blocks or rows; at least one.
class Span {
 public:
  explicit Span(std::int64_t size) : size_(size) {}

  std::int64_t size() const { return size_; }
  bool is_smallest() const { return size_ == 1; }
  /// Towards the target: never more than half as much again, and at once down when far over it.
  void adapt(microseconds took, microseconds target);
  /// It was far too much.
  void shrink() { set(size_ / 4); }
  void set(std::int64_t size) { size_ = size < 1 ? 1 : size; }

 private:
  std::int64_t size_;
};

}  // namespace pgstage::apply
