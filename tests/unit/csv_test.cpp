#include "core/base/csv.h"

#include <random>

#include <doctest/doctest.h>

#include "core/report/words.h"

// Tables for other programs, and the numbers in them.
namespace glossator {
namespace {

TEST_CASE("csv: fields are quoted where they need it, and none runs as a formula")
{
    std::string out;
    append_csv_row(out, {"plain", "a,b", "say \"no\"", "two\r\nlines", "", "ü"});
    append_csv_row(out, {"=1+1", "+1", "-1", "@x", "\tx", "＝1", "1-1", "=a,b"});
    CHECK(out ==
          "plain,\"a,b\",\"say \"\"no\"\"\",\"two\r\nlines\",,ü\r\n"
          "'=1+1,'+1,'-1,'@x,'\tx,'＝1,1-1,\"'=a,b\"\r\n");
}

// What a program reads: RFC 4180, then the rule of csv.h.
std::vector<std::string> fields_of(std::string_view row)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    row.remove_suffix(2);
    for (size_t i = 0; i < row.size(); ++i) {
        if (row[i] == '"' && quoted && i + 1 < row.size() && row[i + 1] == '"')
            fields.back() += row[i++];
        else if (row[i] == '"')
            quoted = !quoted;
        else if (row[i] == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += row[i];
    }
    for (std::string& field : fields) {
        const size_t begin = field.find_first_not_of('\'');
        if (begin == 0 || begin == std::string::npos) continue;
        for (const std::string_view sign : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"})
            if (std::string_view(field).substr(begin, sign.size()) == sign) {
                field.erase(0, 1);
                break;
            }
    }
    return fields;
}

TEST_CASE("csv: whatever a text begins with, a program reads back what it was, and a spreadsheet sees no formula")
{
    const std::vector<std::string> pieces = {"'",  "'",  "=", "+", "-",  "@", "\t", "\r",
                                             "\n", "＝", "a", ",", "\"", "1", " "};
    std::mt19937 rng(1);
    for (int i = 0; i < 2000; ++i) {
        std::vector<std::string> fields(1 + rng() % 4);
        for (std::string& field : fields)
            for (size_t n = rng() % 6; n > 0; --n) field += pieces[rng() % pieces.size()];
        std::string row;
        append_csv_row(row, fields);
        CAPTURE(row);
        CHECK(fields_of(row) == fields);
        for (const std::string& field : fields)
            if (!field.empty() && std::string_view("=+-@\t\r\n").find(field[0]) != std::string_view::npos)
                CHECK(row.find("'" + field.substr(0, 1)) != std::string::npos);
    }
}

TEST_CASE("decimal: two places at most, no zeros at the end")
{
    CHECK(decimal(0) == "0");
    CHECK(decimal(-0.001) == "0");
    CHECK(decimal(12.5) == "12.5");
    CHECK(decimal(-3.05) == "-3.05");
    CHECK(decimal(0.999) == "1");
    CHECK(decimal(1e18) == "∞");
}

}  // namespace
}  // namespace glossator
