using Xunit;

// Runs in real time mostly wait: more of them than processors keep these busy.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
