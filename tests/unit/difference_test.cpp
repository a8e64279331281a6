#include <doctest/doctest.h>

#include <algorithm>

#include "core/edit/compose_schema.h"
#include "core/edit/difference.h"
#include "core/edit/history.h"
#include "core/io/native.h"
#include "tests/unit/random_edits.h"
#include "tests/unit/random_project.h"

using namespace glossator;
using namespace glossator::worlds;

namespace {

// Whatever there is must become what there is on the other side, and back.
void check_leads(Project from, const Project& to)
{
    const std::string was = write_native(from);
    const std::vector<Edit> edits = difference(records_of(from), records_of(to));
    const Result<std::vector<Edit>> inverse = apply_all(from, edits);
    REQUIRE_MESSAGE(inverse, (inverse ? std::string() : inverse.error().message));
    CHECK(write_native(from) == write_native(to));
    CHECK(difference(records_of(from), records_of(to)).empty());
    REQUIRE(apply_all(from, *inverse));
    CHECK(write_native(from) == was);
}

}  // namespace

TEST_CASE("difference: what edits of any kind have made of a project is made by its difference")
{
    for (uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        Project from = random_project(seed);
        Project to = copy_of(from);
        RandomEdits edits(seed);
        for (int i = 0; i < 120; ++i) (void)glossator::apply(to, edits.next(to));
        check_leads(copy_of(from), to);
        check_leads(std::move(to), from);
    }
}

TEST_CASE("difference: any project becomes any other, though ids stand for something else in it")
{
    for (uint32_t seed = 1; seed <= 120; ++seed) {
        CAPTURE(seed);
        check_leads(random_project(seed), random_project(seed + 1000));
    }
}

TEST_CASE("difference: a project follows a schema whose labels went and whose attributes changed their type")
{
    for (uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const Project from = random_project(seed);
        Project to = copy_of(from);
        Schema next = to.schema();
        for (AttributeDef& def : next.attributes) {
            if (def.id.text != "mention" && def.id.text != "remark" && def.id.text != "genre") continue;
            def.type = def.type == AttributeType::Text ? AttributeType::Choice : AttributeType::Text;
            def.values.clear();
            if (def.type == AttributeType::Choice) def.values = {"plain"};
        }
        const auto is_org = [](const LabelDef& def) { return def.id.text == "ORG"; };
        next.labels.erase(std::remove_if(next.labels.begin(), next.labels.end(), is_org), next.labels.end());
        next.relations.clear();
        IdMaker ids(to);
        SchemaChange change = replace_schema(std::move(next));
        change.may_lose = true;
        const Result<Composed> composed = change_schema({to, ids, {}, {}}, change);
        REQUIRE(composed);
        REQUIRE(apply_all(to, composed->step.edits));
        RandomEdits edits(seed);
        for (int i = 0; i < 40; ++i) (void)glossator::apply(to, edits.next(to));
        check_leads(copy_of(from), to);
        check_leads(std::move(to), from);
    }
}
