namespace Antiphon.Encoder.Import;

/// <summary>An allowed name.</summary>
internal sealed record PickleName(string Name);

/// <summary>A storage: numbers in a file of their own within the archive.</summary>
internal sealed record PickleStorage(string Kind, string Key, long Elements);

/// <summary>A dictionary in the making.</summary>
internal sealed class PickleMap : Dictionary<object, object?>;
