#pragma once
// The rules for texts that hold where no library has its own, made once for a program. For tests, any thread.

#include <memory>
#include <utility>
#include <variant>

#include "moderation/policy.hpp"

namespace support {

inline std::shared_ptr<moderation::Policy const> usual_rules() {
  static auto const rules = std::make_shared<moderation::Policy const>(
      std::get<moderation::Policy>(moderation::Policy::make(moderation::Rules{})));
  return rules;
}

}  // namespace support
