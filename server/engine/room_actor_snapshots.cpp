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
// holds another view's things, whatever view it asks for, and must not go on from their counter.
std::string RoomActor::epoch_of(View view) const {
  static constexpr std::string_view signs = "psho";
  return epoch_ + signs.at(static_cast<std::size_t>(view));
}

// All that was missed in order, or one snapshot; never a part. Then the own object whole, then live. A snapshot is of
// the present moment, and the log goes on from it.
void RoomActor::catch_up(MemberId id, std::optional<std::string> const& epoch, std::optional<std::int64_t> n) {
  if (is_reloading_) return;  // reloaded() comes back to every member
  auto const& member = members_.at(id);
  auto const view = member.view;
  auto& of_view = logs_.at(static_cast<std::size_t>(view));
  std::optional<std::uint64_t> from;
  if (epoch && *epoch == epoch_of(view) && n && of_view.is_followed) from = of_view.log.offset_after(*n);
  // What was told is on disk, and an epoch is one history: somebody ahead of it is a fault of ours or of that page. A
  // snapshot mends the page; no new epoch for everybody, which any page could then ask for.
  if (epoch && *epoch == epoch_of(view) && n && *n > of_view.log.n() && !std::exchange(has_told_of_ahead_, true)) {
    log::error("room {}: a page has seen update {}, of {} there are", number_, *n, of_view.log.n());
  }
  of_view.is_followed = true;
  std::string first;
  Pages pages;
  (from ? surroundings_.counts->resumed : surroundings_.counts->snapshots).add();
  if (from) {
    first = frame_of(Resumed{epoch_of(view), of_view.log.n(), surroundings_.clock.now()});
  } else {
    auto const& cached = snapshot_of(view);
    pages = cached.pages;
    // What many lines share is older than this line: the last page is its own, and tells the time.
    int const last = static_cast<int>(pages->size()) + 1;
    if (cached.is_shared())
      first = frame_of(Snapshot{epoch_of(view), cached.n, view, surroundings_.clock.now(), last, true, {}});
  }
  if (member.kind == Kind::seated) {
    first += frame_of(OwnChanged{room::own(room_, presence_, member.seat)});
    first += own_cards_whole(member.seat);
  }
  Held held;
  held.member = id;
  held.tell = [this, view, offset = from.value_or(of_view.log.end()), pages, frames = std::move(first)](Member& to) {
    if (pages) to.outlet->snapshot(pages);
    to.outlet->privately(frames);
    to.outlet->follow(log_of(view), offset);
    to.is_live = true;
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

// Encoded once per view and counter, so that a storm of returning phones costs one encode, and phones that read nothing
// hold one copy together. It is always of the present moment: who came in sees what was acknowledged before. A small
// one carries the server's time, so a quarter of a second is as old as it may be; a large one tells it in a page of its
// own.
RoomActor::CachedSnapshot const& RoomActor::snapshot_of(View view) {
  auto& [log, is_followed, cached] = logs_.at(static_cast<std::size_t>(view));
  auto const now = surroundings_.clock.now();
  auto const library = surroundings_.library();
  bool const is_of_now = cached.n == log.n() && (cached.is_shared() || now - cached.at <= 250);
  if (cached.pages && cached.library == library && is_of_now) return cached;
  cached = {log.n(), now, library, 0, {}};
  auto things = room::whole(room_, presence_, room::House{library}, view);
  for (auto const& thing : things) cached.bytes += size_of(thing);
  cached.pages = std::make_shared<std::vector<std::string> const>(pages_of(std::move(things), view, cached));
  return cached;
}

std::vector<std::string> RoomActor::pages_of(std::vector<Thing> things, View view, CachedSnapshot const& of) const {
  std::vector<std::string> frames;
  Snapshot page{epoch_of(view), of.n, view, of.at, 1, false, {}};
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
