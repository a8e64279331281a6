#include "core/model/dates.h"

#include <cstddef>

namespace glossator {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Reads a date from the front of a text; each function is false if the text goes on otherwise.
class DateReader {
public:
    explicit DateReader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    bool character(char c)
    {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool number(size_t digits, int lowest, int highest, int& value)
    {
        if (rest_.size() < digits) return false;
        value = 0;
        for (size_t i = 0; i < digits; ++i) {
            if (!is_digit(rest_[i])) return false;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return lowest <= value && value <= highest;
    }

    bool day(int year, int month)
    {
        constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        int day = 0;
        return number(2, 1, month == 2 && leap ? 29 : kDays[month - 1], day);
    }

    bool hour_and_minute()
    {
        int ignored = 0;
        return number(2, 0, 23, ignored) && character(':') && number(2, 0, 59, ignored);
    }

    bool second()
    {
        int ignored = 0;
        if (!number(2, 0, 60, ignored)) return false;  // 60: a leap second
        if (!character('.')) return true;
        if (!number(1, 0, 9, ignored)) return false;
        while (number(1, 0, 9, ignored)) {}
        return true;
    }

    bool zone()
    {
        if (character('Z') || character('z')) return true;
        return (character('+') || character('-')) && hour_and_minute();
    }

private:
    std::string_view rest_;
};

}  // namespace

bool is_date(std::string_view text)
{
    DateReader reader(text);
    int year = 0;
    int month = 0;
    if (!reader.number(4, 0, 9999, year)) return false;
    if (reader.at_end()) return true;
    if (!reader.character('-') || !reader.number(2, 1, 12, month)) return false;
    if (reader.at_end()) return true;
    if (!reader.character('-') || !reader.day(year, month)) return false;
    if (reader.at_end()) return true;
    if (!reader.character('T') || !reader.hour_and_minute()) return false;
    if (reader.character(':') && !reader.second()) return false;
    return reader.at_end() || (reader.zone() && reader.at_end());
}

bool is_timestamp(std::string_view text)
{
    DateReader reader(text);
    int year = 0;
    int month = 0;
    return reader.number(4, 0, 9999, year) && reader.character('-') && reader.number(2, 1, 12, month) &&
           reader.character('-') && reader.day(year, month) && (reader.character('T') || reader.character('t')) &&
           reader.hour_and_minute() && reader.character(':') && reader.second() && reader.zone() && reader.at_end();
}

}  // namespace glossator
