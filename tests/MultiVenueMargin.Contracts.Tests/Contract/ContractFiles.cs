using Google.Protobuf.Reflection;

namespace MultiVenueMargin.Contracts.Tests.Contract;

/// <summary>The files of the contract as they are compiled in.</summary>
internal static class ContractFiles
{
    /// <summary>All that Contracts has, others' restated ones included.</summary>
    public static IReadOnlyList<FileDescriptor> All { get; } =
    [
        .. typeof(FiguresWire).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal) && type.IsAbstract && type.IsSealed)
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>Those of the platform itself.</summary>
    public static IReadOnlyList<FileDescriptor> Own { get; } = [.. All.Where(file => file.Package == "multivenuemargin.v1")];
}
