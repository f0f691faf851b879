using Antiphon.Benchmarks.MidiJitter;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["midi-jitter", .. var options]:
        return await JitterVerb.Run(options);
    case [NoteReceiver.Verb, var name]:
        return NoteReceiver.Receive(name);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(JitterVerb).Assembly).Run(args);
        return 0;
}
