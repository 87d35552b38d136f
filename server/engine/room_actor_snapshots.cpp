// Catching up: what a line is told first, by resuming where it was or by a snapshot that it shares with others.

#include <algorithm>

#include "server/engine/frame.hpp"
#include "server/engine/log.hpp"
#include "server/engine/room_actor.hpp"

namespace engine {

using namespace protocol;

namespace {

// An estimate is enough to cut pages: text dominates, and encoding twice would double the work of a storm.
std::size_t size_of(Thing const& thing) {
  if (auto const* card = std::get_if<CardThing>(&thing)) return card->text.size() + 150;
  if (auto const* turn = std::get_if<TurnThing>(&thing)) return turn->words.size() + 400;
  return 300;
}

}  // namespace

// Each view has counters of its own, so its epoch names the view as well: a page whose role changed and changed back
// holds another view's things, whatever view it asks for, and must not go on from their counter. The log of a table can
// go and come again, so its epoch is new each time.
RoomActor::LogOfView& RoomActor::log_of(room::Eyes const& eyes) {
  static constexpr std::string_view signs = "psho";
  auto const [found, is_new] = logs_.try_emplace(eyes);
  if (!is_new) return found->second;
  found->second.epoch = epoch_ + signs.at(static_cast<std::size_t>(eyes.view));
  if (eyes.table) found->second.epoch += std::to_string(eyes.table->value) + "-" + random_signs(6);
  return found->second;
}

// Somebody sits at another table now, and sees its talk: the line goes on with a snapshot of that.
void RoomActor::look_from(SeatId const& seat) {
  auto const eyes = room::eyes_of(room_, room_.seats.at(seat));
  std::vector<MemberId> lines;
  auto const [first, last] = lines_of_.equal_range(seat);
  for (auto line = first; line != last; ++line) lines.push_back(line->second);
  for (auto const id : lines) {
    auto& member = members_.at(id);
    if (member.is_closing || member.eyes == eyes) continue;
    member.eyes = eyes;
    catch_up(id, std::nullopt, std::nullopt);
  }
}

// A log is written for as long as somebody may come back to it. Nobody sits at this table any more: else whoever goes
// from table to table would leave us writing for all of them.
void RoomActor::drop_unread_tables() {
  std::erase_if(logs_, [&](auto const& of_view) {
    auto const& eyes = of_view.first;
    if (!eyes.table) return false;
    auto const sees = [&](auto const& one) { return one.second.eyes == eyes || one.second.follows == eyes; };
    if (std::ranges::any_of(members_, sees)) return false;
    return std::ranges::none_of(
        room_.live, [&](auto const& live) { return room::eyes_of(room_, room_.seats.at(live.second)) == eyes; });
  });
}

// All that was missed in order, or one snapshot; never a part. Then the own object whole, then live. A snapshot is of
// the present moment, and the log goes on from it.
void RoomActor::catch_up(MemberId id, std::optional<std::string> const& epoch, std::optional<std::int64_t> n) {
  if (is_reloading_) return;  // reloaded() comes back to every member
  auto const& member = members_.at(id);
  auto const eyes = member.eyes;
  bool const was_read = logs_.contains(eyes);
  auto& of_view = log_of(eyes);
  bool const is_ours = epoch && *epoch == of_view.epoch && n;
  std::optional<std::uint64_t> from;
  if (is_ours && was_read) from = of_view.log.offset_after(*n);
  // What was told is on disk, and an epoch is one history: somebody ahead of it is a fault of ours or of that page. A
  // snapshot mends the page; no new epoch for everybody, which any page could then ask for.
  if (is_ours && *n > of_view.log.n() && !std::exchange(has_told_of_ahead_, true)) {
    log::error("room {}: a page has seen update {}, of {} there are", number_, *n, of_view.log.n());
  }
  std::string first;
  Pages pages;
  (from ? surroundings_.counts->resumed : surroundings_.counts->snapshots).add();
  if (from) {
    first = frame_of(Resumed{of_view.epoch, of_view.log.n(), surroundings_.clock.now()});
  } else {
    auto const& cached = snapshot_of(eyes);
    pages = cached.pages;
    // What many lines share is older than this line: the last page is its own, and tells the time.
    int const last = static_cast<int>(pages->size()) + 1;
    if (cached.is_shared())
      first = frame_of(Snapshot{of_view.epoch, cached.n, eyes.view, surroundings_.clock.now(), last, true, {}});
  }
  if (member.kind == Kind::seated) {
    first += frame_of(OwnChanged{room::own(room_, presence_, member.seat)});
    first += own_cards_whole(member.seat);
  }
  Held held;
  held.member = id;
  held.tell = [this, eyes, offset = from.value_or(of_view.log.end()), pages, frames = std::move(first)](Member& to) {
    if (to.eyes != eyes) return;     // has gone on to another table since, and is told of that one
    if (to.follows == eyes) return;  // is back before it had left: the log was read on, further than that snapshot
    // The log of another table ends here; whoever stands in the middle of it comes back on a new line.
    if (to.follows && to.follows != eyes) {
      to.outlet->flush();  // answers may stand in it
      to.outlet->unfollow();
    }
    to.follows = eyes;
    if (pages) to.outlet->snapshot(pages);
    to.outlet->privately(frames);
    to.outlet->follow(log_of(eyes).log, offset);
    to.is_live = true;
    drop_unread_tables();
    // A fresh page learns at once who is here.
    presence_is_new_ = true;
    arm();
  };
  hold(std::move(held));
}

// All own cards, in frames that a phone can take; the first one tells it to throw away what it had.
std::string RoomActor::own_cards_whole(SeatId const& seat) const {
  std::string frames;
  OwnCards page{seat, true, {}, {}};
  std::size_t bytes = 0;
  for (auto& card : room::own_cards(room_, seat)) {
    std::size_t const size = card.text.value_or("").size() + 150;
    if (bytes + size > limits::snapshot_page_bytes_max && !page.changed.empty()) {
      frames += frame_of(page);
      page = {seat, false, {}, {}};
      bytes = 0;
    }
    bytes += size;
    page.changed.push_back(std::move(card));
  }
  return frames + frame_of(page);
}

// Nobody may get through a resume, or from a snapshot of a moment ago, what has just been taken away. A view that was
// never told of what is hidden now goes on: that its log ended would tell that there was something.
void RoomActor::forget_what_was_told(Event const& event) {
  auto const* hidden = std::get_if<ItemHidden>(&event);
  auto const id = hidden ? '"' + hidden->item.id + '"' : std::string{};
  auto const tells = [&](std::string const& page) { return page.find(id) != std::string::npos; };
  for (auto& [eyes, of_view] : logs_) {
    auto const& pages = of_view.snapshot.pages;
    if (hidden && !of_view.log.holds(id) && (!pages || std::ranges::none_of(*pages, tells))) continue;
    of_view.log.forget();
    of_view.snapshot = {};
  }
}

// Encoded once per view and counter, so that a storm of returning phones costs one encode, and phones that read nothing
// hold one copy together. It is always of the present moment: who came in sees what was acknowledged before. A small
// one carries the server's time, so a quarter of a second is as old as it may be; a large one tells it in a page of its
// own.
RoomActor::CachedSnapshot const& RoomActor::snapshot_of(room::Eyes const& eyes) {
  auto& [log, epoch, cached] = log_of(eyes);
  auto const now = surroundings_.clock.now();
  auto const library = surroundings_.library();
  bool const is_of_now = cached.n == log.n() && (cached.is_shared() || now - cached.at <= 250);
  if (cached.pages && cached.library == library && is_of_now) return cached;
  cached = {log.n(), now, library, 0, {}};
  auto things = room::whole(room_, presence_, room::House{library}, eyes);
  for (auto const& thing : things) cached.bytes += size_of(thing);
  cached.pages =
      std::make_shared<std::vector<std::string> const>(pages_of(std::move(things), epoch, eyes.view, cached));
  return cached;
}

std::vector<std::string> RoomActor::pages_of(std::vector<Thing> things, std::string const& epoch, View view,
                                             CachedSnapshot const& of) const {
  std::vector<std::string> frames;
  Snapshot page{epoch, of.n, view, of.at, 1, false, {}};
  std::size_t bytes = 0;
  for (auto& thing : things) {
    auto const size = size_of(thing);
    if (bytes + size > limits::snapshot_page_bytes_max && !page.things.empty()) {
      frames.push_back(frame_of(page));
      page.page += 1;
      page.things.clear();
      bytes = 0;
    }
    bytes += size;
    page.things.push_back(std::move(thing));
  }
  page.is_last = !of.is_shared();
  frames.push_back(frame_of(page));
  return frames;
}

}  // namespace engine
