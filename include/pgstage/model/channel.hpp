#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace pgstage {

/// What one thread hands to another, in order, and no more of it ahead than there is room for.
template <class T>
class Channel {
 public:
  /// `room` is in whatever put() is told the sizes in.
  explicit Channel(std::size_t room) : room_(room) {}

  /// Waits while there is more than there is room for. false: nobody takes it any more.
  bool put(T item, std::size_t size = 1) {
    {
      std::unique_lock lock(mutex_);
      may_put_.wait(lock, [&] { return left_ || size_ <= room_; });
      if (left_) return false;
      items_.push_back({std::move(item), size});
      size_ += size;
    }
    may_take_.notify_one();
    return true;
  }
  /// From the one who puts: that was all.
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    may_take_.notify_one();
  }

  /// Waits for the next one; nothing after the last.
  std::optional<T> take() {
    std::unique_lock lock(mutex_);
    may_take_.wait(lock, [&] { return ended_ || !items_.empty(); });
    return first();
  }
  /// Nothing while there is none.
  std::optional<T> take_if_any() {
    const std::lock_guard lock(mutex_);
    return first();
  }
  /// From the one who takes: no more is wanted.
  void leave() {
    const std::lock_guard lock(mutex_);
    left_ = true;
    may_put_.notify_one();
  }

 private:
  struct Item {
    T item;
    std::size_t size;
  };

  std::optional<T> first() {
    if (items_.empty()) return std::nullopt;
    auto [item, size] = std::move(items_.front());
    items_.pop_front();
    size_ -= size;
    // Not before there is room for several, so that the two do not wait for each other by turns.
    if (size_ <= room_ / 2) may_put_.notify_one();
    return std::move(item);
  }

  const std::size_t room_;
  std::mutex mutex_;
  std::condition_variable may_put_;
  std::condition_variable may_take_;
  std::deque<Item> items_;
  std::size_t size_ = 0;
  bool ended_ = false;
  bool left_ = false;
};

}  // namespace pgstage
