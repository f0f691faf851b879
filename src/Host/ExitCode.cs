namespace Antiphon.Host;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;
    public const int Refused = 3;
    public const int Hung = 4;
}
