#include <doctest/doctest.h>

#include "core/edit/compose.h"
#include "core/io/native.h"
#include "core/model/flags.h"
#include "core/model/plain_list.h"
#include "tests/unit/random_project.h"

// Flags and notes, and the lists that they stand in.
namespace glossator {
namespace {

using namespace worlds;
using Words = std::vector<std::string>;

TEST_CASE("plain lists: read what they write, leave alone what somebody else wrote, and keep other members in order")
{
    JsonMembers members = {{"x-a", "1"}, {"x-z", "2"}};
    CHECK(plain_list(members, "x-flags") == Words{});
    set_plain_list(members, "x-flags", {"later", "渡し船", ""});
    CHECK(members == JsonMembers{{"x-a", "1"}, {"x-flags", "[\"later\",\"渡し船\",\"\"]"}, {"x-z", "2"}});
    CHECK(plain_list(members, "x-flags") == Words{"later", "渡し船", ""});
    set_plain_list(members, "x-flags", {});
    CHECK(members == JsonMembers{{"x-a", "1"}, {"x-z", "2"}});
    for (const char* json : {"1", "[1]", "[\"a\",1]", "[\"a\\n\"]", "[\"a\"", "\"a\"", "[\"a\",]", "[[\"a\"]]", "{}"}) {
        CAPTURE(json);
        CHECK_FALSE(plain_list({{"x-flags", json}}, "x-flags"));
    }
    CHECK(plain_list({{"x-flags", "[]"}}, "x-flags") == Words{});
    CHECK(is_plain("渡し船 one"));
    CHECK_FALSE(is_plain("a\"b"));
    CHECK_FALSE(is_plain("a\nb"));
    CHECK_FALSE(is_plain("\xE2\x80\xA8"));
}

TEST_CASE("flags: set and taken off again for spans, attributions and sets, kept by the file, whole under undo")
{
    History history(ferry_project());
    IdMaker ids(history.project());
    const Context context{history.project(), ids, SetId("t-1"), ""};
    const Project before = copy_of(history.project());
    const auto set = [&]() -> const AnnotationSet& { return *history.project().find(SetId("t-1")); };
    REQUIRE(history.run(toggle_flag(context, SpanId("s-1"), "later")->step));
    REQUIRE(history.run(toggle_flag(context, SpanId("s-1"), "discuss")->step));
    REQUIRE(history.run(toggle_flag(context, AttributionId("a-2"), "unsure")->step));
    REQUIRE(history.run(toggle_flag(context, SetId("t-1"), "discard")->step));
    CHECK(flags_of(*set().spans.find(SpanId("s-1"))) == Words{"discuss", "later"});
    CHECK(flags_of(set().attributions.at(AttributionId("a-2"))) == Words{"unsure"});
    CHECK(set().info.flags == Words{"discard"});

    const auto read = read_native(write_native(history.project()));
    REQUIRE(read.has_value());
    CHECK(difference(*read, history.project()) == "");

    REQUIRE(history.run(toggle_flag(context, SpanId("s-1"), "later")->step));
    CHECK(flags_of(*set().spans.find(SpanId("s-1"))) == Words{"discuss"});
    for (int i = 0; i < 5; ++i) REQUIRE(history.undo());
    CHECK(difference(history.project(), before) == "");

    CHECK_FALSE(toggle_flag(context, SpanId("s-99"), "later"));
    CHECK_FALSE(toggle_flag(context, AttributionId("a-99"), "later"));
    CHECK_FALSE(toggle_flag(context, SetId("t-99"), "later"));
    CHECK_FALSE(toggle_flag(context, SpanId("s-1"), ""));
    CHECK_FALSE(toggle_flag(context, SpanId("s-1"), "a\"b"));
}

TEST_CASE("flags: members that are somebody else's are left as they are")
{
    Project project = ferry_project();
    ProjectWriter writer(project);
    Span span = *project.find(SetId("t-1"))->spans.find(SpanId("s-1"));
    span.extra = {{"x-flags", "{\"mine\":1}"}};
    writer.put(*const_cast<AnnotationSet*>(project.find(SetId("t-1"))), span);
    IdMaker ids(project);
    const Context context{project, ids, SetId("t-1"), ""};
    CHECK(flags_of(span).empty());
    const auto refused = toggle_flag(context, SpanId("s-1"), "later");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("x-flags") != std::string::npos);
}

}  // namespace
}  // namespace glossator
