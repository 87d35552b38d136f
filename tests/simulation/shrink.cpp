#include "tests/simulation/shrink.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "tests/simulation/chance.hpp"

namespace sim {

namespace {

// The first words of a complaint say which promise; what follows differs from play to play.
constexpr std::size_t same_up_to = 22;
constexpr int tries_by_chance = 100;  // that lead to nothing, one after the other

class Shrinking {
 public:
  Shrinking(Plan const& plan, std::string const& complaint, Play const& play, std::function<bool()> const& may_go_on)
      : plan_(plan), complaint_(complaint.substr(0, same_up_to)), play_(play), may_go_on_(may_go_on) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) kept_.push_back(i);
  }

  Plan go() {
    attempt(kept_);  // cuts what came after the complaint
    last_steps_alone();
    thin_out([](Step const& step, std::size_t) { return static_cast<std::size_t>(step.evening); });
    for (bool is_shorter = true; is_shorter && may_go_on_();) {
      auto const before = kept_.size();
      thin_out([](Step const& step, std::size_t) {
        return step.what == Step::What::fault ? 1 + static_cast<std::size_t>(step.fault) : 0;
      });
      thin_out(
          [](Step const& step, std::size_t) { return is_entry(step) ? 0 : static_cast<std::size_t>(step.person) + 1; });
      thin_out([](Step const& step, std::size_t) { return step.what == Step::What::asks ? 1 + step.command : 0; });
      thin_out([](Step const&, std::size_t index) { return index; });
      thin_out_by_chance();
      is_shorter = kept_.size() < before;
    }
    return made_of(kept_);
  }

 private:
  static bool is_entry(Step const& step) { return step.what == Step::What::opens || step.what == Step::What::comes; }

  Plan made_of(std::vector<std::size_t> const& kept) const {
    Plan plan{plan_.seed, plan_.evenings, {}};
    for (auto const index : kept) plan.steps.push_back(plan_.steps[index]);
    return plan;
  }

  // Often the newest few steps of the evening that broke are enough, once everybody is there.
  void last_steps_alone() {
    if (kept_.empty()) return;
    auto const evening = plan_.steps[kept_.back()].evening;
    for (std::size_t length = 25; length < kept_.size(); length *= 3) {
      std::vector<std::size_t> fewer;
      for (std::size_t i = 0; i < kept_.size(); ++i) {
        auto const& step = plan_.steps[kept_[i]];
        if (step.evening == evening && (is_entry(step) || i + length >= kept_.size())) fewer.push_back(kept_[i]);
      }
      if (attempt(std::move(fewer))) return;
    }
  }

  // Takes whole groups of steps out, half of the groups at a time, then a quarter, until each had its turn alone; from
  // the end, for what comes late is needed least.
  template <class KeyOf>
  void thin_out(KeyOf const& key_of) {
    std::set<std::size_t> distinct;
    for (auto const index : kept_) distinct.insert(key_of(plan_.steps[index], index));
    std::vector<std::size_t> keys(distinct.begin(), distinct.end());
    for (auto length = (keys.size() + 1) / 2; length > 0 && may_go_on_(); length = length == 1 ? 0 : (length + 1) / 2) {
      for (auto end = keys.size(); end > 0;) {
        auto const begin = end - std::min(length, end);
        std::set<std::size_t> const out(std::next(keys.begin(), static_cast<std::ptrdiff_t>(begin)),
                                        std::next(keys.begin(), static_cast<std::ptrdiff_t>(end)));
        if (without([&](std::size_t index) { return out.contains(key_of(plan_.steps[index], index)); })) {
          std::erase_if(keys, [&](std::size_t key) { return out.contains(key); });
        }
        end = begin;
      }
    }
  }

  // Without one step everything after it is another story, with other ids and other choices, so a shorter one is often
  // not reached by taking steps out one by one; many at once, drawn anew each time, meet it.
  void thin_out_by_chance() {
    for (int tries = 0; tries < tries_by_chance && kept_.size() > 1 && may_go_on_(); ++tries) {
      auto const one_in = std::uint32_t{2} << (tries % 5);
      if (without([&](std::size_t) { return chance_.one_in(one_in); })) tries = -1;
    }
  }

  template <class Goes>
  bool without(Goes const& goes) {
    auto fewer = kept_;
    return std::erase_if(fewer, goes) > 0 && attempt(std::move(fewer));
  }

  bool attempt(std::vector<std::size_t> fewer) {
    if (!may_go_on_()) return false;
    auto const result = play_(made_of(fewer));
    bool const is_same = !result.complaints.empty() && result.complaints.front().starts_with(complaint_);
    if (!is_same) return false;
    // One more than were carried out: the complaint may have come in the time until the next.
    fewer.resize(std::min(fewer.size(), result.tally.steps + 1));
    kept_ = std::move(fewer);
    return true;
  }

  Plan const& plan_;
  std::string complaint_;
  Play const& play_;
  std::function<bool()> const& may_go_on_;
  Chance chance_{plan_.seed};
  std::vector<std::size_t> kept_;  // of the plan's steps, in their order
};

}  // namespace

Plan shrink(Plan const& plan, std::string const& complaint, Play const& play, std::function<bool()> const& may_go_on) {
  return Shrinking{plan, complaint, play, may_go_on}.go();
}

}  // namespace sim
