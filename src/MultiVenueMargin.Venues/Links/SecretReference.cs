using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Venues.Links;

/// <summary>
/// Where a secret is to be had, by name: 1 to 128 visible characters. The secret itself is fetched by whoever composes the process, at the moment
/// it is used, and is in no option, record, log or text. The default value names nothing.
/// </summary>
public readonly record struct SecretReference
{
    private readonly string? _name;

    public SecretReference(string name)
    {
        if (!Identifier.IsValid(name, 128))
        {
            throw new ArgumentException("A secret's name has 1 to 128 visible characters without spaces.", nameof(name));
        }

        _name = name;
    }

    public string Name => _name ?? string.Empty;

    public bool IsDefault => _name is null;

    public override string ToString() => $"secret {Name}";
}
