namespace Antiphon.Session;

/// <summary>
/// Something that the music does not wait for failed, or works again: OSC in or out, presets.
/// </summary>
/// <param name="Extra">Its name, for people.</param>
public abstract record ExtraChanged(string Extra);

/// <summary>It failed; it is tried again until it works.</summary>
/// <param name="Why">In one line, for people.</param>
public sealed record ExtraLost(string Extra, string Why) : ExtraChanged(Extra);

/// <summary>It works again.</summary>
/// <param name="AwaySeconds">How long it did not.</param>
public sealed record ExtraRegained(string Extra, double AwaySeconds) : ExtraChanged(Extra);
