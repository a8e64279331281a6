#include "core/text/pattern_search.h"

#include <utility>

#include "core/base/utf8.h"
#include "core/text/segmentation.h"

namespace glossator {

namespace {

// Of a script that is written without spaces between words.
bool is_unspaced(char32_t c)
{
    constexpr Script kScripts[] = {script_of_tag("Hani"), script_of_tag("Hira"), script_of_tag("Kana"),
                                   script_of_tag("Thai"), script_of_tag("Laoo"), script_of_tag("Khmr"),
                                   script_of_tag("Mymr")};
    if (c < 0xE00) return false;
    const Script script = script_of(c);
    for (const Script unspaced : kScripts)
        if (script == unspaced) return true;
    return false;
}

char32_t code_point_before(std::string_view bytes, uint32_t byte)
{
    do --byte;
    while (is_continuation(bytes[byte]));
    return decode_utf8(bytes, byte).code_point;
}

}  // namespace

PatternSearch::PatternSearch(std::shared_ptr<const Pattern> pattern, TextPtr text)
    : pattern_(std::move(pattern)), text_(std::move(text))
{
    now_.added_at.assign(pattern_->program().size(), 0);
    next_.added_at = now_.added_at;
    now_.clear();
    next_.clear();
}

void PatternSearch::Threads::clear()
{
    list.clear();
    ++round;
}

bool PatternSearch::advance(size_t work, std::vector<TextRange>& found)
{
    const uint32_t size = text_->size();
    for (work_ = 0; work_ < work;) {
        if (!matched_) {
            if (now_.list.empty()) skip_to_possible_begin();
            if (at_ < size) add(now_, {0, at_}, at_, true);
        }
        // The first thread that is at its end is the best match that there can be; those before it may yet do better.
        for (size_t i = 0; i < now_.list.size(); ++i) {
            if (pattern_->program()[now_.list[i].instruction].op != Pattern::Op::Match) continue;
            matched_ = true;
            match_ = {now_.list[i].begin, at_};
            now_.list.resize(i);
        }
        if (matched_ && now_.list.empty()) {
            finish_match(found);
            continue;
        }
        if (at_ >= size) {
            if (!matched_) return true;
            now_.clear();
            continue;
        }
        take_code_point();
    }
    return at_ >= size && now_.list.empty() && !matched_;
}

void PatternSearch::skip_to_possible_begin()
{
    const std::string_view bytes = text_->bytes();
    const uint32_t began = at_;
    while (at_ < bytes.size() && !pattern_->may_begin_with(static_cast<unsigned char>(bytes[at_]))) ++at_;
    work_ += (at_ - began) / 8;
}

// Adds the thread and all that it becomes without taking a code point, preferred ones first.
void PatternSearch::add(Threads& threads, Thread thread, uint32_t byte, bool between_code_points)
{
    stack_.assign(1, thread.instruction);
    while (!stack_.empty()) {
        const uint32_t at = stack_.back();
        stack_.pop_back();
        ++work_;
        if (threads.added_at[at] == threads.round) continue;
        threads.added_at[at] = threads.round;
        const Pattern::Instruction& i = pattern_->program()[at];
        if (i.op == Pattern::Op::Split) {
            stack_.push_back(i.y);
            stack_.push_back(i.x);
        } else if (i.op == Pattern::Op::Border) {
            if (between_code_points && is_at_border(static_cast<Pattern::Border>(i.x), byte)) stack_.push_back(at + 1);
        } else if (i.op != Pattern::Op::Match || (between_code_points && byte > thread.begin)) {
            threads.list.push_back({at, thread.begin});
        }
    }
}

bool PatternSearch::is_at_border(Pattern::Border border, uint32_t byte) const
{
    const std::string_view bytes = text_->bytes();
    const bool at_begin = byte == 0, at_end = byte == bytes.size();
    if (border == Pattern::Border::LineBegin)
        return at_begin || bytes[byte - 1] == '\n' || (bytes[byte - 1] == '\r' && (at_end || bytes[byte] != '\n'));
    if (border == Pattern::Border::LineEnd)
        return at_end || bytes[byte] == '\r' || (bytes[byte] == '\n' && (at_begin || bytes[byte - 1] != '\r'));
    const char32_t before = at_begin ? 0 : code_point_before(bytes, byte);
    const char32_t after = at_end ? 0 : decode_utf8(bytes, byte).code_point;
    const bool word_before = is_word_part(before), word_after = is_word_part(after);
    if (border == Pattern::Border::WholeWord)
        return !word_before || !word_after || is_unspaced(before) || is_unspaced(after);
    return (word_before != word_after) == (border == Pattern::Border::Word);
}

void PatternSearch::take_code_point()
{
    const Decoded c = decode_utf8(text_->bytes(), at_);
    const PatternOptions& options = pattern_->options();
    const uint32_t end = at_ + c.length;
    decomposed_.clear();
    if (options.regex)
        decomposed_.push_back(c.code_point);
    else
        append_decomposed(c.code_point, decomposed_);
    for (size_t i = 0; i < decomposed_.size(); ++i) step(decomposed_[i], end, i + 1 == decomposed_.size());
    at_ = end;
}

void PatternSearch::step(char32_t c, uint32_t next_byte, bool between_code_points)
{
    const PatternOptions& options = pattern_->options();
    const char32_t folded = options.match_case ? c : options.regex ? fold_case(c) : fold_for_search(c);
    for (const Thread& thread : now_.list) {
        const Pattern::Instruction& i = pattern_->program()[thread.instruction];
        ++work_;
        const bool takes = i.op == Pattern::Op::Character ? i.x == folded
                           : i.op == Pattern::Op::Set     ? pattern_->sets()[i.x].contains(c)
                                                          : false;
        if (takes) add(next_, {thread.instruction + 1, thread.begin}, next_byte, between_code_points);
    }
    std::swap(now_, next_);
    next_.clear();
}

void PatternSearch::finish_match(std::vector<TextRange>& found)
{
    const TextRange whole = snap_to_graphemes(*text_, match_);
    const bool cuts = whole != match_;
    matched_ = false;
    now_.clear();
    next_.clear();
    if (cuts && !pattern_->options().regex) {  // another letter than the one that is searched for
        at_ = match_.begin + decode_utf8(text_->bytes(), match_.begin).length;
        return;
    }
    found.push_back({std::max(whole.begin, last_end_), whole.end});
    at_ = last_end_ = whole.end;
}

}  // namespace glossator
