#include "server/engine/room_actor.hpp"

#include <algorithm>
#include <cassert>

#include "moderation/policy.hpp"
#include "server/room/due.hpp"
#include "server/room/evolve.hpp"
#include "server/room/keeping.hpp"
#include "server/room/permissions.hpp"
#include "server/text/gate.hpp"

namespace engine {

using namespace protocol;

namespace {
// Of what did not fit: by then the room has been read again, and what protects people need not wait.
constexpr Millis lost_again_ms = 500;
// Pages cannot see our pings; said again this often, presence tells a quiet phone that its line still lives.
constexpr Millis presence_again_ms = 25'000;

// A room notes one kind of thing at a time; more kinds never fall due at once. What would stay waits for the timer.
constexpr int due_rounds_max = 16;

// The name of who was removed goes from the screens, so it may not come back by a resume either.
bool takes_away(Event const& event) {
  return std::holds_alternative<ItemHidden>(event) || std::holds_alternative<SeatRemoved>(event) ||
         std::holds_alternative<SeatErased>(event) || std::holds_alternative<RoomErased>(event);
}

// Words that everybody may come to read; null: none.
std::string const* words_for_the_board(Command const& command) {
  if (auto const* post = std::get_if<PostCard>(&command)) return &post->text.value;
  if (auto const* edit = std::get_if<EditCard>(&command)) return &edit->text.value;
  if (auto const* line = std::get_if<WriteLine>(&command)) return &line->text.value;
  return nullptr;
}
}  // namespace

// One command on its way: how the things and own objects that it may change looked before.
struct RoomActor::Journey {
  std::map<ThingKey, std::vector<std::optional<Thing>>> things;  // in the order of the logs
  std::map<SeatId, Own> owns;
  std::map<room::SeatCard, std::optional<OwnCard>> own_cards;
};

RoomActor::RoomActor(journal::RoomNumber number, room::Room state, Surroundings const& surroundings, Shell& shell)
    : number_(number), room_(std::move(state)), surroundings_(surroundings), shell_(shell), epoch_(random_signs(10)),
      durable_group_(0) {
  // After a restart nobody has a line yet, but everybody may be on the way back: each has the grace of a lost line, so
  // that the room does not take a speaker's turn away in the moment between two pages coming back.
  for (auto const& [id, seat] : room_.seats) {
    if (seat.has_ended || seat.is_proxied) continue;
    presence_.here.insert(id);
    lost_at_[id] = surroundings_.clock.now();
    awaited_.insert(id);
  }
  arm();
}

RoomActor::~RoomActor() {
  for (auto& [id, member] : members_) {
    member.outlet->unfollow();
    member.outlet->room_is_gone();
    surroundings_.counts->lines.add(-1);
  }
}

room::Context RoomActor::context_for(room::Actor actor) const {
  room::Context context;
  context.now = surroundings_.clock.now();
  context.actor = std::move(actor);
  context.presence = &presence_;
  context.dice = room::Dice{surroundings_.seed()};
  return context;
}

// What goes on the board is judged by the rules for texts; what they stop waits for a look. The staff are those who
// look.
std::optional<room::Denied> RoomActor::judge(Command const& command, room::Context& context) const {
  auto const* words = words_for_the_board(command);
  auto const* actor = std::get_if<room::InSeat>(&context.actor);
  if (!surroundings_.policy || !words || !actor) return std::nullopt;
  auto const seat = room_.seats.find(actor->seat);
  if (seat == room_.seats.end() || room::is_staff(seat->second.role)) return std::nullopt;
  moderation::Asked asked;
  asked.text = *words;
  auto const verdict = surroundings_.policy->judge(asked);
  if (verdict.outcome == Outcome::refuse) return room::Denied{Refusal::text_against_rules, "body.text"};
  if (verdict.outcome == Outcome::hold) context.held = gravest(verdict)->reason;
  return std::nullopt;
}

// Texts and names pass the gate before the room hears of them.
std::optional<room::Denied> RoomActor::gate(Command const& command, room::Context& context) const {
  if (auto const fault = text::check(command)) return room::Denied{fault->reason, fault->path};
  std::string_view raw;
  bool has_name = true;
  if (auto const* join = std::get_if<Join>(&command)) {
    raw = join->name.value;
  } else if (auto const* staff = std::get_if<TakeStaffSeat>(&command)) {
    raw = staff->name.value;
  } else if (auto const* rename = std::get_if<Rename>(&command)) {
    raw = rename->name.value;
  } else if (auto const* proxy = std::get_if<AddProxy>(&command)) {
    raw = proxy->name.value;
  } else {
    has_name = false;
  }
  if (!has_name) return judge(command, context);
  auto gated = text::gate_name(raw);
  if (auto const* refusal = std::get_if<Refusal>(&gated)) return room::Denied{*refusal, "body.name"};
  auto& name = std::get<text::Name>(gated);
  context.name = room::GatedName{std::move(name.name), std::move(name.folded)};
  return std::nullopt;
}

void RoomActor::look_before(Journey& journey, std::vector<ThingKey> const& keys,
                            std::vector<SeatId> const& seats) const {
  room::House const house{surroundings_.library()};
  for (auto const& key : keys) {
    auto const [entry, is_new] = journey.things.try_emplace(key);
    if (!is_new) continue;
    entry->second.reserve(logs_.size());
    for (auto const& [eyes, log] : logs_) entry->second.push_back(room::seen(room_, presence_, house, key, eyes));
  }
  for (auto const& seat : seats) {
    // Only who has a line can be told.
    if (lines_of_.contains(seat) && !journey.owns.contains(seat)) {
      journey.owns.emplace(seat, room::own(room_, presence_, seat));
    }
  }
}

void RoomActor::count(Event const& event) const {
  auto& counts = *surroundings_.counts;
  if (std::holds_alternative<SeatTaken>(event)) counts.seats_taken.add();
  if (std::holds_alternative<SeatErased>(event)) counts.seats_erased.add();
  if (std::holds_alternative<RoomErased>(event)) counts.rooms_erased.add();
}

// Events become state, journal rows and pushes. `shown_cause` is what the pushes carry as "done" for the sender; a
// join's id is a secret of its phone and is never shown.
void RoomActor::apply(std::vector<Event> const& events, std::optional<Cause> cause,
                      std::optional<CommandId> const& shown_cause) {
  Journey journey;
  auto const now = surroundings_.clock.now();
  last_group_ = shell_.next_group();
  for (auto const& event : events) {
    look_before(journey, room::touched(room_, event), room::own_touched(room_, event));
    for (auto const& pair : room::own_cards_touched(room_, event)) {
      if (lines_of_.contains(pair.first)) {
        journey.own_cards.try_emplace(pair, room::own_card(room_, pair.first, pair.second));
      }
    }
    Record record{room_.seq + 1, now, std::exchange(cause, std::nullopt), event};
    room::evolve(room_, record);
    batch_.push_back(std::move(record));
    if (takes_away(event)) forget_what_was_told(event);
    if (room::may_change_due(event)) due_.reset();
    count(event);
  }
  publish(journey, shown_cause);
  for (auto const& event : events) close_who_lost_power(event);
  tell_lobby();
  shell_.dirty(*this);
  arm();
}

// One update per view with the real differences, then the own objects that became different.
void RoomActor::publish(Journey& journey, std::optional<CommandId> const& cause) {
  room::House const house{surroundings_.library()};
  std::size_t at = 0;
  for (auto& [eyes, of_view] : logs_) {
    auto const place = at++;
    Update update;
    for (auto const& [key, before] : journey.things) {
      auto after = room::seen(room_, presence_, house, key, eyes);
      if (after == before[place]) continue;
      if (!after) {
        update.removed.push_back(key);
        continue;
      }
      if (auto const speaker = room::gone_speaker(room_, *after)) {
        auto seat = *room::seen(room_, presence_, house, *speaker, eyes);
        if (std::ranges::find(update.changed, seat) == update.changed.end()) update.changed.push_back(std::move(seat));
      }
      update.changed.push_back(std::move(*after));
    }
    if (update.changed.empty() && update.removed.empty()) continue;
    update.n = of_view.log.n() + 1;
    update.cause = cause;
    of_view.log.append(encode(Push{std::move(update)}), last_group_);
    // A change of presence makes no events: there may be no commit to wait for.
    if (!has_undurable()) {
      of_view.log.release(last_group_);
      has_bytes_ = true;
    }
  }
  for (auto const& [seat, before] : journey.owns) {
    auto const after = room::own(room_, presence_, seat);
    if (after == before) continue;
    auto const [first, last] = lines_of_.equal_range(seat);
    for (auto line = first; line != last; ++line) push(line->second, OwnChanged{after});
  }
  publish_own_cards(journey);
}

// Only the cards that changed, in one frame for each seat.
void RoomActor::publish_own_cards(Journey const& journey) {
  std::map<SeatId, OwnCards> news;
  for (auto const& [pair, before] : journey.own_cards) {
    auto after = room::own_card(room_, pair.first, pair.second);
    if (after == before) continue;
    auto& cards = news[pair.first];
    cards.seat = pair.first;
    if (after) {
      cards.changed.push_back(std::move(*after));
    } else {
      cards.removed.push_back(pair.second);
    }
  }
  for (auto const& [seat, cards] : news) {
    auto const [first, last] = lines_of_.equal_range(seat);
    for (auto line = first; line != last; ++line) push(line->second, cards);
  }
}

void RoomActor::open(RoomCode code, std::vector<Event> const& events, std::function<void(bool)> then) {
  new_code_ = std::move(code);
  apply(events, std::nullopt, std::nullopt);
  when_durable(std::move(then));
}

void RoomActor::presence_changed(room::Presence before) {
  Journey journey;
  auto const seats = room::own_touched_by_presence(room_, before, presence_);
  std::swap(presence_, before);  // look with the eyes of before
  look_before(journey, room::touched_by_presence(room_), seats);
  std::swap(presence_, before);
  presence_is_new_ = true;
  due_.reset();
  publish(journey, std::nullopt);
  shell_.dirty(*this);
  arm();
}

std::optional<journal::Batch> RoomActor::take_batch() {
  if (batch_.empty()) return std::nullopt;
  journal::Batch batch;
  batch.room = number_;
  batch.new_code = std::exchange(new_code_, std::nullopt);
  batch.records = std::exchange(batch_, {});
  return batch;
}

void RoomActor::committed(std::uint64_t group, journal::Outcome outcome) {
  if (group <= lost_up_to_) return;
  if (outcome == journal::Outcome::disk_full) return could_not_keep();
  durable_group_ = std::max(durable_group_, group);
  for (auto& [eyes, of_view] : logs_) of_view.log.release(group);
  while (!held_.empty() && held_.front().group <= group) {
    auto held = std::move(held_.front());
    held_.pop_front();
    if (held.then) held.then(true);
    if (auto const member = members_.find(held.member); member != members_.end() && held.tell) {
      held.tell(member->second);
    }
  }
  has_bytes_ = true;
  flush();
}

// The notebook is full: nothing since the last durable group has happened. Whoever waits is told to try again; the room
// is read again from its journal and goes on read-only for a moment (architecture 18, reliability R5).
void RoomActor::could_not_keep() {
  lost_up_to_ = last_group_;
  last_group_ = durable_group_;
  batch_.clear();
  std::erase_if(refusals_, [&](auto const& refusal) { return refusal.second.group > durable_group_; });
  is_reloading_ = true;
  auto const waiting = std::exchange(held_, {});
  for (auto const& held : waiting) {
    if (held.then) held.then(false);
    auto const member = members_.find(held.member);
    if (member == members_.end()) continue;
    if (held.is_close) {  // what it lost its place by has not happened
      set_closing(held.member, member->second, false);
      member->second.last_words.clear();
    }
    if (held.id) {
      member->second.outlet->privately(
          frame_of(Retry{*held.id, RetryReason::notebook_full, static_cast<int>(lost_again_ms)}));
      member->second.outlet->flush();
    }
  }
  for (auto& [id, member] : members_) {
    member.outlet->unfollow();
    member.follows.reset();
    member.is_live = false;
  }
  full_until_ = surroundings_.clock.now() + full_ms;
  shell_.reload(*this);
}

void RoomActor::reloaded(room::Room state) {
  room_ = std::move(state);
  is_reloading_ = false;
  epoch_ = random_signs(10);
  logs_.clear();
  due_.reset();
  std::erase_if(lost_at_, [&](auto const& lost) { return !room_.seats.contains(lost.first); });
  std::erase_if(presence_.here, [&](SeatId const& seat) { return !room_.seats.contains(seat); });
  for (auto const& [id, member] : members_) {
    if (!member.is_closing) find_place_again(id);
  }
  shell_.dirty(*this);
  arm();
}

// Most rounds only hand events to the journal: nothing may leave before the commit, which then comes here by itself.
void RoomActor::flush() {
  if (!std::exchange(has_bytes_, false)) return;
  for (auto const& line : lines_) {
    if (!line.is_closing) line.outlet->flush();
  }
}

void RoomActor::wake(Millis now) {
  armed_for_ = 0;
  if (is_reloading_) return;
  end_graces(now);
  do_what_is_due();
  auto const presence_age = now - presence_sent_at_;
  if (!members_.empty() && (presence_age >= presence_again_ms || (presence_is_new_ && presence_age >= 1000))) {
    send_presence(now);
  }
  arm();
}

// Also before a command is decided: after a standstill it may come before the timer, and what the room had to note by
// then (who waited long, who did not answer) comes first.
void RoomActor::do_what_is_due() {
  for (int round = 0; round < due_rounds_max; ++round) {
    if (!due_) due_ = Due{room::due(room_, presence_)};
    if (!due_->at || *due_->at > surroundings_.clock.now() || is_full()) return;
    auto const events = room::tick(room_, context_for(room::Office{}));
    if (events.empty()) return;
    apply(events, std::nullopt, std::nullopt);
  }
}

void RoomActor::erase_when_due(Millis keep_ms, std::function<void(bool)> then) {
  if (is_reloading_ || surroundings_.clock.now() < full_until_) return then(false);
  auto const events = room::erased_when_due(room_, context_for(room::Office{}), keep_ms);
  if (!events.empty()) apply(events, std::nullopt, std::nullopt);
  when_durable([then = std::move(then), is_erased = room_.is_erased](bool is_kept) { then(is_kept && is_erased); });
}

// One timer per room: the earliest of what the room wants, an ending grace, and presence that waits to be told.
void RoomActor::arm() {
  if (!due_) due_ = Due{room::due(room_, presence_)};
  auto next = due_->at;
  if (next && full_until_ > *next) next = full_until_;
  auto const earlier = [&](Millis at) { next = next ? std::min(*next, at) : at; };
  for (auto const& [seat, lost_at] : lost_at_) earlier(lost_at + limits::grace_ms);
  if (screen_lost_at_) earlier(*screen_lost_at_ + limits::screen_grace_ms);
  if (!members_.empty()) earlier(presence_sent_at_ + (presence_is_new_ ? 1000 : presence_again_ms));
  if (!next || *next == armed_for_) return;
  armed_for_ = *next;
  shell_.wake_at(*this, *next);
}

void RoomActor::stop() {
  for (auto& [id, member] : members_) {
    if (!member.is_closing) close_member(id, close_codes::server_restarts);
  }
}

}  // namespace engine
