namespace MultiVenueMargin.Domain;

/// <summary>
/// An account at a venue, a sub-account at a custodian, or an address on a chain: <c>location:name</c>. It belongs to one pool
/// of one account on the whole platform. The name has 1 to 128 visible characters; ordered by location, then name.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct VenueAccountId : IComparable<VenueAccountId>
{
    private readonly string? _name;

    public VenueAccountId(LocationId location, string name)
    {
        if (location.IsDefault || location.Code.Contains(':'))
        {
            throw new ArgumentException("A venue account lies at a location whose name has no colon.", nameof(location));
        }

        Location = location;
        _name = Identifier.Require(name, maxLength: 128, nameof(name));
    }

    public LocationId Location { get; }

    public string Name => _name ?? string.Empty;

    public bool IsDefault => _name is null;

    public static bool TryParse(string? text, out VenueAccountId account)
    {
        account = default;
        var colon = text?.IndexOf(':') ?? -1;
        if (text is null || colon < 0 || !Identifier.IsValid(text[..colon], 64) || !Identifier.IsValid(text[(colon + 1)..], 128))
        {
            return false;
        }

        account = new VenueAccountId(new LocationId(text[..colon]), text[(colon + 1)..]);
        return true;
    }

    public int CompareTo(VenueAccountId other)
    {
        var byLocation = Location.CompareTo(other.Location);
        return byLocation != 0 ? byLocation : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => IsDefault ? string.Empty : $"{Location}:{Name}";

    public static bool operator <(VenueAccountId left, VenueAccountId right) => left.CompareTo(right) < 0;

    public static bool operator >(VenueAccountId left, VenueAccountId right) => left.CompareTo(right) > 0;

    public static bool operator <=(VenueAccountId left, VenueAccountId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(VenueAccountId left, VenueAccountId right) => left.CompareTo(right) >= 0;
}
