#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace glossator::cli {

// Takes items from `next` until it returns false, does `work` on several of them at a time, and gives the results to
// `take` in the order of the items. `next` and `take` are called from this thread only; results don't depend on the
// number of threads. At most two items a thread are under way. An exception of any of the three ends all and is thrown
// here.
template <class Item, class Done>
void in_order(const std::function<bool(Item&)>& next, const std::function<Done(const Item&)>& work,
              const std::function<void(Done)>& take, size_t threads = std::thread::hardware_concurrency())
{
    struct Job {
        Item item;
        std::optional<Done> done = {};
        std::exception_ptr failure = {};
        bool begun = false;
    };
    threads = std::max<size_t>(1, threads);
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;  // in the order of the items; references stay while ends change
    bool over = false;

    const auto run = [&] {
        std::unique_lock lock(mutex);
        for (;;) {
            const auto job = std::find_if(jobs.begin(), jobs.end(), [](const Job& each) { return !each.begun; });
            if (job == jobs.end()) {
                if (over) return;
                changed.wait(lock);
                continue;
            }
            Job& mine = *job;
            mine.begun = true;
            lock.unlock();
            std::optional<Done> done;
            std::exception_ptr failure;
            try {
                done.emplace(work(mine.item));
            } catch (...) {
                failure = std::current_exception();
            }
            lock.lock();
            mine.done = std::move(done);
            mine.failure = failure;
            changed.notify_all();
        }
    };
    const auto finish = [&](std::vector<std::thread>& pool) {
        {
            const std::lock_guard lock(mutex);
            over = true;
            for (Job& job : jobs) job.begun = true;  // what nobody works on yet stays undone
        }
        changed.notify_all();
        for (std::thread& each : pool) each.join();
    };

    std::vector<std::thread> pool;
    try {
        for (size_t i = 0; i < threads; ++i) pool.emplace_back(run);
        for (bool more = true; more || !jobs.empty();) {
            Item item;
            while (more && jobs.size() < 2 * threads && (more = next(item))) {
                const std::lock_guard lock(mutex);
                jobs.push_back({std::move(item)});
                changed.notify_all();
                item = Item();
            }
            if (jobs.empty()) break;
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return jobs.front().done || jobs.front().failure; });
            Job first = std::move(jobs.front());
            jobs.pop_front();
            lock.unlock();
            if (first.failure) std::rethrow_exception(first.failure);
            take(std::move(*first.done));
        }
    } catch (...) {
        finish(pool);
        throw;
    }
    finish(pool);
}

}  // namespace glossator::cli
