using Antiphon.Devices.Tests.Midi;

namespace Antiphon.Devices.Tests;

/// <summary>
/// What this assembly does when it is started instead of tested: it is the other end of a MIDI
/// connection, in a process of its own.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [PeerProcess.HearVerb, var name]:
                await PeerProcess.RunHearing(name);
                return 0;
            case [PeerProcess.SayVerb, var name]:
                PeerProcess.RunSaying(name);
                return 0;
            default:
                await Console.Error.WriteLineAsync("this is a test project: dotnet test");
                return 2;
        }
    }
}
