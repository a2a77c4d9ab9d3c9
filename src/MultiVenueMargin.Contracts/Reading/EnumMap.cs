namespace MultiVenueMargin.Contracts.Reading;

/// <summary>
/// The members of a closed list of the domain and those of the contract, by their names, which are the same; only the contract's
/// zero, unspecified, stands for none. A list that has a member that the other lacks throws at its first use, and a test uses all.
/// </summary>
/// <remarks>Where the domain has an "Unspecified" of its own, it is written as unspecified and never read.</remarks>
internal static class EnumMap<TDomain, TWire>
    where TDomain : struct, Enum
    where TWire : struct, Enum
{
    private const string Unspecified = "Unspecified";

    private static readonly Dictionary<TWire, TDomain> ToDomain = Pairs();

    private static readonly Dictionary<TDomain, TWire> ToWire = ToDomain.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static bool IsUnspecified(TWire choice) => EqualityComparer<TWire>.Default.Equals(choice, default);

    /// <summary>False for what is unspecified or not known here.</summary>
    public static bool TryRead(TWire choice, out TDomain value) => ToDomain.TryGetValue(choice, out value);

    public static TWire Write(TDomain value) =>
        ToWire.TryGetValue(value, out var choice) ? choice
        : Enum.GetName(value) == Unspecified ? default
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The contract has no name for this.");

    private static Dictionary<TWire, TDomain> Pairs()
    {
        var domain = Enum.GetNames<TDomain>().Where(name => name != Unspecified).ToHashSet(StringComparer.Ordinal);
        var wire = Enum.GetNames<TWire>().Where(name => name != Unspecified).ToHashSet(StringComparer.Ordinal);
        return domain.SetEquals(wire) && Enum.GetName(default(TWire)) == Unspecified
            ? wire.ToDictionary(Enum.Parse<TWire>, Enum.Parse<TDomain>)
            : throw new InvalidOperationException($"{typeof(TDomain).Name} and the contract's {typeof(TWire).Name} do not have the same members.");
    }
}
