#include "core/io/json_number.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace glossator {

namespace {

// Up to these, powers of ten and the product or quotient with one more whole number are exact or rounded once.
constexpr std::array<double, 23> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int kMaxPower = 22;
constexpr double kExactWhole = 9007199254740992;  // 2^53: below it every whole number is a double
constexpr int kMaxExponent = 100000;              // far beyond any double; larger ones are cut, so that none overflows

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// What a JSON number says, as far as it takes no rounding.
struct Decimal {
    bool negative = false;
    uint64_t digits = 0;  // times 10^exponent
    int exponent = 0;
    bool exact = true;         // false: there are more digits than `digits` can hold
    int written_exponent = 0;  // what follows the e
};

// Reads a decimal from the front of a text; each function is false if the text goes on otherwise.
class NumberReader {
public:
    explicit NumberReader(std::string_view text) : rest_(text) {}

    std::optional<Decimal> read()
    {
        out_.negative = take('-');
        const bool zero = next_is('0');
        const int whole = take_digits(0);
        if (whole == 0 || (zero && whole > 1)) return std::nullopt;
        if (take('.') && take_digits(-1) == 0) return std::nullopt;
        if ((take('e') || take('E')) && !take_exponent()) return std::nullopt;
        if (!rest_.empty()) return std::nullopt;
        return out_;
    }

private:
    bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }

    bool take(char c)
    {
        if (!next_is(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    // Each digit moves the exponent by `step`. Returns how many there were, at most 2.
    int take_digits(int step)
    {
        int count = 0;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
            count = count < 2 ? count + 1 : 2;
            if (out_.digits >= UINT64_MAX / 10 - 1) {
                out_.exact = false;
                continue;
            }
            out_.digits = out_.digits * 10 + static_cast<uint64_t>(rest_.front() - '0');
            if (out_.exponent > -kMaxExponent) out_.exponent += step;
        }
        return count;
    }

    bool take_exponent()
    {
        const bool negative = take('-');
        if (!negative) take('+');
        if (rest_.empty() || !is_digit(rest_.front())) return false;
        int exponent = 0;
        for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1))
            if (exponent < kMaxExponent) exponent = exponent * 10 + (rest_.front() - '0');
        out_.written_exponent = negative ? -exponent : exponent;
        out_.exponent += out_.written_exponent;
        return true;
    }

    std::string_view rest_;
    Decimal out_;
};

// A whole number of any size: its words, the lowest first, without zeros at the end.
class Natural {
public:
    explicit Natural(uint64_t value) : words_{static_cast<uint32_t>(value), static_cast<uint32_t>(value >> 32)}
    {
        drop_zeros();
    }

    void multiply(uint32_t factor)
    {
        uint64_t carry = 0;
        for (uint32_t& word : words_) {
            carry += uint64_t{word} * factor;
            word = static_cast<uint32_t>(carry);
            carry >>= 32;
        }
        if (carry > 0) words_.push_back(static_cast<uint32_t>(carry));
    }

    void multiply_and_add(uint32_t factor, uint32_t term)
    {
        multiply(factor);
        for (size_t i = 0; term > 0; ++i) {
            if (i == words_.size()) words_.push_back(0);
            words_[i] += term;
            term = words_[i] < term ? 1 : 0;
        }
    }

    void multiply_by_power_of_two(int exponent)
    {
        for (; exponent > 0; exponent -= 31) multiply(uint32_t{1} << std::min(exponent, 31));
    }

    void multiply_by_power_of_ten(int exponent)
    {
        for (; exponent >= 9; exponent -= 9) multiply(1000000000);
        for (; exponent > 0; --exponent) multiply(10);
    }

    // Requires that `other` isn't larger.
    void subtract(const Natural& other)
    {
        int64_t carry = 0;
        for (size_t i = 0; i < words_.size(); ++i) {
            carry += int64_t{words_[i]} - (i < other.words_.size() ? other.words_[i] : 0);
            words_[i] = static_cast<uint32_t>(carry);
            carry >>= 32;
        }
        drop_zeros();
    }

    // Below zero, zero or above as this is less than `other`, equal or more.
    int compare(const Natural& other) const
    {
        if (words_.size() != other.words_.size()) return words_.size() < other.words_.size() ? -1 : 1;
        for (size_t i = words_.size(); i-- > 0;)
            if (words_[i] != other.words_[i]) return words_[i] < other.words_[i] ? -1 : 1;
        return 0;
    }

private:
    void drop_zeros()
    {
        while (!words_.empty() && words_.back() == 0) words_.pop_back();
    }

    std::vector<uint32_t> words_;
};

// d1.d2…dn × 10^exponent.
struct Digits {
    std::string digits;
    int exponent;
};

// `number`, which is above zero, rounded to so many digits, halves to the even one. Exact: computed as rest / unit.
Digits rounded(double number, int count)
{
    int binary = 0;  // number = mantissa × 2^binary
    Natural rest(static_cast<uint64_t>(std::ldexp(std::frexp(number, &binary), 53)));
    Natural unit(1);
    binary -= 53;
    (binary > 0 ? rest : unit).multiply_by_power_of_two(std::abs(binary));
    Digits out{{}, static_cast<int>(std::floor((binary + 52) * 0.30102999566398))};  // that of ten, or one less
    (out.exponent > 0 ? unit : rest).multiply_by_power_of_ten(std::abs(out.exponent));
    Natural ten = unit;
    ten.multiply(10);
    if (rest.compare(ten) >= 0) {
        unit = std::move(ten);
        ++out.exponent;
    }
    for (; count > 0; --count) {
        out.digits += '0';
        for (; rest.compare(unit) >= 0; rest.subtract(unit)) ++out.digits.back();
        rest.multiply(10);
    }
    unit.multiply(5);
    const int half = rest.compare(unit);
    if (half < 0 || (half == 0 && (out.digits.back() - '0') % 2 == 0)) return out;
    size_t last = out.digits.find_last_not_of('9');
    if (last == std::string::npos) return {"1", out.exponent + 1};
    out.digits.resize(last + 1);
    ++out.digits.back();
    return out;
}

// Below zero, zero or above as digits × 10^exponent is less than the middle between `number` and the next larger
// double, equal to it or more. `odd`: the last bit of `number` is one.
int compare_to_middle(const Natural& digits, int exponent, double number, bool& odd)
{
    int binary = 0;  // number = whole × 2^binary; among the smallest, doubles are 2^-1074 apart
    std::frexp(number, &binary);
    binary = number == 0 ? -1074 : std::max(binary - 53, -1074);
    const auto whole = static_cast<uint64_t>(std::ldexp(number, -binary));
    odd = whole % 2 == 1;
    Natural left = digits, right(2 * whole + 1);
    --binary;
    (exponent > 0 ? left : right).multiply_by_power_of_ten(std::abs(exponent));
    (binary > 0 ? right : left).multiply_by_power_of_two(std::abs(binary));
    return left.compare(right);
}

// The double nearest to d1d2…dn × 10^exponent, halves to the even one; infinity beyond the largest.
double nearest_double(std::string_view digits, int exponent)
{
    const size_t first = std::min(digits.find_first_not_of('0'), digits.size());
    digits.remove_prefix(first);
    const int magnitude = static_cast<int>(digits.size()) + exponent;
    if (digits.empty() || magnitude < -400) return 0;
    if (magnitude > 310) return HUGE_VAL;
    Natural exact(0);
    double number = 0;
    for (const char c : digits) exact.multiply_and_add(10, static_cast<uint32_t>(c - '0'));
    const std::string_view leading = digits.substr(0, 18);
    for (const char c : leading) number = number * 10 + (c - '0');
    int rest = exponent + static_cast<int>(digits.size() - leading.size());
    for (; rest >= kMaxPower; rest -= kMaxPower) number *= kPowersOfTen.back();
    for (; rest <= -kMaxPower; rest += kMaxPower) number /= kPowersOfTen.back();
    const double power = kPowersOfTen[static_cast<size_t>(std::abs(rest))];
    number = rest < 0 ? number / power : number * power;
    // That is off by some roundings, and now made exact.
    constexpr double kLargest = std::numeric_limits<double>::max();
    number = std::min(number, kLargest);
    bool odd = false;
    for (int more; (more = compare_to_middle(exact, exponent, number, odd)) > 0 || (more == 0 && odd);) {
        if (number == kLargest) return HUGE_VAL;
        number = std::nextafter(number, kLargest);
    }
    while (number > 0) {
        const double less = std::nextafter(number, 0);
        const int more = compare_to_middle(exact, exponent, less, odd);
        if (more > 0 || (more == 0 && odd)) break;
        number = less;
    }
    return number;
}

// The same of the digits in a JSON number. No double is so near to the middle between two that digits beyond the
// 800th count, but whether there are any.
double nearest_to_number(std::string_view number, int exponent, size_t most_digits)
{
    std::string digits;
    bool fraction = false, more = false;
    for (const char c : number.substr(0, number.find_first_of("eE"))) {
        if (c == '.') fraction = true;
        if (!is_digit(c)) continue;
        if (c == '0' && digits.empty()) {
            exponent -= fraction ? 1 : 0;
            continue;
        }
        const bool kept = digits.size() < most_digits;
        if (kept) digits += c;
        more |= !kept && c != '0';
        exponent += (kept && fraction ? -1 : 0) + (!kept && !fraction ? 1 : 0);
    }
    if (more) {
        digits += '1';
        --exponent;
    }
    return nearest_double(digits, exponent);
}

bool reads_back(const Digits& decimal, double number)
{
    return nearest_double(decimal.digits, decimal.exponent + 1 - static_cast<int>(decimal.digits.size())) == number;
}

// For a number above zero that append_short_decimal has refused.
Digits shortest_digits(double number)
{
    // 17 digits are enough for every double. Between 1e-7 and 1e15 all of 15 digits have been found by now, and with
    // the zeros at the end taken away none is too long elsewhere, but for the smallest.
    int count = number < 1e-300 ? 1 : number >= 1e-7 && number < 1e15 ? 16 : 15;
    Digits out = rounded(number, count);
    while (count < 17 && !reads_back(out, number)) out = rounded(number, ++count);
    while (out.digits.size() > 1 && out.digits.back() == '0') out.digits.pop_back();
    return out;
}

// As ECMAScript's Number::toString: a fraction for 1e-6 to 1e21, else an exponent.
void append(std::string& out, const Digits& number)
{
    const std::string& digits = number.digits;
    const int count = static_cast<int>(digits.size());
    const int whole = number.exponent + 1;  // digits before the point
    if (count <= whole && whole <= 21) {
        out.append(digits).append(static_cast<size_t>(whole - count), '0');
    } else if (0 < whole && whole <= 21) {
        out.append(digits, 0, static_cast<size_t>(whole)).append(1, '.').append(digits, static_cast<size_t>(whole));
    } else if (-6 < whole && whole <= 0) {
        out.append("0.").append(static_cast<size_t>(-whole), '0').append(digits);
    } else {
        out += digits[0];
        if (count > 1) out.append(1, '.').append(digits, 1);
        out.append(number.exponent < 0 ? "e" : "e+").append(std::to_string(number.exponent));
    }
}

// Most numbers in files are decimals of few digits. These are found without a search for the shortest digits: if
// `number` is the double nearest to whole / 10^places, and `whole` is small enough not to be missed by rounding.
bool append_short_decimal(std::string& out, double number)
{
    constexpr double kNeverMissed = 1e15;
    for (int places = 0; places <= kMaxPower; ++places) {
        const double power = kPowersOfTen[static_cast<size_t>(places)];
        const double whole = std::nearbyint(number * power);
        if (whole >= kNeverMissed) return false;
        if (whole / power != number) continue;
        std::string digits = std::to_string(static_cast<int64_t>(whole));
        append(out, {digits, static_cast<int>(digits.size()) - 1 - places});
        return true;
    }
    return false;
}

}  // namespace

std::optional<double> read_json_number(std::string_view text)
{
    const std::optional<Decimal> decimal = NumberReader(text).read();
    if (!decimal) return std::nullopt;
    const bool rounds_once = decimal->exact && decimal->digits < static_cast<uint64_t>(kExactWhole) &&
                             std::abs(decimal->exponent) <= kMaxPower;
    if (rounds_once) {
        const double power = kPowersOfTen[static_cast<size_t>(std::abs(decimal->exponent))];
        const auto digits = static_cast<double>(decimal->digits);
        const double size = decimal->exponent < 0 ? digits / power : digits * power;
        return decimal->negative ? -size : size;
    }
    const double number = nearest_to_number(text, decimal->written_exponent, 800);
    if (!std::isfinite(number)) return std::nullopt;
    return decimal->negative ? -number : number;
}

void write_json_number(std::string& out, double number)
{
    assert(std::isfinite(number));
    if (number < 0) {
        out += '-';
        number = -number;
    }
    if (!append_short_decimal(out, number)) append(out, shortest_digits(number));
}

}  // namespace glossator
