#include "core/io/json_number.h"

#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <random>
#include <string>

namespace glossator {
namespace {

std::string written(double number)
{
    std::string out;
    write_json_number(out, number);
    return out;
}

double from_bits(uint64_t bits)
{
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

TEST_CASE("json number: written as JavaScript writes it")
{
    CHECK(written(0) == "0");
    CHECK(written(-0.0) == "0");
    CHECK(written(-3) == "-3");
    CHECK(written(0.91) == "0.91");
    CHECK(written(-1234.5) == "-1234.5");
    CHECK(written(0.1 + 0.2) == "0.30000000000000004");
    CHECK(written(9007199254740991.0) == "9007199254740991");
    CHECK(written(123456789012345680000.0) == "123456789012345680000");
    CHECK(written(1e21) == "1e+21");
    CHECK(written(1.5e300) == "1.5e+300");
    CHECK(written(0.000001) == "0.000001");
    CHECK(written(0.00000015) == "1.5e-7");
    CHECK(written(5e-324) == "5e-324");
    CHECK(written(1.7976931348623157e308) == "1.7976931348623157e+308");
}

TEST_CASE("json number: read to the nearest double")
{
    CHECK(read_json_number("0") == 0.0);
    CHECK(read_json_number("-12.5e+1") == -125.0);
    CHECK(read_json_number("0.1") == 0.1);
    CHECK(read_json_number("9007199254740993") == 9007199254740992.0);  // halfway: to the even one
    CHECK(read_json_number("9007199254740993.0000000000000000000000000000001") == 9007199254740994.0);
    CHECK(read_json_number("123456789012345678901234567890e-20") == 1234567890.1234567);
    CHECK(read_json_number("1" + std::string(400, '0') + "e-400") == 1.0);
    CHECK(read_json_number("0." + std::string(400, '0') + "1e401") == 1.0);
    CHECK(read_json_number("1e-99999999999999999999") == 0.0);
    CHECK(read_json_number("0e99999999999999999999") == 0.0);
    CHECK(!read_json_number("1e309"));
    CHECK(!read_json_number("1e99999999999999999999"));
}

TEST_CASE("json number: what JSON does not call a number is none")
{
    for (const char* text : {"", "-", "+1", ".5", "1.", "1.e5", "01", "-01", "1e", "1e+", "0x10", "1 ", " 1", "1,5",
                             "inf", "nan", "1e5.5", "--1"}) {
        CAPTURE(text);
        CHECK(!read_json_number(text));
    }
}

// Random bits, random decimals of few digits, whole numbers, and powers of two with their neighbours.
double random_number(std::mt19937_64& rng, int i)
{
    const auto few_digits = static_cast<double>(rng() % 1000000);
    switch (i % 4) {
    case 0: return from_bits(rng());
    case 1: return few_digits / std::pow(10, static_cast<double>(rng() % 12));
    case 2: return static_cast<double>(rng() >> rng() % 64);
    default: return from_bits((rng() % 2047 << 52) + rng() % 3 - 1);
    }
}

TEST_CASE("json number: any number of digits and any exponent are read as the standard library reads them")
{
    std::mt19937_64 rng(2);
    const auto check = [](const std::string& text) {
        CAPTURE(text);
        const double expected = std::strtod(text.c_str(), nullptr);
        const std::optional<double> number = read_json_number(text);
        CHECK(number == (std::isfinite(expected) ? std::optional(expected) : std::nullopt));
    };
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        for (size_t count = 1 + rng() % (i % 100 == 0 ? 1200 : 40); count > 0; --count)
            text += static_cast<char>('0' + rng() % 10);
        text = "0." + std::string(rng() % 8 * (rng() % 8 == 0 ? 40 : 1), '0') + text;
        check(text + "e" + std::to_string(static_cast<int>(rng() % 670) - 340));
        check("1" + text.substr(2) + "." + text.substr(2));
    }
    for (int exponent = -1074; exponent < 1023; exponent += 7) {  // halfway between two doubles, and next to it
        char halfway[2000];
        const double number = std::ldexp(1 + std::ldexp(static_cast<double>(rng() % 4), -52), exponent);
        const double next = std::nextafter(number, HUGE_VAL);
        const int length = std::snprintf(halfway, sizeof halfway, "%.1100e", number);
        if (number / 2 + next / 2 == number || length < 0) check(halfway);
        check(std::string(halfway).insert(30, "1"));
    }
    check("0.500000000000000166533453693773481063544750213623046875");
    check("4.9406564584124654e-324");
    check("2.4703282292062327e-324");
    check("2.4703282292062328e-324");
    check("1.7976931348623158079372897140530341507993413271003782693617e308");
    check("1.7976931348623158079372897140530341507993413271003782693618e308");
}

TEST_CASE("json number: every number reads back as itself, and in as few digits as the standard library finds")
{
    std::mt19937_64 rng(1);
    for (int i = 0; i < 40000; ++i) {
        const double number = random_number(rng, i);
        if (!std::isfinite(number)) continue;
        CAPTURE(number);
        const std::string text = written(number);
        REQUIRE(read_json_number(text) == number);
#ifdef __cpp_lib_to_chars
        char digits[64];
        const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::scientific).ptr;
        const auto significant = [](std::string_view s) {
            std::string out;
            for (const char c : s.substr(0, s.find('e')))
                if (c >= '0' && c <= '9' && (c != '0' || !out.empty())) out += c;
            while (!out.empty() && out.back() == '0') out.pop_back();
            return out;
        };
        const std::string fewest = significant({digits, static_cast<size_t>(end - digits)});
        int exponent = 0;
        if (std::abs(std::frexp(number, &exponent)) == 0.5)
            CHECK(significant(text).size() <= fewest.size() + 1);
        else
            CHECK(significant(text) == fewest);
#endif
    }
}

}  // namespace
}  // namespace glossator
