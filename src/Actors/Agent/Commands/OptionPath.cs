using System.Collections.Immutable;
using System.Reflection;

namespace Antiphon.Agent;

/// <summary>The way from a record of options to one value in it.</summary>
internal sealed class OptionPath(ImmutableArray<PropertyInfo> properties)
{
    public PropertyInfo Last => properties[^1];

    public object Read(object root) =>
        properties.Aggregate(root, (at, property) => property.GetValue(at)!);

    /// <summary>The records on the way to it, the whole of them first.</summary>
    public IEnumerable<object> OwnersIn(object root)
    {
        var at = root;
        foreach (var property in properties)
        {
            yield return at;
            at = property.GetValue(at)!;
        }
    }

    /// <summary>A copy of the options in which this one value is another.</summary>
    public T With<T>(T root, object value)
        where T : notnull => (T)With(root, value, depth: 0);

    private object With(object at, object value, int depth)
    {
        var property = properties[depth];
        var copy = Copy(at);
        property.SetValue(
            copy,
            depth == properties.Length - 1
                ? value
                : With(property.GetValue(at)!, value, depth + 1));
        return copy;
    }

    // What the compiler calls for "with": records are copied by a method of this name.
    private static object Copy(object record) =>
        record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
}
