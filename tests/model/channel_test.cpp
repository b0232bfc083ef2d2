#include "pgstage/model/channel.hpp"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

using pgstage::Channel;

TEST_CASE("what goes into a channel comes out in its order, however little room there is") {
  Channel<int> channel(1);
  std::thread other([&] {
    for (int i = 0; i < 10'000; ++i) channel.put(i);
    channel.end();
  });
  std::vector<int> taken;
  while (const auto each = channel.take()) taken.push_back(*each);
  other.join();
  REQUIRE(taken.size() == 10'000);
  for (int i = 0; i < 10'000; ++i) REQUIRE(taken[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("who puts into a channel that was left is told, even while waiting") {
  Channel<int> channel(0);
  bool told = false;
  std::thread other([&] {
    while (channel.put(1)) continue;
    told = true;
  });
  channel.leave();
  other.join();
  CHECK(told);
}

TEST_CASE("looking into a channel does not wait") {
  Channel<int> channel(1);
  CHECK(!channel.take_if_any());
  channel.put(7);
  CHECK(channel.take_if_any() == 7);
}
