#include "tests/simulation/shrink.hpp"

#include <algorithm>

namespace sim {

namespace {

// The first words of a complaint say which promise; what follows differs from play to play.
constexpr std::size_t same_up_to = 22;

class Shrinking {
 public:
  Shrinking(Plan plan, std::string const& complaint, Play const& play, std::size_t steps_max)
      : plan_(std::move(plan)), complaint_(complaint.substr(0, same_up_to)), play_(play), steps_left_(steps_max) {}

  Plan go() {
    try_without([](Step const&) { return false; });  // cuts what came after the complaint
    for (int evening = static_cast<int>(plan_.evenings.size()); evening-- > 0;) {
      try_without([=](Step const& step) { return step.evening == evening; });
    }
    for (std::size_t fault = 0; fault < faults; ++fault) {
      try_without([=](Step const& step) {
        return step.what == Step::What::fault && static_cast<std::size_t>(step.fault) == fault;
      });
    }
    for (int person = 0; person < 60; ++person) {
      try_without([=](Step const& step) { return step.person == person && step.what != Step::What::opens; });
    }
    for (auto length = plan_.steps.size() / 2; length > 0 && steps_left_ > 0; length /= 2) without_runs(length);
    without_runs(1);
    return std::move(plan_);
  }

 private:
  void without_runs(std::size_t length) {
    for (std::size_t begin = 0; begin < plan_.steps.size() && steps_left_ > 0;) {
      auto fewer = plan_;
      auto const from = fewer.steps.begin() + static_cast<std::ptrdiff_t>(begin);
      auto const count = std::min(length, fewer.steps.size() - begin);
      fewer.steps.erase(from, from + static_cast<std::ptrdiff_t>(count));
      if (!attempt(std::move(fewer))) begin += length;
    }
  }

  void try_without(std::function<bool(Step const&)> const& goes) {
    auto fewer = plan_;
    auto const gone = std::erase_if(fewer.steps, goes);
    if (gone > 0 || !is_cut_) attempt(std::move(fewer));
  }

  bool attempt(Plan fewer) {
    if (steps_left_ == 0) return false;
    auto const result = play_(fewer);
    steps_left_ -= std::min(steps_left_, result.tally.steps + 50);
    bool const is_same = !result.complaints.empty() && result.complaints.front().starts_with(complaint_);
    if (!is_same) return false;
    fewer.steps.resize(std::min(fewer.steps.size(), result.tally.steps));
    plan_ = std::move(fewer);
    return is_cut_ = true;
  }

  Plan plan_;
  std::string complaint_;
  Play const& play_;
  std::size_t steps_left_;
  bool is_cut_ = false;
};

}  // namespace

Plan shrink(Plan plan, std::string const& complaint, Play const& play, std::size_t steps_max) {
  return Shrinking{std::move(plan), complaint, play, steps_max}.go();
}

}  // namespace sim
