#include "core/io/splits.h"

#include <map>
#include <numeric>

#include "core/base/sha256.h"
#include "core/io/json_number.h"
#include "core/model/plain_list.h"

namespace glossator {

namespace {

// Groups of documents that grow together.
class Groups {
public:
    explicit Groups(size_t count) : up_(count) { std::iota(up_.begin(), up_.end(), size_t{0}); }

    size_t root(size_t at)
    {
        while (up_[at] != at) at = up_[at] = up_[up_[at]];
        return at;
    }
    // Documents that come with one key are one group.
    void join(const std::string& key, size_t document)
    {
        const auto known = first_.emplace(key, document).first;
        up_[root(document)] = root(known->second);
    }

private:
    std::vector<size_t> up_;
    std::map<std::string, size_t> first_;
};

// The claims that stand for one by links of the type "same".
std::map<ClaimId, ClaimId> same_claims(const Project& project)
{
    std::map<ClaimId, ClaimId> up;
    const auto root = [&](ClaimId id) {
        for (auto at = up.find(id); at != up.end() && at->second != id; at = up.find(id)) id = at->second;
        return id;
    };
    for (const auto& [id, claim] : project.claims())
        for (const ClaimRecordLink& link : claim.links)
            if (link.type == "same" && root(id) != root(link.to)) up[root(id)] = root(link.to);
    std::map<ClaimId, ClaimId> out;
    for (const auto& [id, claim] : project.claims()) out.emplace(id, root(id));
    return out;
}

Result<double> share(const Format& format, const FormatOptions& options, const char* name)
{
    const std::string text = option_of(format, options, name);
    if (text.empty()) return 0.1;
    const std::optional<double> percent = read_json_number(text);
    if (percent && *percent >= 0 && *percent <= 100) return *percent / 100;
    return fail(ErrorCode::Unsupported,
                "the option " + std::string(name) + " is a number of percent from 0 to 100, not \"" + text + "\"");
}

// A number from 0 to below 1 that the key gives.
double number_of(const std::string& hash)
{
    constexpr size_t kDigits = 13, kBegin = 32;  // not those by which a group finds its key
    uint64_t out = 0;
    for (const char c : hash.substr(kBegin, kDigits))
        out = out * 16 + static_cast<uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    return static_cast<double>(out) / static_cast<double>(uint64_t{1} << (4 * kDigits));
}

}  // namespace

std::vector<FormatOption> split_options()
{
    return {{"by", "what stays in one split, beside documents that share a claim", {"document", "event"}},
            {"event", "the key in documents' metadata that names their event; \"event\" by default", {}},
            {"validation", "percent of documents for validation; 10 by default", {}},
            {"test", "percent of documents for tests; 10 by default", {}},
            {"seed", "any word: another one gives other splits", {}}};
}

Result<std::vector<size_t>> splits_of(const Project& project, const Format& format, const FormatOptions& options)
{
    const Result<double> validation = share(format, options, "validation"), test = share(format, options, "test");
    if (!validation) return fail(validation.error());
    if (!test) return fail(test.error());
    if (*validation + *test > 1)
        return fail(ErrorCode::Unsupported, "validation and test are more than 100 percent together");
    std::string event_key = option_of(format, options, "event");
    if (event_key.empty()) event_key = "event";
    const bool by_event = option_of(format, options, "by") == "event";
    const std::string seed = option_of(format, options, "seed");

    const std::map<ClaimId, ClaimId> same = same_claims(project);
    const size_t count = project.documents().size();
    Groups groups(count);
    std::vector<std::string> hashes(count);
    for (size_t i = 0; i < count; ++i) {
        const Document& document = project.documents()[i];
        const std::string* event = by_event ? find_member(document.meta, event_key) : nullptr;
        if (event != nullptr) groups.join("event " + *event, i);
        groups.join("text " + document.text->sha256(), i);
        hashes[i] = sha256_hex(seed + "\n" + (event != nullptr ? "event " + *event : document.text->sha256()));
        for (const AnnotationSet* set : project.sets_of(document.id))
            set->spans.for_each([&](const Span& span) {
                if (span.claim) groups.join("claim " + same.at(span.claim->id).text, i);
            });
    }
    std::vector<size_t> least(count);  // of each group the document with the least hash
    std::iota(least.begin(), least.end(), size_t{0});
    for (size_t i = 0; i < count; ++i) {
        size_t& best = least[groups.root(i)];
        if (hashes[i] < hashes[best]) best = i;
    }
    std::vector<size_t> out;
    for (size_t i = 0; i < count; ++i) {
        const double at = number_of(hashes[least[groups.root(i)]]);
        out.push_back(at < *test ? 2 : at < *test + *validation ? 1 : 0);
    }
    return out;
}

}  // namespace glossator
