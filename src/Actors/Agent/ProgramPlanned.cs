using Antiphon.Time;

namespace Antiphon.Agent;

/// <summary>A voice changes its instrument.</summary>
/// <param name="Program">As on the wire, 0…127.</param>
/// <param name="Due">When it changes.</param>
public sealed record ProgramPlanned(Voice Voice, int Program, SampleTime Due);
