using Xunit;

// Servers and ports of a machine are shared: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
