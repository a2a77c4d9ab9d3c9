using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Risk.Collateral;

/// <summary>
/// One asset at one location in one pool, netted: how a book is split into lines makes no difference to what it is worth.
/// </summary>
internal sealed class HeldLine
{
    public required CollateralLine Line { get; init; }

    /// <summary>Signed amount with the unrealised profit that settles here.</summary>
    public required decimal Amount { get; init; }

    public required AssetTerms Terms { get; init; }

    public required RiskUnit? Unit { get; init; }

    /// <summary>USD per unit of the asset; absent: unpriced.</summary>
    public required Price? Mark { get; init; }

    /// <summary>u.</summary>
    public required decimal Uncertainty { get; init; }

    /// <summary>Why the line is left out of every figure; empty when it is in.</summary>
    public string Excluded { get; init; } = string.Empty;

    public string Name { get; init; } = string.Empty;

    public bool Counts => Mark is not null && Excluded.Length == 0;

    public bool IsDebt => Amount < 0;

    public decimal Raw => Mark is { } mark ? Amount * mark.Value : 0m;
}
