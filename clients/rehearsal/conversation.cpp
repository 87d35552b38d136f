// Keeps what was asked and heard, and blames broken promises; see conversation.hpp.

#include "clients/rehearsal/conversation.hpp"

#include <algorithm>
#include <boost/describe.hpp>

namespace rehearsal {

using namespace protocol;

namespace {

inline constexpr std::size_t faults_max = 50;

std::string name_of(Refusal reason) {
  for (auto const& [refusal, name] : refusal_names) {
    if (refusal == reason) return std::string(name);
  }
  return "unknown";
}

}  // namespace

bool is_done(Answer const& answer) {
  return std::holds_alternative<Done>(answer) || std::holds_alternative<Seated>(answer) ||
         std::holds_alternative<Ticket>(answer);
}

std::optional<Refusal> refusal_in(Answer const& answer) {
  auto const* refused = std::get_if<Refused>(&answer);
  return refused == nullptr ? std::nullopt : std::optional(refused->reason);
}

std::string in_words(Answer const& answer) {
  if (auto const* refused = std::get_if<Refused>(&answer)) {
    return "refused " + name_of(refused->reason) + (refused->path ? " (" + *refused->path + ")" : "");
  }
  if (auto const* bad = std::get_if<BadMessage>(&answer)) {
    return std::string("bad_message ") + boost::describe::enum_to_string(bad->problem, "?") + " (" + bad->path + ")";
  }
  return "done";
}

void Conversation::blame(std::string fault) {
  if (faults_.size() < faults_max) faults_.push_back(std::move(fault));
}

void Conversation::note(Store::Complaint complaint) {
  if (complaint) blame(std::move(*complaint));
}

void Conversation::line_opened() {
  store_.forget_pages();
  lobby_.reset();
  is_ready_ = false;
  head_wanted_ = 0;
}

void Conversation::keep(Ask const& ask) { open_.insert_or_assign(ask.id, ask); }

void Conversation::sent(Ask const& ask) {
  keep(ask);
  ++times_sent_[ask.id];
}

void Conversation::answered(CommandId const& id, Answer answer, Heard& heard) {
  auto const sent = times_sent_.find(id);
  if (sent == times_sent_.end()) return blame("an answer to a command that was never sent: " + in_words(answer));
  // Sent again after a lost line, a command may be answered again; otherwise exactly once.
  if (++times_answered_[id] > sent->second) return blame("a command was answered twice: " + in_words(answer));
  if (open_.erase(id) > 0) heard.answers.emplace_back(id, std::move(answer));
}

void Conversation::become_ready(Heard& heard) {
  is_ready_ = true;
  heard.is_ready = true;
}

void Conversation::see_floor() {
  auto const* floor = store_.floor();
  if (floor == nullptr || !floor->speaker) return;
  if (turns_seen_.insert(floor->speaker->turn).second) {
    floor_order_.emplace_back(floor->speaker->turn, floor->speaker->seat);
  }
}

void Conversation::hear(Update const& update, Heard& heard) {
  note(store_.apply(update));
  ++updates_seen_;
  see_floor();
  if (update.cause && times_sent_.contains(*update.cause)) answered(*update.cause, Done{*update.cause}, heard);
  if (!is_ready_ && head_wanted_ > 0 && store_.n() >= head_wanted_) become_ready(heard);
}

void Conversation::hear(OwnCards const& cards) {
  if (cards.is_start) own_cards_.clear();
  if (!has_own_cards_ && !cards.is_start) blame("own cards of which the first frame is missing");
  has_own_cards_ = true;
  auto const find = [&](CardId const& id) { return std::ranges::find(own_cards_, id, &OwnCard::id); };
  for (auto const& card : cards.changed) {
    auto const known = find(card.id);
    if (known == own_cards_.end()) {
      own_cards_.push_back(card);
    } else {
      *known = card;
    }
  }
  for (auto const& id : cards.removed) {
    auto const known = find(id);
    if (known == own_cards_.end()) {
      blame("own_cards removes an unknown card " + id.value);
    } else {
      own_cards_.erase(known);
    }
  }
}

Conversation::Heard Conversation::heard(Push const& push) {
  Heard heard;
  if (auto const* lobby = std::get_if<Lobby>(&push)) {
    if (is_ready_) blame("the lobby was shown to somebody inside");
    lobby_ = *lobby;
  } else if (auto const* seated = std::get_if<Seated>(&push)) {
    if (seated_ && seated_->seat != seated->seat) blame("asking for a seat again gave another seat");
    seated_ = *seated;
    answered(seated->id, *seated, heard);
  } else if (auto const* page = std::get_if<Snapshot>(&push)) {
    note(store_.apply(*page));
    if (page->is_last) {
      ++snapshots_seen_;
      see_floor();
      become_ready(heard);
    }
  } else if (auto const* resumed = std::get_if<Resumed>(&push)) {
    note(store_.apply(*resumed));
    ++resumes_seen_;
    head_wanted_ = resumed->n;
    if (store_.n() >= resumed->n) become_ready(heard);
  } else if (auto const* update = std::get_if<Update>(&push)) {
    hear(*update, heard);
  } else if (auto const* own = std::get_if<OwnChanged>(&push)) {
    own_ = own->own;
  } else if (auto const* cards = std::get_if<OwnCards>(&push)) {
    hear(*cards);
  } else if (auto const* done = std::get_if<Done>(&push)) {
    answered(done->id, *done, heard);
  } else if (auto const* refused = std::get_if<Refused>(&push)) {
    answered(refused->id, *refused, heard);
  } else if (auto const* retry = std::get_if<Retry>(&push)) {
    // Every sending has an answer of its own, so of two one may be done and the other not kept.
    if (times_answered_[retry->id] >= times_sent_[retry->id]) blame("retry for a command that is not open");
    --times_sent_[retry->id];  // that sending has had its answer
    heard.retry = *retry;
  } else if (auto const* bad = std::get_if<BadMessage>(&push)) {
    if (bad->id) {
      answered(*bad->id, *bad, heard);
    } else {
      blame("bad_message: " + in_words(*bad));
    }
  } else if (auto const* ticket = std::get_if<Ticket>(&push)) {
    answered(ticket->id, *ticket, heard);
  } else if (auto const* presence = std::get_if<Presence>(&push)) {
    presence_ = *presence;
  }
  return heard;
}

}  // namespace rehearsal
