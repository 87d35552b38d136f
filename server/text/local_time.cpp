// The zone's rules are ICU's; see local_time.hpp.

#include "server/text/local_time.hpp"

#include <unicode/timezone.h>

#include <ctime>
#include <memory>

namespace text {

namespace {

protocol::Millis off_utc(protocol::Millis at) {
  std::unique_ptr<icu::TimeZone> const zone{icu::TimeZone::createTimeZone("Europe/Amsterdam")};
  std::int32_t standard = 0;
  std::int32_t summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(static_cast<UDate>(at), false, standard, summer, status);
  return U_FAILURE(status) ? 0 : standard + summer;
}

}  // namespace

std::string local_time(protocol::Millis at) {
  auto const seconds = static_cast<std::time_t>((at + off_utc(at)) / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
  return text;
}

}  // namespace text
