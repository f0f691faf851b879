using Antiphon.Benchmarks;
using Antiphon.Benchmarks.Tables;
using BenchmarkDotNet.Running;

// A table is made by its name and what it needs: -- hpss-table FOLDER. All else is a benchmark.
var table = args.Length == 0 ? null : Tables.Of(args[0]);
if (table is not null)
{
    await table(args[1..]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(EncoderBenchmarks).Assembly).Run(args);
