using System.ComponentModel;

namespace Antiphon.Host.Service;

/// <summary>How the rig lives as a service.</summary>
internal sealed record ServiceOptions
{
    [Description("Folder that one rig at a time may use; empty: what systemd gives, or XDG's")]
    public string StateFolder { get; init; } = "";
}
