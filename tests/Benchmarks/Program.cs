using Antiphon.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["memory", .. var files])
{
    MemoryFigures.Print(files);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
