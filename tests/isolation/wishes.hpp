#pragma once
// What people want, as they would say it (the wishes of wie-mag-wat.md), and the command that asks for it. Every
// command stands here at least once. For tests, one thread.

#include <functional>
#include <string>
#include <vector>

#include "tests/isolation/scene.hpp"

namespace isolation {

struct Wish {
  std::string sentence;
  Busy busy;
  std::function<Command(Scene const&, Scene::Person const& me)> command;
};

std::vector<Wish> wishes();

}  // namespace isolation
