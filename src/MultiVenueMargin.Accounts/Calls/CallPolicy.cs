namespace MultiVenueMargin.Accounts.Calls;

/// <summary>Terms of margin calls.</summary>
public sealed record CallPolicy
{
    /// <summary>From issue to deadline. One hour: markets here never close.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A call is amended when the shortfall exceeds what was called for by more than this share, so that it does not change with every tick.</summary>
    public decimal AmendAbove { get; init; } = 0.05m;
}
