#pragma once
// Evenings by chance, for the tests that hold a promise against many of them. One thread.

#include <rapidcheck.h>

#include "tests/isolation/world.hpp"

namespace isolation {

inline void showValue(Step const& step, std::ostream& out) {
  out << "{" << step.who << ", " << step.what << ", " << step.on << ", " << step.seconds << "}";
}

// Of the secret acts half are of the kind in question.
inline rc::Gen<Step> a_step(Secret secret) {
  auto const act = rc::gen::weightedOneOf<int>({{4, rc::gen::inRange(0, everyday_acts)},
                                                {1, rc::gen::inRange(everyday_acts, kinds_of_acts)},
                                                {1, rc::gen::just(everyday_acts + static_cast<int>(secret))}});
  return rc::gen::build<Step>(rc::gen::set(&Step::who, rc::gen::inRange(0, 9)), rc::gen::set(&Step::what, act),
                              rc::gen::set(&Step::on, rc::gen::inRange(0, 42)),
                              rc::gen::set(&Step::seconds, rc::gen::inRange(1, 20)));
}

}  // namespace isolation
