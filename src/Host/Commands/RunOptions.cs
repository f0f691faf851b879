using System.CommandLine;
using Antiphon.Host.Composition;
using Antiphon.Midi;

namespace Antiphon.Host.Commands;

/// <summary>The flags that <c>demo</c> and <c>play</c> share.</summary>
internal sealed class RunOptions
{
    private readonly Option<bool> _freewheel = new("--freewheel")
    {
        Description = "As fast as the machine can, on a virtual clock",
    };

    private readonly Option<string?> _session = new("--session")
    {
        Description = "The folder that the session is left in",
    };

    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "Write over the session that --session holds",
    };

    public RunOptions(Command command)
    {
        command.Add(_freewheel);
        command.Add(_session);
        command.Add(_replace);
    }

    /// <summary>The files that an output would write, a port's own included; none for what is no
    /// address.</summary>
    public static IEnumerable<string> FilesOf(string route)
    {
        try
        {
            var address = MidiRoute.Parse(route).Address;
            return address.Scheme is "file" or "raw" ? [address.Target] : [];
        }
        catch (MidiException)
        {
            return [];
        }
    }

    /// <summary>Begins to say what is read and written: the session's folder.</summary>
    public OutputGuard Guard(Command command) =>
        OutputGuard.On(command).Hears().Writes(_session, OutputGuard.SessionIn);

    /// <summary>What was asked; after the settings are in force.</summary>
    public PlaySettings Settings(ParseResult parsed, string input) => new()
    {
        Input = input,
        Freewheel = parsed.GetValue(_freewheel),
        SessionFolder = parsed.GetValue(_session),
        Replace = parsed.GetValue(_replace),
        LogFile = ProgramContext.Of(parsed).Log.Folder.LogFile,
    };
}
