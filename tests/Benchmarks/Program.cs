using Antiphon.Benchmarks.Yardstick;
using BenchmarkDotNet.Running;

if (args.FirstOrDefault() == YardstickProgram.Verb)
{
    await YardstickProgram.Run(args.ElementAtOrDefault(1));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
