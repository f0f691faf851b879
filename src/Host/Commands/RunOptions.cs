using System.CommandLine;
using Antiphon.Host.Composition;

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
