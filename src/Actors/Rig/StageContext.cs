using Antiphon.Flow;

namespace Antiphon.Rig;

/// <summary>What every stage is given besides its own work.</summary>
/// <param name="Time">Judges deadlines.</param>
/// <param name="BeforeWork">
/// Fault injection: called with each slot before a stage works on it. It may throw or block, and so
/// show what the rig makes of it. Null outside tests.
/// </param>
public sealed record StageContext(TimeProvider Time, Action<Slot>? BeforeWork = null);
