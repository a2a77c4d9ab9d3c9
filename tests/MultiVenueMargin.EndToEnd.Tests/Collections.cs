// Most of a test here is waiting for a link to heal, so that more of them than there are cores go side by side.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
