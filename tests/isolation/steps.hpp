#pragma once
// Evenings by chance, for the tests that hold a promise against many of them. One thread.

#include <rapidcheck.h>

#include "tests/isolation/world.hpp"

namespace isolation {

inline void showValue(Step const& step, std::ostream& out) {
  out << "{" << step.who << ", " << step.what << ", " << step.on << ", " << step.seconds << "}";
}

// A range grows with the size of what is made; here every act is as likely in the first evening as in the last.
inline rc::Gen<Step> a_step(rc::Gen<int> what) {
  return rc::gen::resize(rc::kNominalSize, rc::gen::build<Step>(rc::gen::set(&Step::who, rc::gen::inRange(0, 9)),
                                                                rc::gen::set(&Step::what, std::move(what)),
                                                                rc::gen::set(&Step::on, rc::gen::inRange(0, 42)),
                                                                rc::gen::set(&Step::seconds, rc::gen::inRange(1, 20))));
}

inline rc::Gen<Step> an_everyday_step() { return a_step(rc::gen::inRange(0, everyday_acts)); }

// Of the secret acts half are of the kind in question.
inline rc::Gen<Step> a_step(Secret secret) {
  return a_step(rc::gen::weightedOneOf<int>({{4, rc::gen::inRange(0, everyday_acts)},
                                             {1, rc::gen::inRange(everyday_acts, kinds_of_acts)},
                                             {1, rc::gen::just(everyday_acts + static_cast<int>(secret))}}));
}

}  // namespace isolation
