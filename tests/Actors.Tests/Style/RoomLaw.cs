using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Antiphon.Tests.Style;

/// <summary>
/// Which type of an assembly knows which other, read off its compiled symbols: signatures, fields,
/// attributes, and every instruction of every method.
/// </summary>
internal static class RoomLaw
{
    /// <summary>A type that knows another, both by their full names without nesting.</summary>
    public readonly record struct Edge(string From, string To)
    {
        public override string ToString() => $"{From} knows {To}";
    }

    /// <summary>Every edge between two types under a root namespace.</summary>
    public static IReadOnlyList<Edge> Edges(string assemblyPath, string rootNamespace)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyPath);
        var edges = new HashSet<Edge>();
        foreach (var type in assembly.MainModule.GetTypes())
        {
            var from = Outermost(type).FullName;
            foreach (var to in Known(type).SelectMany(Parts).Select(Outermost))
            {
                if (IsUnder(from) && IsUnder(to.FullName) && from != to.FullName)
                {
                    edges.Add(new Edge(from, to.FullName));
                }
            }
        }

        return [.. edges.OrderBy(edge => edge.ToString(), StringComparer.Ordinal)];

        bool IsUnder(string name) => name.StartsWith(rootNamespace + '.', StringComparison.Ordinal);
    }

    /// <summary>
    /// The edges that break the law: to a room on the right, or to a room that is not named; and,
    /// within a room, from pure code to its <c>Io/</c>.
    /// </summary>
    /// <param name="rooms">From left to right.</param>
    public static IReadOnlyList<string> Broken(
        IEnumerable<Edge> edges, string rootNamespace, IReadOnlyList<string> rooms)
    {
        var places = rooms.Index().ToDictionary(room => room.Item, room => room.Index);
        return
        [
            .. from edge in edges
               let knower = Parse(edge.From)
               let known = Parse(edge.To)
               where !places.TryGetValue(knower.Room, out var own)
                   || !places.TryGetValue(known.Room, out var other)
                   || other > own
                   || (other == own && known.IsIo && !knower.IsIo)
               select edge.ToString(),
        ];

        (string Room, bool IsIo) Parse(string type)
        {
            var parts = type[(rootNamespace.Length + 1)..].Split('.');
            return (parts.Length == 1 ? "" : parts[0], parts.Skip(1).SkipLast(1).Contains("Io"));
        }
    }

    /// <summary>Which rooms a room knows, for the table in ARCHITECTURE.md.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Table(
        IEnumerable<Edge> edges, string rootNamespace, IReadOnlyList<string> rooms) =>
        rooms.ToDictionary(
            room => room,
            room => (IReadOnlyList<string>)
            [
                .. rooms.Where(other => other != room && edges.Any(edge =>
                    RoomOf(edge.From, rootNamespace) == room
                    && RoomOf(edge.To, rootNamespace) == other)),
            ]);

    private static string RoomOf(string type, string rootNamespace) =>
        type[(rootNamespace.Length + 1)..].Split('.')[0];

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<TypeReference?> Known(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(one => one.InterfaceType),
        .. type.CustomAttributes.SelectMany(Known),
        .. type.GenericParameters.SelectMany(one => one.Constraints)
            .Select(one => one.ConstraintType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Fields.SelectMany(field => field.CustomAttributes).SelectMany(Known),
        .. type.Properties.SelectMany(property => property.CustomAttributes).SelectMany(Known),
        .. type.Methods.SelectMany(Known),
    ];

    private static IEnumerable<TypeReference?> Known(CustomAttribute attribute) =>
    [
        attribute.AttributeType,
        .. attribute.ConstructorArguments.Select(one => one.Value).OfType<TypeReference>(),
    ];

    private static IEnumerable<TypeReference?> Known(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(one => one.ParameterType),
        .. method.CustomAttributes.SelectMany(Known),
        .. method.GenericParameters.SelectMany(one => one.Constraints)
            .Select(one => one.ConstraintType),
        .. method.HasBody ? KnownInBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> KnownInBody(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => Known(instruction.Operand)),
    ];

    private static IEnumerable<TypeReference?> Known(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic =>
            [.. generic.GenericArguments, .. Known((object)generic.ElementMethod)],
        MethodReference method =>
        [
            method.DeclaringType, method.ReturnType,
            .. method.Parameters.Select(one => one.ParameterType),
        ],
        _ => [],
    };

    // An array of lists of T knows List and T.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic =>
            [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        FunctionPointerType pointer =>
            [.. Parts(pointer.ReturnType),
             .. pointer.Parameters.SelectMany(one => Parts(one.ParameterType))],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
