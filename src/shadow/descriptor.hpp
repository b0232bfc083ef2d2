#pragma once

#include <array>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace pgstage::shadow {

/// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }

  int get() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;

  /// Closed on exec. Nothing when the process has no descriptors left.
  static std::optional<Pipe> open() {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe(ends.data()) != 0) return std::nullopt;
    for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
    return Pipe{Descriptor{ends[0]}, Descriptor{ends[1]}};
  }
};

}  // namespace pgstage::shadow
