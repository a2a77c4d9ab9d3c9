namespace MultiVenueMargin.Domain;

/// <summary>
/// An account, with the institution it belongs to: <c>institution/account</c>. The institution is part of the id so that
/// one tenant's account can never be mistaken for another's. Each part has 1 to 64 visible characters and no slash;
/// ordered by institution, then name. The default value names nothing and is refused wherever an account is required.
/// </summary>
public readonly record struct AccountId : IComparable<AccountId>
{
    private readonly string? _name;

    public AccountId(InstitutionId institution, string name)
    {
        if (institution.IsDefault)
        {
            throw new ArgumentException("An account belongs to an institution.", nameof(institution));
        }

        ArgumentNullException.ThrowIfNull(name);
        if (institution.Code.Contains('/') || name.Contains('/'))
        {
            throw new ArgumentException("The slash separates institution and account and stands in neither.", nameof(name));
        }

        Institution = institution;
        _name = Identifier.Require(name, maxLength: 64, nameof(name));
    }

    public InstitutionId Institution { get; }

    public string Name => _name ?? string.Empty;

    public bool IsDefault => _name is null;

    public static bool TryParse(string? text, out AccountId account)
    {
        account = default;
        var slash = text?.IndexOf('/') ?? -1;
        if (text is null || slash < 0 || text.IndexOf('/', slash + 1) >= 0)
        {
            return false;
        }

        var (institution, name) = (text[..slash], text[(slash + 1)..]);
        if (!Identifier.IsValid(institution, 64) || !Identifier.IsValid(name, 64))
        {
            return false;
        }

        account = new AccountId(new InstitutionId(institution), name);
        return true;
    }

    public int CompareTo(AccountId other)
    {
        var byInstitution = Institution.CompareTo(other.Institution);
        return byInstitution != 0 ? byInstitution : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => IsDefault ? string.Empty : $"{Institution}/{Name}";

    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;
}
